"""The sections of the song: named blocks; their edges are dragged, they move with all they hold, and Alt+drag copies them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.edits.error import EditError
from daw.model.limits import COLORS
from daw.model.session import Section
from daw.ui import theme as themes
from daw.ui.arrange.nameentry import NameEntry
from daw.ui.arrange.rulermenu import add_section
from daw.ui.arrange.snapping import next_line
from daw.ui.arrange.strip import Strip
from daw.ui.arrange.viewport import Viewport
from daw.ui.icons import icon
from daw.ui.metrics import BODY, SEMIBOLD, px, pxf
from daw.ui.theme import mix
from daw.ui.timetext import bars_text
from daw.ui.widgets.shapes import LEFT, draw_text, paint_focus_ring

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio

EDGE, START_PX = 5, 4


class SectionLane(Strip):
    """20 high.  `focus` is the section the keys go to."""

    sticky = 240

    def __init__(self, studio: "Studio", viewport: Viewport, canvas: "Canvas", parent: QWidget | None = None) -> None:
        super().__init__(studio, viewport, canvas, parent)
        self.focus: str | None = None
        self._drag = ""
        self._section: Section | None = None
        self._pressed = QPointF()
        self._range = (0, 0)
        self._drop: int | None = None
        self._entry: NameEntry | None = None
        self.setAccessibleName("Sections")
        self.setStatusTip("Drag a section to move it with all it holds, Alt+drag copies it, drag its edges, double-click its name.")

    # drawing

    def place_of(self, section: Section) -> QRectF:
        """Where a section shows."""
        axis = self.viewport.axis
        left, right = round(axis.x(section.start)), round(axis.x(section.start + section.length))
        return QRectF(left, 0, max(2, right - left), self.height())

    def draw(self, painter: QPainter, rect: QRect) -> None:
        theme = themes.current()
        painter.fillRect(rect, theme.panel)
        for section in self.viewport.shown.sections:
            place = self.place_of(section)
            if not place.intersects(QRectF(rect)):
                continue
            color = theme.track(section.color)
            painter.fillRect(place.adjusted(0, 1, -1, -1), mix(theme.panel, color, 0.30))
            painter.fillRect(QRectF(place.left(), 1, px(3), place.height() - 2), color)
            left = max(place.left(), 0.0) + px(10)
            if place.right() - left > px(8):
                name = QRectF(left, 0, place.right() - left - px(4), place.height())
                draw_text(painter, name, section.name, BODY - 0.5, SEMIBOLD, mix(theme.text, color, 0.2), LEFT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, theme = QPainter(self), themes.current()
        focus = self._known(self.focus)
        if self.hasFocus() and focus is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus_ring(painter, self.place_of(focus), theme, 2)
        if self._drop is not None:
            painter.fillRect(QRectF(self.viewport.axis.x(self._drop) - 1, 0, pxf(3), self.height()), theme.accent)
        painter.end()

    def _known(self, section_id: str | None) -> Section | None:
        return next((one for one in self.studio.session.sections if one.id == section_id), None)

    def section_at(self, x: float) -> Section | None:
        """The section at a place."""
        return next((one for one in self.studio.session.sections if self.place_of(one).left() <= x < self.place_of(one).right()), None)

    # the hand

    def part_at(self, x: float) -> str:
        """What of a section is at a place: "start", "end", "middle" or ""."""
        section = self.section_at(x)
        if section is None:
            return ""
        place = self.place_of(section)
        if x - place.left() < px(EDGE):
            return "start"
        return "end" if place.right() - x <= px(EDGE) else "middle"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._pressed, self._drag, self._section = at, self.part_at(at.x()), self.section_at(at.x())
        if self._section is not None:
            self.choose(self._section)
            self._range = (self._section.start, self._section.start + self._section.length)
            if self._drag == "middle" and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._drag = "copy"

    def choose(self, section: Section) -> None:
        """Bring a section into focus."""
        self.focus = section.id
        words = f"{bars_text(self.studio.session, section.start)} to {bars_text(self.studio.session, section.start + section.length)}"
        self.setAccessibleDescription(f"Section {section.name}, {words}")
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not self._drag or self._section is None:
            part = self.part_at(at.x())
            shapes = {"start": Qt.CursorShape.SizeHorCursor, "end": Qt.CursorShape.SizeHorCursor, "middle": Qt.CursorShape.OpenHandCursor}
            self.setCursor(shapes.get(part, Qt.CursorShape.ArrowCursor))
            return
        if abs(at.x() - self._pressed.x()) < px(START_PX):
            return
        frame = self.canvas.snap(self.viewport.axis.frame(at.x())).frame
        if self._drag in ("start", "end"):
            self._resize(frame)
            self.say(bars_text(self.studio.session, frame), at)
        else:
            self._drop = self.landing(frame)
            words = "copy to" if self._drag == "copy" else "move to"
            self.say(f"{words} {bars_text(self.studio.session, self._drop)}", at)
            self.update()

    def _resize(self, frame: int) -> None:
        section = self._section
        assert section is not None
        start, end = self._range = (
            (frame, section.start + section.length) if self._drag == "start" else (section.start, frame)
        )  # fmt: skip
        try:
            self.viewport.preview(edits.set_section_range(self.studio.session, section.id, start, end))
        except EditError:
            self._range = (section.start, section.start + section.length)

    def landing(self, frame: int) -> int:
        """Where a section can be put near a frame: not inside another one."""
        for section in self.studio.session.sections:
            end = section.start + section.length
            if section.start < frame < end:
                return section.start if frame - section.start < end - frame else end
        return frame

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, section, drop = self._drag, self._section, self._drop
        self._drag, self._drop = "", None
        self.say("", event.position())
        if section is not None and drag in ("start", "end"):
            if self._range != (section.start, section.start + section.length):
                self.studio.do(edits.set_section_range, section.id, *self._range)
            self.viewport.preview(None)
        elif section is not None and drop is not None:
            self.studio.do(edits.copy_section if drag == "copy" else edits.move_section, section.id, drop)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        section = self.section_at(event.position().x())
        if section is not None:
            self.rename(section)

    def rename(self, section: Section) -> None:
        """Let a section's name be typed where it stands."""
        rect = self.place_of(section).toRect().intersected(self.rect())
        rect.setWidth(max(px(110), min(rect.width(), px(220))))
        self._entry = NameEntry(section.name, rect, self, "Name of the section")
        self._entry.named.connect(lambda name: self.studio.do(edits.rename_section, section.id, name))

    # keys and menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        session, section = self.studio.session, self._known(self.focus)
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        modifiers = event.modifiers()
        if event.key() == Qt.Key.Key_Escape and self._drag:
            self._drag, self._drop = "", None
            self.viewport.preview(None)
        elif way is not None and modifiers == Qt.KeyboardModifier.NoModifier and session.sections:
            at = session.sections.index(section) + way if section is not None else 0
            self.choose(session.sections[min(max(at, 0), len(session.sections) - 1)])
        elif section is None:
            super().keyPressEvent(event)
        elif way is not None and modifiers & Qt.KeyboardModifier.ControlModifier and modifiers & Qt.KeyboardModifier.ShiftModifier:
            end = next_line(session, "1/1", section.start + section.length, 1.0, way)
            self.studio.do(edits.set_section_range, section.id, section.start, end)
        elif way is not None and modifiers & Qt.KeyboardModifier.AltModifier:
            self._move_past(section, way)
        elif event.key() == Qt.Key.Key_F2:
            self.rename(section)
        elif event.key() == Qt.Key.Key_Delete:
            self.studio.do(edits.remove_section, section.id)
        else:
            super().keyPressEvent(event)

    def _move_past(self, section: Section, way: int) -> None:
        listed = self.studio.session.sections
        at = listed.index(section) + way
        if 0 <= at < len(listed):
            other = listed[at]
            self.studio.do(edits.move_section, section.id, other.start + (other.length if way > 0 else 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        x = event.pos().x()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        section, studio = self.section_at(x), self.studio
        if section is None:
            menu.addAction("Add section", lambda: add_section(studio, self.viewport.axis.frame(x)))
        else:
            end = section.start + section.length
            menu.addAction("Rename", lambda: self.rename(section))
            colors = menu.addMenu("Colour")
            for name in COLORS:
                colors.addAction(icon("stop", themes.current().track(name)), name.capitalize(), _Color(studio, section.id, name))
            menu.addAction("Copy behind", lambda: studio.do(edits.copy_section, section.id, end))
            menu.addAction("Loop this", lambda: studio.do(edits.set_loop, section.start, end))
            menu.addAction("Select its time", lambda: studio.selection.set_range(section.start, end))
            menu.addSeparator()
            menu.addAction("Delete the name", lambda: studio.do(edits.remove_section, section.id))
            menu.addAction("Delete with its time", lambda: studio.do(edits.ripple_delete_range, section.start, end))
        menu.popup(event.globalPos())


class _Color:
    """Gives a section a colour."""

    def __init__(self, studio: "Studio", section_id: str, color: str) -> None:
        self.studio, self.section_id, self.color = studio, section_id, color

    def __call__(self) -> None:
        self.studio.do(edits.set_section_color, self.section_id, self.color)
