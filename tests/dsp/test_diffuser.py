"""Laws of the diffuser, against a reference in float64."""

import numpy as np
import pytest
from scipy.linalg import hadamard

from daw.dsp.blockline import BLOCK, FADE, RINGS, ZERO, lay_out, step, write
from daw.dsp.diffuser import CHANNELS, DIFFUSER, PICKS, SIGNS, STEPS, run_diffuser, set_lengths

TOTAL = 2400


def diffused(sides, pieces=(BLOCK,), first_frames=0):
    """What comes out of the eight channels, and the delays."""
    frames = sides.shape[1]
    diffuser, rings, fade = np.zeros(1, DIFFUSER)[0], np.zeros(1, RINGS)[0], np.zeros(1, FADE)[0]
    end = lay_out(diffuser["rings"], lay_out(rings, 0, 2, TOTAL), PICKS - CHANNELS, TOTAL)
    memory, delays = np.zeros(end, np.float32), np.zeros(PICKS, np.int64)
    set_lengths(delays, TOTAL, first_frames)
    out, at, turn = np.zeros((CHANNELS, frames)), 0, 0
    while at < frames:
        size = min(pieces[turn % len(pieces)], frames - at)
        for c in range(2):
            block = np.zeros(BLOCK, np.float32)
            block[:size] = sides[c, at : at + size]
            write(memory, rings, c, block, block, ZERO)
        run_diffuser(diffuser, rings, memory, delays, delays, fade, size)
        out[:, at : at + size] = diffuser["sound"][:, :size]
        step(rings, size)
        at, turn = at + size, turn + 1
    return out, delays


def late(sound, frames):
    return np.concatenate([np.zeros(frames), sound])[: len(sound)]


def test_it_is_three_times_delays_signs_and_a_hadamard_matrix():
    sides = np.random.default_rng(1).uniform(-1.0, 1.0, (2, 6000))
    out, delays = diffused(sides, first_frames=100)
    sound = 0.5 * np.array([sides[k % 2] for k in range(CHANNELS)])
    for stage in range(STEPS):
        sound = np.array([SIGNS[stage, k] * late(sound[k], delays[stage * CHANNELS + k]) for k in range(CHANNELS)])
        sound = hadamard(CHANNELS) @ sound / np.sqrt(CHANNELS)
    assert np.abs(out - sound).max() <= 1e-6


def test_nothing_is_lost_and_nothing_added():
    click = np.zeros((2, 4000))
    click[0, 0] = 1.0
    out, _ = diffused(click)
    assert (out**2).sum() == pytest.approx(1.0, abs=1e-6)
    assert (out[:, TOTAL:] ** 2).sum() == 0.0


def test_one_click_becomes_256_echoes_in_every_channel():
    click = np.zeros((2, 4000))
    click[1, 0] = 1.0
    echoes = (np.abs(diffused(click)[0]) > 1e-4).sum(axis=1)
    assert (echoes >= 220).all()  # 4 x 8 x 8, less those that fall together


def test_how_it_is_cut_into_pieces_changes_no_bit():
    sides = np.random.default_rng(2).uniform(-1.0, 1.0, (2, 3000))
    assert np.array_equal(diffused(sides)[0], diffused(sides, (1, 17, 63, 5))[0])
