"""The Inputs page: cards of armed inputs with advice, switches that set the transport, keeping what was played."""

from types import SimpleNamespace
from typing import Any

from daw.engine.levels import Levels, Loudness
from daw.model import edits
from daw.ui.record.panel import RecordPanel
from daw.ui.studio import Tick


def test_the_page_shows_armed_inputs_and_sets_how_recording_goes(studio: Any, qtbot: Any, monkeypatch: Any) -> None:
    studio.clock.stop()
    device = SimpleNamespace(inputs=4, name="Scarlett, ALSA")
    calls: list[Any] = []
    monkeypatch.setattr(studio, "set_count_in", lambda bars: calls.append(("count", bars)))
    monkeypatch.setattr(studio, "set_click", lambda when: calls.append(("click", when)))
    monkeypatch.setattr(studio, "toggle_loop", lambda: calls.append("loop"))
    monkeypatch.setattr(studio, "capture", lambda: calls.append("capture"))
    studio.engine = SimpleNamespace(device=device, playing=False, recording=False, position=0)
    panel = RecordPanel(studio)
    qtbot.addWidget(panel)
    panel.show()
    assert [card.number for card in panel.cards] == [1, 2, 3, 4]
    track = next(one for one in studio.session.tracks if one.kind == "audio")
    studio.do(edits.set_inputs, track.id, [3])
    studio.do(edits.arm_only, track.id)
    assert [card.number for card in panel.cards] == [3]
    assert panel.cards[0].goes.text() == f"to {track.name}"
    quiet = (-90.0, -90.0, -30.0, -90.0)
    for _ in range(60):
        studio.ticked.emit(Tick(0, False, False, False, False, Levels({}, quiet, quiet, {}, Loudness(), 0.0, 0.0, 0, 0, ())))
    assert panel.cards[0].level.word == "Too quiet"
    assert "up a little" in panel.cards[0].advice.text()
    assert panel.cards[0].peak.text() == "−30.0 dBFS"
    panel.count_in.press()
    panel.click.press()
    panel.loop.press()
    panel.keep.press()
    assert [one if isinstance(one, str) else one[0] for one in calls] == ["count", "click", "loop", "capture"]
    studio.engine = None
