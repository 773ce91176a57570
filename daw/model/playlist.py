"""What is really heard of a track's clips, after the rules of overlap, seams and comps.

The rules, in this order:

- A muted clip is silent and hides nothing.
- Clips whose sound goes on in each other (as after a split) are one: no fades at the seam.
- Parts of a comp that touch are crossfaded over 10 ms around their boundary; their free edges have 5 ms fades.
- A clip wholly inside another replaces it there; the outer one fades over the first and the last 10 ms of the inner one.
- Clips that overlap in part are crossfaded over the overlap; where one is a comp part, the other gives way to it within 10 ms.

Automatic crossfades keep the power (curve 0.5: √t and √(1 − t)).  A fade the user has set gives its own length around an inner clip,
and its own curve where it spans exactly the overlap.
"""

from collections.abc import Iterable, Mapping, Set

import msgspec

from daw import units
from daw.model import limits
from daw.model.clip import Clip, Fade, Source
from daw.model.track import Track

EQUAL_POWER = 0.5


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a source that sounds; all pieces of a track are summed.

    start, length, offset : frames; offset in the source.   gain : linear
    fade_in, fade_out : frames, both applied where they overlap; gain(t) = t ** 2**(-2 * curve), t = 0 at the piece's edge
    """

    source: str
    start: int
    length: int
    offset: int
    gain: float = 1.0
    fade_in: int = 0
    fade_in_curve: float = 0.0
    fade_out: int = 0
    fade_out_curve: float = 0.0
    clip: str = ""  # id of the clip it comes from (the first, if several go on in each other)

    @property
    def end(self) -> int:
        """First session frame after the piece."""
        return self.start + self.length


replace = msgspec.structs.replace


def heard(track: Track, sources: Iterable[Source], sample_rate: float = 48000) -> tuple[Piece, ...]:
    """The pieces that make the sound of a track's clips, in order of time; of a frozen track, what it was frozen to."""
    frames = {source.id: source.frames for source in sources}
    if track.frozen is not None:
        kept, start = track.frozen.source, track.frozen.start
        return (Piece(source=kept, start=start, length=frames[kept], offset=0),) if kept in frames else ()
    cut = units.ms_to_frames(limits.CUT_FADE_MS, sample_rate)
    crossfade = units.ms_to_frames(limits.CROSSFADE_MS, sample_rate)
    clips = sewn((clip for clip in track.clips if not clip.muted and clip.source in frames), cut)
    clips = opened(clips, frames, crossfade // 2, cut)
    comp = {clip.id for clip in clips if clip.take is not None}
    pieces: list[Piece] = []
    for clip in sorted(clips, key=lambda clip: (-clip.length, clip.take is not None)):  # what is laid later lies on top
        pieces = _laid(pieces, _whole(clip), comp, crossfade, cut)
    return tuple(sorted(pieces, key=lambda piece: (piece.start, piece.end)))


def sewn(clips: Iterable[Clip], cut: int) -> list[Clip]:
    """The clips in order of time, those that go on in each other made one; fades of up to `cut` frames at a seam vanish."""
    joined: list[Clip] = []
    open_ends: dict[tuple[object, ...], int] = {}  # where in the song and in the source a clip would go on -> index of the clip
    for clip in sorted(clips, key=lambda clip: clip.start):
        kind = (clip.source, clip.gain_db, clip.muted, clip.take)
        at = open_ends.pop((clip.start, clip.offset, *kind), None)
        if at is None or max(joined[at].fade_out.frames, clip.fade_in.frames) > cut:
            at = len(joined)
            joined.append(clip)
        else:
            first = joined[at]
            joined[at] = replace(first, length=clip.end - first.start, fade_out=clip.fade_out)
        open_ends[clip.end, clip.offset + clip.length, *kind] = at
    return joined


def opened(clips: list[Clip], frames: Mapping[str, int], half: int, cut: int) -> list[Clip]:
    """Clips with comp parts that touch opened over each other by `half` on each side, and fades of `cut` on a comp's free edges.

    frames : length of each source
    """
    comp = [clip for clip in clips if clip.take is not None]
    starts = {clip.start: clip for clip in comp}
    ends = {clip.end: clip for clip in comp}
    done = []
    for clip in clips:
        if clip.take is None:
            done.append(clip)
            continue
        left, right = ends.get(clip.start), starts.get(clip.end)
        before = after = 0
        if left is not None and not clip.fade_in.frames and not left.fade_out.frames:
            before = min(half, clip.offset, left.length // 2)
        if right is not None and not clip.fade_out.frames and not right.fade_in.frames:
            after = min(half, frames[clip.source] - clip.offset - clip.length, right.length // 2)
        fades = {}
        if left is None and not clip.fade_in.frames:
            fades["fade_in"] = Fade(min(cut, clip.length))
        if right is None and not clip.fade_out.frames:
            fades["fade_out"] = Fade(min(cut, clip.length))
        span = {"start": clip.start - before, "offset": clip.offset - before, "length": clip.length + before + after}
        done.append(replace(clip, **span, **fades))
    return done


def _whole(clip: Clip) -> Piece:
    return Piece(
        source=clip.source,
        start=clip.start,
        length=clip.length,
        offset=clip.offset,
        gain=units.db_to_linear(clip.gain_db),
        fade_in=min(clip.fade_in.frames, clip.length),
        fade_in_curve=clip.fade_in.curve,
        fade_out=min(clip.fade_out.frames, clip.length),
        fade_out_curve=clip.fade_out.curve,
        clip=clip.id,
    )


def _laid(pieces: list[Piece], new: Piece, comp: Set[str], crossfade: int, cut: int) -> list[Piece]:
    """Lay a clip over what is there: what it covers goes, what it overlaps is crossfaded with it."""
    result = []
    for old in pieces:
        if old.end <= new.start or old.start >= new.end:
            result.append(old)
            continue
        inside = old.start <= new.start and old.end >= new.end
        yields = not inside and old.clip in comp and new.clip not in comp
        wins = inside or (new.clip in comp and old.clip not in comp)
        inner = min(crossfade, new.length // 2)
        if old.start < new.start:
            shared = old.end - new.start
            count = min(max(inner, new.fade_in), shared) if wins else min(crossfade, shared) if yields else shared
            left, new_ = _crossfaded(old, new, old.end - count if yields else new.start, count, cut)
            result.append(left)
        else:
            new_ = new
        if old.end > new.end:
            shared = new.end - old.start
            count = min(max(inner, new.fade_out), shared) if wins else min(crossfade, shared) if yields else shared
            new_, right = _crossfaded(new_, old, old.start if yields else new.end - count, count, cut)
            result.append(right)
        new = new_
    return [*result, new]


def _crossfaded(left: Piece, right: Piece, start: int, count: int, cut: int) -> tuple[Piece, Piece]:
    """Let one piece end and another begin within `count` frames from `start`."""
    curve = EQUAL_POWER
    if right.start == start and right.fade_in == count and (count != cut or right.fade_in_curve != 0):
        curve = right.fade_in_curve
    elif left.end == start + count and left.fade_out == count and (count != cut or left.fade_out_curve != 0):
        curve = left.fade_out_curve
    return _until(left, start + count, count, curve), _since(right, start, count, curve)


def _until(piece: Piece, end: int, fade: int, curve: float) -> Piece:
    """A piece that ends at `end` with a fade; a longer fade of its own that ends there stays."""
    if end == piece.end and piece.fade_out > fade:
        return piece
    length = end - piece.start
    short = replace(piece, length=length, fade_out=min(fade, length), fade_out_curve=curve)
    if piece.fade_in <= length:
        return short
    level = (length / piece.fade_in) ** 2.0 ** (-2.0 * piece.fade_in_curve)  # a part of a power law is one too
    return replace(short, fade_in=length, gain=piece.gain * level)


def _since(piece: Piece, start: int, fade: int, curve: float) -> Piece:
    """A piece that begins at `start` with a fade; a longer fade of its own that begins there stays."""
    if start == piece.start and piece.fade_in > fade:
        return piece
    skipped = start - piece.start
    length = piece.length - skipped
    late = replace(piece, start=start, offset=piece.offset + skipped, length=length, fade_in=min(fade, length), fade_in_curve=curve)
    if piece.fade_out <= length:
        return late
    level = (length / piece.fade_out) ** 2.0 ** (-2.0 * piece.fade_out_curve)
    return replace(late, fade_out=length, gain=piece.gain * level)
