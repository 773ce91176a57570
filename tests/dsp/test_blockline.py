"""Laws of delay lines in blocks, against plain arrays."""

import numpy as np
import pytest

from daw.dsp.blockline import BLOCK, FADE, ONE, RINGS, ZERO, lay_out, pick, pick_more, ring_stride, set_blend, step, write

LONGEST = 300
ZEROS = np.zeros(BLOCK, np.float32)


class Lines:
    """Three rings, written and read in pieces of any size up to BLOCK."""

    def __init__(self):
        self.rings, self.fade = np.zeros(1, RINGS)[0], np.zeros(1, FADE)[0]
        end = lay_out(self.rings, 5, 3, LONGEST)
        self.memory = np.zeros(end, np.float32)

    def run(self, sound, delay, pieces, ring=1):
        out, at, turn = [], 0, 0
        while at < len(sound):
            frames = min(pieces[turn % len(pieces)], len(sound) - at)
            block = np.full(BLOCK, 77.0, np.float32)  # what is not valid must never be heard
            block[:frames] = sound[at : at + frames]
            write(self.memory, self.rings, ring, block, ZEROS, ZERO)
            heard = np.zeros(BLOCK, np.float32)
            pick(self.memory, self.rings, ring, delay, delay, self.fade, ONE, heard)
            out.append(heard[:frames])
            step(self.rings, frames)
            at, turn = at + frames, turn + 1
        return np.concatenate(out)


@pytest.mark.parametrize("pieces", [[BLOCK], [1], [1, 17, 63, 64, 5]], ids=str)
@pytest.mark.parametrize("delay", [0, 1, 63, 64, 65, 299, LONGEST])
def test_a_delay_is_exact_however_the_sound_is_cut(delay, pieces):
    sound = np.random.default_rng(1).uniform(-1.0, 1.0, 2000).astype(np.float32)
    assert np.array_equal(Lines().run(sound, delay, pieces), np.concatenate([np.zeros(delay, np.float32), sound])[:2000])


def test_rings_do_not_touch_each_other():
    lines = Lines()
    lines.run(np.ones(2000, np.float32), 10, [BLOCK])
    stride = ring_stride(LONGEST)
    assert not lines.memory[: 5 + stride].any()
    assert not lines.memory[5 + 2 * stride :].any()


def test_strides_keep_away_from_powers_of_two():
    assert all(ring_stride(frames) % 1024 >= 96 for frames in range(100, 20000, 7))


def test_what_is_inaudible_or_no_number_is_written_as_0():
    lines = Lines()
    assert not lines.run(np.array([1e-11, np.nan, np.inf, -np.inf, 1e-40, 1e20]), 0, [3]).any()


def test_a_fade_goes_from_one_delay_to_the_other():
    lines = Lines()
    lines.run(np.arange(1.0, 193.0, dtype=np.float32), 0, [BLOCK])
    lines.fade["active"], lines.fade["frames"] = 1, 0
    set_blend(lines.fade, 2 * BLOCK)
    out = np.ones(BLOCK, np.float32)
    pick_more(lines.memory, lines.rings, 1, 100, 80, lines.fade, ONE, out)
    along = np.arange(BLOCK) / (2.0 * BLOCK)
    share = along**2 * (3.0 - 2.0 * along)
    want = 1.0 + (1.0 - share) * np.arange(93.0, 157.0) + share * np.arange(113.0, 177.0)
    assert out == pytest.approx(want, rel=1e-6)
