"""Sends: one gesture makes one, its level is drawn, and its menu has the rest."""

import pytest
from PySide6.QtCore import QPoint

from daw.model import edits
from daw.ui.mixer import Mixer
from tests.ui.mixer.desk import Desk
from tests.ui.widgets.hand import drag, keep, show


@pytest.fixture
def desk(qtbot):
    one = Desk()
    one.mixer = keep(qtbot, Mixer(one.studio))
    one.mixer.resize(1000, 420)
    show(qtbot, one.mixer)
    yield one
    one.close()


def bar(desk, name):
    return desk.mixer.strip(desk[name]).sends.bars[0]


def sends(desk, name):
    return [(send.bus, round(send.level_db, 6)) for send in desk.track(name).sends]


def choose(control, word):
    menu = control.open_menu(QPoint(0, 0))
    next(action for action in menu.actions() if action.text() == word).trigger()


def test_drawing_a_bar_up_makes_the_send_in_one_step(desk):
    drag(bar(desk, "Vocal"), (60, 0), pieces=6)
    made = sends(desk, "Vocal")
    assert len(made) == 1
    assert made[0][1] == pytest.approx(bar(desk, "Vocal").value)
    assert desk.undone_and_redone(lambda: sends(desk, "Vocal")) == (made, [], made)
    drag(bar(desk, "Vocal"), (20, 0))
    assert len(sends(desk, "Vocal")) == 1
    assert sends(desk, "Vocal")[0][1] > made[0][1]
    desk.studio.undo()
    assert sends(desk, "Vocal") == made


def test_the_menu_switches_takes_before_the_fader_and_removes(desk):
    choose(bar(desk, "Guitar"), "Before the fader")
    assert desk.undone_and_redone(lambda: desk.track("Guitar").sends[0].pre_fader) == (True, False, True)
    choose(bar(desk, "Guitar"), "Switched off")
    assert bar(desk, "Guitar").muted
    choose(bar(desk, "Guitar"), "Remove send")
    assert sends(desk, "Guitar") == []
    assert bar(desk, "Guitar").short_text() == "off"
    desk.studio.undo()
    assert sends(desk, "Guitar") == [(desk["Plate"], -12.0)]


def test_only_what_makes_no_circle_can_be_sent_to(desk):
    assert desk.mixer.strip(desk["Plate"]).sends.bars == []
    assert [one.quantity.name for one in desk.mixer.strip(desk["Drums"]).sends.bars] == ["Plate"]
    desk.studio.do(edits.set_output, desk["Plate"], desk["Drums"])
    assert desk.mixer.strip(desk["Drums"]).sends.bars == []


def test_a_send_without_a_return_is_shown_too(desk):
    desk.studio.do(edits.add_send, desk["Vocal"], desk["Drums"], -3.0)
    assert [one.quantity.name for one in desk.mixer.strip(desk["Vocal"]).sends.bars] == ["Plate", "Drums"]


def test_automation_of_a_send_is_reached_from_its_bar(desk):
    target = f"{desk.track('Guitar').sends[0].id}/level_db"
    choose(bar(desk, "Guitar"), "Show automation")
    assert desk.studio.view.open_lanes(desk["Guitar"]) == [f"auto:{target}"]
    desk.studio.do(edits.add_envelope, desk["Guitar"], target, [[0, -6.0]])
    assert bar(desk, "Guitar").automated
