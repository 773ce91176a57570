"""First-order low-pass by the trapezoidal rule, 3.01 dB down exactly at its cut-off; the input minus it is the high-pass.  Real-time."""

import math

from daw.dsp.compiled import inlined

HIGHEST = 0.49  # highest cut-off, as a part of the sample rate
TINY = 1e-18  # states smaller than this become 0, long before they are denormal


@inlined
def onepole(cutoff_hz, sample_rate):
    """Coefficient of `lowpass` for a cut-off in Hz: K / (1 + K), K = tan(pi fc / fs)  # bilinear transform of 1 / (1 + s)."""
    K = math.tan(math.pi * min(cutoff_hz / sample_rate, HIGHEST))
    return K / (1.0 + K)


@inlined
def lowpass(sample, z, coefficient):
    """One sample through the low-pass: (output, new z); z : float64 state, 0 at the start."""
    step = (sample - z) * coefficient
    low = z + step
    new = low + step
    if not abs(new) > TINY:  # true of a NaN too
        new = 0.0
    return low, new
