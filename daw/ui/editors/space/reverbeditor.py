"""The editor of the reverb: its decay to look at and to drag, and every number below."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from daw.ui.editors.body import Body
from daw.ui.editors.controls import Shelf, knob, segments, switch
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.decaypicture import DecayPicture
from daw.ui.metrics import px

KNOBS = (
    ("size", "Size"), ("decay_s", "Decay"), ("predelay_ms", "Pre-delay"), ("early", "Early"), ("damping", "Damping"),
    ("damping_hz", "Damp from"), ("modulation", "Movement"), ("low_cut_hz", "Low cut"), ("high_cut_hz", "High cut"), ("width", "Width"),
    ("duck_db", "Duck"), ("mix", "Mix"),
)  # fmt: skip


class ReverbEditor(Body):
    """Everything of the reverb."""

    how = "Drag the end of a tail for decay and damping, the gap for pre-delay. Tab goes through the handles, arrows move them."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.picture = DecayPicture(link)
        self.kind = segments(link, "type")
        self.freeze = switch(link, "freeze", "Freeze")
        self.knobs = {name: knob(link, name, words) for name, words in KNOBS}
        top = QHBoxLayout()
        top.setSpacing(px(16))
        self.kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top.addWidget(self.kind)
        top.addWidget(self.freeze)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(8), px(12), px(8))
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.picture, 1)
        column.addWidget(Shelf(list(self.knobs.values())))
