"""Plateaus against every part of a series, one after the other."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.numerics.series_statistics import PLATEAU_BAND, PLATEAU_LENGTH, plateau_of


def longest_reach(x: np.ndarray, y: np.ndarray) -> float:
    """The largest share of x over which the values stay within the band."""
    band = PLATEAU_BAND * (y.max() - y.min())
    parts = ((i, j) for i in range(len(x)) for j in range(i + 4, len(x)) if np.ptp(y[i : j + 1]) <= band)
    return max(((x[j] - x[i]) / (x[-1] - x[0]) for i, j in parts), default=0.0)


@pytest.mark.parametrize("seed", range(60))
def test_a_plateau_is_found_where_there_is_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    number = int(rng.integers(10, 60))
    x = np.cumsum(rng.exponential(1.0, number) if seed % 2 else np.ones(number))
    start, length = rng.uniform(0, 0.8), rng.uniform(0.15, 0.27)  # around the least reach of a plateau
    share = (x - x[0]) / (x[-1] - x[0])
    is_level = (share >= start) & (share <= start + length)
    y = np.where(is_level, 0.5 + 0.008 * rng.uniform(-1, 1, number), rng.uniform(0, 1, number))
    found, reach = plateau_of(x, y, y), longest_reach(x, y)
    assert (found is not None) == (reach >= PLATEAU_LENGTH)
    if found:
        assert (found.last_x - found.first_x) / (x[-1] - x[0]) == pytest.approx(reach)
