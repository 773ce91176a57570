"""Values as text: the formats of the interface, what may be typed, and that both agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.plugin import Param
from daw.values import UnreadableValueError, format_value, parse_value, what_fits

GAIN = Param("gain_db", 0.0, -24.0, 24.0, unit="dB")
FADER = Param("fader_db", 0.0, -150.0, 12.0, unit="dB")
CEILING = Param("ceiling_dbtp", -1.0, -12.0, 0.0, unit="dBTP")
FREQUENCY = Param("freq_hz", 1000.0, 20.0, 20000.0, unit="Hz", scale="log")
RATE = Param("rate_hz", 1.0, 0.01, 20.0, unit="Hz", scale="log")
ATTACK = Param("attack_ms", 10.0, 0.05, 500.0, unit="ms", scale="log")
TIME = Param("time_ms", 500.0, 1.0, 4000.0, unit="ms", scale="log")
DECAY = Param("decay_s", 2.0, 0.1, 20.0, unit="s", scale="log")
MIX = Param("mix", 1.0, 0.0, 1.0, unit="%")
RATIO = Param("ratio", 4.0, 1.0, 100.0, unit=":1", scale="log")
PAN = Param("pan", 0.0, -1.0, 1.0, unit="pan")
Q = Param("q", 0.7, 0.1, 30.0, scale="log")
DETUNE = Param("detune_ct", 0.0, -100.0, 100.0, unit="ct")
ON = Param("on", 0.0, scale="switch")
NOTE = Param("note", 0.0, 0.0, 3.0, scale="choice", choices=("1/4", "1/8", "1/8 D", "1/8 T"))
KIND = Param("type", 0.0, 0.0, 2.0, scale="choice", choices=("bell", "low shelf", "low cut"))
ALL = [GAIN, FADER, CEILING, FREQUENCY, RATE, ATTACK, TIME, DECAY, MIX, RATIO, PAN, Q, DETUNE, ON, NOTE, KIND]


@pytest.mark.parametrize(
    ("param", "value", "text"),
    [
        (GAIN, -18.04, "−18.0 dB"),
        (GAIN, 3.0, "+3.0 dB"),
        (GAIN, -0.04, "0.0 dB"),
        (FADER, -90.0, "−∞ dB"),
        (FADER, -89.9, "−89.9 dB"),
        (CEILING, -1.0, "−1.00 dBTP"),
        (FREQUENCY, 82.41, "82.4 Hz"),
        (FREQUENCY, 480.0, "480 Hz"),
        (FREQUENCY, 999.7, "1.00 kHz"),
        (FREQUENCY, 3150.0, "3.15 kHz"),
        (RATE, 0.25, "0.25 Hz"),
        (ATTACK, 4.2, "4.2 ms"),
        (ATTACK, 0.05, "0.05 ms"),
        (TIME, 180.0, "180 ms"),
        (TIME, 1250.0, "1.25 s"),
        (DECAY, 0.5, "500 ms"),
        (DECAY, 2.5, "2.50 s"),
        (MIX, 0.5, "50 %"),
        (RATIO, 4.0, "4.0:1"),
        (RATIO, 100.0, "∞:1"),
        (PAN, -0.36, "L 36"),
        (PAN, 0.001, "C"),
        (PAN, 0.2, "R 20"),
        (Q, 0.707, "0.71"),
        (DETUNE, 7.0, "+7 ct"),
        (ON, 1.0, "on"),
        (NOTE, 2.0, "1/8 D"),
    ],
)
def test_a_value_is_shown_as_the_interface_says(param, value, text):
    assert format_value(param, value) == text


@pytest.mark.parametrize(
    ("param", "text", "value"),
    [
        (GAIN, "-3", -3.0),
        (GAIN, "−3 dB", -3.0),
        (GAIN, "+4.5dB", 4.5),
        (GAIN, "4,5", 4.5),
        (FADER, "-inf", -150.0),
        (FADER, "−∞ dB", -150.0),
        (FREQUENCY, "1.2k", 1200.0),
        (FREQUENCY, "1200 Hz", 1200.0),
        (FREQUENCY, "3.15 kHz", 3150.0),
        (FREQUENCY, "A4", 440.0),
        (FREQUENCY, "c#3", 440.0 * 2.0 ** (-20 / 12)),
        (FREQUENCY, "Bb2", 440.0 * 2.0 ** (-23 / 12)),
        (TIME, "1.25 s", 1250.0),
        (TIME, ".5s", 500.0),
        (DECAY, "500 ms", 0.5),
        (MIX, "50 %", 0.5),
        (MIX, "50", 0.5),
        (PAN, "L20", -0.2),
        (PAN, "r 100", 1.0),
        (PAN, "C", 0.0),
        (RATIO, "4:1", 4.0),
        (RATIO, "inf", 100.0),
        (RATIO, "∞:1", 100.0),
        (ON, "On", 1.0),
        (ON, "0", 0.0),
        (NOTE, "1/8.", 2.0),
        (NOTE, "1/8t", 3.0),
        (NOTE, "1/8", 1.0),
        (KIND, "Low Shelf", 1.0),
        (KIND, "low_cut", 2.0),
        (KIND, "b", 0.0),
    ],
)
def test_what_people_type_is_understood(param, text, value):
    assert parse_value(param, text) == pytest.approx(value, rel=1e-12)


def test_a_note_length_is_a_time_when_the_tempo_is_known():
    assert parse_value(TIME, "1/8.", tempo_bpm=120.0) == 375.0
    assert parse_value(DECAY, "1/4 t", tempo_bpm=60.0) == pytest.approx(2.0 / 3.0)
    with pytest.raises(UnreadableValueError):
        parse_value(TIME, "1/8.")


@pytest.mark.parametrize(
    ("param", "text", "words"),
    [
        (FREQUENCY, "loud", "“loud” is not a value for freq_hz. 20.0 Hz to 20.00 kHz fits."),
        (FREQUENCY, "5", "5 is outside the range of freq_hz. 20.0 Hz to 20.00 kHz fits."),
        (FREQUENCY, "3 dB", "is not a value"),
        (GAIN, "-inf", "is not a value"),
        (GAIN, "nan", "is not a value"),
        (GAIN, "", "is not a value"),
        (TIME, "1/0", "is not a value"),
        (ON, "maybe", "neither on nor off"),
        (KIND, "low", "bell, low shelf, low cut fit."),
    ],
)
def test_wrong_text_says_what_fits(param, text, words):
    with pytest.raises(UnreadableValueError) as refusal:
        parse_value(param, text)
    assert words in str(refusal.value)


@given(st.data(), st.sampled_from(ALL))
def test_what_is_shown_can_be_typed_and_shows_the_same_again(data, param):
    value = data.draw(st.floats(param.low, param.high))
    shown = format_value(param, value)
    again = parse_value(param, shown)
    assert param.low <= again <= param.high
    assert format_value(param, again) == shown


@given(st.text(max_size=12), st.sampled_from(ALL))
def test_any_text_gives_a_value_in_range_or_a_sentence(text, param):
    try:
        assert param.low <= parse_value(param, text, tempo_bpm=120.0) <= param.high
    except UnreadableValueError as refusal:
        sentence = str(refusal)
    else:
        return
    assert sentence.endswith((what_fits(param), "neither on nor off."))


def test_what_is_rounded_to_the_last_number_is_shown_as_endless():
    assert format_value(RATIO, 99.96875) == format_value(RATIO, 100.0) == "∞:1"
    assert format_value(RATIO, 99.94) == "99.9:1"
