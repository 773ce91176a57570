"""Which editor an effect gets: its own, or the one that fits all."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from daw.ui.editors.body import Body
from daw.ui.editors.dynamics.compressoreditor import CompressorEditor
from daw.ui.editors.dynamics.limitereditor import LimiterEditor
from daw.ui.editors.eq.eqeditor import EqEditor
from daw.ui.editors.genericeditor import GenericEditor
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.delayeditor import DelayEditor
from daw.ui.editors.space.pannereditor import PannerEditor
from daw.ui.editors.space.reverbeditor import ReverbEditor
from daw.ui.metrics import px
from daw.ui.widgets.label import Paragraph

BODIES: dict[str, Callable[[SlotLink], Body]] = {
    "daw.eq": EqEditor,
    "daw.compressor": CompressorEditor,
    "daw.limiter": LimiterEditor,
    "daw.reverb": ReverbEditor,
    "daw.delay": DelayEditor,
    "daw.panner": PannerEditor,
}


class Missing(Body):
    """Says that the effect is not there."""

    how = "The slot passes the sound through and keeps its settings."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        words = (
            f"There is no effect “{link.slot.effect}” here. Its file may be missing from the plugin folders. The sound passes unchanged."
        )
        column.addWidget(Paragraph(words))
        column.addStretch(1)


def make_body(link: SlotLink) -> Body:
    """The editor of a slot."""
    if link.effect is None:
        return Missing(link)
    return BODIES.get(link.effect.id, GenericEditor)(link)
