"""How the window changes from its beginning to its end: dead by halves, and a fitted line through the share.

numpy and the standard library alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.dead_neurons.histories import Floats, Histories
from sitegen.numerics.thresholds import above, below

Verdict = Literal["trend", "faint", "noise"]

LEAST_SAMPLES = 8
"""Fewer samples have no trend and no halves: a line through three points nearly always fits."""
SIGNIFICANT = 0.01
"""A slope is called a trend where noise gives one as clear less often than this."""
CLEAR = 0.25
"""And where it explains this part of the variance at least. In long windows the smallest slope is significant, above all as
neighbouring samples are alike, which the test does not know."""
_FLAT = 1e-12
"""Sum of squares, or share of it, that is nothing but rounding."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Dead neurons by halves of the window.

    Parameters
    ----------
    neurons : int
        Those with at least `LEAST_SAMPLES` samples.
    dead_first, dead_second : int
        How many of them are dead in each half alone.
    middle_left_out : bool
        Whether one of them has an odd number of samples: the middle one belongs to neither half.
    """

    neurons: int
    dead_first: int
    dead_second: int
    middle_left_out: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """Least-squares line through the share of neurons below the threshold at each sample of the window.

    Parameters
    ----------
    least_samples : int
        So many samples a trend takes.
    direction : {"up", "down", "level"} or None
        Where the line goes; None with fewer samples.
    points_per_sample : float
        How steeply [percentage points per sample], at least 0.
    r_squared : float
        Part of the variance that the line explains, in [0, 1].
    p_value : float
        How often a line explains as much of pure noise, in [0, 1].
    verdict : {"trend", "faint", "noise"}
        Significant and clear; significant alone; neither.
    """

    least_samples: int
    direction: Literal["up", "down", "level"] | None
    points_per_sample: float = 0.0
    r_squared: float = 0.0
    p_value: float = 1.0
    verdict: Verdict = "noise"


def dead_by_halves(histories: Histories, measure: Callable[[Floats], Floats], threshold: float) -> Halves:
    """Classify each neuron by each half of its window."""
    whole = histories.samples >= LEAST_SAMPLES
    dead = [half.reduce(np.maximum, measure(half.values)) < threshold for half in histories.halves()]
    first, second = (int(np.count_nonzero(each & whole)) for each in dead)
    odd = bool((histories.samples[whole] % 2).any())
    return Halves(int(np.count_nonzero(whole)), first, second, odd)


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
    if present.size < LEAST_SAMPLES:
        return Drift(LEAST_SAMPLES, None)
    share = np.bincount(from_end, weights=below) / present
    x = -np.arange(present.size, dtype=np.float64)
    x, y = x - x.mean(), share - share.mean()
    total = float(y @ y)
    slope = float(x @ y / (x @ x))
    explained = round(slope**2 * float(x @ x) / total, 14) if above(total, _FLAT) else 0.0
    if explained < _FLAT:
        return Drift(LEAST_SAMPLES, "level")
    p_value = chance_of_slope(explained, present.size)
    return Drift(
        least_samples=LEAST_SAMPLES,
        direction="up" if slope > 0 else "down",
        points_per_sample=100 * abs(slope),
        r_squared=explained,
        p_value=p_value,
        verdict=_verdict(explained, p_value),
    )


def _verdict(explained: float, p_value: float) -> Verdict:
    if p_value >= SIGNIFICANT:
        return "noise"
    return "faint" if below(explained, CLEAR) else "trend"


def chance_of_slope(r_squared: float, count: int) -> float:
    """How often a line through `count` ≥ 3 points of independent normal noise explains more than `r_squared`.

    The F-test of a slope: F = ν·R²/(1 − R²) with 1 and ν = count − 2 degrees of freedom, or t² of a two-sided t-test. With
    sin²θ = R² its distribution is a finite sum (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). Given to nine decimals,
    which are the same on every machine.
    """
    freedom = count - 2
    cos_squared = max(0.0, 1.0 - r_squared)
    theta = math.atan2(math.sqrt(r_squared), math.sqrt(cos_squared))
    odd = freedom % 2
    term = total = 0.0 if freedom == 1 else math.sqrt(cos_squared) if odd else 1.0
    for power in range(2 + odd, freedom - 1, 2):
        term *= cos_squared * (power - 1) / power
        total += term
    within = math.sin(theta) * total
    return max(0.0, round(1.0 - (2.0 / math.pi * (theta + within) if odd else within), 9))
