"""Laws of the feedback delay network, against a reference in float64 that goes frame by frame."""

import numpy as np
import pytest
from scipy.linalg import hadamard

from daw.dsp.blockline import BLOCK, FADE, lay_out
from daw.dsp.fdn import CHANNELS, LEFT, LINES, NETWORK, RIGHT, ROW_STEP, SHARE, SWING_HZ, listen, run_network, set_decay, set_freeze

RATE = 48000.0
DELAYS = np.array([137, 149, 163, 179, 191, 211, 229, 241, 263, 277, 293, 311, 331, 353, 373, 397])


class Network:
    def __init__(self, decay_s=None, high_decay_s=None):
        self.network, self.fade = np.zeros(1, NETWORK)[0], np.zeros(1, FADE)[0]
        self.memory = np.zeros(lay_out(self.network["rings"], 0, LINES, 400), np.float32)
        if decay_s is None:
            set_freeze(self.network)
        else:
            set_decay(self.network, DELAYS, decay_s, high_decay_s, 6000.0, RATE)

    def run(self, feed, depth=0.0, pieces=(BLOCK,), new_delays=DELAYS):
        """What the matrix gives, shape (LINES, frames)."""
        frames = feed.shape[1]
        out, at, turn = np.zeros((LINES, frames)), 0, 0
        while at < frames:
            size = min(pieces[turn % len(pieces)], frames - at)
            block = np.zeros((CHANNELS, BLOCK), np.float32)
            block[:, :size] = feed[:, at : at + size]
            run_network(self.network, block, self.memory, DELAYS, new_delays, self.fade, depth, RATE, size)
            out[:, at : at + size] = self.network["sound"][:, :size]
            at, turn = at + size, turn + 1
        return out


def reference(feed, network, depth=0.0):
    """The same in float64, one frame after the other."""
    forward, back, matrix = network["forward"].astype(np.float64), network["back"], hadamard(LINES)
    lines, out = np.zeros((LINES, feed.shape[1])), np.zeros((LINES, feed.shape[1]))
    old, older = np.zeros(LINES), np.zeros(LINES)
    shares = np.array([SHARE if k < CHANNELS or k % 2 == 0 else -SHARE for k in range(LINES)], np.float64)
    for n in range(feed.shape[1]):
        taps = [np.where(n - DELAYS - d >= 0, lines[np.arange(LINES), np.maximum(n - DELAYS - d, 0)], 0.0) for d in range(3)]
        sound = sum(forward[:, d] * taps[d] for d in range(3)) - back[:, 0] * old - back[:, 1] * older
        old, older = sound, old
        place = 2.0 * (n * SWING_HZ / RATE % 1.0) - 1.0
        sine = 4.0 * depth * place * (1.0 - abs(place))
        cosine = np.sqrt(1.0 - sine**2)
        turned = sound.copy()
        turned[0::2] = cosine * sound[0::2] - sine * sound[1::2]
        turned[1::2] = sine * sound[0::2] + cosine * sound[1::2]
        out[:, n] = matrix @ turned
        lines[:, n] = out[ROW_STEP * np.arange(LINES) % LINES, n] + shares * feed[np.arange(LINES) % CHANNELS, n]
    return out


def noise(frames=3000, seed=1):
    return np.random.default_rng(seed).uniform(-0.5, 0.5, (CHANNELS, frames)).astype(np.float32)


@pytest.mark.parametrize("depth", [0.0, 0.6])
def test_it_is_what_its_description_says_within_120_db(depth):
    network, feed = Network(0.5, 0.2), noise()
    assert np.abs(network.run(feed, depth) - reference(feed, network.network, depth)).max() <= 1e-6


@pytest.mark.parametrize("depth", [0.0, 0.7])
def test_frozen_it_keeps_all_energy(depth):
    network, feed = Network(), noise(64)
    network.run(feed, depth)
    silence = np.zeros((CHANNELS, 48000), np.float32)
    out = network.run(silence, depth)
    early, late = (out[:, :2000] ** 2).sum(), (out[:, -2000:] ** 2).sum()
    assert 10.0 * np.log10(late / early) == pytest.approx(0.0, abs=0.5)  # another mixture of lines is passing by


def test_the_signs_listened_with_are_orthogonal_and_equally_unlike_every_row():
    signs = 4.0 * np.array([LEFT, RIGHT])
    assert signs @ signs.T == pytest.approx(16.0 * np.eye(2))
    assert np.abs(signs @ hadamard(LINES)) == pytest.approx(4.0)


def test_listening_adds_all_lines():
    network = Network()
    sound = np.random.default_rng(3).uniform(-1.0, 1.0, (LINES, BLOCK)).astype(np.float32)
    network.network["sound"] = sound
    listen(network.network)
    for side, signs in ((network.network["left"], LEFT), (network.network["right"], RIGHT)):
        assert side == pytest.approx(signs.astype(np.float64) @ sound, abs=1e-6)


def test_it_ends_in_exact_silence():
    network = Network(0.1, 0.05)
    network.run(noise())
    assert not network.run(np.zeros((CHANNELS, 48000), np.float32), 0.3)[:, -1000:].round(20).any()
    assert not network.memory.any()


def test_how_it_is_cut_into_pieces_changes_no_bit():
    feed = noise(5000)
    assert np.array_equal(Network(0.5, 0.2).run(feed, 0.5), Network(0.5, 0.2).run(feed, 0.5, (1, 17, 63, 64)))
