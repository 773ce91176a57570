"""Panner: places a stereo signal between the speakers and sets how wide it is."""

import numpy as np

from daw.dsp.decibel import db_to_linear
from daw.dsp.panning import LAWS, correlation, pan_matrix
from daw.dsp.ramp import advance, ramp_dtype, send
from daw.plugin import Param, effect

METER_S = 0.3  # time constant of the correlation meter
SILENT, HUGE = 1e-20, 1e30  # mean squares outside which the meter starts over


@effect(
    id="daw.panner", name="Panner",
    params=[
        Param("pan", 0.0, -1.0, 1.0, unit="pan", help="Where the sound is: -1 left, 0 centre, 1 right."),
        Param("law", 1.0, 0.0, 4.0, scale="choice", choices=LAWS, help="Level of the centre against the sides."),
        Param("width", 1.0, 0.0, 2.0, unit="%", help="0 % is mono, 100 % as it is, 200 % twice as wide."),
        Param("turn", 0.0, -1.0, 1.0, unit="pan", help="Turns the whole image left or right without losing either side."),
        Param("output_db", 0.0, -24.0, 24.0, unit="dB", help="Level of all that comes out."),
    ],
    state=[
        ("asked", np.float64, 5), ("ramp", ramp_dtype(4)), ("product", np.float64), ("power_left", np.float64), ("power_right", np.float64),
    ],
    meters=["correlation"],
)  # fmt: skip
def panner(x, p, s, sample_rate):
    """x = M x in place, M the 2 x 2 matrix of width, turn and law; one channel alone passes unchanged.

    A new M is reached along a straight line of 64 frames, so that a moving knob is heard as a movement, not as steps.
    """
    if x.shape[0] != 2:
        return
    moved = s.asked[0] != p.pan or s.asked[1] != p.law or s.asked[2] != p.width or s.asked[3] != p.turn or s.asked[4] != p.output_db
    if s.ramp.started == 0 or moved:
        s.asked[0], s.asked[1], s.asked[2], s.asked[3], s.asked[4] = p.pan, p.law, p.width, p.turn, p.output_db
        gain = db_to_linear(p.output_db)
        ll, rl, lr, rr = pan_matrix(1.0 * p.pan, int(p.law), 1.0 * p.width, 1.0 * p.turn)
        send(s.ramp, (gain * ll, gain * rl, gain * lr, gain * rr))
    ll, rl, lr, rr = s.ramp.level[0], s.ramp.level[1], s.ramp.level[2], s.ramp.level[3]
    moving = s.ramp.left_frames > 0.0
    product, power_left, power_right = s.product, s.power_left, s.power_right
    pace = 1.0 / (METER_S * sample_rate)
    keep = 1.0 - pace
    for n in range(x.shape[1]):
        if moving:
            moving = advance(s.ramp)
            ll, rl, lr, rr = s.ramp.level[0], s.ramp.level[1], s.ramp.level[2], s.ramp.level[3]
        left = ll * x[0, n] + rl * x[1, n]
        right = lr * x[0, n] + rr * x[1, n]
        x[0, n], x[1, n] = left, right
        product = product * keep + left * right * pace
        power_left = power_left * keep + left * left * pace
        power_right = power_right * keep + right * right * pace
    if not SILENT < power_left + power_right < HUGE:  # also after what is no number
        product, power_left, power_right = 0.0, 0.0, 0.0
    s.product, s.power_left, s.power_right = product, power_left, power_right
    s.correlation = correlation(product, power_left, power_right)
