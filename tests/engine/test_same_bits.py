"""One way to make sound: a song that uses all of the mixer gives the same bits however its time is cut and whoever does the work."""

from typing import Any

import msgspec
import numpy as np
import pytest

from daw.audio.takefile import TakeWriter
from daw.engine.render import Render
from daw.model.automation import HOLD, Envelope, Point
from daw.model.clip import Clip, Fade, Source
from daw.model.session import Session
from daw.model.track import Send, Track

RATE = 48000
FRAMES = 9001
BANDS = {"band3_on": 1.0, "band3_gain_db": 6.0, "band3_freq_hz": 900.0, "band5_on": 1.0, "band5_gain_db": -4.0}


def curve(name: str, target: str, *points: tuple[float, ...]) -> Envelope:
    """Automation through points of (frame, value) or (frame, value, curve)."""
    return Envelope(id=name, target=target, points=tuple(Point(int(point[0]), *point[1:]) for point in points))


def add_source(song: Any, name: str, channels: int, sample_format: str) -> str:
    """A file of noise in a format of its own."""
    path = f"audio/{name}.wav"
    with TakeWriter(song.folder / path, channels, RATE, sample_format) as writer:
        writer.append(song.noise(FRAMES, channels, 0.5))
    song.sources.append(Source(id=name, name=name, path=path, channels=channels, frames=FRAMES))
    return name


def all_of_the_mixer(song: Any) -> Session:
    """Every effect of a mix, sends before and after the fader, a bus, side-chain, automation, latency, fades, muted clips."""
    stereo, mono, sung = add_source(song, "s24", 2, "pcm24"), add_source(song, "m16", 1, "pcm16"), add_source(song, "f32", 2, "float32")
    drums = (
        Clip(id="d1", name="", source=stereo, start=0, length=3000, fade_in=Fade(700, 0.5), fade_out=Fade(500, 0.0)),
        Clip(id="d2", name="", source=stereo, start=2700, length=4000, offset=1000, gain_db=-2.0),
        Clip(id="d3", name="", source=sung, start=3500, length=900, muted=True),
    )
    song.track("drums", clips=drums, slots=(song.slot("daw.eq", "eq", **BANDS),), sends=(Send(id="n1", bus="room", level_db=-7.0),))
    squeezed = msgspec.structs.replace(song.slot("daw.compressor", "pump", threshold_db=-30.0, attack_ms=1.0), sidechain="drums")
    bass = (Clip(id="b1", name="", source=mono, start=100, length=8000),)
    song.track(
        "bass", clips=bass, channels=1, slots=(squeezed,), output="group", pan=0.3,
        sends=(Send(id="n2", bus="room", level_db=-9.0, pre_fader=True),),
        automation=(
            curve("e1", "fader_db", (500, -20.0), (4000, 0.0, 0.4), (6000, -3.0, HOLD), (7003, -9.0)),
            curve("e2", "pan", (0, -1.0), (8500, 1.0)),
            curve("e3", "n2/level_db", (1000, -30.0), (3001, -3.0)),
        ),
    )  # fmt: skip
    late = song.slot("daw.limiter", "late", ceiling_db=-12.0)
    voice = (Clip(id="v1", name="", source=sung, start=37, length=8500, gain_db=1.5),)
    song.track(
        "voice", clips=voice, slots=(late,), output="group", polarity_inverted=True,
        automation=(curve("e4", "mute", (2000, 0.0, HOLD), (3003, 1.0, HOLD), (4100, 0.0)),),
    )  # fmt: skip
    song.track("silent", clips=(Clip(id="q1", name="", source=stereo, start=0, length=FRAMES),), mute=True)
    song.tracks.append(Track(id="group", name="group", kind="bus", inputs=(), fader_db=-3.0, slots=(song.slot("daw.panner", "wide"),)))
    echo = song.slot("daw.delay", "echo", time_ms=31.0, mix=1.0)
    song.tracks.append(Track(id="room", name="room", kind="bus", inputs=(), slots=(echo, song.slot("daw.reverb", "plate", mix=1.0))))
    sweep = curve("e5", "x-meq/band3_freq_hz", (0, 200.0), (FRAMES, 4000.0))
    mastering = (song.slot("daw.eq", "meq", **BANDS), song.slot("daw.compressor", "mc"), song.slot("daw.limiter", "ml", ceiling_db=-6.0))
    session = song.session(*mastering)
    master = msgspec.structs.replace(session.tracks[-1], automation=(sweep,))
    return msgspec.structs.replace(session, tracks=(*session.tracks[:-1], master))


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("block", [1, 17, 64, 127, 256, 1024, 4096])
def test_the_bits_depend_neither_on_the_block_nor_on_the_threads(song: Any, block: int, threads: int) -> None:
    session = all_of_the_mixer(song)
    expected = song.render(session, FRAMES)
    assert np.abs(expected).max() > 0.1
    assert np.array_equal(song.render(session, FRAMES, block=block, threads=threads), expected)


def test_a_render_may_change_its_block_at_any_time(song: Any) -> None:
    session = all_of_the_mixer(song)
    expected = song.render(session, FRAMES)
    render = Render(session, song.folder)
    parts = []
    while sum(part.shape[1] for part in parts) < FRAMES:
        render.block = int(song.random.integers(1, 700))
        parts += list(render.blocks(int(song.random.integers(1, 3000))))
    render.close()
    assert np.array_equal(np.concatenate(parts, axis=1)[:, :FRAMES], expected)
