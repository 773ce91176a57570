"""Where a frame stands on the canvas, and which frame a place on it is."""

from dataclasses import dataclass

from daw.model.session import Session

CLOSEST = 1 / 64  # frames per pixel: a sample is 64 pixels wide


@dataclass(frozen=True)
class TimeAxis:
    """`first_frame` stands at x = 0; `frames_per_px` frames to each device-independent pixel."""

    first_frame: float = 0.0
    frames_per_px: float = 1000.0

    def x(self, frame: float) -> float:
        """Where a frame stands, in pixels."""
        return (frame - self.first_frame) / self.frames_per_px

    def frame(self, x: float) -> int:
        """The frame nearest to a place; never before the start of the song."""
        return max(0, round(self.first_frame + x * self.frames_per_px))

    def frames(self, width: float) -> int:
        """How many frames a width in pixels is."""
        return round(width * self.frames_per_px)

    def width(self, frames: float) -> float:
        """How many pixels so many frames are wide."""
        return frames / self.frames_per_px

    def zoomed(self, factor: float, x: float, *, longest: float) -> "TimeAxis":
        """Seen `factor` times closer, with what is at `x` staying there.  longest : the most frames per pixel."""
        scale = min(max(self.frames_per_px / factor, CLOSEST), max(longest, CLOSEST))
        first = max(0.0, self.first_frame + x * (self.frames_per_px - scale))
        return TimeAxis(first, scale)

    def moved(self, dx: float) -> "TimeAxis":
        """Scrolled by so many pixels to the right; never before the start of the song."""
        return TimeAxis(max(0.0, self.first_frame + dx * self.frames_per_px), self.frames_per_px)


def song_end(session: Session) -> int:
    """The first frame after everything in the song: clips, takes, sections, markers, automation."""
    ends = [0]
    for track in session.tracks:
        ends.extend(clip.end for clip in track.clips)
        ends.extend(take.end for take in track.takes if not take.hidden)
        ends.extend(envelope.points[-1].frame for envelope in track.automation if envelope.points)
    ends.extend(section.start + section.length for section in session.sections)
    ends.extend(marker.frame for marker in session.markers)
    return max(ends)


def fitting(start: int, end: int, width: float, margin: float = 0.02) -> TimeAxis:
    """The axis on which a stretch of time fills a width in pixels, but for a margin (a share of it) on either side."""
    room = max(1.0, width * (1.0 - 2.0 * margin))
    scale = max(CLOSEST, (end - start) / room)
    return TimeAxis(max(0.0, start - width * margin * scale), scale)
