"""Where a sound crosses silence: cut there, it does not click."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from daw.model.clip import Clip

if TYPE_CHECKING:
    from daw.audio.peaks import Peaks
    from daw.ui.arrange.canvas import Canvas

REACH_MS = 5.0


def nearest_zero(peaks: "Peaks", frame: int, reach: int) -> int:
    """The frame nearest to one, at most `reach` away, where the mean of all channels changes its sign; else the frame itself."""
    first = max(0, frame - reach)
    last = min(peaks.frames, frame + reach + 1)
    if last - first < 2:
        return frame
    sound = peaks.window(first, last, last - first)[:, :, 1].mean(axis=0)
    crossings = np.flatnonzero(np.signbit(sound[:-1]) != np.signbit(sound[1:])) + 1
    if not len(crossings):
        return frame
    return first + int(crossings[np.abs(crossings + first - frame).argmin()])


def at_zero(canvas: "Canvas", clips: Iterable[Clip], frame: int) -> int:
    """Where an edge or a cut of clips goes when edges are to lie at zero crossings; the frame itself when they need not."""
    studio = canvas.studio
    clip = next((one for one in clips if one.start <= frame <= one.end), None)
    peaks = canvas.waves.waves.peaks(clip.source) if clip is not None and studio.preferences.zero_crossings else None
    if clip is None or peaks is None:
        return frame
    inside = clip.offset + frame - clip.start
    return frame + nearest_zero(peaks, inside, round(REACH_MS * studio.sample_rate / 1000.0)) - inside
