"""Our own WAV headers: what is written reads back, here and by others; what is broken is refused with a sentence."""

import io
import json
import struct
import subprocess
import wave
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.audio import pcm
from daw.audio.error import AudioFileError, DamagedFileError
from daw.audio.wav import build_header, patch_header, read_header
from daw.audio.wavheader import HEADER_BYTES, Loudness, fmt_chunk, plain_header
from daw.audio.wavpatch import patch_header_rt

FORMATS = st.sampled_from(list(pcm.FORMAT_CODES))


def small_file(sample_format: str = "pcm24", channels: int = 2, frames: int = 300) -> bytes:
    header = build_header(channels, 48000, sample_format, description="a take", time_reference=123456789, frames=frames)
    data = np.random.default_rng(0).integers(0, 256, frames * header.block_align, dtype=np.uint8).tobytes()
    return header.bytes + data + bytes(len(data) & 1)


@given(
    channels=st.integers(1, 64), sample_rate=st.integers(1000, 768_000), sample_format=FORMATS, frames=st.integers(0, 500),
    description=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60), time_reference=st.integers(0, 2**63 - 1),
)  # fmt: skip
def test_a_header_reads_back_as_it_was_built(
    channels: int, sample_rate: int, sample_format: str, frames: int, description: str, time_reference: int
) -> None:
    template = build_header(channels, sample_rate, sample_format, description=description, time_reference=time_reference, frames=frames)
    data_bytes = frames * template.block_align
    info = read_header(io.BytesIO(template.bytes + bytes(data_bytes + (data_bytes & 1))))
    assert (info.channels, info.sample_rate, info.sample_format, info.frames) == (channels, sample_rate, sample_format, frames)
    assert (info.time_reference, info.originator, info.block_align) == (time_reference, "daw 0.1", template.block_align)
    assert info.data_offset == template.data_offset == HEADER_BYTES
    assert description.encode()[:256].decode("utf-8", "ignore") == info.description


@settings(deadline=None)  # the first call compiles
@given(sample_format=FORMATS, channels=st.integers(1, 64), frames=st.integers(0, 2**40))
def test_the_compiled_patch_makes_the_header_that_would_have_been_built(sample_format: str, channels: int, frames: int) -> None:
    template = build_header(channels, 48000, sample_format)
    header = np.frombuffer(template.bytes, np.uint8).copy()
    patch_header_rt(header, 5 * template.block_align)
    patch_header_rt(header, frames * template.block_align)
    assert header.tobytes() == build_header(channels, 48000, sample_format, frames=frames).bytes


def test_a_patched_header_returns_from_rf64_to_riff() -> None:
    template = build_header(2, 48000, "float32")
    header = bytearray(template.bytes)
    patch_header(header, 1 << 33)
    assert header[:4] == b"RF64"
    patch_header(header, 0)
    assert bytes(header) == template.bytes


def test_size_fields_lie_where_the_template_says() -> None:
    template = build_header(2, 48000, "float32", frames=10)
    field = struct.Struct("<I").unpack_from
    assert field(template.bytes, template.riff_size_offset)[0] == HEADER_BYTES - 8 + 80
    assert field(template.bytes, template.data_size_offset)[0] == 80
    assert field(template.bytes, template.fact_offset)[0] == 10
    assert template.bytes[template.ds64_offset : template.ds64_offset + 4] == b"JUNK"


@pytest.mark.parametrize("channels", [1, 2])
def test_a_strict_reader_opens_24_bit_files(tmp_path: Path, channels: int) -> None:
    content = small_file("pcm24", channels, 301)
    (tmp_path / "a.wav").write_bytes(content)
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()) == (channels, 3, 48000, 301)
        assert file.readframes(1000) == content[HEADER_BYTES : HEADER_BYTES + 301 * 3 * channels]


@pytest.mark.parametrize("sample_format", list(pcm.FORMAT_CODES))
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_libsndfile_and_ffprobe_agree_with_us(tmp_path: Path, sample_format: str, channels: int) -> None:
    path = tmp_path / "a.wav"
    header = build_header(
        channels, 96000, sample_format, description="d", origination=datetime(2024, 5, 6, 7, 8, 9), time_reference=172_800_000, frames=999
    )
    x = (0.1 * np.random.default_rng(1).standard_normal((channels, 999))).astype(np.float32)
    raw = pcm.to_bytes(x, sample_format)
    path.write_bytes(header.bytes + raw.tobytes() + bytes(raw.size & 1))
    theirs, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate == 96000
    assert np.array_equal(theirs.T, pcm.to_float(raw, sample_format, channels))
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", str(path)]
    probed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    stream, tags = probed["streams"][0], {**probed["streams"][0].get("tags", {}), **probed["format"].get("tags", {})}
    assert (stream["channels"], stream["sample_rate"], stream["duration_ts"]) == (channels, "96000", 999)
    assert (tags["time_reference"], tags["date"], tags["creation_time"]) == ("172800000", "2024-05-06", "07:08:09")


def test_loudness_is_stored_in_hundredths_as_bext_version_2() -> None:
    header = build_header(2, 48000, "pcm24", loudness=Loudness(-23.0, 5.25, -1.2, -18.5, float("-inf")))
    bext = header.bytes[56 : 56 + 602]
    assert struct.unpack_from("<H", bext, 346)[0] == 2
    assert struct.unpack_from("<5h", bext, 412) == (-2300, 525, -120, -1850, 0x7FFF)


@pytest.mark.parametrize("frames", [0, 1, 7, 2**29 - 10, 2**30])
@pytest.mark.parametrize("sample_format", ["pcm16", "pcm24", "float32"])
@pytest.mark.parametrize("keeps_room", [False, True])
def test_a_delivery_header_states_sizes_that_add_up(frames: int, sample_format: str, keeps_room: bool) -> None:  # noqa: FBT001
    header = plain_header(2, 44100, sample_format, frames, extra_bytes=40, keeps_room=keeps_room)
    data_bytes = frames * 2 * {"pcm16": 2, "pcm24": 3, "float32": 4}[sample_format]
    total = len(header) + data_bytes + 40
    if total < 1 << 32:
        assert header[:4] == b"RIFF"
        assert struct.unpack_from("<I", header, 4)[0] == total - 8
        assert struct.unpack_from("<I", header, len(header) - 4)[0] == data_bytes
    elif keeps_room:
        assert (header[:4], header[12:16]) == (b"RF64", b"ds64")
        assert struct.unpack_from("<QQQ", header, 20) == (total - 8, data_bytes, frames)


def test_chunks_in_odd_places_do_not_disturb() -> None:
    fmt = fmt_chunk(1, 8000, "pcm16")
    odd = b"odd!" + struct.pack("<I", 3) + b"abc\0"
    data = b"data" + struct.pack("<I", 4) + b"\1\2\3\4"
    body = b"WAVE" + odd + fmt + odd + data + odd + b"bad " + struct.pack("<I", 10**9)
    info = read_header(io.BytesIO(b"RIFF" + struct.pack("<I", len(body)) + body + b"trailing rubbish"))
    assert (info.frames, info.channels, info.sample_rate) == (2, 1, 8000)


def test_a_file_cut_at_every_64_bytes_tells_what_is_usable() -> None:
    content = small_file("pcm24", 2, 300)
    for length in range(0, len(content), 64):
        cut = io.BytesIO(content[:length])
        with pytest.raises(AudioFileError) as caught:
            read_header(cut)
        if length < HEADER_BYTES:
            assert not isinstance(caught.value, DamagedFileError)
        else:
            assert isinstance(caught.value, DamagedFileError)
            assert (caught.value.usable_frames, caught.value.frames) == ((length - HEADER_BYTES) // 6, 300)
            assert read_header(cut, accept_damaged=True).frames == (length - HEADER_BYTES) // 6


FMT = 658 + 8


@pytest.mark.parametrize(
    ("offset", "code", "value", "word"),
    [
        (0, "<I", 0, "not a WAV file"),
        (8, "<I", 0, "not a WAV file"),
        (FMT, "<H", 2, "type 2"),
        (FMT, "<H", 0xFFFE, "type 65534"),
        (FMT + 2, "<H", 0, "0 channels"),
        (FMT + 2, "<H", 65535, "65535 channels"),
        (FMT + 4, "<I", 0, "sample rate is 0 Hz"),
        (FMT + 4, "<I", 2**31, "sample rate is 2147483648 Hz"),
        (FMT + 12, "<H", 0, "0 bytes per frame"),
        (FMT + 12, "<H", 65535, "65535 bytes per frame"),
        (FMT + 14, "<H", 0, "0-bit"),
        (FMT + 14, "<H", 8, "8-bit"),
        (FMT + 14, "<H", 64, "64-bit"),
        (FMT - 4, "<I", 14, "no audio"),
        (FMT - 4, "<I", 2**32 - 1, "no audio"),
        (FMT - 8, "<I", 0, "before its format"),
        (HEADER_BYTES - 8, "<I", 0, "no audio"),
        (HEADER_BYTES - 4, "<I", 2**32 - 1, "never finished"),
        (HEADER_BYTES - 4, "<I", 2**32 - 2, "usable"),
        (HEADER_BYTES - 4, "<I", 1807, "usable"),
        (16, "<I", 2**32 - 1, "before saying its format"),
    ],
)
def test_an_absurd_field_is_refused_in_words(offset: int, code: str, value: int, word: str) -> None:
    content = bytearray(small_file("pcm24", 2, 300))
    struct.pack_into(code, content, offset, value)
    with pytest.raises(AudioFileError, match=word):
        read_header(io.BytesIO(content))


def test_an_rf64_file_with_absurd_sizes_is_refused_in_words() -> None:
    content = bytearray(small_file("pcm24", 2, 300))
    content[0:8] = b"RF64\xff\xff\xff\xff"
    content[12:16] = b"ds64"
    content[HEADER_BYTES - 4 : HEADER_BYTES] = b"\xff" * 4
    for data_bytes in (2**62, 2**63, 2**64 - 1):
        struct.pack_into("<QQQ", content, 20, 2**63, data_bytes, 0)
        with pytest.raises(DamagedFileError) as caught:
            read_header(io.BytesIO(content))
        assert caught.value.usable_frames == 300
    content[16:20] = bytes(4)
    with pytest.raises(AudioFileError, match="RF64 sizes"):
        read_header(io.BytesIO(content))


def test_millions_of_empty_chunks_do_not_keep_it_busy() -> None:
    with pytest.raises(AudioFileError):
        read_header(io.BytesIO(b"RIFF\xff\xff\xff\x7fWAVE" + b"none\0\0\0\0" * 200_000))


def test_mutated_headers_never_raise_anything_but_a_sentence() -> None:
    rng = np.random.default_rng(7)
    original = np.frombuffer(small_file("float32", 2, 20), np.uint8)
    places = np.concatenate([np.arange(0, 60), np.arange(650, 720), np.arange(4080, 4100)])
    refusals = []
    for _ in range(2000):
        content = original.copy()
        content[rng.choice(places, rng.integers(1, 9))] = rng.choice([0, 1, 127, 128, 255, rng.integers(256)])
        try:
            info = read_header(io.BytesIO(content.tobytes()))
        except AudioFileError as error:
            refusals.append(str(error))
        else:
            assert 0 <= info.frames <= original.size
    assert len(refusals) > 500
    assert all(refusal.endswith(".") for refusal in refusals)


@pytest.mark.parametrize(
    ("channels", "sample_rate", "sample_format", "time_reference"),
    [
        (0, 48000, "pcm24", 0),
        (65, 48000, "pcm24", 0),
        (1, 0, "pcm24", 0),
        (1, 10**7, "pcm24", 0),
        (1, 48000, "pcm8", 0),
        (1, 48000, "pcm16", -1),
    ],
)
def test_a_header_that_could_not_be_read_is_not_built(channels: int, sample_rate: int, sample_format: str, time_reference: int) -> None:
    with pytest.raises(AudioFileError):
        build_header(channels, sample_rate, sample_format, time_reference=time_reference)


def test_a_format_too_short_to_be_one_is_refused() -> None:
    body = b"WAVEfmt " + struct.pack("<I", 12) + bytes(12) + b"data" + bytes(4)
    with pytest.raises(AudioFileError, match="format is incomplete"):
        read_header(io.BytesIO(b"RIFF" + struct.pack("<I", len(body)) + body))
