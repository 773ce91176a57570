"""The preset field of an editor: its name, "edited" once the settings are others, and the menu to choose, keep, rename and delete."""

import functools

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from daw import presets
from daw.presets import Preset, PresetError
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.twosettings import two_settings
from daw.ui.icons import icon
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, pxf, text_width
from daw.ui.theme import Theme, current
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.shapes import RIGHT, draw_text
from daw.ui.widgets.textfield import NameEntry
from daw.ui.widgets.toast import Notice

DEFAULTS = "Default"


class PresetButton(MenuButton):
    """Up and Down go through the presets; its menu does the rest."""

    def __init__(self, link: SlotLink, *, width: int = 220, parent: QWidget | None = None) -> None:
        super().__init__("Preset", width=width, height=26, where=link.name, parent=parent)
        self._link = link
        self._memory = two_settings(link.studio)
        self.edited = False
        self.entry: NameEntry | None = None
        self._entry_renames = False
        self._own: list[Preset] = []
        self._shipped: list[Preset] = []
        self.make_menu = self.fill_menu
        self.help = "Settings with a name. Up and Down go through them."
        link.changed.connect(self.refresh)
        self._memory.changed.connect(self.reload)
        self.reload()

    # ---- what it shows

    @property
    def applied(self) -> str:
        """The name of the preset applied last; empty if none was."""
        return self._memory.presets.get(self._link.slot_id, "")

    def reload(self) -> None:
        """Read the presets anew."""
        if self._link.effect is not None:
            self._own, self._shipped = presets.own(self._link.effect.id), presets.factory(self._link.effect.id)
            self.refresh()

    def refresh(self) -> None:
        """Show which preset this is, and whether it was changed since."""
        effect = self._link.effect
        if effect is None:
            return
        values = self._link.slot.values
        if not self.applied:
            self._recognise()
        name = self.applied
        preset = next((one for one in (*self._own, *self._shipped) if one.name == name), None)
        wanted = presets.values_of(effect, preset) if preset is not None else {}
        self.edited = not presets.same(effect, values, wanted)
        self.words = self.value = name or (DEFAULTS if not self.edited else "Own settings")
        self.edited = self.edited and bool(name)
        self.update()

    def _recognise(self) -> None:
        effect = self._link.effect
        if effect is not None and self._link.slot.values:
            for preset in (*self._own, *self._shipped):
                if presets.same(effect, self._link.slot.values, presets.values_of(effect, preset)):
                    self._memory.presets[self._link.slot_id] = preset.name
                    return

    def text(self) -> str:
        return self.words

    def tip(self) -> str:
        return f"{self.name}: {self.words}{', edited' if self.edited else ''}. {self.help}"

    def paint(self, painter: QPainter, theme: Theme) -> None:
        super().paint(painter, theme)
        if self.edited and self.width() > text_width(self.words, BODY, MEDIUM) + pxf(82):
            place = QRectF(0, 0, self.width() - pxf(24), self.height())
            draw_text(painter, place, "edited", SECONDARY, MEDIUM, theme.text2, RIGHT)

    # ---- the menu

    def fill_menu(self, menu: QMenu) -> None:
        """All presets, then what can be done with them."""
        own, shipped = self._own, self._shipped
        menu.addAction(DEFAULTS, self.use_defaults)
        for group in (shipped, own):
            if group:
                menu.addSeparator()
            for preset in group:
                action = menu.addAction(preset.name, functools.partial(self.use, preset))
                if preset.name == self.applied:
                    action.setIcon(icon("check", current().text))
        menu.addSeparator()
        is_own = any(preset.name == self.applied for preset in own)
        if is_own:
            menu.addAction(f"Save “{self.applied}”", functools.partial(self.save, self.applied)).setEnabled(self.edited)
        menu.addAction("Save as…", self.ask_name)
        if is_own:
            menu.addAction("Rename…", functools.partial(self.ask_name, renames=True))
            menu.addAction(f"Delete “{self.applied}”", self.delete)

    def use(self, preset: Preset) -> None:
        """Apply a preset, as one step of undo."""
        effect = self._link.effect
        if effect is not None:
            self._memory.presets[self._link.slot_id] = preset.name
            self._link.put_all(presets.values_of(effect, preset), Gesture("preset"))
            self._memory.changed.emit()

    def use_defaults(self) -> None:
        """Put every parameter back."""
        self._memory.presets.pop(self._link.slot_id, None)
        self._link.put_all({}, Gesture("preset"))
        self._memory.changed.emit()

    def _step(self, way: int) -> None:
        every = [*self._shipped, *self._own]
        names = [preset.name for preset in every]
        at = names.index(self.applied) + way if self.applied in names else 0
        if every:
            self.use(every[min(max(at, 0), len(every) - 1)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def wants(self, event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) or super().wants(event)

    # ---- keeping

    def ask_name(self, *, renames: bool = False) -> None:
        """Open a field for a name."""
        self._entry_renames = renames
        start = self.applied if renames else f"{self.applied} 2" if self.applied else "My settings"
        self.entry = NameEntry("Name of the preset", start, self)
        self.entry.moved.connect(self._on_named)
        if not renames:
            self.entry.value = ""  # the name offered may be taken as it is
        self.entry.open_at(self.rect())

    def _on_named(self, name: str, _gesture: object) -> None:
        if self._entry_renames:
            self._tried(functools.partial(self._rename, name))
        else:
            self.save(name)

    def save(self, name: str) -> None:
        """Keep the present settings under a name."""
        self._tried(functools.partial(self._save, name))

    def _save(self, name: str) -> None:
        if self._link.effect is not None:
            self._memory.presets[self._link.slot_id] = presets.save(self._link.effect, name, self._link.slot.values).name

    def _rename(self, name: str) -> None:
        if self._link.effect is not None:
            renamed = presets.rename(self._link.effect, self.applied, name)
            self._memory.presets[self._link.slot_id] = renamed.name

    def delete(self) -> None:
        """Delete the own preset that is applied; the settings stay."""
        if self._link.effect is not None and self.applied:
            self._tried(functools.partial(presets.delete, self._link.effect.id, self.applied))
            self._memory.presets.pop(self._link.slot_id, None)
            self._memory.changed.emit()

    def _tried(self, act: functools.partial[None]) -> None:
        try:
            act()
        except PresetError as problem:
            self._link.studio.notify(Notice(str(problem), level="info"))
        except OSError as problem:
            self._link.studio.notify(Notice("The preset could not be kept.", f"{problem}. The settings are unchanged.", level="warning"))
        self._memory.changed.emit()
