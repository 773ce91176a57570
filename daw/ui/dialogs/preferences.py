"""Preferences: one scrolling window beside the song; everything in it takes effect at once and is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from daw import preferences
from daw.preferences import Preferences
from daw.ui import metrics
from daw.ui.dialogs.form import Form
from daw.ui.metrics import BODY, REGULAR, SECONDARY, SEMIBOLD, px
from daw.ui.widgets.button import Button
from daw.ui.widgets.ground import Line
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.toggle import Switch

if TYPE_CHECKING:
    from daw.ui.studio import Studio

WIDTH, HEIGHT, LABEL, FRAME = 580, 780, 140, 32
THEMES = (("dark", "Dark"), ("light", "Light"), ("contrast", "High contrast"))
COUNT_INS = (("0", "None"), ("1", "1 bar"), ("2", "2 bars"), ("4", "4 bars"))
CLICKS = (("off", "Off"), ("recording", "While recording"), ("always", "Always"))
SCALES = tuple((str(percent), f"{percent} %") for percent in range(metrics.LOWEST_SCALE, metrics.HIGHEST_SCALE + 1, 10))


class PreferencesWindow(Form):
    """`keys_asked` : the shortcuts are to be edited"""

    keys_asked = Signal()

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__("Preferences", parent, width=WIDTH)
        self._studio = studio
        self.setFixedHeight(min(px(HEIGHT), self.screen().availableSize().height() - px(FRAME)))
        self.switches: dict[str, Switch] = {}
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, px(12), 0)
        self._rows.setSpacing(px(8))
        self.column.addWidget(ScrollPanel(content), 1)
        self._look()
        self._mouse()
        self._editing()
        self._playing()
        self._files()
        self._keys()
        self._rows.addStretch(1)
        studio.preferences_changed.connect(self._on_preferences)
        self._on_preferences(studio.preferences, studio.preferences)

    # ---- what there is

    def _look(self) -> None:
        self._group("Look")
        self.theme = Segmented("Theme", THEMES, face="joined")
        self.scale = MenuButton("Scale", SCALES, width=110)
        self.scale.help = "On top of the system’s own scaling."
        self._row("Theme", self.theme)
        self._row("Scale", self.scale)
        self._switch("touch", "Touch mode", "Everything 1.4 times as large, for fingers.")
        self._switch("reduced_motion", "Reduced motion", "Turns pages instead of scrolling; meters and playhead move ten times a second.")
        self.theme.moved.connect(self._on_theme)
        self.scale.moved.connect(self._on_scale)

    def _mouse(self) -> None:
        self._group("Mouse")
        self._switch("wheel_needs_ctrl", "Wheel needs Ctrl", "The wheel turns knobs and faders only with Ctrl held; otherwise it scrolls.")
        self._switch("swap_alt", "Super works as Alt", "For systems that keep Alt+drag and Alt+wheel for moving windows.")

    def _editing(self) -> None:
        self._group("Editing")
        self._switch("zero_crossings", "Zero crossings", "Edges and cuts of clips go to where the sound crosses silence.")

    def _playing(self) -> None:
        self._group("Playing and recording")
        self._switch("return_on_stop", "Return on stop", "Stopping goes back to where playing began.")
        self.count_in = MenuButton("Count-in of new songs", COUNT_INS, width=150)
        self.click = MenuButton("Click of new songs", CLICKS, width=150)
        self._row("Count-in", self.count_in, Paragraph("of new songs; each keeps its own", size=SECONDARY, ink="text3"))
        self._row("Click", self.click, Paragraph("of new songs", size=SECONDARY, ink="text3"))
        self._note("Takes are recorded into the song’s folder, and stay there until you clean up.")
        self.count_in.moved.connect(self._on_count_in)
        self.click.moved.connect(self._on_click)

    def _files(self) -> None:
        self._group("Files")
        self.place = Label(size=BODY)
        self.change = Button("Change…", help="Choose where new songs are made.")
        self._row("New songs are made in", self.place, self.change)
        self._note("Audio you bring in is copied there too, so a song is always whole.")
        self.change.clicked.connect(self._on_change)

    def _keys(self) -> None:
        self._group("Keys")
        self.keys = Button("Edit the keys…", help="Every command’s key, with presets.")
        self._row("Shortcuts", self.keys)
        self.keys.clicked.connect(self.keys_asked)

    # ---- how it is built

    def _group(self, title: str) -> None:
        if self._rows.count():
            self._rows.addSpacing(px(6))
            self._rows.addWidget(Line())
            self._rows.addSpacing(px(6))
        self._rows.addWidget(Label(title, weight=SEMIBOLD))

    def _row(self, words: str, *controls: QWidget) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        label = Label(words, size=BODY, weight=REGULAR, ink="text2")
        label.setFixedWidth(px(LABEL))
        line.addWidget(label)
        for control in controls:
            line.addWidget(control, int(isinstance(control, Label | Paragraph)), Qt.AlignmentFlag.AlignVCenter)
        if not any(isinstance(control, Label | Paragraph) for control in controls):
            line.addStretch(1)
        self._rows.addLayout(line)

    def _note(self, words: str) -> None:
        note = Paragraph(words, size=SECONDARY, ink="text3")
        line = QHBoxLayout()
        line.addSpacing(px(LABEL + 8))
        line.addWidget(note)
        self._rows.addLayout(line)

    def _switch(self, field: str, words: str, help: str) -> None:
        switch = self.switches[field] = Switch(words, help=help)
        switch.moved.connect(self._on_switch)
        self._row(words, switch, Paragraph(help, size=SECONDARY, ink="text3"))

    # ---- showing and changing

    def _on_preferences(self, _old: Preferences, new: Preferences) -> None:
        for field, switch in self.switches.items():
            switch.set_value(getattr(new, field))
        self.theme.set_value(new.theme)
        self.scale.set_value(str(new.scale))
        self.count_in.set_value(str(new.count_in))
        self.click.set_value(new.click)
        place, home = str(new.songs_folder or preferences.songs_folder()), str(Path.home())
        self.place.set_text("~" + place[len(home) :] if place.startswith(home) else place)

    def _on_switch(self, value: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        field = next(field for field, switch in self.switches.items() if switch is self.sender())
        self._studio.prefer(**{field: value})

    def _on_theme(self, name: str, _gesture: object) -> None:
        self._studio.prefer(theme=name)

    def _on_scale(self, percent: str, _gesture: object) -> None:
        self._studio.prefer(scale=int(percent))

    def _on_count_in(self, bars: str, _gesture: object) -> None:
        self._studio.prefer(count_in=int(bars))

    def _on_click(self, when: str, _gesture: object) -> None:
        self._studio.prefer(click=when)

    def _on_change(self) -> None:
        if not self._studio.may_ask():
            return
        chosen = QFileDialog.getExistingDirectory(self, "Where new songs are made", str(preferences.songs_folder()))
        if chosen:
            self._studio.prefer(songs_folder=chosen)
