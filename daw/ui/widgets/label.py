"""Text that is only read: one line that shortens with …, paragraphs, and large numbers with a small unit."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import BODY, MEDIUM, REGULAR, SECONDARY, font, font_metrics, px, pxf, text_width
from daw.ui.quantity import split_unit
from daw.ui.theme import Theme
from daw.ui.widgets import accessible
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import LEFT, draw_text

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Label(Painted):
    """One line of text in a colour of the theme; shortened text shows whole in the tooltip.

    whole : never shortened: words of the program, which are short.  A name may be long, and shortens
    """

    accessible_role = QAccessible.Role.StaticText

    def __init__(
        self,
        text: str = "",
        *,
        size: float = BODY,
        weight: int = MEDIUM,
        ink: str = "text",
        align: Qt.AlignmentFlag = LEFT,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        accessible.install()
        self._size, self._weight, self._align, self._whole = size, weight, align, whole
        self.ink = ink
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def set_ink(self, ink: str) -> None:
        """Another colour of the theme, by name."""
        if ink != self.ink:
            self.ink = ink
            self.update()

    def tip(self) -> str:
        return self._text if text_width(self._text, self._size, self._weight) > self.width() + 0.5 else super().tip()

    def natural_size(self) -> tuple[int, int]:
        return math.ceil(text_width(self._text, self._size, self._weight)) + 1, math.ceil(font_metrics(self._size, self._weight).height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        hint.setWidth(hint.width() if self._whole else min(hint.width(), px(24)))
        return hint

    def paint(self, painter: QPainter, theme: Theme) -> None:
        draw_text(painter, QRectF(self.rect()), self._text, self._size, self._weight, getattr(theme, self.ink), self._align)


class Paragraph(Painted):
    """Text that wraps to the width it is given."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(
        self, text: str = "", *, size: float = BODY, weight: int = REGULAR, ink: str = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        accessible.install()
        self._text, self._size, self._weight, self.ink = text, size, weight, ink
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """What it says."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        room = font_metrics(self._size, self._weight).boundingRect(QRectF(0, 0, width, 10000), WRAP, self._text)
        return math.ceil(room.height())

    def natural_size(self) -> tuple[int, int]:
        width = min(px(320), math.ceil(text_width(self._text, self._size, self._weight)) + 2)
        return width, self.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()  # narrower than that it wraps: a layout asks for the height at no less than this width
        hint.setWidth(min(hint.width(), px(120)))
        return hint

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(font(self._size, self._weight))
        painter.setPen(getattr(theme, self.ink))
        painter.drawText(QRectF(self.rect()), WRAP, self._text)


class Reading(Painted):
    """A number to read from afar, with its unit small behind it: "−15.8 LUFS".  widest : the text room is kept for."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(
        self,
        name: str,
        *,
        size: float = 22,
        weight: int = MEDIUM,
        widest: str = "−00.0 LUFS",
        align_right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        accessible.install()
        self._size, self._weight, self._widest, self._align_right = size, weight, widest, align_right
        self._text = "−∞"
        self.ink = "text"
        self.setAccessibleName(name)

    def text(self) -> str:
        """What it shows."""
        return self._text

    def set_text(self, text: str, *, ink: str = "text") -> None:
        """Show a formatted value, in a colour of the theme."""
        if (text, ink) != (self._text, self.ink):
            self._text, self.ink = text, ink
            if self._width_of(text) > self.width():
                self.updateGeometry()
            self.update()

    def _width_of(self, text: str) -> float:
        number, unit = split_unit(text)
        return text_width(number, self._size, self._weight) + (pxf(6) + text_width(unit, SECONDARY, MEDIUM) if unit else 0.0)

    def natural_size(self) -> tuple[int, int]:
        return math.ceil(max(self._width_of(self._widest), self._width_of(self._text))) + 1, math.ceil(
            font_metrics(self._size, self._weight).height()
        )

    def paint(self, painter: QPainter, theme: Theme) -> None:
        number, unit = split_unit(self._text)
        x = self.width() - self._width_of(self._text) if self._align_right else 0.0
        metrics = font_metrics(self._size, self._weight)
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.setFont(font(self._size, self._weight))
        painter.setPen(getattr(theme, self.ink))
        painter.drawText(round(x), round(baseline), number)
        if unit:
            painter.setFont(font(SECONDARY, MEDIUM))
            painter.setPen(theme.text3)
            painter.drawText(round(x + metrics.horizontalAdvance(number) + pxf(6)), round(baseline), unit)
