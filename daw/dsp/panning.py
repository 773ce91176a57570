"""Panning: a stereo signal placed by one 2 x 2 matrix: width, then turn, then the pan law.  Any thread.

A position runs from -1 (left) over 0 (centre) to +1 (right).  Every law leaves the far side exactly silent at -1 and +1.
"""

import math

from daw.dsp.compiled import compiled

LAWS = ("0 dB", "-3 dB", "-4.5 dB", "-6 dB", "Balance")  # the level of the centre; Balance keeps it and fades the far side out
LINEAR, POWER, COMPROMISE, VOLTAGE, BALANCE = range(5)


@compiled
def pan_gains(position, law):
    """Linear gains (left, right) of a position under one of LAWS, given by its index.

    0 dB: near side 1, far side 1 - |position|.  -3 dB: cos and sin, L^2 + R^2 = 1.  -6 dB: linear, L + R = 1.
    -4.5 dB: sqrt(linear * sine).  Balance: near side 1, far side cos(|position| * pi / 2).
    """
    pan = min(max(position, -1.0), 1.0)
    if law == LINEAR:
        return min(1.0, 1.0 - pan), min(1.0, 1.0 + pan)
    if law == BALANCE:
        return quarter_cosine(pan), quarter_cosine(-pan)
    along = 0.5 * (pan + 1.0)
    left, right = quarter_cosine(along), quarter_cosine(1.0 - along)
    if law == VOLTAGE:
        return 1.0 - along, along
    if law == COMPROMISE:
        return math.sqrt((1.0 - along) * left), math.sqrt(along * right)
    return left, right


@compiled
def quarter_cosine(along):
    """cos(along * pi / 2): exactly 1 at and below 0, exactly 0 at and above 1."""
    if along <= 0.0:
        return 1.0
    if along >= 1.0:
        return 0.0
    return math.cos(along * (math.pi / 2.0))


@compiled
def pan_matrix(position, law, width, turn):
    """Gains (left to left, right to left, left to right, right to right) of width, turn and law together.

    width : gain of the side signal (L - R) / 2: 0 mono, 1 as it is, 2 twice as wide
    turn : -1 to 1, turns the image by up to 45 degrees without losing either side; at 1 a mono sound is wholly on the right
    """
    near, far = 0.5 * (1.0 + width), 0.5 * (1.0 - width)
    angle = turn * (math.pi / 4.0)
    cosine, sine = math.cos(angle), math.sin(angle)
    if abs(turn) >= 1.0:
        sine = math.copysign(cosine, turn)  # so that the sides cancel exactly
    left, right = pan_gains(position, law)
    return (
        left * (cosine * near - sine * far),
        left * (cosine * far - sine * near),
        right * (sine * near + cosine * far),
        right * (sine * far + cosine * near),
    )


@compiled
def correlation(product, power_left, power_right):
    """Correlation of two sides, -1 to 1, from the means of L R, L^2 and R^2; 0 when a side is silent."""
    scale = math.sqrt(power_left * power_right)
    if not scale > 1e-15:
        return 0.0
    return min(max(product / scale, -1.0), 1.0)
