"""How the window changes from its beginning to its end: dead by halves, and a fitted line through the share. numpy only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.dead_neurons.histories import Floats, Histories

_FLAT = 1e-12
"""Sum of squares, or share of it, that is nothing but rounding."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Neurons with two samples at least, and how many of them are dead in each half of the window alone."""

    neurons: int
    dead_first: int
    dead_second: int


@dataclass(frozen=True, slots=True)
class Drift:
    """Least-squares line through the share of neurons below the threshold at each sample of the window.

    Parameters
    ----------
    direction : {"up", "down", "level"} or None
        Where the line goes; None with fewer than two samples.
    points_per_sample : float
        How steeply [percentage points per sample], at least 0.
    r_squared : float
        Part of the variance that the line explains, in [0, 1].
    """

    direction: Literal["up", "down", "level"] | None
    points_per_sample: float = 0.0
    r_squared: float = 0.0


def dead_by_halves(histories: Histories, measure: Callable[[Floats], Floats], threshold: float) -> Halves:
    """Classify each neuron by each half of its window; those with a single sample have no halves."""
    whole = histories.samples >= 2
    dead = [half.reduce(np.maximum, measure(half.values)) < threshold for half in histories.halves()]
    first, second = (int(np.count_nonzero(each & whole)) for each in dead)
    return Halves(int(np.count_nonzero(whole)), first, second)


def drift_of_share(histories: Histories, below: NDArray[np.bool_]) -> Drift:
    """Fit the share of neurons that are below the threshold against the sample.

    Parameters
    ----------
    histories : Histories
        Aligned at their last sample; the share at a sample is that of the neurons that have it.
    below : ndarray of bool, shape (S,)
        Whether a sample is below the threshold.
    """
    from_end = np.repeat(histories.samples, histories.samples) - 1 - histories.positions
    present = np.bincount(from_end)
    if present.size < 2:
        return Drift(None)
    share = np.bincount(from_end, weights=below) / present
    x = -np.arange(present.size, dtype=np.float64)
    x, y = x - x.mean(), share - share.mean()
    total = float(y @ y)
    slope = float(x @ y / (x @ x))
    explained = slope**2 * float(x @ x) / total if total > _FLAT else 0.0
    if explained < _FLAT:
        return Drift("level")
    return Drift("up" if slope > 0 else "down", 100 * abs(slope), explained)
