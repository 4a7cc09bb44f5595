"""Changes within the window: dead neurons by halves, and the trend of the dead share (least squares, F-test).

numpy and the standard library alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.dead_neurons.histories import Floats, Histories
from sitegen.numerics.rounding import above, below, fit_line, slope_p_value

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
    """Dead neurons by halves of the window."""

    neurons: int
    """Those with at least `LEAST_SAMPLES` samples."""
    dead_first: int
    dead_second: int
    """How many of them are dead in each half alone."""
    middle_left_out: bool
    """Whether one of them has an odd number of samples: the middle one belongs to neither half."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Least-squares line through the share of neurons below the threshold at each sample of the window."""

    least_samples: int
    """So many samples a trend takes."""
    direction: Literal["up", "down", "level"] | None
    """Where the line goes; None with fewer samples."""
    points_per_sample: float = 0.0
    """How steeply [percentage points per sample], at least 0."""
    r_squared: float = 0.0
    """Part of the variance that the line explains, in [0, 1]."""
    p_value: float = 1.0
    """How often a line explains as much of pure noise, in [0, 1]."""
    verdict: Verdict = "noise"
    """Significant and clear; significant alone; neither."""


def dead_by_halves(histories: Histories, measure: Callable[[Floats], Floats], threshold: float) -> Halves:
    """Classify each neuron by each half of its window."""
    whole = histories.samples >= LEAST_SAMPLES
    dead = [below(half.reduce(np.maximum, measure(half.values)), threshold) for half in histories.halves()]
    first, second = (int(np.count_nonzero(each & whole)) for each in dead)
    odd = bool((histories.samples[whole] % 2).any())
    return Halves(int(np.count_nonzero(whole)), first, second, odd)


def drift_of_share(histories: Histories, silent: NDArray[np.bool_]) -> Drift:
    """Fit the share of neurons that are below the threshold against the sample; `silent`, shape (S,), says which samples are.

    Histories are aligned at their last sample; the share at a sample is that of the neurons that have it.
    """
    from_end = np.repeat(histories.samples, histories.samples) - 1 - histories.positions
    present = np.bincount(from_end)
    if present.size < LEAST_SAMPLES:
        return Drift(LEAST_SAMPLES, None)
    share = np.bincount(from_end, weights=silent) / present
    line = fit_line(-np.arange(present.size), share)
    slope, explained = float(line.slope), float(line.r_squared)
    if not above(line.total, _FLAT) or explained < _FLAT:
        return Drift(LEAST_SAMPLES, "level")
    p_value = slope_p_value(explained, present.size)
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
