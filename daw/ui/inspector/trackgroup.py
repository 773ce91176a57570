"""The track in focus: colour, name, what it records, where it goes, when it is heard."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.arrange.inputs import choose_input, device_inputs, input_choices, input_key, input_words
from daw.ui.icons import icon
from daw.ui.inspector.group import Group, NameLabel
from daw.ui.metrics import BOLD, SECONDARY, TITLE, px
from daw.ui.mixer.stripbuttons import MONITORS
from daw.ui.mixer.stripkind import MASTER, look
from daw.ui.studio import Studio
from daw.ui.theme import Theme
from daw.ui.widgets.label import Label
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import FIELD_RADIUS, fill_rounded

CHANNELS = (("1", "Mono"), ("2", "Stereo"))


class ColorPatch(Pressable):
    """The track's colour; a click offers others."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Colour", help="Click chooses another colour.")
        self._studio = studio
        self.track_id, self.color = "", "stone"

    def show_color(self, track_id: str, color: str) -> None:
        """Show a colour of the palette."""
        self.track_id, self.color = track_id, color
        self.update()

    def text(self) -> str:
        """The colour's name."""
        return self.color

    def natural_size(self) -> tuple[int, int]:
        return px(24), px(24)

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        super().press(modifiers)
        self.open_menu()

    def open_menu(self) -> QMenu:
        """Offer the palette."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = themes.current()
        for name in themes.TRACK_COLORS:
            choose = partial(self._studio.do, edits.set_track_color, self.track_id, name)
            menu.addAction(icon("stop", theme.track(name)), name.capitalize(), choose)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        return menu

    def ring_rect(self) -> QRectF:
        side = px(16)
        return QRectF(0, (self.height() - side) / 2, side, side)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        side = px(16)
        square = QRectF(0, (self.height() - side) / 2, side, side)
        fill_rounded(painter, square, FIELD_RADIUS, theme.track(self.color), theme.border if self.hovered or theme.borders else None)


class TrackGroup(Group):
    """The first group of the inspector."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("")
        self._studio = studio
        self.track: Track | None = None
        self.patch = ColorPatch(studio)
        self.name = NameLabel("Name of the track", size=TITLE, weight=BOLD, right=False)
        self.number = Label(size=SECONDARY, ink="text3")
        self.input = MenuButton("Input")
        self.output = MenuButton("Output")
        self.monitor = MenuButton("Hear yourself", MONITORS)
        self.channels = MenuButton("Channels", CHANNELS)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, px(2), 0, px(6))
        row.setSpacing(px(4))
        row.addWidget(self.patch)
        row.addWidget(self.name, 1)
        row.addWidget(self.number)
        self.add_wide(head)
        self.add_row("Input", self.input)
        self.add_row("Output", self.output)
        self.add_row("Monitor", self.monitor)
        self.add_row("Channels", self.channels)
        self.input.before_open = self._offer_inputs
        self.name.renamed.connect(self._on_name)
        self.input.moved.connect(self._on_input)
        self.output.moved.connect(self._on_output)
        self.monitor.moved.connect(self._on_monitor)
        self.channels.moved.connect(self._on_channels)

    def show_track(self, session: Session, track: Track) -> None:
        """Show a track."""
        self.track = track
        kind = look(session).kind(track)
        self.patch.show_color(track.id, track.color)
        self.name.set_text(track.name)
        same = [one.id for one in session.tracks if look(session).kind(one) == kind]
        words = {"audio": "Track", "bus": "Bus", "return": "Return", "master": "Master"}[kind]
        self.number.set_text(words if kind == "master" else f"{words} {same.index(track.id) + 1}")
        is_audio = kind == "audio"
        for field in (self.input, self.monitor, self.channels):
            self.show_row(field, shown=is_audio)
        self.show_row(self.output, shown=kind != "master")
        if is_audio:
            self._offer_inputs()
            self.input.words = input_words(input_key(track.inputs))
            self.input.set_value(input_key(track.inputs))
            self.monitor.set_value(track.monitor)
            self.channels.set_value(str(track.channels))
        if kind != "master":
            self.output.set_choices(look(session).outputs(track))
            self.output.set_value(track.output or MASTER)

    def _offer_inputs(self) -> None:
        self.input.set_choices(input_choices(device_inputs(self._studio)))

    def _do(self, edit: object, value: object, gesture: object) -> None:
        if self.track is not None and not self._studio.do(edit, self.track.id, value, gesture=gesture):  # type: ignore[arg-type]
            self.show_track(self._studio.session, self.track)

    def _on_name(self, name: str, gesture: object) -> None:
        self._do(edits.rename_track, name, gesture)

    def _on_input(self, key: str, _gesture: object) -> None:
        if self.track is not None:
            choose_input(self._studio, self.track.id, key)

    def _on_output(self, key: str, gesture: object) -> None:
        self._do(edits.set_output, key or None, gesture)

    def _on_monitor(self, key: str, gesture: object) -> None:
        self._do(edits.set_monitor, key, gesture)

    def _on_channels(self, key: str, gesture: object) -> None:
        self._do(edits.set_channels, int(key), gesture)
