"""What a strip of the mixer is and shows, read from the song.  Knows no Qt."""

from functools import cached_property
from typing import Literal, NamedTuple

from daw.engine.graph import audible
from daw.model import routing
from daw.model.session import Session
from daw.model.track import Send, Slot, Track

StripKind = Literal["audio", "bus", "return", "master"]
RETURN_COLOR = "stone"
MASTER = ""  # the key of the master in menus of outputs


class Order(NamedTuple):
    """The strips from the left: ids."""

    audio: tuple[str, ...]
    buses: tuple[str, ...]  # and returns, after all buses
    master: str

    @property
    def all(self) -> tuple[str, ...]:
        """Every strip from the left."""
        return (*self.audio, *self.buses, self.master)


class SendRow(NamedTuple):
    """A place for a send in a strip: to which bus, and the send if there is one."""

    bus: Track
    send: Send | None


class Songlook:
    """What every strip asks of one song, found once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.tracks = {track.id: track for track in session.tracks}
        self.sent_to = {send.bus for track in session.tracks for send in track.sends}
        self.routed_to = {track.output for track in session.tracks if track.output is not None}

    @cached_property
    def returns(self) -> tuple[Track, ...]:
        """The returns in the order of the song."""
        return tuple(track for track in self.session.tracks if self.kind(track) == "return")

    @cached_property
    def audible(self) -> frozenset[str]:
        """The ids of the tracks that are heard, after mutes and solos."""
        return frozenset(audible(self.session))

    @cached_property
    def ties(self) -> object:
        """All that strips show of other tracks: where this is the same, no strip needs to look at the song anew."""
        tracks = self.session.tracks
        names = [(one.id, one.name, self.kind(one)) for one in tracks if one.kind != "audio"]
        return names, [(one.id, one.output, one.mute, one.solo, tuple(send.bus for send in one.sends)) for one in tracks]

    @cached_property
    def _fed(self) -> dict[str, set[str]]:
        return routing.feeds(self.session)

    def kind(self, track: Track) -> StripKind:
        """A bus that is reached by sends is a return; of one nothing goes to yet, its neutral colour says so."""
        if track.kind != "bus":
            return track.kind
        if track.id in self.routed_to:
            return "bus"
        return "return" if track.id in self.sent_to or track.color == RETURN_COLOR else "bus"

    def order(self) -> Order:
        """Audio tracks, buses, returns, master; each kind in the order of the song."""
        found: dict[str, list[str]] = {"audio": [], "bus": [], "return": [], "master": []}
        for track in self.session.tracks:
            found[self.kind(track)].append(track.id)
        return Order(tuple(found["audio"]), (*found["bus"], *found["return"]), found["master"][0])

    def reaches(self, start: str, end: str) -> bool:
        """Whether the sound of one track comes to another."""
        waiting, seen = [start], set()
        while waiting:
            one = waiting.pop()
            if one == end:
                return True
            if one not in seen:
                seen.add(one)
                waiting.extend(self._fed.get(one, ()))
        return False

    def send_rows(self, track: Track) -> tuple[SendRow, ...]:
        """The sends of a strip, with an empty place for each return it could send to; returns show only what they send."""
        if track.kind == "master":
            return ()
        sends = {send.bus: send for send in track.sends}
        is_return = self.kind(track) == "return"
        places = [bus for bus in self.returns if bus.id in sends or not (is_return or self.reaches(bus.id, track.id))]
        known = {bus.id for bus in places}
        others = [self.tracks[send.bus] for send in track.sends if send.bus not in known and send.bus in self.tracks]
        return tuple(SendRow(bus, sends.get(bus.id)) for bus in (*places, *others))

    def send_targets(self, track: Track) -> tuple[Track, ...]:
        """The buses a track could send to and does not yet."""
        taken = {send.bus for send in track.sends}
        buses = (one for one in self.session.tracks if one.kind == "bus" and one.id not in taken)
        return () if track.kind == "master" else tuple(bus for bus in buses if not self.reaches(bus.id, track.id))

    def outputs(self, track: Track) -> tuple[tuple[str, str], ...]:
        """Where a track may go, as choices: the master first."""
        buses = (one for one in self.session.tracks if one.kind == "bus" and not self.reaches(one.id, track.id))
        return ((MASTER, routing.master(self.session).name), *((bus.id, bus.name) for bus in buses))


_last: list[Songlook] = []


def look(session: Session) -> Songlook:
    """The look of a song, made once for all who ask about the same one."""
    if not _last or _last[0].session is not session:
        _last[:] = [Songlook(session)]
    return _last[0]


SHORT = {"eq": "EQ", "compressor": "Comp"}


def slot_words(slot: Slot) -> str:
    """What an effect in a strip is called: its own name, in words where it still has the one it was made with."""
    kind = slot.effect.rpartition(".")[2]
    rest = slot.name.removeprefix(kind)
    if slot.name.startswith(kind) and (not rest or rest.isdigit()):
        words = SHORT.get(kind, kind.replace("_", " ").capitalize())
        return f"{words} {rest}".strip()
    return slot.name
