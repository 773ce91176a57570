"""Every action, in any order and in any state of the song: none breaks, none asks in a window of its own, none leaves widgets behind."""

import random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from daw import preferences
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.ui import metrics, stylesheet, theme
from daw.ui.studio import Studio
from daw.ui.widgets.searchlist import SearchList
from daw.ui.window import Window
from tests.ui.wholesong import BAR, RATE, whole_song

LEAVING = {"file.close"}  # closes the window the test needs
REBUILDING = ("look.",)  # slow, and so only now and then


@pytest.fixture
def no_file_is_chosen(monkeypatch):
    """The system's file dialogs are the only ones that may stop everything; here the person leaves them at once."""
    for name, nothing in {
        "getOpenFileName": ("", ""),
        "getOpenFileNames": ([], ""),
        "getSaveFileName": ("", ""),
        "getExistingDirectory": "",
    }.items():
        monkeypatch.setattr(QFileDialog, name, lambda *_args, _nothing=nothing, **_more: _nothing)


@pytest.fixture
def studio(qtbot, tmp_path, no_file_is_chosen):
    document = whole_song(tmp_path / "song")
    one = Studio(document, Engine(RATE, NullDevice(256)))
    yield one
    one.close()
    document.close()


@pytest.fixture
def window(qapp, studio):
    stylesheet.install(qapp)
    one = Window(studio)
    one.resize(1600, 1000)
    one.show()
    yield one
    studio.stop()
    one.close()
    one.deleteLater()
    preferences.save(preferences.Preferences())
    metrics.set_scale(100)
    theme.switch("dark")


def settle() -> None:
    """Let everything posted happen, as between two moves of a hand."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    modal = QApplication.activeModalWidget()
    assert modal is None, f"{modal} stops everything"
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QMenu | SearchList) and one.isVisible():
            one.close()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def select(studio: Studio, chance: random.Random) -> None:
    """Choose something, as a hand would between two commands."""
    track = chance.choice(studio.session.tracks)
    match chance.choice(("track", "clips", "range", "slot", "take", "points", "nothing")):
        case "track":
            studio.selection.select_track(track.id)
        case "clips" if track.clips:
            studio.selection.select_clips([chance.choice(track.clips).id])
        case "range":
            studio.selection.set_range(2 * BAR, 5 * BAR)
        case "slot" if track.slots:
            studio.selection.select_slot(chance.choice(track.slots).id, track=track.id)
        case "take" if track.takes:
            studio.selection.select_take(chance.choice(track.takes).id, track=track.id)
        case "points" if track.automation:
            envelope = chance.choice(track.automation)
            studio.selection.select_points(track.id, envelope.target, [point.frame for point in envelope.points[:1]])
        case "nothing":
            studio.selection.clear()


def keys_of(studio: Studio) -> list[str]:
    return sorted(key for key in studio.actions.all if key not in LEAVING)


def test_every_action_has_words_and_says_why_it_cannot_be_done(window, studio):
    for key in keys_of(studio):
        action = studio.actions.all[key]
        assert action.words == action.words.strip() != "", key
        assert action.words[0].isupper() or not action.words[0].isalpha(), key
        if action.enabled is not None and not action.is_enabled:
            assert action.reason.strip(), key


def test_no_two_actions_of_a_zone_have_the_same_key(window, studio):
    keys = [key for key in keys_of(studio) if not key.startswith("take.rate-")]  # a take in focus takes 0 to 5 before the tools do
    known = studio.actions.all
    rivals = {
        key: [
            one.key for one in studio.actions.rivals(key, studio.actions.shortcut(key)) if one.key in keys and one.zone == known[key].zone
        ]
        for key in keys
    }
    assert {key: found for key, found in rivals.items() if found} == {}


@pytest.mark.parametrize("seed", range(3))
def test_every_action_can_be_asked_for_in_any_order(window, studio, seed):
    chance = random.Random(seed)
    keys = keys_of(studio)
    chance.shuffle(keys)
    done = []
    for key in keys:
        if key.startswith(REBUILDING) and chance.random() < 0.7:
            continue
        if chance.random() < 0.5:
            select(studio, chance)
        done.append(key)
        try:
            studio.actions.trigger(key)
            settle()
        except BaseException:
            print("the actions before:", done[-8:])  # noqa: T201  what to do again, by hand
            raise
    studio.stop()
