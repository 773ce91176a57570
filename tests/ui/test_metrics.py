"""Sizes and fonts follow the scale."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from daw.ui import metrics
from daw.ui.metrics import font, font_metrics, px, pxf, set_scale, text_width


@pytest.fixture(autouse=True)
def _scale(qapp):
    set_scale(100)
    yield
    set_scale(100)


@pytest.mark.parametrize(("percent", "pixels"), [(80, 10), (100, 12), (150, 18), (200, 24)])
def test_a_length_is_multiplied_by_the_scale(percent: int, pixels: int) -> None:
    set_scale(percent)
    assert px(12) == pixels
    assert pxf(12.0) == pytest.approx(12.0 * percent / 100.0)


def test_a_line_never_vanishes() -> None:
    set_scale(80)
    assert px(0.4) == 1
    assert px(0) == 0


def test_the_scale_stays_within_its_limits() -> None:
    set_scale(20)
    assert metrics.scale() == 80
    set_scale(900)
    assert metrics.scale() == 200


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_figures_have_equal_width(weight: int) -> None:
    widths = {text_width(figure * 8, 20, weight) for figure in "0123456789"}
    assert max(widths) - min(widths) <= 8 / 32  # the font engine counts in 1/64 px


def test_the_bundled_font_is_used_in_all_weights() -> None:
    assert metrics.family() == "Inter"
    widths = [text_width("Lead Vocal", 40, weight) for weight in (400, 500, 600, 700)]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_fonts_are_made_once_and_follow_the_scale() -> None:
    assert font(12, 500) is font(12, 500)
    before = font_metrics(12).height()
    set_scale(200)
    assert font(12).pixelSize() == 24
    assert font_metrics(12).height() == pytest.approx(2 * before, rel=0.05)


def test_a_new_scale_reaches_every_widget(qtbot) -> None:
    class Watch(QWidget):
        seen = 0

        def changeEvent(self, event: QEvent) -> None:
            self.seen += event.type() == QEvent.Type.FontChange

    watch = Watch()
    qtbot.addWidget(watch)
    with qtbot.waitSignal(metrics.changes.changed):
        set_scale(150)
    qtbot.waitUntil(lambda: watch.seen > 0)
