"""Every control that edits the song: a key and a drag change it, one undo brings it back and redraws the control, redo does it again."""

import functools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from daw.ui import binding
from daw.ui.widgets.control import Control
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.stars import Stars
from daw.ui.widgets.toggle import TwoState
from daw.ui.window import Window
from tests.ui import census
from tests.ui.test_census import places, window  # noqa: F401  the window with one of everything, and a walk through it
from tests.ui.widgets.hand import drag

KEYS: dict[type, tuple[Qt.Key, ...]] = {  # what moves it, and what does if it stands at that end
    Control: (Qt.Key.Key_Up, Qt.Key.Key_Down),
    MenuButton: (Qt.Key.Key_Down, Qt.Key.Key_Up),
    Segmented: (Qt.Key.Key_Right, Qt.Key.Key_Left),
    Stars: (Qt.Key.Key_3, Qt.Key.Key_2),
    TwoState: (Qt.Key.Key_Space,),
}
DRAGS = ((6, -6), (-6, 6))  # right and up is more, left and down is less
NOTHING = "nothing was changed"
FEWEST = 80  # bound controls in the whole window: fewer were found only if the walk has lost its way


@pytest.fixture(scope="module", autouse=True)
def bound() -> Iterator[list[tuple[QWidget, object]]]:
    """Every widget that is tied to the song with an edit, as they are made."""
    found: list[tuple[QWidget, object]] = []
    made = binding.Binding.__init__

    def note(self, widget, source, read, edit, args, refused) -> None:
        made(self, widget, source, read, edit, args, refused)
        if edit is not None:
            found.append((widget, edit))

    binding.Binding.__init__ = note
    yield found
    binding.Binding.__init__ = made


def met(full: Window, bound: list[tuple[QWidget, object]]) -> Iterator[tuple[str, QWidget]]:
    """Every bound control that can be seen and used, once."""
    seen: set[str] = set()
    for place in places(full):
        for one in [getattr(widget, "control", widget) for widget, _ in bound]:  # some are spoken to in other words
            if isinstance(one, QWidget) and isValid(one) and one.isVisible() and one.isEnabled() and one.window() is full:
                who = f"{place}: {census.described(one)}"
                if census.described(one) not in seen:
                    seen.add(census.described(one))
                    yield who, one


def there_and_back(full: Window, one: QWidget, act) -> str:
    """What was wrong with an act of a hand on a control and its way back; empty if nothing.

    An automated control shows what its automation says at the playhead, whatever the song's own value is.
    """
    document = full.studio.document
    before, shown, steps = document.session, one.value, document.history.index
    act()
    after = document.session
    if after is before:
        return NOTHING
    changed = one.value if isValid(one) else None
    if document.history.index != steps + 1:
        return f"{document.history.index - steps} steps of undo"
    document.undo()
    if document.session != before:
        return "undo did not bring the song back"
    follows = isValid(one) and not getattr(one, "automated", False)
    if follows and one.value != shown:
        return f"after undo it shows {one.value}, not {shown}"
    document.redo()
    if document.session != after:
        return "redo did not do it again"
    if follows and one.value != changed:
        return f"after redo it shows {one.value}, not {changed}"
    document.undo()
    return ""


def problem_of(full: Window, one: QWidget, acts: list) -> str:
    """What was wrong with the first of some acts that changes anything."""
    problem = ""
    for act in acts:
        problem = there_and_back(full, one, act)
        if problem != NOTHING or not isValid(one):
            break
    return problem


def test_a_key_and_a_drag_on_every_control_edit_the_song_are_undone_and_done_again(window, bound):  # noqa: F811
    wrong, count = [], 0
    for who, one in met(window, bound):
        keys = next((keys for kind, keys in KEYS.items() if isinstance(one, kind)), ())
        if not keys or (isinstance(one, MenuButton) and not one.choices):
            continue
        count += 1
        one.setFocus()
        ways = {"by key": [functools.partial(QTest.keyClick, one, key) for key in keys]}
        if isinstance(one, Control):
            ways["dragged"] = [functools.partial(drag, one, way) for way in DRAGS]
        for how, acts in ways.items():
            problem = problem_of(window, one, acts) if isValid(one) else ""
            if problem:
                wrong.append(f"{how}, {problem}: {who}")
    assert not wrong, "\n".join(wrong)
    assert count >= FEWEST
