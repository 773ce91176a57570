"""Laws of levels that move in a straight line."""

import numpy as np

from daw.dsp.ramp import advance, ramp_dtype, send


def test_the_first_levels_are_there_at_once():
    ramp = np.zeros(1, ramp_dtype(2))[0]
    send(ramp, (0.25, 3.0))
    assert ramp["level"].tolist() == [0.25, 3.0]
    assert not advance(ramp)


def test_a_new_level_is_reached_in_64_equal_steps_and_is_exact():
    ramp = np.zeros(1, ramp_dtype(2))[0]
    send(ramp, (0.0, 1.0))
    send(ramp, (1.0, 1.0))
    path = []
    for _ in range(64):
        advance(ramp)
        path.append(float(ramp["level"][0]))
    assert np.abs(np.array(path) - np.arange(1, 65) / 64.0).max() <= 1e-15
    assert ramp["level"].tolist() == [1.0, 1.0]
    assert not advance(ramp)


def test_a_change_on_the_way_starts_from_where_the_level_is():
    ramp = np.zeros(1, ramp_dtype(1))[0]
    send(ramp, (0.0,))
    send(ramp, (1.0,))
    for _ in range(32):
        advance(ramp)
    send(ramp, (0.0,))
    advance(ramp)
    assert ramp["level"][0] == 0.5 - 0.5 / 64.0
