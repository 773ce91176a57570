"""Takes: what was recorded, pass by pass, never thrown away."""

import msgspec

from daw.model.clip import Clip


class Take(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One recorded pass: `length` frames of `source` from `offset`, played at session frame `start`."""

    id: str
    name: str
    source: str
    start: int
    length: int
    offset: int = 0
    rating: int = 0  # 0 unrated, 1-5 stars
    note: str = ""
    recorded_at: str = ""  # ISO 8601, local time with offset
    dropouts: tuple[int, ...] = ()  # frames within the take where audio was lost
    clips: tuple[int, ...] = ()  # frames within the take where the input clipped (first of each burst)
    hidden: bool = False  # in the bin: deleted by the user, file kept until "Clean up"

    @property
    def end(self) -> int:
        """First session frame after the take."""
        return self.start + self.length


class Version(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A comp put aside: the clips of a track under a name (A, B, C …)."""

    id: str
    name: str
    clips: tuple[Clip, ...] = ()
