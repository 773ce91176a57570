"""The window: views, docks, keys, zones, menus and saving, by mouse and by keyboard."""

import itertools
import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from daw.model import edits, storage
from daw.ui import metrics, theme
from daw.ui.menus import listed
from daw.ui.shortcuts import zone_of
from daw.ui.widgets.searchlist import SearchList

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(window, key, modifiers=NONE):
    QTest.keyClick(window, key, modifiers)


def first_track(studio):
    return studio.session.tracks[0]


def test_a_view_is_a_layout_and_changing_it_moves_nothing_else(window, studio):
    studio.locate(48000)
    studio.selection.select_track(first_track(studio).id)
    press(window, Qt.Key.Key_2, CTRL)
    assert studio.view.layout == "record"
    assert not window.inspector.isVisible()
    press(window, Qt.Key.Key_3, CTRL)
    assert studio.view.layout == "mix"
    assert window.inspector.isVisible()
    assert studio.position == 48000
    assert studio.selection.track == first_track(studio).id
    window.menu_row.views.choose("record")
    assert studio.view.layout == "record"


def test_a_layout_is_kept_for_each_view_and_can_be_reset(window, studio, document):
    press(window, Qt.Key.Key_D)
    assert not window.dock.isVisible()
    studio.view.layout = "record"
    assert window.dock.isVisible()
    studio.view.layout = "mix"
    assert not window.dock.isVisible()
    studio.view.save()
    assert json.loads((document.folder / "view.json").read_text())["layouts"]["mix"]["dock_shown"] is False
    studio.actions.trigger("view.reset")
    assert window.dock.isVisible()


def test_the_lines_between_zones_move_within_seven_pixels_and_go_back_on_a_double_click(window, studio, qtbot):
    handle = window.middle.handle(1)
    before = window.middle.sizes()[1]
    assert handle.height() == 7
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, NONE, QPoint(50, 1))
    for step in range(1, 6):
        QTest.mouseMove(handle, QPoint(50, 1 - 10))
        del step
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, NONE, QPoint(50, -9))
    assert window.middle.sizes()[1] > before
    QTest.mouseDClick(handle, Qt.MouseButton.LeftButton, NONE, QPoint(50, 3))
    assert window.middle.sizes()[1] == before


def test_the_dock_floats_and_comes_back_where_it_was(window, studio):
    place = window.middle.indexOf(window.dock)
    studio.actions.trigger("view.float-dock")
    assert window.places.dock_floats
    assert window.dock.window() is not window
    window.dock.window().close()
    assert not window.places.dock_floats
    assert window.middle.indexOf(window.dock) == place
    assert window.dock.window() is window


def test_letters_toggle_all_chosen_tracks_in_one_step(window, studio):
    ids = [track.id for track in studio.session.tracks[:2]]
    studio.selection.select_tracks(ids)
    before = studio.session
    for key, field in ((Qt.Key.Key_M, "mute"), (Qt.Key.Key_S, "solo"), (Qt.Key.Key_A, "armed")):
        press(window, key)
        assert [getattr(track, field) for track in studio.session.tracks[:3]] == [True, True, False]
        press(window, Qt.Key.Key_Z, CTRL)
        assert studio.session == before
    press(window, Qt.Key.Key_I)
    assert [track.monitor for track in studio.session.tracks[:3]] == ["on", "on", "auto"]


def test_a_text_field_owns_the_letters_while_it_has_the_focus(window, studio, qtbot):
    studio.selection.select_track(first_track(studio).id)
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "Mms ")
    assert field.text() == "Mms "
    assert not first_track(studio).mute
    field.deleteLater()


def test_a_zones_key_works_only_there(window, studio, qtbot):
    done = []
    studio.actions.add("canvas.one", "One of the canvas", lambda: done.append("canvas"), "J", "canvas")
    studio.actions.add("else.one", "One of the rail", lambda: done.append("rail"), "J", "rail")
    qtbot.wait(1)
    window.rail.help.setFocus()
    assert zone_of(window.focusWidget()) == "rail"
    press(window, Qt.Key.Key_J)
    assert done == ["rail"]
    window.setFocus()
    press(window, Qt.Key.Key_J)
    assert done == ["rail"]


def test_the_window_opens_with_the_keys_at_the_canvas(window, qtbot):
    proxy = window.arrange.canvas.proxy
    qtbot.waitUntil(lambda: window.focusWidget() is proxy)
    press(window, Qt.Key.Key_F6, SHIFT)
    press(window, Qt.Key.Key_F6)
    assert window.focusWidget() is proxy


def test_the_edit_cursor_goes_along_to_the_start(window, studio):
    window.arrange.canvas.set_edit_cursor(96000)
    studio.locate(96000)
    press(window, Qt.Key.Key_Home)
    assert studio.position == 0
    assert window.arrange.navigation.cursor == 0


def test_f6_comes_by_the_menus_without_opening_one_and_enter_opens_the_first(window, qtbot):
    bar = window.menu_row.bar
    while zone_of(window.focusWidget()) != "menu":
        press(window.focusWidget(), Qt.Key.Key_F6)
    assert window.focusWidget() is bar
    assert QApplication.activePopupWidget() is None
    press(bar, Qt.Key.Key_Return)
    qtbot.waitUntil(window.menu_row.menus["File"].isVisible)
    window.menu_row.menus["File"].close()


def test_tab_stays_in_its_zone_and_comes_to_every_control(window, studio, qtbot):
    window.zones.entry("dock").setFocus()
    first, seen = window.focusWidget(), []
    while window.focusWidget() is not first or not seen:
        seen.append(window.focusWidget())
        press(window.focusWidget(), Qt.Key.Key_Tab)
    assert {zone_of(one) for one in seen} == {"dock"}
    assert {"Volume, Vocal", "Add effect, Bass", "Pan, Master"} <= {one.accessibleName() for one in seen}
    press(first, Qt.Key.Key_Tab, SHIFT)
    assert window.focusWidget() is seen[-1]


def test_f6_goes_round_all_zones_and_back(window, studio):
    present = window.zones.present()
    assert {"menu", "transport", "dock", "rail", "status"} <= set(present)
    seen = []
    for _ in present:
        press(window, Qt.Key.Key_F6)
        seen.append(zone_of(window.focusWidget()))
    assert sorted(seen) == sorted(present)
    press(window, Qt.Key.Key_F6, SHIFT)
    assert zone_of(window.focusWidget()) == seen[-2]


def test_every_menu_lists_its_actions_once_with_lines_only_between(window, studio):
    for name, menu in window.menu_row.menus.items():
        if not menu.menuAction().isVisible():
            continue
        rows = listed(studio.actions, name)
        keys = [row.key for row in rows if row is not None]
        assert keys, name
        assert len(keys) == len(set(keys))
        assert rows[0] is not None
        assert rows[-1] is not None
        assert all(a is not None or b is not None for a, b in itertools.pairwise(rows))


def test_a_menu_does_what_the_key_does(window, studio):
    menu = window.menu_row.menus["Track"]
    menu.aboutToShow.emit()
    item = next(one for one in menu.actions() if one.data() == "track.new")
    count = len(studio.session.tracks)
    item.trigger()
    press(window, Qt.Key.Key_T)
    assert len(studio.session.tracks) == count + 2


def test_any_command_is_found_by_its_words_and_done(window, studio, qtbot):
    press(window, Qt.Key.Key_K, CTRL)
    popup = window.findChild(SearchList)
    QTest.keyClicks(popup.field, "light th")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert theme.current().name == "light"


def test_saved_is_true(window, studio, document, qtbot):
    assert window.menu_row.saved.text().startswith("Saved")
    studio.do(edits.set_fader, first_track(studio).id, -6.0)
    assert window.menu_row.saved.text() == "Saving…"
    press(window, Qt.Key.Key_S, CTRL)
    assert window.menu_row.saved.text().startswith("Saved")
    assert not document.dirty
    studio.do(edits.set_fader, first_track(studio).id, -7.0)
    qtbot.waitUntil(lambda: not document.dirty, timeout=4000)


def test_closing_asks_nothing_and_loses_nothing(window, studio, document):
    studio.do(edits.rename_track, first_track(studio).id, "Lead")
    window.close()
    folder = document.folder
    document.close()
    with storage.open(folder) as again:
        assert again.session.tracks[0].name == "Lead"
        assert again.notes == []


def test_a_song_that_cannot_be_written_says_so_until_it_can(window, studio, document, monkeypatch):
    from daw.model.songerror import SongError

    def full(_document):
        raise SongError("Not saved: the disk is full.")

    monkeypatch.setattr(storage, "save", full)
    studio.do(edits.set_fader, first_track(studio).id, -6.0)
    assert not window.autosave.save_now()
    assert window.menu_row.saved.text() == "Not saved"
    assert len(window.toasts.toasts) == 1
    monkeypatch.undo()
    assert window.autosave.save_now()
    assert window.menu_row.saved.text().startswith("Saved")


@pytest.mark.parametrize("percent", [80, 150, 200])
def test_another_scale_makes_the_window_anew_and_keeps_what_it_shows(window, studio, percent):
    studio.selection.select_track(first_track(studio).id)
    window.looks.scale_by(percent - metrics.scale())
    assert window.transport.height() == metrics.px(52)
    assert window.menu_row.views.value == "mix"
    assert window.dock.page == "mixer"
    studio.do(edits.set_solo, first_track(studio).id, True)
    assert window.transport.solo.isVisibleTo(window.transport)


def test_what_is_refused_says_why_in_the_status_bar(window, studio):
    studio.selection.select_track(None)
    press(window, Qt.Key.Key_M)
    assert window.status.hint.text() == "Select a track first."


def test_the_status_bar_says_what_undo_will_undo(window, studio):
    studio.do(edits.set_fader, first_track(studio).id, -6.0)
    assert window.status.undo.text() == f"Undo: {studio.document.undo_label}"
    studio.undo()
    assert "−6.0" not in window.status.undo.text()


def test_the_menus_are_short_and_what_is_within_them_can_be_done(window, studio):
    for name, menu in window.menu_row.menus.items():
        menu.aboutToShow.emit()
        assert sum(not item.isSeparator() for item in menu.actions()) <= 20, name
    looks = next(item.menu() for item in window.menu_row.menus["View"].actions() if item.text() == "Look")
    next(item for item in looks.actions() if item.data() == "look.contrast").trigger()
    assert theme.current().name == "contrast"
