"""The Browser panel: a field, four tabs, rows; files are heard before they are brought in."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from daw import preferences
from daw.ui.browser import adding, things
from daw.ui.browser.carrying import carry
from daw.ui.browser.cleaning import CleanUp
from daw.ui.browser.thinglist import ThingList
from daw.ui.browser.things import Thing
from daw.ui.browser.waves import FileFacts, FileWaves
from daw.ui.metrics import BODY, MEDIUM, font, px
from daw.ui.mixer.effectlist import favourites
from daw.ui.preview import Preview
from daw.ui.rail.panel import Panel
from daw.ui.search import Item, did_you_mean, search
from daw.ui.showfile import show_in_folder
from daw.ui.studio import Studio
from daw.ui.widgets.label import Paragraph
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.segmented import Segmented

TABS = (("files", "Files"), ("effects", "Effects"), ("presets", "Presets"), ("project", "Project"))
REST_MS = 120  # after the last letter typed


class Browser(Panel):
    """list : its rows.  preview : what is being listened to"""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Browser")
        self._studio = studio
        self.folder = start_folder()
        self.waves = FileWaves(self)
        self.preview = Preview(studio)
        self._all: list[Thing] = []
        self._stale = True
        self._head()
        self.empty = Paragraph()
        self.list = ThingList(self._facts)
        self.put(self.empty)
        self.put(self.list)
        self.clean_up = CleanUp(studio)
        self.foot.addWidget(self.clean_up)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.refresh)
        self._connect()

    def _head(self) -> None:
        self.field = QLineEdit(placeholderText="Find a file")
        self.field.setFont(font(BODY, MEDIUM))
        self.field.setFixedHeight(px(28))
        self.field.setAccessibleName("Find in the browser")
        self.field.setStatusTip("Type a few letters; the arrows go through what answers, Enter brings it to the chosen track.")
        self.field.setToolTip("Finds by names, also by words that are nearly right. The arrows choose.")
        self.field.installEventFilter(self)
        self.tabs = Segmented("Browser", TABS, face="joined")
        self.place = MenuButton("Folder", width=200, height=24)
        self.place.icon = "folder"
        self.place.make_menu = self._fill_places
        self.head.setSpacing(px(8))
        for widget in (self.field, self.tabs, self.place):
            self.head.addWidget(widget)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._rest.start)
        self.tabs.moved.connect(self._on_tab)
        self.waves.came.connect(self._on_facts)
        self.preview.changed.connect(self._on_preview)
        self.list.opened.connect(self.open)
        self.list.heard.connect(self._on_heard)
        self.list.picked.connect(self._on_picked)
        self.list.starred.connect(self.star)
        self.list.left.connect(self._on_left)
        self.list.carried.connect(self._on_carried)
        self.list.menu_asked.connect(self._on_menu)
        self._studio.session_changed.connect(self._on_session)
        self._studio.preferences_changed.connect(self._on_preferences)
        self.destroyed.connect(self.waves.close)

    # ---- what is listed

    def _facts(self, thing: Thing) -> FileFacts | None:
        return self.waves.facts(thing.path) if thing.path is not None else None

    def _on_facts(self, _path: str) -> None:
        self.list.update()

    def _on_session(self, old: object, new: object) -> None:
        self._stale = True
        changed = old.sources != new.sources or old.tracks != new.tracks  # type: ignore[attr-defined]
        if self.isVisible() and self.tabs.value == "project" and changed:
            self.refresh()

    def _on_preferences(self, old: preferences.Preferences, new: preferences.Preferences) -> None:
        if (old.favourite_files, old.favourite_effects) != (new.favourite_files, new.favourite_effects):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale or not self._all:
            self.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.preview.stop()
        super().hideEvent(event)

    def refresh(self) -> None:
        """Read what there is, and show what answers to what is typed."""
        self._stale = False
        tab, typed, trouble = self.tabs.value, self.field.text().strip(), ""
        hints = {"files": "Find a file", "effects": "Find an effect", "presets": "Find a preset", "project": "Find audio of the song"}
        self.field.setPlaceholderText(hints[tab])
        self.place.setVisible(tab == "files")
        self.place.words = self.place.value = self.folder.name or str(self.folder)
        try:
            self._all = self._read(tab, typed)
        except OSError as problem:
            self._all, trouble = [], f"This folder can’t be read: {problem.strerror or problem}."
        shown = self._all
        if typed:
            known = {one.key: one for one in self._all}
            shown = [known[item.key] for item in search([one.item for one in self._all if one.kind != "up"], typed)]
        present = self.list.thing.key if self.list.thing is not None else ""
        self.list.show_things(shown, present)
        self.empty.set_text(trouble or self._nothing(typed) if not [one for one in shown if one.kind != "up"] else "")
        self.empty.setVisible(bool(self.empty.text()))
        self.clean_up.setVisible(tab == "project")
        if tab == "project":
            self.clean_up.refresh()
        self.place.update()

    def _read(self, tab: str, typed: str) -> list[Thing]:
        if tab == "files":
            stars = self._studio.preferences.favourite_files
            return things.walked(self.folder, stars) if typed else things.folder_things(self.folder, stars)
        makers = {"effects": things.effect_things, "presets": things.preset_things, "project": things.source_things}
        return makers[tab](self._studio)

    def _nothing(self, typed: str) -> str:
        if not typed:
            return {"files": "No audio in this folder.", "project": "Audio you record or bring in is listed here."}.get(self.tabs.value, "")
        near = did_you_mean([one.item for one in self._all], typed) or nearest_word(self._all, typed)
        return f"Nothing called “{typed}”." + (f" Did you mean {near}?" if near else "")

    def _on_tab(self, _name: str, _gesture: object) -> None:
        self.preview.stop()
        self.refresh()

    # ---- folders

    def go(self, folder: Path, present: str = "") -> None:
        """Show another folder."""
        self.folder = folder
        self.field.clear()
        self._rest.stop()
        self.refresh()
        self.list.show_things(self.list.things, present)
        self._studio.prefer(browser_folder=str(folder))

    def _on_left(self) -> None:
        if self.tabs.value == "files" and self.folder.parent != self.folder:
            self.go(self.folder.parent, str(self.folder))

    def _fill_places(self, menu: QMenu) -> None:
        stars = [Path(one) for one in self._studio.preferences.favourite_files if Path(one).is_dir()]
        song = self._studio.document.folder
        for folder in dict.fromkeys([*stars, *usual_folders(), *([song] if song is not None else [])]):
            menu.addAction(str(folder)).setData(str(folder))
        menu.triggered.connect(lambda action: self.go(Path(action.data())))

    # ---- what is done with a row

    def open(self, thing: Thing) -> None:
        """Enter: go into a folder, or bring the thing into the song."""
        if thing.kind in ("folder", "up"):
            self.go(Path(thing.key), str(self.folder) if thing.kind == "up" else "")
        elif adding.add(self._studio, thing):
            self._studio.say(f"Added {thing.words}.")

    def _on_heard(self, thing: Thing) -> None:
        if thing.path is not None:
            self.preview.toggle(thing.path)
        else:
            self._studio.toggle_play()

    def _on_picked(self, thing: Thing) -> None:
        if self.preview.path is not None and thing.path is not None and thing.path != self.preview.path:
            self.preview.play(thing.path)

    def _on_preview(self) -> None:
        path = self.preview.path
        self.list.sounding = next((one.key for one in self.list.things if one.path == path), "") if path is not None else ""
        self.list.update()

    def _on_carried(self, thing: Thing) -> None:
        carry(self._studio, thing, self.list)

    def star(self, thing: Thing) -> None:
        """Star something, or not any more."""
        if thing.kind == "effect":
            known = favourites(self._studio)
            self._studio.prefer(favourite_effects=_toggled(known, thing.key))
        else:
            self._studio.prefer(favourite_files=_toggled(self._studio.preferences.favourite_files, thing.key))

    def _on_menu(self, thing: Thing, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if thing.kind in ("folder", "up"):
            menu.addAction("Open", lambda: self.open(thing))
        else:
            menu.addAction("Add to the chosen track\tEnter", lambda: self.open(thing))
        if thing.path is not None:
            menu.addAction("Stop" if thing.path == self.preview.path else "Play\tSpace", lambda: self._on_heard(thing))
            menu.addAction("Show in folder", lambda: show_in_folder(thing.path or Path()))
        if thing.kind in ("file", "folder", "effect"):
            menu.addAction("Remove the star\t*" if thing.starred else "Star\t*", lambda: self.star(thing))
        menu.popup(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._rest.stop()
                self.refresh()
                if self.list.thing is not None:
                    self.open(self.list.thing)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)


def nearest_word(listed: list[Thing], typed: str) -> str:
    """The word of a name or a keyword nearest to what was typed, or nothing."""
    words = dict.fromkeys(word for one in listed for word in f"{one.words} {one.keywords}".replace("_", " ").replace(".", " ").split())
    return did_you_mean([Item(word, word) for word in words], typed)


def _toggled(known: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(one for one in known if one != key) if key in known else (*known, key)


def usual_folders() -> list[Path]:
    """Folders in which people keep audio."""
    kinds = QStandardPaths.StandardLocation
    wanted = (kinds.MusicLocation, kinds.DownloadLocation, kinds.DesktopLocation, kinds.HomeLocation)
    return [path for path in (Path(QStandardPaths.writableLocation(kind)) for kind in wanted) if path.is_dir()]


def start_folder() -> Path:
    """Where the browser stood last, or the first usual folder there is."""
    kept = preferences.load().browser_folder
    if kept and Path(kept).is_dir():
        return Path(kept)
    return next(iter(usual_folders()), Path.home())
