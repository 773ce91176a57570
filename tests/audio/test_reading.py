"""Reading: any file comes out right or is refused with a sentence; nothing hangs, crashes or eats the memory."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from daw.audio import reading
from daw.audio.error import AudioFileError, DamagedFileError
from daw.audio.takefile import TakeWriter

REPOSITORY = Path(__file__).parents[2]
NOISE = np.random.default_rng(0).uniform(-0.5, 0.5, (10_000, 2))


@pytest.mark.parametrize(
    ("ending", "encoding"),
    [
        ("wav", "PCM_16"), ("wav", "PCM_24"), ("wav", "PCM_32"), ("wav", "FLOAT"), ("wav", "DOUBLE"), ("wav", "PCM_U8"),
        ("wav", "ULAW"), ("rf64", "PCM_24"), ("w64", "PCM_24"), ("aiff", "PCM_24"), ("flac", "PCM_16"), ("flac", "PCM_24"),
        ("caf", "ALAC_24"), ("au", "FLOAT"), ("ogg", "VORBIS"), ("mp3", "MPEG_LAYER_III"),
    ],
)  # fmt: skip
def test_a_file_reads_as_its_reference_decoder_says(tmp_path: Path, ending: str, encoding: str) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, NOISE, 44100, subtype=encoding)
    expected, _ = soundfile.read(path, dtype="float32", always_2d=True)
    x, rate = reading.read(path)
    info = reading.probe(path)
    assert (rate, info.channels, info.frames) == (44100, 2, 10_000)
    assert x.dtype == np.float32
    assert x.flags.c_contiguous
    assert np.array_equal(x, expected.T)
    pieces = list(reading.blocks(path, 777))
    assert all(piece.shape == (2, 777) for piece in pieces[:-1])
    assert np.array_equal(np.concatenate(pieces, axis=1), x)


def test_a_stream_that_never_stated_its_length_is_read_to_its_end(tmp_path: Path) -> None:
    for kind in ("flac", "wav"):
        path = tmp_path / f"a.{kind}"
        with open(path, "wb") as file:
            command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1:r=44100", "-f", kind, "pipe:1"]
            subprocess.run(command, stdout=file, check=True)
        reread = tmp_path / "b.wav"
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(path), str(reread)], check=True)
        assert np.array_equal(reading.read(path)[0], reading.read(reread)[0])
        assert reading.read(path)[0].shape == (1, 44100)


@pytest.mark.parametrize(("ending", "encoding"), [("wav", "PCM_24"), ("rf64", "PCM_24"), ("aiff", "PCM_24"), ("flac", "PCM_24")])
def test_a_file_cut_short_says_how_much_is_usable_and_gives_it_when_asked(tmp_path: Path, ending: str, encoding: str) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, NOISE, 10_000, subtype=encoding)
    whole = reading.read(path)[0]
    os.truncate(path, path.stat().st_size * 2 // 3)
    with pytest.raises(DamagedFileError, match=r"0\.\d{3} s of 1\.000 s are usable") as caught:
        reading.read(path)
    x, _ = reading.read(path, accept_damaged=True)
    assert x.shape[1] == caught.value.usable_frames > 3000
    assert np.array_equal(x, whole[:, : x.shape[1]])


def test_what_is_not_an_audio_file_is_refused_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.wav").write_text("hello " * 100)
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "loop.wav").symlink_to("loop.wav")
    cases = {
        "pipe.wav": "device or pipe", "empty.wav": r"empty \(0 bytes\)", "text.wav": "not audio", "folder.wav": "is a folder",
        "missing.wav": "does not exist", "a\0b.wav": "cannot be opened", "loop.wav": "cannot be opened", "text.wav/x": "cannot be opened",
    }  # fmt: skip
    for name, words in cases.items():
        for function in (reading.read, reading.probe):
            with pytest.raises(AudioFileError, match=words) as caught:
                function(os.path.join(tmp_path, name))
            assert str(tmp_path) not in str(caught.value)
    for device in ("/dev/zero", "/dev/null"):
        with pytest.raises(AudioFileError, match="device or pipe"):
            reading.probe(device)


@pytest.mark.parametrize(
    "name", ["Ünï cödé.wav", "Cafe\u0301.wav", "日本語🎸.wav", " space .wav", "x" * 250 + ".wav", "-rf.wav", b"raw\xff\xfe.wav"]
)
def test_any_name_a_file_can_have_is_read(tmp_path: Path, name: str | bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))
    shown = Path(os.fsdecode(path))
    with TakeWriter(tmp_path / "plain.wav", 1, 48000) as take:
        take.append(np.full((1, 10), 0.25, np.float32))
    os.rename(tmp_path / "plain.wav", path)
    assert np.array_equal(reading.read(shown)[0], np.full((1, 10), 0.25, np.float32))
    soundfile.write(tmp_path / "plain.flac", np.full(10, 0.25), 48000)
    os.rename(tmp_path / "plain.flac", path)
    assert np.array_equal(reading.read(shown)[0], np.full((1, 10), 0.25, np.float32))


def test_a_flac_header_that_promises_days_of_audio_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, NOISE, 48000)
    content = bytearray(path.read_bytes())
    fields = int.from_bytes(content[18:26], "big")  # STREAMINFO: rate, channels, bits, 36 bits of total samples
    content[18:26] = (fields | (2**36 - 1)).to_bytes(8, "big")
    path.write_bytes(content)
    assert reading.read(path, accept_damaged=True)[0].shape == (2, 10_000)


FUZZ = """
import resource, sys, numpy as np
from daw.audio import reading
from daw.audio.error import AudioFileError
resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
rng = np.random.default_rng(int(sys.argv[1]))
read = refused = 0
for original in sys.argv[3:]:
    content = np.fromfile(original, np.uint8)
    for _ in range(40):
        mutant = content.copy()
        places = rng.integers(0, min(len(mutant), int(rng.choice([64, 512, 1 << 30]))), rng.integers(1, 12))
        mutant[places] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, int(rng.integers(256))])
        mutant = mutant[: rng.integers(len(mutant))] if rng.random() < 0.3 else mutant
        mutant.tofile(sys.argv[2])
        try:
            x, rate = reading.read(sys.argv[2], accept_damaged=bool(rng.integers(2)))
            assert x.dtype == np.float32 and x.shape[1] <= 64 * len(content)
            read += 1
        except AudioFileError as error:
            assert str(error).endswith((".", ")")), error
            refused += 1
print(read, refused)
"""


def test_mutated_files_are_read_or_refused_and_never_crash(tmp_path: Path) -> None:
    originals = []
    kinds = {
        "wav": "PCM_24", "rf64": "FLOAT", "aiff": "PCM_24", "flac": "PCM_16", "ogg": "VORBIS", "mp3": "MPEG_LAYER_III", "caf": "PCM_16",
    }  # fmt: skip
    for ending, encoding in kinds.items():
        originals.append(tmp_path / f"a.{ending}")
        soundfile.write(originals[-1], NOISE[:2000], 44100, subtype=encoding)
    command = [sys.executable, "-c", FUZZ, "11", str(tmp_path / "mutant"), *map(str, originals)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=REPOSITORY, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    read, refused = map(int, result.stdout.split())
    assert read + refused == 40 * len(originals)
    assert read > 20
    assert refused > 20


def test_a_time_stamp_is_reported_only_where_there_is_one(tmp_path: Path) -> None:
    with TakeWriter(tmp_path / "stamped.wav", 1, 48000, time_reference=0, description="Song / Lead / take 3") as take:
        take.append(np.zeros((1, 10), np.float32))
    soundfile.write(tmp_path / "plain.wav", np.zeros(10), 48000)
    assert reading.probe(tmp_path / "stamped.wav").time_reference == 0
    assert reading.probe(tmp_path / "stamped.wav").description == "Song / Lead / take 3"
    assert reading.probe(tmp_path / "plain.wav").time_reference is None


def test_an_impossible_sample_rate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.au"
    soundfile.write(path, NOISE, 44100)
    content = bytearray(path.read_bytes())
    struct.pack_into(">I", content, 16, 7)
    path.write_bytes(content)
    with pytest.raises(AudioFileError, match="sample rate is 7 Hz"):
        reading.probe(path)
