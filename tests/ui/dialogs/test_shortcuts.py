"""The shortcut editor: found by words and by key, changed with the key itself, conflicts named, presets, files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw.ui.dialogs import keypresets
from daw.ui.dialogs.shortcuts import ShortcutsWindow
from tests.ui.widgets.hand import keep, show


@pytest.fixture
def keys(qtbot, qapp, studio):
    studio.clock.stop()
    done = []
    add = studio.actions.add
    add("transport.play", "Play / stop", lambda: done.append("play"), "Space")
    add("transport.record", "Record", lambda: done.append("record"), "R")
    add("transport.loop", "Loop", lambda: done.append("loop"), "L")
    add("track.mute", "Mute", lambda: done.append("mute"), "M")
    add("marker.add", "Add marker", lambda: done.append("marker"), "Ctrl+M", menu="Edit")
    add("clip.split", "Split at playhead", lambda: done.append("split"), "Ctrl+E or X", "canvas")
    add("tool.draw", "Draw tool", lambda: done.append("draw"), "4", "canvas")
    one = keep(qtbot, ShortcutsWindow(studio))
    one.studio = studio
    show(qtbot, one)
    yield one
    preferences.save(preferences.Preferences())


def listed(keys):
    return [row.key for row in keys.list.rows if row.key]


def test_all_commands_are_listed_by_menu_and_found_by_words(keys):
    titles = [row.words for row in keys.list.rows if not row.key]
    assert titles == ["Edit", "Track", "Clip", "Transport", "Tool"]
    keys.field.setText("split")
    assert listed(keys) == ["clip.split"]
    keys.field.setText("qqq")
    assert "Nothing called" in keys.list.rows[0].words


def test_a_command_is_found_by_pressing_its_key(keys):
    keys.by_key.press()
    QTest.keyClick(keys.catcher, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert listed(keys) == ["clip.split"]
    keys.by_key.press()
    assert len(listed(keys)) == 7


def test_enter_and_the_new_key_change_it_and_the_preference_keeps_it(keys):
    keys.list.pick("tool.draw")
    keys.list.setFocus()
    QTest.keyClick(keys.list, Qt.Key.Key_Return)
    assert keys.new_key.isVisible()
    QTest.keyClick(keys.new_key, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert keys.studio.actions.shortcut("tool.draw") == "Shift+D"
    assert preferences.load().shortcuts == {"tool.draw": "Shift+D"}
    assert keys.studio.actions.shown("tool.draw") == "Shift+D"
    keys.usual_button.press()
    assert keys.studio.actions.shortcut("tool.draw") == "4"


def test_a_key_that_is_taken_names_its_command_and_offers_it(keys):
    keys.change("transport.loop")
    QTest.keyClick(keys.new_key, Qt.Key.Key_M)
    assert keys.trouble.text() == "M belongs to “Mute”."
    assert keys.studio.actions.shortcut("transport.loop") == "L"
    keys.leave.press()
    assert keys.studio.actions.shortcut("track.mute") == "M"
    keys.change("transport.loop")
    QTest.keyClick(keys.new_key, Qt.Key.Key_M)
    keys.take.press()
    assert keys.studio.actions.shortcut("transport.loop") == "M"
    assert keys.studio.actions.shortcut("track.mute") == ""


def test_a_second_key_comes_beside_the_first_and_del_takes_all_away(keys):
    keys.list.pick("transport.record")
    keys.add_button.press()
    QTest.keyClick(keys.new_key, Qt.Key.Key_F8)
    assert keys.studio.actions.shortcut("transport.record") == "R or F8"
    QTest.keyClick(keys.list, Qt.Key.Key_Delete)
    assert keys.studio.actions.shortcut("transport.record") == ""
    assert not keys.clear_button.isEnabled()


def test_esc_leaves_the_key_as_it_was(keys):
    keys.change("transport.record")
    QTest.keyClick(keys.new_key, Qt.Key.Key_Escape)
    assert not keys.new_key.isVisible()
    assert keys.studio.actions.shortcut("transport.record") == "R"


def test_signs_made_with_shift_are_written_as_signs(keys):
    keys.change("transport.record")
    QTest.keyClick(keys.new_key, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert keys.studio.actions.shortcut("transport.record") == "?"


def test_a_preset_changes_what_it_names_and_nobody_shares_a_key(keys):
    actions = keys.studio.actions
    keys.preset.choose("reaper")
    assert actions.shortcut("clip.split") == "S"
    assert actions.shortcut("transport.loop") == "R"
    assert actions.shortcut("marker.add") == "M"
    assert actions.shortcut("track.mute") == "F5"
    for name in keypresets.PRESETS:
        keys.preset.choose(name)
        for key in actions.all:
            if actions.shortcut(key):
                assert not actions.rivals(key, actions.shortcut(key)), (name, key)
    keys.preset.choose("daw")
    assert actions.own_shortcuts == {}


def test_keys_go_into_a_file_and_come_back(keys, tmp_path):
    actions = keys.studio.actions
    actions.set_shortcut("transport.record", "F9")
    keys.export_to(tmp_path / "keys.json")
    keys.reset_all()
    assert actions.shortcut("transport.record") == "R"
    keys.import_from(tmp_path / "keys.json")
    assert actions.shortcut("transport.record") == "F9"
    (tmp_path / "bad.json").write_text("[]")
    keys.import_from(tmp_path / "bad.json")
    assert actions.shortcut("transport.record") == "F9"
    assert "holds no keys" in keys.studio.notices[-1].text


def test_the_presets_name_commands_that_exist_and_are_free_of_clashes_in_the_real_window(window, studio):
    studio.clock.stop()
    for name, (_, wanted) in keypresets.PRESETS.items():
        assert set(wanted) <= set(studio.actions.all), name
        studio.actions.set_own_shortcuts(keypresets.own_keys(studio.actions, name))
        for key in wanted:
            rivals = [one.key for one in studio.actions.rivals(key, studio.actions.shortcut(key))]
            assert not rivals, (name, key)
