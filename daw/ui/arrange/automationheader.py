"""The header of an automation lane: which parameter, how it is read or written, its value now."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.model.track import Track
from daw.ui.arrange.headerparts import is_narrow
from daw.ui.metrics import BODY, MEDIUM, px
from daw.ui.targets import Target, envelope_of, present_value, target_of, targets_of
from daw.ui.widgets.label import Label
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.shapes import RIGHT

if TYPE_CHECKING:
    from daw.ui.studio import Studio

MODES = (("read", "Read"), ("touch", "Touch"), ("latch", "Latch"), ("write", "Write"), ("off", "Off"))


class AutomationHeader(QWidget):
    """Keeps itself up to date."""

    def __init__(self, studio: "Studio", track_id: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio, self.track_id, self.key = studio, track_id, key
        track = self._track()
        where = track.name if track is not None else ""
        self.parameter = MenuButton("Automated parameter", width=92, where=where)
        self.parameter.make_menu = self._fill
        self.mode = MenuButton("Automation mode", MODES, face="raised", width=52, where=where)
        self.mode.chevron = False
        self.value = Label("", size=BODY, weight=MEDIUM, ink="text2", align=RIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(22), 0, px(14), 0)
        layout.setSpacing(px(6))
        layout.addWidget(self.parameter)
        layout.addWidget(self.mode)
        layout.addWidget(self.value, 1)
        self.mode.moved.connect(self._on_mode)
        studio.session_changed.connect(self._on_session)
        studio.ticked.connect(self._on_tick)
        self._shown, self._place = "", 0
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.value.setVisible(not is_narrow(self.width()))
        super().resizeEvent(event)

    def _track(self) -> Track | None:
        return next((one for one in self.studio.session.tracks if one.id == self.track_id), None)

    def _target(self) -> Target | None:
        track = self._track()
        return target_of(track, self.studio.session, self.key) if track is not None else None

    def _on_session(self, old: Session, new: Session) -> None:
        if old.tracks is not new.tracks:
            self._show()

    def _show(self) -> None:
        track, target = self._track(), self._target()
        if track is None or target is None:
            return
        envelope = envelope_of(track, self.key)
        self.parameter.words = target.words
        self.parameter.set_value("")
        self.parameter.update()
        self.mode.set_value(envelope.mode if envelope is not None else "read")
        self.mode.tint = "play" if envelope is not None and envelope.mode == "read" else ""
        self.setAccessibleName(f"Automation of {target.full_words}, {track.name}")
        self._show_value()

    def _on_tick(self, tick: object) -> None:
        place = getattr(tick, "position", 0)
        if self.isVisible() and place != self._place:
            self._place = place
            self._show_value()

    def _show_value(self) -> None:
        track, target = self._track(), self._target()
        if track is None or target is None:
            return
        envelope = envelope_of(track, self.key)
        automated = envelope is not None and envelope.points and envelope.mode != "off"
        read = envelope.value_at(self.studio.position) if automated and envelope is not None else None
        words = target.quantity.format(present_value(track, target) if read is None else read)
        if words != self._shown:
            self._shown = words
            self.value.set_text(words)

    def _on_mode(self, mode: str, gesture: object) -> None:
        track = self._track()
        if track is None:
            return
        envelope = envelope_of(track, self.key)
        if envelope is None:
            identity = edits.upcoming(self.studio.session, "e")
            made: tuple[Any, tuple[str, ...]] = (edits.add_envelope, (self.track_id, self.key))
            calls = [made, (edits.set_automation_mode, (identity, mode))]
            self.studio.do_all(f"Automation: {mode}, {track.name}", calls, gesture=gesture)
        else:
            self.studio.do(edits.set_automation_mode, envelope.id, mode, gesture=gesture)

    def _fill(self, menu: QMenu) -> None:
        """All parameters of the track, effects in menus of their own; those automated are marked."""
        track = self._track()
        if track is None:
            return
        groups: dict[str, QMenu] = {}
        for target in targets_of(track, self.studio.session):
            if target.group and target.group not in groups:
                groups[target.group] = menu.addMenu(target.group)
            action = (groups[target.group] if target.group else menu).addAction(target.words)
            action.setCheckable(True)
            action.setChecked(envelope_of(track, target.key) is not None)
            action.setData(target.key)
        menu.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: object) -> None:
        key = getattr(action, "data", lambda: None)()
        if not key or key == self.key:
            return
        lanes = self.studio.view.open_lanes(self.track_id)
        here, there = f"auto:{self.key}", f"auto:{key}"
        changed = [there if lane == here else lane for lane in lanes if lane != there]
        self.studio.view.lanes = {**self.studio.view.lanes, self.track_id: changed}
