"""The chosen clips: where, how long, how loud, how they begin and end.  What differs between them reads "—"."""

from collections.abc import Callable, Sequence
from typing import Any

from daw import units
from daw.model import edits, limits
from daw.model.clip import Clip
from daw.model.session import Session
from daw.ui.inspector import fields
from daw.ui.inspector.fields import Field
from daw.ui.inspector.group import Group
from daw.ui.studio import Studio
from daw.ui.widgets.toggle import Switch


class ClipGroup(Group):
    """Shows one clip or several."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Clip")
        self._studio = studio
        self.clips: tuple[Clip, ...] = ()
        session = studio.session
        self.start = Field(fields.place(session, "Start"), where="clip")
        self.length = Field(fields.length(session, "Length", 0, limits.MAX_FRAME), where="clip")
        self.gain = Field(fields.clip_gain(), where="clip")
        self.fade_in = Field(fields.fade("Fade in", 1000.0), where="clip")
        self.fade_out = Field(fields.fade("Fade out", 1000.0), where="clip")
        self.mute = Switch("Mute", where="clip", help="Silences the clip.")
        for words, field in (
            ("Start", self.start), ("Length", self.length), ("Gain", self.gain), ("Fade in", self.fade_in), ("Fade out", self.fade_out),
            ("Mute", self.mute),
        ):  # fmt: skip
            self.add_row(words, field)
        self.words.renamed.connect(self._on_name)
        self.start.moved.connect(self._on_start)
        self.length.moved.connect(self._on_length)
        self.gain.moved.connect(self._on_gain)
        self.fade_in.moved.connect(self._on_fade_in)
        self.fade_out.moved.connect(self._on_fade_out)
        self.mute.moved.connect(self._on_mute)

    def show_clips(self, session: Session, clips: Sequence[Clip]) -> None:
        """Show clips of the song."""
        self.clips = tuple(clips)
        first = self.clips[0]
        names = {clip.name for clip in clips}
        self.words.set_text(first.name if len(names) == 1 else f"{len(clips)} clips")
        rate = session.sample_rate
        self.start.renew(fields.place(session, "Start"))
        self.length.renew(fields.length(session, "Length", first.start, limits.MAX_FRAME))
        longest_ms = min(clip.length for clip in clips) * 1000.0 / rate
        for field, name in ((self.fade_in, "Fade in"), (self.fade_out, "Fade out")):
            field.renew(fields.fade(name, longest_ms))
        self.start.show_all([clip.start for clip in clips])
        self.length.show_all([clip.length for clip in clips])
        self.gain.show_all([clip.gain_db for clip in clips])
        self.fade_in.show_all([clip.fade_in.frames * 1000.0 / rate for clip in clips])
        self.fade_out.show_all([clip.fade_out.frames * 1000.0 / rate for clip in clips])
        self.mute.set_value(all(clip.muted for clip in clips))

    def _each(self, label: str, edit: Any, value: Callable[[Clip], object], gesture: object) -> None:
        """The same for every clip, as one step of undo."""
        calls = [(edit, (clip.id, value(clip))) for clip in self.clips]
        if len(calls) == 1:
            done = self._studio.do(edit, *calls[0][1], gesture=gesture)
        else:
            done = self._studio.do_all(f"{label}, {len(calls)} clips", calls, gesture=gesture)
        if not done:
            self.show_clips(self._studio.session, self.clips)

    def _on_name(self, name: str, gesture: object) -> None:
        self._each("Rename", edits.rename_clip, lambda _clip: name, gesture)

    def _on_start(self, frame: float, gesture: object) -> None:
        self._each("Move", edits.move_clip, lambda _clip: round(frame), gesture)

    def _on_length(self, frames: float, gesture: object) -> None:
        self._each("Trim end", edits.trim_end, lambda clip: clip.start + round(frames), gesture)

    def _on_gain(self, gain_db: float, gesture: object) -> None:
        self._studio.do(edits.set_clip_gain, [clip.id for clip in self.clips], gain_db, gesture=gesture)

    def _on_fade_in(self, ms: float, gesture: object) -> None:
        rate = self._studio.sample_rate
        self._each("Fade in", edits.set_fade_in, lambda clip: min(units.ms_to_frames(ms, rate), clip.length), gesture)

    def _on_fade_out(self, ms: float, gesture: object) -> None:
        rate = self._studio.sample_rate
        self._each("Fade out", edits.set_fade_out, lambda clip: min(units.ms_to_frames(ms, rate), clip.length), gesture)

    def _on_mute(self, on: bool, gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.do(edits.set_clip_mute, [clip.id for clip in self.clips], on, gesture=gesture)
