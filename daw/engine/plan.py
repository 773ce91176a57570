"""Session to plan: flat tables for the audio thread, in topological order, with every path delayed to the same moment.

A plan is complete before it is published and never changes after that.  Main thread.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from daw.dsp import panning
from daw.engine.graph import Graph, Path, audible, graph_of
from daw.engine.layout import (
    EDGE,
    ENVELOPE,
    MAX_WORKERS,
    MONITOR_AUTO,
    MONITOR_OFF,
    MONITOR_ON,
    NODE,
    PIECE,
    PLAN,
    POINT,
    SCRATCH_FRAMES,
    SLOT,
    STRIDE_FRAMES,
    address,
    resident,
)
from daw.engine.rack import HOST_TEMPO, Rack, RackSlot, Used
from daw.model.automation import HOLD, Envelope, Point
from daw.model.playlist import heard
from daw.model.session import Session
from daw.model.track import Slot, Track

PAN_LAWS = {0.0: panning.LINEAR, -3.0: panning.POWER, -4.5: panning.COMPROMISE, -6.0: panning.VOLTAGE}
MONITORS = {"off": MONITOR_OFF, "auto": MONITOR_AUTO, "on": MONITOR_ON}
NODE_FRAMES = 2 * STRIDE_FRAMES + 32

Pieces = tuple[np.ndarray, int]  # PIECE records, and a number no other list of pieces has


class Plan(NamedTuple):
    """A published plan, with everything it points to."""

    generation: int
    header: np.ndarray
    latency_frames: int
    order: list[str]  # track ids by node index
    posts: dict[str, tuple[int, int]]  # track id -> (offset of its output in the pool, its delay)
    pool: np.ndarray
    tail_s: float
    keep: list[Any]


class PlanBuilder:
    """One plan in the making."""

    def __init__(
        self, session: Session, rack: Rack, pieces_of: Callable[[Track], Pieces], touched: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        self.session = session
        self.rack = rack
        self.pieces_of = pieces_of
        self.touched = touched  # (track id, target): automation the user holds in hand is not read
        self.graph: Graph = graph_of(session)
        self.used = Used()
        count = len(session.tracks)
        self.nodes = np.zeros(count, NODE)
        self.edges: list[tuple[Any, ...]] = []
        self.slots: list[tuple[Any, ...]] = []
        self.envelopes: list[tuple[int, int, int, int]] = []
        self.points: list[tuple[int, float, float]] = []
        self.feeds: list[int] = []
        self.latency_out = [0] * count
        self.tail_s = [0.0] * count
        self.keep: list[Any] = []
        self.heard = audible(session)
        self.tapped = {path.source for paths in self.graph.into for path in paths if path.from_pre}
        self.next_offset = MAX_WORKERS * SCRATCH_FRAMES

    def build(self, generation: int) -> Plan:
        """The whole plan."""
        for level in self.graph.levels:
            for number in level:
                self._add_node(number)
        header = self._header(generation)
        self.rack.keep_only(self.used)
        ids = [track.id for track in self.session.tracks]
        posts = {one: (int(self.nodes[number]["post"]), self.latency_out[number]) for number, one in enumerate(ids)}
        latency, tail = self.latency_out[self.graph.master], self.tail_s[self.graph.master]
        return Plan(generation, header, latency, ids, posts, self.pool, tail, [*self.keep, *self.rack.items()])

    def _add_node(self, number: int) -> None:
        """Fill one node's record, with its incoming paths and effects."""
        track, node = self.session.tracks[number], self.nodes[number]
        self.used.tracks.add(track.id)
        paths = self.graph.into[number]
        latency_in = max((self.latency_out[path.source] for path in paths), default=0)
        envelopes = {one.target: one for one in track.automation if self._is_read(track, one)}
        node["first_edge"], node["edge_count"] = len(self.edges), len(paths)
        for path in paths:
            self._add_edge(path, latency_in)
        items = {slot.id: item for slot in track.sounding_slots if (item := self.rack.slot(slot)) is not None}
        sides = self._add_sides(number, latency_in, items)
        node["path_count"] = len(self.edges) - node["first_edge"]
        node["first_slot"] = len(self.slots)
        latency, tail = latency_in, max((self.tail_s[path.source] for path in paths), default=self._frozen_tail_s(track))
        for slot in track.sounding_slots:
            item = items.get(slot.id)
            if item is not None:
                self._add_slot(slot, item, latency, sides.get(slot.id, -1), envelopes)
                latency += item.latency_frames
                tail += item.effect.tail_s({param.name: float(item.targets[param.name][0]) for param in item.effect.params})
        node["slot_count"] = len(self.slots) - node["first_slot"]
        node["latency_in"], node["latency_out"] = latency_in, latency
        self.latency_out[number], self.tail_s[number] = latency, tail
        self._place(number, track, node, envelopes)

    def _place(self, number: int, track: Track, node: Any, envelopes: dict[str, Envelope]) -> None:
        """The strip itself: fader, inputs, clips, its place in the pool."""
        strip = self.rack.strip(track)
        strip["gate"] = float(track.id in self.heard)
        law = PAN_LAWS[self.session.pan_law_db] if track.channels == 1 else panning.LINEAR  # a stereo track's pan is a balance
        if strip["pan_law"][0] != law:
            strip["pan_law"], strip["seen_fader_db"] = law, np.nan
        node["strip"], node["pan_law"] = address(strip), law
        node["is_master"] = number == self.graph.master
        node["input_a"] = node["input_b"] = -1
        if track.kind == "audio":
            inputs = [one - 1 for one in track.inputs]
            node["input_a"], node["input_b"] = inputs[0] if inputs else -1, inputs[1] if len(inputs) > 1 else -1
            node["armed"], node["monitor"] = track.armed, MONITORS[track.monitor]
            pieces, version = self.pieces_of(track)
            node["pieces"], node["piece_count"], node["pieces_version"] = address(pieces), len(pieces), version
            self.keep.append(pieces)
            if len(pieces):
                node["stream"] = address(self.rack.stream(track.id))
                self.used.streams.add(track.id)
        for target, field in (("fader_db", "fader_envelope"), ("pan", "pan_envelope"), ("mute", "mute_envelope")):
            node[field] = self._add_envelope(envelopes.get(target), -1, is_log=False)
        node["post"] = self._take_pool()
        node["pre"] = self._take_pool() if number in self.tapped else -1

    def _frozen_tail_s(self, track: Track) -> float:
        """How far a frozen track sounds past its last clip: its effects rang out in the file."""
        if track.frozen is None:
            return 0.0
        last = max((clip.end for clip in track.clips), default=0)
        return max((piece.end - last for piece in heard(track, self.session.sources)), default=0) / self.session.sample_rate

    def _take_pool(self) -> int:
        offset, self.next_offset = self.next_offset, self.next_offset + NODE_FRAMES
        return offset

    def _is_read(self, track: Track, envelope: Envelope) -> bool:
        return bool(envelope.points) and envelope.mode != "off" and (track.id, envelope.target) not in self.touched

    def _add_edge(self, path: Path, latency_in: int) -> None:
        """A path from one track's output or send into another's input."""
        source = self.session.tracks[path.source]
        send = path.send
        delay = latency_in - self.latency_out[path.source]
        feed = self._feed(f"{send.id if send else 'output'}@{source.id}", delay, send.level_db if send else 0.0)
        heard = source.id in self.heard if path.from_pre else True
        feed["gate"] = float(heard and not (send is not None and send.muted))
        envelope = next((one for one in source.automation if send and one.target == f"{send.id}/level_db"), None)
        read = envelope if envelope and self._is_read(source, envelope) else None
        self.edges.append(
            (
                path.source,
                int(path.from_pre),
                address(feed),
                delay,
                self._add_envelope(read, -1, is_log=False),
                self.latency_out[path.source],
            )
        )
        self.feeds.append(address(feed))

    def _add_sides(self, number: int, latency_in: int, items: dict[str, RackSlot]) -> dict[str, int]:
        """Paths into side-chains; index of the edge by slot id.  A driver that comes too late is not waited for."""
        sides: dict[str, int] = {}
        latency = latency_in
        for slot in self.session.tracks[number].sounding_slots:
            source = self.graph.sides[number].get(slot.id)
            item = items.get(slot.id)
            if source is not None and item is not None:
                delay = max(0, latency - self.latency_out[source])
                feed = self._feed(f"side@{slot.id}", delay, 0.0)
                feed["gate"] = 1.0
                sides[slot.id] = len(self.edges)
                self.edges.append((source, 0, address(feed), delay, -1, self.latency_out[source]))
                self.feeds.append(address(feed))
            latency += item.latency_frames if item else 0
        return sides

    def _feed(self, name: str, delay: int, level_db: float) -> np.ndarray:
        self.used.feeds.add((name, delay))
        return self.rack.feed(name, delay, level_db)

    def _add_slot(self, slot: Slot, item: RackSlot, latency: int, side: int, envelopes: dict[str, Envelope]) -> None:
        """An effect, its automation, and the song's tempo for an effect that asks for it."""
        self.used.slots.add(slot.id)
        first = len(self.envelopes)
        for number, param in enumerate(item.effect.params):
            envelope = envelopes.get(f"{slot.id}/{param.name}")
            if param.name == HOST_TEMPO:
                envelope = self._tempo(item)
            self._add_envelope(envelope, number, is_log=param.scale == "log")
        state, memory = item.state
        self.slots.append(
            (
                item.kernel, address(item.control), address(item.targets), address(item.values), address(item.glides),
                len(item.effect.params), address(state), state.nbytes, address(memory), memory.size, side,
                item.latency_frames, address(item.dry), item.dry.shape[1], latency, first, len(self.envelopes) - first,
            )
        )  # fmt: skip

    def _tempo(self, item: RackSlot) -> Envelope | None:
        """The tempo map as automation, when it changes; else the tempo itself as the parameter's value."""
        tempos = self.session.tempo.tempos
        item.set_value(HOST_TEMPO, tempos[0].bpm)
        if len(tempos) == 1:
            return None
        return Envelope(id="", target="", points=tuple(Point(mark.frame, mark.bpm, HOLD) for mark in tempos))

    def _add_envelope(self, envelope: Envelope | None, param: int, *, is_log: bool) -> int:
        """Append an envelope's points; its index, -1 for none."""
        if envelope is None:
            return -1
        self.envelopes.append((param, len(self.points), len(envelope.points), int(is_log)))
        self.points.extend((point.frame, point.value, point.curve) for point in envelope.points)
        return len(self.envelopes) - 1

    def _header(self, generation: int) -> np.ndarray:
        """The PLAN record over all tables."""
        tables = {
            "nodes": self.nodes,
            "edges": np.array(self.edges, EDGE),
            "slots": np.array(self.slots, SLOT),
            "envelopes": np.array(self.envelopes, ENVELOPE),
            "points": np.array(self.points, POINT),
            "order": np.array([number for level in self.graph.levels for number in level], np.int64),
            "progress": np.zeros(len(self.nodes), np.int64),
            "feeds": np.array(self.feeds, np.int64),
            "clicks": clicks_of(self.session),
        }
        self.pool = resident(self.next_offset)
        header = np.zeros(1, PLAN)
        for name, table in {**tables, "pool": self.pool}.items():
            header[name] = address(table)
        for name, key in (("node", "nodes"), ("edge", "edges"), ("slot", "slots"), ("envelope", "envelopes"), ("point", "points")):
            header[f"{name}_count"] = len(tables[key])
        header["click_count"], header["pool_frames"] = len(tables["clicks"]), self.pool.size
        header["generation"], header["master"] = generation, self.graph.master
        header["latency_frames"] = self.latency_out[self.graph.master]
        header["count_beat_frames"], header["count_beats"] = count_in_beat(self.session)
        self.keep += [header, *tables.values()]
        return header


CLICKS_S = 7200  # the click is laid out two hours far


def clicks_of(session: Session) -> np.ndarray:
    """The metronome's clicks as position * 2 + accent, int64."""
    clicks = session.tempo.click_frames(0, CLICKS_S * session.sample_rate, session.sample_rate)
    return np.array([frame * 2 + int(accent) for frame, accent in clicks], np.int64)


def count_in_beat(session: Session) -> tuple[int, int]:
    """Length of a beat of the count-in in frames, and beats in its bar: the song's first tempo and meter."""
    meter = session.tempo.meters[0]
    beat_s = 60.0 / session.tempo.tempos[0].bpm * 4.0 / meter.unit
    return round(beat_s * session.sample_rate), meter.beats


def no_pieces(_track: Track) -> Pieces:
    """For an engine without files."""
    return np.zeros(0, PIECE), 0
