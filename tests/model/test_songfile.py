"""song.json: readable, stable, and read with distrust."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits, songfile
from daw.model.songerror import SongError


def text(song, old, new):
    data = songfile.encode(song).decode()
    assert old in data
    return data.replace(old, new, 1).encode()


def refusal(data):
    with pytest.raises(SongError) as caught:
        songfile.decode(data)
    return str(caught.value)


def test_each_object_has_a_line_of_its_own(song):
    lines = songfile.encode(song).decode().splitlines()
    for record in ("c6", "c7", "c8", "c12", "k9", "k11", "x14", "n16", "a4", "m21", "p19"):
        assert sum(f'"id":"{record}"' in line for line in lines) in {1, 2}  # a clip also stands in the version that holds it
    assert json.loads("\n".join(lines))["name"] == "Song"


def test_an_edit_changes_the_lines_it_is_about_and_no_other(song):
    before = songfile.encode(song).splitlines()
    after = songfile.encode(edits.set_clip_gain(song, ["c7"], -3)).splitlines()
    assert len(before) == len(after)
    assert [b'"id":"c7"' in new for old, new in zip(before, after, strict=True) if old != new] == [True]


def test_the_text_does_not_depend_on_the_order_values_were_set_in(song):
    one = edits.change_parameters(edits.set_parameter(song, "x15", "b", 1), "x15", {"a": 2})
    other = edits.change_parameters(edits.set_parameter(song, "x15", "a", 2), "x15", {"b": 1})
    assert songfile.encode(one) == songfile.encode(other)


def test_a_loaded_song_is_written_as_it_was(song):
    data = songfile.encode(edits.set_fade_in(edits.set_inputs(song, "t1", [1]), "c6", 0, 0))
    assert songfile.encode(songfile.decode(data)) == data
    assert b"fade_in" not in data


def test_a_song_cut_off_anywhere_is_refused_with_a_sentence(song):
    data = songfile.encode(song)
    for length in range(len(data.rstrip())):
        assert refusal(data[:length]).startswith("The file ")


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_song_with_a_wrong_byte_is_refused_or_is_a_sound_song(at, byte, song):
    data = bytearray(songfile.encode(song))
    data[at % len(data)] = byte
    try:
        songfile.decode(bytes(data))
    except SongError as problem:
        told = str(problem)
        assert told.endswith(".")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (bytes(4096), "full of zeros"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"\xff\xfe{\0}\0", "byte order mark"),
        (b"\x89PNG\r\n", "damaged in line 1"),
        (b"[]", "Expected `object`"),
        (b"null", "Expected `object`"),
        (b"{}", "missing required field `name`"),
        (b"[" * 100_000, "does not hold|damaged"),
        (b'{"name":"x","tracks":' + b"[" * 100_000, "does not hold|damaged"),
        (b'{"name":"x","name":"y"}', "'name' stands twice"),
        (b'{"name":"x","sample_rate":1e999}', "out of range|Expected `int`"),
        (b'{"name":"x","pan_law_db":1e999}', "out of range"),
        (b'{"name":"x","pan_law_db":NaN}', "damaged"),
        (b'{"name":"x","next_id":' + b"9" * 5000 + b"}", "out of range"),
        (b'{"name":"x","next_id":9223372036854775808}', "counter of ids"),
        (b'{"name":"\\ud800"}', "damaged|does not hold"),
        (b'{"name":"\xed\xa0\x80"}', "not UTF-8"),
        (b'{"name":"x","format":2}', "newer version"),
        (b'{"name":"x","format":2,"future":[]}', "newer version"),
        (b'{"name":"x","format":0}', "format"),
        (b'{"name":"x","future":1}', "unknown field"),
        (b'{"name":"x"} x', "damaged"),
        (b'{"name":"x"}', "0 masters"),
        (b'{"name":"x","sample_rate":0}', "sample rate"),
    ],
)
def test_a_file_that_is_no_song_is_refused_with_the_reason(data, words):
    with pytest.raises(SongError, match=words):
        songfile.decode(data)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"id":"c7"', '"id":"c6"', "stands for two things"),
        ('"id":"c7"', '"id":""', "is empty"),
        ('"source":"a4"', '"source":"a99"', "'a99' is not in the song"),
        ('"start":144000', '"start":-1', "outside any song"),
        ('"start":144000', '"start":9223372036854775807', "outside any song"),
        ('"length":96000', '"length":-5', "uses frames"),
        ('"length":96000', '"length":480001', "has 480000"),
        ('"offset":48000', '"offset":-1', "uses frames"),
        ('"frames":480000', '"frames":0', "length of an audio file"),
        ('"frames":480000', '"frames":1000000000000000000', "length of an audio file"),
        ('"path":"audio/gtr.wav"', '"path":"../../../.ssh/id"', "song's folder"),
        ('"path":"audio/gtr.wav"', '"path":"/dev/zero"', "song's folder"),
        ('"path":"audio/gtr.wav"', r'"path":"C:\\x"', "song's folder"),
        ('"take":"k9"', '"take":"k99"', "take 'k99', which is not there"),
        ('"kind":"master"', '"kind":"bus"', "0 masters"),
        ('"kind":"bus"', '"kind":"master"', "master"),
        ('"bus":"t3"', '"bus":"t99"', "'t99', which is not there"),
        ('"bus":"t3"', '"bus":"t1"', "not a bus"),
        ('"level_db":-12.0', '"level_db":12.0', "from -150 to 6"),
        ('"threshold_db":-18.0', '"threshold_db":1e300', "outside"),
        ('"target":"fader_db"', '"target":"x99/mix"', "is not there"),
        ('"target":"x14/threshold_db"', '"target":"fader_db"', "automated twice"),
        ('"frame":96000', '"frame":0', "not in order of time"),
        ('"value":-6.0', '"value":60.0', "outside"),
        ('"curve":0.5', '"curve":1.5', "curve"),
        ('"bpm":90.0', '"bpm":0.0', "tempo"),
        ('"bpm":120.0', '"bpm":-120.0', "tempo"),
        ('{"frame":0,"bpm"', '{"frame":1,"bpm"', "begin at the start"),
        ('"beats":4', '"beats":0', "beats of a bar"),
        ('"name":"Chorus","start":144000', '"name":"Chorus","start":100', "overlaps"),
        ('"channels":2', '"channels":0', "channels"),
        ('"color":"stone"', '"color":"mud"', "colour"),
        ('"version":"v22"', '"version":"v99"', "v99"),
        ('"name":"compressor"', '"name":"a/b"', "no “/”"),
    ],
)
def test_a_song_that_does_not_hold_together_is_refused_with_the_reason(old, new, words, song):
    with pytest.raises(SongError, match=words):
        songfile.decode(text(song, old, new))


def test_cyclic_sends_are_refused(song):
    two = edits.add_send(edits.add_bus(song, "Delay"), "t3", "t23")
    data = msgspec.json.decode(songfile.encode(two))
    delay = next(track for track in data["tracks"] if track["id"] == "t23")
    delay["sends"] = [{"id": "n99", "bus": "t3"}]
    assert "circle" in refusal(msgspec.json.encode(data))


def test_two_masters_are_refused(song):
    data = msgspec.json.decode(songfile.encode(song))
    data["tracks"].append({**data["tracks"][-1], "id": "other"})
    assert "2 masters" in refusal(msgspec.json.encode(data))


@pytest.mark.parametrize("name", ["<img src=file:///etc/passwd><b>x", "\u202eexe", "x" * 10_000, "👩‍🎤 é é", "a\nb\t\0", "  "])
def test_names_come_back_as_they_were(name, song):
    track = msgspec.structs.replace(song.tracks[0], name=name)
    named = msgspec.structs.replace(song, tracks=(track, *song.tracks[1:]))
    assert songfile.decode(songfile.encode(named)) == named
