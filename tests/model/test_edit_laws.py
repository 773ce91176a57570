"""Laws every edit obeys, over random sequences of all of them."""

import random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daw.model import edits, journal, songfile
from daw.model.document import Document
from daw.model.edits.edit import commands
from daw.model.journal import Record
from daw.model.validity import check_session

SEEDS = st.integers(0, 2**32)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


class Notes:
    """A journal in memory."""

    def __init__(self):
        self.records: list[Record] = []

    def append(self, record):
        self.records.append(record)


def refusal(action):
    """The sentence with which an edit is refused, or None if it is done."""
    try:
        action()
    except edits.EditError as problem:
        return str(problem)
    return None


def some_edits(document, random_edit, chance, count, gestures=()):
    """Do random edits; returns how many did something."""
    done = 0
    for _ in range(count):
        before = document.session
        name, args = random_edit(before, chance)
        gesture = chance.choice([None, *gestures])
        if refusal(lambda name=name, args=args, gesture=gesture: document.do(edits.by_name[name], *args, gesture=gesture)):
            assert document.session is before
        done += document.session is not before
    return done


@quick
@given(seed=SEEDS)
def test_every_edit_leaves_a_sound_song_and_never_touches_the_old_one(seed, song, random_edit):
    chance, session = random.Random(seed), song
    for _ in range(25):
        name, args = random_edit(session, chance)
        before = msgspec.json.encode(session)
        try:
            new = edits.by_name[name](session, *args)
        except edits.EditError:
            new = session
        assert msgspec.json.encode(session) == before
        session = check_session(new)


@quick
@given(seed=SEEDS)
def test_undo_undoes_and_redo_does_again(seed, song, random_edit):
    chance, document = random.Random(seed), Document(song)
    some_edits(document, random_edit, chance, 30)
    last = document.session
    while document.undo():
        pass
    assert document.session is song
    while document.redo():
        pass
    assert document.session is last


@quick
@given(seed=SEEDS)
def test_what_is_saved_is_what_is_loaded(seed, song, random_edit):
    chance, document = random.Random(seed), Document(song)
    some_edits(document, random_edit, chance, 30)
    text = songfile.encode(document.session)
    loaded = songfile.decode(text)
    assert loaded == document.session
    assert songfile.encode(loaded) == text


@quick
@given(seed=SEEDS)
def test_the_journal_replayed_is_the_song(seed, song, random_edit):
    chance, notes = random.Random(seed), Notes()
    document = Document(song, journal=notes)
    hand = [object(), object()]
    for _ in range(6):
        some_edits(document, random_edit, chance, 6, gestures=hand)
        for _ in range(chance.randrange(4)):
            chance.choice([document.undo, document.redo])()
    data = b"".join(journal.line(record) for record in notes.records)
    assert journal.replay(song, journal.read(data).records) == document.session


@quick
@given(seed=SEEDS)
def test_a_history_written_down_and_read_again_is_the_same(seed, song, random_edit):
    chance, document = random.Random(seed), Document(song)
    for _ in range(4):
        some_edits(document, random_edit, chance, 6)
        document.undo()
    data = b"".join(journal.line(record) for record in journal.records_of(document.tree))
    records = journal.read(data).records
    history = journal.History(records[0].session, records[0].id)
    for record in records[1:]:
        journal.perform(history, record)
    assert [step.label for step in history.line()] == list(document.history.labels)
    assert history.branches() == document.history.branches
    assert all(history.value(step.id) == document.tree.value(step.id) for step in document.tree.steps.values())


@quick
@given(seed=SEEDS)
def test_folding_all_edits_over_an_empty_song_gives_the_song(seed, empty, random_edit):
    chance, done, session = random.Random(seed), [], empty
    for _ in range(40):
        name, args = random_edit(session, chance)
        try:
            session = edits.by_name[name](session, *args)
        except edits.EditError:
            continue
        done.append((name, args))
    again = empty
    for name, args in msgspec.json.decode(msgspec.json.encode(done)):
        again = edits.by_name[name](again, *args)
    assert again == session


@quick
@given(seed=SEEDS)
def test_junk_is_refused_with_a_sentence_or_makes_a_sound_song(seed, song, random_edit):
    chance = random.Random(seed)
    document = Document(song)
    for _ in range(40):
        name, args = random_edit(song, chance, 0.5)
        refused = refusal(lambda name=name, args=args: check_session(edits.by_name[name](song, *args)))
        assert refused is None or (len(refused) > 15 and refused.endswith((".", "?")))
        refusal(lambda name=name, args=args: check_session(document.do(edits.by_name[name], *args)))
        document.go_to(0)
    assert document.session is song


@quick
@given(seed=SEEDS)
def test_every_edit_says_in_words_what_it_did(seed, song, random_edit):
    chance, session = random.Random(seed), song
    for _ in range(25):
        name, args = random_edit(session, chance)
        try:
            new = edits.by_name[name](session, *args)
        except edits.EditError:
            continue
        words = edits.describe(name, args, session, new)
        assert words
        assert not set("{}") & set(words)
        assert not words.startswith((",", " "))
        session = new


def test_every_edit_is_tried_by_these_laws(song, random_edit):
    chance, succeeded = random.Random(1), set()
    for _ in range(6000):
        name, args = random_edit(song, chance)
        try:
            if edits.by_name[name](song, *args) != song:
                succeeded.add(name)
        except edits.EditError:
            continue
    rare = {
        "join_clips",
        "crossfade_clips",
        "clean_up",
        "show_take",
        "unfreeze_track",
        "clear_solo",
        "remove_meter",
        "move_meter",
        "ungroup_clips",
    }
    assert set(commands) - succeeded <= rare | {"activate_version", "move_point", "remove_points", "set_point_curve", "move_boundary"}


@pytest.mark.parametrize("args", [[], ["t1", -3.0, "more"]], ids=["too few", "too many"])
def test_a_wrong_number_of_arguments_is_refused(args, song):
    with pytest.raises(edits.EditError, match="set_fader"):
        Document(song).do(edits.set_fader, *args)


def test_edits_can_be_found_by_name_and_no_other_function_can():
    assert edits.by_name["set_fader"] is edits.set_fader
    with pytest.raises(edits.EditError, match="no edit"):
        edits.command("describe")
    with pytest.raises(edits.EditError, match="no edit"):
        edits.command(len)


def test_every_edit_is_public():
    assert all(getattr(edits, name) is function and name in edits.__all__ for name, function in edits.by_name.items())
