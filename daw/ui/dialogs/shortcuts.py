"""The shortcut editor: every command with its keys, found by words or by pressing a key; changed in place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QWidget

from daw.ui.actions import OR, Action, sequences
from daw.ui.dialogs import keypresets
from daw.ui.dialogs.form import Form
from daw.ui.dialogs.keylist import KeyCatcher, KeyList, KeyRow, grouped
from daw.ui.metrics import BODY, MEDIUM, SEMIBOLD, font, px
from daw.ui.search import search
from daw.ui.widgets.button import LINK, Button
from daw.ui.widgets.label import Label
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio

WIDTH, HEIGHT, FRAME = 640, 680, 32
OWN = "own"
NOT_LISTED = ("file.recent",)


class ShortcutsWindow(Form):
    """Changes are in force at once, and kept."""

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__("Keys", parent, width=WIDTH)
        self._studio, self._actions = studio, studio.actions
        self.setFixedHeight(min(px(HEIGHT), self.screen().availableSize().height() - px(FRAME)))
        self._by_key = ""  # only commands with this key are shown
        self._adds = False  # the key that is waited for comes beside the others
        self._rivals: list[Action] = []
        self._wanted = ""
        self._top()
        self.list = KeyList()
        self._scroll = ScrollPanel(self.list)
        self.column.addWidget(self._scroll, 1)
        self._bottom()
        self.list.picked.connect(self._on_picked)
        self.list.asked.connect(self.change)
        self.list.cleared.connect(self._on_clear)
        self._actions.changed.connect(self.refresh)
        self.refresh()

    # ---- what it is made of

    def _top(self) -> None:
        self.field = QLineEdit(placeholderText="Find a command")
        self.field.setFont(font(BODY, MEDIUM))
        self.field.setFixedHeight(px(28))
        self.field.setAccessibleName("Find a command")
        self.field.setStatusTip("Type a few letters; the arrows go through what answers, Enter changes its key.")
        self.field.installEventFilter(self)
        self.by_key = Button("Find by key", help="Press it, then a key: shows what the key does.")
        self.catcher = KeyCatcher("Key to look for")
        self.catcher.words = "Press a key"
        self.catcher.hide()
        self.preset = MenuButton("Preset", [(name, words) for name, (words, _) in keypresets.PRESETS.items()], width=150, height=28)
        self.preset.help = "Keys of a program your hands know. What it does not name keeps the key it has here."
        self.more = Button("More", icon="more", help="Reset all keys; keep them in a file; bring them from a file.", words="")
        line = QHBoxLayout()
        line.setSpacing(px(8))
        for widget, stretch in ((self.field, 1), (self.catcher, 1), (self.by_key, 0), (self.preset, 0), (self.more, 0)):
            line.addWidget(widget, stretch)
        self.column.addLayout(line)
        self.field.textChanged.connect(self._on_typed)
        self.by_key.clicked.connect(self._on_by_key)
        self.catcher.caught.connect(self._on_looked_for)
        self.catcher.left.connect(self._on_look_left)
        self.preset.moved.connect(self._on_preset)
        self.more.clicked.connect(self._on_more)

    def _bottom(self) -> None:
        self.about = Label("", weight=SEMIBOLD)
        self.column.addWidget(self.about)
        self.change_button = Button("Change", help="Waits for the new key.", key="Enter")
        self.add_button = Button("Add a key", help="Waits for one more key that does the same.")
        self.clear_button = Button("No key", help="Takes the key away.", key="Del")
        self.usual_button = Button("Usual key", help="Brings back the key that comes with the program.")
        self.new_key = KeyCatcher("New key")
        self.trouble = Label("", ink="mute")
        self.take = Button("Take it", help="The other command loses this key.")
        self.leave = Button("Leave it", look=LINK, help="Everything stays as it was.")
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self._choices = (self.change_button, self.add_button, self.clear_button, self.usual_button)
        for widget in (*self._choices, self.new_key, self.trouble, self.take, self.leave):
            line.addWidget(widget, int(widget is self.new_key))
        line.addStretch(1)
        self.column.addLayout(line)
        self.change_button.clicked.connect(self._on_change)
        self.add_button.clicked.connect(self._on_add)
        self.clear_button.clicked.connect(self._on_clear)
        self.usual_button.clicked.connect(self._on_usual)
        self.new_key.caught.connect(self._on_caught)
        self.new_key.left.connect(self._on_left)
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self._show_choices)
        self._show_choices()

    # ---- the list

    def refresh(self) -> None:
        """Show the commands that answer, with their keys as they are now."""
        found = [one for one in self._actions.all.values() if not one.key.startswith(NOT_LISTED)]
        if self._by_key:
            found = [one for one in found if self._by_key in {each.toString() for each in sequences(self._actions.shortcut(one.key))}]
        elif self.field.text().strip():
            hits = search(self._actions.items([one.key for one in found]), self.field.text())
            found = [self._actions.all[hit.key] for hit in hits]
        rows = grouped(found, self._actions)
        if not rows:
            words = f"Nothing has the key {self._by_key}." if self._by_key else f"Nothing called “{self.field.text()}”."
            rows = [KeyRow("", words)]
        self.list.show_rows(rows)
        self.preset.set_value(keypresets.preset_of(self._actions) or OWN)
        self.preset.words = "Your own"
        self._show_about()

    def _show_about(self) -> None:
        action = self._actions.all.get(self.list.present)
        self.about.set_text("" if action is None else action.words)
        for button in self._choices:
            button.setEnabled(action is not None)
        self.clear_button.setEnabled(action is not None and bool(self._actions.shortcut(action.key)))
        self.usual_button.setEnabled(action is not None and action.key in self._actions.own_shortcuts)

    def _on_picked(self, key: str) -> None:
        self._show_choices()
        self._show_about()
        top = self.list.top_of(key)
        self._scroll.ensureVisible(0, top, 0, px(8))
        self._scroll.ensureVisible(0, top + px(28), 0, px(8))

    # ---- finding

    def _on_typed(self) -> None:
        self._by_key = ""
        self.refresh()

    def _on_by_key(self) -> None:
        if self._by_key:
            self._by_key = ""
            self.by_key.set_words("Find by key")
            self.refresh()
            return
        self.field.hide()
        self.catcher.show()
        self.catcher.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_looked_for(self, keys: str) -> None:
        self._by_key = keys
        self.by_key.set_words(f"{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)} ×")
        self._on_look_left()
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_look_left(self) -> None:
        if not self.catcher.isHidden():
            self.catcher.hide()
            self.field.show()

    # ---- changing

    def _show_choices(self, *_: object) -> None:
        for button in self._choices:
            button.show()
        for part in (self.new_key, self.trouble, self.take, self.leave):
            part.hide()
        self._wanted = ""

    def _wait(self, *, adds: bool) -> None:
        self._adds = adds
        for widget in self._choices:
            widget.hide()
        self.new_key.show()
        self.new_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self, key: str) -> None:
        """Wait for a command's new key."""
        self.list.pick(key)
        self._wait(adds=False)

    def _on_change(self) -> None:
        self._wait(adds=False)

    def _on_add(self) -> None:
        self._wait(adds=True)

    def _on_left(self) -> None:
        if not self.new_key.isHidden():
            self._show_choices()

    def _on_caught(self, keys: str) -> None:
        present = self.list.present
        self._rivals = self._actions.rivals(present, keys)
        self._wanted = keys
        self.new_key.hide()
        if not self._rivals:
            self._set(present, keys)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        names = ", ".join(f"“{one.words}”" for one in self._rivals)
        self.trouble.set_text(f"{shown} belongs to {names}.")
        for button in self._choices:
            button.hide()
        for part in (self.trouble, self.take, self.leave):
            part.show()
        self.take.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_take(self) -> None:
        for rival in self._rivals:
            kept = [one.toString() for one in sequences(self._actions.shortcut(rival.key)) if one.toString() != self._wanted]
            self._actions.set_shortcut(rival.key, OR.join(kept))
        self._set(self.list.present, self._wanted)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set(self, key: str, keys: str) -> None:
        before = self._actions.shortcut(key)
        self._actions.set_shortcut(key, f"{before}{OR}{keys}" if self._adds and before else keys)
        self._keep()
        self._show_choices()

    def _on_clear(self, *_: object) -> None:
        self._actions.set_shortcut(self.list.present, "")
        self._keep()

    def _on_usual(self) -> None:
        self._actions.set_shortcut(self.list.present, None)
        self._keep()

    def _keep(self) -> None:
        self._studio.prefer(shortcuts=self._actions.own_shortcuts)
        self.refresh()

    # ---- all of them

    def _on_preset(self, name: str, _gesture: object) -> None:
        self._actions.set_own_shortcuts(keypresets.own_keys(self._actions, name))
        self._keep()

    def reset_all(self) -> None:
        """Bring back every key that comes with the program."""
        self._on_preset("daw", None)

    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Reset all keys", self.reset_all).setEnabled(bool(self._actions.own_shortcuts))
        menu.addAction("Keep in a file…", self._ask_export)
        menu.addAction("Bring from a file…", self._ask_import)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask_export(self) -> None:
        if not self._studio.may_ask():
            return
        chosen, _ = QFileDialog.getSaveFileName(self, "Keep the keys in a file", str(Path.home() / "keys.json"), "Keys (*.json)")
        if chosen:
            self.export_to(Path(chosen))

    def _ask_import(self) -> None:
        if not self._studio.may_ask():
            return
        chosen, _ = QFileDialog.getOpenFileName(self, "Bring keys from a file", str(Path.home()), "Keys (*.json)")
        if chosen:
            self.import_from(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Keep the changed keys in a file."""
        try:
            keypresets.write(path, self._actions.own_shortcuts)
        except OSError as problem:
            self._studio.notify(Notice("The keys were not kept.", str(problem), "warning"))

    def import_from(self, path: Path) -> None:
        """Take over the keys of a file; commands it does not know of keep theirs."""
        try:
            self._actions.set_own_shortcuts(keypresets.read(path))
        except (OSError, keypresets.KeysError) as problem:
            self._studio.notify(Notice("The keys are as they were.", str(problem), "warning"))
        else:
            self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.present:
                self.change(self.list.present)
                return True
        return super().eventFilter(watched, event)
