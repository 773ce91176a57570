"""The bounce dialog: what is chosen is what is written; cancelling leaves nothing."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from daw.audio.reading import read
from daw.audio.takefile import TakeWriter
from daw.model import edits, storage
from daw.ui.bouncerow import BounceRow
from daw.ui.bouncing import Estimate, closing_words
from daw.ui.dialogs.bounce import TARGET, BounceDialog
from daw.ui.studio import Studio

RATE = 48000


@pytest.fixture
def studio(qtbot: Any, tmp_path: Path) -> Any:
    document = storage.new(tmp_path / "Slow Light", sample_rate=RATE)
    noise = np.random.default_rng(3).uniform(-0.2, 0.2, (2, 2 * RATE)).astype(np.float32)
    with TakeWriter(document.folder / "audio" / "a.wav", 2, RATE, "pcm24") as writer:
        writer.append(noise)
    track = edits.upcoming(document.session, "t")
    document.do(edits.add_track, "Noise")
    source = edits.upcoming(document.session, "a")
    document.do(edits.add_source, "a", "audio/a.wav", 2, 2 * RATE)
    document.do(edits.add_clip, track, source, 0)
    made = Studio(document)
    yield made
    made.close()
    document.close()


def test_bouncing_writes_the_file_that_was_announced(studio: Any, qtbot: Any) -> None:
    dialog = BounceDialog(studio)
    dialog.format.moved.emit("wav16", object())
    dialog.dither.moved.emit(False, object())
    expected = dialog.path()
    assert expected.name == "Slow Light.wav"
    told: list[Any] = []
    studio.noticed.connect(told.append)
    bouncing = dialog.start()
    with qtbot.waitSignal(bouncing.finished, timeout=120_000) as done:
        pass
    bouncing.wait()
    assert expected.is_file()
    assert read(expected)[0].shape == (2, 2 * RATE)
    assert done.args[0].sample_rate == RATE
    assert told[-1].title.startswith("Slow Light.wav. ")
    assert "LUFS" in told[-1].title
    dialog.close()


def test_cancelling_leaves_no_file_and_keeps_the_settings(studio: Any, qtbot: Any) -> None:
    dialog = BounceDialog(studio)
    dialog.loudness.moved.emit("-16", object())
    bouncing = dialog.start()
    bouncing.cancel()
    with qtbot.waitSignals([bouncing.cancelled], timeout=120_000, raising=False):
        pass
    bouncing.wait()
    assert not list(dialog.folder.glob("*")) or dialog.path().is_file() is False
    assert dialog.loudness.value == "-16"
    dialog.close()


def test_a_range_that_is_not_there_cannot_be_bounced(studio: Any, qtbot: Any) -> None:
    dialog = BounceDialog(studio)
    dialog.what.moved.emit("loop", object())
    assert not dialog.go.isEnabled()
    assert "no loop range" in dialog.estimate.text()
    studio.do(edits.set_loop, 1000, 30000)
    dialog.refresh()
    assert dialog.go.isEnabled()
    options = dialog.options()
    assert (options.start, options.end) == (1000, 30000)
    dialog.close()


def test_the_row_shows_the_progress_and_cancels(studio: Any, qtbot: Any) -> None:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    dialog = BounceDialog(studio)
    rows: list[BounceRow] = []
    dialog.started.connect(lambda bouncing: rows.append(BounceRow(studio, bouncing, window)))
    bouncing = dialog.start()
    rows[0].cancel.press()
    assert rows[0].words.text() == "Cancelling…"
    bouncing.wait()
    qtbot.waitUntil(lambda: not rows[0].isVisible(), timeout=5000)
    dialog.close()


def test_the_time_left_is_silent_at_first_and_then_in_steps_of_five_seconds() -> None:
    estimate = Estimate(60.0)
    assert estimate.at(0.1).left_s is None
    estimate._begun -= 10.0
    left = estimate.at(0.25).left_s
    assert left == 30


def test_the_closing_line_says_what_was_measured() -> None:
    from daw.engine.offline import Report

    report = Report(
        file="x/Slow Light.wav", sha256="", frames=1, sample_rate=1, audio_seconds=247.0, wall_seconds=1.0, cpu_seconds=1.0, channels=2,
        integrated_lufs=-14.31, momentary_max_lufs=None, short_term_max_lufs=None, lra_lu=None, true_peak_dbtp=-1.02, sample_peak_dbfs=None,
    )  # fmt: skip
    assert closing_words(report) == "Slow Light.wav. −14.3 LUFS, −1.0 dBTP, 4:07."


def test_a_name_that_is_taken_is_told_before_it_is_replaced(studio: Any, qtbot: Any) -> None:
    dialog = BounceDialog(studio)
    assert dialog.go.words == "Bounce"
    dialog.folder.mkdir(exist_ok=True)
    dialog.path().write_bytes(b"the mix of yesterday")
    dialog.refresh()
    assert dialog.go.words == "Replace"
    assert "replaced when the new one is whole" in dialog.estimate.text()
    dialog.name.set_value("Slow Light 2")
    dialog.name.moved.emit("Slow Light 2", object())
    assert dialog.go.words == "Bounce"
    dialog.close()


def test_any_loudness_can_be_typed_and_the_menu_follows(studio: Any, qtbot: Any) -> None:
    dialog = BounceDialog(studio)
    assert not dialog.target.isEnabled()
    assert dialog.options().loudness_lufs is None
    dialog.loudness.moved.emit("-16", object())
    assert (dialog.target.value, dialog.options().loudness_lufs) == (-16.0, -16.0)
    dialog.target.moved.emit(-18.5, object())
    assert (dialog.loudness.value, dialog.options().loudness_lufs) == ("other", -18.5)
    dialog.target.moved.emit(-23.0, object())
    assert dialog.loudness.value == "-23"
    assert TARGET.parse(TARGET.format(-18.5)) == -18.5
    dialog.close()


def test_cancelling_in_the_middle_acts_within_half_a_second_and_leaves_no_part_of_a_file(studio: Any, qtbot: Any) -> None:
    track, source = studio.session.tracks[0].id, studio.session.sources[0].id
    studio.do_all("Half an hour", [(edits.add_clip, (track, source, number * 2 * RATE)) for number in range(1, 900)])
    dialog = BounceDialog(studio)
    qtbot.addWidget(dialog)
    bouncing = dialog.start()
    with qtbot.waitSignal(bouncing.progressed, timeout=120_000, check_params_cb=lambda progress: progress.share > 0.0):
        pass
    assert list(dialog.folder.iterdir()) != []
    begun = time.perf_counter()
    with qtbot.waitSignal(bouncing.cancelled, timeout=10_000):
        bouncing.cancel()
    assert time.perf_counter() - begun < 0.5
    bouncing.wait()
    assert list(dialog.folder.iterdir()) == []


def test_after_cancelling_the_dialog_is_there_again_as_it_was(studio: Any, qtbot: Any) -> None:
    dialog = BounceDialog(studio)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.format.moved.emit("flac16", object())
    bouncing = dialog.start()
    assert not dialog.isVisible()
    bouncing.cancel()
    with qtbot.waitSignal(bouncing.cancelled, timeout=120_000):
        pass
    bouncing.wait()
    assert dialog.isVisible()
    assert dialog.format.value == "flac16"
    assert not list(dialog.folder.glob("*"))


def test_a_bounce_that_clips_says_so_and_fix_offers_a_loudness_that_does_not(studio: Any, qtbot: Any) -> None:
    master = studio.session.tracks[-1].id
    studio.do(edits.set_fader, studio.session.tracks[0].id, 6.0)
    studio.do(edits.set_fader, master, 6.0)
    clip = studio.session.tracks[0].clips[0].id
    studio.do(edits.set_clip_gain, clip, 12.0)
    dialog = BounceDialog(studio)
    qtbot.addWidget(dialog)
    told: list[Any] = []
    studio.noticed.connect(told.append)
    bouncing = dialog.start()
    with qtbot.waitSignal(bouncing.finished, timeout=120_000):
        pass
    bouncing.wait()
    assert told[-1].level == "warning"
    assert "clipped" in told[-1].text
    actions = dict(told[-1].actions)
    assert list(actions) == ["Fix", "Play", "Show in folder"]
    actions["Fix"]()
    assert dialog.isVisible()
    assert (dialog.options().loudness_lufs, dialog.options().ceiling_dbtp) == (-14.0, -1.0)
