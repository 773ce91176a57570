"""Where the parts of a strip lie, the same for all strips of a mixer, so that faders stand in one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QRect

Width = Literal["narrow", "normal", "wide"]

WIDTHS = {"narrow": 60, "normal": 88, "wide": 128}
LEAST_NORMAL = 78  # of a normal strip, where that makes all of them fit
MASTER_WIDTH, NARROW_MASTER_WIDTH = 104, 88
PARTS = ("inputs", "inserts", "sends")
ROW, INSERT_PITCH, SEND, SEND_PITCH = 18, 20, 16, 18
VISIBLE_INSERTS, MOST_SENDS = 3, 4
FIELD, TOGGLE, PLATE, VALUES, PAN = 20, 20, 24, 14, 26
COLOR, GAP = 3, 6
LEAST_FADER = 72
FADER_WIDTH, METER_SCALE, METER, REDUCTION = 30, 22, 16, 4


@dataclass(frozen=True)
class Looks:
    """What of the strips is shown.  send_rows : places for sends in every strip"""

    width: Width = "normal"
    inputs: bool = True
    inserts: bool = True
    sends: bool = True
    send_rows: int = 2


@dataclass
class Plan:
    """Rectangles by the name of the part; a part that is not there has none."""

    rects: dict[str, QRect] = field(default_factory=dict)

    def __getitem__(self, name: str) -> QRect:
        return self.rects.get(name, QRect())

    def __contains__(self, name: str) -> bool:
        return name in self.rects


def strip_width(looks: Looks, *, is_master: bool) -> int:
    """The width of a strip at 100 % scale, with the line at its right."""
    if is_master:
        return NARROW_MASTER_WIDTH if looks.width == "narrow" else max(MASTER_WIDTH, WIDTHS[looks.width])
    return WIDTHS[looks.width]


def fitting_width(looks: Looks, counts: Sequence[int], room: int, px: Callable[[float], int]) -> int:
    """The width of a strip in pixels: a little less than usual where all groups of so many fit beside each other then."""
    usual, groups = px(strip_width(looks, is_master=False)), [count for count in counts if count]
    fitting = (room - px(GAP) * (len(groups) - 1)) // max(sum(groups), 1) if groups else usual
    return fitting if looks.width == "normal" and px(LEAST_NORMAL) <= fitting < usual else usual


def plan(looks: Looks, size: tuple[int, int], px: Callable[[float], int]) -> Plan:
    """The parts of a strip of some width and height in pixels; where there is no room, sends go first, then inserts, then inputs."""
    width, height = size
    shown = _fitting(looks, height, px)
    made = Plan()
    margin = px(3 if looks.width == "narrow" else GAP)
    inside = width - 2 * margin + px(1)
    y = px(COLOR + GAP)
    if "inputs" in shown:
        hear = px(20 if looks.width == "narrow" else 21)
        made.rects["hear"] = QRect(margin + inside - hear, y, hear, px(FIELD))
        made.rects["input"] = QRect(margin, y, inside - hear - px(2 if looks.width == "narrow" else 3), px(FIELD))
        made.rects["output"] = QRect(margin, y, inside, px(FIELD))
        y += px(FIELD + GAP)
    if "inserts" in shown:
        made.rects["inserts"] = QRect(margin, y, inside, px(VISIBLE_INSERTS * INSERT_PITCH - 2))
        y += px(VISIBLE_INSERTS * INSERT_PITCH - 2 + GAP)
    if "sends" in shown:
        rows = _send_rows(looks)
        made.rects["sends"] = QRect(margin, y, inside, px(rows * SEND_PITCH - 2))
        y += px(rows * SEND_PITCH - 2 + GAP)
    _lower(made, looks, QRect(margin, y, inside, height - y), px)
    return made


def _lower(made: Plan, looks: Looks, room: QRect, px: Callable[[float], int]) -> None:
    """Pan, numbers, fader and meter, buttons and name: from the bottom up."""
    x, width = room.x(), room.width()
    y = room.y()
    made.rects["pan"] = QRect(x, y, width, px(PAN))
    y += px(PAN + 2)
    narrow = looks.width == "narrow"
    half = width // 2
    if narrow:
        made.rects["peak"] = QRect(x + px(25), made.rects["pan"].y(), width - px(25), px(PAN))
        made.rects["value"] = QRect(x, y, width, px(VALUES))
    else:
        made.rects["value"] = QRect(x - px(4), y, half + px(2), px(VALUES))
        made.rects["peak"] = QRect(x + half - px(2), y, width - half + px(4), px(VALUES))
    y += px(VALUES)
    plate = room.bottom() + 1 - px(PLATE)
    buttons = plate - px(GAP) - px(TOGGLE)
    made.rects["plate"] = QRect(0, plate, width + 2 * x - 2 * px(1), px(PLATE))
    made.rects["buttons"] = QRect(x, buttons, width, px(TOGGLE))
    bottom = buttons + px(4)  # the cap at the very bottom reaches to the buttons, which lie over it
    meter_top, meter_bottom = y + px(3), buttons - px(5)
    beside = px(0 if narrow else METER_SCALE) + px(METER + 2 + REDUCTION)
    reduction = x + width - px(REDUCTION) + (0 if narrow else px(1))
    meter = reduction - px(2) - px(METER)
    spare = max(0, (width - px(FADER_WIDTH) - beside + px(METER_SCALE - 8 if not narrow else 0)) // 3)
    if looks.width == "wide" or width > px(80):
        reduction, meter = reduction - spare // 2, meter - spare // 2
    made.rects["fader"] = QRect(
        x + (spare // 2 if width > px(80) else 0) + (0 if narrow else px(3)), y - px(6), px(FADER_WIDTH), bottom - y + px(6)
    )
    made.rects["meter"] = QRect(
        meter - px(0 if narrow else METER_SCALE), meter_top, px(METER + (0 if narrow else METER_SCALE)), meter_bottom - meter_top
    )
    made.rects["reduction"] = QRect(reduction, meter_top + px(6), px(REDUCTION), meter_bottom - meter_top - px(6))


def _send_rows(looks: Looks) -> int:
    return min(max(looks.send_rows, 1), MOST_SENDS)


def _fitting(looks: Looks, height: int, px: Callable[[float], int]) -> set[str]:
    """The parts there is room for."""
    wanted = [part for part in PARTS if getattr(looks, part)]
    heights = {
        "inputs": px(FIELD + GAP),
        "inserts": px(VISIBLE_INSERTS * INSERT_PITCH - 2 + GAP),
        "sends": px(_send_rows(looks) * SEND_PITCH - 2 + GAP),
    }
    least = px(COLOR + GAP + PAN + 2 + VALUES + LEAST_FADER + TOGGLE + GAP + PLATE)
    while wanted and least + sum(heights[part] for part in wanted) > height:
        wanted.pop()
    return set(wanted)
