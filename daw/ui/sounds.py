"""What is done to the sound of clips and tracks: reversed, stretched, tuned, normalised, bounced in place, frozen.

Each makes a file beside the work and then is one step of undo; the clip plays its old sound until the new one is there.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from PySide6.QtCore import QObject

from daw.audio.filename import free_name, safe_name
from daw.model import edits, limits, media
from daw.model.clip import Clip, Recipe, Source
from daw.model.session import Session
from daw.model.sounds import AS_RECORDED, Sound, Wanted, file_key, in_original, made_already, sound_of, sound_words, wanted
from daw.model.track import Track
from daw.ui.widgets.toast import Notice
from daw.ui.workshop import Stopped, Told, Workshop, workshop

if TYPE_CHECKING:
    from daw.ui.studio import Studio

Call = tuple[Any, tuple[Any, ...]]
Done = Callable[[bool], None]  # told whether the song was changed


class Change(NamedTuple):
    """A clip, and what it is to become.  length, start : in frames, where they must be exact"""

    clip: Clip
    sound: Sound
    length: int | None = None
    start: int | None = None


class Sounds(QObject):
    """Does it for one studio."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.shop: Workshop = workshop(studio)

    def reverse(self, clips: Sequence[Clip]) -> None:
        """Let clips be heard backwards, or forwards again."""
        now = [(clip, sound_of(self._studio.session, clip)) for clip in clips]
        changes = [Change(clip, sound._replace(reverse=not sound.reverse)) for clip, sound in now]
        self.change(f"Reverse {self._name(clips)}", changes)

    def tune(self, clips: Sequence[Clip], cents: float) -> None:
        """Let clips sound so many cents higher than they were recorded; their length stays."""
        if not clips:
            return
        kept = min(max(cents, -limits.MAX_CENTS), limits.MAX_CENTS)
        changes = [Change(clip, sound_of(self._studio.session, clip)._replace(cents=kept), clip.length) for clip in clips]
        self.change(f"Tune {kept:+.4g} cents".replace("-", "−") + f", {self._name(clips)}", changes)

    def stretch(self, lengths: Sequence[tuple[Clip, int, int]], done: Done | None = None) -> None:
        """Let clips begin at a frame and be so many frames long, at the same pitch.  lengths : (clip, start, length)"""
        changes = []
        for clip, start, length in lengths:
            ratio = min(max(stretch_for(self._studio.session, clip, length), limits.STRETCH_LOW), limits.STRETCH_HIGH)
            changes.append(Change(clip, sound_of(self._studio.session, clip)._replace(stretch=ratio), length, start))
        words = f"Stretch to {changes[0].sound.stretch * 100:.0f} %" if changes else "Stretch"
        self.change(f"{words}, {self._name([clip for clip, _, _ in lengths])}", changes, done)

    def as_recorded(self, clips: Sequence[Clip]) -> None:
        """Take back whatever was done to the sound of clips."""
        self.change(f"As recorded, {self._name(clips)}", [Change(clip, AS_RECORDED) for clip in clips])

    def change(self, label: str, changes: Sequence[Change], done: Done | None = None) -> None:
        """Make what is missing, then let the clips look at it."""
        session, folder = self._studio.session, self._studio.document.folder
        wants = [wanted(session, one.clip, one.sound, one.length) for one in changes]
        missing = {want.recipe: want.of for want in wants if want.recipe is not None and made_already(session, want.recipe) is None}
        if missing and folder is None:
            self._studio.notify(Notice("Nothing was changed.", "Save the song in a folder first.", "warning"))
            return

        def put(paths: dict[Recipe, str]) -> None:
            worked = self._put(label, changes, wants, paths)
            if done is not None:
                done(worked)

        if not missing:
            put({})
            return
        seconds = sum(recipe.frames for recipe in missing) / session.sample_rate
        work = self.shop.begin(label, _maker(folder, session, missing), put, audio_s=seconds)
        if done is not None:
            for over in (work.failed, work.cancelled):
                over.connect(lambda *_: done(False))

    def _put(self, label: str, changes: Sequence[Change], wants: Sequence[Wanted], paths: dict[Recipe, str]) -> bool:
        present = {clip.id: clip for track in self._studio.session.tracks for clip in track.clips}
        if not all(_stands(present.get(one.clip.id), one) for one in changes):
            self._studio.notify(Notice(f"{label}: it was not done.", "The clip was changed meanwhile. Do it again.", "warning"))
            return False
        calls: list[Call] = []
        session = self._studio.session
        for one, want in zip(changes, wants, strict=True):
            source = want.of if want.recipe is None else made_already(session, want.recipe)
            if source is None:
                assert want.recipe is not None
                name = f"{want.of.name} ({sound_words(one.sound)})"
                added: Call = (edits.add_made_source, (name, paths[want.recipe], msgspec.to_builtins(want.recipe)))
                calls.append(added)
                session = added[0](session, *added[1])
                source = session.sources[-1]
            calls.append((edits.set_clip_sound, (one.clip.id, source.id, want.offset, want.length, one.start)))
        return self._studio.do_all(label, calls)

    def _name(self, clips: Sequence[Clip]) -> str:
        return clips[0].name if len(clips) == 1 else f"{len(clips)} clips"

    # bounce in place, freeze

    def bounce(self, track: Track, clips: Sequence[Clip]) -> None:
        """One new clip of clips of a track: as they are heard, but for the effects."""
        session, folder = self._studio.session, self._studio.document.folder
        if folder is None:
            self._studio.notify(Notice("Nothing was bounced.", "Save the song in a folder first.", "warning"))
            return
        ids, name = [clip.id for clip in clips], clips[0].name if len(clips) == 1 else f"{track.name} bounced"
        out = folder / "audio" / free_name(folder / "audio", f"{safe_name(name.removesuffix(' bounced'))} bounced", ".wav")

        def run(told: Told, stopped: Stopped) -> Any:
            from daw.audio.peaks import of_source
            from daw.engine.freezing import bounce_clips

            kept = bounce_clips(session, folder, track.id, ids, out, progress=told, cancelled=stopped)
            of_source(folder, f"audio/{out.name}", cancel=stopped)  # so that its wave shows at once
            return kept

        def put(kept: Any) -> None:
            now = next((one for one in self._studio.session.tracks if one.id == track.id), None)
            if now is None or not set(clips) <= set(now.clips):
                self._studio.notify(Notice("The clips were not bounced.", "They were changed meanwhile. Do it again.", "warning"))
                return
            source, new = edits.upcoming(self._studio.session, "a"), (name, f"audio/{out.name}", kept.channels, kept.frames)
            clip = edits.upcoming(edits.add_source(self._studio.session, *new), "c")
            if self._studio.do_all(
                f"Bounce {self._name(clips)} in place", [(edits.add_source, new), (edits.bounce_clips, (ids, source, kept.start))]
            ):
                self._studio.selection.select_clips({clip}, track=track.id)

        seconds = (max(clip.end for clip in clips) - min(clip.start for clip in clips)) / session.sample_rate
        self.shop.begin(f"Bouncing {self._name(clips)}", run, put, audio_s=seconds)

    def freeze(self, track: Track) -> None:
        """Let a track play a file of its sound, so that its effects cost nothing."""
        session, folder = self._studio.session, self._studio.document.folder
        if folder is None:
            self._studio.notify(Notice("The track was not frozen.", "Save the song in a folder first.", "warning"))
            return
        out = folder / "audio" / free_name(folder / "audio", f"{safe_name(track.name)} frozen", ".wav")

        def run(told: Told, stopped: Stopped) -> Any:
            from daw.engine.freezing import freeze

            return freeze(session, folder, track.id, out, progress=told, cancelled=stopped)

        def put(kept: Any) -> None:
            now = next((one for one in self._studio.session.tracks if one.id == track.id), None)
            if now is None or (now.clips, now.slots, now.automation, now.frozen) != (track.clips, track.slots, track.automation, None):
                self._studio.notify(Notice(f"{track.name} was not frozen.", "It was changed meanwhile. Do it again.", "warning"))
                return
            source, new = (
                edits.upcoming(self._studio.session, "a"),
                (f"{track.name} frozen", f"audio/{out.name}", kept.channels, kept.frames),
            )
            calls: list[Call] = [(edits.add_source, new), (edits.freeze_track, (track.id, source, kept.start))]
            if self._studio.do_all(f"Freeze {track.name}", calls):
                self._studio.announce(f"{track.name} is frozen.")

        seconds = max((clip.end for clip in track.clips), default=0) / session.sample_rate
        self.shop.begin(f"Freezing {track.name}", run, put, audio_s=seconds)

    def make_again(self, made: Sequence[Source], done: Callable[[Sequence[Source]], None]) -> None:
        """Make files again that were made once and are gone; what they were made of is there."""
        folder, session = self._studio.document.folder, self._studio.session
        by_id = {source.id: source for source in session.sources}
        assert folder is not None

        def run(told: Told, stopped: Stopped) -> Sequence[Source]:
            from daw.audio.remake import remake_file

            for n, one in enumerate(made):
                assert one.recipe is not None
                original = media.path_of(folder, by_id[one.recipe.of])
                remake_file(original, one.recipe, session.sample_rate, folder / one.path, cancelled=stopped)
                told((n + 1) / len(made))
            return made

        words = made[0].name if len(made) == 1 else f"{len(made)} files"
        self.shop.begin(f"Making {words} again", run, done, audio_s=sum(one.frames for one in made) / session.sample_rate)


def stretch_for(session: Session, clip: Clip, length: int) -> float:
    """How many times as long as recorded a clip is when it is `length` frames long."""
    return length / in_original(session, clip)[2]


def _stands(now: Clip | None, change: Change) -> bool:
    """Whether a clip is still what was to be changed; it may have been moved, unless it is to be put somewhere."""
    old = change.clip
    moved = now is not None and change.start is not None and now.start != old.start
    return now is not None and not moved and (now.source, now.offset, now.length) == (old.source, old.offset, old.length)


def _maker(folder: Path | None, session: Session, missing: dict[Recipe, Source]) -> Callable[[Told, Stopped], dict[Recipe, str]]:
    """Work that makes files, and says where they are."""
    assert folder is not None

    def run(told: Told, stopped: Stopped) -> dict[Recipe, str]:
        from daw.audio.peaks import of_source
        from daw.audio.remake import remake_file

        paths = {}
        for n, (recipe, original) in enumerate(missing.items()):
            name = f"{safe_name(original.name, 60)} {file_key(original, recipe)}.wav"
            if not _is_whole(folder / "audio" / name, recipe.frames):
                remake_file(media.path_of(folder, original), recipe, session.sample_rate, folder / "audio" / name, cancelled=stopped)
            paths[recipe] = f"audio/{name}"
            of_source(folder, paths[recipe], cancel=stopped)  # so that its wave shows at once
            told((n + 1) / len(missing))
        return paths

    return run


def _is_whole(path: Path, frames: int) -> bool:
    """Whether a file was made before, all of it."""
    from daw.audio.error import AudioFileError
    from daw.audio.wav import read_header

    try:
        return path.is_file() and read_header(path).frames == frames
    except (AudioFileError, OSError):
        return False


def sounds(studio: "Studio") -> Sounds:
    """Those of a studio, made when they are first asked for."""
    found = studio.findChild(Sounds)
    return found if found is not None else Sounds(studio)
