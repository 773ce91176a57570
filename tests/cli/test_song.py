"""The commands that make and change a song."""

import numpy as np
import pytest

from daw.audio.reading import read
from daw.model import storage
from tests.cli.conftest import noise, write_wav


def strip(told, name):
    return next(one for one in told["tracks"] if one["name"] == name)


def test_a_new_song_has_a_master_and_nothing_else(daw, tmp_path):
    assert daw("new", tmp_path / "a", "--rate", 44100, "--json").json["sample_rate"] == 44100
    told = daw("show", tmp_path / "a", "--json").json
    assert [(one["name"], one["kind"]) for one in told["tracks"]] == [("Master", "master")]
    assert told["name"] == "a"


def test_a_song_is_never_made_over_another(daw, folder):
    before = (folder / "song.json").read_bytes()
    again = daw("new", folder)
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err
    assert (folder / "song.json").read_bytes() == before


def test_each_file_gets_a_track_of_its_name_and_channels_and_no_fades(daw, folder, tmp_path):
    pair = write_wav(tmp_path / "Pair.wav", noise(0.25, 2))
    daw("import", folder, pair, tmp_path / "Lead Vocal.wav", "--at", 1.5)
    tracks = daw("show", folder, "--json").json["tracks"]
    assert [(one["name"], one["channels"]) for one in tracks] == [("Lead Vocal", 1), ("Pair", 2), ("Lead Vocal 2", 1), ("Master", 2)]
    clip = tracks[1]["clips"][0]
    assert (clip["start"], clip["length"], clip["fade_in"]["frames"], clip["fade_out"]["frames"]) == (72000, 12000, 0, 0)


def test_files_for_one_track_follow_each_other(daw, folder, voice):
    daw("import", folder, voice, voice, "--track", "lead vocal", "--at", 2)
    clips = strip(daw("show", folder, "--json").json, "Lead Vocal")["clips"]
    assert [clip["start"] for clip in clips] == [0, 96000, 120000]
    daw("import", folder, voice, "--track", "Other")
    assert len(strip(daw("show", folder, "--json").json, "Other")["clips"]) == 1


def test_another_rate_is_converted(daw, folder, tmp_path):
    low = write_wav(tmp_path / "low.wav", noise(0.5), 24000)
    assert daw("import", folder, low, "--json").json[0]["frames"] == 48000


def test_an_import_that_fails_leaves_nothing(daw, folder, voice, tmp_path):
    (tmp_path / "bad.wav").write_text("no audio at all, but long enough to be looked at")
    before, files = daw("show", folder, "--json").json, sorted((folder / "audio").iterdir())
    told = daw("import", folder, voice, tmp_path / "bad.wav")
    assert (told.code, told.out) == (2, "")
    assert "bad.wav" in told.err
    assert daw("show", folder, "--json").json == before
    assert sorted((folder / "audio").iterdir()) == files


def test_adding_an_effect_prints_the_name_of_its_slot(daw, folder):
    assert daw("add", folder, "lead vocal", "EQ").out == "eq\n"
    assert daw("add", folder, "Lead Vocal", "daw.compressor").out == "compressor\n"
    second = daw("add", folder, "Lead Vocal", "compressor").out.strip()
    slots = strip(daw("show", folder, "--json").json, "Lead Vocal")["slots"]
    assert [(slot["name"], slot["effect"]) for slot in slots] == [
        ("eq", "daw.eq"),
        ("compressor", "daw.compressor"),
        (second, "daw.compressor"),
    ]


@pytest.mark.parametrize(
    ("target", "text", "value"),
    [
        ("fader_db", "-3", -3.0),
        ("fader_db", "−3.5 dB", -3.5),
        ("fader_db", "-inf", -150.0),
        ("pan", "-0.25", -0.25),
        ("pan", "1", 1.0),
        ("pan", "L30", -0.3),
        ("mute", "on", True),
        ("solo", "1", True),
    ],
)
def test_a_strip_is_set(daw, folder, target, text, value):
    told = daw("set", folder, f"lead vocal/{target}", text, "--json").json
    assert told["value"] == value
    assert strip(daw("show", folder, "--json").json, "Lead Vocal")[target] == value


@pytest.mark.parametrize(
    ("parameter", "text", "value"), [("threshold_db", "-30", -30.0), ("mix", "0.5", 0.5), ("mix", "50 %", 0.5), ("detector", "rms", 1.0)]
)
def test_a_parameter_is_set_and_shown_with_its_range(daw, folder, parameter, text, value):
    daw("add", folder, "Lead Vocal", "compressor")
    assert daw("set", folder, f"Lead Vocal/compressor/{parameter}", text).code == 0
    (slot,) = strip(daw("show", folder, "--json").json, "Lead Vocal")["slots"]
    told = next(one for one in slot["parameters"] if one["name"] == parameter)
    assert told["value"] == value
    assert told["low"] <= told["default"] <= told["high"]
    assert daw("set", folder, "Lead Vocal/compressor/bypass", "on").code == 0
    assert strip(daw("show", folder, "--json").json, "Lead Vocal")["slots"][0]["bypassed"]


@pytest.mark.parametrize(
    ("target", "text", "reason"),
    [
        ("Lead Vocal/compressor/threshold_db", "-100", "−60.0 dB to 0.0 dB"),
        ("Lead Vocal/compressor/threshold_db", "loud", "−60.0 dB to 0.0 dB"),
        ("Lead Vocal/compressor/speed", "3", "attack_ms"),
        ("Lead Vocal/reverb/mix", "1", "compressor"),
        ("Lead Vocal/fader_db", "7", "+6.0 dB"),
        ("Lead Vocal/pan", "2", "-1 to 1"),
        ("Bass/pan", "0", "Lead Vocal"),
        ("Lead Vocal", "0", "TRACK/fader_db"),
    ],
)
def test_a_wrong_value_or_target_changes_nothing_and_says_what_there_is(daw, folder, target, text, reason):
    daw("add", folder, "Lead Vocal", "compressor")
    before = (folder / "song.json").read_bytes()
    told = daw("set", folder, target, text)
    assert (told.code, told.out) == (2, "")
    assert reason in told.err
    assert told.err.count("\n") == 1
    assert (folder / "song.json").read_bytes() == before


def test_a_send_goes_to_a_bus_at_a_level_that_can_be_changed(daw, folder):
    assert daw("bus", folder, "Plate").out == "Plate\n"
    assert daw("bus", folder, "plate").code == 2
    daw("send", folder, "lead vocal", "plate", "-12")
    daw("send", folder, "lead vocal", "plate", "-9 dB")
    sends = strip(daw("show", folder, "--json").json, "Lead Vocal")["sends"]
    assert [(send["bus"], send["level_db"]) for send in sends] == [("Plate", -9.0)]
    assert daw("send", folder, "Lead Vocal", "Master", "0").code == 2


def test_the_commands_leave_one_step_of_undo_each(daw, folder):
    daw("set", folder, "Lead Vocal/fader_db", "-3")
    with storage.open(folder) as document:
        assert document.undo_label == "Fader −3.0 dB, Lead Vocal"


def test_a_song_open_elsewhere_is_shown_as_saved_and_not_changed(daw, folder):
    with storage.open(folder):
        told = daw("set", folder, "Lead Vocal/pan", "0.5")
        assert told.code == 2
        assert "already open" in told.err
        shown = daw("show", folder, "--json")
        assert shown.json["tracks"][0]["pan"] == 0.0
        assert "last saved" in shown.err


def test_a_damaged_song_is_one_sentence(daw, folder):
    (folder / "song.json").write_text('{"name": "x", ')
    told = daw("show", folder)
    assert (told.code, told.out) == (2, "")
    assert "Nothing was changed" in told.err


def test_what_is_imported_is_what_is_bounced(daw, folder, tmp_path, voice):
    stereo = write_wav(tmp_path / "Pair.wav", noise(0.25, 2))
    daw("new", tmp_path / "null")
    daw("import", tmp_path / "null", stereo)
    daw("bounce", tmp_path / "null", tmp_path / "out.wav", "--dither", "none", "--tail", 0)
    assert np.array_equal(read(tmp_path / "out.wav")[0], read(stereo)[0])
