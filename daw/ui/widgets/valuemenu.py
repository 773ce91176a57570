"""The context menu of every control: reset, type, copy and paste its value.  Others add to it through `menu_opening`."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from daw.ui.widgets.control import Control


def value_menu(control: "Control") -> QMenu:
    """The menu, not yet open; it deletes itself when it closes."""
    menu = QMenu(control)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(f"Reset to {control.quantity.format(control.quantity.default)}", control.reset)
    menu.addAction("Type…", control.type_value)
    menu.addSeparator()
    menu.addAction("Copy value", control.copy_value)
    paste = menu.addAction("Paste value", control.paste_value)
    if pasted(control) is None:
        paste.setEnabled(False)
        paste.setStatusTip("What was copied is no value for this.")
    return menu


def pasted(control: "Control") -> float | None:
    """The value on the clipboard, if it fits the control."""
    try:
        return control.quantity.parse(QGuiApplication.clipboard().text())
    except ValueError:
        return None
