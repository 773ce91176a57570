"""Measurements of files and arrays, with FFmpeg's and pyloudnorm's meters as referees."""

import math
import struct
import tracemalloc
from fractions import Fraction

import av
import msgspec
import numpy as np
import pyloudnorm
import pytest
import soundfile
from av.filter import Graph

from daw.audio.error import AudioFileError
from daw.audio.measure import measure_array, measure_file
from daw.audio.reading import BLOCK_FRAMES

LEVELS = ["integrated_lufs", "momentary_max_lufs", "short_term_max_lufs", "lra_lu", "true_peak_dbtp", "sample_peak_dbfs"]
FIELDS = ["file", "sample_rate", "channels", "frames", *LEVELS]
LAYOUTS = {1: "mono", 2: "stereo", 5: "5.0", 6: "5.1"}


def programme(channels: int, sample_rate: int, seconds: int = 12) -> np.ndarray:
    """Noise and tones that change level every 1.5 s, down to silence: (channels, frames) float32."""
    rng = np.random.default_rng(channels)
    t = np.arange(seconds * sample_rate) / sample_rate
    gain = 10 ** (np.resize([-12, -30, -18, -80, -24, -9], seconds * 2 // 3) / 20).repeat(sample_rate * 3 // 2)
    rows = [0.5 * rng.standard_normal(t.size) + np.sin(2 * np.pi * 110 * (channel + 1) * t) for channel in range(channels)]
    return (0.3 * gain * np.stack(rows)).astype(np.float32)


def steady(levels_dbfs: list[float], seconds: float = 4, sample_rate: int = 48000) -> np.ndarray:
    """A tone at 997 Hz with a peak level for each channel."""
    wave = np.sin(2 * np.pi * 997 * np.arange(round(seconds * sample_rate)) / sample_rate)
    return (10 ** (np.array(levels_dbfs)[:, np.newaxis] / 20) * wave).astype(np.float32)


def ffmpeg(x: np.ndarray, sample_rate: int) -> list[dict[str, float]]:
    """What FFmpeg's meter says at the end of every 0.1 s."""
    layout = LAYOUTS[len(x)]
    graph = Graph()
    source = graph.add_abuffer(sample_rate=sample_rate, format="flt", layout=layout, time_base=Fraction(1, sample_rate))
    meter = graph.add("ebur128", "peak=true:metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(x.T.reshape(1, -1).copy(), format="flt", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = sample_rate, 0, Fraction(1, sample_rate)
    source.push(frame)
    source.push(None)
    readings = []
    while True:
        try:
            metadata = sink.pull().metadata
        except av.EOFError:
            return readings
        readings.append({key.removeprefix("lavfi.r128."): float(value) for key, value in metadata.items()})


@pytest.mark.parametrize("sample_rate", [44100, 48000, 96000])
@pytest.mark.parametrize("channels", [1, 2, 5, 6])
def test_ffmpeg_agrees(channels, sample_rate):
    x = programme(channels, sample_rate)
    ours = measure_array(x, sample_rate, series=True)
    theirs = ffmpeg(x, sample_rate)
    tolerance = 0.03 if sample_rate == 96000 else 0.01  # its filter is not scaled: 0.02 LU low at 96 kHz
    assert ours.integrated_lufs == pytest.approx(theirs[-1]["I"], abs=tolerance)
    peak = max(value for key, value in theirs[-1].items() if key.startswith("true_peaks_ch"))
    assert ours.true_peak_dbtp == pytest.approx(20 * math.log10(peak), abs=0.2)
    assert len(theirs) == len(ours.momentary_lufs) // 10
    for tenth, reading in enumerate(theirs, 1):
        for key, series, window in (("M", ours.momentary_lufs, 4), ("S", ours.short_term_lufs, 30)):
            if tenth >= window and reading[key] > -60:  # in near silence its sums no longer hold the truth
                assert series[tenth * 10 - 1] == pytest.approx(reading[key], abs=tolerance)


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_ffmpeg_agrees_about_the_range(channels):
    x = programme(channels, 44100, seconds=60)  # long enough that the windows FFmpeg takes before they are full do not count
    assert measure_array(x, 44100).lra_lu == pytest.approx(ffmpeg(x, 44100)[-1]["LRA"], abs=0.05)


@pytest.mark.parametrize("sample_rate", [44100, 48000, 96000])
@pytest.mark.parametrize("channels", [1, 2, 5])
def test_pyloudnorm_agrees(channels, sample_rate):
    x = programme(channels, sample_rate)
    theirs = pyloudnorm.Meter(sample_rate).integrated_loudness(x.T.astype(np.float64))
    assert measure_array(x, sample_rate).integrated_lufs == pytest.approx(theirs, abs=0.1)


@pytest.mark.parametrize("sample_rate", [8000, 11025, 22050, 44100, 48000, 88200, 96000, 192000])
def test_a_steady_tone_reads_its_level_at_every_rate(sample_rate):
    found = measure_array(steady([-18, -18], sample_rate=sample_rate), sample_rate)
    assert found.integrated_lufs == pytest.approx(-18.0, abs=0.003)
    assert found.momentary_max_lufs == pytest.approx(-18.0, abs=0.01)
    assert found.short_term_max_lufs == pytest.approx(-18.0, abs=0.005)
    assert found.lra_lu == pytest.approx(0.0, abs=0.005)
    assert found.sample_peak_dbfs == pytest.approx(-18.0, abs=0.2 if sample_rate == 8000 else 0.03)
    assert -18.02 <= found.true_peak_dbtp <= -17.5  # the tone begins and ends with a step


def test_gain_moves_every_level_and_leaves_the_range():
    x = programme(2, 48000)
    loud, soft = measure_array(x, 48000), measure_array(x * np.float32(0.5), 48000)
    for name in LEVELS:
        moved = 0.0 if name == "lra_lu" else 20 * math.log10(2)
        assert getattr(loud, name) - getattr(soft, name) == pytest.approx(moved, abs=1e-5)


def test_a_file_is_its_samples(tmp_path):
    x = programme(2, 44100)
    soundfile.write(tmp_path / "song.wav", x.T, 44100, subtype="FLOAT")
    from_file = measure_file(tmp_path / "song.wav", series=True)
    assert from_file.file == str(tmp_path / "song.wav")
    assert msgspec.structs.replace(from_file, file=None) == measure_array(x, 44100, series=True)
    assert (from_file.sample_rate, from_file.channels, from_file.frames) == (44100, 2, x.shape[1])


@pytest.mark.parametrize("extension", ["wav", "flac", "aiff", "ogg", "mp3"])
def test_any_readable_format_is_measured(tmp_path, extension):
    soundfile.write(tmp_path / f"tone.{extension}", steady([-20, -20]).T, 48000)
    found = measure_file(str(tmp_path / f"tone.{extension}"))
    assert found.integrated_lufs == pytest.approx(-20.0, abs=0.1)


def test_the_json_has_the_promised_fields(tmp_path):
    soundfile.write(tmp_path / "tone.wav", steady([-20, -20]).T, 48000)
    scalars = msgspec.json.decode(msgspec.json.encode(measure_file(tmp_path / "tone.wav")))
    assert list(scalars) == FIELDS
    series = msgspec.json.decode(msgspec.json.encode(measure_file(tmp_path / "tone.wav", series=True)))
    assert list(series) == [*FIELDS, "hop_seconds", "momentary_lufs", "short_term_lufs"]
    assert {name: series[name] for name in FIELDS} == scalars
    assert series["hop_seconds"] == 0.01


def test_value_k_of_a_series_is_the_window_that_ends_at_k_plus_1_hops():
    x = steady([-20, -20], seconds=5)
    x[:, : 48000 * 35 // 100] = 0  # the tone begins at 0.35 s
    found = measure_array(x, 48000, series=True)
    assert len(found.momentary_lufs) == len(found.short_term_lufs) == 500
    assert found.momentary_lufs[:39] == [None] * 39
    assert found.short_term_lufs[:299] == [None] * 299
    assert found.momentary_lufs[39] == pytest.approx(-20 + 10 * math.log10(5 / 40), abs=0.15)
    assert found.momentary_lufs[74] == pytest.approx(-20, abs=0.02)
    assert found.short_term_lufs[299] == pytest.approx(-20 + 10 * math.log10(265 / 300), abs=0.01)
    assert found.momentary_max_lufs == max(value for value in found.momentary_lufs if value is not None)
    assert found.short_term_max_lufs == max(value for value in found.short_term_lufs if value is not None)


@pytest.mark.parametrize("seconds", [0, 5])
def test_silence_is_none(tmp_path, seconds):
    soundfile.write(tmp_path / "silence.wav", np.zeros((seconds * 48000, 2)), 48000)
    found = measure_file(tmp_path / "silence.wav", series=True)
    assert [getattr(found, name) for name in LEVELS] == [None] * 6
    assert set(found.momentary_lufs) | set(found.short_term_lufs) <= {None}
    assert found.frames == seconds * 48000


def test_silence_after_sound_is_none_and_never_nan():
    x = steady([0, 0], seconds=10)
    x[:, 48000:] = 0
    found = measure_array(x, 48000, series=True)
    assert found.momentary_lufs[-1] is None
    assert found.short_term_lufs[-1] is None
    assert b"NaN" not in msgspec.json.encode(found)
    assert all(math.isfinite(value) for value in found.momentary_lufs + found.short_term_lufs if value is not None)


def test_what_is_too_short_for_a_window_is_none():
    found = measure_array(steady([-20, -20], seconds=0.39), 48000, series=True)
    assert (found.integrated_lufs, found.momentary_max_lufs, found.short_term_max_lufs, found.lra_lu) == (None, None, None, None)
    assert found.sample_peak_dbfs == pytest.approx(-20, abs=0.01)
    assert -20.01 <= found.true_peak_dbtp <= -19.5
    found = measure_array(steady([-20, -20], seconds=2.99), 48000, series=True)
    assert found.integrated_lufs == pytest.approx(-20, abs=0.01)
    assert found.momentary_max_lufs == pytest.approx(-20, abs=0.02)
    assert (found.short_term_max_lufs, found.lra_lu) == (None, None)
    assert found.short_term_lufs == [None] * 299


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_samples_that_are_no_numbers_count_as_silence(bad):
    x = steady([-20, -20])
    x[0, 100] = 0
    expected = measure_array(x, 48000)
    x[0, 100] = bad
    assert measure_array(x, 48000) == expected


def test_a_peak_at_the_very_last_sample_is_found():
    x = np.zeros((2, BLOCK_FRAMES + 1), np.float32)
    x[1, -2:] = -1.0  # between two equal samples a wave goes higher
    found = measure_array(x, 48000)
    assert found.sample_peak_dbfs == 0.0
    assert found.true_peak_dbtp > 1.0


def test_ebu_tech_3341_case_6_through_a_file(tmp_path):
    soundfile.write(tmp_path / "case6.wav", steady([-28, -28, -24, -30, -30], seconds=20).T, 48000, subtype="PCM_24")
    assert measure_file(tmp_path / "case6.wav").integrated_lufs == pytest.approx(-23.0, abs=0.1)


def levels_heard(path) -> float:
    """Loudness of a file in LU above that of its tone in one channel of weight 1."""
    return measure_file(path).integrated_lufs - (-20 - 3.01)


@pytest.mark.parametrize("extension", ["wav", "flac"])
@pytest.mark.parametrize(("channel", "weight"), [(0, 1), (1, 1), (2, 1), (3, 0), (4, 1.41), (5, 1.41)])
def test_5_1_is_l_r_c_lfe_ls_rs(tmp_path, channel, weight, extension):
    path = tmp_path / f"surround.{extension}"
    soundfile.write(path, steady([-20 if n == channel else -200 for n in range(6)]).T, 48000)
    if weight == 0:
        assert measure_file(path).integrated_lufs is None
        assert measure_file(path).sample_peak_dbfs == pytest.approx(-20, abs=0.01)
    else:
        assert levels_heard(path) == pytest.approx(10 * math.log10(weight), abs=0.01)


@pytest.mark.parametrize(("channel", "weight"), [(0, 1), (1, 1), (2, 1), (3, 1.41), (4, 1.41), (5, 0)])
def test_5_1_in_ogg_is_l_c_r_ls_rs_lfe(tmp_path, channel, weight):
    soundfile.write(tmp_path / "surround.ogg", steady([-20 if n == channel else -200 for n in range(6)]).T, 48000)
    if weight == 0:
        assert measure_file(tmp_path / "surround.ogg").integrated_lufs is None
    else:
        assert levels_heard(tmp_path / "surround.ogg") == pytest.approx(10 * math.log10(weight), abs=0.1)


@pytest.mark.parametrize(("mask", "weight"), [(0x0, 1.41), (0x33, 1.41), (0x107, 1.0), (0x0F, 0.0), (0x603, 1.41), (0xC3, 1.0)])
def test_the_channel_mask_of_a_wav_file_is_honoured(tmp_path, mask, weight):
    data = (steady([-200, -200, -200, -20]).T * 32767).astype("<i2").tobytes()  # a tone in the last of four channels
    guid = struct.pack("<H", 1) + bytes.fromhex("000000001000800000aa00389b71")
    form = struct.pack("<HHIIHHHHI", 0xFFFE, 4, 48000, 48000 * 8, 8, 16, 22, 16, mask) + guid
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    (tmp_path / "quad.wav").write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)
    if weight == 0:
        assert measure_file(tmp_path / "quad.wav").integrated_lufs is None
    else:
        assert levels_heard(tmp_path / "quad.wav") == pytest.approx(10 * math.log10(weight), abs=0.01)


def test_a_wav_form_that_only_libsndfile_reads_is_measured(tmp_path):
    soundfile.write(tmp_path / "old.wav", steady([-20, -20]).T, 48000, subtype="ULAW")
    assert measure_file(tmp_path / "old.wav").integrated_lufs == pytest.approx(-20, abs=0.1)


def test_memory_does_not_grow_with_the_length(tmp_path):
    def peak_bytes(seconds):
        soundfile.write(tmp_path / "long.wav", np.full((seconds * 8000, 1), 0.1), 8000)
        tracemalloc.start()
        measure_file(tmp_path / "long.wav")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    measure_file_once = peak_bytes(30)  # whatever the first call keeps
    assert peak_bytes(600) < measure_file_once + 600 * 2 * 160  # kept, and once more in the hand while it is read


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.wav", None, "missing.wav"),
        ("text.wav", b"This is no sound at all, but a page of words.", "text.wav is not audio"),
        ("empty.flac", b"", "empty.flac"),
        ("samples.raw", b"\0" * 100, "samples.raw"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_sentence(tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioFileError, match=words):
        measure_file(tmp_path / name)


def test_a_folder_is_one_clear_sentence(tmp_path):
    with pytest.raises(AudioFileError, match="is a folder"):
        measure_file(tmp_path)


def test_what_cannot_be_measured_is_one_clear_sentence(tmp_path):
    with pytest.raises(AudioFileError, match="1 dimension"):
        measure_array(np.zeros(100), 48000)
    with pytest.raises(AudioFileError, match="sample rate of at least 4000 Hz"):
        measure_array(np.zeros((2, 100)), 3000)
    soundfile.write(tmp_path / "many.wav", np.zeros((100, 30)), 48000)
    with pytest.raises(AudioFileError, match="many.wav cannot be measured. Loudness of 30 channels"):
        measure_file(tmp_path / "many.wav")
