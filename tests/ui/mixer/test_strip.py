"""Every control of a strip: a hand in, the song changed, undone, done again."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest

from daw.model import edits
from daw.ui.mixer import Mixer, register
from tests.ui.mixer.desk import Desk
from tests.ui.widgets.hand import CTRL, NONE, double_click, drag, keep, mouse, show

ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot):
    one = Desk()
    one.mixer = keep(qtbot, Mixer(one.studio))
    one.mixer.resize(1000, 420)
    show(qtbot, one.mixer)
    yield one
    one.close()


def strip(desk, name):
    return desk.mixer.strip(desk[name])


def click(widget, modifiers=NONE, at=None):
    QTest.mouseClick(widget, LEFT, modifiers, at or widget.rect().center())


def test_strips_stand_in_the_order_of_a_desk(desk):
    row = [strip(desk, name) for name in ("Vocal", "Guitar", "Bass", "Drums", "Plate")]
    assert [one.x() for one in row] == sorted(one.x() for one in row)
    assert row[3].x() > row[2].x() + row[2].width(), "buses stand after a gap"
    assert [one.kind for one in row] == ["audio", "audio", "audio", "bus", "return"]
    assert strip(desk, "Mix bus").mapTo(desk.mixer, QPoint()).x() > row[4].x()


@pytest.mark.parametrize(
    ("control", "way", "field"), [("fader", (0, 40), "fader_db"), ("pan", (0, -30), "pan"), ("value", (0, 30), "fader_db")]
)
def test_a_drag_is_one_step_of_undo(desk, control, way, field):
    before = getattr(desk.track("Vocal"), field)
    drag(getattr(strip(desk, "Vocal").controls, control), way)
    now, undone, redone = desk.undone_and_redone(lambda: getattr(desk.track("Vocal"), field))
    assert now != before
    assert (undone, redone) == (before, now)
    assert getattr(strip(desk, "Vocal").controls, control).value == pytest.approx(now)


def test_a_fader_takes_keys_and_typed_values(desk):
    controls = strip(desk, "Vocal").controls
    controls.fader.setFocus()
    QTest.keyClick(controls.fader, Qt.Key.Key_Up)
    assert desk.track("Vocal").fader_db == 0.5
    controls.value.type_value()
    entry = controls.value._entry
    QTest.keyClicks(entry, "-7.5")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert desk.track("Vocal").fader_db == -7.5
    assert controls.fader.value == -7.5


@pytest.mark.parametrize(("button", "field"), [("mute", "mute"), ("solo", "solo"), ("arm", "armed")])
def test_buttons_switch_and_are_undone(desk, button, field):
    widget = getattr(strip(desk, "Vocal").controls, button)
    click(widget)
    assert desk.undone_and_redone(lambda: getattr(desk.track("Vocal"), field)) == (True, False, True)
    assert widget.is_on
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    assert not getattr(desk.track("Vocal"), field)


def test_a_click_arms_one_track_alone_and_ctrl_adds(desk):
    click(strip(desk, "Vocal").controls.arm)
    click(strip(desk, "Guitar").controls.arm)
    assert [desk.track(name).armed for name in ("Vocal", "Guitar")] == [False, True]
    click(strip(desk, "Vocal").controls.arm, CTRL)
    assert [desk.track(name).armed for name in ("Vocal", "Guitar")] == [True, True]


def test_solo_with_alt_is_alone_and_with_ctrl_and_alt_clears(desk):
    click(strip(desk, "Vocal").controls.solo)
    click(strip(desk, "Guitar").controls.solo, ALT)
    assert [desk.track(name).solo for name in ("Vocal", "Guitar")] == [False, True]
    assert strip(desk, "Vocal").controls.mute.dimmed, "what solo silences is pale"
    assert not strip(desk, "Guitar").controls.mute.dimmed
    click(strip(desk, "Vocal").controls.solo, ALT | CTRL)
    assert not any(track.solo for track in desk.studio.session.tracks)
    assert not strip(desk, "Vocal").controls.mute.dimmed


def test_inputs_outputs_and_headphones_are_chosen_from_menus(desk):
    controls = strip(desk, "Vocal").controls
    menu = controls.route.open_menu()
    next(action for action in menu.actions() if action.text() == "In 1+2").trigger()
    assert desk.undone_and_redone(lambda: desk.track("Vocal").inputs) == ((1, 2), (1,), (1, 2))
    assert controls.route.text() == "In 1+2"
    menu = controls.hear.open_menu()
    next(action for action in menu.actions() if action.text() == "Always").trigger()
    assert desk.undone_and_redone(lambda: desk.track("Vocal").monitor) == ("on", "auto", "on")
    assert controls.hear.is_on
    menu = strip(desk, "Drums").controls.route.open_menu()
    assert [action.text() for action in menu.actions()] == ["Mix bus", "Plate"], "a bus can't go to itself"
    menu.actions()[1].trigger()
    assert desk.track("Drums").output == desk["Plate"]


def test_the_name_plate_renames_by_key_and_by_mouse(desk, qtbot):
    plate = strip(desk, "Vocal").plate
    entry = plate.rename()
    entry.setText("Lead")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert desk.undone_and_redone(lambda: desk.track("Vocal").name) == ("Lead", "Vocal", "Lead")
    assert plate.words == "Lead"
    entry = plate.rename()
    entry.setText("Nobody")
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert desk.track("Vocal").name == "Lead"
    double_click(plate)
    assert plate.findChildren(type(entry))


def test_the_menu_of_a_strip_colours_duplicates_routes_and_deletes(desk):
    def choose(name, *words):
        menu = strip(desk, name).open_menu(QPoint(0, 0))
        for word in words:
            action = next(one for one in menu.actions() if one.text().partition("\t")[0] == word)
            menu = action.menu() or menu
        action.trigger()

    choose("Vocal", "Colour", "Jade")
    assert desk.undone_and_redone(lambda: desk.track("Vocal").color) == ("jade", "rose", "jade")
    choose("Vocal", "Output", "Drums")
    assert desk.track("Vocal").output == desk["Drums"]
    choose("Vocal", "Duplicate")
    assert [track.name for track in desk.studio.session.tracks][:2] == ["Vocal", "Vocal copy"]
    choose("Vocal", "Delete")
    assert desk["Vocal"] not in desk.mixer.strips
    desk.studio.undo()
    assert strip(desk, "Vocal").track.name == "Vocal"


def test_returns_come_with_an_effect_that_is_all_there_is_to_hear(desk):
    desk.studio.actions.trigger("mix.add-delay")  # not registered: nothing happens
    before = len(desk.studio.session.tracks)
    register(desk.studio)
    assert desk.studio.actions.trigger("mix.add-delay")
    bus = desk.studio.session.tracks[-2]
    assert (bus.name, bus.slots[0].effect) == ("Delay", "daw.delay")
    assert desk.mixer.strip(bus.id).kind == "return"
    assert len(strip(desk, "Vocal").sends.bars) == 2, "every track has a place for a send to it"
    desk.studio.undo()
    assert len(desk.studio.session.tracks) == before


def test_the_master_has_mono_and_dim_that_are_no_part_of_the_song(desk):
    controls = strip(desk, "Mix bus").controls
    click(controls.mono)
    click(controls.dim)
    assert (desk.studio.view.mono, desk.studio.view.dim) == (True, True)
    assert desk.document.undo_label == "Send Guitar to Plate"


def test_the_arrows_go_from_strip_to_strip_and_ctrl_click_links_them(desk):
    strip(desk, "Vocal").plate.setFocus()
    click(strip(desk, "Vocal").plate)
    QTest.keyClick(strip(desk, "Vocal").plate, Qt.Key.Key_Right)
    assert desk.studio.selection.track == desk["Guitar"]
    assert strip(desk, "Guitar").plate.hasFocus()
    click(strip(desk, "Vocal").plate, CTRL)
    assert set(desk.studio.selection.tracks) == {desk["Vocal"], desk["Guitar"]}
    assert strip(desk, "Vocal").chosen == "linked"


def test_linked_faders_keep_their_distance_and_are_undone_together(desk):
    desk.studio.do(edits.set_fader, desk["Guitar"], -10.0)
    desk.studio.selection.select_tracks([desk["Vocal"], desk["Guitar"]])
    drag(strip(desk, "Vocal").controls.fader, (0, 40))
    vocal, guitar = desk.track("Vocal").fader_db, desk.track("Guitar").fader_db
    assert vocal < -0.5
    assert guitar - vocal == pytest.approx(-10.0, abs=1e-5)
    desk.studio.undo()
    assert (desk.track("Vocal").fader_db, desk.track("Guitar").fader_db) == (0.0, -10.0)


def test_automation_shows_a_ring_and_is_reached_by_the_menu(desk):
    controls = strip(desk, "Vocal").controls
    desk.studio.do(edits.add_envelope, desk["Vocal"], "pan", [[0, -1.0], [48000, 1.0]])
    assert controls.pan.automated
    assert not controls.fader.automated
    menu = controls.pan.open_menu(QPoint(0, 0))
    next(action for action in menu.actions() if action.text() == "Show automation").trigger()
    assert desk.studio.view.open_lanes(desk["Vocal"]) == ["auto:pan"]
    desk.studio.locate(24000)
    desk.studio.tick()
    assert controls.pan.value == pytest.approx(0.0), "it stands where the automation has it"
    desk.studio.undo()
    assert not controls.pan.automated
    assert controls.pan.value == desk.track("Vocal").pan


def test_a_click_on_the_ground_chooses_the_strip(desk):
    one = strip(desk, "Bass")
    mouse(one, QEvent.Type.MouseButtonPress, QPoint(1, one.height() // 2))
    assert desk.studio.selection.track == desk["Bass"]
    assert one.chosen == "focus"


def test_alt_and_the_arrows_move_a_strip_among_its_kind(desk):
    def names():
        return [track.name for track in desk.studio.session.tracks]

    plate = strip(desk, "Guitar").plate
    plate.setFocus()
    QTest.keyClick(plate, Qt.Key.Key_Left, ALT)
    assert names()[:3] == ["Guitar", "Vocal", "Bass"]
    assert strip(desk, "Guitar").x() == 0
    QTest.keyClick(plate, Qt.Key.Key_Left, ALT)
    assert names()[:3] == ["Guitar", "Vocal", "Bass"]
    QTest.keyClick(plate, Qt.Key.Key_Right, ALT)
    QTest.keyClick(plate, Qt.Key.Key_Right, ALT)
    assert names()[:3] == ["Vocal", "Bass", "Guitar"]
    QTest.keyClick(plate, Qt.Key.Key_Right, ALT)
    assert names()[:3] == ["Vocal", "Bass", "Guitar"], "it stays among the tracks"


def test_shift_chooses_all_between(desk):
    click(strip(desk, "Vocal").plate)
    click(strip(desk, "Bass").plate, Qt.KeyboardModifier.ShiftModifier)
    assert desk.studio.selection.tracks == (desk["Vocal"], desk["Guitar"], desk["Bass"])
    click(strip(desk, "Guitar").plate, Qt.KeyboardModifier.ShiftModifier)
    assert desk.studio.selection.tracks == (desk["Vocal"], desk["Guitar"])
