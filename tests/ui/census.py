"""Who is in a window: every widget a hand can use, every text that is painted and does not fit."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QLineEdit, QMenuBar, QWidget

from daw.ui import metrics as measures
from daw.ui.widgets import shapes

SLACK = 1.5  # pixels by which a measured text may be wider than its box: the rounding of both


def described(widget: QWidget) -> str:
    """A widget in words, with the zone and the parents that tell it from others."""
    chain = []
    one: QWidget | None = widget
    while one is not None and not one.isWindow():
        chain.append(type(one).__name__)
        one = one.parentWidget()
    return f"{widget.accessibleName()!r} {' < '.join(chain[:4])}"


def interactive(root: QWidget) -> list[QWidget]:
    """Every visible widget that takes the focus or a click of its own."""
    return [
        one for one in root.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.focusProxy() is None
    ]  # fmt: skip


class Cut(NamedTuple):
    """A text that was painted shorter than it is, or over the edge of its widget."""

    who: QWidget
    text: str
    room: float
    needed: float

    def __str__(self) -> str:
        return f"{self.text!r}: {self.needed:.0f} > {self.room:.0f} px in {described(self.who)}"


def _painted_widget() -> QWidget | None:
    """The widget whose paintEvent is under way, from the calls that led here."""
    found, frame = None, inspect.currentframe()
    while frame is not None:
        one = frame.f_locals.get("self")
        if isinstance(one, QWidget) and found is None:
            found = one
        if frame.f_code.co_name == "paintEvent" and isinstance(one, QWidget):
            return one
        frame = frame.f_back
    return found


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Cut]]:
    """Notes every text that is elided, or drawn into a box that is too small for it, while it is open."""
    cuts: list[Cut] = []
    elided, drawn = QFontMetricsF.elidedText, QPainter.drawText

    def elide(self: QFontMetricsF, text: str, mode: Qt.TextElideMode, width: float, *rest: int) -> str:
        short = elided(self, text, mode, width, *rest)
        who = _painted_widget() if text and short != text else None
        if who is not None:
            cuts.append(Cut(who, text, width, self.horizontalAdvance(text)))
        return short

    def draw(self: QPainter, *args: object) -> object:
        box, text = args[0], args[-1]
        if (
            isinstance(box, QRect | QRectF)
            and isinstance(text, str)
            and isinstance(args[1], int)
            and not args[1] & int(Qt.TextFlag.TextWordWrap)
        ):
            metrics = QFontMetricsF(self.font())
            needed = max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0.0)
            if text and needed > box.width() + SLACK and "…" not in text:
                who = _painted_widget()
                if who is not None:
                    cuts.append(Cut(who, text, box.width(), needed))
        elif isinstance(box, QPoint | QPointF | int | float):
            x = float(box if isinstance(box, int | float) else box.x())
            who = _painted_widget()
            needed = x + QFontMetricsF(self.font()).horizontalAdvance(str(text))
            if who is not None and self.worldTransform().isIdentity() and needed > who.width() + SLACK:
                cuts.append(Cut(who, str(text), who.width() - x, needed - x))
        return drawn(self, *args)

    monkeypatch.setattr(QFontMetricsF, "elidedText", elide)
    monkeypatch.setattr(shapes, "elided", measures.elided.__wrapped__)
    monkeypatch.setattr(QPainter, "drawText", draw)
    try:
        yield cuts
    finally:
        monkeypatch.undo()


def stock_cuts(root: QWidget) -> list[Cut]:
    """Texts of Qt's own widgets that do not fit."""
    cuts = []
    for one in root.findChildren(QWidget):
        if not one.isVisible():
            continue
        metrics = QFontMetricsF(one.font())
        if isinstance(one, QLabel) and not one.wordWrap() and one.text():
            needed = metrics.horizontalAdvance(one.text())
        elif isinstance(one, QLineEdit) and not one.text() and one.placeholderText():
            needed = metrics.horizontalAdvance(one.placeholderText())
        elif isinstance(one, QMenuBar):
            needed = sum(one.actionGeometry(item).width() for item in one.actions() if item.isVisible())
        else:
            continue
        if needed > one.width() + SLACK:
            text = one.text() if isinstance(one, QLabel) else one.placeholderText() if isinstance(one, QLineEdit) else "the menus"
            cuts.append(Cut(one, text, one.width(), needed))
    return cuts


def outside(root: QWidget) -> list[QWidget]:
    """Visible widgets that lie over the edge of what holds them, so that a part of them can't be seen."""
    return [
        one for one in root.findChildren(QWidget)
        if one.isVisible() and not one.isWindow() and one.width() and (holder := one.parentWidget()) is not None
        and not _scrolls(one) and not holder.rect().adjusted(-2, -2, 2, 2).contains(one.geometry())
    ]  # fmt: skip


def _scrolls(widget: QWidget) -> bool:
    """Whether a widget lies in something that scrolls."""
    one: QWidget | None = widget
    while one is not None:
        if isinstance(one, QAbstractScrollArea) or hasattr(one, "viewport"):
            return True
        one = one.parentWidget()
    return False


def settle() -> None:
    """Let layouts and pictures come to rest."""
    for _ in range(3):
        QApplication.processEvents()
