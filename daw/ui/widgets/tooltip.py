"""Tooltips: "Threshold −18.0 dB. Range −60 to 0, default −18. Level above which the compressor works."

They come after 500 ms at rest, never while dragging, and for the focused control on request.
"""

import re

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget
from shiboken6 import isValid

from daw.ui.quantity import Quantity, split_unit

DELAY_MS = 500


def describe(quantity: Quantity, value: float, *, automated: bool = False) -> str:
    """Name, value with unit, range, default, help and key of a control."""
    sentences = [f"{quantity.name} {quantity.format(value)}."]
    if quantity.law != "steps":
        low, high, default = (round_text(quantity.format(bound)) for bound in (quantity.low, quantity.high, quantity.default))
        if split_unit(low)[1] == split_unit(high)[1]:  # the value has said the unit; but "20 Hz to 20 kHz"
            low, high, default = (split_unit(text)[0] for text in (low, high, default))
        sentences.append(f"Range {low} to {high}, default {default}.")
    if quantity.help:
        sentences.append(quantity.help)
    if automated:
        sentences.append("Automated.")
    if quantity.key:
        sentences.append(f"Key: {quantity.key}.")
    return " ".join(sentences)


def round_text(text: str) -> str:
    """A formatted number without the zeros that say nothing: "−60.0 dB" → "−60 dB"."""
    return re.sub(r"\.0+(?=\s|$)", "", text)


class Tips(QObject):
    """Shows the tip of the widget under the resting pointer; one for the whole window."""

    def __init__(self) -> None:
        super().__init__()
        self._widget: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._show)

    def rest(self, widget: QWidget) -> None:
        """The pointer moved over a widget, or came to it: wait from here."""
        if self._widget is not widget:
            self._widget = widget
        self._timer.start()

    def stop(self) -> None:
        """The pointer left, or a hand took something."""
        self._timer.stop()
        self._widget = None

    def _show(self) -> None:
        if self._widget is not None and isValid(self._widget) and self._widget.isVisible():
            show_tip(self._widget, QCursor.pos())


def show_tip(widget: QWidget, place: QPoint | None = None) -> None:
    """Show a widget's tip, at a place on the screen or just under it (asked for by key)."""
    text = widget.toolTip()
    if text:
        QToolTip.showText(place or widget.mapToGlobal(QPoint(0, widget.height())), text, widget)


_tips: list[Tips] = []


def tips() -> Tips:
    """The one that waits."""
    if not _tips:
        _tips.append(Tips())
    return _tips[0]
