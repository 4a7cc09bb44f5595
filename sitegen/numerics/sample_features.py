"""What can be said of a sample of numbers without knowing what they are. numpy only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import above, below, reproducible_digits

Array = NDArray[np.float64]
Side = Literal["above", "below", "both"]
FAR = 6.0
"""A value is far from the mean from so many spreads on; one of 500 million normal numbers is."""


@dataclass(frozen=True, slots=True)
class SampleFeatures:
    """What holds of N ≥ 1 numbers."""

    count: int
    mean: float
    spread: float
    """Standard deviation of these numbers, √(Σ(x − mean)² / N)."""
    least: float
    lower: float
    median: float
    """The number in the middle, or the mean of the two that are."""
    upper: float
    largest: float
    """In ascending order. At least half of the numbers are from `lower` to `upper`, which are among the numbers."""
    zeros: int
    zeros_percent: float
    """How many are exactly zero, and their share [%]."""
    farthest: float
    far: float
    """The number farthest from the mean, and its distance in spreads; 0 if all are equal."""
    decades: float
    """log₁₀ of the largest size divided by the least one that is not 0; 0 if all are."""


def sample_features(values: Array) -> SampleFeatures:
    """Find the features of a sample.

    Parameters
    ----------
    values : ndarray, shape (N,)
        Finite, at least one.
    """
    ordered = np.sort(values)
    number, least, largest = len(ordered), float(ordered[0]), float(ordered[-1])
    scale = math.ldexp(1.0, max(0, math.frexp(max(abs(least), abs(largest)))[1] - 500))  # squares and sums stay finite
    scaled = ordered / scale
    mean = math.fsum(scaled.tolist()) / number
    apart = scaled - mean
    reach = float(np.abs(apart).max()) if least < largest else 0.0
    spread = reach * math.sqrt(math.fsum(((apart / reach) ** 2).tolist()) / number) if reach else 0.0
    sizes = np.abs(ordered[ordered != 0])
    zeros = int(np.count_nonzero(ordered == 0))
    return SampleFeatures(
        count=number,
        mean=reproducible_digits(mean) * scale if reach else least,
        spread=reproducible_digits(spread) * scale,
        least=least,
        lower=float(ordered[number // 4]),
        median=float(scaled[(number - 1) // 2] + scaled[number // 2]) / 2 * scale,
        upper=float(ordered[number - 1 - number // 4]),
        largest=largest,
        zeros=zeros,
        zeros_percent=100.0 * zeros / number,
        farthest=float(ordered[int(np.argmax(np.abs(apart)))]),
        far=reproducible_digits(reach / spread) if spread else 0.0,
        decades=math.log10(sizes.max()) - math.log10(sizes.min()) if sizes.size else 0.0,
    )


def beyond_threshold(values: Array, at: float, side: Side) -> int:
    """How many values are beyond a threshold.

    Parameters
    ----------
    values : ndarray
    at : float
        The threshold.
    side : {"above", "below", "both"}
        Which side of it counts; with "both", values whose size is above it.
    """
    if side == "both":
        return int(np.count_nonzero(above(np.abs(values), at)))
    return int(np.count_nonzero((above if side == "above" else below)(values, at)))
