"""The editor of the reverb: its decay to look at and to drag, and every number below."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from daw.ui.editors.body import Body
from daw.ui.editors.controls import Shelf, knob, menu, segments, switch
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.cutcurve import CutCurve
from daw.ui.editors.space.decaypicture import DecayPicture
from daw.ui.editors.space.mixlock import MixLock
from daw.ui.metrics import SECONDARY, px
from daw.ui.widgets.label import Label

KNOBS = (
    ("size", "Size"), ("decay_s", "Decay"), ("predelay_ms", "Pre-delay"), ("early", "Early"), ("bass", "Bass"), ("damping", "Damping"),
    ("damping_hz", "Damp from"), ("modulation", "Movement"), ("low_cut_hz", "Low cut"), ("high_cut_hz", "High cut"), ("width", "Width"),
    ("duck_db", "Duck"), ("mix", "Mix"),
)  # fmt: skip


class ReverbEditor(Body):
    """Everything of the reverb."""

    how = "Drag the end of a tail for decay, bass and damping, the gap for pre-delay. Tab goes through the handles, arrows move them."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.picture = DecayPicture(link)
        self.kind = segments(link, "type")
        self.freeze = switch(link, "freeze", "Freeze")
        self.note = menu(link, "predelay_note", "Pre-delay", width=92)
        self.knobs = {name: knob(link, name, words) for name, words in KNOBS}
        self.lock = MixLock(link, self.knobs["mix"])
        self.cuts = CutCurve(link, "Low cut and high cut")
        top = QHBoxLayout()
        top.setSpacing(px(16))
        self.kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top.addWidget(self.kind)
        top.addWidget(self.freeze)
        self.freeze.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top.addStretch(1)
        top.addWidget(self.lock)
        top.addWidget(Label("Pre-delay", size=SECONDARY, ink="text3"))
        top.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(8), px(12), px(8))
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.picture, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(px(14))
        bottom.addWidget(Shelf(list(self.knobs.values())), 1)
        bottom.addWidget(self.cuts)
        column.addLayout(bottom)
        link.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the slot as it is."""
        self.knobs["predelay_ms"].setEnabled(self.link.choice("predelay_note") == 0)

    def end(self) -> None:
        self.lock.end()
