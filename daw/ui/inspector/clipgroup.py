"""The chosen clips: where, how long, how loud, how they begin and end.  What differs between them reads "—".

A comp is one thing, as it is in the arrange view: its first part begins it, its last part ends it.
"""

from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from daw import units
from daw.model import edits, limits
from daw.model.clip import Clip
from daw.model.session import Session
from daw.model.sounds import sound_of
from daw.ui.arrange.clipblocks import Block, blocks
from daw.ui.inspector import fields
from daw.ui.inspector.fields import Field
from daw.ui.inspector.group import Group
from daw.ui.sounds import sounds
from daw.ui.studio import Studio
from daw.ui.widgets.toggle import Switch

Call = tuple[Any, tuple[Any, ...]]


def chosen_blocks(session: Session, ids: frozenset[str]) -> list[Block]:
    """What is chosen as it is seen: a comp that is chosen whole is one block, single parts of it are their own."""
    found: list[Block] = []
    for track in session.tracks if ids else ():
        for block in blocks(track) if any(clip.id in ids for clip in track.clips) else ():
            if block.ids <= ids:
                found.append(block)
            else:
                alone = (clip for clip in block.clips if clip.id in ids)
                found.extend(Block((clip,), clip.name, clip.start, clip.end, frozenset({clip.id})) for clip in alone)
    return found


TUNE_MS = 400  # after the last movement of the hand the sound is made


class ClipGroup(Group):
    """Shows one clip or several."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Clip")
        self._studio = studio
        self.blocks: tuple[Block, ...] = ()
        self._asked: list[str] = []  # what is to be tuned
        self._began: WeakKeyDictionary[Any, tuple[Block, ...]] = WeakKeyDictionary()  # how they were when a hand came
        session = studio.session
        self.start = Field(fields.place(session, "Start"), where="clip")
        self.length = Field(fields.length(session, "Length", 0, limits.MAX_FRAME), where="clip")
        self.gain = Field(fields.clip_gain(), where="clip")
        self.fade_in = Field(fields.fade("Fade in", 1000.0), where="clip")
        self.fade_out = Field(fields.fade("Fade out", 1000.0), where="clip")
        self.tune = Field(fields.clip_tune(), where="clip")
        self.mute = Switch("Mute", where="clip", help="Silences the clip.")
        for words, field in self.rows():
            self.add_row(words, field)
        self.words.renamed.connect(self._on_name)
        self.start.moved.connect(self._on_start)
        self.length.moved.connect(self._on_length)
        self.gain.moved.connect(self._on_gain)
        self.fade_in.moved.connect(self._on_fade_in)
        self.fade_out.moved.connect(self._on_fade_out)
        self.tune.moved.connect(self._on_tune)
        self._tuned = QTimer(self, singleShot=True, interval=TUNE_MS)
        self._tuned.timeout.connect(self._tune)
        self.mute.moved.connect(self._on_mute)

    def rows(self) -> list[tuple[str, QWidget]]:
        """Words and fields from the top."""
        return [
            ("Start", self.start), ("Length", self.length), ("Gain", self.gain), ("Fade in", self.fade_in), ("Fade out", self.fade_out),
            ("Tune", self.tune), ("Mute", self.mute),
        ]  # fmt: skip

    def show_blocks(self, session: Session, chosen: Sequence[Block]) -> None:
        """Show clips and comps of the song."""
        self.blocks = tuple(chosen)
        first, rate = self.blocks[0], session.sample_rate
        clips = [clip for block in chosen for clip in block.clips]
        alike = len({block.name for block in chosen}) == 1
        self.words.set_text(first.name if alike else f"{len(chosen)} clips", editable=all(len(block.clips) == 1 for block in chosen))
        self.start.renew(fields.place(session, "Start"))
        self.length.renew(fields.length(session, "Length", first.start, limits.MAX_FRAME))
        self.fade_in.renew(fields.fade("Fade in", min(block.first.length for block in chosen) * 1000.0 / rate))
        self.fade_out.renew(fields.fade("Fade out", min(block.last.length for block in chosen) * 1000.0 / rate))
        self.start.show_all([block.start for block in chosen])
        self.length.show_all([block.end - block.start for block in chosen])
        self.gain.show_all([clip.gain_db for clip in clips])
        self.fade_in.show_all([block.first.fade_in.frames * 1000.0 / rate for block in chosen])
        self.fade_out.show_all([block.last.fade_out.frames * 1000.0 / rate for block in chosen])
        if not self._tuned.isActive():
            self.tune.show_all([sound_of(session, clip).cents for clip in clips])
        self.mute.set_value(all(clip.muted for clip in clips))

    def _each(self, label: str, call: Callable[[Block], Call], gesture: object) -> None:
        """The same for every block as it was when the hand came, as one step of undo."""
        calls = [call(block) for block in self._began.setdefault(gesture, self.blocks)]
        if len(calls) == 1:
            done = self._studio.do(calls[0][0], *calls[0][1], gesture=gesture)
        else:
            done = self._studio.do_all(f"{label}, {len(calls)} clips", calls, gesture=gesture)
        if not done:
            self.show_blocks(self._studio.session, self.blocks)

    @property
    def _ids(self) -> list[str]:
        return [clip.id for block in self.blocks for clip in block.clips]

    def _on_name(self, name: str, gesture: object) -> None:
        self._each("Rename", lambda block: (edits.rename_clip, (block.first.id, name)), gesture)

    def _on_start(self, frame: float, gesture: object) -> None:
        def move(block: Block) -> Call:
            if len(block.clips) == 1:
                return edits.move_clip, (block.first.id, round(frame))
            return edits.move_clips, ([clip.id for clip in block.clips], round(frame) - block.start)

        self._each("Move", move, gesture)

    def _on_length(self, frames: float, gesture: object) -> None:
        self._each("Trim end", lambda block: (edits.trim_end, (block.last.id, block.start + round(frames))), gesture)

    def _on_gain(self, gain_db: float, gesture: object) -> None:
        self._studio.do(edits.set_clip_gain, self._ids, gain_db, gesture=gesture)

    def _on_fade_in(self, ms: float, gesture: object) -> None:
        frames = units.ms_to_frames(ms, self._studio.sample_rate)
        self._each("Fade in", lambda block: (edits.set_fade_in, (block.first.id, min(frames, block.first.length))), gesture)

    def _on_fade_out(self, ms: float, gesture: object) -> None:
        frames = units.ms_to_frames(ms, self._studio.sample_rate)
        self._each("Fade out", lambda block: (edits.set_fade_out, (block.last.id, min(frames, block.last.length))), gesture)

    def _on_mute(self, on: bool, gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.do(edits.set_clip_mute, self._ids, on, gesture=gesture)

    def _on_tune(self, _cents: float, _gesture: object) -> None:
        self._asked = self._ids
        self._tuned.start()  # the sound is made once the hand rests

    def _tune(self) -> None:
        work = sounds(self._studio)
        if self.tune.is_held or work.shop.busy:
            self._tuned.start()
        else:
            work.tune(self.present(self._asked), self.tune.value)

    def present(self, ids: Sequence[str]) -> list[Clip]:
        """The clips of these ids as they are now."""
        return [clip for track in self._studio.session.tracks for clip in track.clips if clip.id in ids]
