"""The page "Clip editor" of the dock: the chosen clip, large, with a ruler in bars and one in the file's own time, and its numbers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from daw.model.session import Session
from daw.ui.arrange.canvas import Canvas
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.playhead import Playhead
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.ruler import Ruler
from daw.ui.arrange.wavepaint import WavePainter
from daw.ui.arrange.waves import Waves
from daw.ui.clipeditor.clipview import ClipView
from daw.ui.clipeditor.editorpart import EditorPart
from daw.ui.clipeditor.fileruler import FileRuler, file_time
from daw.ui.clipeditor.register import register
from daw.ui.clipeditor.soundgroup import SoundGroup
from daw.ui.inspector.clipgroup import chosen_blocks
from daw.ui.metrics import SECONDARY, TITLE, px
from daw.ui.timetext import bars_text
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.units import linear_to_db

if TYPE_CHECKING:
    from daw.ui.studio import Studio

ROOM = 32 << 20  # bytes of pictures of the one wave
NOTHING, SEVERAL = "Select a clip to see it here.", "{} clips are selected. Select one to see it here."
PANEL, FOOT = 264, 22


class ClipEditor(Ground):
    """Shows the one clip that is chosen."""

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.studio = studio
        self.setAccessibleName("Clip editor")
        self.waves = Waves(room=ROOM)  # no child: its threads must end before it does
        self.view = ClipView(studio, self)
        self.canvas = Canvas(studio, self.view, WavePainter(studio, self.waves))
        self.part = EditorPart(studio, self.canvas, self._on_hand)
        self.canvas.parts["track"] = self.part
        self.ruler = Ruler(studio, self.view, self.canvas)
        self.file_ruler = FileRuler(studio, self.view, self.canvas)
        self.numbers = SoundGroup(studio)
        self.foot = Label(size=SECONDARY, ink="text2")
        self.message = Label(NOTHING, size=TITLE, ink="text2")
        self.block: Block | None = None
        self._started = False
        self._lay_out()
        for widget in (self.right, self.canvas, self.ruler, self.file_ruler):
            widget.setProperty("zone", "clip")
        self.playhead = Playhead(studio, self.view, self.right)
        self.playhead.flag_top = px(2)
        self.view.laid_out.connect(self._place)  # the canvas has another height
        studio.session_changed.connect(self._on_session)
        studio.selection.changed.connect(self.renew)
        studio.closing.connect(self.closing)
        self.canvas.waves_asked.connect(self._on_waves_asked)
        register(self)
        self.renew()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(7), px(2), px(12), px(8))
        column.addWidget(self.numbers)
        column.addStretch(1)
        self.panel = ScrollPanel(content)
        self.panel.setFixedWidth(px(PANEL))
        self.right = QWidget()
        side = QVBoxLayout(self.right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.ruler)
        side.addWidget(self.file_ruler)
        side.addWidget(self.canvas, 1)
        side.addWidget(Line(color="line"))
        foot = QWidget()
        foot.setFixedHeight(px(FOOT))
        line = QHBoxLayout(foot)
        line.setContentsMargins(px(10), 0, px(10), 0)
        line.addWidget(self.foot, 1)
        side.addWidget(foot)
        self.edge = Line(standing=True, color="line")
        row.addWidget(self.panel)
        row.addWidget(self.edge)
        row.addWidget(self.right, 1)
        row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignCenter)

    # what is shown

    def renew(self) -> None:
        """Show the clip that is chosen now, or say what is missing."""
        session, selection = self.studio.session, self.studio.selection
        found = chosen_blocks(session, selection.clips)
        old, self.block = self.block, found[0] if len(found) == 1 else None
        for widget in (self.panel, self.edge, self.right):
            widget.setVisible(self.block is not None)
        self.message.setVisible(self.block is None)
        self.message.set_text(SEVERAL.format(len(found)) if found else NOTHING)
        if self.block is None:
            self.view.aim(None, (0, 1), (0, 1))
            return
        block = self.block
        owner = next(track for track in session.tracks if any(clip.id in block.ids for clip in track.clips))
        first = block.first
        source = next((one for one in session.sources if one.id == first.source), None)
        zero = first.start - first.offset
        reach = (zero, zero + source.frames) if source is not None and len(block.clips) == 1 else (block.start, block.end)
        self.view.aim(owner.id, (block.start, block.end), reach)
        self.file_ruler.aim(zero, (block.start, block.end))
        self.numbers.show_blocks(session, found)
        self._tell(None)
        if old is None or old.first.id != first.id:
            self.view.show_all()
        if old is None or old != block:
            self.canvas.refresh()
        self.part.tell_focus()

    def _on_session(self, _old: Session, _new: Session) -> None:
        self.renew()

    def _on_waves_asked(self, way: int) -> None:
        self.canvas.waves.zoom_db = min(max(self.canvas.waves.zoom_db + (6.0 if way > 0 else -6.0), 0.0), 24.0)
        self.canvas.refresh()

    # readouts

    def _on_hand(self, hand: Hand | None) -> None:
        self._tell(hand)

    def _tell(self, hand: Hand | None) -> None:
        """What is under the pointer: where in the song, where in the file, how loud."""
        block = self.block
        if block is None:
            return
        source = self.canvas.waves.source(block.first.source)
        if hand is None:
            length = file_time((block.end - block.start) / self.studio.sample_rate)
            name = source.name if source is not None else ""
            words = f"{length} of “{name}”" if len(block.clips) == 1 else f"{length} in {len(block.clips)} parts"
            self.foot.set_text(words)
            return
        parts = [bars_text(self.studio.session, hand.frame), file_time(hand.frame / self.studio.sample_rate)]
        clip = next((one for one in block.clips if one.start <= hand.frame < one.end), block.first)
        inside = clip.offset + hand.frame - clip.start
        peaks = self.waves.peaks(clip.source)
        if source is not None and peaks is not None and 0 <= inside < peaks.frames:
            wide = max(1, round(self.view.axis.frames_per_px))
            top = float(abs(peaks.window(inside, inside + wide, 1)[:, :, :2]).max())
            parts.append(f"in the file {file_time(inside / self.studio.sample_rate)}")
            parts.append(f"peak {linear_to_db(top):.1f} dB".replace("-", "−") if top > 0.0 else "silence")
        self.foot.set_text("     ".join(parts))

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self.playhead.lie(px(8), max(1, self.right.height() - px(8) - px(FOOT) - 1))
        self.playhead.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        if not self._started:
            self._started = True
            self.waves.start()
        super().showEvent(event)
        self._place()
        self.playhead.place()

    def closing(self) -> None:
        """Stop the workers."""
        self.waves.close()
