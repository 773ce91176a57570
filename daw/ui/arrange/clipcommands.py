"""What the keys and menus do with clips: each an edit, or a few in one step of undo."""

import itertools
import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from daw.model import edits
from daw.model.clip import Clip
from daw.model.clipboard import copied, copied_range
from daw.model.limits import CLIP_GAIN_HIGH_DB, CLIP_GAIN_LOW_DB
from daw.model.track import Track
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipdrag import Call, new_clips, within_audio
from daw.ui.arrange.snapping import next_line
from daw.ui.widgets.gesture import Gesture

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.arrange.trackpart import TrackPart
    from daw.ui.studio import Studio

MIME = "application/x-daw-clips"
FADE_STEP_MS = 10.0
BEND_STEP = 0.1  # of a fade's curve, −1 to 1


class ClipCommands:
    """Works on the chosen clips; `chosen` are they, each with its track, in the order of tracks and time."""

    def __init__(self, studio: "Studio", canvas: "Canvas", part: "TrackPart") -> None:
        self.studio, self.canvas, self.part = studio, canvas, part

    @property
    def chosen(self) -> list[tuple[Track, Clip]]:
        ids = self.studio.selection.clips
        return [
            (track, clip) for track in self.studio.session.tracks for clip in sorted(track.clips, key=lambda c: c.start) if clip.id in ids
        ]

    @property
    def ids(self) -> list[str]:
        """Ids of the chosen clips."""
        return sorted(self.studio.selection.clips)

    @property
    def has_clips(self) -> bool:
        """Whether clips are chosen."""
        return bool(self.studio.selection.clips)

    @property
    def cursor(self) -> int:
        """Where things are put: the edit cursor, or the playhead."""
        return self.canvas.marks.cursor if self.canvas.marks.cursor is not None else self.studio.position

    def _all(self, label: str, calls: list[Call], gesture: object | None = None) -> bool:
        if not calls:
            return False
        if len(calls) == 1:
            return self.studio.do(calls[0][0], *calls[0][1], gesture=gesture)
        return self.studio.do_all(label, calls, gesture=gesture)

    # cutting

    def split(self) -> None:
        """Cut the chosen clips at the playhead, or all clips under it on the chosen tracks."""
        at, range_ = self.studio.position, self.studio.selection.range
        places = list(range_) if range_ is not None else [at]
        ids = self.ids if self.has_clips else [clip.id for track in self._tracks() for clip in track.clips]
        calls: list[Call] = []
        session = self.studio.session
        for place in places:
            listed = [clip for track in session.tracks for clip in track.clips if clip.id in ids]
            hit = [clip.id for clip in listed if clip.start < place < clip.end]
            if hit:
                calls.append((edits.split_clips, (hit, place)))
                after = edits.split_clips(session, hit, place)
                ids = [*ids, *new_clips(session, after)]
                session = after
        if not self._all("Split clips", calls):
            self.studio.say("The playhead is in none of the clips that would be cut.")

    def _tracks(self) -> list[Track]:
        return [track for track in self.studio.session.tracks if track.id in self.studio.selection.tracks]

    def delete(self) -> None:
        """Remove the chosen range, or the chosen clips."""
        selection = self.studio.selection
        if selection.range is not None and not self.has_clips:
            self.studio.do(edits.cut_range, [t.id for t in self._tracks() if t.kind == "audio"] or None, *selection.range)
        elif self.has_clips:
            self.studio.do(edits.delete_clips, self.ids)

    def ripple_delete(self) -> None:
        """Remove and close the gap: the chosen clips on their tracks, or the range from the whole song."""
        selection = self.studio.selection
        if self.has_clips:
            self.studio.do(edits.ripple_delete_clips, self.ids)
        elif selection.range is not None and self.studio.do(edits.ripple_delete_range, *selection.range):
            selection.set_range(None)

    def trim_to_playhead(self, *, start: bool) -> None:
        """[ and ]: let the clips under the playhead begin or end there."""
        at = self.studio.position
        listed = [clip for _, clip in self.chosen] or [clip for track in self._tracks() for clip in track.clips]
        hit = [clip for clip in listed if clip.start < at < clip.end]
        edit = edits.trim_start if start else edits.trim_end
        if not self._all("Trim to playhead", [(edit, (clip.id, at)) for clip in hit]):
            self.studio.say("The playhead is in none of the chosen clips.")

    # the clipboard

    def copy(self) -> bool:
        """Put the chosen clips, or what lies in the chosen range, on the clipboard."""
        selection, session = self.studio.selection, self.studio.session
        if self.has_clips:
            plain = copied(session, self.ids)
        elif selection.range is not None:
            plain = copied_range(session, [t.id for t in self._tracks() if t.kind == "audio"] or None, *selection.range)
        else:
            return False
        data = QMimeData()
        data.setData(MIME, json.dumps(plain).encode())
        QGuiApplication.clipboard().setMimeData(data)
        self.studio.say(f"{len(plain)} clip{'' if len(plain) == 1 else 's'} copied.")
        return True

    def cut(self) -> None:
        """Copy, then remove."""
        if self.copy():
            self.delete()

    @property
    def can_paste(self) -> bool:
        """Whether clips are on the clipboard."""
        held = QGuiApplication.clipboard().mimeData()  # None where another program took it and has gone
        return held is not None and held.hasFormat(MIME)

    def paste(self) -> None:
        """Put the clips of the clipboard at the edit cursor, from the track in focus downwards."""
        plain: list[dict[str, Any]] = json.loads(bytes(QGuiApplication.clipboard().mimeData().data(MIME).data()))
        before = self.studio.session
        focus = next((track for track in before.tracks if track.id == self.studio.selection.track and track.kind == "audio"), None)
        own = {one.get("track") for one in plain}
        target = None if focus is None or (focus.id in own and len(own) > 1) else focus.id
        at = self.cursor
        if self.studio.do(edits.paste_clips, plain, at, target):
            self._choose_new(before)
            self.canvas.set_edit_cursor(max((clip.end for _, clip in self.chosen), default=at))

    def duplicate(self) -> None:
        """Copies right behind the chosen clips; with only a track chosen, a copy of the track."""
        before = self.studio.session
        if self.has_clips:
            if self.studio.do(edits.duplicate_clips, self.ids):
                self._choose_new(before)
        elif self.studio.selection.track is not None:
            new = edits.upcoming(before, "t")
            if self.studio.do(edits.duplicate_track, self.studio.selection.track):
                self.studio.selection.select_track(new)

    def _choose_new(self, before: Any) -> None:
        made = new_clips(before, self.studio.session)
        if made:
            self.studio.selection.select_clips(made)

    # loudness and fades

    def mute(self) -> None:
        """Silence the chosen clips, or none of them."""
        on = not all(clip.muted for _, clip in self.chosen)
        self.studio.do(edits.set_clip_mute, self.ids, on)

    def change_gain(self, by_db: float, gesture: Gesture | None = None) -> None:
        """Make the chosen clips louder."""
        calls: list[Call] = []
        for _, clip in self.chosen:
            gain = min(max(round(clip.gain_db + by_db, 1), CLIP_GAIN_LOW_DB), CLIP_GAIN_HIGH_DB)
            calls.append((edits.set_clip_gain, ([clip.id], gain)))
        self._all("Clip gain", calls, gesture)

    def change_fade(self, steps: float, *, start: bool) -> None:
        """Make a fade of the chosen clips longer or shorter."""
        by = round(steps * FADE_STEP_MS * self.studio.sample_rate / 1000.0)
        calls: list[Call] = []
        for block in self.chosen_blocks:
            clip = block.first if start else block.last
            old = clip.fade_in if start else clip.fade_out
            frames = min(max(old.frames + by, 0), clip.length)
            calls.append((edits.set_fade_in if start else edits.set_fade_out, (clip.id, frames)))
        self._all("Fades", calls)

    def bend_fade(self, way: int, *, start: bool) -> None:
        """Let a fade of the chosen clips start faster or slower."""
        calls: list[Call] = []
        for block in self.chosen_blocks:
            clip = block.first if start else block.last
            old = clip.fade_in if start else clip.fade_out
            curve = min(max(round(old.curve + way * BEND_STEP, 2), -1.0), 1.0)
            if old.frames and curve != old.curve:
                calls.append((edits.set_fade_in if start else edits.set_fade_out, (clip.id, old.frames, curve)))
        if not self._all("Fade curves", calls):
            self.studio.say("There is no fade to bend, or it is bent as far as it goes.")

    def no_fades(self) -> None:
        """Take the fades away."""
        calls: list[Call] = []
        for block in self.chosen_blocks:
            calls += [(edits.set_fade_in, (block.first.id, 0)), (edits.set_fade_out, (block.last.id, 0))]
        self._all("No fades", calls)

    def fade_to_range(self) -> None:
        """F: where the chosen range reaches over an edge of a clip, the clip fades within it."""
        range_ = self.studio.selection.range
        if range_ is None:
            return
        calls: list[Call] = []
        for track in self._tracks():
            for block in self.part.blocks.of(track):
                if range_[0] <= block.start < range_[1] < block.end:
                    calls.append((edits.set_fade_in, (block.first.id, min(range_[1] - block.start, block.first.length))))
                elif block.start < range_[0] < block.end <= range_[1]:
                    calls.append((edits.set_fade_out, (block.last.id, min(block.end - range_[0], block.last.length))))
        if not self._all("Fade to selection", calls):
            self.studio.say("Select a range over the start or the end of a clip first.")

    def crossfade(self) -> None:
        """Open the chosen clips that follow each other over each other."""
        by_track: dict[str, list[Clip]] = {}
        for track, clip in self.chosen:
            by_track.setdefault(track.id, []).append(clip)
        calls: list[Call] = []
        for clips in by_track.values():
            calls += [(edits.crossfade_clips, (a.id, b.id)) for a, b in itertools.pairwise(clips) if b.start <= a.end < b.end]
        if not self._all("Crossfade", calls):
            self.studio.say("Choose two clips on a track that touch or overlap.")

    @property
    def chosen_blocks(self) -> list[Block]:
        """The chosen clips, the parts of a comp as one."""
        ids = self.studio.selection.clips
        return [block for track in self.studio.session.tracks for block in self.part.blocks.of(track) if block.ids & ids]

    # moving by keys

    def step(self, frame: int, way: int, size: str = "grid") -> int:
        """The frame a step away: along the grid, a whole bar, or a millisecond."""
        session = self.studio.session
        if size == "ms":
            return max(0, frame + way * max(1, round(session.sample_rate / 1000.0)))
        if size == "bar":
            bar, beat, tick = session.tempo.frame_to_bar(frame, session.sample_rate)
            return session.tempo.bar_to_frame(max(1, bar + way), beat, tick, session.sample_rate)
        return next_line(session, self.studio.view.grid, frame, self.canvas.axis.frames_per_px, way)

    def nudge(self, way: int, size: str = "grid") -> None:
        """Move the chosen clips by a step, keeping how far they lie beside the grid."""
        if not self.has_clips:
            return
        start = min(clip.start for _, clip in self.chosen)
        line = self.canvas.sticking.grid_of(start) if size != "ms" else start
        base = start if line is None or size == "ms" else line
        by = max(self.step(base, way, size) - base, -start)
        if by:
            self.studio.do(edits.move_clips, self.ids, by, 0)

    def move_down(self, way: int) -> None:
        """Move the chosen clips to the next track down, or up."""
        if self.has_clips:
            self.studio.do(edits.move_clips, self.ids, 0, way)

    def trim_edge(self, way: int, *, start: bool) -> None:
        """Move an edge of the chosen clips by a step."""
        calls: list[Call] = []
        for block in self.chosen_blocks:
            clip = block.first if start else block.last
            old = clip.start if start else clip.end
            there = within_audio(self.studio.session, clip, self.step(old, way), at_start=start)
            if there != old:
                calls.append((edits.trim_start if start else edits.trim_end, (clip.id, there)))
        self._all("Trim", calls)

    def slip(self, way: int) -> None:
        """Move the sound inside the chosen clips by a millisecond."""
        by = way * round(self.studio.sample_rate / 1000.0)
        self._all("Slip", [(edits.slip_clip, (clip.id, by)) for _, clip in self.chosen])
