"""A widget that paints itself: it follows the theme and the scale, knows whether the pointer is over it, and shows its focus."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QEnterEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui import theme as themes
from daw.ui.theme import Theme
from daw.ui.widgets.shapes import BUTTON_RADIUS, paint_focus_ring
from daw.ui.widgets.tooltip import show_tip, tips


class Painted(QWidget):
    """Subclasses implement `paint` and `natural_size`."""

    ring_radius: float = BUTTON_RADIUS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Draw the widget; antialiasing is on.  Nothing, unless a subclass draws."""

    def natural_size(self) -> tuple[int, int]:
        """Width and height in pixels at the present scale."""
        return 0, 0

    def rescaled(self) -> None:
        """The scale is another one: drop what was measured.  The layout and the picture follow by themselves."""

    def ring_rect(self) -> QRectF:
        """Where the focus ring goes."""
        return QRectF(self.rect())

    def tip(self) -> str:
        """What the tooltip says."""
        return super().toolTip()

    def toolTip(self) -> str:
        """The tooltip as it is now."""
        return self.tip()

    def sizeHint(self) -> QSize:
        return QSize(*self.natural_size())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = themes.current()
        if not self.isEnabled():
            painter.setOpacity(0.45)
        self.paint(painter, theme)
        if self.hasFocus():
            paint_focus_ring(painter, self.ring_rect(), theme, self.ring_radius)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.rescaled()
            self.updateGeometry()
            self.update()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self.update()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:  # asking for the type takes longer than this
            show_tip(self, event.globalPos())
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered = True
        self.update()
        tips().rest(self)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = False
        self.update()
        tips().stop()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        tips().stop()
        super().mousePressEvent(event)
