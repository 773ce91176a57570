"""The studio: one way to change the song, one clock, and a view that is kept beside the song."""

from PySide6.QtGui import QKeySequence

from daw.model import edits
from daw.ui.actions import Actions
from daw.ui.selection import Selection
from daw.ui.view import View


def tracks(studio):
    return [track.id for track in studio.session.tracks]


def test_what_the_song_refuses_is_a_notice_and_changes_nothing(studio):
    before = studio.session
    assert not studio.do(edits.rename_track, "nobody", "Anna")
    assert studio.session is before
    assert len(studio.notices) == 1
    assert not studio.do(edits.rename_track, "nobody", "Anna")
    assert len(studio.notices) == 1, "the same refusal, at once again, is not shown twice"


def test_undo_brings_the_song_back_and_tells_everyone(studio):
    heard = []
    studio.session_changed.connect(lambda old, new: heard.append((old, new)))
    before = studio.session
    assert studio.do(edits.set_fader, tracks(studio)[0], -6.0)
    studio.undo()
    assert studio.session == before
    assert len(heard) == 2
    studio.redo()
    assert studio.session.tracks[0].fader_db == -6.0


def test_without_sound_the_place_still_moves_and_nothing_plays(studio):
    places, said = [], []
    studio.playhead_moved.connect(places.append)
    studio.said.connect(said.append)
    studio.locate(4800)
    assert studio.position == 4800
    assert places == [4800]
    studio.toggle_play()
    assert not studio.playing
    assert said


def test_the_selection_lets_go_of_what_is_gone(studio):
    first, second = tracks(studio)[:2]
    studio.selection.select_track(first)
    studio.selection.select_track(second, add=True)
    studio.do(edits.remove_track, second)
    assert studio.selection.tracks == (first,)
    assert studio.selection.track == first


def test_choosing_what_is_chosen_tells_nobody(qtbot):
    selection, told = Selection(), []
    selection.changed.connect(lambda: told.append(1))
    selection.select_track("t1")
    selection.select_track("t1")
    selection.set_range(200, 100)
    selection.set_range(100, 200)
    assert selection.range == (100, 200)
    assert len(told) == 2


def test_a_view_is_kept_beside_the_song_and_survives_nonsense(qtbot, tmp_path):
    view, told = View(tmp_path), []
    view.changed.connect(told.append)
    assert view.is_new
    view.tool = "split"
    view.tool = "split"
    view.set(snap=False, frames_per_px=250)
    view.show_lane("t1", "takes")
    view.set_height("t1", "huge")
    assert told[:2] == [frozenset({"tool"}), frozenset({"snap", "frames_per_px"})]
    view.save()
    again = View(tmp_path)
    assert (again.tool, again.snap, again.frames_per_px) == ("split", False, 250)
    assert again.open_lanes("t1") == ["takes"]
    assert again.height("t1") == "huge"
    (tmp_path / "view.json").write_text('{"tool": "hammer", "snap": "yes", "unknown": 1, "frames_per_px": null}')
    assert (View(tmp_path).tool, View(tmp_path).snap) == ("pointer", True)
    (tmp_path / "view.json").write_text("[")
    assert View(tmp_path).is_new


def test_actions_are_done_refused_with_a_reason_and_found_by_words(qtbot):
    actions, done, refused = Actions(), [], []
    actions.refused.connect(refused.append)
    actions.add("clip.split", "Split at playhead", lambda: done.append("split"), "Ctrl+E or X")
    actions.add("clip.join", "Join", lambda: done.append("join"), "Ctrl+J", enabled=lambda: False, why="Choose two clips first.")
    assert actions.trigger("clip.split")
    assert not actions.trigger("clip.join")
    assert not actions.trigger("clip.fly")
    assert done == ["split"]
    assert refused == ["Choose two clips first."]
    assert actions.shown("clip.split") == QKeySequence("Ctrl+E").toString(QKeySequence.SequenceFormat.NativeText)


def test_the_persons_own_keys_win_and_rivals_are_named(qtbot):
    actions = Actions()
    actions.add("a", "One", list, "1", "canvas")
    actions.add("b", "Two", list, "1", "takes")
    actions.add("c", "Three", list, "3")
    assert actions.rivals("a", "1") == []
    assert [one.key for one in actions.rivals("a", "3")] == ["c"]
    actions.set_shortcut("c", "Ctrl+3")
    assert actions.shortcut("c") == "Ctrl+3"
    assert actions.own_shortcuts == {"c": "Ctrl+3"}
    actions.set_shortcut("c", None)
    assert actions.shortcut("c") == "3"
