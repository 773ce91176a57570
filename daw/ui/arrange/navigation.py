"""Getting about by keys: clips with Tab, tracks with up and down, time with left and right, zoom; and choosing on the way."""

import bisect
from typing import TYPE_CHECKING

from daw.model.track import Track
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.rows import TRACK_HEIGHTS, Row, height_key, row_of
from daw.ui.arrange.snapping import next_line

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.arrange.trackpart import TrackPart
    from daw.ui.studio import Studio

HEIGHTS = tuple(TRACK_HEIGHTS)
AMPLITUDES_DB = (0.0, 6.0, 12.0, 18.0, 24.0)


class Navigation:
    """Moves the focus, the edit cursor and the view."""

    def __init__(self, studio: "Studio", canvas: "Canvas", part: "TrackPart") -> None:
        self.studio, self.canvas, self.part = studio, canvas, part

    # clips and tracks

    def next_clip(self, way: int) -> None:
        """The next block on the track in focus, or the one before; from the end it goes to the next track that has any."""
        tracks = self._tracks()
        if not tracks:
            return
        at = next((n for n, track in enumerate(tracks) if track.id == self.studio.selection.track), 0)
        track = tracks[at]
        listed = sorted(self.part.blocks.of(track), key=lambda block: block.start)
        now = self.part.focused(track)
        if now is not None and now in listed:
            place = listed.index(now) + way
        else:
            starts = [block.start for block in listed]
            place = bisect.bisect_left(starts, self.cursor) - (way < 0)
        while not 0 <= place < len(listed):
            at += way
            if not 0 <= at < len(tracks):
                self.studio.say("There are no more clips.")
                return
            track = tracks[at]
            listed = sorted(self.part.blocks.of(track), key=lambda block: block.start)
            place = 0 if way > 0 else len(listed) - 1
        self.choose(track, listed[place])

    def choose(self, track: Track, block: Block) -> None:
        """Bring a block into focus and into view."""
        self.studio.selection.select_clips(block.ids, track=track.id)
        self.canvas.viewport.reveal(block.start, block.end)
        self._reveal_track(track.id)

    def next_track(self, way: int, *, extend: bool = False) -> None:
        """The track below or above; `extend` chooses it besides."""
        tracks = self._tracks()
        if not tracks:
            return
        at = next((n for n, track in enumerate(tracks) if track.id == self.studio.selection.track), -1 if way > 0 else 1)
        track = tracks[min(max(at + way, 0), len(tracks) - 1)]
        if extend:
            chosen = self.studio.selection.tracks
            self.studio.selection.select_tracks([*(one for one in chosen if one != track.id), track.id])
        else:
            self.studio.selection.select_clips(())
            self.studio.selection.select_track(track.id)
        self._reveal_track(track.id)

    def next_row(self, way: int) -> None:
        """The row below or above, lanes too: a track, a take, an automated parameter."""
        rows, here = self.canvas.viewport.rows, self.canvas.focus_row()
        if not rows:
            return
        at = rows.index(here) + way if here in rows else 0 if way > 0 else len(rows) - 1
        row = rows[min(max(at, 0), len(rows) - 1)]
        selection = self.studio.selection
        selection.select_clips(())
        selection.select_track(row.track_id)
        if row.kind == "take":
            selection.select_take(row.item)
        elif row.kind == "automation":
            selection.select_points(row.track_id, row.item)
        self.canvas.viewport.reveal_row(row)

    def _tracks(self) -> list[Track]:
        shown = {row.track_id for row in self.canvas.viewport.rows}
        return [track for track in self.studio.session.tracks if track.id in shown]

    def _reveal_track(self, track_id: str) -> None:
        row = row_of(self.canvas.viewport.rows, track_id)
        if row is not None:
            self.canvas.viewport.reveal_row(row)

    def select_all(self) -> None:
        """All clips of the song."""
        self.studio.selection.select_clips(clip.id for track in self.studio.session.tracks for clip in track.clips)

    def show_found(self, key: str) -> None:
        """Go to something found by its name: "track t3", "clip c7"."""
        kind, _, wanted = key.partition(" ")
        for track in self.studio.session.tracks:
            if kind == "track" and track.id == wanted:
                self.studio.selection.select_track(wanted)
                self._reveal_track(wanted)
            for block in self.part.blocks.of(track):
                if kind == "clip" and wanted in block.ids:
                    self.choose(track, block)

    # time

    @property
    def cursor(self) -> int:
        """Where the edit cursor is, or the playhead."""
        return self.canvas.marks.cursor if self.canvas.marks.cursor is not None else self.studio.position

    def step_time(self, way: int, *, extend: bool = False) -> None:
        """Move the edit cursor along the grid, and the playhead while nothing plays; `extend` chooses the time between."""
        scale = self.canvas.axis.frames_per_px
        there = next_line(self.studio.session, self.studio.view.grid, self.cursor, scale, way)
        if extend:
            self._extend(there)
        else:
            self.studio.selection.set_range(None)
        self.canvas.set_edit_cursor(there)
        if not self.studio.playing:
            self.studio.locate(there)
        self.canvas.viewport.reveal(there)

    def _extend(self, there: int) -> None:
        chosen, here = self.studio.selection.range, self.cursor
        if chosen is None:
            self.studio.selection.set_range(here, there)
        elif here == chosen[0]:
            self.studio.selection.set_range(there, chosen[1])
        else:
            self.studio.selection.set_range(chosen[0], there)
        if not self.studio.selection.tracks and self._tracks():
            self.studio.selection.select_track(self._tracks()[0].id)

    def zoom_to_selection(self) -> None:
        """Let what is chosen fill the width; again: back."""
        chosen = self.studio.selection.range
        if chosen is None:
            ids = self.studio.selection.clips
            clips = [clip for track in self.studio.session.tracks for clip in track.clips if clip.id in ids]
            if not clips:
                return
            chosen = min(clip.start for clip in clips), max(clip.end for clip in clips)
        self.canvas.viewport.show_span(*chosen)

    # heights

    def change_height(self, row: Row | None, way: int) -> None:
        """Make a row higher or lower; None: the track in focus."""
        if row is None and self.studio.selection.track is not None:
            row = row_of(self.canvas.viewport.rows, self.studio.selection.track)
        if row is None:
            return
        lane = {"track": "", "take": "takes"}.get(row.kind, f"auto:{row.item}")
        key = height_key(row.track_id, lane)
        now = HEIGHTS.index(self.studio.view.heights.get(key, "normal"))
        self.studio.view.set_height(key, HEIGHTS[min(max(now + way, 0), len(HEIGHTS) - 1)])

    def change_waves(self, way: int) -> None:
        """Draw waves larger or smaller; the sound does not change."""
        waves = self.canvas.waves
        at = AMPLITUDES_DB.index(waves.zoom_db) + (1 if way > 0 else -1)
        waves.zoom_db = AMPLITUDES_DB[min(max(at, 0), len(AMPLITUDES_DB) - 1)]
        self.canvas.refresh()
        self.studio.say(f"Waves drawn ×{round(10 ** (waves.zoom_db / 20))}; the sound is the same.")
