"""Songs to try edits on, and random edits."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from daw.model import edits, limits, storage
from daw.model.comment import Comment, Task
from daw.model.edits.edit import commands
from daw.model.session import Session
from daw.model.track import Track

RATE = 48000
JUNK: list[Any] = [
    float("nan"), float("inf"), float("-inf"), -1, 2**70, 1e300, "", "nowhere", "\ud800", None, [], {}, [[]], [None], True,
    "x" * 20_000, {"a": float("nan")}, 0.5, -0.0, "master", ["master", "master"], object(), b"t1", {1: 2},
]  # fmt: skip


@pytest.fixture(scope="session")
def empty() -> Session:
    """A song with nothing but its master."""
    return Session(name="Song", tracks=(Track(id="master", name="Master", kind="master", color="stone"),))


@pytest.fixture(scope="session")
def song(empty: Session) -> Session:
    """Two audio tracks (t1 with clips, t2 with a comp), a bus with an effect, sends, automation, sections, tempo changes.

    A comment (o0) and two tasks (j0, j00).
    Sources: a4 and a5, 10 s each.  Clips of t1: c6 0-2 s, c7 3-5 s, c8 4-6 s.  Takes of t2: k9, k11 0-8 s; comp k9 | k11 at 4 s.
    """
    steps: list[tuple[str, list[Any]]] = [
        ("add_track", ["Guitar"]),
        ("add_track", ["Lead Vocal", 1]),
        ("add_bus", ["Plate"]),
        ("add_source", ["gtr", "audio/gtr.wav", 2, 10 * RATE]),
        ("add_source", ["vox", "audio/vox.wav", 1, 10 * RATE]),
        ("add_clip", ["t1", "a4", 0, 0, 2 * RATE]),
        ("add_clip", ["t1", "a4", 3 * RATE, RATE, 2 * RATE]),
        ("add_clip", ["t1", "a4", 4 * RATE, 3 * RATE, 2 * RATE]),
        ("add_take", ["t2", "a5", 0, 8 * RATE, RATE]),  # k9, part c10
        ("add_take", ["t2", "a5", 0, 8 * RATE, 2 * RATE]),  # k11, part c12
        ("swipe_take", ["k9", 0, 4 * RATE]),  # part c13
        ("add_slot", ["t2", "daw.compressor", None, None, {"threshold_db": -18.0}]),  # x14
        ("add_slot", ["t3", "daw.reverb"]),  # x15
        ("add_send", ["t2", "t3", -12.0]),  # n16
        ("add_envelope", ["t2", "fader_db", [[0, -6.0], [2 * RATE, 0.0, 0.5], [5 * RATE, -3.0, 2]]]),  # e17
        ("add_envelope", ["t2", "x14/threshold_db", [[RATE, -20.0], [3 * RATE, -10.0]]]),  # e18
        ("add_section", ["Verse", 0, 3 * RATE]),  # p19
        ("add_section", ["Chorus", 3 * RATE, 6 * RATE]),  # p20
        ("add_marker", ["Solo", 4 * RATE]),  # m21
        ("set_tempo", [3 * RATE, 90.0]),
        ("save_version", ["t2"]),  # v22
    ]
    session = empty
    for name, args in steps:
        session = edits.by_name[name](session, *args)
    said = Comment(id="o0", frame=4 * RATE, text="Breathe before the chorus", author="Mix", created="2026-11-20T14:02:00", track="t2")
    tasks = (Task(id="j0", text="Double the chorus", frame=5 * RATE), Task(id="j00", text="Print stems"))
    return msgspec.structs.replace(session, comments=(said,), tasks=tasks)


def _ids(session: Session, *fields: str) -> list[str]:
    return [record.id for one in session.tracks for field in fields for record in getattr(one, field)] or ["none"]


def _plain_values(session: Session, chance: random.Random) -> dict[str, Callable[[], Any]]:
    """For each name of an argument, something sensible to give."""
    marks = [mark.frame for mark in (*session.tempo.tempos, *session.tempo.meters)]
    frame = lambda: chance.choice([0, chance.randrange(8 * RATE), chance.randrange(8) * RATE, chance.choice(marks)])  # noqa: E731
    track = lambda: chance.choice([one.id for one in session.tracks])  # noqa: E731
    clips = lambda: chance.sample(_ids(session, "clips"), min(chance.randrange(1, 4), len(_ids(session, "clips"))))  # noqa: E731
    points = lambda: [[chance.randrange(9) * RATE, chance.uniform(-1, 1), chance.choice([0, 0.5, 2])] for _ in range(3)]  # noqa: E731
    word = lambda: chance.choice(["Take", "Vöx", "<b>x", "多", "a"])  # noqa: E731
    return {
        **dict.fromkeys(("frame", "start", "to_frame"), frame),
        **dict.fromkeys(("track_id", "bus", "output"), track),
        **dict.fromkeys(("name", "note", "key", "recorded_at", "text", "author", "owner", "created", "due"), word),
        **dict.fromkeys(("clip_id", "left_id", "right_id"), lambda: chance.choice(_ids(session, "clips"))),
        **dict.fromkeys(("on", "pre_fader", "use"), lambda: chance.random() < 0.5),
        **dict.fromkeys(("fader_db", "level_db"), lambda: chance.uniform(-20, 6)),
        "end": lambda: chance.randrange(1, 10) * RATE,
        "length": lambda: chance.randrange(1, 3 * RATE),
        "offset": lambda: chance.randrange(RATE),
        "frames": lambda: chance.randrange(-RATE, RATE),
        "clip_ids": clips,
        "clips": lambda: [{"name": "p", "source": "a4", "length": RATE, "at": 100, "track": "t1"}],
        "slot_id": lambda: chance.choice(_ids(session, "slots")),
        "send_id": lambda: chance.choice(_ids(session, "sends")),
        "take_id": lambda: chance.choice(_ids(session, "takes")),
        "version_id": lambda: chance.choice(_ids(session, "versions")),
        "envelope_id": lambda: chance.choice(_ids(session, "automation")),
        "marker_id": lambda: chance.choice([one.id for one in session.markers] or ["m0"]),
        "comment_id": lambda: chance.choice([one.id for one in session.comments] or ["o0"]),
        "task_id": lambda: chance.choice([one.id for one in session.tasks] or ["j0"]),
        "section_id": lambda: chance.choice([one.id for one in session.sections] or ["p0"]),
        "source": lambda: chance.choice([one.id for one in session.sources] or ["a0"]),
        "before": lambda: None,
        "effect": lambda: chance.choice(["daw.eq", "daw.limiter"]),
        "values": lambda: {"gain_db": chance.uniform(-5, 5)},
        "parameter": lambda: chance.choice(["gain_db", "mix"]),
        "value": lambda: chance.uniform(-1, 1),
        "target": lambda: chance.choice(["fader_db", "pan", "mute", *[f"{one}/mix" for one in _ids(session, "slots")]]),
        "points": points,
        "mode": lambda: chance.choice(["off", "read", "touch", "latch", "write"]),
        "color": lambda: chance.choice(limits.COLORS),
        "channels": lambda: chance.choice([1, 2]),
        "inputs": lambda: chance.choice([[1], [1, 2], [3, 4]]),
        "monitor": lambda: chance.choice(["off", "auto", "on"]),
        "pan": lambda: chance.uniform(-1, 1),
        "pan_law_db": lambda: chance.choice([0.0, -3.0, -4.5, -6.0]),
        "gain_db": lambda: chance.uniform(-20, 20),
        "curve": lambda: chance.uniform(-1, 1),
        "recipe": lambda: {"of": "a4", "start": frame(), "length": RATE, "stretch": chance.uniform(0.5, 2), "cents": 20.0},
        "folder": lambda: chance.choice([one.id for one in session.tracks if one.kind == "bus"] or ["t3"]),
        "rating": lambda: chance.randrange(6),
        "bpm": lambda: chance.uniform(40, 220),
        "beats": lambda: chance.randrange(1, 9),
        "unit": lambda: chance.choice([2, 4, 8]),
        "path": lambda: f"audio/{chance.randrange(1000)}.wav",
        "down": lambda: chance.choice([0, 0, 1, -1]),
        "track_ids": lambda: chance.choice([None, [track()]]),
        "scale": lambda: chance.uniform(0, 2),
        "shift": lambda: chance.uniform(-1, 1),
        "pivot": lambda: chance.uniform(-1, 1),
        "within": lambda: None,
        "facts": lambda: {"name": word(), "dropouts": [5]},
    }


@pytest.fixture(scope="session")
def random_edit() -> Callable[[Session, random.Random, float], tuple[str, list[Any]]]:
    """Draw an edit with arguments; each is junk with a given probability."""
    by_weight = sorted(commands)

    def draw(session: Session, chance: random.Random, junk: float = 0.0) -> tuple[str, list[Any]]:
        name = chance.choice(by_weight)
        known = _plain_values(session, chance)
        args: list[Any] = []
        for parameter in commands[name].parameters:
            if parameter.default is not parameter.empty and chance.random() < 0.3:
                args.append(parameter.default)
            else:
                args.append(chance.choice(JUNK) if chance.random() < junk else known[parameter.name]())
        return name, args

    return draw


@pytest.fixture
def folder(tmp_path: Path, song: Session) -> Path:
    """A saved song with its audio files there, closed."""
    path = tmp_path / "Slow Light"
    with storage.new(path) as document:
        (path / "audio" / "gtr.wav").write_bytes(b"gtr")
        (path / "audio" / "vox.wav").write_bytes(b"vox")
        for name, args in _calls(song):
            document.do(edits.by_name[name], *args)
        storage.save(document)
    return path


def _calls(song: Session) -> Iterator[tuple[str, list[Any]]]:
    yield "add_track", ["Guitar"]
    yield "add_track", ["Lead Vocal", 1]
    for source in song.sources:
        yield "add_source", [source.name, source.path, source.channels, source.frames]
    yield "add_clip", ["t1", "a3", 0, 0, 96000]
    yield "add_take", ["t2", "a4", 0]
