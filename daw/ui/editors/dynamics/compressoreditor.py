"""The editor of the compressor: its curve, the last five seconds, and every number below."""

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from daw.model import edits
from daw.ui.editors.body import Body
from daw.ui.editors.controls import Shelf, knob, segments, switch
from daw.ui.editors.dynamics.history import INSET, History, HistoryPicture
from daw.ui.editors.dynamics.transfer import LOW_DB, TransferCurve
from daw.ui.editors.hearing import Fresh, level_db
from daw.ui.editors.outputmeter import OutputMeter
from daw.ui.editors.partlistening import part_listening
from daw.ui.editors.picture import paint_legend
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import MEDIUM, SECONDARY, px, pxf, text_width
from daw.ui.studio import Tick
from daw.ui.theme import Theme, alpha
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.shapes import CENTER, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.engine.scope import Scope

SECONDS = 5.0
KNOBS = (
    ("threshold_db", "Threshold"), ("ratio", "Ratio"), ("knee_db", "Knee"), ("attack_ms", "Attack"), ("release_ms", "Release"),
    ("makeup_db", "Makeup"), ("mix", "Mix"), ("highpass_hz", "Low cut"),
)  # fmt: skip
SIDE = "what the detector hears"
LISTEN = Look("raised", "accent", height=24)
FLAT_Q = math.sqrt(0.5)
OWN = "own"  # the side-chain is the track itself
METER = "gain_reduction_db"


class Past(HistoryPicture):
    """The history with what it says in words."""

    words = ""

    _top: QPixmap | None = None
    _top_key: object = None

    def paint_top(self, painter: QPainter, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        key = (self.words, theme, self.size(), ratio)
        if self._top is None or self._top_key != key:
            self._top_key, self._top = key, QPixmap(self.size() * ratio)
            self._top.setDevicePixelRatio(ratio)
            self._top.fill(Qt.GlobalColor.transparent)
            still = QPainter(self._top)
            still.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_words(still, theme)
            still.end()
        strip = self.height() - pxf(INSET_BOTTOM)
        painter.drawPixmap(QPointF(0, strip), self._top, QRectF(0, strip * ratio, self.width() * ratio, pxf(INSET_BOTTOM) * ratio))

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        items = [("In", theme.text3), ("Out", theme.fg), ("Reduction", theme.lit_mute)]
        legend = sum(text_width(words, SECONDARY, MEDIUM) + pxf(36) for words, _ in items) + pxf(4)
        told = text_width(self.words, SECONDARY, MEDIUM) + pxf(24) if self.words else 0.0
        top = self.height() - pxf(INSET_BOTTOM)
        if self.width() >= legend + told + pxf(40):
            paint_legend(painter, theme, QPointF(self.width() - legend - pxf(10), top), items)
        if self.words and self.width() >= told + pxf(20):
            place = QRectF(pxf(10), top, told, pxf(24))
            fill_rounded(painter, place, 12, alpha(theme.raised, 0.9))
            draw_text(painter, place, self.words, SECONDARY, MEDIUM, theme.text, CENTER)


INSET_BOTTOM = 34


def reduction_words(history: History) -> str:
    """What the reduction of the last seconds was, in words."""
    usual, most = history.usual_reduction_db(), history.most_reduction_db()
    if most < 0.3:
        return "Nothing is above the threshold" if history.heard else ""
    return f"About {usual:.0f} dB on the loud notes, max {most:.1f}" if usual >= 1.0 else f"Under 1 dB, max {most:.1f}"


class CompressorEditor(Body):
    """Everything of the compressor."""

    how = "Drag the curve: sideways threshold, up and down ratio, wheel knee."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.history = History(SECONDS, link.studio.sample_rate)
        self.curve = TransferCurve(link)
        self.past = Past("The last five seconds", self.history, low_db=-60.0, step_db=12.0, labelled=False)
        self.meter = OutputMeter(link, deepest_db=-LOW_DB)
        self.knobs = {name: knob(link, name, words) for name, words in KNOBS}
        self.side = MenuButton("Side-chain", width=150, face="raised", where=link.name)
        self.side.help = "Which track the detector hears."
        self.side.before_open = self._offer_sources
        self.side.moved.connect(self._on_source)
        self.side_listen = Button(
            "Listen to the side-chain", look=LISTEN, words="Listen",
            help="You hear what the detector hears, through its low cut. Never part of a bounce.",
        )  # fmt: skip
        self.auto = switch(link, "auto_makeup", "Auto makeup")
        self.auto_release = switch(link, "auto_release", "Auto release")
        self.detector = segments(link, "detector")
        self._parts = part_listening(link.studio)
        self._fresh = Fresh()
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.curve)
        top.addWidget(self.past, 1)
        top.addLayout(self.meter.reduction_column(INSET))
        top.addWidget(self.meter)
        right = QGridLayout()
        right.setHorizontalSpacing(px(8))
        right.setVerticalSpacing(px(5))
        places = (
            (self.side, 0, 0, 2), (self.side_listen, 0, 2, 1), (self.detector, 1, 0, 1), (self.auto_release, 1, 1, 2),
            (self.auto, 2, 1, 2),
        )  # fmt: skip
        for part, row, column_at, columns in places:
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            right.addWidget(part, row, column_at, 1, columns)
        right.setRowStretch(3, 1)
        self.detector.setToolTip("What counts as level: the peaks, or the mean power.")
        bottom = QHBoxLayout()
        bottom.addWidget(Shelf(list(self.knobs.values())), 1)
        bottom.addSpacing(px(12))
        bottom.addLayout(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(12), px(8))
        column.setSpacing(px(8))
        column.addLayout(top, 1)
        column.addLayout(bottom)
        self.side_listen.clicked.connect(self._on_listen)
        self._parts.changed.connect(self._show_listening)
        link.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the slot as it is."""
        self.past.threshold_db = self.link.value("threshold_db")
        self._offer_sources()
        self.side.set_value(self.link.slot.sidechain or OWN)
        self.past.update()

    def _offer_sources(self) -> None:
        tracks = self.link.studio.session.tracks
        sources = [(track.id, f"Side-chain: {track.name}") for track in tracks if track.id != self.link.track.id and track.kind != "master"]
        self.side.set_choices([(OWN, "Side-chain off"), *sources])

    def _on_source(self, key: str, _gesture: object) -> None:
        self.link.studio.do(edits.set_sidechain, self.link.slot_id, None if key == OWN else key)
        self.side.set_value(self.link.slot.sidechain or OWN)

    def _on_listen(self) -> None:
        self._parts.toggle(self.link.slot_id, SIDE, "side-chain", self._sections)

    def _sections(self) -> list[tuple[float, ...]]:
        """The detector's low cut, where it does anything."""
        from daw.dsp import biquad

        low_hz = self.link.value("highpass_hz")
        return [biquad.low_cut(low_hz, FLAT_Q, self.link.studio.sample_rate)] if low_hz > self.link.params["highpass_hz"].low else []

    def _show_listening(self) -> None:
        self.side_listen.set_lit(self._parts.hears(self.link.slot_id, SIDE))

    def end(self) -> None:
        self._parts.changed.disconnect(self._show_listening)

    def hear(self, tick: Tick, scope: "Scope | None") -> None:
        before, after = self._fresh.take(scope)
        reduction_db = self.link.meters(tick).get(METER, 0.0)
        self.past.hear(before, after, reduction_db)
        self.curve.hear(level_db(float(np.abs(before).max())) if before.shape[1] else -150.0)
        self.meter.add(after)
        usual_db, most_db = self.history.usual_reduction_db(), self.history.most_reduction_db()
        self.meter.set_reduction(reduction_db if scope is not None else None, usual_db, most_db)
        words = reduction_words(self.history)
        if words != self.past.words:
            self.past.words = words
            self.past.setAccessibleDescription(words)
            self.past.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shelf = px(92)
        room = self.height() - shelf - px(24)
        self.curve.setFixedWidth(max(min(room + px(20), self.width() * 4 // 10), px(150)))
