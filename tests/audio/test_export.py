"""Exporting: exact where it can be, dithered where asked, the same bytes every time, whole or not at all."""

import hashlib
import json
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from daw.audio import reading
from daw.audio.error import AudioFileError
from daw.audio.export import FORMATS, Exported, Exporter, nearest_rate
from daw.audio.oggserial import SERIAL
from daw.audio.wav import Loudness, read_header
from daw.audio.wavheader import Broadcast


def music(channels: int = 2, frames: int = 50_001, sample_rate: int = 48000) -> np.ndarray:
    t = np.arange(frames) / sample_rate
    rng = np.random.default_rng(5)
    return np.stack([0.3 * np.sin(2 * np.pi * 440 * (c + 1) * t) + 0.05 * rng.uniform(-1, 1, frames) for c in range(channels)]).astype(
        np.float32
    )


def export(path: Path, x: np.ndarray, format: str, sample_rate: int = 48000, *, block: int = 8192, **options: object) -> Exported:
    exporter = Exporter(path, format, sample_rate, x.shape[0], **options)  # type: ignore[arg-type]
    for start in range(0, x.shape[1], block):
        exporter.write(x[:, start : start + block])
    return exporter.close()


def export_then_fail(path: Path, format: str) -> None:
    with Exporter(path, format, 48000, 2) as exporter:
        exporter.write(music(2))
        exporter.write(music(3))


@pytest.mark.parametrize(("format", "bits"), [("wav16", 16), ("wav24", 24), ("flac16", 16), ("flac24", 24)])
@pytest.mark.parametrize("channels", [1, 2])
def test_sound_on_the_grid_keeps_its_bits_without_dither(tmp_path: Path, format: str, bits: int, channels: int) -> None:
    x = (np.rint(music(channels) * 2.0 ** (bits - 1)) / 2.0 ** (bits - 1)).astype(np.float32)
    result = export(tmp_path / "a", x, format, dither="none")
    y, rate = reading.read(tmp_path / "a")
    assert (rate, result.frames, result.clipped, result.note) == (48000, 50_001, 0, "")
    assert np.array_equal(y, x)


def test_float_keeps_every_bit_above_full_scale_too(tmp_path: Path) -> None:
    x = 5 * music()
    export(tmp_path / "a.wav", x, "wav32f")
    assert np.array_equal(reading.read(tmp_path / "a.wav")[0], x)
    assert soundfile.info(tmp_path / "a.wav").subtype == "FLOAT"


@pytest.mark.parametrize(("format", "bits"), [("wav16", 16), ("flac16", 16), ("wav24", 24)])
def test_dither_is_two_bits_wide_and_has_no_mean(tmp_path: Path, format: str, bits: int) -> None:
    x = np.full((2, 200_000), 0.25 * 2.0 ** (1 - bits), np.float32)  # a quarter of a bit
    export(tmp_path / "a", x, format)
    error = (reading.read(tmp_path / "a")[0].astype(np.float64) - x) * 2.0 ** (bits - 1)
    assert abs(error.mean()) < 0.01
    assert error.var() == pytest.approx(0.25, rel=0.02)
    assert abs(np.corrcoef(error)[0, 1]) < 0.01


def test_what_does_not_fit_is_limited_and_counted(tmp_path: Path) -> None:
    x = np.array([[1.5, -1.5, 1.0, -1.0, 0.0]], np.float32)
    result = export(tmp_path / "a.wav", x, "wav24", dither="none")
    assert np.array_equal(reading.read(tmp_path / "a.wav")[0][0], np.array([1 - 2.0**-23, -1, 1 - 2.0**-23, -1, 0], np.float32))
    assert result.clipped == 3


@pytest.mark.parametrize("format", list(FORMATS))
def test_the_same_sound_gives_the_same_bytes_however_it_is_cut(tmp_path: Path, format: str) -> None:
    metadata = {"title": "Söng", "artist": "Ä"}
    blocks = (8192, 777) if FORMATS[format].bits or not FORMATS[format].container else (8192, 8192)
    results = [export(tmp_path / f"{n}", music(), format, block=block, metadata=metadata) for n, block in enumerate(blocks)]
    assert results[0].sha256 == results[1].sha256 == hashlib.sha256((tmp_path / "0").read_bytes()).hexdigest()
    assert (tmp_path / "0").stat().st_size == results[0].bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1"]


@pytest.mark.parametrize("format", ["mp3", "ogg", "opus"])
@pytest.mark.parametrize("sample_rate", [44100, 48000, 96000])
def test_lossy_formats_keep_length_and_place_at_a_rate_they_can_hold(tmp_path: Path, format: str, sample_rate: int) -> None:
    x = music(2, sample_rate, sample_rate)
    result = export(tmp_path / "a", x, format, sample_rate)
    expected_rate = {("mp3", 96000): 48000, ("opus", 96000): 48000, ("opus", 44100): 48000}.get((format, sample_rate), sample_rate)
    assert result.sample_rate == expected_rate
    assert bool(result.note) == (expected_rate != sample_rate)
    y, rate = reading.read(tmp_path / "a")
    assert (rate, y.shape[1], result.frames) == (expected_rate, expected_rate, expected_rate)
    ideal = 0.3 * np.sin(2 * np.pi * 440 * np.arange(expected_rate) / expected_rate)
    error = (y[0] - ideal)[2000:-2000]
    assert np.sqrt(np.mean(error**2)) < 0.04  # the noise of the test sound is 0.029; a lag of 2 frames would be 0.025 more


def test_a_rate_is_chosen_near_and_simple() -> None:
    chosen = {rate: nearest_rate(FORMATS["mp3"], rate) for rate in (44100, 48000, 88200, 96000, 176400, 192000, 46000, 4000)}
    assert chosen == {44100: 44100, 48000: 48000, 88200: 44100, 96000: 48000, 176400: 44100, 192000: 48000, 46000: 48000, 4000: 8000}


@pytest.mark.parametrize("format", ["ogg", "opus"])
def test_an_ogg_file_with_its_fixed_serial_is_whole_to_others(tmp_path: Path, format: str) -> None:
    export(tmp_path / "a.ogg", music(), format)
    content = (tmp_path / "a.ogg").read_bytes()
    assert content[14:18] == SERIAL.to_bytes(4, "little")
    command = ["ffmpeg", "-v", "warning", "-xerror", "-i", str(tmp_path / "a.ogg"), "-f", "null", "-"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""


def test_wav_for_delivery_is_plain_when_its_length_is_known(tmp_path: Path) -> None:
    x = music()
    export(tmp_path / "a.wav", x, "wav24", frames=x.shape[1])
    content = (tmp_path / "a.wav").read_bytes()
    assert content[36:40] == b"data"
    assert len(content) == 44 + x.size * 3
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getnframes() == x.shape[1]
    export(tmp_path / "b.wav", x, "wav24")
    assert (tmp_path / "b.wav").read_bytes()[12:16] == b"JUNK"
    assert np.array_equal(reading.read(tmp_path / "a.wav")[0], reading.read(tmp_path / "b.wav")[0])


@pytest.mark.parametrize(
    ("format", "channels"), [("wav16", 1), ("wav24", 1), ("wav32f", 2), ("flac24", 2), ("mp3", 2), ("ogg", 2), ("opus", 2)]
)
def test_tags_are_found_by_others(tmp_path: Path, format: str, channels: int) -> None:
    metadata = {"title": "Slow Light", "artist": "Ünï", "album": "Odd", "comment": "mix 4", "unknown": "ignored"}
    export(tmp_path / "a", music(channels), format, metadata=metadata)
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(tmp_path / "a")]
    probed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    tags = {**probed["format"].get("tags", {}), **probed["streams"][0].get("tags", {})}
    tags = {name.lower(): text for name, text in tags.items()}
    found = {name: tags.get(name, tags.get("description")) for name in ("title", "artist", "album", "comment")}
    assert found == {name: metadata[name] for name in found}
    if format.startswith("wav"):
        assert read_header(tmp_path / "a").frames == 50_001


def test_a_broadcast_wav_carries_its_time_and_loudness(tmp_path: Path) -> None:
    exporter = Exporter(tmp_path / "a.wav", "wav24", 48000, 2, broadcast=Broadcast("Song / Mix 4", time_reference=96000))
    exporter.write(music())
    exporter.close(loudness=Loudness(-14.0, 6.0, -1.0, -11.0, -12.5))
    info = read_header(tmp_path / "a.wav")
    assert (info.description, info.time_reference, info.frames) == ("Song / Mix 4", 96000, 50_001)
    assert np.frombuffer((tmp_path / "a.wav").read_bytes()[56 + 412 : 56 + 422], "<i2").tolist() == [-1400, 600, -100, -1100, -1250]


@pytest.mark.parametrize("format", list(FORMATS))
def test_an_aborted_export_leaves_the_old_file_and_nothing_else(tmp_path: Path, format: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"the old mix")
    exporter = Exporter(path, format, 48000, 2)
    exporter.write(music())
    assert path.read_bytes() == b"the old mix"
    exporter.abort()
    exporter.abort()
    with pytest.raises(AudioFileError, match="does not fit"):
        export_then_fail(path, format)
    assert path.read_bytes() == b"the old mix"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("format", list(FORMATS))
@pytest.mark.parametrize("frames", [0, 1, 2, 1153])
def test_the_shortest_sounds_are_written_whole_or_refused(tmp_path: Path, format: str, frames: int) -> None:
    if frames == 0:
        with pytest.raises(AudioFileError, match="range is empty"):
            export(tmp_path / "a", music(2, 0), format)
        assert list(tmp_path.iterdir()) == []
    else:
        assert export(tmp_path / "a", music(2, frames), format).frames == reading.read(tmp_path / "a")[0].shape[1] == frames


def test_choices_that_cannot_be_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for words, arguments in {
        "no format called 'aac'": (tmp_path / "a", "aac", 48000, 2),
        "cannot hold 6 channels": (tmp_path / "a", "mp3", 48000, 6),
        "is a folder": (tmp_path / "folder", "wav24", 48000, 2),
        "device or pipe": ("/dev/null", "wav24", 48000, 2),
        "does not exist": (tmp_path / "nowhere" / "a.wav", "wav24", 48000, 2),
        "too long": (tmp_path / ("x" * 300), "wav24", 48000, 2),
    }.items():
        with pytest.raises(AudioFileError, match=words):
            Exporter(*arguments)  # type: ignore[arg-type]
    with pytest.raises(AudioFileError, match="no dither called"):
        Exporter(tmp_path / "a", "wav16", 48000, 2, dither="noise")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]
    assert Path("/dev/null").is_char_device()


def test_the_longest_names_and_links_are_written(tmp_path: Path) -> None:
    for name in ("x" * 251 + ".wav", "é" * 120 + ".wav"):
        assert export(tmp_path / name, music(1, 10), "wav24").path.name == name
    (tmp_path / "link.wav").symlink_to("real.wav")
    export(tmp_path / "link.wav", music(1, 10), "wav24")
    assert (tmp_path / "link.wav").is_symlink()
    assert read_header(tmp_path / "real.wav").frames == 10
