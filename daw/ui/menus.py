"""The menu bar, made from the actions: what a zone registers as "clip.…" is in Clip.  Menus are filled when they open."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QWidget

from daw.model.session import Session
from daw.ui import theme as themes
from daw.ui.actions import Action, Actions, sequences
from daw.ui.icons import paint_icon
from daw.ui.metrics import SECONDARY, SEMIBOLD, px
from daw.ui.studio import Studio
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.pill import Pill
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.shapes import fill_rounded

OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
MENUS = ("File", "Edit", "View", "Track", "Clip", "Mix", "Help")
# The usual order; "-" is a line.  What is not named here follows in the order it was registered.
ORDER = {
    "File": ["file.new", "file.open", "file.recent", "-", "file.save", "file.save-version", "file.save-as", "file.rename",
             "file.show-folder", "-", "file.import", "file.find-missing", "file.bounce", "-",
             "file.audio-settings", "file.preferences", "file.shortcuts", "*", "-", "file.close"],
    "Edit": ["edit.undo", "edit.redo", "-", "edit.cut", "edit.copy", "edit.paste", "edit.delete", "edit.ripple-delete", "-",
             "edit.select-all", "edit.deselect"],
    "View": ["view.record", "view.mix", "view.reset", "-", "view.inspector", "view.dock", "view.float-dock", "view.browser", "*", "-",
             "view.next-zone", "view.previous-zone", "view.compact", "view.full-screen", "-", "look.dark", "look.light", "look.contrast",
             "look.larger", "look.smaller", "look.normal"],
    "Track": ["track.new", "track.duplicate", "track.rename", "track.delete", "-", "track.arm", "track.hear", "track.mute",
              "track.solo", "-"],
    "Clip": ["clip.split", "clip.join", "clip.duplicate", "clip.delete", "-"],
    "Mix": ["mix.clear-solo", "mix.reset-meters", "-"],
    "Help": ["help.commands", "help.keys", "help.first-steps", "-"],
}  # fmt: skip


# What begins like this is in a menu of its own within the menu.
SUBMENUS = {
    "clip.fade": "Fades", "clip.no-fades": "Fades", "clip.crossfade": "Fades", "clip.nudge": "Nudge", "clip.slip": "Nudge",
    "clip.track": "Nudge", "clip.trim": "Trim", "clip.end-": "Trim", "clip.start-": "Trim", "clip.next": "Go to", "clip.previous": "Go to",
    "clip.louder": "Level", "clip.softer": "Level", "clip.gain": "Level", "clip.normalise": "Level",
    "clip.stretch": "Stretch", "view.zoom": "Zoom",
    "view.panel": "Panel",
    "view.taller": "Zoom", "view.lower": "Zoom", "view.waves": "Zoom", "view.follow": "Follow the playhead", "view.time": "Go to",
    "view.extend": "Go to", "view.track": "Go to", "view.find": "Go to", "view.menu": "Go to", "view.next-zone": "Go to",
    "view.previous-zone": "Go to", "look.": "Look", "mix.louder": "Strip", "mix.quieter": "Strip", "mix.center": "Strip",
    "mix.reset-fader": "Strip", "mix.meter-": "Meters", "file.recent": "Recent",
}  # fmt: skip


def submenu_of(action: Action) -> str:
    """The menu within the menu an action is in, or none."""
    return next((name for start, name in SUBMENUS.items() if action.key.startswith(start)), "")


def menu_of(action: Action) -> str:
    """The menu an action is in; empty for one that only the command search knows."""
    return action.menu or (name if (name := action.key.partition(".")[0].capitalize()) in MENUS else "")


def listed(actions: Actions, menu: str) -> list[Action | None]:
    """The actions of a menu in order; None is a line."""
    found = {key: action for key, action in actions.all.items() if menu_of(action) == menu}
    order = ORDER[menu] if "*" in ORDER[menu] else [*ORDER[menu], "*"]
    named = set(order)
    rows: list[Action | None] = []
    for key in order:
        if key == "-":
            rows.append(None)
        elif key == "*":
            rows.extend(action for key, action in found.items() if key not in named)
        elif key in found:
            rows.append(found[key])
    return [row for at, row in enumerate(rows) if row is not None or (0 < at < len(rows) - 1 and rows[at - 1] is not None)]


def fill(menu: QMenu, actions: Actions, rows: list[Action | None]) -> None:
    """Put actions into a menu, with their keys; those that can't be done now are grey and say why in the status bar."""
    within: dict[str, QMenu] = {}
    for row in rows:
        if row is None:
            menu.addSeparator()
            continue
        name = submenu_of(row)
        if name and name not in within:
            within[name] = QMenu(name, menu)
            menu.addMenu(within[name])
        item = (within[name] if name else menu).addAction(row.words)
        keys = sequences(actions.shortcut(row.key))
        if keys:
            shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText)
            item.setText(f"{row.words}\t{shown}")  # only shown: the keys themselves are the business of Shortcuts
        item.setData(row.key)
        item.setEnabled(row.is_enabled)
        if not row.is_enabled:
            item.setStatusTip(row.reason)
        if row.is_on is not None:
            item.setCheckable(True)
            item.setChecked(row.is_on())


class Brand(QWidget):
    """The program's sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(px(20), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = themes.current()
        box = QRectF(px(2), px(8), px(16), px(16))
        fill_rounded(painter, box, 4, theme.accent)
        paint_icon(painter, "brand", box.adjusted(px(2), px(2), -px(2), -px(2)), theme.on_accent)
        painter.end()


class TitleBar(QMenuBar):
    """The titles of the menus.  F6 that comes by opens nothing; Enter, Space or an arrow opens the first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        titles = [action for action in self.actions() if action.isVisible()]
        if self.activeAction() is None and event.key() in OPENING and titles:
            self.setActiveAction(titles[0])
        else:
            super().keyPressEvent(event)


class MenuRow(Ground):
    """Brand, menus, view switcher in the middle, the song's name, when it was saved, and the engine's state."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self._studio = studio
        self.setProperty("zone", "menu")
        self.setFixedHeight(px(32))
        self.bar = TitleBar()
        self.bar.setNativeMenuBar(False)
        self.menus: dict[str, QMenu] = {}
        for name in MENUS:
            menu = QMenu(name, self.bar)
            self.bar.addMenu(menu)
            menu.aboutToShow.connect(self._on_about_to_show)
            menu.triggered.connect(self._on_triggered)
            menu.addAction(name)  # an empty menu does not open
            self.menus[name] = menu
        self.views = Segmented("View", (("record", "Record"), ("mix", "Mix")), face="views", parent=self)
        self.name = Label(studio.session.name, weight=SEMIBOLD)
        self.saved = Label("Saved", size=SECONDARY, ink="text2")
        self.engine = Pill("Engine", words="Starting", dot="text3", help="Audio settings.")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), 0, px(12), 0)
        row.setSpacing(px(8))
        self.brand = Brand()
        row.addWidget(self.brand)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.name)
        row.addWidget(self.saved)
        row.addWidget(self.engine)
        self.views.set_value(studio.view.layout)
        self.views.moved.connect(self._on_view_chosen)
        studio.view.changed.connect(self._on_view)
        studio.session_changed.connect(self._on_session)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_menus)
        studio.actions.changed.connect(self._later.start)
        self._show_menus()

    def _show_menus(self) -> None:
        """Only menus that have something in them."""
        known = {menu_of(action) for action in self._studio.actions.all.values()}
        for name, menu in self.menus.items():
            menu.menuAction().setVisible(name in known)
        self._place_views()

    def open(self, name: str) -> None:
        """Open a menu, as Alt and its letter do."""
        self.bar.setActiveAction(self.menus[name].menuAction())

    def _on_about_to_show(self) -> None:
        menu = self.sender()
        name = next(name for name, one in self.menus.items() if one is menu)
        self.menus[name].clear()
        for within in self.menus[name].findChildren(QMenu):
            within.deleteLater()
        fill(self.menus[name], self._studio.actions, listed(self._studio.actions, name))

    def _on_triggered(self, item: object) -> None:
        self._studio.actions.trigger(item.data())  # type: ignore[attr-defined]

    def _on_view_chosen(self, name: str, _gesture: object) -> None:
        self._studio.view.layout = name

    def _on_view(self, _names: frozenset[str]) -> None:
        self.views.set_value(self._studio.view.layout)

    def _on_session(self, old: Session, new: Session) -> None:
        if old.name != new.name:
            self.name.set_text(new.name)
            self._place_views()

    def show_saved(self, words: str, ink: str) -> None:
        """When the song was saved."""
        self.saved.set_text(words)
        self.saved.set_ink(ink)
        self._place_views()

    def show_engine(self, words: str, dot: str) -> None:
        """The state of the sound."""
        self.engine.show_state(words, dot=dot)
        self._place_views()

    def _place_views(self) -> None:
        """The switcher in the middle, beside what there is room for: the menus always, and the engine before the name."""
        self.views.adjustSize()
        wide, menus = self.views.width(), px(10) + self.bar.sizeHint().width() + px(12)
        sign = self.brand.width() + px(8)
        self.brand.setVisible(menus + sign + wide <= self.width())
        left = menus + (0 if self.brand.isHidden() else sign)
        right = [one.sizeHint().width() + px(8) for one in (self.name, self.saved, self.engine)]
        free = self.width() - left - wide - px(24)
        self.name.setVisible(sum(right) <= free)
        self.saved.setVisible(sum(right[1:]) <= free)
        self.engine.setVisible(right[2] <= free)  # what it opens is in the menu File too
        taken = sum(width for width, one in zip(right, (self.name, self.saved, self.engine), strict=True) if not one.isHidden())
        x = min((self.width() - wide) // 2, self.width() - taken - wide - px(16))
        self.views.move(max(x, left), (self.height() - self.views.height()) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_views()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(px(32))
            self._place_views()
        super().changeEvent(event)
