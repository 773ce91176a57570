"""What a screen reader is told about painted controls: role, name, value as text with its unit, and a way to change it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QAccessibleValueInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

if TYPE_CHECKING:
    from daw.ui.widgets.control import Control

_installed: list[Callable[..., Any]] = []
_kept: dict[int, QAccessibleInterface] = {}  # Qt holds plain pointers to these


class ValueFace(QAccessibleValueInterface):
    """A control's number."""

    def __init__(self, control: "Control") -> None:
        super().__init__()
        self._control = control

    def currentValue(self) -> float:
        return self._control.value

    def minimumValue(self) -> float:
        return self._control.quantity.low

    def maximumValue(self) -> float:
        return self._control.quantity.high

    def minimumStepSize(self) -> float:
        return self._control.quantity.step or (self._control.quantity.high - self._control.quantity.low) / 100.0

    def setCurrentValue(self, value: object) -> None:
        self._control.ask(float(cast(float, value)), "assist")


class Face(QAccessibleWidget):
    """A painted widget: its class says the role (`accessible_role`), its `text()` the value, `is_on` whether it is checked."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, widget.accessible_role)  # type: ignore[attr-defined]
        self._widget = widget
        self._value = ValueFace(cast("Control", widget)) if hasattr(widget, "quantity") else None

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value and hasattr(self._widget, "text"):
            return str(self._widget.text())
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        is_on = getattr(self._widget, "is_on", None)
        if is_on is not None:
            state.checkable = True
            state.checked = bool(is_on)
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.ValueInterface and self._value is not None:
            return self._value
        return super().interface_cast(kind)


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Have a screen reader say something now: politely, or at once (clipping, a lost device)."""
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
        QAccessible.updateAccessibility(event)


def install() -> None:
    """Tell Qt about the faces; once is enough."""
    if not _installed:
        _installed.append(_face_of)
        QAccessible.installFactory(_face_of)


def _face_of(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    if not isinstance(widget, QWidget) or not hasattr(widget, "accessible_role"):
        return None
    key = id(widget)
    face = Face(widget)
    _kept[key] = face
    widget.destroyed.connect(lambda: _kept.pop(key, None))
    return face
