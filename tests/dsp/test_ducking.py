"""Laws of the loudness that ducks."""

import math

import numpy as np
import pytest

from daw.dsp.ducking import ATTACK_S, DUCKER, how_loud, set_speed


def followed(level, frames, ducker=None):
    if ducker is None:
        ducker = np.zeros(1, DUCKER)[0]
        set_speed(ducker, 48000.0)
    return [how_loud(ducker, sample, -sample) for sample in np.full(frames, level)], ducker


def test_silence_is_0_and_20_db_below_full_scale_or_more_is_1():
    assert followed(0.0, 100)[0][-1] == 0.0
    assert followed(0.1, 4800)[0][-1] == pytest.approx(1.0, abs=1e-6)
    assert followed(5.0, 4800)[0][-1] == 1.0
    assert followed(0.05, 4800)[0][-1] == pytest.approx(0.5, abs=1e-6)


def test_the_attack_reaches_63_percent_in_its_time():
    assert followed(0.1, round(ATTACK_S * 48000.0))[0][-1] == pytest.approx(1.0 - math.exp(-1.0), abs=1e-9)


def test_after_the_sound_it_comes_to_rest_at_0_and_forgets_what_is_no_number():
    _, ducker = followed(1.0, 4800)
    assert followed(0.0, 48000 * 8, ducker)[0][-1] == 0.0
    _, ducker = followed(math.nan, 10)
    assert followed(0.0, 10, ducker)[0][-1] == 0.0
