"""Every icon is a path inside its box that shows in the colour asked for."""

import pytest
from PySide6.QtGui import QColor

from daw.ui import icons
from daw.ui.icons import ICONS, outline, pixmap


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_fills_its_box_and_stays_inside(name: str) -> None:
    stroked, filled = (outline(text) for text in ICONS[name])
    box = stroked.boundingRect().united(filled.boundingRect())
    assert box.left() >= 0.75
    assert box.top() >= 0.75
    assert box.right() <= 15.25
    assert box.bottom() <= 15.25
    assert max(box.width(), box.height()) >= 8.0


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp, name: str) -> None:
    picture = pixmap(name, QColor("#FF0000"), 32).toImage()
    inked = [
        picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()) if picture.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    assert all(color.red() > 200 and color.green() < 8 and color.blue() < 8 for color in inked)


def test_an_icon_is_sharp_on_a_screen_with_two_pixels_per_point(qapp) -> None:
    assert pixmap("mic", QColor("#FFFFFF"), 16, 2.0).size().width() == 32
    assert {size.width() for size in icons.icon("mic", QColor("#FFFFFF")).availableSizes()} >= {16}


def test_the_notation_refuses_an_unknown_sign() -> None:
    with pytest.raises(ValueError, match="No such sign"):
        outline("X 1 2")
