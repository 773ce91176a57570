"""The corner over the headers: Add track, lists of tracks and automation, search; and how many tracks there are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.model.session import Session
from daw.ui import theme as themes
from daw.ui.arrange.trackicon import counted
from daw.ui.metrics import REGULAR, SECONDARY, px
from daw.ui.mixer.stripkind import Songlook
from daw.ui.search import Item
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.searchlist import SearchList
from daw.ui.widgets.shapes import LEFT, draw_text

if TYPE_CHECKING:
    from daw.ui.studio import Studio

ADD = Look(height=24, icon_size=12)
TOOL = Look("flat", "tint", 28, 24)


class Corner(QWidget):
    """As wide as the headers."""

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.setProperty("zone", "headers")
        self.add = Button("Add track", icon="plus", look=ADD, words="Add track", help="A new track after the last.", key="T", parent=self)
        self.list = Button("Tracks", icon="list", look=TOOL, help="Choose a track from a list, or a height for all.", parent=self)
        self.automation = Button("Automation", icon="automation", look=TOOL, help="Shows or hides automation.", key="W", parent=self)
        self.search = Button("Search", icon="search", look=TOOL, help="Finds a track or a clip by its name.", key="Ctrl+F", parent=self)
        self.words = ""
        self._list: SearchList | None = None
        self.add.clicked.connect(self._on_add)
        self.list.clicked.connect(self._on_list)
        self.automation.clicked.connect(self._on_automation)
        self.search.clicked.connect(self._on_search)
        studio.session_changed.connect(self._on_session)
        studio.view.changed.connect(self._on_view)
        self._count(studio.session)
        self._on_view(frozenset({"lanes"}))

    def _on_session(self, old: Session, new: Session) -> None:
        if [(one.id, one.output, one.kind, one.color, one.sends) for one in old.tracks] != [
            (one.id, one.output, one.kind, one.color, one.sends) for one in new.tracks
        ]:
            self._count(new)

    def _count(self, session: Session) -> None:
        look = Songlook(session)
        kinds = [look.kind(track) for track in session.tracks]
        self.words = counted(kinds.count("audio"), kinds.count("bus"), kinds.count("return"))
        self.update()

    def _on_view(self, names: frozenset[str]) -> None:
        if "lanes" in names:
            self.automation.set_lit(any(lane.startswith("auto:") for lanes in self.studio.view.lanes.values() for lane in lanes))

    def _on_add(self) -> None:
        self.studio.actions.trigger("track.new")

    def _on_automation(self) -> None:
        self.studio.actions.trigger("view.automation")

    def _on_search(self) -> None:
        self.studio.actions.trigger("view.find")

    def _on_list(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for height in ("mini", "normal", "large", "huge"):
            menu.addAction(f"All tracks {height}", _Heights(self.studio, height))
        menu.addSeparator()
        for track in self.studio.session.tracks:
            if track.kind == "audio":
                menu.addAction(track.name, _Show(self.studio, track.id))
        menu.popup(self.list.mapToGlobal(QPoint(0, self.list.height())))

    def items(self) -> list[Item]:
        """What can be found: tracks and clips by name."""
        session = self.studio.session
        found = [Item(f"track {track.id}", track.name, "track") for track in session.tracks if track.kind == "audio"]
        seen: set[tuple[str, str]] = set()
        for track in session.tracks:
            for clip in track.clips:
                if (track.id, clip.name) not in seen:
                    seen.add((track.id, clip.name))
                    found.append(Item(f"clip {clip.id}", clip.name, track.name))
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        top, height = px(8), px(24)
        self.add.setGeometry(px(8), top, px(92), height)
        right = self.width() - px(8)
        self.list.setVisible(self.width() >= px(200))
        for n, button in enumerate((self.search, self.automation, self.list)):
            button.setGeometry(right - px(28) - n * px(30), top, px(28), height)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.panel)
        place = QRectF(px(12), px(40), self.width() - px(20), self.height() - px(40))
        draw_text(painter, place, self.words, SECONDARY, REGULAR, theme.text3, LEFT)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        painter.end()


class _Heights:
    """Gives all tracks a height."""

    def __init__(self, studio: "Studio", height: str) -> None:
        self.studio, self.height = studio, height

    def __call__(self) -> None:
        lanes = {key: value for key, value in self.studio.view.heights.items() if "/" in key}
        self.studio.view.heights = {**lanes, **{track.id: self.height for track in self.studio.session.tracks}}


class _Show:
    """Brings a track into focus."""

    def __init__(self, studio: "Studio", track_id: str) -> None:
        self.studio, self.track_id = studio, track_id

    def __call__(self) -> None:
        self.studio.selection.select_track(self.track_id)
