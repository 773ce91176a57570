"""What outlives an edit: the strips' gains and meters, the sends' delay lines, the streams' rings, the effects' state.

One item per id; a plan refers to them by address.  Main thread.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from daw.engine.layout import CELL_FRAMES, FEED, SCOPE, SLOT_CONTROL, STREAM, STRIP, address
from daw.model.track import Slot, Track
from daw.plugin import Effect

FindEffect = Callable[[str], Effect]
HOST_TEMPO = "tempo_bpm"  # a parameter of this name is filled in from the song's tempo map


class RackSlot:
    """An effect at work: its parameters, state and memory."""

    def __init__(self, effect: Effect, sample_rate: float, latency_frames: int) -> None:
        self.effect = effect
        self.latency_frames = latency_frames
        self.control = np.zeros(1, SLOT_CONTROL)
        for name in ("trim", "trim_from", "trim_to"):
            self.control[name] = 1.0
        self.targets = effect.new_params()
        self.values = effect.new_params()
        self.glides = np.array([param.glides for param in effect.params] or [False], np.uint8)
        self.state = effect.new_state(sample_rate)
        self.dry = np.zeros((2, latency_frames + CELL_FRAMES if latency_frames else 1), np.float32)
        self.kernel = effect.address
        self.fresh = True
        self.scope: np.ndarray | None = None

    def set_values(self, values: dict[str, float], *, bypassed: bool) -> None:
        """Set where every parameter is going; the audio thread glides there.  A new slot starts there."""
        for name, value in self.effect.values(known(self.effect, values)).items():
            if name != HOST_TEMPO or self.fresh:
                self.targets[name] = value
        self.control["bypassed"] = bypassed
        if self.fresh:
            self.values[:] = self.targets
            self.control["wet_from"] = self.control["wet_to"] = 0.0 if bypassed else 1.0
            self.fresh = False
        self.control["revision"] += 1

    def set_value(self, name: str, value: float) -> None:
        """Set where one parameter is going."""
        param = self.effect.param(name)
        self.targets[name] = min(max(value, param.low), param.high)
        self.control["revision"] += 1

    def watch(self) -> np.ndarray:
        """Let the audio thread copy what goes in and out; returns the scope's record."""
        if self.scope is None:
            self.scope = np.zeros(1, SCOPE)
        self.control["scope"] = address(self.scope)
        return self.scope

    def meters(self) -> dict[str, float]:
        """What the effect's meters show."""
        return self.effect.read_meters(self.state)


def known(effect: Effect, values: dict[str, float]) -> dict[str, float]:
    """The values whose parameter the effect has: a song may come from another version of it."""
    names = {param.name for param in effect.params}
    return {name: value for name, value in values.items() if name in names}


class Rack:
    """All persistent items of one engine."""

    def __init__(self, sample_rate: float, ring_frames: int, find_effect: FindEffect) -> None:
        self.sample_rate = sample_rate
        self.ring_frames = ring_frames
        self.find_effect = find_effect
        self.missing: dict[str, str] = {}  # slot id -> why its effect does not work
        self._strips: dict[str, np.ndarray] = {}
        self._feeds: dict[tuple[str, int], tuple[np.ndarray, np.ndarray]] = {}
        self._streams: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._slots: dict[str, RackSlot] = {}

    def strip(self, track: Track) -> np.ndarray:
        """The strip of a track, its fader where the track says."""
        strip = self._strips.get(track.id)
        if strip is None:
            strip = self._strips[track.id] = np.zeros(1, STRIP)
        sign = -1.0 if track.polarity_inverted else 1.0
        if strip["sign"][0] != sign:
            strip["sign"] = sign
            strip["seen_fader_db"] = np.nan
        strip["fader_db"] = track.fader_db
        strip["pan"] = track.pan
        return strip

    def strip_of(self, track_id: str) -> np.ndarray | None:
        """The strip of a track id, if it is in use."""
        return self._strips.get(track_id)

    def feed(self, name: str, delay_frames: int, level_db: float) -> np.ndarray:
        """The signal path of a send, output or side-chain; a new delay starts with silence."""
        key = (name, delay_frames)
        if key not in self._feeds:
            feed = np.zeros(1, FEED)
            ring = np.zeros((2, delay_frames + CELL_FRAMES if delay_frames else 1), np.float32)
            feed["ring"], feed["ring_frames"], feed["seen_level_db"] = address(ring), ring.shape[1], np.nan
            self._feeds[key] = (feed, ring)
        feed = self._feeds[key][0]
        feed["level_db"] = level_db
        return feed

    def feeds_of(self, name: str) -> list[np.ndarray]:
        """The signal paths of that name in use."""
        return [feed for (one, _delay), (feed, _ring) in self._feeds.items() if one == name]

    def stream(self, track_id: str) -> np.ndarray:
        """The playback ring of a track with clips."""
        if track_id not in self._streams:
            stream = np.zeros(1, STREAM)
            ring = np.zeros((2, self.ring_frames), np.float32)
            stream["ring"], stream["ring_frames"], stream["epoch"] = address(ring), self.ring_frames, -1
            self._streams[track_id] = (stream, ring)
        return self._streams[track_id][0]

    def slot(self, slot: Slot) -> RackSlot | None:
        """The effect of a slot at work; None, with the reason in `missing`, when there is no such effect."""
        try:
            effect = self.find_effect(slot.effect)
        except KeyError as error:
            self.missing[slot.id] = str(error)
            return None
        self.missing.pop(slot.id, None)
        latency = effect.latency_frames(self.sample_rate, known(effect, slot.values))
        item = self._slots.get(slot.id)
        if item is None or item.effect is not effect or item.latency_frames != latency:
            item = self._slots[slot.id] = RackSlot(effect, self.sample_rate, latency)
        item.set_values(slot.values, bypassed=slot.bypassed)
        return item

    def slot_of(self, slot_id: str) -> RackSlot | None:
        """The effect of a slot id, if it is in use."""
        return self._slots.get(slot_id)

    def keep_only(self, used: "Used") -> None:
        """Forget what no plan refers to any more; whoever still holds a plan holds its items too."""
        self._strips = {key: item for key, item in self._strips.items() if key in used.tracks}
        self._streams = {key: item for key, item in self._streams.items() if key in used.streams}
        self._feeds = {key: item for key, item in self._feeds.items() if key in used.feeds}
        self._slots = {key: item for key, item in self._slots.items() if key in used.slots}

    def items(self) -> list[Any]:
        """Everything in use now: a plan keeps this list, so that nothing it refers to is freed before it."""
        groups: Iterable[Iterable[Any]] = (self._strips.values(), self._feeds.values(), self._streams.values(), self._slots.values())
        return [item for group in groups for item in group]


class Used:
    """The ids a plan refers to."""

    def __init__(self) -> None:
        self.tracks: set[str] = set()
        self.streams: set[str] = set()
        self.feeds: set[tuple[str, int]] = set()
        self.slots: set[str] = set()
