"""Delay lines: a ring of float32 in flat memory, written once and read anywhere, once per frame.  Real-time.

A ring is (memory, start, size): the numbers memory[start : start + size].  `write` is the place, 0 to size - 1, where the frame at hand
goes; a delay of 1 frame is the frame before it.  Rings of one effect must not lie a power of two apart: they would share cache lines.
"""

from daw.dsp.compiled import inlined

TINY = 1e-10  # -200 dB: what is smaller becomes 0, so that every tail ends in exact silence and no number is ever denormal
HUGE = 1e15  # what is larger, or not a number, becomes 0, so that a loop recovers
SIXTH = 1.0 / 6.0


@inlined
def read(memory, start, size, write, delay):
    """The sample written `delay` whole frames ago, 1 to size."""
    place = write - delay
    if place < 0:
        place += size
    return memory[start + place]


@inlined
def read_between(memory, start, size, write, delay):
    """The sample `delay` frames ago, a fraction too, from 2 to size - 3: third-order Lagrange; exact on whole frames.

    Level at half a frame: -0.001 dB at fs/24, -0.07 dB at fs/8, -0.46 dB at fs/5.
    """
    whole = int(delay)
    late = delay - whole
    if late == 0.0:
        return 1.0 * read(memory, start, size, write, whole)
    before = read(memory, start, size, write, whole - 1)
    here = read(memory, start, size, write, whole)
    after = read(memory, start, size, write, whole + 1)
    beyond = read(memory, start, size, write, whole + 2)
    return (
        here * ((late + 1.0) * (1.0 - late) * (2.0 - late) * 0.5)
        + after * ((late + 1.0) * late * (2.0 - late) * 0.5)
        - before * (late * (1.0 - late) * (2.0 - late) * SIXTH)
        - beyond * ((late + 1.0) * late * (1.0 - late) * SIXTH)
    )


@inlined
def keep(memory, start, write, sample):
    """Write a sample; one too small to hear, too large or not a number is written as 0."""
    size = abs(sample)
    memory[start + write] = sample if (size > TINY) & (size < HUGE) else 0.0
