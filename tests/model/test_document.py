"""The document: gestures, undo with branches, and telling those who follow it."""

import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits
from daw.model.document import Document
from daw.model.history import LIMIT, History, Step
from daw.model.session import Session
from daw.model.track import Track


@pytest.fixture
def document(song):
    return Document(song)


def fader(document, track=0):
    return document.session.tracks[track].fader_db


def test_a_drag_is_one_step_and_says_where_it_ended(document, song):
    drag = object()
    for level in (-1, -2, -2.4):
        document.do(edits.set_fader, "t2", level, gesture=drag)
    assert document.history.labels == ("Fader −2.4 dB, Lead Vocal",)
    assert document.undo() == "Fader −2.4 dB, Lead Vocal"
    assert document.session is song
    assert document.redo() == "Fader −2.4 dB, Lead Vocal"
    assert fader(document, 1) == -2.4


def test_edits_of_one_gesture_on_different_targets_are_steps_of_their_own_and_none_is_lost(document):
    drag = object()
    for level in (-1.0, -2.0, -3.0):
        document.do(edits.set_fader, "t1", level, gesture=drag)
        document.do(edits.set_fader, "t2", level - 1, gesture=drag)
        document.do(edits.set_pan, "t1", level / 10, gesture=drag)
    assert document.history.labels == ("Fader −3.0 dB, Guitar", "Fader −4.0 dB, Lead Vocal", "Pan L 30, Guitar")
    document.undo()
    assert document.session.tracks[0].pan == 0.0
    assert (fader(document), fader(document, 1)) == (-3.0, -4.0)


def test_different_gestures_are_different_steps(document):
    document.do(edits.set_fader, "t1", -1, gesture=object())
    document.do(edits.set_fader, "t1", -2, gesture=object())
    document.do(edits.set_fader, "t1", -3)
    assert len(document.history.labels) == 3


@settings(max_examples=50, deadline=None)
@given(steps=st.lists(st.integers(0, 48000), min_size=1, max_size=8))
def test_a_gesture_is_the_edit_it_ended_with_applied_to_the_song_before_it(steps, song):
    dragged, once, drag = Document(song), Document(song), object()
    for frames in steps:
        dragged.do(edits.move_clips, ["c6"], frames, gesture=drag)
    once.do(edits.move_clips, ["c6"], steps[-1])
    assert dragged.session == once.session


def test_a_swipe_that_draws_back_gives_back_what_it_had_covered(document, song):
    drag = object()
    for end in (300_000, 350_000, 250_000):
        document.do(edits.swipe_take, "k9", 0, end, gesture=drag)
    alone = edits.swipe_take(song, "k9", 0, 250_000)
    assert document.session == alone


def test_something_else_done_during_a_gesture_stays(document):
    drag = object()
    document.do(edits.move_clips, ["c6"], 100, gesture=drag)
    document.do(edits.set_fader, "t1", -5)
    document.do(edits.move_clips, ["c6"], 150, gesture=drag)
    assert document.session.tracks[0].clips[0].start == 150
    assert fader(document) == -5.0
    assert len(document.history.labels) == 2


def test_undo_during_a_gesture_takes_it_back_and_the_hand_goes_on_from_there(document):
    drag = object()
    document.do(edits.move_clips, ["c6"], 100, gesture=drag)
    document.undo()
    document.do(edits.move_clips, ["c6"], 150, gesture=drag)
    assert document.session.tracks[0].clips[0].start == 150
    assert len(document.history.labels) == 1


def test_a_refused_step_of_a_gesture_leaves_the_one_before(document):
    drag = object()
    document.do(edits.set_fader, "t1", 5, gesture=drag)
    with pytest.raises(edits.EditError):
        document.do(edits.set_fader, "t1", 7, gesture=drag)
    assert fader(document) == 5.0


def test_several_edits_together_are_one_step_or_none(document, song):
    document.do_all("Faders −1 dB", [(edits.set_fader, ["t1", -1]), (edits.set_fader, ["t2", -1])])
    assert document.history.labels == ("Faders −1 dB",)
    document.undo()
    assert document.session is song
    with pytest.raises(edits.EditError):
        document.do_all("Faders", [(edits.set_fader, ["t1", -1]), (edits.set_fader, ["t2", 100])])
    assert document.session is song


def test_linked_faders_dragged_together_come_back_together(document, song):
    drag = object()
    for down in (-1, -2, -3):
        document.do_all("Faders", [(edits.set_fader, ["t1", down]), (edits.set_fader, ["t2", down - 2])], gesture=drag)
    assert (fader(document), fader(document, 1)) == (-3.0, -5.0)
    document.undo()
    assert document.session is song


def test_an_edit_that_changes_nothing_is_no_step(document, song):
    document.do(edits.set_fader, "t1", 0.0)
    document.do_all("Nothing", [])
    assert document.history.labels == ()
    assert document.session is song


def test_what_was_undone_before_something_new_is_kept_as_an_earlier_try(document):
    document.do(edits.set_fader, "t1", -1)
    document.do(edits.set_fader, "t1", -2)
    first = document.session
    document.undo()
    document.do(edits.set_fader, "t1", -9)
    second = document.session
    (branch,) = document.history.branches
    assert branch.name.startswith("Earlier try ")
    assert branch.labels == ("Fader −2.0 dB, Guitar",)
    document.go_to(branch.step)
    assert document.session is first
    (other,) = document.history.branches
    document.history.go_to(other.step)
    assert document.session is second


def test_the_list_shows_what_is_done_and_what_redo_brings(document):
    for level in (-1, -2, -3):
        document.do(edits.set_fader, "t1", level)
    document.undo()
    shown = document.history
    assert (shown.index, len(shown.steps)) == (2, 3)
    assert (document.undo_label, document.redo_label) == ("Fader −2.0 dB, Guitar", "Fader −3.0 dB, Guitar")
    document.go_to(shown.steps[0].id)
    assert fader(document) == -1.0
    document.go_to(shown.start)
    assert (document.undo_label, document.undo()) == (None, None)


def test_only_the_last_steps_are_kept_and_all_of_them_can_be_undone(document):
    for number in range(LIMIT + 20):
        document.do(edits.set_fader, "t1", -(number % 50) - 1)
        if number == 10:
            document.undo()
            document.do(edits.set_pan, "t1", 0.5)
    assert len(document.history.steps) == LIMIT
    assert document.history.branches == ()
    count = 0
    while document.undo():
        count += 1
    assert count == LIMIT
    assert fader(document) == -(19 % 50) - 1


def test_those_who_follow_are_told_old_and_new_in_order_and_can_leave(document, song):
    told = []
    leave = document.subscribe(lambda old, new: told.append((old, new)))
    one = document.do(edits.set_fader, "t1", -1)
    document.undo()
    leave()
    leave()
    document.do(edits.set_fader, "t1", -1)
    assert told == [(song, one), (one, song)]


def test_a_follower_that_fails_loses_neither_the_edit_nor_the_others(document):
    told = []

    def fails(old, new):
        raise RuntimeError("no")

    document.subscribe(fails)
    document.subscribe(lambda old, new: told.append(new))
    with pytest.raises(RuntimeError, match="no"):
        document.do(edits.set_fader, "t1", -1)
    assert told == [document.session]
    assert fader(document) == -1.0
    document.subscribe(fails)
    with pytest.raises(ExceptionGroup):
        document.do(edits.set_fader, "t1", -2)
    with pytest.raises(ExceptionGroup):
        document.undo()
    assert fader(document) == -1.0


def test_a_follower_may_edit_and_everyone_hears_of_it_in_order(document):
    told = []

    def answers(old, new):
        if new.tracks[0].mute and not new.tracks[1].mute:
            document.do(edits.set_mute, "t2", True)

    document.subscribe(answers)
    document.subscribe(lambda old, new: told.append((old.tracks[1].mute, new.tracks[1].mute)))
    document.do(edits.set_mute, "t1", True)
    assert told == [(False, False), (False, True)]


def test_arguments_may_be_given_by_name_and_must_be_data(document):
    document.do(edits.set_mute, "t1", on=True)
    assert document.session.tracks[0].mute
    with pytest.raises(edits.EditError, match="no room for an argument 'loud'"):
        document.do(edits.set_mute, "t1", loud=True)
    with pytest.raises(edits.EditError, match="can't be part of a song"):
        document.do(edits.rename_track, "t1", object())
    with pytest.raises(edits.EditError, match="no edit"):
        document.do(print, "t1")


def test_words_name_the_thing_and_its_place(document, song):
    said = [
        (edits.set_parameter, ["x14", "threshold_db", -18.5], "compressor threshold −18.5 dB, Lead Vocal"),
        (edits.set_parameter, ["x14", "cutoff_hz", 3150], "compressor cutoff 3.15 kHz, Lead Vocal"),
        (edits.set_send_level, ["n16", -150], "Send to Plate −∞ dB, Lead Vocal"),
        (edits.set_mute, ["t1", True], "Mute Guitar"),
        (edits.set_pan, ["t1", -0.36], "Pan L 36, Guitar"),
        (edits.move_clip, ["c6", 48000], "Move gtr to 1 . 3 . 000"),
        (edits.delete_clips, [["c6", "c7"]], "Delete 2 clips"),
        (edits.delete_clips, [["c6"]], "Delete gtr, Guitar"),
        (edits.remove_track, ["t1"], "Remove Guitar"),
        (edits.rate_take, ["k9", 4], "4 stars for Take 1, Lead Vocal"),
        (edits.set_points, ["e18", [[0, 0]]], "Automation of compressor threshold, Lead Vocal"),
        (edits.add_slot, ["t1", "daw.eq"], "Add eq, Guitar"),
        (edits.set_tempo, [0, 92.5], "Tempo 92.5 bpm"),
        (edits.set_meter, [0, 6, 8], "Meter 6/8"),
    ]
    for edit, args, words in said:
        document.do(edit, *args)
        assert document.undo_label == words
        document.undo()


def test_a_step_undone_during_a_gesture_follows_it_when_redone(document):
    drag = object()
    document.do(edits.move_clips, ["c6"], 100, gesture=drag)
    document.do(edits.set_fader, "t1", -5)
    document.undo()
    document.do(edits.move_clips, ["c6"], 150, gesture=drag)
    assert document.redo() == "Fader −5.0 dB, Guitar"
    assert (document.session.tracks[0].clips[0].start, fader(document)) == (150, -5.0)


def test_old_gestures_are_let_go():
    class Widget:
        pass

    song = edits.add_track(Session(name="x", tracks=(Track(id="master", name="M", kind="master"),)), "T")
    document, hand = Document(song), Widget()
    document.do(edits.set_fader, "t1", -1, gesture=hand)
    gone = weakref.ref(hand)
    del hand
    for level in range(10):
        document.do(edits.set_fader, "t1", -2 - level)
    assert gone() is None


def test_a_history_that_leads_elsewhere_now_is_not_undone(song):
    history = History(song)
    history.push(Step(1, 0, "Pan", "", [("set_pan", ["t1", 0.5])]))
    history.push(Step(2, 1, "Fader", "", [("set_fader", ["t1", -1.0])]))
    history.steps[2].session = edits.set_fader(song, "t1", -2.0)  # what is on disk is not what the edit does today
    document = Document(history.steps[2].session, history=history)
    with pytest.raises(edits.EditError, match="another version"):
        document.undo()
    assert document.session.tracks[0].fader_db == -2.0
