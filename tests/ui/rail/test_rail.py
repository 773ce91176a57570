"""The panels of the rail: going back in the history, finding and adding effects, the list of takes."""

from typing import Any

import pytest

from daw.model import edits, storage
from daw.ui.rail import EffectsList, History, Takes
from daw.ui.studio import Studio


@pytest.fixture
def song(studio: Any) -> Any:
    studio.clock.stop()
    return studio


def test_a_click_in_the_history_goes_there_and_the_steps_after_are_pale(song: Any, qtbot: Any) -> None:
    panel = History(song)
    qtbot.addWidget(panel)
    panel.show()
    count = len(song.session.tracks)
    song.do(edits.add_track, "Keys")
    song.do(edits.add_track, "Choir")
    assert [row.name for row in panel.rows][-1].endswith("Choir")
    assert panel.rows[-1].chosen
    panel.rows[-2].press()
    assert len(song.session.tracks) == count + 1
    assert panel.rows[-1].pale
    panel.rows[0].press()
    assert len(song.session.tracks) < count
    song.document.go_to(panel.rows[-1].row_key)
    assert len(song.session.tracks) == count + 2


def test_an_earlier_try_is_kept_and_comes_back(song: Any, qtbot: Any) -> None:
    panel = History(song)
    qtbot.addWidget(panel)
    panel.show()
    song.do(edits.add_track, "Keys")
    song.undo()
    song.do(edits.add_track, "Choir")
    assert panel.rows[-1].name.startswith("Earlier try")
    panel.rows[-1].press()
    assert any(track.name == "Keys" for track in song.session.tracks)


def test_typing_and_enter_adds_an_effect_to_the_chosen_track(song: Any, qtbot: Any) -> None:
    panel = EffectsList(song)
    qtbot.addWidget(panel)
    panel.show()
    assert len(panel.rows) >= 4
    song.selection.select_track(song.session.tracks[0].id)
    panel.field.setText("comp")
    panel._on_enter()
    assert [slot.effect for slot in song.session.tracks[0].slots] == ["daw.compressor"]
    song.undo()
    assert not song.session.tracks[0].slots
    panel.field.setText("qqqq")
    assert "Nothing called" in panel.empty.text()


def test_takes_are_listed_and_rated(song: Any, qtbot: Any) -> None:
    panel = Takes(song)
    qtbot.addWidget(panel)
    track = song.session.tracks[0].id
    assert not panel.empty.isHidden()
    source = edits.upcoming(song.session, "a")
    song.do(edits.add_source, "a", "audio/a.wav", 1, 48000)
    song.do(edits.add_take, track, source, 0)
    song.selection.select_track(track)
    assert panel.empty.isHidden()
    panel.takes.rows[0].stars.rate(4)
    assert song.session.tracks[0].takes[0].rating == 4


def test_the_history_is_there_after_save_and_restart_with_its_earlier_tries(song: Any, qtbot: Any) -> None:
    song.do(edits.add_track, "Keys")
    song.undo()
    song.do(edits.add_track, "Choir")
    storage.save(song.document)
    folder = song.document.folder
    song.document.close()
    with storage.open(folder) as again:
        studio = Studio(again)
        panel = History(studio)
        qtbot.addWidget(panel)
        panel.show()
        assert [row.name for row in panel.rows][-2:][0].endswith("Choir")
        assert panel.rows[-1].name.startswith("Earlier try")
        assert panel.rows[-1].remark == "1 step"
        panel.rows[-1].press()
        assert any(track.name == "Keys" for track in again.session.tracks)
        assert all(len(row.remark) == 5 for row in panel._steps[1:])
        studio.close()


def test_a_drag_keeps_the_rows_of_the_history_and_only_the_words_change(song: Any, qtbot: Any) -> None:
    panel = History(song)
    qtbot.addWidget(panel)
    panel.show()
    track, hand = song.session.tracks[0].id, object()
    song.do(edits.set_fader, track, -1.0, gesture=hand)
    rows = list(panel.rows)
    song.do(edits.set_fader, track, -2.0, gesture=hand)
    assert panel.rows == rows
    assert "−2.0" in panel.rows[-1].name
    assert panel.rows[-1].chosen


def test_a_jump_in_the_history_lights_up_what_it_changed(window: Any, studio: Any, qtbot: Any) -> None:
    studio.clock.stop()
    track = studio.session.tracks[1].id
    studio.do(edits.add_source, "a", "audio/a.wav", 1, 48000)
    studio.do(edits.add_clip, track, studio.session.sources[0].id, 480000)
    studio.do(edits.set_fader, track, -6.0)
    window.places.show_panel("history")
    panel, marks = window.panel.panels["history"], window.arrange.canvas.marks
    panel.rows[-2].press()
    assert studio.session.tracks[1].fader_db == 0.0
    assert marks.flash[0].track_id == track
    panel.rows[-3].press()
    assert not studio.session.tracks[1].clips
    assert marks.flash[1:] == (480000, 528000)
    qtbot.waitUntil(lambda: marks.flash is None, timeout=2000)
