"""The arrange view: headers at the left; overview, sections, ruler and canvas at the right; the playhead over them."""

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QScrollBar, QWidget

from daw.ui import theme as themes
from daw.ui.arrange import lanes
from daw.ui.arrange.canvas import Canvas
from daw.ui.arrange.clipcommands import ClipCommands
from daw.ui.arrange.clipsounds import ClipSounds
from daw.ui.arrange.corner import Corner
from daw.ui.arrange.dropping import Dropping
from daw.ui.arrange.headers import Headers
from daw.ui.arrange.importer import Importer
from daw.ui.arrange.navigation import Navigation
from daw.ui.arrange.overview import Overview
from daw.ui.arrange.playhead import Playhead
from daw.ui.arrange.register import register
from daw.ui.arrange.rows import row_of
from daw.ui.arrange.ruler import Ruler
from daw.ui.arrange.sectionlane import SectionLane
from daw.ui.arrange.trackcommands import TrackCommands
from daw.ui.arrange.trackpart import TrackPart
from daw.ui.arrange.undoshow import UndoShow
from daw.ui.arrange.viewport import Viewport
from daw.ui.arrange.wavepaint import WavePainter
from daw.ui.arrange.waves import Waves
from daw.ui.audiokinds import SUFFIXES
from daw.ui.metrics import px
from daw.ui.widgets.searchlist import SearchList

if TYPE_CHECKING:
    from daw.ui.studio import Studio

HEADER_WIDTH = 248  # as it comes; what it is now the layout of the view keeps
STRIPS = (20, 20, 28)  # overview, sections, ruler


class Arrange(QWidget):
    """Everything of the song over time."""

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.waves = Waves()  # no child: its threads must end before it does
        self.viewport = Viewport(studio, self)
        self.canvas = Canvas(studio, self.viewport, WavePainter(studio, self.waves))
        self.right = QWidget(self)
        self.part = TrackPart(studio, self.canvas)
        self.canvas.parts["track"] = self.part
        self.canvas.parts.update(lanes.parts(studio, self.canvas))
        self.canvas.setParent(self.right)
        self.overview = Overview(studio, self.viewport, self.canvas, self.right)
        self.sections = SectionLane(studio, self.viewport, self.canvas, self.right)
        self.ruler = Ruler(studio, self.viewport, self.canvas, self.right)
        self.playhead = Playhead(studio, self.viewport, self.right)
        self.corner = Corner(studio, self)
        self.headers = Headers(studio, self.viewport, self.canvas, self)
        self.edge = self.headers.edge
        self.scrollbar = QScrollBar(self.right)
        self.importer = Importer(studio)
        self.dropping = Dropping(studio, self.canvas, self.importer)
        self.undo_show = UndoShow(studio, self.canvas)
        self.clips = ClipCommands(studio, self.canvas, self.part)
        self.sounds = ClipSounds(self)
        self.tracks = TrackCommands(self)
        self.navigation = Navigation(studio, self.canvas, self.part)
        self._list: SearchList | None = None
        self._was = studio.selection.clips, studio.selection.tracks, studio.selection.range
        self.setProperty("zone", "canvas")
        self.setFocusProxy(self.canvas.proxy)
        self.setAccessibleName("Arrange")
        self._connect()
        register(self)
        self.waves.start()

    def _connect(self) -> None:
        studio, viewport = self.studio, self.viewport
        studio.selection.changed.connect(self._on_selection)
        studio.view.changed.connect(self._on_view)
        studio.took.connect(self._on_took)
        studio.actions.triggered.connect(self._on_triggered)
        self.canvas.heights_asked.connect(self.navigation.change_height)
        self.canvas.waves_asked.connect(self.navigation.change_waves)
        self.importer.progress.connect(self._on_progress)
        viewport.scrolled.connect(self._on_scrolled)
        viewport.laid_out.connect(self._size_scroll)
        viewport.redrawn.connect(self._tell)
        self.scrollbar.valueChanged.connect(viewport.scroll_to)
        self.destroyed.connect(functools.partial(stop, self.waves, self.importer))

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        head = px(self.edge.width_kept)
        top = sum(px(height) for height in STRIPS)
        width, height = max(1, self.width() - head - 1), self.height()
        self.corner.setGeometry(0, 0, head, top)
        self.headers.setGeometry(0, top, head + 1, height - top)
        self.right.setGeometry(head + 1, 0, width, height)
        y = 0
        for strip, tall in zip((self.overview, self.sections, self.ruler), STRIPS, strict=True):
            strip.setGeometry(0, y, width, px(tall))
            y += px(tall)
        self.canvas.setGeometry(0, top, width, max(1, height - top))
        self.scrollbar.setGeometry(width - px(10), top, px(10), max(1, height - top))
        self.playhead.lie(top - px(STRIPS[2]) + px(6), height - top + px(STRIPS[2]) - px(6))
        self.playhead.flag_top = px(8)
        self.playhead.raise_()
        self.scrollbar.raise_()
        self._size_scroll()

    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"layout", "layouts"} and self.headers.width() != px(self.edge.width_kept) + 1:
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), themes.current().line)
        painter.end()

    def _size_scroll(self) -> None:
        hidden = self.viewport.content_height - self.viewport.height
        self.scrollbar.setVisible(hidden > px(120))
        self.scrollbar.setRange(0, max(0, hidden))
        self.scrollbar.setPageStep(self.viewport.height)
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        if self.scrollbar.value() != self.viewport.top:
            self.scrollbar.setValue(self.viewport.top)

    # what is chosen

    def _on_selection(self) -> None:
        selection, canvas = self.studio.selection, self.canvas
        clips, tracks, range_ = self._was
        self._was = selection.clips, selection.tracks, selection.range
        changed = clips ^ selection.clips
        touched = set(tracks) ^ set(selection.tracks)
        if changed:
            touched |= {owner for clip_id in changed if (owner := self.viewport.owner(clip_id)) is not None}
        for row in self.viewport.rows:
            if row.track_id in touched or row.kind != "track":
                canvas.refresh(row)
        if range_ != selection.range:
            self.ruler.renew()
        if range_ != selection.range or (selection.range and touched):
            for span in (range_, selection.range):
                if span is not None:
                    canvas.spoil_time(*span)
        self._tell()

    def _tell(self) -> None:
        row = self.canvas.focus_row()
        if row is None or row.kind == "track":
            self.part.tell_focus()
        else:
            self.canvas.parts[row.kind].tell(row)

    def _on_triggered(self, key: str) -> None:
        if key in ("transport.to-start", "transport.to-end"):
            self.canvas.set_edit_cursor(None)  # else the arrows would go on from where it was left

    def _on_took(self, _ids: object) -> None:
        self.canvas.set_edit_cursor(self.studio.position)

    def _on_progress(self, share: float | None) -> None:
        line = getattr(self.studio.window, "progress", None)
        if line is not None:
            line.set_share(share)

    # what actions ask

    def ask_files(self) -> None:
        """Choose audio files and import them."""
        if not self.studio.may_ask():
            return
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(self, "Import audio", "", f"Audio ({kinds});;All files (*)")
        if names:
            self.dropping.place_at_cursor([Path(name) for name in names])

    def rename_clip(self) -> None:
        """Type the name of the clip in focus."""
        for track in self.studio.session.tracks:
            block = self.part.focused(track)
            row = row_of(self.viewport.rows, track.id)
            if block is not None and row is not None:
                self.viewport.reveal(block.start)
                self.part.rename(row, block)

    def rename(self) -> None:
        """F2: the clip in focus, or else the track."""
        track_id = self.studio.selection.track
        if self.clips.has_clips:
            self.rename_clip()
        elif track_id is not None:
            row = row_of(self.viewport.rows, track_id)
            if row is not None:
                self.viewport.reveal_row(row)
            header = self.headers.header(track_id)
            if header is not None:
                header.rename()

    def toggle_takes(self) -> None:
        """Open or close the takes of the track in focus."""
        if self.studio.selection.track is not None:
            self.studio.view.show_lane(self.studio.selection.track, "takes")

    def toggle_automation(self) -> None:
        """Open or close the automation of the track in focus: what it has, or else its volume."""
        track = next((one for one in self.studio.session.tracks if one.id == self.studio.selection.track), None)
        if track is None:
            return
        shown = [lane for lane in self.studio.view.open_lanes(track.id) if lane.startswith("auto:")]
        if shown:
            for lane in shown:
                self.studio.view.show_lane(track.id, lane, shown=False)
        else:
            for target in [one.target for one in track.automation] or ["fader_db"]:
                self.studio.view.show_lane(track.id, f"auto:{target}", shown=True)

    def find_by_name(self) -> None:
        """Search tracks and clips by name."""
        self._list = SearchList("Find a track or clip", self.corner.items(), hint="Track or clip", parent=self)
        self._list.chosen.connect(self.navigation.show_found)
        self._list.open_at(self.corner.search.mapToGlobal(QPoint(0, self.corner.search.height())))

    def open_menu(self) -> None:
        """The context menu of what is in focus."""
        row = self.canvas.focus_row()
        track = next((one for one in self.studio.session.tracks if row is not None and one.id == row.track_id), None)
        if row is None or track is None:
            return
        block = self.part.focused(track) if row.kind == "track" else None
        rect = self.canvas.rect_of(row)
        x = self.canvas.axis.x(block.start) + px(14) if block is not None else self.canvas.axis.x(self.navigation.cursor)
        self.canvas.pointer.open_menu(QPointF(min(max(x, 4.0), self.canvas.width() - 4.0), rect.top() + px(8)))

    def closing(self) -> None:
        """Stop the workers."""
        stop(self.waves, self.importer)


def stop(waves: Waves, importer: Importer, _gone: object = None) -> None:
    """End the threads of a view, also when the view itself is gone."""
    importer.close()
    waves.close()
