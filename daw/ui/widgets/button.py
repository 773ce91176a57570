"""Push buttons: with words, with an icon, or both; raised, flat, coloured, or lit while something is on."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, BOLD, MARKS, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, CARD_RADIUS, CENTER, LEFT, draw_text, fill_rounded, paint_face, paint_lit

Face = Literal["raised", "flat", "accent", "rec", "link"]
Lit = Literal["hover", "outline", "play", "rec", "accent", "tint"]


@dataclass(frozen=True)
class Look:
    """face : at rest.  lit : when it is on ("outline" an accent line, "tint" an accent icon).  width : 0 fits the words.
    icon_size, font_size : at 100 % scale.  ink : colour name of the icon at rest
    """

    face: Face = "raised"
    lit: Lit = "hover"
    width: int = 0
    height: int = 28
    icon_size: int = 16
    font_size: float = BODY
    ink: str = "text2"


RAISED = Look()
TOOL = Look("flat", "hover", 32, 32)  # the tools of the transport
RAIL = Look("flat", "tint", 36, 36)
TRANSPORT = Look("raised", "outline", 36, 32)
PLAY = Look("raised", "play", 44, 32)
RECORD = Look("raised", "rec", 44, 32, ink="rec")
SMALL = Look("flat", "tint", 24, 24)
PRIMARY = Look("accent", height=32)
DANGER = Look("rec", height=32)
LINK = Look("link", height=20)


class Button(Pressable):
    """words : on it; without them its name, or only the icon where the look has a fixed width

    `set_lit` shows it on; `set_badge` puts a count in its corner; `set_caption` replaces the icon by a few letters."""

    def __init__(
        self,
        name: str,
        *,
        icon: str = "",
        look: Look = RAISED,
        words: str | None = None,
        help: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, help=help, key=key, parent=parent)
        self.icon, self.look = icon, look
        self.words = words if words is not None else "" if icon and look.width else name
        self.caption = ""
        self.badge = 0
        if look.width == 0:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_lit(self, lit: bool) -> None:  # noqa: FBT001  a setter
        """Show it on or off."""
        if lit != self.is_on:
            self.is_on = lit
            self.update()

    def set_icon(self, icon: str) -> None:
        """Another icon."""
        self.icon = icon
        self.update()

    def set_words(self, words: str) -> None:
        """Other words."""
        self.words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def set_caption(self, caption: str) -> None:
        """Letters in place of the icon; none brings it back."""
        self.caption = caption
        self.update()

    def set_badge(self, count: int) -> None:
        """A count in the corner; 0 is none."""
        self.badge = count
        self.setAccessibleDescription(f"{self.help} {count} open.".strip() if count else self.help)
        self.update()

    def natural_size(self) -> tuple[int, int]:
        width = px(self.look.width)
        if self.words:
            content = text_width(self.words, self.look.font_size, SEMIBOLD) + (px(self.look.icon_size + 8) if self.icon else 0)
            width = max(width, round(content) + px(4 if self.look.face == "link" else 24))
        return width or px(self.look.height), px(self.look.height)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        ink = self._paint_ground(painter, theme, rect)
        size, wide = pxf(self.look.icon_size), text_width(self.words, self.look.font_size, SEMIBOLD) if self.words else 0.0
        if self.caption:
            draw_text(painter, rect, self.caption, self.look.font_size + 3, BOLD, ink, CENTER)
        elif self.icon and self.words:
            x = rect.center().x() - (size + pxf(6) + wide) / 2
            paint_icon(painter, self.icon, QRectF(x, rect.center().y() - size / 2, size, size), ink)
            draw_text(painter, QRectF(x + size + pxf(6), 0, wide + 1, rect.height()), self.words, self.look.font_size, SEMIBOLD, ink, LEFT)
        elif self.icon:
            paint_icon(painter, self.icon, QRectF(rect.center().x() - size / 2, rect.center().y() - size / 2, size, size), ink)
        else:
            draw_text(painter, rect, self.words, self.look.font_size, SEMIBOLD, ink, CENTER)
        if self.badge:
            self._paint_badge(painter, theme, rect)

    def _paint_ground(self, painter: QPainter, theme: Theme, rect: QRectF) -> QColor:
        """Draw the face; the colour of what stands on it."""
        face, lit = self.look.face, self.look.lit
        if self.is_on and lit in ("play", "rec", "accent"):
            paint_lit(painter, rect, theme, getattr(theme, f"lit_{lit}"))
            return theme.on_accent if lit == "accent" else theme.on_lit
        if face in ("accent", "rec"):
            fill = getattr(theme, f"lit_{face}")
            paint_lit(painter, rect, theme, fill.lighter(108) if self.hovered else fill, CARD_RADIUS)
            return theme.on_accent if face == "accent" else theme.on_lit
        if face == "link":
            return theme.text if self.hovered else theme.accent
        if self.is_on and lit == "hover":
            fill_rounded(painter, rect, BUTTON_RADIUS, theme.hover, theme.border if theme.borders else None)
            return theme.text
        if face == "raised":
            paint_face(painter, rect, theme, hovered=self.hovered, pressed=self.is_down)
        elif self.hovered or self.is_down:
            fill_rounded(painter, rect, BUTTON_RADIUS, theme.veil)
        if self.is_on:
            if lit == "outline":
                fill_rounded(painter, rect, BUTTON_RADIUS, None, theme.accent)
            return theme.accent
        return getattr(theme, self.look.ink) if self.icon and not self.words else theme.text

    def _paint_badge(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        side = px(14)
        words = str(self.badge) if self.badge < 100 else "99"
        width = max(side, round(text_width(words, MARKS, BOLD)) + px(6))
        place = QRectF(rect.right() - width - px(2), rect.top() + px(2), width, side)
        fill_rounded(painter, place, 7, theme.lit_accent)
        draw_text(painter, place, words, MARKS, BOLD, theme.on_accent, CENTER)
