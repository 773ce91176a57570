"""The window with sound on the null device: brought up in a worker, played, recorded, kept, lost and found again."""

import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from daw.engine.nulldevice import NullDevice
from daw.model import edits
from daw.ui.clock import ending_words
from daw.ui.devicewords import plain_name, trouble_words
from daw.ui.sound import Sound, Wish
from daw.ui.soundface import SoundFace

LONG_MS = 120_000  # kernels may have to be compiled first
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def sounding(qtbot, window, studio):
    """The window's studio with its engine running."""
    studio.sound = sound = Sound(studio, Wish("null", 256))
    face = SoundFace(studio, window, sound)
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        sound.start()
    yield studio
    sound.close()
    del face


def test_the_window_can_be_used_while_the_sound_is_prepared(qtbot, window, studio):
    studio.sound = sound = Sound(studio, Wish("null", 256))
    SoundFace(studio, window, sound)
    told = []
    sound.progressed.connect(lambda words, share: told.append((words, share)))
    sound.start()
    assert window.menu_row.engine.text().startswith("Preparing")
    assert studio.do(edits.set_fader, studio.session.tracks[0].id, -3.0)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not studio.playing
    qtbot.waitUntil(lambda: studio.engine is not None, timeout=LONG_MS)
    assert any(words.startswith("Preparing effects 3 of") for words, _ in told)
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert window.menu_row.engine.text().startswith("48 kHz")
    sound.close()


def test_space_plays_and_stops_where_it_is(qtbot, window, sounding):
    studio = sounding
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: studio.position > 4800, timeout=5000)
    assert window.transport.play.is_on
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not studio.playing
    place = studio.position
    assert place > 4800
    qtbot.wait(100)
    assert studio.position == place
    QTest.keyClick(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: studio.position == 0, timeout=2000)


def test_changing_the_view_does_not_touch_what_plays(qtbot, window, sounding):
    studio = sounding
    track = studio.session.tracks[1].id
    studio.selection.select_track(track)
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: studio.position > 4800, timeout=5000)
    for key, view in ((Qt.Key.Key_2, "record"), (Qt.Key.Key_3, "mix")):
        before = studio.position
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert studio.view.layout == view
        assert studio.playing
        assert studio.selection.track == track
        qtbot.waitUntil(lambda before=before: studio.position > before, timeout=5000)
        assert studio.position - before < 5 * 48000
    studio.stop()


def test_record_arms_the_chosen_track_and_keeps_what_it_heard_in_one_step(qtbot, window, sounding):
    studio = sounding
    studio.set_count_in(0)
    track = studio.session.tracks[1]
    studio.selection.select_track(track.id)
    QTest.keyClick(window, Qt.Key.Key_R)
    assert studio.recording
    assert window.transport.record.is_on
    qtbot.waitUntil(lambda: studio.position > 9600, timeout=5000)
    with qtbot.waitSignal(studio.took) as took:
        QTest.keyClick(window, Qt.Key.Key_R)
    now = studio.session.tracks[1]
    assert [take.id for take in now.takes] == list(took.args[0])
    assert now.takes[0].length >= 9000
    assert now.armed
    assert studio.selection.take == now.takes[0].id
    studio.undo()
    assert studio.session.tracks[1].takes == ()


def test_record_makes_a_track_where_there_is_none_to_choose(qtbot, window, sounding):
    studio = sounding
    for track in studio.session.tracks[:3]:
        studio.do(edits.remove_track, track.id)
    studio.record()
    assert studio.recording
    assert [track.name for track in studio.session.tracks if track.armed] == ["Audio 1"]
    qtbot.waitUntil(lambda: window.transport.record.caption in ("4", "3"), timeout=3000)
    studio.stop()
    assert window.transport.record.caption == ""


def test_what_was_just_played_can_be_kept_without_having_recorded(qtbot, window, sounding):
    studio = sounding
    studio.selection.select_track(studio.session.tracks[0].id)
    qtbot.wait(300)
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert len(studio.session.tracks[0].takes) == 1


def test_switches_reach_the_engine_and_survive_another_one(qtbot, window, sounding):
    studio = sounding
    studio.do(edits.set_loop, 0, 48000)
    studio.toggle_loop()
    studio.set_click("always")
    studio.set_count_in(2)
    studio.set_listening(dim=True)
    for again in (False, True):
        if again:
            with qtbot.waitSignal(studio.sound.ready, timeout=LONG_MS):
                studio.sound.use("null", 128)
            assert studio.engine.device.block_frames == 128
        assert studio.engine.loop_on
        assert studio.engine.click_on
        assert studio.engine.count_in_bars == 2
    assert window.transport.listen.is_on


def test_a_device_that_cannot_be_used_is_a_banner_and_silence_never_a_dialog(qtbot, window, studio):
    studio.sound = sound = Sound(studio, Wish("no such device", 256))
    SoundFace(studio, window, sound)
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        sound.start()
    assert window.banner.isVisible()
    assert "no such device" in window.banner.label.text()
    assert "--device" not in window.banner.label.text()
    assert studio.engine is not None
    sound.wish = Wish("null", 256)
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        QTest.mouseClick(window.banner.buttons["Try again"], Qt.MouseButton.LeftButton)
    assert not window.banner.isVisible()
    sound.close()


def test_a_device_that_goes_away_while_recording_leaves_the_take(qtbot, window, sounding):
    studio = sounding
    studio.set_count_in(0)
    studio.selection.select_track(studio.session.tracks[0].id)
    studio.record()
    qtbot.waitUntil(lambda: studio.position > 24000, timeout=5000)
    studio.engine.device.stop()
    qtbot.waitUntil(lambda: len(studio.session.tracks[0].takes) == 1, timeout=8000)
    assert not studio.recording
    assert "safe up to" in window.banner.label.text()
    assert window.banner.level == "error"


def test_closing_while_recording_keeps_the_take_and_saves(qtbot, window, sounding, document):
    studio = sounding
    studio.set_count_in(0)
    studio.selection.select_track(studio.session.tracks[0].id)
    studio.record()
    qtbot.waitUntil(lambda: studio.position > 9600, timeout=5000)
    window.close()
    assert len(studio.session.tracks[0].takes) == 1
    assert not document.dirty


def test_recording_ends_by_itself_while_there_is_room_to_end_it_well(qtbot, window, sounding, monkeypatch):
    studio = sounding
    studio.set_count_in(0)
    studio.selection.select_track(studio.session.tracks[0].id)
    studio.record()
    qtbot.waitUntil(lambda: studio.position > 9600, timeout=5000)
    monkeypatch.setattr(studio, "disk_time_left_s", lambda: 59.0)
    qtbot.waitUntil(lambda: not studio.recording, timeout=5000)
    assert len(studio.session.tracks[0].takes) == 1
    assert "room" in window.toasts.toasts[-1].notice.text


def test_a_dead_device_does_not_hold_up_the_window_and_silence_plays_on(qtbot, window, sounding):
    studio = sounding
    studio.set_count_in(0)
    studio.selection.select_track(studio.session.tracks[0].id)
    studio.record()
    qtbot.waitUntil(lambda: studio.position > 24000, timeout=5000)
    dead = studio.engine
    place = studio.position
    dead.device.stop()
    late = [0.0]
    last = [time.monotonic()]

    def beat() -> None:
        late[0], last[0] = max(late[0], time.monotonic() - last[0]), time.monotonic()

    timer = QTimer(interval=10)
    timer.timeout.connect(beat)
    timer.start()
    qtbot.waitUntil(lambda: studio.engine is not None and studio.engine is not dead, timeout=20000)
    timer.stop()
    assert late[0] < 0.5, "the window went on all the time"
    (take,) = studio.session.tracks[0].takes
    assert take.length >= place - 512
    assert studio.session.tracks[0].armed
    assert studio.sound.silent
    studio.play()
    qtbot.waitUntil(lambda: studio.position > place + 4800, timeout=5000)


def test_the_same_device_is_taken_up_again_when_it_is_back_and_never_another(qtbot, window, sounding, monkeypatch):
    studio = sounding
    there = []
    monkeypatch.setattr("daw.engine.device.rescan", lambda: list(there))
    monkeypatch.setattr("daw.engine.device.list_devices", lambda: list(there))

    def device(name):
        return SimpleNamespace(full_name=name, inputs=2, outputs=2)

    class Plugged(NullDevice):
        name = "Scarlett 2i2: USB Audio (hw:1,0), ALSA"

    opened = []

    def open_device(name, *, block_frames):
        opened.append(name)
        return Plugged(block_frames)

    monkeypatch.setattr("daw.engine.device.open_device", open_device)
    sound = studio.sound
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        sound.use(None, 256)
    assert not sound.silent
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        studio.engine.device.stop()
    assert window.banner.label.text() == "Scarlett 2i2 was unplugged."
    there[:] = [device("HDA Intel PCH, ALSA")]
    with qtbot.waitSignal(sound.missed, timeout=LONG_MS):
        QTest.mouseClick(window.banner.buttons["Reconnect"], Qt.MouseButton.LeftButton)
    assert sound.silent, "another device was there, and was not taken"
    assert "is not there yet" in window.banner.label.text()
    there.append(device(Plugged.name))
    with qtbot.waitSignal(sound.returned, timeout=LONG_MS):
        QTest.mouseClick(window.banner.buttons["Reconnect"], Qt.MouseButton.LeftButton)
    assert studio.engine.device.name == Plugged.name
    assert opened == [None, Plugged.name]
    assert not window.banner.isVisible()
    assert sound.lost_name == ""


def test_what_a_device_says_is_told_in_a_person_s_words():
    assert plain_name("Scarlett 2i2 USB: Audio (hw:1,0), ALSA") == "Scarlett 2i2 USB"
    assert plain_name("system, JACK Audio Connection Kit") == "JACK"
    words = "Scarlett 2i2, ALSA cannot run at 48000 Hz with blocks of 128: Device unavailable. Another program may be using it."
    assert trouble_words(words).startswith("Can’t open Scarlett 2i2 at 48000 Hz")


def test_a_full_disk_is_called_that_whatever_the_system_says(studio, monkeypatch):
    words = "Resource temporarily unavailable: recording stopped at 00:02.0. Your take is safe up to there."
    assert ending_words(studio, words) == words
    monkeypatch.setattr("daw.ui.clock.shutil.disk_usage", lambda _folder: SimpleNamespace(free=4096))
    assert ending_words(studio, words) == "The disk is full: recording stopped at 00:02.0. Your take is safe up to there."
