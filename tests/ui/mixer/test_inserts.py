"""Inserts: added by typing, switched, ordered, copied, renamed, removed; and what is missing says so."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from daw import presets
from daw.model import edits
from daw.ui.editors.floating import EditorWindows
from daw.ui.mixer import Mixer
from daw.ui.mixer.insertmenu import open_slot_menu
from tests.ui.mixer.desk import Desk
from tests.ui.widgets.hand import NONE, double_click, keep, show

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot):
    one = Desk()
    for effect in ("daw.eq", "daw.compressor", "daw.delay"):
        one.slot("Vocal", effect)
    one.mixer = keep(qtbot, Mixer(one.studio))
    one.mixer.resize(1000, 420)
    show(qtbot, one.mixer)
    yield one
    one.close()


def rack(desk, name="Vocal"):
    return desk.mixer.strip(desk[name]).inserts


def names(desk, name="Vocal"):
    return [slot.name for slot in desk.track(name).slots]


def carry(desk, start, goal, modifiers=NONE):
    """Drag one widget onto the middle of another."""
    QTest.mousePress(start, LEFT, modifiers, start.rect().center())
    at = start.mapFromGlobal(goal)
    QTest.mouseMove(start, start.rect().center() + QPoint(0, 30))
    start.dragged.emit(goal, modifiers)
    start._carried = True
    QTest.mouseRelease(start, LEFT, modifiers, at)


def test_effects_are_named_in_words(desk):
    assert [slot.words for slot in rack(desk).slots] == ["EQ", "Comp", "Delay"]


def test_the_plus_opens_a_list_to_type_in(desk):
    found = rack(desk, "Guitar").open_list()
    assert found.rows.items[0].favourite, "favourites come first"
    QTest.keyClicks(found.field, "limi")
    QTest.keyClick(found.field, Qt.Key.Key_Return)
    assert desk.studio.selection.slot == desk.track("Guitar").slots[0].id
    assert desk.undone_and_redone(lambda: names(desk, "Guitar")) == (["limiter"], [], ["limiter"])


def test_the_square_switches_and_the_name_opens(desk):
    asked = []
    desk.studio.editor_asked.connect(asked.append)
    slot = rack(desk).slots[1]
    QTest.mouseClick(slot, LEFT, NONE, QPoint(6, 9))
    assert desk.undone_and_redone(lambda: desk.track("Vocal").slots[1].bypassed) == (True, False, True)
    assert not asked
    QTest.mouseClick(slot, LEFT, NONE, QPoint(40, 9))
    assert asked == [slot.slot_id]
    slot.setFocus()
    QTest.keyClick(slot, Qt.Key.Key_Space)
    assert not desk.track("Vocal").slots[1].bypassed
    QTest.keyClick(slot, Qt.Key.Key_Return)
    assert len(asked) == 2


def test_a_double_click_on_the_name_opens_a_window(desk):
    slot = rack(desk).slots[1]
    double_click(slot, QPoint(slot.width() - 12, slot.height() // 2))
    (window,) = desk.studio.findChild(EditorWindows).open.values()
    assert window.slot_id == slot.slot_id
    assert window.isVisible()
    window.close()
    double_click(slot, QPoint(6, slot.height() // 2))
    assert desk.studio.findChild(EditorWindows).open == {}, "on the square it switches twice"


def test_keys_order_remove_and_walk(desk):
    slot = rack(desk).slots[0]
    slot.setFocus()
    QTest.keyClick(slot, Qt.Key.Key_Down, ALT)
    assert names(desk) == ["compressor", "eq", "delay"]
    assert slot.hasFocus(), "the focus goes along"
    QTest.keyClick(slot, Qt.Key.Key_Down, ALT)
    QTest.keyClick(slot, Qt.Key.Key_Down, ALT)
    assert names(desk) == ["compressor", "delay", "eq"]
    QTest.keyClick(slot, Qt.Key.Key_Up, ALT)
    assert names(desk) == ["compressor", "eq", "delay"]
    QTest.keyClick(slot, Qt.Key.Key_Down)
    assert rack(desk).slots[2].hasFocus()
    QTest.keyClick(rack(desk).slots[2], Qt.Key.Key_Delete)
    assert desk.undone_and_redone(lambda: names(desk)) == (["compressor", "eq"], ["compressor", "eq", "delay"], ["compressor", "eq"])


def test_a_drag_orders_and_alt_copies_to_another_strip(desk):
    slots = rack(desk).slots
    carry(desk, slots[2], rack(desk).mapToGlobal(QPoint(20, 2)))
    assert desk.undone_and_redone(lambda: names(desk)) == (
        ["delay", "eq", "compressor"], ["eq", "compressor", "delay"], ["delay", "eq", "compressor"],
    )  # fmt: skip
    carry(desk, rack(desk).slots[1], rack(desk, "Guitar").mapToGlobal(QPoint(20, 10)), ALT)
    assert names(desk) == ["delay", "eq", "compressor"]
    assert names(desk, "Guitar") == ["eq"]
    carry(desk, rack(desk).slots[0], rack(desk, "Guitar").mapToGlobal(QPoint(20, 2)))
    assert names(desk, "Guitar") == ["delay", "eq"]
    assert names(desk) == ["eq", "compressor"]


def test_renaming_replacing_and_bypassing_all(desk):
    entry = rack(desk).rename(rack(desk).slots[0].slot_id)
    entry.setText("Tone")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert rack(desk).slots[0].words == "Tone"
    found = rack(desk).open_list(rack(desk).slots[0].slot_id)
    QTest.keyClicks(found.field, "panner")
    QTest.keyClick(found.field, Qt.Key.Key_Return)
    assert names(desk) == ["panner", "compressor", "delay"]
    desk.studio.do(edits.set_bypass_all, desk["Vocal"], True)
    assert not any(slot.is_on for slot in rack(desk).slots)


def test_what_is_missing_says_why(desk):
    sound = desk.sound()
    slot_id = desk.track("Vocal").slots[0].id
    sound.missing_effects = {slot_id: "Its file is gone."}
    desk.studio.engine_changed.emit()
    slot = rack(desk).slots[0]
    assert slot.text() == "missing"
    assert "Its file is gone." in slot.tip()
    assert rack(desk).slots[1].text() == "on"


def test_more_effects_than_fit_scroll_to_the_one_in_focus(desk):
    for _ in range(3):
        desk.slot("Vocal", "daw.eq")
    one = rack(desk)
    assert not one.rect().contains(one.slots[5].geometry().center())
    one.slots[5].setFocus()
    assert one.rect().contains(one.slots[5].geometry().center())


def test_presets_side_chains_and_copies_are_in_the_menu(desk):
    def choose(number, *words):
        slot = desk.track("Vocal").slots[number]
        menu = open_slot_menu(rack(desk), desk.studio, desk.track("Vocal"), slot.id, QPoint(0, 0))
        for word in words:
            action = next(one for one in menu.actions() if one.text().partition("\t")[0] == word)
            menu = action.menu() or menu
        action.trigger()

    name = presets.factory("daw.compressor")[0].name
    choose(1, "Presets", name)
    values = desk.track("Vocal").slots[1].values
    assert values
    assert desk.undone_and_redone(lambda: desk.track("Vocal").slots[1].values) == (values, {}, values)
    choose(1, "Side-chain", "Guitar")
    assert desk.track("Vocal").slots[1].sidechain == desk["Guitar"]
    choose(1, "Copy to", "Bass")
    assert desk.track("Bass").slots[0].values == values
    choose(0, "Bypass all")
    assert all(slot.bypassed for slot in desk.track("Vocal").slots)
    choose(0, "Remove")
    assert names(desk) == ["compressor", "delay"]
