"""A wave for a list, a few dozen columns wide, from peaks that are there already."""

from collections.abc import Sequence

import numpy as np

BASE_FRAMES = 256  # of the finest bins


def energies(levels: Sequence[np.ndarray], frames: int, start: int, end: int, columns: int) -> np.ndarray:
    """The mean square in each of so many equal parts of some frames, from the finest bins that are kept."""
    squares = np.asarray(levels[0])[:, : -(-frames // BASE_FRAMES), 2].mean(axis=0)
    if not len(squares):
        return np.zeros(columns)
    sums = np.concatenate(([0.0], np.cumsum(squares, dtype=np.float64)))
    edges = np.clip(np.linspace(start, end, columns + 1) / BASE_FRAMES, 0, len(squares))
    lows = np.minimum(edges[:-1].astype(int), len(squares) - 1)
    highs = np.maximum(np.minimum(np.ceil(edges[1:]).astype(int), len(squares)), lows + 1)
    return (sums[highs] - sums[lows]) / (highs - lows)
