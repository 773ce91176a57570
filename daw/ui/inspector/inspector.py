"""The inspector: what is chosen, in numbers and words that can be dragged and typed."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from daw.model.session import Section, Session
from daw.ui.inspector.clipgroup import ClipGroup, chosen_blocks
from daw.ui.inspector.commentgroup import CommentGroup, TaskGroup
from daw.ui.inspector.group import MARGIN, RING, Group
from daw.ui.inspector.pointgroup import PointGroup
from daw.ui.inspector.songgroup import SectionGroup, SongGroup
from daw.ui.inspector.takesgroup import TakeGroup, TakesGroup, visible
from daw.ui.inspector.trackgroup import TrackGroup
from daw.ui.metrics import px
from daw.ui.studio import Studio
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.scrollpanel import ScrollPanel

WIDTH = 240
FOLDED = "inspector"  # in which of the view's layouts it is kept what is folded


class Inspector(Ground):
    """Groups for the track, clips, takes, a section, automation and the song, as far as they are chosen; then comments and tasks."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self._studio = studio
        self.setProperty("zone", "inspector")
        self.setAccessibleName("Inspector")
        self.setMinimumWidth(px(200))
        self.setMaximumWidth(px(360))
        self.track = TrackGroup(studio)
        self.clip = ClipGroup(studio)
        self.takes = TakesGroup(studio)
        self.take = TakeGroup(studio)
        self.point = PointGroup(studio)
        self.section = SectionGroup(studio)
        self.song = SongGroup(studio)
        self.comments = CommentGroup(studio)
        self.tasks = TaskGroup(studio)
        self.groups: dict[str, Group] = {
            "track": self.track, "clip": self.clip, "takes": self.takes, "take": self.take, "point": self.point, "section": self.section,
            "song": self.song, "comments": self.comments, "tasks": self.tasks,
        }  # fmt: skip
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(MARGIN - RING), px(8), px(MARGIN), px(MARGIN))
        column.setSpacing(px(10))
        for name, group in self.groups.items():
            column.addWidget(group)
            group.folded.connect(self._on_folded)
            group.setObjectName(name)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPanel(content)
        outer.addWidget(self._scroll)
        self._fold_as_kept()
        studio.session_changed.connect(self._on_session)
        studio.selection.changed.connect(self.renew)
        studio.engine_changed.connect(self.renew)
        self.renew()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(px(WIDTH))
        return hint

    # ---- what is shown

    def _on_session(self, _old: Session, _new: Session) -> None:
        self.renew()

    def renew(self) -> None:
        """Show what is chosen now."""
        session, selection = self._studio.session, self._studio.selection
        track = next((one for one in session.tracks if one.id == selection.track), None)
        shown = {"track": track is not None, "song": track is None or track.kind == "master"}
        if track is not None:
            self.track.show_track(session, track)
        blocks = chosen_blocks(session, selection.clips)
        shown["clip"] = bool(blocks)
        if blocks:
            self.clip.show_blocks(session, blocks)
        shown["takes"] = track is not None and bool(visible(track))
        if track is not None:
            self.takes.show_track(track)
        take = next((one for owner in session.tracks for one in owner.takes if one.id == selection.take), None)
        shown["take"] = take is not None
        if take is not None:
            self.take.show_take(take)
        shown["point"] = selection.envelope is not None and self.point.show_envelope(session, selection.envelope, selection.points)
        section = chosen_section(session, selection.range)
        shown["section"] = section is not None
        if section is not None:
            self.section.show_section(session, section)
        if shown["song"]:
            self.song.show_song(session)
        self.comments.show_comments(session)
        self.tasks.show_tasks(session)
        for name, group in self.groups.items():
            group.setVisible(shown.get(name, True))

    # ---- folding

    def _on_folded(self, _on: bool) -> None:  # noqa: FBT001  a slot
        layouts = dict(self._studio.view.layouts)
        layouts[FOLDED] = {"folded": [name for name, group in self.groups.items() if group.is_folded]}
        self._studio.view.layouts = layouts

    def _fold_as_kept(self) -> None:
        kept = self._studio.view.layouts.get(FOLDED, {})
        for name in kept.get("folded", ()) if isinstance(kept, dict) else ():
            if name in self.groups:
                self.groups[name].fold(folded=True)


def chosen_section(session: Session, chosen: tuple[int, int] | None) -> Section | None:
    """The section that is exactly the chosen stretch of time."""
    if chosen is None:
        return None
    return next((one for one in session.sections if (one.start, one.start + one.length) == chosen), None)
