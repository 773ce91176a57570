"""The feedback guard: it knows a howl from music, and what is built into a computer from what is plugged in."""

from types import SimpleNamespace

import numpy as np
import pytest

from daw.ui import howl

RATE = 48000
GROWING = tuple(np.linspace(-50.0, -5.0, 15))
TIME = np.arange(RATE // 2) / RATE
RANDOM = np.random.default_rng(3)


def tone(level: np.ndarray, hz: float = 820.0) -> np.ndarray:
    noise = 1e-4 * RANDOM.standard_normal(len(TIME))
    return (np.minimum(level, 1.0) * np.sin(2.0 * np.pi * hz * TIME) + noise).astype(np.float32)


@pytest.mark.parametrize("db_per_s", [40.0, 100.0, 300.0, 600.0])
def test_one_tone_that_grows_evenly_on_both_sides_is_a_howl(db_per_s: float) -> None:
    until = 0.45
    level = 10.0 ** ((db_per_s * (TIME - until) - 3.0) / 20.0)
    assert howl.is_howl(tone(np.minimum(level, 10 ** (-3.0 / 20.0))), GROWING)


def test_noise_that_grows_evenly_by_a_lot_is_one_too() -> None:
    level = 10.0 ** ((120.0 * (TIME - 0.45) - 6.0) / 20.0)
    assert howl.is_howl((0.3 * RANDOM.standard_normal(len(TIME)) * np.minimum(level, 0.7) / 0.3).astype(np.float32), GROWING)


def test_it_is_none_while_the_output_does_not_grow_with_it() -> None:
    level = 10.0 ** ((100.0 * (TIME - 0.45) - 3.0) / 20.0)
    assert not howl.is_howl(tone(level), (-30.0,) * 15)


def attack(length_s: float, hz: float = 440.0) -> np.ndarray:
    return tone(np.clip((TIME - 0.15) / length_s, 0.0, 0.9), hz)


@pytest.mark.parametrize("length_s", [0.002, 0.02, 0.05, 0.1, 0.25])
def test_the_attack_of_a_pure_note_is_no_howl_at_any_moment_of_it(length_s: float) -> None:
    sound = np.concatenate((np.zeros(RATE // 2, np.float32), attack(length_s)))
    for end in range(RATE // 2, len(sound), 1600):
        assert not howl.is_howl(sound[end - RATE // 2 : end], GROWING), f"{end - RATE // 2} frames in"


def test_a_loud_steady_note_a_drum_and_a_voice_are_none() -> None:
    steady = tone(np.full(len(TIME), 0.9))
    drum = (RANDOM.standard_normal(len(TIME)) * np.exp(-((TIME - 0.2) % 0.25) * 30.0) * 0.5).astype(np.float32)
    pitch = 220.0 * (1.0 + 0.03 * np.sin(2.0 * np.pi * 5.5 * TIME))
    phase = 2.0 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.sin(k * phase) / k for k in range(1, 12)) * np.minimum(1.0, TIME / 0.3) * 0.4
    for sound in (steady, drum, voice.astype(np.float32)):
        assert not howl.is_howl(sound, GROWING)


def device(heard: str, played: str) -> SimpleNamespace:
    return SimpleNamespace(inputs=2, input_info=SimpleNamespace(full_name=heard), output_info=SimpleNamespace(full_name=played))


@pytest.mark.parametrize(
    ("heard", "played", "close"),
    [
        ("HDA Intel PCH: ALC256 Analog (hw:0,0), ALSA", "HDA Intel PCH: ALC256 Analog (hw:0,0), ALSA", True),
        ("MacBook Pro Microphone, Core Audio", "MacBook Pro Speakers, Core Audio", True),
        ("Built-in Microphone, Core Audio", "Built-in Output, Core Audio", True),
        ("Microphone Array (Realtek(R) Audio), Windows WASAPI", "Speakers (Realtek(R) Audio), Windows WASAPI", True),
        ("default, ALSA", "default, ALSA", True),
        ("MacBook Pro Microphone, Core Audio", "External Headphones, Core Audio", False),
        ("HDA Intel PCH: ALC256 Analog (hw:0,0), ALSA", "HDA Intel PCH: HDMI 0 (hw:0,3), ALSA", False),
        ("Scarlett 2i2 USB: Audio (hw:1,0), ALSA", "Scarlett 2i2 USB: Audio (hw:1,0), ALSA", False),
        ("system, JACK Audio Connection Kit", "system, JACK Audio Connection Kit", False),
    ],
)
def test_what_is_built_in_is_known_by_its_name(heard: str, played: str, close: bool) -> None:  # noqa: FBT001  a table
    assert howl.are_close(device(heard, played), laptop=True) is close


def test_the_system_s_choice_is_not_suspected_without_a_battery() -> None:
    assert not howl.are_close(device("default, ALSA", "default, ALSA"), laptop=False)
    assert not howl.are_close(SimpleNamespace(inputs=2), laptop=True), "the null device"
