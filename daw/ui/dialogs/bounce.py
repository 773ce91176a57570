"""The bounce dialog: what, how, where; with an estimate of size and time while it is being chosen."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from daw.audio.filename import safe_name
from daw.ui.bouncing import Bouncing
from daw.ui.dialogs.form import Form
from daw.ui.quantity import Quantity
from daw.ui.timetext import clock_text
from daw.ui.widgets.button import Button
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.numberfield import NumberField
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.textfield import TextField
from daw.ui.widgets.toggle import Switch

if TYPE_CHECKING:
    from daw.engine.offline import BounceOptions
    from daw.ui.studio import Studio

WHAT = (("song", "Song"), ("loop", "Loop range"), ("selection", "Selection"))
FORMATS = (
    ("wav24", "WAV 24 bit"), ("wav16", "WAV 16 bit"), ("wav32f", "WAV 32 bit float"), ("flac24", "FLAC 24 bit"),
    ("flac16", "FLAC 16 bit"), ("mp3", "MP3 320 kbit/s"), ("ogg", "Ogg Vorbis"), ("opus", "Opus"),
)  # fmt: skip
BYTES_PER_S = {"wav24": 6, "wav16": 4, "wav32f": 8, "flac24": 3.9, "flac16": 2.4}  # per frame; the lossy ones per second below
LOSSY_BYTES_PER_S = {"mp3": 40000.0, "ogg": 28000.0, "opus": 20000.0}
RATES = (("0", "The song's"), ("44100", "44.1 kHz"), ("48000", "48 kHz"), ("88200", "88.2 kHz"), ("96000", "96 kHz"))
LOUDNESS = (
    ("off", "As it is"), ("-14", "Streaming −14"), ("-16", "Apple −16"), ("-23", "Broadcast −23"), ("-9", "Loud −9"), ("other", "Other")
)  # fmt: skip
TARGET = Quantity(
    "Integrated loudness", -40.0, -5.0, -14.0, lambda value: f"{value:.1f} LUFS".replace("-", "−"),
    lambda text: float(text.split()[0].replace("−", "-")), step=0.5, help="How loud the whole file is to be, BS.1770.",
)  # fmt: skip
CEILING = Quantity(
    "Ceiling", -12.0, 0.0, -1.0, lambda value: f"{value:.1f} dBTP".replace("-", "−"), lambda text: float(text.split()[0].replace("−", "-")),
    step=0.1, help="No peak passes it, between the samples either.",
)  # fmt: skip


class BounceDialog(Form):
    """`started(Bouncing)` says that one runs; the dialog closes and keeps its settings."""

    started = Signal(object)

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__("Bounce", parent, width=520)
        self.studio = studio
        self.speed = 8.0  # times real time, until one was measured
        self.what = Segmented("What", WHAT, face="joined")
        self.stems = Switch("Stems", words="Stems too, a file for each track and bus")
        self.format = MenuButton("Format", FORMATS, width=150)
        self.rate = MenuButton("Sample rate", RATES, width=110)
        self.loudness = MenuButton("Loudness", LOUDNESS, width=150)
        self.target = NumberField(TARGET, width=96)
        self.target.set_value(TARGET.default)
        self.ceiling = NumberField(CEILING, width=96)
        self.ceiling.set_value(CEILING.default)
        self.dither = Switch("Dither", words="TPDF, for 16 and 24 bit")
        self.dither.set_value(True)
        self.name = TextField("File name")
        self.choose = Button("Choose…", help="Another folder")
        self.folder = (studio.document.folder or Path.home()) / "renders"
        self.row("What", self.what)
        self.row("", self.stems)
        self.row("Format", self.format, self.rate)
        self.row("Loudness", self.loudness, self.target, self.ceiling)
        self.row("Dither", self.dither)
        self.row("File", self.name, self.choose)
        self.name.setMinimumWidth(250)
        self.name.set_value(safe_name(studio.session.name))
        self.estimate = self.text()
        self.go = self.buttons("Bounce")
        self.go.clicked.connect(self.start)
        self.choose.clicked.connect(self._choose)
        for control in (self.what, self.format, self.rate, self.loudness, self.target, self.ceiling, self.dither, self.stems, self.name):
            control.moved.connect(self._on_moved)
        self.loudness.moved.connect(self._on_loudness)
        self.target.moved.connect(self._on_target)
        self.refresh()

    def _on_moved(self, value: object, _gesture: object) -> None:
        sender = self.sender()
        if isinstance(sender, NumberField | Segmented | MenuButton | Switch):
            sender.set_value(value)  # type: ignore[arg-type]
        self.refresh()

    def _on_loudness(self, value: object, _gesture: object) -> None:
        if value not in ("off", "other"):
            self.target.set_value(float(str(value)))
        self.refresh()

    def _on_target(self, value: object, _gesture: object) -> None:
        known = f"{float(str(value)):g}"
        self.loudness.set_value(known if known in dict(LOUDNESS) else "other")
        self.refresh()

    def ask(self, *, loudness: str) -> None:
        """Come to the front with another loudness chosen: what mends a bounce that went over."""
        self.loudness.set_value(loudness)
        self._on_loudness(loudness, None)
        self.show()
        self.raise_()
        self.activateWindow()

    def span(self) -> tuple[int, int | None]:
        """The range chosen: first frame, end (None: the end of the song)."""
        session = self.studio.session
        if self.what.value == "loop" and session.loop is not None:
            return session.loop.start, session.loop.end
        if self.what.value == "selection" and self.studio.selection.range is not None:
            return self.studio.selection.range
        return 0, None

    def options(self) -> "BounceOptions":
        """What was chosen, as the bounce wants it."""
        from daw.engine.offline import BounceOptions

        start, end = self.span()
        target = None if self.loudness.value == "off" else self.target.value
        return BounceOptions(
            format=self.format.value, rate=int(self.rate.value) or None, start=start, end=end, stems=self.stems.value, loudness_lufs=target,
            ceiling_dbtp=None if target is None else self.ceiling.value, dither="tpdf" if self.dither.value else "none",
        )  # fmt: skip

    def path(self) -> Path:
        """The file it will be."""
        from daw.audio.export import FORMATS as KINDS

        return self.folder / f"{safe_name(self.name.text().strip() or 'Bounce')}{KINDS[self.format.value].ending}"

    def refresh(self) -> None:
        """Say what it will be: where, how long, how large, how soon."""
        from daw.engine.offline import song_end

        session = self.studio.session
        missing = (self.what.value == "loop" and session.loop is None) or (
            self.what.value == "selection" and self.studio.selection.range is None
        )
        start, end = self.span()
        seconds = max(0, (song_end(session) if end is None else end) - start) / session.sample_rate
        rate = int(self.rate.value) or session.sample_rate
        per_s = LOSSY_BYTES_PER_S.get(self.format.value) or BYTES_PER_S[self.format.value] * rate
        cost = f"about {seconds * per_s / 1e6:.0f} MB, about {clock_text(seconds / self.speed)} of work"
        replaces = self.path().exists()
        words = f"{self.path()}\n{clock_text(seconds)} long, {cost}."
        if replaces:
            words += " A file of this name is there; it is replaced when the new one is whole."
        if missing:
            words = "There is no loop range yet." if self.what.value == "loop" else "Nothing is selected: drag along the ruler first."
        elif seconds == 0:
            words = "There is nothing to bounce yet: the song has no clips."
        self.estimate.set_text(words)
        self.go.set_words("Replace" if replaces else "Bounce")
        self.go.setEnabled(not missing and seconds > 0)
        self.target.setEnabled(self.loudness.value != "off")
        self.ceiling.setEnabled(self.loudness.value != "off")
        self.dither.setEnabled(self.format.value in ("wav16", "wav24", "flac16", "flac24"))

    def _choose(self, *_: object) -> None:
        if not self.studio.may_ask():
            return
        folder = QFileDialog.getExistingDirectory(self, "Folder for the bounce", str(self.folder))
        if folder:
            self.folder = Path(folder)
            self.refresh()

    def start(self, *_: object) -> "Bouncing":
        """Bounce the song as it is now, and go on working."""
        bouncing = Bouncing(self.studio, self.path(), self.options())
        bouncing.finished.connect(self._on_finished)
        bouncing.cancelled.connect(self.show)
        bouncing.fix_asked.connect(self._on_fix)
        self.started.emit(bouncing)
        bouncing.start()
        self.close()
        return bouncing

    def _on_fix(self) -> None:
        self.ask(loudness="-14" if self.loudness.value == "off" else self.loudness.value)

    def _on_finished(self, report: object) -> None:
        wall, audio = getattr(report, "wall_seconds", 0.0), getattr(report, "audio_seconds", 0.0)
        if wall > 0.0:
            self.speed = max(0.1, audio / wall)

    def showEvent(self, event: object) -> None:
        self.refresh()
        super().showEvent(event)
