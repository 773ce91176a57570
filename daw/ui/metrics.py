"""Sizes and fonts of the window: `px` is the only way from a number of the specification to pixels.

The scale (80 … 200 %) is the person's preference and comes on top of the system's own scaling.  A new scale reaches every widget as
`QEvent.FontChange`, and everything else through `changes.changed`.
"""

import functools

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from daw.resources import assets_folder

LOWEST_SCALE, HIGHEST_SCALE = 80, 200  # percent
BODY, SECONDARY, MARKS, TITLE = 12, 11, 10, 14  # font sizes
REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700  # font weights


class Changes(QObject):
    """Holds the scale and says that it is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.percent = 100
        self.factor = 1.0


changes = Changes()


def px(n: float) -> int:
    """Whole pixels for a length of the specification at the present scale; never 0 for a length above 0."""
    if n <= 0:
        return round(n * changes.factor)
    return max(1, round(n * changes.factor))


def pxf(n: float) -> float:
    """The same without rounding, for strokes, radii and curves."""
    return n * changes.factor


def scale() -> int:
    """The scale in percent."""
    return changes.percent


def set_scale(percent: int) -> None:
    """Choose the scale in percent, 80 … 200; every widget hears of it."""
    changes.percent = max(LOWEST_SCALE, min(HIGHEST_SCALE, percent))
    changes.factor = changes.percent / 100.0
    for cache in (font, font_metrics, text_width, elided):
        cache.cache_clear()
    if QApplication.instance() is not None:
        QApplication.setFont(font(BODY))
    changes.changed.emit()


@functools.cache
def family() -> str:
    """The family of the program's font: the bundled Inter, or the system's own where the files are missing."""
    for path in sorted((assets_folder() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))
    return (
        "Inter"
        if "Inter" in QFontDatabase.families()
        else QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).family()
    )


@functools.cache
def font(size: float, weight: int = REGULAR) -> QFont:
    """The font of a size (at 100 %) and weight, with figures of equal width.  It is shared: do not change it."""
    result = QFont(family())
    result.setPixelSize(px(size))
    result.setWeight(QFont.Weight(weight))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


@functools.cache
def font_metrics(size: float, weight: int = REGULAR) -> QFontMetricsF:
    """The measures of `font(size, weight)`, in pixels."""
    return QFontMetricsF(font(size, weight))


@functools.lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: int = REGULAR) -> float:
    """Width of a text in pixels."""
    return font_metrics(size, weight).horizontalAdvance(text)


@functools.lru_cache(maxsize=4096)
def elided(text: str, size: float, weight: int, width: float) -> str:
    """A text, shortened with … where it is wider than so many pixels."""
    if text_width(text, size, weight) <= width + 0.5:
        return text
    return font_metrics(size, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)
