"""The Inputs page: a card for every input, switches that set how recording goes, the last take with its stars, note and marks."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw.engine.levels import Levels, Loudness
from daw.model import edits
from daw.ui.record.lasttake import facts_of
from daw.ui.record.panel import RecordPanel
from daw.ui.studio import Tick
from tests.ui.record.conftest import RATE


def tick(*inputs: float) -> Tick:
    return Tick(0, False, False, False, False, Levels({}, inputs, inputs, {}, Loudness(), 0.0, 0.0, 0, 0, ()))


def press(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(studio: Any, qtbot: Any) -> Any:
    """The page over a device of four inputs that makes no sound."""
    studio.clock.stop()
    device = SimpleNamespace(inputs=4, name="Scarlett, ALSA", latency_frames=278)
    studio.engine = SimpleNamespace(
        device=device, sample_rate=48000, round_trip_frames=None, playing=False, recording=False, position=0,
        set_count_in=lambda _bars: None, set_click=lambda **_: None, set_loop=lambda **_: None, set_hear_inputs=lambda **_: None,
    )  # fmt: skip
    panel = RecordPanel(studio)
    qtbot.addWidget(panel)
    panel.resize(1500, 200)
    panel.show()
    yield panel
    studio.engine = None


def test_every_input_has_a_card_that_says_how_loud_it_is_and_where_it_goes(page: Any, studio: Any) -> None:
    track = studio.session.tracks[0]
    studio.do(edits.set_inputs, track.id, [3])
    studio.do(edits.arm_only, track.id)
    assert [(card.number, card.goes) for card in page.cards] == [(1, ""), (2, ""), (3, track.name), (4, "")]
    for _ in range(60):
        studio.ticked.emit(tick(-90.0, -12.0, -30.0, -2.0))
    assert [card.word for card in page.cards] == ["Silent", "Good", "Too quiet", "Too hot"]
    assert [card.peak for card in page.cards] == ["−∞", "−12.0", "−30.0", "−2.0"]
    assert "up a little" in page.cards[2].tip()


def test_a_clip_lights_its_box_until_it_is_clicked(page: Any, studio: Any) -> None:
    studio.ticked.emit(tick(0.0, -90.0, -90.0, -90.0))
    studio.ticked.emit(tick(-90.0, -90.0, -90.0, -90.0))
    assert page.cards[0].meter.clipped
    press(page.cards[0].meter)
    assert not page.cards[0].meter.clipped


def test_the_switches_set_the_transport_and_say_their_state_in_words(page: Any, studio: Any) -> None:
    card = page.while_recording
    assert [one.words for one in (card.bars, card.clicks, card.loops, card.heard)] == [
        "1 bar", "recording only", "select a range first", "while armed",
    ]  # fmt: skip
    press(card.count_in)
    assert studio.view.count_in == 0
    assert card.bars.words == "off"
    press(card.click)
    assert studio.view.click == "off"
    press(card.hear)
    assert not studio.live_inputs.on
    assert card.heard.words == "off"


def test_loop_takes_wants_a_range_and_then_loops_it(page: Any, studio: Any) -> None:
    card = page.while_recording
    press(card.loop)
    assert not studio.view.loop
    assert not card.loop.is_on
    studio.selection.set_range(0, 96000)
    assert card.loops.words == "off"
    press(card.loop)
    assert studio.view.loop
    assert (studio.session.loop.start, studio.session.loop.end) == (0, 96000)
    assert card.loops.words == "bar 1"
    press(card.loop)
    assert not studio.view.loop


def test_the_words_open_the_finer_choices(page: Any, studio: Any) -> None:
    card = page.while_recording
    menu = card.bars.open_menu()
    next(one for one in menu.actions() if one.text() == "2 bars").trigger()
    assert studio.view.count_in == 2
    menu.close()
    studio.do(edits.arm_only, studio.session.tracks[0].id)
    menu = card.heard.open_menu()
    next(one for one in menu.actions() if one.text() == "Always").trigger()
    assert studio.session.tracks[0].monitor == "on"
    studio.undo()
    assert studio.session.tracks[0].monitor == "auto"
    menu.close()


def test_without_inputs_it_says_what_to_do(page: Any, studio: Any) -> None:
    studio.engine.device.inputs = 0
    studio.engine_changed.emit()
    assert page.none.isVisible()
    assert "then Look again" in page.none.text()


def test_the_last_take_is_shown_rated_noted_discarded_and_brought_back(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    card = window.dock.pages["inputs"].last_take
    assert card.empty.isVisible()
    one = take(studio)
    assert card.name.words == "Take 1"
    qtbot.waitUntil(lambda: "peak −1" in card.facts.text(), timeout=5000)
    assert "0 dropouts" in card.facts.text()
    QTest.keyClick(card, Qt.Key.Key_4)
    assert studio.session.tracks[0].takes[0].rating == 4
    assert card.stars.value == 4
    card.note.setFocus()
    QTest.keyClicks(card.note, "good one")
    QTest.keyClick(card.note, Qt.Key.Key_Return)
    assert studio.session.tracks[0].takes[0].note == "good one"
    studio.undo()
    studio.undo()
    assert (studio.session.tracks[0].takes[0].note, studio.session.tracks[0].takes[0].rating) == ("", 0)
    press(card.discard)
    assert studio.session.tracks[0].takes[0].hidden
    assert card.facts.text().startswith("Discarded.")
    press(card.discard)
    assert not studio.session.tracks[0].takes[0].hidden
    assert one.length > 0


def test_play_hears_the_last_take_alone_and_stops(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    take(studio, 0.5)
    card = window.dock.pages["inputs"].last_take
    press(card.play)
    assert studio.audition.take == studio.session.tracks[0].takes[0].id
    qtbot.waitUntil(lambda: 4800 < studio.position < 20000, timeout=5000)
    press(card.play)
    assert not studio.playing
    assert studio.audition.take is None


def test_stars_given_while_it_is_recorded_are_the_takes(qtbot: Any, window: Any, booth: Any) -> None:
    studio = booth()
    card = window.dock.pages["inputs"].last_take
    studio.record()
    qtbot.waitUntil(lambda: studio.position > 4800, timeout=5000)
    assert card.title.text() == "Recording"
    assert card.name.words == "Take 1"
    QTest.keyClick(card, Qt.Key.Key_5)
    assert card.stars.value == 5
    studio.record()
    assert studio.session.tracks[0].takes[0].rating == 5
    studio.record()
    assert card.stars.value == 0, "the next take begins without stars"
    studio.stop()


def test_clips_are_counted_while_recording_and_listed_on_the_take(qtbot: Any, window: Any, booth: Any) -> None:
    loud = np.zeros((1, 2 * RATE), np.float32)
    loud[0, 9600:9700] = 1.0
    studio = booth(loud)
    card = window.dock.pages["inputs"].last_take
    studio.record()
    qtbot.waitUntil(lambda: "1 clip" in card.facts.text(), timeout=5000)
    qtbot.waitUntil(lambda: window.status.dropouts.text() == "1 clip", timeout=5000)
    studio.record()
    kept = studio.session.tracks[0].takes[0]
    assert kept.clips == (9602,)
    assert kept.note == "1 clip at 0:00.2."
    assert "1 clip" in facts_of(kept, RATE, -1.0)
    card.wave._over = card.wave._x(9602)
    assert card.wave.tip() == "Clipped at 0:00.2."
