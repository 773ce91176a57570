"""The frame of every editor: bypass, presets, A and B, equal loudness, the dock and windows of their own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from daw import presets, registry
from daw.model import edits
from daw.ui import metrics
from daw.ui.editors import EffectsDock, open_floating, register
from daw.ui.editors.genericeditor import GenericEditor
from daw.ui.editors.slotlink import SlotLink
from daw.ui.widgets.control import Control
from tests.ui.widgets.hand import NONE, drag, keep

LEFT = Qt.MouseButton.LeftButton


def click(widget):
    QTest.mouseClick(widget, LEFT, NONE, widget.rect().center())


def choose(frame, words):
    """Choose an entry of the preset menu."""
    menu = QMenu()
    frame.preset.fill_menu(menu)
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_the_power_button_bypasses_as_one_step(studio, frame, slot):
    editor = frame("compressor")
    assert editor.on_button.value
    click(editor.on_button)
    assert slot("compressor").bypassed
    assert not editor.on_button.value
    click(editor.undo_button)
    assert not slot("compressor").bypassed
    assert editor.on_button.value


def test_a_preset_is_one_step_and_says_when_it_was_edited(studio, frame, slot):
    editor = frame("compressor")
    assert editor.preset.text() == "Default"
    choose(editor, "Vocal, steady")
    effect = registry.find("daw.compressor")
    assert presets.same(effect, slot("compressor").values, presets.values_of(effect, presets.find(effect.id, "Vocal, steady")))
    assert (editor.preset.text(), editor.preset.edited) == ("Vocal, steady", False)
    studio.do(edits.set_parameter, slot("compressor").id, "ratio", 7.0)
    assert editor.preset.edited
    studio.undo()
    assert not editor.preset.edited
    studio.undo()
    assert slot("compressor").values == {}


def test_up_and_down_go_through_the_presets(studio, frame, slot):
    editor = frame("panner")
    editor.preset.setFocus()
    QTest.keyClick(editor.preset, Qt.Key.Key_Down)
    QTest.keyClick(editor.preset, Qt.Key.Key_Down)
    assert editor.preset.text() == "Narrow, for bass"
    assert slot("panner").values == {"width": 0.3}
    QTest.keyClick(editor.preset, Qt.Key.Key_Up)
    assert slot("panner").values == {}


def test_an_own_preset_is_saved_renamed_and_deleted_from_the_menu(studio, frame, slot):
    editor = frame("panner")
    studio.do(edits.set_parameter, slot("panner").id, "pan", 0.25)
    choose(editor, "Save as…")
    editor.preset.entry.setText("A bit right")
    QTest.keyClick(editor.preset.entry, Qt.Key.Key_Return)
    assert [preset.name for preset in presets.own("daw.panner")] == ["A bit right"]
    assert editor.preset.text() == "A bit right"
    choose(editor, "Rename…")
    editor.preset.entry.setText("Right")
    QTest.keyClick(editor.preset.entry, Qt.Key.Key_Return)
    assert editor.preset.text() == "Right"
    choose(editor, "Delete “Right”")
    assert presets.own("daw.panner") == []
    assert slot("panner").values == {"pan": 0.25}, "the settings stay"


def test_a_and_b_are_two_settings_and_going_to_and_fro_is_one_step(studio, frame, slot):
    editor = frame("panner")
    studio.do(edits.set_parameter, slot("panner").id, "pan", -0.5)
    steps = studio.document.history.index
    editor.letters.choose("B")
    assert slot("panner").values == {"pan": -0.5}, "B begins as A is"
    studio.do(edits.set_parameter, slot("panner").id, "pan", 0.5)
    for letter, pan in (("A", -0.5), ("B", 0.5), ("A", -0.5)):
        editor.letters.choose(letter)
        assert slot("panner").values["pan"] == pan
    assert studio.document.history.index == steps + 2
    click(editor.copy_button)
    editor.letters.choose("B")
    assert slot("panner").values["pan"] == -0.5


def test_two_editors_of_one_slot_agree(studio, frame):
    one, other = frame("panner"), frame("panner")
    one.letters.choose("B")
    assert other.letters.value == "B"
    assert other.copy_button.words == "Copy B to A"


def test_the_generic_editor_shows_every_parameter_and_finds_it_by_words(qtbot, studio, slot):
    for name in ("eq", "compressor", "delay"):
        link = SlotLink(studio, slot(name).id)
        editor = keep(qtbot, GenericEditor(link))
        assert {row.name for row in editor.rows} == set(link.params) - {"tempo_bpm"}
        editor.search.setText("feedback" if name == "delay" else "nothing like it")
        assert [row.name for row in editor.rows if not row.isHidden()] == (["feedback"] if name == "delay" else [])
        link.end()


def test_groups_fold_and_a_search_finds_what_is_folded(qtbot, studio, slot):
    link = SlotLink(studio, slot("eq").id)
    editor = keep(qtbot, GenericEditor(link))
    editor.resize(900, 500)
    editor.show()
    assert list(editor.headings) == [f"Band {number}" for number in range(1, 9)]
    rows = {row.name: row for row in editor.rows}
    click(editor.headings["Band 2"])
    assert rows["band2_q"].isHidden()
    assert not rows["band3_q"].isHidden()
    assert not rows["output_db"].isHidden()
    editor.search.setText("band2_q")
    assert [name for name, row in rows.items() if not row.isHidden()] == ["band2_q"]
    assert [name for name, heading in editor.headings.items() if not heading.isHidden()] == ["Band 2"]
    editor.search.setText("")
    QTest.keyClick(editor.headings["Band 2"], Qt.Key.Key_Space)
    assert not rows["band2_q"].isHidden()
    link.end()


def test_a_slider_a_switch_and_a_menu_set_what_they_name(qtbot, studio, slot):
    link = SlotLink(studio, slot("compressor").id)
    editor = keep(qtbot, GenericEditor(link))
    editor.resize(900, 500)
    editor.show()
    rows = {row.name: row for row in editor.rows}
    drag(rows["threshold_db"].controls[0], (20, 0))
    assert slot("compressor").values["threshold_db"] > -18.0
    click(rows["auto_makeup"].controls[0])
    rows["detector"].controls[0].choose("1")
    assert slot("compressor").values["auto_makeup"] == 1.0
    assert slot("compressor").values["detector"] == 1.0
    for _ in range(3):
        studio.undo()
    assert slot("compressor").values == {}
    assert rows["threshold_db"].controls[1].value == -18.0
    link.end()


@pytest.mark.parametrize("name", ["eq", "compressor", "limiter", "reverb", "delay", "panner"])
def test_every_parameter_survives_being_shown_and_typed(studio, slot, name):
    link = SlotLink(studio, slot(name).id)
    for parameter in link.params:
        quantity = link.quantity(parameter)
        for at in (0.0, 0.1, 0.5, 0.9, 1.0):
            text = quantity.format(quantity.value(at))
            assert quantity.format(quantity.parse(text)) == text, (parameter, text)
    link.end()


def test_automating_a_parameter_opens_its_lane_and_rings_its_control(qtbot, studio, slot):
    track = studio.session.tracks[0]
    link = SlotLink(studio, slot("compressor").id)
    editor = keep(qtbot, GenericEditor(link))
    control = next(row for row in editor.rows if row.name == "ratio").controls[0]
    menu = QMenu()
    control.menu_opening.emit(menu)
    next(action for action in menu.actions() if action.text() == "Automate").trigger()
    target = f"{slot('compressor').id}/ratio"
    assert studio.view.open_lanes(track.id) == [f"auto:{target}"]
    assert control.automated
    envelope = studio.session.tracks[0].automation[0]
    studio.do(edits.set_points, envelope.id, [[0, 8.0]])
    link.listen(on=True)
    studio.tick()
    assert control.value == pytest.approx(8.0), "the control stands where its automation is"
    assert "ratio" not in slot("compressor").values
    again = QMenu()
    control.menu_opening.emit(again)
    next(action for action in again.actions() if action.text() == "Remove automation").trigger()
    assert not control.automated
    assert control.value == pytest.approx(4.0)
    assert studio.session.tracks[0].automation == ()
    link.end()


def test_the_dock_follows_the_track_and_remembers_its_effect(qtbot, studio, slot):
    dock = keep(qtbot, EffectsDock(studio))
    dock.resize(1100, 368)
    dock.show()
    vocal, guitar = (track.id for track in studio.session.tracks[:2])
    asked = []
    studio.dock_asked.connect(asked.append)
    studio.selection.select_track(vocal)
    assert dock.slot_id == slot("eq").id
    studio.open_editor(slot("delay").id)
    assert (dock.slot_id, asked) == (slot("delay").id, ["effects"])
    studio.selection.select_track(guitar)
    assert dock.slot_id is None
    assert "No effects on Guitar" in dock.empty.text()
    dock.add_button.before_open()
    dock.add_button.choose("daw.reverb")
    assert dock.slot_id == studio.session.tracks[1].slots[0].id
    studio.undo()
    assert dock.slot_id is None
    studio.selection.select_track(vocal)
    assert dock.slot_id == slot("delay").id
    click(dock.chips[1])
    assert dock.slot_id == slot("compressor").id
    dock.end()


def test_an_editor_floats_once_and_closes_with_its_slot(qtbot, studio, slot):
    one = open_floating(studio, slot("reverb").id)
    assert open_floating(studio, slot("reverb").id) is one
    before = one.frame.body.knobs["mix"].height()
    metrics.set_scale(150)
    assert one.frame.body.knobs["mix"].sizeHint().height() > before
    metrics.set_scale(100)
    studio.do(edits.remove_slot, slot("reverb").id)
    assert not one.isVisible()


def test_an_unknown_effect_says_so(qtbot, studio):
    from daw.ui.editors.frame import Frame

    track = studio.session.tracks[1].id
    studio.do(edits.add_slot, track, "org.example.lost")
    editor = keep(qtbot, Frame(studio, studio.session.tracks[1].slots[0].id))
    editor.show()
    assert "org.example.lost" in editor.title.text()
    editor.end()


def test_the_command_search_reaches_the_chosen_effect(studio, slot):
    register(studio)
    assert not studio.actions.trigger("effect.bypass"), "no effect is chosen"
    studio.selection.select_slot(slot("delay").id, track=studio.session.tracks[0].id)
    assert studio.actions.trigger("effect.bypass")
    assert slot("delay").bypassed
    studio.do(edits.set_parameter, slot("delay").id, "feedback", 0.5)
    assert studio.actions.trigger("effect.letter")
    studio.do(edits.set_parameter, slot("delay").id, "feedback", 0.6)
    assert studio.actions.trigger("effect.letter")
    assert slot("delay").values == {"feedback": 0.5}
    assert studio.actions.trigger("effect.copy-letter")
    assert studio.actions.trigger("effect.letter")
    assert slot("delay").values == {"feedback": 0.5}
    assert studio.actions.trigger("effect.defaults")
    assert slot("delay").values == {}
    asked = []
    studio.editor_asked.connect(asked.append)
    studio.actions.trigger("effect.next")
    assert asked == [slot("panner").id]
    assert studio.actions.trigger("effect.equal")
    assert studio.actions.trigger("effect.equal")


@pytest.mark.parametrize("name", ["eq", "compressor", "limiter", "reverb", "delay", "panner"])
@pytest.mark.parametrize("size", [(660, 300), (720, 480), (1600, 1000)], ids=str)
def test_every_editor_fits_a_small_dock_and_a_large_window(frame, name, size):
    editor = frame(name, size)
    assert editor.width() <= size[0]
    assert not editor.grab().isNull()
    shown = [widget for widget in editor.findChildren(Control) if widget.isVisible()]
    assert shown
    assert all(widget.accessibleName() and widget.text() for widget in shown)
