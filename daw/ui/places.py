"""Where everything stands in the window: the sizes and the pages of the present view, and the dock in a window of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from daw.ui import metrics
from daw.ui.dock import DockWindow
from daw.ui.metrics import px
from daw.ui.views import DEFAULTS, forget_layout, keep_layout, layout_of

if TYPE_CHECKING:
    from daw.ui.window import Window

RAIL = 36
LEAST_MIDDLE = 480  # for the song, or the inspector goes
MOST_DOCK = 0.60  # of the height between transport and status bar
PAGES = {"record": ("inputs", "mixer", "clip", "effects"), "mix": ("mixer", "clip", "effects")}


class Places(QObject):
    """Of one window; the window makes the zones, and calls `connect_zones` for each new set of them."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._studio = window, window.studio
        self._dock_window: DockWindow | None = None
        self._placing = False
        self._studio.view.changed.connect(self._on_view)
        self._studio.dock_asked.connect(self.show_dock)

    def connect_zones(self) -> None:
        """Follow the hand on the lines between the zones, the dock and the rail."""
        window = self._window
        window.dock.page_chosen.connect(self.show_dock)
        window.dock.float_asked.connect(self.toggle_float)
        window.dock.close_asked.connect(self._on_dock_closed)
        window.rail.chosen.connect(self.show_panel)
        for lines in (window.middle, window.across, window.upper):
            lines.splitterMoved.connect(self._keep_sizes)
            lines.default_asked.connect(self._default_sizes)

    def show(self) -> None:
        """Place everything as the present view has it."""
        self._placing = True
        window, view = self._window, self._studio.view
        layout = layout_of(view)
        left, right = px(layout.inspector), px(layout.panel_width)
        inspector_shown = layout.inspector_shown and window.width() - px(RAIL) - left >= px(LEAST_MIDDLE)
        window.inspector.setVisible(inspector_shown)
        window.dock.offer(PAGES[view.layout])
        window.dock.show_page(layout.page if layout.page in window.dock.pages else next(iter(window.dock.pages), ""))
        if self._dock_window is None:
            window.dock.setVisible(layout.dock_shown)
        window.panel.open(layout.panel)
        window.rail.show_open(layout.panel)
        width = max(window.across.width(), px(600))
        window.across.setSizes([left, max(width - left, px(300))])
        between = width - (left if inspector_shown else 0)
        window.upper.setSizes([max(between - right, px(300)), right])
        height = max(window.middle.height(), px(300))
        dock = min(px(getattr(layout, layout.dock_field)), round(height * MOST_DOCK))
        window.middle.setSizes([height - dock, dock])
        self._placing = False

    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"layout", "layouts"}:
            self.show()

    def _keep_sizes(self) -> None:
        if self._placing:
            return
        window, layout = self._window, layout_of(self._studio.view)
        factor = metrics.scale() / 100.0
        if window.inspector.isVisible():
            layout.inspector = round(window.across.sizes()[0] / factor)
        if window.panel.isVisible():
            layout.panel_width = round(window.upper.sizes()[1] / factor)
        if window.dock.isVisible() and self._dock_window is None:
            setattr(layout, layout.dock_field, round(window.middle.sizes()[1] / factor))
        keep_layout(self._studio.view, layout)

    def _default_sizes(self) -> None:
        layout, usual = layout_of(self._studio.view), DEFAULTS[self._studio.view.layout]
        if self.sender() is self._window.middle:
            layout.dock, layout.dock_effects = usual.dock, usual.dock_effects
        else:
            layout.inspector, layout.panel_width = usual.inspector, usual.panel_width
        keep_layout(self._studio.view, layout)

    def reset(self) -> None:
        """Let the present view be as it comes."""
        self.dock_back()
        forget_layout(self._studio.view)

    def shows(self, part: str) -> bool:
        """Whether the "inspector" or the "dock" is shown."""
        return bool(getattr(layout_of(self._studio.view), f"{part}_shown"))

    def toggle(self, part: str) -> None:
        """Show or hide the "inspector" or the "dock"."""
        layout = layout_of(self._studio.view)
        setattr(layout, f"{part}_shown", not self.shows(part))
        keep_layout(self._studio.view, layout)
        if part == "inspector" and layout.inspector_shown and not self._window.inspector.isVisible():
            self._studio.say("There is no room for the inspector: make the window wider, or everything smaller (Ctrl+Alt+−).")

    @Slot(str)
    def show_dock(self, name: str) -> None:
        """Bring a page of the dock to the front; "loudness" is part of the mixer's."""
        page = "mixer" if name == "loudness" else name
        if page in self._window.dock.pages:
            layout = layout_of(self._studio.view)
            layout.dock_shown, layout.page = True, page
            keep_layout(self._studio.view, layout)

    @Slot(str)
    def show_panel(self, name: str) -> None:
        """Open a panel of the rail, or close it if it is open."""
        layout = layout_of(self._studio.view)
        layout.panel = "" if layout.panel == name else name
        keep_layout(self._studio.view, layout)

    def _on_dock_closed(self) -> None:
        if self._dock_window is not None:
            self._dock_window.close()
        else:
            self.toggle("dock")

    # ---- the dock's own window

    @property
    def dock_floats(self) -> bool:
        """Whether the dock has a window of its own."""
        return self._dock_window is not None

    def toggle_float(self) -> None:
        """Give the dock a window of its own, or put it back."""
        if self._dock_window is not None:
            self._dock_window.close()
            return
        dock = self._window.dock
        size = dock.size()
        self._dock_window = DockWindow(dock, self._window)
        self._dock_window.returned.connect(self.dock_back)
        self._dock_window.resize(size)
        self._dock_window.show()

    def dock_back(self) -> None:
        """Put the dock into the window again."""
        floating, self._dock_window = self._dock_window, None
        if floating is not None:
            self._window.middle.addWidget(self._window.dock)
            floating.deleteLater()
            self.show()
