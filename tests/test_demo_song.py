"""The demo song: in tune, in time, at session levels, the same every time; its mix names only what exists."""

import hashlib
import importlib.util
import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from daw import registry
from daw.model.limits import COLORS

SONG = Path(__file__).resolve().parent.parent / "assets" / "demo" / "song.py"
RATE = 48000


def load_song():
    """The song's module, found by its path as the program does."""
    spec = importlib.util.spec_from_file_location("daw_demo_song", SONG)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


song = load_song()
from daw_demo import groove, melody, score  # noqa: E402  song.py makes its siblings importable


@pytest.fixture(scope="module")
def parts():
    return song.parts(RATE)


def decibels(x):
    return 20.0 * np.log10(np.maximum(np.abs(x).max(), 1e-12))


def fundamental_hz(x, expected_hz):
    """The strongest frequency within 80 cents of the expected one, by a parabola through the peak of a padded spectrum."""
    size = 1 << 19
    spectrum = np.abs(np.fft.rfft(x * np.hanning(len(x)), size))
    low, high = (int(expected_hz * 2.0 ** (cents / 1200.0) * size / RATE) for cents in (-80, 80))
    k = low + int(np.argmax(spectrum[low:high]))
    a, b, c = np.log(spectrum[k - 1 : k + 2])
    return (k + 0.5 * (a - c) / (a - 2.0 * b + c)) * RATE / size


def cents(hz, expected_hz):
    return 1200.0 * np.log2(hz / expected_hz)


def seconds_of(x, start_s, end_s):
    return x[..., round(start_s * RATE) : round(end_s * RATE)]


def onsets_s(x, threshold_db):
    """Where the level of 2 ms rises by more than 6 dB above the last 20 ms, at `threshold_db` below the peak or more; 60 ms apart."""
    step = RATE // 500
    level = np.abs(x[: len(x) // step * step]).reshape(-1, step).max(axis=1)
    floor = level.max() * 10.0 ** (threshold_db / 20.0)
    found = []
    for k in range(10, len(level)):
        if level[k] > floor and level[k] > 2.0 * level[k - 10 : k].max() and (not found or k * 0.002 - found[-1] > 0.06):
            found.append(k * 0.002)
    return np.array(found)


def test_every_track_is_there_and_all_are_equally_long(parts):
    assert list(parts) == ["Lead Vocal", "Harmonies", "Acoustic", "Electric", "Bass DI", "Drum OH", "Kick", "Snare", "Keys"]
    assert {x.shape[1] for x in parts.values()} == {round(song.LENGTH_S * RATE)}
    assert {name: len(x) for name, x in parts.items()} == {name: song.MIX[name]["channels"] for name in parts}
    assert all(x.dtype == np.float32 for x in parts.values())
    assert 55.0 < song.LENGTH_S < 70.0


def test_levels_are_those_of_a_good_session(parts):
    for name, x in parts.items():
        assert np.all(np.isfinite(x)), name
        assert -12.0 < decibels(x) < -6.0, name
        assert np.abs(x.mean(axis=1)).max() < 1e-5, name  # no DC: -100 dBFS
        assert decibels(x[:, : RATE // 2000]) < -60.0, name
        assert decibels(x[:, -RATE // 100 :]) < -60.0, name


def test_the_same_song_every_time(parts):
    program = f"""
import hashlib, importlib.util
spec = importlib.util.spec_from_file_location("again", {str(SONG)!r})
song = importlib.util.module_from_spec(spec)
spec.loader.exec_module(song)
for name in ("Lead Vocal", "Bass DI"):
    print(hashlib.sha256(song.part(name, {RATE}).tobytes()).hexdigest())
"""
    again = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=SONG.parents[2]).stdout.split()
    assert again == [hashlib.sha256(parts[name].tobytes()).hexdigest() for name in ("Lead Vocal", "Bass DI")]


def test_the_lead_sings_what_is_written(parts):
    lead, errors = parts["Lead Vocal"][0], []
    for line in melody.lines(melody.LEAD):
        for note in line.notes:
            start, length = score.seconds(note.beat), score.seconds(note.length)
            if note.length >= 1.0:  # long enough to settle; vibrato comes later than this
                middle = seconds_of(lead, start + 0.15, start + min(length - 0.12, 0.5))
                errors.append(abs(cents(fundamental_hz(middle, score.hertz(note.pitch)), score.hertz(note.pitch))))
    assert len(errors) > 25
    assert max(errors) < 10.0


def test_the_bass_is_in_tune(parts):
    bass, errors = parts["Bass DI"][0], []
    for note in score.bass():
        if note.length >= 1.2:
            start = score.seconds(note.beat) + 0.05
            errors.append(
                abs(cents(fundamental_hz(seconds_of(bass, start, start + 0.6), score.hertz(note.pitch)), score.hertz(note.pitch)))
            )
    assert len(errors) > 20
    assert max(errors) < 6.0


def test_a_plucked_string_has_its_pitch_at_every_rate():
    from daw_demo import loops, strings

    for sample_rate, pitch in itertools.product((44100, 48000, 96000), (28, 40, 52, 64, 76)):
        out = np.zeros(sample_rate)
        rng = np.random.default_rng(1)
        hz = score.hertz(pitch)
        loops.pluck(out, 0, len(out), strings.pick(hz, 0.2, 0.001, 0.3, rng, sample_rate), hz, 6.0, 9000.0, 0.1, float(sample_rate))
        heard = fundamental_hz(out[sample_rate // 10 : sample_rate // 10 + sample_rate // 2], hz * RATE / sample_rate)
        assert abs(cents(heard * sample_rate / RATE, hz)) < 1.0


@pytest.mark.parametrize(("track", "piece"), [("Kick", "kick"), ("Snare", "snare")])
def test_the_drummer_plays_on_the_grid(parts, track, piece):
    loud = [hit.at_s for hit in groove.hits(piece) if hit.velocity > 0.5]
    heard = onsets_s(parts[track][0], -16.0)
    off = np.array([heard[np.argmin(np.abs(heard - at))] - at for at in loud])
    assert np.abs(off).max() < 0.014  # a hand is up to three deviations of 3 ms off, the detector 2 ms coarse
    assert abs(off.mean()) < 0.004
    assert np.std(off) > 0.001  # and is a hand


def test_takes_are_three_performances_of_one_song(parts):
    takes = [song.lead_take(1, RATE), parts["Lead Vocal"][0], song.lead_take(3, RATE)]
    step = RATE // 20
    envelopes = [np.sqrt((x[: len(x) // step * step].reshape(-1, step) ** 2).mean(axis=1)) for x in takes]
    for (a, ea), (b, eb) in itertools.combinations(zip(takes, envelopes, strict=True), 2):
        assert np.corrcoef(ea, eb)[0, 1] > 0.85  # the same phrases at the same places
        assert abs(np.corrcoef(a, b)[0, 1]) < 0.5  # and yet no copy


def test_the_extra_take_fits_the_chorus(parts):
    double = song.extra_take(RATE)
    start_s, length_s = song.EXTRA_TAKE["start_s"], song.EXTRA_TAKE["length_s"]
    assert len(double) == round(length_s * RATE)
    assert 8.0 < length_s < 11.0
    assert -12.0 < decibels(double) < -6.0
    for note in (note for line in melody.lines(melody.LEAD, 15, 18) for note in line.notes if note.length >= 1.0):
        at = score.seconds(note.beat) - start_s
        assert abs(cents(fundamental_hz(seconds_of(double, at + 0.17, at + 0.5), score.hertz(note.pitch)), score.hertz(note.pitch))) < 15.0


def test_sections_follow_each_other_and_every_bar_has_chords():
    ends = [start + bars for _, start, bars in song.SECTIONS]
    assert [start for _, start, _ in song.SECTIONS] == [1, *ends[:-1]]
    assert ends[-1] - 1 == song.BARS == len(score.CHORDS)
    named = {name for bar in score.CHORDS for _, name in bar}
    assert named <= set(score.KEY_VOICINGS)
    assert named <= set(score.FRETTED)


def test_the_keys_move_by_small_steps():
    chords = [score.KEY_VOICINGS[name] for bar in score.CHORDS[:-1] for _, name in bar]
    for before, after in itertools.pairwise(chords):
        assert max(abs(b - a) for a, b in zip(before, after, strict=True)) <= 7
        assert np.mean([abs(b - a) for a, b in zip(before, after, strict=True)]) <= 2.5


def test_the_comp_covers_the_song_once():
    assert song.COMP[0][1] == 0.0
    assert [end for _, _, end in song.COMP[:-1]] == [start for _, start, _ in song.COMP[1:]]
    assert {take for take, _, _ in song.COMP} <= set(song.TAKES)


def test_the_mix_names_only_what_exists():
    effects = registry.effects()
    buses = {name for name, strip in song.MIX.items() if strip["kind"] == "bus"}
    for name, strip in song.MIX.items():
        assert strip["kind"] == "audio" or not strip["inputs"]
        assert {bus for bus, _ in strip["sends"]} | {strip["output"] or "Drums"} <= buses, name
        slots = {}
        for effect_id, values in strip["effects"]:
            effect = effects[effect_id]
            slots[effect_id.rpartition(".")[2]] = {param.name for param in effect.params}
            for param in effect.params:
                number = song.slot_values(effect, values).get(param.name, param.default)
                assert param.low <= number <= param.high, (name, effect_id, param.name)
        for target, points in strip["automation"].items():
            owner, _, param = target.rpartition("/")
            known = (
                target in ("fader_db", "pan") or (owner in dict(strip["sends"]) and param == "level_db") or param in slots.get(owner, ())
            )
            assert known, (name, target)
            assert [point[0] for point in points] == sorted({point[0] for point in points}), (name, target)


def test_markers_and_colours_are_such_as_a_session_takes():
    assert {strip["color"] for strip in song.MIX.values()} <= set(COLORS)
    for _, bar, beat in song.MARKERS:
        assert 1 <= bar <= song.BARS
        assert 1.0 <= beat < 1.0 + song.BEATS_PER_BAR


def test_every_track_has_a_strip():
    assert {*song.part_names(), song.EXTRA_TAKE["track"]} == {name for name, strip in song.MIX.items() if strip["kind"] == "audio"}
    assert [name for name, strip in song.MIX.items() if strip["kind"] == "master"] == ["Master"]
