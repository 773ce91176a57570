"""The program under test: started as `daw` starts it, in a process of its own, and besides asked from outside what is where.

    python -m tests.endtoend.desk [DIR]

A line on stdin is a question, ["name", argument, …]; a line on stdout answers it.  Questions change nothing: hands and keys do.
"""

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QPointF, QSocketNotifier
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from daw.ui.app import make_application, run
from daw.ui.arrange.automationlanes import AutomationPart
from daw.ui.arrange.rows import row_of
from daw.ui.editors.eq.eqhand import EqHand
from daw.ui.metrics import px
from daw.ui.shortcuts import zone_of
from daw.ui.studio import Studio
from daw.ui.widgets.fader import Fader
from daw.ui.widgets.searchlist import ROW, SearchList
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.stars import Stars
from daw.ui.window import Window

NOTICES: list[tuple[str, str]] = []  # every notice ever shown: (level, its text)

Place = list[int]


def write_down_notices() -> None:
    """Keep every notice for the questions, and show it as ever."""
    shown = Studio.notify

    def notify(self: Studio, notice: Any) -> None:
        NOTICES.append((notice.level, f"{notice.title} {notice.text}".strip()))
        shown(self, notice)

    Studio.notify = notify  # type: ignore[method-assign]


def of_widget(widget: QWidget, at: QPointF) -> Place:
    """A place of a widget on the screen."""
    there = widget.mapToGlobal(at)
    return [round(there.x()), round(there.y())]


class Questions(QObject):
    """Answers the lines of stdin."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._rest = b""
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_line)

    def _on_line(self) -> None:
        received = os.read(0, 65536)
        if not received:
            self._notifier.setEnabled(False)
        *lines, self._rest = (self._rest + received).split(b"\n")
        for line in lines:
            name, *arguments = json.loads(line)
            answer = getattr(self, f"ask_{name}")(*arguments)
            print(json.dumps(answer), flush=True)

    @property
    def window(self) -> Window | None:
        """The song's window; of several the one that is in use."""
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, Window) and one.isVisible()]
        return next((one for one in windows if one.isActiveWindow()), windows[-1] if windows else None)

    @property
    def studio(self) -> Studio:
        """Its studio."""
        assert self.window is not None, "no song is open"
        return self.window.studio

    # ---- the questions

    def ask_state(self) -> dict[str, Any]:
        """What the whole is doing now."""
        focus, popup, window = QApplication.focusWidget(), QApplication.activePopupWidget(), self.window
        active = QApplication.activeWindow()
        found: dict[str, Any] = {
            "notices": NOTICES,
            "active": active.windowTitle() if active is not None else "",
            "popup": (popup.accessibleName() or popup.windowTitle() or type(popup).__name__) if popup is not None else "",
            "zone": zone_of(focus),
            "focus": focus.accessibleName() if focus is not None else "",
            "value": focus.text() if focus is not None and hasattr(focus, "text") else "",
        }
        return found if window is None else {**found, **self._of_song(window)}

    def _of_song(self, window: Window) -> dict[str, Any]:
        studio, engine = window.studio, window.studio.engine
        levels = engine.levels() if engine is not None else None
        return {
            "folder": str(studio.document.folder), "dirty": studio.document.dirty, "undo": studio.document.undo_label or "",
            "device": engine.device.name if engine is not None else "", "layout": studio.view.layout,
            "playing": studio.playing, "recording": studio.recording, "position": studio.position,
            "rolling": engine is not None and engine.rolling,
            "inputs": [float(level) for level in levels.inputs] if levels is not None else [],
            "xruns": levels.xruns if levels is not None else 0, "disk_late": levels.disk_late if levels is not None else 0,
            "dropouts": levels.dropouts if levels is not None else [], "load": levels.worst_load if levels is not None else 0.0,
            "banner": window.banner.label.text() if window.banner.isVisible() else "",
            "track": studio.selection.track, "take": studio.selection.take, "slot": studio.selection.slot,
            "points": sorted(studio.selection.points), "lanes": studio.view.lanes,
        }  # fmt: skip

    def ask_session(self) -> Any:
        """The song as it is now, as the file has it."""
        return msgspec.to_builtins(self.studio.session)

    def ask_widgets(self, name: str) -> list[list[int]]:
        """Where the visible widgets of an accessible name are: left, top, width, height; those of the window in front, from the top."""
        found = [one for one in self._shown() if one.accessibleName() == name]
        active = QApplication.activePopupWidget() or QApplication.activeWindow()
        found = [one for one in found if one.window() is active] or found
        places = [[*of_widget(one, QPointF(0, 0)), one.width(), one.height()] for one in found]
        return sorted(places, key=lambda place: (place[1], place[0]))

    def ask_names(self) -> list[str]:
        """The accessible names of all visible widgets."""
        return sorted({one.accessibleName() for one in self._shown() if one.accessibleName()})

    def _shown(self) -> list[QWidget]:
        return [one for one in QApplication.allWidgets() if one.isVisible() and not one.visibleRegion().isEmpty()]

    def ask_segment(self, name: str, words: str) -> Place | None:
        """Where one of a few side by side is: a tab, a view."""
        for one in self._shown():
            if isinstance(one, Segmented) and one.accessibleName() == name:
                for (_key, label), rect in zip(one.segments, one.segment_rects(), strict=True):
                    if label == words:
                        return of_widget(one, rect.center())
        return None

    def ask_star(self, name: str, number: int) -> Place | None:
        """Where a star of a rating is, counted from 1."""
        found = next((one for one in self._shown() if isinstance(one, Stars) and one.accessibleName() == name), None)
        return of_widget(found, QPointF(found.width() * (number - 0.5) / 5, found.height() / 2)) if found is not None else None

    def ask_found(self, words: str) -> Place | None:
        """Where a line of the list that is being searched is."""
        found = next((one for one in self._shown() if isinstance(one, SearchList)), None)
        for at, item in enumerate(found.rows.items[found.rows.first :] if found is not None else ()):
            if item.words == words:
                return of_widget(found.rows, QPointF(found.rows.width() / 2, px(ROW) * (at + 0.5)))  # type: ignore[union-attr]
        return None

    def ask_menu_item(self, words: str) -> Place | None:
        """Where the line of an open menu that begins with these words is."""
        for menu in QApplication.allWidgets():
            for action in menu.actions() if isinstance(menu, QMenu) and menu.isVisible() else ():
                if action.text().replace("&", "").startswith(words) and action.isEnabled():
                    return of_widget(menu, QPointF(menu.actionGeometry(action).center()))
        return None

    def ask_menu_title(self, words: str) -> Place | None:
        """Where a title of the menu bar is."""
        assert self.window is not None
        bar = self.window.menu_row.bar
        action = next(one for one in bar.actions() if one.text().replace("&", "") == words)
        return of_widget(bar, QPointF(bar.actionGeometry(action).center()))

    def ask_dock_edge(self) -> Place | None:
        """Where the dock can be pulled higher."""
        assert self.window is not None
        handle = self.window.middle.handle(1)
        return of_widget(handle, QPointF(handle.rect().center())) if handle.isVisible() else None

    def ask_canvas(self, frame: int, kind: str, track_id: str, item: str = "", share: float = 0.5) -> Place | None:
        """Where a frame is on the row of a track, take or envelope; `share` of its height below its top."""
        assert self.window is not None
        canvas = self.window.arrange.canvas  # type: ignore[attr-defined]
        row = row_of(canvas.viewport.rows, track_id, kind, item)  # type: ignore[arg-type]
        if row is None:
            return None
        rect = canvas.rect_of(row)
        return of_widget(canvas, QPointF(canvas.axis.x(frame), rect.top() + rect.height() * share))

    def ask_envelope(self, frame: int, value: float, track_id: str, target: str) -> Place | None:
        """Where a value is on an automation lane."""
        assert self.window is not None
        canvas = self.window.arrange.canvas  # type: ignore[attr-defined]
        row, part = row_of(canvas.viewport.rows, track_id, "automation", target), canvas.parts["automation"]
        assert isinstance(part, AutomationPart)
        lane = part.lane(row) if row is not None else None
        return of_widget(canvas, QPointF(canvas.axis.x(frame), lane.y(value))) if lane is not None else None

    def ask_eq(self, freq_hz: float, gain_db: float) -> Place | None:
        """Where a frequency and a gain are in the equaliser that is shown."""
        display = next((one for one in self._shown() if isinstance(one, EqHand)), None)
        return of_widget(display, display.axes.place(freq_hz, gain_db)) if display is not None else None

    def ask_node(self, number: int) -> Place | None:
        """Where a band's node is in the equaliser that is shown."""
        display = next((one for one in self._shown() if isinstance(one, EqHand)), None)
        return of_widget(display, display.node_place(display.state.band(number))) if display is not None else None

    def ask_cap(self, name: str, value: float | None = None) -> Place | None:
        """Where the cap of a fader is, or would be at a value."""
        found = next((one for one in self._shown() if isinstance(one, Fader) and one.accessibleName() == name), None)
        if found is None:
            return None
        travel = found.quantity.travel(found.value if value is None else value)
        return of_widget(found, QPointF(found.width() / 2, found.travel_y(travel)))


def main() -> int:
    """The program, with its ear at stdin."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    write_down_notices()
    questions = Questions(make_application())
    code = run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    del questions
    return code


if __name__ == "__main__":
    sys.exit(main())
