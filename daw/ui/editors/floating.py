"""An editor in a window of its own."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from daw.ui import metrics
from daw.ui.editors.frame import Frame
from daw.ui.metrics import px
from daw.ui.studio import Studio

NORMAL, LEAST = QSize(960, 640), QSize(720, 480)
SMALL = {"daw.panner": QSize(720, 480), "daw.compressor": QSize(960, 560), "daw.limiter": QSize(960, 560), "daw.delay": QSize(960, 560)}


class EditorWindow(QWidget):
    """Closes with its slot; Esc closes it."""

    def __init__(self, studio: Studio, slot_id: str) -> None:
        super().__init__(studio.window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("zone", "dock")
        self.slot_id = slot_id
        self._studio = studio
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.frame = self._new_frame()
        self.setWindowTitle(f"{self.frame.link.name}, {self.frame.link.place} – {studio.session.name}")
        size = SMALL.get(self.frame.link.slot.effect, NORMAL)
        self.resize(px(size.width()), px(size.height()))
        metrics.changes.changed.connect(self._on_scale)

    def _new_frame(self) -> Frame:
        frame = Frame(self._studio, self.slot_id, floats=True)
        self.setMinimumSize(px(LEAST.width()), px(LEAST.height()))
        self._column.addWidget(frame)
        frame.close_asked.connect(self.close)
        frame.float_asked.connect(self._dock)
        frame.gone.connect(self.close)
        return frame

    def _on_scale(self) -> None:
        """Everything is measured anew."""
        old = self.frame
        self._column.removeWidget(old)
        old.hide()
        old.end()
        self.frame = self._new_frame()

    def _dock(self) -> None:
        self.close()
        self._studio.open_editor(self.slot_id)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        metrics.changes.changed.disconnect(self._on_scale)
        windows = _windows(self._studio)
        if windows.get(self.slot_id) is self:
            del windows[self.slot_id]
        self.frame.end()
        super().closeEvent(event)


class EditorWindows(QObject):
    """The windows open now, by slot: one for every studio."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.open: dict[str, EditorWindow] = {}


def _windows(studio: Studio) -> dict[str, EditorWindow]:
    found = studio.findChild(EditorWindows)
    return (found if found is not None else EditorWindows(studio)).open


def open_floating(studio: Studio, slot_id: str) -> EditorWindow:
    """Open an effect's editor in a window of its own, or bring it to the front."""
    windows = _windows(studio)
    window = windows.get(slot_id)
    if window is None:
        window = windows[slot_id] = EditorWindow(studio, slot_id)
        window.show()
    window.raise_()
    window.activateWindow()
    return window
