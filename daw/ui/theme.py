"""The colours of the window: dark, light and high contrast, each one frozen record.

A colour of a theme is never changed in place.  Painting code asks `current()` once per paint and mixes through `mix`, which caches.
"""

import dataclasses
import functools
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPalette, QPen
from PySide6.QtWidgets import QApplication

# In order of assignment; the last is for returns and the master.
TRACK_COLORS = {
    "rose": "#EA5060",
    "aqua": "#56D6E3",
    "copper": "#DB7B2E",
    "lilac": "#BF9DF5",
    "jade": "#1DAA7A",
    "straw": "#E7CD60",
    "orchid": "#CD71A6",
    "azure": "#5581F2",
    "stone": "#A3ACB6",
}
# Place on the meter's scale (0 … 1) and colour there; the gradient belongs to the scale, not to the bar.
METER_STOPS = ((0.0, "#1E8F86"), (0.62, "#3CCB8F"), (0.80, "#C9D65A"), (0.91, "#F4B63F"), (1.0, "#FF6B4A"))


@dataclass(frozen=True)
class Theme:
    """Named colours.  `lit_*` fill a pressed button, `on_lit` and `on_accent` are the text on them."""

    name: str
    dark: bool
    borders: bool  # every control gets an outline (high contrast)
    gutter: QColor  # behind everything; sunken parts
    canvas: QColor
    canvas2: QColor  # every second stripe of the canvas
    panel: QColor
    raised: QColor
    control: QColor
    hover: QColor
    line: QColor  # between panels
    edge: QColor  # decorative separators
    border: QColor  # where a border alone shows the control
    field: QColor  # number and text fields
    well: QColor  # meters
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    play: QColor
    rec: QColor
    solo: QColor
    mute: QColor
    ink: QColor  # text on lit fills
    fg: QColor  # playhead, handles
    shade: QColor  # fades
    lit_play: QColor
    lit_rec: QColor
    lit_solo: QColor
    lit_mute: QColor
    lit_accent: QColor
    on_accent: QColor  # text on lit_accent
    cap_top: QColor  # a fader's cap, from its top …
    cap_bottom: QColor  # … to its bottom
    cap_shadow: QColor
    wave_share: float  # how far a clip's wave goes from the track's colour to fg
    core_share: float  # the same for the RMS core
    tracks: dict[str, QColor] = dataclasses.field(default_factory=lambda: {name: QColor(code) for name, code in TRACK_COLORS.items()})
    meter_stops: tuple[tuple[float, QColor], ...] = tuple((at, QColor(code)) for at, code in METER_STOPS)

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def on_lit(self) -> QColor:
        """Text and icons on every lit fill but accent."""
        return self.ink

    def track(self, name: str) -> QColor:
        """A track's colour by its name in the palette; an unknown name is stone."""
        return self.tracks.get(name) or self.tracks["stone"]

    def track_ink(self, name: str) -> QColor:
        """A track's colour as a thin line, icon or arc: drawn towards the foreground so that it shows on every ground."""
        return mix(self.track(name), self.fg, 0.22 if self.dark else 0.38)

    @property
    def veil(self) -> QColor:
        """`control` as a veil: equal to it on the panel and still visible on any other ground."""
        return _veil(self)


def mix(a: QColor, b: QColor, share: float) -> QColor:
    """The colour `share` (0 … 1) of the way from `a` to `b`, opaque.  The result is shared: do not change it."""
    return _mixed(a.rgb(), b.rgb(), share)


@functools.lru_cache(maxsize=4096)
def _mixed(a: int, b: int, share: float) -> QColor:
    channels = [round(((a >> shift) & 255) * (1.0 - share) + ((b >> shift) & 255) * share) for shift in (16, 8, 0)]
    return QColor(*channels)


def alpha(color: QColor, share: float) -> QColor:
    """`color` with an opacity of `share` (0 … 1).  The result is shared: do not change it."""
    return _faded(color.rgb(), share)


@functools.lru_cache(maxsize=4096)
def _faded(rgb: int, share: float) -> QColor:
    color = QColor(rgb)
    color.setAlphaF(share)
    return color


@functools.lru_cache(maxsize=8)
def _veil(theme: Theme) -> QColor:
    share = 0.12 if theme.dark else 0.15
    ground, wanted = theme.panel, theme.control
    pairs = ((ground.red(), wanted.red()), (ground.green(), wanted.green()), (ground.blue(), wanted.blue()))
    color = QColor(*(max(0, min(255, round(low + (high - low) / share))) for low, high in pairs))
    color.setAlphaF(share)
    return color


def pen(color: QColor, width: float = 1.0) -> QPen:
    """A solid pen with round caps and joins, made once per colour and width (in device-independent pixels)."""
    return _pen(color.rgba(), width)


@functools.lru_cache(maxsize=2048)
def _pen(rgba: int, width: float) -> QPen:
    return QPen(QBrush(QColor.fromRgba(rgba)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _theme(name: str, *, dark: bool, borders: bool = False, **codes: str | float) -> Theme:
    shares = {key: value for key, value in codes.items() if isinstance(value, float)}
    colors = {key: QColor(value) for key, value in codes.items() if isinstance(value, str)}
    return Theme(name=name, dark=dark, borders=borders, **shares, **colors)  # type: ignore[arg-type]


DARK = _theme(
    "dark", dark=True,
    gutter="#0D0F12", canvas="#14171B", canvas2="#171B20", panel="#1B1F24", raised="#23282E", control="#2C323A", hover="#363D46",
    line="#0A0B0D", edge="#2A3037", border="#66717D", field="#0D0F12", well="#0D0F12", text="#E9ECEF", text2="#B3BBC4", text3="#8C96A1",
    accent="#5CB3FF", play="#3CCB8F", rec="#FF5C57", solo="#F4C542", mute="#F28C3A", ink="#0D0F12", fg="#FFFFFF", shade="#000000",
    lit_play="#3CCB8F", lit_rec="#FF5C57", lit_solo="#F4C542", lit_mute="#F28C3A", lit_accent="#5CB3FF", on_accent="#0D0F12",
    cap_top="#5A626C", cap_bottom="#363C44", cap_shadow="#000000", wave_share=0.10, core_share=0.42,
)  # fmt: skip
LIGHT = _theme(
    "light", dark=False,
    gutter="#C9CED4", canvas="#F6F7F9", canvas2="#EFF1F4", panel="#E9ECEF", raised="#F4F6F8", control="#D3D9DF", hover="#BFC7CF",
    line="#AEB6BF", edge="#CBD1D8", border="#66717D", field="#FFFFFF", well="#22272D", text="#171A1E", text2="#434C56", text3="#56606B",
    accent="#0B63C5", play="#0B7A4E", rec="#C4211C", solo="#7A5A00", mute="#A34700", ink="#0D0F12", fg="#101317", shade="#FFFFFF",
    lit_play="#1FA873", lit_rec="#E5443F", lit_solo="#E0A800", lit_mute="#DE7420", lit_accent="#0B63C5", on_accent="#FFFFFF",
    cap_top="#FFFFFF", cap_bottom="#D3D9DF", cap_shadow="#101317", wave_share=0.38, core_share=0.62,
)  # fmt: skip
CONTRAST = _theme(
    "contrast", dark=True, borders=True,
    gutter="#000000", canvas="#000000", canvas2="#08090A", panel="#0A0C0E", raised="#121518", control="#1C2126", hover="#272D34",
    line="#66717D", edge="#66717D", border="#C3CAD2", field="#000000", well="#000000", text="#FFFFFF", text2="#E9ECEF", text3="#CBD1D8",
    accent="#8CCBFF", play="#57E0A6", rec="#FFA29E", solo="#FFD75E", mute="#FFB067", ink="#000000", fg="#FFFFFF", shade="#000000",
    lit_play="#57E0A6", lit_rec="#FFA29E", lit_solo="#FFD75E", lit_mute="#FFB067", lit_accent="#8CCBFF", on_accent="#000000",
    cap_top="#8C96A1", cap_bottom="#66717D", cap_shadow="#000000", wave_share=0.20, core_share=0.55,
)  # fmt: skip
THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}


class Changes(QObject):
    """Says that the theme is another one; widgets hear it as `QEvent.PaletteChange`, caches (tiles, pictures) connect here."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = DARK


changes = Changes()


def current() -> Theme:
    """The theme in use."""
    return changes.theme


def switch(name: str) -> Theme:
    """Use another theme ("dark", "light", "contrast"): the application's palette follows, so every widget repaints."""
    changes.theme = THEMES[name]
    if QApplication.instance() is not None:
        QApplication.setPalette(palette(changes.theme))
    changes.changed.emit()
    return changes.theme


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme, for the stock widgets (menus, text fields, lists)."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.panel, role.WindowText: theme.text, role.Base: theme.field, role.AlternateBase: theme.canvas2,
        role.Text: theme.text, role.Button: theme.control, role.ButtonText: theme.text, role.BrightText: theme.fg,
        role.Highlight: theme.lit_accent, role.HighlightedText: theme.on_accent, role.PlaceholderText: theme.text3,
        role.ToolTipBase: theme.raised, role.ToolTipText: theme.text, role.Link: theme.accent, role.LinkVisited: theme.accent,
        role.Light: theme.hover, role.Midlight: theme.edge, role.Mid: theme.edge, role.Dark: theme.line, role.Shadow: theme.line,
    }  # fmt: skip
    result = QPalette()
    for key, color in colors.items():
        result.setColor(key, color)
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, theme.text3)
    return result


def color_names() -> list[str]:
    """The names of all single colours of a theme."""
    return [item.name for item in dataclasses.fields(Theme) if item.type in (QColor, "QColor")]
