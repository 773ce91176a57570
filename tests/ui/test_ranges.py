"""What can be made of a chosen stretch of time."""

import pytest

from daw.model import edits
from daw.ui import commands

START, END = 48000, 96000


@pytest.fixture
def song(studio):
    """The studio with a clip over the middle of its first track."""
    commands.register(studio)
    studio.do(edits.add_source, "tone", "audio/tone.wav", 1, 144000)
    studio.do(edits.add_clip, studio.session.tracks[0].id, studio.session.sources[0].id, 0, 0, 144000, "tone")
    return studio


def stretches(studio):
    return [(clip.start, clip.end) for clip in studio.session.tracks[0].clips]


@pytest.mark.parametrize(
    ("key", "expected"),
    [("edit.insert-time", [(0, START), (END, 144000 + END - START)]), ("edit.keep-range", [(START, END)])],
)
def test_a_range_becomes_room_or_all_that_is_kept_and_undo_brings_back_the_rest(song, key, expected):
    assert not song.actions.trigger(key)
    song.selection.set_range(START, END)
    before = song.session
    assert song.actions.trigger(key)
    assert sorted(stretches(song)) == expected
    song.undo()
    assert song.session.tracks == before.tracks
    song.redo()
    assert sorted(stretches(song)) == expected
