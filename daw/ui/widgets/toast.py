"""Notices that never block: bottom left, what happened, what it means, one or two actions.  Information leaves after 6 s."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from daw.ui import theme as themes
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, SECONDARY, SEMIBOLD, px, pxf
from daw.ui.theme import alpha
from daw.ui.widgets.accessible import announce
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.label import Paragraph
from daw.ui.widgets.shapes import FLOAT_RADIUS, fill_rounded

Level = Literal["info", "warning", "error"]
ICONS = {"info": ("info", "accent"), "warning": ("warning", "mute"), "error": ("error", "rec")}
WIDTH, STAYS_MS, MOST = 380, 6000, 4
ACTION = Look(height=24)
CLOSE = Look("flat", width=20, height=20, icon_size=12)


@dataclass(frozen=True)
class Notice:
    """title : what happened.  text : what it means for your work.  actions : words and what they do"""

    title: str
    text: str = ""
    level: Level = "info"
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()


class Toast(QWidget):
    """One notice on the screen."""

    left = Signal(object)

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._acts: dict[Button, Callable[[], object]] = {}
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(f"{notice.title} {notice.text}".strip())
        self._outer = outer = QHBoxLayout(self)
        outer.setContentsMargins(px(40), px(12), px(8), px(12))
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(Paragraph(notice.title, weight=SEMIBOLD, ink="text"))
        if notice.text:
            column.addWidget(Paragraph(notice.text, size=SECONDARY if len(notice.text) > 120 else BODY))
        if notice.actions:
            column.addLayout(self._buttons(notice.actions))
        outer.addLayout(column, 1)
        close = Button("Close", icon="close", look=CLOSE)
        close.clicked.connect(self.leave)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self.leave)
        if notice.level == "info":
            self._timer.start()
        for child in self.findChildren(Button):
            child.installEventFilter(self)

    def _buttons(self, actions: Sequence[tuple[str, Callable[[], object]]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, px(4), 0, 0)
        row.setSpacing(px(8))
        for words, act in actions:
            button = Button(words, look=ACTION)
            self._acts[button] = act
            button.clicked.connect(self._on_action)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _on_action(self) -> None:
        act = self._acts[cast(Button, self.sender())]
        self.leave()
        act()

    def heightForWidth(self, width: int) -> int:
        return self._outer.heightForWidth(width)

    def leave(self, *_: object) -> None:
        """Go away; the notice stays in the history."""
        self._timer.stop()
        self.left.emit(self)

    def _wait(self, *, held: bool) -> None:
        """Information stays while the pointer or the focus is on it."""
        if self.notice.level == "info":
            self._timer.stop() if held else self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._wait(held=True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._wait(held=False)
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._wait(held=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = themes.current()
        name, ink = ICONS[self.notice.level]
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, FLOAT_RADIUS, theme.raised, theme.border if theme.borders else alpha(theme.border, 0.6))
        paint_icon(painter, name, QRectF(pxf(14), pxf(11), pxf(18), pxf(18)), getattr(theme, ink))
        painter.end()


class ToastArea(QObject):
    """Keeps the toasts of a window in its lower left corner, the newest lowest, and the history of all notices.

    above : pixels (at 100 %) kept free at the bottom, for the status bar
    """

    added = Signal(object)

    def __init__(self, window: QWidget, *, above: int = 24) -> None:
        super().__init__(window)
        self._window, self._above = window, above
        self.history: list[Notice] = []
        self.toasts: list[Toast] = []
        window.installEventFilter(self)

    def show(self, notice: Notice) -> Toast:
        """Show a notice and keep it in the history."""
        self.history.append(notice)
        toast = Toast(notice, self._window)
        toast.left.connect(self._on_left)
        self.toasts.append(toast)
        for old in [toast for toast in self.toasts if toast.notice.level == "info"][:-MOST]:
            old.leave()
        toast.show()
        self._place()
        announce(self._window, f"{notice.title} {notice.text}".strip(), assertive=notice.level == "error")
        self.added.emit(notice)
        return toast

    def _on_left(self, toast: Toast) -> None:
        if toast in self.toasts:
            self.toasts.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - px(self._above) - px(12)
        for toast in reversed(self.toasts):
            height = toast.heightForWidth(toast.width())
            toast.setGeometry(px(12), bottom - height, toast.width(), height)
            toast.raise_()
            bottom -= height + px(8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return super().eventFilter(watched, event)
