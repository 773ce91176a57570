"""Dropouts and clips at their place: on the take that grows, on the clip and the take that it becomes, in words under the pointer."""

from typing import Any

import numpy as np
from PySide6.QtCore import QPointF

from daw.engine.eventlog import Mark
from daw.model import edits
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.rows import row_of
from daw.ui.arrange.takemarks import Trouble, troubles_of
from tests.ui.record.conftest import RATE


def words_at(window: Any, frame: int) -> str:
    """What the status bar says of a place on the first track."""
    canvas = window.arrange.canvas
    row = row_of(window.arrange.viewport.rows, window.studio.session.tracks[0].id)
    assert row is not None
    place = QPointF(canvas.axis.x(frame), row.top + row.height / 2)
    return canvas.parts["track"].words(row, Hand(place, frame, row.height / 2))


def test_a_clip_is_marked_on_the_growing_take_and_stays_on_what_it_becomes(qtbot: Any, window: Any, booth: Any) -> None:
    loud = np.zeros((1, 3 * RATE), np.float32)
    loud[0, 9600:9700] = 1.0
    studio = booth(loud)
    live = window.arrange.part.live
    track = studio.session.tracks[0]
    studio.record()
    qtbot.waitUntil(lambda: bool(live.troubles(track)), timeout=5000)
    assert live.troubles(track) == [Trouble("clip", 9602)]
    assert words_at(window, 9602) == "The input clipped here, at 0:00.2."
    assert "clipped" not in words_at(window, 9602 + RATE)
    qtbot.waitUntil(lambda: studio.position > 24000, timeout=5000)
    studio.record()
    track = studio.session.tracks[0]
    assert list(troubles_of(track, 0, RATE)) == [Trouble("clip", 9602)]
    assert words_at(window, 9602) == "The input clipped here, at 0:00.2."
    studio.do(edits.move_clips, [track.clips[0].id], 4800)
    assert list(troubles_of(studio.session.tracks[0], 0, RATE)) == [Trouble("clip", 14402)], "it moves with the clip"


def test_a_dropout_while_recording_is_marked_on_every_track_that_records(qtbot: Any, window: Any, booth: Any, monkeypatch: Any) -> None:
    studio = booth()
    studio.do(edits.set_armed, studio.session.tracks[1].id, True)
    live = window.arrange.part.live
    studio.record()
    qtbot.waitUntil(lambda: len(live.passes) == 2, timeout=5000)
    now = studio.engine.device_frame
    monkeypatch.setattr(studio.engine, "marks", lambda: (Mark("dropout", 4800, now, 0), Mark("clip", 5000, now, 2)))
    qtbot.waitUntil(lambda: bool(live.marks), timeout=2000)
    for track in studio.session.tracks[:2]:
        assert Trouble("dropout", 4800) in live.troubles(track)
        assert Trouble("clip", 5000) not in live.troubles(track), "nobody records input 2"
    qtbot.waitUntil(lambda: "1 dropout" in window.dock.pages["inputs"].last_take.facts.text(), timeout=2000)
    studio.stop()
