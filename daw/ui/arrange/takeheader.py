"""The header of a take's lane: listen, name, stars, solo."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.model.take import Take
from daw.ui.arrange.headerparts import is_narrow
from daw.ui.arrange.nameentry import NameEntry
from daw.ui.metrics import BODY, REGULAR, px
from daw.ui.widgets.button import SMALL, Button
from daw.ui.widgets.label import Label
from daw.ui.widgets.stars import Stars
from daw.ui.widgets.toggle import Kind, Toggle

if TYPE_CHECKING:
    from daw.ui.studio import Studio

LISTEN = Kind(
    "S", "Listen to this take only", "lit_solo", help="While it is lit you hear this take instead of the comp. Nothing is changed."
)


class TakeHeader(QWidget):
    """Keeps itself up to date; a click chooses the take."""

    def __init__(self, studio: "Studio", track_id: str, take_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio, self.track_id, self.take_id = studio, track_id, take_id
        where = self._where()
        self.play = Button(f"Play {where}", icon="play", look=SMALL, help="Plays this take alone from its start.")
        self.name = Label("", size=BODY, weight=REGULAR, ink="text")
        self.stars = Stars(where=where)
        self.listen = Toggle(LISTEN, where=where)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(22), 0, px(12), 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.play)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.stars)
        layout.addSpacing(px(14))
        layout.addWidget(self.listen)
        self.play.clicked.connect(self._on_play)
        self.stars.moved.connect(self._on_rated)
        self.listen.moved.connect(self._on_listen)
        studio.session_changed.connect(self._on_session)
        studio.selection.changed.connect(self._show)
        studio.audition.changed.connect(self._show)
        self._show()

    def _take(self) -> Take | None:
        track = next((one for one in self.studio.session.tracks if one.id == self.track_id), None)
        return next((take for take in track.takes if take.id == self.take_id), None) if track is not None else None

    def _where(self) -> str:
        take = self._take()
        track = next((one for one in self.studio.session.tracks if one.id == self.track_id), None)
        return f"{take.name}, {track.name}" if take is not None and track is not None else ""

    def _on_session(self, old: Session, new: Session) -> None:
        if old.tracks is not new.tracks:
            self._show()

    def _show(self) -> None:
        take = self._take()
        if take is None:
            return
        self.name.set_text(take.name)
        self.name.set_ink("text" if self.studio.selection.take == take.id else "text2")
        self.stars.set_value(take.rating)
        self.listen.set_value(self.studio.audition.take == take.id)
        self.setAccessibleName(f"{self._where()}, {self.stars.text()}")

    def _on_play(self, _modifiers: object) -> None:
        take = self._take()
        if take is not None:
            self.studio.audition.listen(self.track_id, take.id, take.start, take.end)

    def _on_rated(self, stars: int, gesture: object) -> None:
        self.studio.do(edits.rate_take, self.take_id, stars, gesture=gesture)

    def _on_listen(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self.studio.audition.listen(self.track_id, self.take_id if on else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow, layout = is_narrow(self.width()), self.layout()
        self.play.setVisible(not narrow)  # the S beside it plays it too
        if layout is not None:
            layout.setContentsMargins(px(8 if narrow else 22), 0, px(12), 0)
            layout.setSpacing(px(2 if narrow else 6))
        super().resizeEvent(event)

    def rename(self) -> None:
        """Let the name be typed."""
        take = self._take()
        if take is not None:
            self._entry = NameEntry(take.name, self.name.geometry(), self, "Name of the take")
            self._entry.named.connect(self._on_named)

    def _on_named(self, name: str) -> None:
        self.studio.do(edits.rename_take, self.take_id, name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.studio.selection.select_take(self.take_id, track=self.track_id)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.rename()
