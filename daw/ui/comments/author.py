"""Who comments: the name they are signed with, and the colour and letters by which they are told apart."""

import contextlib
import getpass
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from daw.model.comment import initials
from daw.model.session import Session
from daw.ui.metrics import BOLD, MARKS, px, pxf
from daw.ui.theme import Theme, pen
from daw.ui.widgets.shapes import CENTER, NO_PEN, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.ui.studio import Studio

PIN_WIDTH, PIN_HEIGHT, ARROW = 20, 13, 4
COLORS = ("jade", "lilac", "copper", "aqua", "orchid", "azure", "rose")  # in order of the authors' first comments; yellow is the markers'


def system_name() -> str:
    """The full name of the person at this computer, or what they are logged in as, or nothing."""
    with contextlib.suppress(ImportError, KeyError, OSError):
        import pwd

        full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
        if full:
            return full
    with contextlib.suppress(KeyError, OSError, ImportError):
        return getpass.getuser()
    return ""


def signature(studio: "Studio") -> str:
    """The name new comments are signed with."""
    return studio.preferences.author or system_name()


def color_of(session: Session, author: str) -> str:
    """The palette's name of an author's colour in this song."""
    first: dict[str, int] = {}
    for one in session.comments:
        number = int("".join(letter for letter in one.id if letter.isdigit()) or 0)
        first[one.author] = min(first.get(one.author, number), number)
    order = sorted(first, key=lambda name: first[name])
    return COLORS[order.index(author) % len(COLORS)] if author in order else COLORS[len(order) % len(COLORS)]


def paint_pin(
    painter: QPainter, place: QRectF, author: str, color: QColor, theme: Theme, *, solved: bool = False, arrow: bool = True
) -> None:
    """A pin with letters, an arrow to its moment below; open ones are solid, solved ones outlined."""
    foot = place.bottom()
    x = place.center().x()
    tip = QPolygonF([QPointF(x - pxf(ARROW), foot - 0.5), QPointF(x, foot + pxf(ARROW)), QPointF(x + pxf(ARROW), foot - 0.5)])
    ink = theme.ink
    if solved:
        ink = color if theme.dark else theme.text2
        fill_rounded(painter, place, 4, theme.panel, ink)
        painter.setPen(pen(ink, pxf(1)))
        painter.setBrush(theme.panel)
        if arrow:
            painter.drawPolyline(tip)
    else:
        fill_rounded(painter, place, 4, color, None if theme.dark else theme.text3)
        painter.setPen(NO_PEN)
        painter.setBrush(color)
        if arrow:
            painter.drawPolygon(tip)
    draw_text(painter, place, initials(author), MARKS - 1, BOLD, ink, CENTER)


def pin_size() -> tuple[int, int]:
    """Width and height of a pin in pixels."""
    return px(PIN_WIDTH), px(PIN_HEIGHT)
