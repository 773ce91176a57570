"""The commands that make sound or measure it."""

import json
import signal
import time

import numpy as np
import pytest

from daw import preferences
from daw.audio.reading import read
from daw.audio.wav import read_header
from tests.cli.conftest import RATE, noise, write_wav

MEASURED = {"integrated_lufs", "momentary_max_lufs", "short_term_max_lufs", "lra_lu", "true_peak_dbtp", "sample_peak_dbfs"}


def test_a_bounce_lands_in_the_songs_renders_and_tells_what_it_is(daw, folder):
    told = daw("bounce", folder, "--json").json
    assert {"file", "sha256", "frames", "sample_rate", "audio_seconds", "wall_seconds", "cpu_seconds", *MEASURED} <= set(told)
    assert told["file"] == str(folder / "renders" / "song.wav")
    assert told["frames"] == RATE // 2
    assert read_header(told["file"]).sample_format == "pcm24"


def test_the_same_song_gives_the_same_file_at_any_block_and_threads(daw, folder, tmp_path):
    sums = {
        daw("bounce", folder, tmp_path / "x.wav", "--block", block, "--threads", n, "--json").json["sha256"]
        for block, n in ((1024, 1), (100, 2))
    }
    assert len(sums) == 1


@pytest.mark.parametrize(("name", "form"), [("x.flac", "FLAC"), ("x.mp3", "MP3")])
def test_the_ending_says_the_format(daw, folder, tmp_path, name, form):
    from daw.audio.reading import probe

    assert daw("bounce", folder, tmp_path / name).code == 0
    assert probe(tmp_path / name).container == form


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "aiff"),
        ("--to", "0"),
        ("--from", "-1"),
        ("--rate", "10"),
        ("--threads", "0"),
        ("--tail", "nan"),
        ("/nowhere/at/all.wav",),
    ],
)
def test_a_bounce_that_makes_no_sense_is_refused_in_one_sentence(daw, folder, words):
    told = daw("bounce", folder, *words)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("daw: ")
    assert told.err.count("\n") == 1
    assert list((folder / "renders").iterdir()) == []


def test_an_empty_song_can_not_be_bounced(daw, tmp_path):
    daw("new", tmp_path / "empty")
    assert "nothing to bounce" in daw("bounce", tmp_path / "empty").err


def test_measuring_tells_a_list_with_null_for_silence(daw, tmp_path):
    silent = write_wav(tmp_path / "silent.wav", np.zeros((2, RATE)))
    loud = write_wav(tmp_path / "loud.wav", noise(1.0, 2))
    quiet_one, loud_one = daw("measure", silent, loud, "--json").json
    assert {quiet_one[name] for name in MEASURED} == {None}
    assert loud_one["integrated_lufs"] < 0.0
    assert set(loud_one) == {"file", "sample_rate", "channels", "frames", *MEASURED}


def test_a_series_has_a_value_every_ten_milliseconds_once_the_window_is_full(daw, tmp_path):
    loud = write_wav(tmp_path / "loud.wav", noise(1.0, 2))
    (told,) = daw("measure", loud, "--series", "--json").json
    assert told["hop_seconds"] == 0.01
    assert told["momentary_lufs"][38] is None
    assert told["momentary_lufs"][39] is not None
    assert set(told["short_term_lufs"]) == {None}


def test_a_take_is_what_the_virtual_microphone_heard_and_exactly_as_long_as_asked(daw, folder, tmp_path):
    sung = noise(1.0)
    microphone = write_wav(tmp_path / "sung.wav", sung)
    told = daw("record", folder, "--track", "New", "--seconds", 0.75, "--virtual-input", microphone, "--at", 2, "--json").json
    assert (told["track"], told["start"], told["frames"], told["seconds"]) == ("New", 2 * RATE, 36000, 0.75)
    assert (told["dropouts"], told["clips"], told["xruns"]) == ([], [], 0)
    assert told["peak_dbfs"] == pytest.approx(20.0 * np.log10(np.abs(sung[:, :36000]).max()), abs=1e-6)
    track = daw("show", folder, "--json").json["tracks"][1]
    (take,), (clip,) = track["takes"], track["clips"]
    assert (take["start"], take["length"], clip["length"]) == (2 * RATE, 36000, 36000)
    heard = read(folder / told["file"])[0][:, take["offset"] : take["offset"] + 36000]
    assert np.array_equal(heard, sung[:, :36000].astype(np.float32))


def test_takes_of_floating_point_pairs(daw, folder, tmp_path):
    microphone = write_wav(tmp_path / "pair.wav", noise(0.5, 2))
    words = (
        "--track",
        "Pair",
        "--input",
        "1+2",
        "--seconds",
        0.25,
        "--virtual-input",
        microphone,
        "--format",
        "float32",
        "--play",
        "--json",
    )
    told = daw("record", folder, *words).json
    assert told["channels"] == 2
    assert read_header(folder / told["file"]).sample_format == "float32"


@pytest.mark.parametrize(
    "words",
    [
        ("--track", "Master", "--seconds", "1", "--device", "null"),
        ("--track", "A", "--seconds", "0", "--device", "null"),
        ("--track", "A", "--seconds", "1", "--device", "null", "--input", "9+x"),
        ("--track", "A", "--seconds", "1", "--device", "no such device"),
        ("--track", "A", "--seconds", "1", "--device", "null", "--virtual-input", "missing.wav"),
        ("--track", "A", "--seconds", "1", "--device", "JACK", "--virtual-input", "missing.wav"),
        ("--track", "", "--seconds", "1", "--device", "null"),
    ],
)
def test_a_recording_that_can_not_be_made_leaves_the_song_as_it_was(daw, folder, words):
    before = (folder / "song.json").read_bytes()
    told = daw("record", folder, *words)
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert (folder / "song.json").read_bytes() == before
    assert daw("show", folder).err == ""  # nothing is left for a recovery


def test_playing_tells_frames_xruns_dropouts_and_load(daw, folder):
    told = daw("play", folder, "--seconds", 0.25, "--device", "null", "--json").json
    assert (told["frames"], told["xruns"], told["dropouts"]) == (12000, 0, [])
    assert 0.0 <= told["load"] <= told["worst_load"]
    assert (told["device"], told["sample_rate"]) == ("null", RATE)


def test_a_measured_round_trip_is_kept_for_its_device_rate_and_block(daw, monkeypatch, tmp_path):
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "config" / "preferences.json")
    preferences.set_round_trip("Interface", 48000, 128, 400)
    preferences.set_round_trip("Interface", 48000, 256, 700)
    preferences.set_round_trip("Interface", 48000, 128, 410)
    assert preferences.round_trip("Interface", 48000, 128) == 410
    assert preferences.round_trip("Interface", 48000, 256) == 700
    assert preferences.round_trip("Interface", 44100, 128) is None
    preferences.path().write_text("{ damaged")
    assert preferences.load() == preferences.Preferences()


def test_calibrating_finds_a_virtual_cable_and_refuses_silence(daw):
    assert daw("calibrate", "--device", "null", "--cable", 777, "--json").json["round_trip_frames"] == 777
    silent = daw("calibrate", "--device", "null")
    assert (silent.code, silent.out) == (2, "")
    assert "heard nothing" in silent.err
    assert preferences.round_trip("null", RATE, 256) is None


@pytest.mark.realtime
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_recording_that_is_stopped_keeps_its_take(program, daw, folder, number):
    process = program("record", folder, "--track", "Long", "--seconds", 100, "--device", "null", "--json")
    deadline = time.monotonic() + 90.0
    while not list((folder / "audio").glob("*_Long_*.wav")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number, err
    told = json.loads(out)
    assert 0.5 < told["seconds"] < 60.0
    (take,) = next(one for one in daw("show", folder, "--json").json["tracks"] if one["name"] == "Long")["takes"]
    assert take["length"] == told["frames"]


@pytest.mark.realtime
def test_an_interrupted_bounce_leaves_nothing(program, daw, folder, voice):
    for _ in range(3):
        daw("add", folder, "Lead Vocal", "limiter")
    daw("import", folder, voice, "--track", "Lead Vocal", "--at", 3000)
    process = program("bounce", folder, "--loudness", -14, "--stems", "--json")
    deadline = time.monotonic() + 90.0
    while not list((folder / "renders").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (130, "", "")
    assert [path for path in (folder / "renders").rglob("*") if path.is_file()] == []
