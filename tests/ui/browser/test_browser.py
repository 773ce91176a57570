"""The browser: found, heard, starred, brought in with Enter, dragged to strips and headers; what nothing uses is cleaned up."""

from types import SimpleNamespace

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest

from daw import preferences
from daw.model import edits, media, storage
from daw.ui.arrange.headers import Headers
from daw.ui.browser import Browser, things
from daw.ui.browser.carrying import EffectDrops, label_of, mime_of
from daw.ui.browser.cleaning import CleanUp
from daw.ui.browser.things import Thing
from daw.ui.mixer.mixer import Mixer
from daw.ui.preview import Preview, beginning
from tests.ui.widgets.hand import drag, keep

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def sounds(tmp_path):
    """Two files, a folder with one more, and something that is no audio."""
    folder = tmp_path / "sounds"
    (folder / "loops").mkdir(parents=True)
    for name, rate in (("kick.wav", 48000), ("snare.wav", 44100), ("loops/shaker.wav", 48000)):
        soundfile.write(folder / name, 0.5 * np.sin(np.arange(rate) / 20.0), rate)
    (folder / "notes.pdf").write_text("")
    (folder / ".hidden.wav").write_text("")
    return folder


@pytest.fixture
def browser(qtbot, qapp, studio, sounds):
    studio.clock.stop()
    preferences.save(preferences.Preferences(browser_folder=str(sounds)))
    studio.preferences = preferences.load()
    one = keep(qtbot, Browser(studio))
    one.resize(280, 600)
    one.show()
    one.studio = studio
    yield one
    one.waves.close()
    preferences.save(preferences.Preferences())


def words(browser):
    return [one.words for one in browser.list.things]


def test_a_folder_shows_folders_then_audio_and_its_facts_come_by_themselves(browser, qtbot):
    assert words(browser) == ["..", "loops", "kick", "snare"]
    browser.list.pick(3)
    qtbot.waitUntil(lambda: "44.1 k" in browser.list.text(), timeout=10000)
    assert "0:01" in browser.list.text()
    kick = browser.list.things[2]
    qtbot.waitUntil(lambda: bool((browser.waves.facts(kick.path) or SimpleNamespace(wave=())).wave), timeout=60000)
    assert max(browser.waves.facts(kick.path).wave) == pytest.approx(1.0)


def test_enter_goes_into_a_folder_and_left_comes_back_to_it(browser, sounds):
    browser.list.pick(1)
    QTest.keyClick(browser.list, Qt.Key.Key_Return)
    assert words(browser) == ["..", "shaker"]
    assert preferences.load().browser_folder == str(sounds / "loops")
    QTest.keyClick(browser.list, Qt.Key.Key_Left)
    assert browser.list.thing.words == "loops"


def test_typing_finds_files_below_and_a_wrong_word_is_answered_with_a_near_one(browser):
    browser.field.setText("shak")
    browser.refresh()
    assert words(browser) == ["shaker"]
    browser.field.setText("snrae")
    browser.refresh()
    assert browser.empty.text() == "Nothing called “snrae”. Did you mean snare?"
    browser.tabs.choose("effects")
    browser.field.setText("plte")
    browser.refresh()
    assert browser.empty.text() == "Nothing called “plte”. Did you mean plate?"


def test_a_star_is_kept_and_shows_from_every_folder(browser, sounds):
    browser.list.pick(2)
    QTest.keyClick(browser.list, Qt.Key.Key_Asterisk)
    assert preferences.load().favourite_files == (str(sounds / "kick.wav"),)
    browser.go(sounds / "loops")
    assert words(browser) == ["..", "kick", "shaker"]
    browser.star(browser.list.things[1])
    assert words(browser) == ["..", "shaker"]


def test_a_starred_effect_comes_first_in_the_list_of_inserts_too(browser):
    from daw.ui.mixer.effectlist import effect_items

    browser.tabs.choose("effects")
    at = next(at for at, one in enumerate(browser.list.things) if one.key == "daw.limiter")
    star = browser.list._star_rect(at).center().toPoint()
    QTest.mouseClick(browser.list, LEFT, NONE, star)
    assert "daw.limiter" in preferences.load().favourite_effects
    items = effect_items(browser.studio)
    assert next(one for one in items if one.key == "daw.limiter").favourite


def test_enter_adds_an_effect_or_a_preset_to_the_chosen_track_and_undo_takes_it_away(browser):
    studio = browser.studio
    track = studio.session.tracks[0].id
    browser.tabs.choose("effects")
    browser.list.setFocus()
    QTest.keyClick(browser.list, Qt.Key.Key_Return)
    assert not studio.session.tracks[0].slots
    studio.selection.select_track(track)
    QTest.keyClick(browser.list, Qt.Key.Key_Return)
    assert [slot.effect for slot in studio.session.tracks[0].slots] == [browser.list.thing.key]
    studio.undo()
    browser.tabs.choose("presets")
    browser.field.setText("telephone")
    QTest.keyClick(browser.field, Qt.Key.Key_Return)
    slot = studio.session.tracks[0].slots[0]
    assert slot.effect == "daw.eq"
    assert slot.values
    studio.undo()
    assert not studio.session.tracks[0].slots
    studio.redo()
    assert studio.session.tracks[0].slots[0].values == slot.values


def test_a_drag_of_a_row_begins_where_it_was_pressed(browser, monkeypatch):
    carried = []
    monkeypatch.setattr("daw.ui.browser.browser.carry", lambda _studio, thing, _source: carried.append(thing.words))
    drag(browser.list, (0, 40), start=QPoint(60, browser.list._star_rect(2).center().toPoint().y()))
    assert carried == ["kick"]
    data = mime_of(browser.list.things[2])
    assert data.urls()[0].toLocalFile().endswith("kick.wav")
    assert label_of(browser.list.things[2], 2.0).height() == 48


def test_enter_brings_a_file_to_the_chosen_track_at_the_playhead(window, studio, sounds, qtbot):
    studio.clock.stop()
    window.places.show_panel("browser")
    browser = window.panel.panels["browser"]
    browser.go(sounds)
    studio.selection.select_track(studio.session.tracks[1].id)
    studio.locate(24000)
    browser.list.pick(2)
    QTest.keyClick(browser.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(studio.session.tracks[1].clips), timeout=60000)
    clip = studio.session.tracks[1].clips[0]
    assert (clip.start, clip.length) == (24000, 48000)
    studio.undo()
    assert not studio.session.tracks[1].clips
    browser.waves.close()


KEPT = []  # Qt's events only borrow what they carry


def dropped(_place, at, thing):
    KEPT.append(data := mime_of(thing))
    move = QDragMoveEvent(at, COPY, data, LEFT, NONE)
    drop = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
    return move, drop


def test_effects_and_presets_are_let_go_on_strips_inserts_and_headers(window, studio):
    studio.clock.stop()
    studio.view.layout = "mix"
    mixer, headers = window.findChild(Mixer), window.findChild(Headers)
    drops = EffectDrops(studio)
    track = studio.session.tracks[0].id
    rack = mixer.strip(track).inserts
    at = rack.mapTo(mixer, rack.rect().center())
    move, drop = dropped(mixer, at, Thing("effect", "daw.eq", "EQ"))
    assert drops.eventFilter(mixer, move)
    assert move.isAccepted()
    assert drops.eventFilter(mixer, drop)
    assert [slot.effect for slot in studio.session.tracks[0].slots] == ["daw.eq"]
    eq = studio.session.tracks[0].slots[0].id
    top = rack.slots[0].mapTo(mixer, rack.slots[0].rect().center())
    _, drop = dropped(mixer, top, Thing("preset", "daw.eq/Telephone", "Telephone"))
    drops.eventFilter(mixer, drop)
    assert [slot.id for slot in studio.session.tracks[0].slots] == [eq]
    assert studio.session.tracks[0].slots[0].values
    header = headers.header(studio.session.tracks[1].id)
    at = header.mapTo(headers, header.rect().center())
    _, drop = dropped(headers, at, Thing("effect", "daw.delay", "Delay"))
    drops.eventFilter(headers, drop)
    assert [slot.effect for slot in studio.session.tracks[1].slots] == ["daw.delay"]
    drops.end()
    assert not mixer.acceptDrops()


def test_a_file_is_heard_with_space_and_again_silences_it(browser, qtbot):
    calls = []
    engine = SimpleNamespace(
        recording=False, rolling=False, position=0, device=SimpleNamespace(block_frames=256), close=list, stop=list, levels=list,
        play_probe=lambda sound, wait: calls.append((sound.shape, wait)), stop_probe=lambda: calls.append("stop"),
    )  # fmt: skip
    browser.studio.engine = engine
    browser.list.pick(3)
    QTest.keyClick(browser.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(calls), timeout=10000)
    assert calls == [((1, 48000), 0)]  # 44.1 kHz, heard at the rate of the song
    assert browser.list.sounding.endswith("snare.wav")
    QTest.keyClick(browser.list, Qt.Key.Key_Space)
    assert calls[-1] == "stop"
    assert browser.list.sounding == ""
    browser.studio.engine = None


def test_while_the_song_plays_a_file_waits_for_the_next_beat(studio):
    studio.clock.stop()
    preview = Preview(studio)
    studio.engine = SimpleNamespace(rolling=True, position=1000, device=SimpleNamespace(block_frames=64))
    beat = 60.0 / studio.session.tempo.tempo_at(0).bpm * studio.sample_rate
    assert preview._to_next_beat() == round(beat) - 1000 - 256
    studio.engine.rolling = False
    assert preview._to_next_beat() == 0
    studio.engine = None


def test_a_long_file_is_heard_from_its_beginning_and_fades_where_it_is_cut(sounds):
    sound = beginning(sounds / "kick.wav", 48000, seconds=0.5)
    assert sound.shape == (1, 24000)
    assert np.abs(sound[0, :1000]).max() > 0.4
    assert sound[0, -1] == 0.0


@pytest.fixture
def used_and_unused(document):
    """The song with a file in use, one whose clip was deleted, a take in the bin, and one nobody knows."""
    folder = document.folder
    for name in "abcd":
        soundfile.write(folder / "audio" / f"{name}.wav", np.zeros(4800), 48000)
    track = document.session.tracks[0].id
    for name in "abc":
        document.do(edits.add_source, name, f"audio/{name}.wav", 1, 4800)
    sources = {one.name: one.id for one in document.session.sources}
    document.do(edits.add_clip, track, sources["a"], 0)
    document.do(edits.add_take, track, sources["c"], 0)
    document.do(edits.hide_take, document.session.tracks[0].takes[0].id)
    return document


def test_what_nothing_uses_is_told_and_deleted_only_after_the_question(used_and_unused, studio, qtbot, monkeypatch):
    studio.clock.stop()
    folder = used_and_unused.folder
    assert [one.name for one in media.unused(folder, studio.session)] == ["b.wav", "c.wav", "d.wav"]
    one = keep(qtbot, CleanUp(studio))
    one.refresh()
    assert one.told.text().startswith("3 files nothing uses")
    monkeypatch.setattr(CleanUp, "_agreed", lambda _self: False)
    one.button.press()
    assert len(list((folder / "audio").glob("*.wav"))) == 4
    monkeypatch.setattr(CleanUp, "_agreed", lambda _self: True)
    one.button.press()
    assert [path.name for path in (folder / "audio").glob("*.wav")] == ["a.wav"]
    assert [source.name for source in studio.session.sources] == ["a"]
    assert one.told.text() == "Every file is in use."
    storage.save(used_and_unused)


def test_the_audio_of_the_song_is_listed_with_its_use_and_can_be_placed_again(used_and_unused, studio):
    studio.clock.stop()
    listed = {one.words: one for one in things.source_things(studio)}
    assert listed["a"].detail.startswith("1×")
    assert "unused" in listed["b"].detail
    assert listed["b"].pale
    from daw.ui.browser.adding import add_source

    studio.selection.select_track(studio.session.tracks[1].id)
    add_source(studio, listed["b"].key)
    assert studio.session.tracks[1].clips[0].source == listed["b"].key
    studio.undo()
    assert not studio.session.tracks[1].clips
