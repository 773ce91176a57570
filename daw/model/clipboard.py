"""Copying: clips as plain data that `edits.paste_clips` takes, and that survives a system clipboard as JSON."""

from collections.abc import Sequence
from typing import Any

import msgspec

from daw.model.clip import Clip
from daw.model.edits.clips import cut_to, freed, grouped
from daw.model.edits.cuts import lanes
from daw.model.session import Session


def _plain(session: Session, track_id: str, clip: Clip, origin: int) -> dict[str, Any]:
    fields = msgspec.to_builtins(msgspec.structs.replace(freed(session, clip), group=None))
    return {**fields, "track": track_id, "at": clip.start - origin}


def copied(session: Session, clip_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Clips and their groups, as `paste_clips` takes them; the earliest is at 0."""
    chosen = grouped(session, list(clip_ids))
    origin = min(clip.start for _, clip in chosen)
    return [_plain(session, one.id, clip, origin) for one, clip in chosen]


def copied_range(session: Session, track_ids: Sequence[str] | None, start: int, end: int) -> list[dict[str, Any]]:
    """What lies on tracks (None: all audio tracks) from `start` up to `end`; `start` is at 0."""
    return [
        _plain(session, one.id, cut_to(session, clip, max(clip.start, start), min(clip.end, end)), start)
        for one in lanes(session, None if track_ids is None else list(track_ids))
        for clip in one.clips
        if clip.start < end and clip.end > start
    ]
