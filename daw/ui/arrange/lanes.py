"""The kinds of rows that stand under tracks."""

from typing import TYPE_CHECKING

from daw.ui.arrange.automationlanes import AutomationPart
from daw.ui.arrange.rowpart import RowPart, Surface
from daw.ui.arrange.takelanes import TakePart

if TYPE_CHECKING:
    from daw.ui.studio import Studio


def parts(studio: "Studio", surface: Surface) -> dict[str, RowPart]:
    """A part for each kind."""
    return {part.kind: part for part in (TakePart(studio, surface), AutomationPart(studio, surface))}
