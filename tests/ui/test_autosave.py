"""Saving by itself: what the window says of it is always true, also when the disk refuses."""

import os
import random
from datetime import datetime

import pytest

from daw.model import edits, songfile, storage
from daw.model.songerror import SongError
from daw.ui.autosave import Autosave


@pytest.fixture
def disk(monkeypatch):
    """The real disk, with a switch that makes every save fail."""
    real, state = storage.save, {"full": False, "writes": 0}

    def save(document):
        if state["full"]:
            raise SongError("Not saved: the disk is full.")
        state["writes"] += 1
        real(document)

    monkeypatch.setattr(storage, "save", save)
    return state


def on_disk(document):
    return songfile.decode((document.folder / "song.json").read_bytes())


def test_whatever_is_edited_undone_and_refused_saved_means_it_is_on_disk(studio, document, disk, qapp):
    studio.clock.stop()
    autosave, chance, track = Autosave(studio), random.Random(7), document.session.tracks[0].id
    shown = []
    autosave.shown.connect(lambda words, _ink: shown.append(words))
    for step in range(120):
        act = chance.choice(("edit", "edit", "undo", "redo", "save", "save", "break", "mend"))
        if act == "edit":
            studio.do(edits.set_fader, track, -float(step % 40))
        elif act in ("undo", "redo"):
            getattr(studio, act)()
        elif act == "save":
            assert autosave.save_now(told=chance.random() < 0.3) == (not document.dirty)
        else:
            disk["full"] = act == "break"
        if autosave.words.startswith("Saved"):
            assert on_disk(document) == document.session
        elif autosave.words == "Not saved":
            assert document.dirty or disk["full"]
    assert any(words.startswith("Saved") for words in shown)
    assert "Not saved" in shown


def test_the_time_is_that_of_the_file_also_when_a_song_is_opened_later(studio, document, disk):
    studio.clock.stop()
    then = datetime(2026, 11, 20, 14, 2).timestamp()
    os.utime(document.folder / "song.json", (then, then))
    autosave = Autosave(studio)
    today = datetime.now().astimezone().date() == datetime(2026, 11, 20).date()
    assert autosave.words == ("Saved 14:02" if today else "Saved 20 Nov")
    assert autosave.save_now()  # nothing to write, nothing claimed
    assert disk["writes"] == 0
    assert autosave.words == ("Saved 14:02" if today else "Saved 20 Nov")


def test_a_failed_save_is_told_once_tried_again_by_itself_and_mended_by_hand(studio, document, disk):
    studio.clock.stop()
    autosave = Autosave(studio)
    disk["full"] = True
    studio.do(edits.set_fader, document.session.tracks[0].id, -6.0)
    assert autosave.words == "Saving…"
    assert not autosave.save_now()
    assert not autosave.save_now()
    assert [notice.title for notice in studio.notices] == ["The song is not saved."]
    assert autosave.words == "Not saved"
    assert autosave._timer.isActive()
    disk["full"] = False
    studio.notices[0].actions[0][1]()
    assert autosave.words.startswith("Saved")
    assert on_disk(document).tracks[0].fader_db == -6.0
