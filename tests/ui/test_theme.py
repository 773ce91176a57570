"""The colours keep the contrast the specification promises; the tables here are those of the specification."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from daw.ui import theme
from daw.ui.theme import CONTRAST, DARK, LIGHT, THEMES, TRACK_COLORS, Theme, mix


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (color.redF(), color.greenF(), color.blueF())]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: QColor, b: QColor) -> float:
    """Contrast ratio, WCAG 2.2: 1 … 21."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("gutter", "canvas", "panel", "raised", "control")
TABLE = {
    ("dark", "text"): (16.2, 15.2, 14.0, 12.5, 10.9),
    ("dark", "text2"): (9.9, 9.3, 8.5, 7.7, 6.7),
    ("dark", "text3"): (6.4, 6.0, 5.5, 4.9, 4.3),
    ("dark", "accent"): (8.5, 8.0, 7.4, 6.6, 5.8),
    ("dark", "rec"): (6.3, 5.9, 5.5, 4.9, 4.3),
    ("light", "text3"): (4.0, 6.0, 5.4, 5.9, 4.5),
    ("light", "accent"): (3.7, 5.4, 4.9, 5.4, 4.1),
    ("light", "rec"): (3.7, 5.5, 4.9, None, None),
}
NOT_FOR_TEXT = {
    ("dark", "text3", "control"), ("dark", "rec", "control"), ("light", "text3", "gutter"), ("light", "accent", "gutter"),
    ("light", "accent", "control"), ("light", "rec", "gutter"), ("light", "rec", "raised"), ("light", "rec", "control"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "ink"), TABLE)
def test_contrasts_are_those_of_the_specification(name: str, ink: str) -> None:
    for ground, promised in zip(GROUNDS, TABLE[name, ink], strict=True):
        if promised is not None:
            assert contrast(getattr(THEMES[name], ink), getattr(THEMES[name], ground)) == pytest.approx(promised, abs=0.1)


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "rec"])
def test_text_has_4_5_to_1_wherever_it_may_stand(name: str, ink: str) -> None:
    for ground in GROUNDS:
        if (name, ink, ground) not in NOT_FOR_TEXT:
            assert contrast(getattr(THEMES[name], ink), getattr(THEMES[name], ground)) >= 4.5 - 0.05, (ink, ground)


@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "rec", "solo", "mute", "play"])
def test_high_contrast_text_has_7_to_1_everywhere(ink: str) -> None:
    for ground in (*GROUNDS, "field", "well", "hover", "canvas2"):
        assert contrast(getattr(CONTRAST, ink), getattr(CONTRAST, ground)) >= 7.0, (ink, ground)


@pytest.mark.parametrize(
    ("name", "figures"),
    [("dark", {"play": 9.3, "rec": 6.3, "mute": 7.8, "solo": 11.8, "accent": 8.5}),
     ("light", {"play": 6.3, "rec": 4.8, "mute": 6.1, "solo": 8.9, "accent": 5.8})],
)  # fmt: skip
def test_text_on_lit_buttons(name: str, figures: dict[str, float]) -> None:
    for state, promised in figures.items():
        used = THEMES[name]
        ink = used.on_accent if state == "accent" else used.on_lit
        assert contrast(ink, getattr(used, f"lit_{state}")) == pytest.approx(promised, abs=0.11), state


@pytest.mark.parametrize("used", [DARK, LIGHT, CONTRAST], ids=lambda used: used.name)
def test_a_border_that_alone_shows_a_control_has_3_to_1(used: Theme) -> None:
    assert contrast(used.border, used.panel) >= 3.0


@pytest.mark.parametrize("name", [name for name in TRACK_COLORS if name != "stone"])
def test_track_colours_show_on_the_canvas_and_carry_ink(name: str) -> None:
    color = DARK.track(name)
    assert contrast(color, DARK.canvas) >= 4.95
    assert contrast(DARK.ink, color) >= 5.3 - 0.05


@pytest.mark.parametrize("name", TRACK_COLORS)
def test_a_clip_is_readable(name: str) -> None:
    for used, wave, header in ((DARK, 4.4, 5.0), (LIGHT, 3.1, 7.2)):
        body = mix(used.canvas, used.track(name), 0.20)
        strip = mix(used.canvas, used.track(name), 0.44)
        assert contrast(mix(used.track(name), used.fg, used.wave_share), body) >= wave - 0.05
        assert contrast(used.fg, strip) >= header - 0.05


@pytest.mark.parametrize(("used", "least"), [(DARK, 4.9), (LIGHT, 3.8)], ids=["dark", "light"])
def test_the_meter_gradient_shows_on_its_well_and_rises_in_lightness(used: Theme, least: float) -> None:
    colors = [color for _, color in used.meter_stops]
    assert all(contrast(color, used.well) >= least - 0.05 for color in colors)
    assert [luminance(c) for c in colors[:3]] == sorted(luminance(c) for c in colors[:3])


def test_mix_goes_from_one_colour_to_the_other() -> None:
    black, white = QColor("#000000"), QColor("#FFFFFF")
    assert mix(black, white, 0.0) == black
    assert mix(black, white, 1.0) == white
    assert mix(black, white, 0.2).red() == 51


@pytest.mark.parametrize("used", [DARK, LIGHT], ids=lambda used: used.name)
def test_the_veil_on_the_panel_is_the_control_colour(used: Theme) -> None:
    veil = used.veil
    seen = mix(used.panel, QColor(veil.red(), veil.green(), veil.blue()), veil.alphaF())
    for part in ("red", "green", "blue"):
        assert abs(getattr(seen, part)() - getattr(used.control, part)()) <= 1


def test_every_colour_of_every_theme_is_a_colour() -> None:
    assert len(theme.color_names()) > 30
    for used in THEMES.values():
        for name in theme.color_names():
            assert getattr(used, name).isValid(), (used.name, name)


def test_an_unknown_track_colour_is_stone() -> None:
    assert DARK.track("sky-blue-pink") == DARK.track("stone")


class PaletteWatch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.events = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.events += event.type() == QEvent.Type.PaletteChange
        return False


def test_switching_tells_every_widget_and_the_signal(qtbot) -> None:
    theme.switch("dark")
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = PaletteWatch()
    widget.installEventFilter(watch)
    with qtbot.waitSignal(theme.changes.changed):
        theme.switch("light")
    assert theme.current() is LIGHT
    qtbot.waitUntil(lambda: watch.events > 0)
    theme.switch("dark")
    assert theme.current() is DARK
