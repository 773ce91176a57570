"""The song itself: name, tempo, meter, key, pan law; and the section that is chosen."""

from daw.model import edits, limits
from daw.model.session import PAN_LAWS_DB, Section, Session
from daw.ui import theme as themes
from daw.ui.inspector import fields
from daw.ui.inspector.fields import Field
from daw.ui.inspector.group import Group
from daw.ui.studio import Studio
from daw.ui.timetext import time_text
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.textfield import TextField

METERS = tuple((meter, meter) for meter in ("4/4", "3/4", "2/4", "5/4", "6/4", "7/4", "3/8", "5/8", "6/8", "7/8", "9/8", "12/8"))
NOTES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
KEYS = (("", "None"), *((f"{note} {mode}", f"{note} {mode}") for mode in ("maj", "min") for note in NOTES))
LAWS = tuple((f"{law:g}", "0 dB" if law == 0 else f"{law:g} dB".replace("-", "−")) for law in PAN_LAWS_DB)


class SongGroup(Group):
    """What is shown when nothing is chosen, and with the master."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Song")
        self._studio = studio
        self.tempo = Field(fields.tempo(), where="song")
        self.meter = MenuButton("Meter", METERS)
        self.key = MenuButton("Key", KEYS)
        self.law = MenuButton("Pan law", LAWS)
        self.law.help = "How much quieter the centre is than the sides."
        self.rate = TextField("Rate")
        self.rate.setReadOnly(True)
        self.rate.setToolTip("The song's sample rate; it can't be changed.")
        self.length = TextField("Length")
        self.length.setReadOnly(True)
        self.length.setToolTip("Up to the end of the last clip.")
        for words, field in (
            ("Tempo", self.tempo), ("Meter", self.meter), ("Key", self.key), ("Pan law", self.law), ("Rate", self.rate),
            ("Length", self.length),
        ):  # fmt: skip
            self.add_row(words, field)
        self.words.renamed.connect(self._on_name)
        self.tempo.moved.connect(self._on_tempo)
        self.meter.moved.connect(self._on_meter)
        self.key.moved.connect(self._on_key)
        self.law.moved.connect(self._on_law)

    def show_song(self, session: Session) -> None:
        """Show the song."""
        self.words.set_text(session.name)
        self.tempo.set_value(session.tempo.tempo_at(0).bpm)
        meter = session.tempo.meter_at(0)
        self.meter.words = f"{meter.beats}/{meter.unit}"
        self.meter.set_value(self.meter.words)
        self.key.words = session.key or "None"
        self.key.set_value(session.key)
        self.key.update()
        self.law.set_value(f"{session.pan_law_db:g}")
        self.rate.set_value(f"{session.sample_rate / 1000:g} kHz")
        end = max((clip.end for track in session.tracks for clip in track.clips), default=0)
        self.length.set_value(time_text(end, session.sample_rate))

    def _on_name(self, name: str, gesture: object) -> None:
        self._studio.do(edits.set_song_name, name, gesture=gesture)

    def _on_tempo(self, bpm: float, gesture: object) -> None:
        self._studio.do(edits.set_tempo, 0, bpm, gesture=gesture)

    def _on_meter(self, key: str, gesture: object) -> None:
        beats, unit = (int(one) for one in key.split("/"))
        self._studio.do(edits.set_meter, 0, beats, unit, gesture=gesture)

    def _on_key(self, key: str, gesture: object) -> None:
        self._studio.do(edits.set_key, key, gesture=gesture)

    def _on_law(self, key: str, gesture: object) -> None:
        self._studio.do(edits.set_pan_law, float(key), gesture=gesture)


class SectionGroup(Group):
    """The section whose time is chosen."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Section")
        self._studio = studio
        self.section: Section | None = None
        session = studio.session
        self.start = Field(fields.place(session, "Start"), where="section")
        self.length = Field(fields.length(session, "Length", 0, limits.MAX_FRAME), where="section")
        self.color = MenuButton("Colour", [(name, name.capitalize()) for name in themes.TRACK_COLORS])
        for words, field in (("Start", self.start), ("Length", self.length), ("Colour", self.color)):
            self.add_row(words, field)
        self.words.renamed.connect(self._on_name)
        self.start.moved.connect(self._on_start)
        self.length.moved.connect(self._on_length)
        self.color.moved.connect(self._on_color)

    def show_section(self, session: Session, section: Section) -> None:
        """Show a section."""
        self.section = section
        self.words.set_text(section.name)
        self.start.renew(fields.place(session, "Start"))
        self.length.renew(fields.length(session, "Length", section.start, limits.MAX_FRAME))
        self.start.set_value(section.start)
        self.length.set_value(section.length)
        self.color.set_value(section.color)

    def _on_name(self, name: str, gesture: object) -> None:
        if self.section is not None:
            self._studio.do(edits.rename_section, self.section.id, name, gesture=gesture)

    def _on_start(self, frame: float, gesture: object) -> None:
        if self.section is not None:
            end = self.section.start + self.section.length
            self._resize(min(round(frame), end - 1), end, gesture)

    def _on_length(self, frames: float, gesture: object) -> None:
        if self.section is not None:
            self._resize(self.section.start, self.section.start + max(1, round(frames)), gesture)

    def _resize(self, start: int, end: int, gesture: object) -> None:
        section = self.section
        if section is not None and self._studio.do(edits.set_section_range, section.id, start, end, gesture=gesture):
            self._studio.selection.set_range(start, end)

    def _on_color(self, color: str, gesture: object) -> None:
        if self.section is not None:
            self._studio.do(edits.set_section_color, self.section.id, color, gesture=gesture)
