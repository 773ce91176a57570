"""Where a clip is taken: pure geometry, in pixels at 100 % scale times `unit`."""

from typing import Literal, NamedTuple

Zone = Literal["header", "body", "trim-start", "trim-end", "fade-in", "fade-out", "curve-in", "curve-out", "gain"]

HEADER = 16.0
TRIM, NARROW_TRIM, NARROW = 8.0, 4.0, 28.0
FADE = 10.0
GAIN_WIDTH, GAIN_HEIGHT = 24.0, 6.0


class Outline(NamedTuple):
    """A block on the canvas.  fade_in, fade_out : widths of its fades in pixels"""

    left: float
    top: float
    width: float
    height: float
    fade_in: float = 0.0
    fade_out: float = 0.0

    @property
    def right(self) -> float:
        """The first pixel after it."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The first pixel below it."""
        return self.top + self.height


def header_height(height: float, unit: float = 1.0) -> float:
    """How high the strip with the name is in a clip of a height: low clips are all header."""
    return min(HEADER * unit, height)


def zone(outline: Outline, x: float, y: float, *, unit: float = 1.0, handles: bool = True) -> Zone | None:
    """What of a block is at a place; None outside.  handles : whether its fade and gain handles show"""
    left, top, width, height, fade_in, fade_out = outline
    if not (left <= x < left + width and top <= y < top + height):
        return None
    below = y - top
    header = header_height(height, unit)
    narrow = width < NARROW * unit
    if not narrow and handles and height >= 2 * HEADER * unit:
        if abs(x - (left + width / 2)) <= GAIN_WIDTH * unit / 2 and below < GAIN_HEIGHT * unit and fade_in + fade_out < width * 0.9:
            return "gain"
        if header <= below < header + FADE * unit:
            if abs(x - fade_place(outline, "in", unit)) <= FADE * unit / 2:
                return "fade-in"
            if abs(x - fade_place(outline, "out", unit)) <= FADE * unit / 2:
                return "fade-out"
    trim = (NARROW_TRIM if narrow else TRIM) * unit
    if x < left + trim:
        return "trim-start"
    if x >= left + width - trim:
        return "trim-end"
    if below < header:
        return "header"
    if handles and not narrow:
        if fade_in > 2 * FADE * unit and x < left + fade_in:
            return "curve-in"
        if fade_out > 2 * FADE * unit and x > left + width - fade_out:
            return "curve-out"
    return "body"


def fade_place(outline: Outline, which: Literal["in", "out"], unit: float = 1.0) -> float:
    """Where the dot of a fade stands: at its end, but always inside the clip."""
    half = FADE * unit / 2
    if which == "in":
        return min(max(outline.left + outline.fade_in, outline.left + half), outline.right - half)
    return max(min(outline.right - outline.fade_out, outline.right - half), outline.left + half)


def name_place(left: float, right: float, width: float, edge: float, margin: float) -> float | None:
    """Where the name of a clip begins: at its left end, or at the edge of the canvas while that is inside it; None: no room.

    width : of the text, in pixels.  edge : x of the left edge of the canvas
    """
    begin = max(left, edge) + margin
    if right - begin < min(width, 3 * margin):
        return None
    return begin
