"""The mixer's page of the dock: the strips, and the loudness of the mix at the right."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from daw.ui.loudnesspanel import LoudnessPanel
from daw.ui.metrics import px
from daw.ui.mixer.mixer import Mixer
from daw.ui.mixer.stripplan import GAP
from daw.ui.studio import Studio
from daw.ui.widgets.ground import Ground

LEAST_WIDTH = 700  # with less there is no room for the loudness


class MixerPage(Ground):
    """mixer, loudness : its parts"""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("gutter", parent=parent)
        self.mixer = Mixer(studio)
        self.loudness = LoudnessPanel(studio)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(GAP))
        row.addWidget(self.mixer, 1)
        row.addWidget(self.loudness)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.loudness.setVisible(self.width() >= px(LEAST_WIDTH))
