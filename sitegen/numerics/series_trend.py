"""The trend of a series by least squares, described only when the line fits. numpy only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.rounding import above, at_least, fit_line
from sitegen.numerics.series_statistics import LARGEST_FOR_STATISTICS

LEAST_R_SQUARED = 0.9
"""A line that explains a smaller share of the variance is not described."""
LEAST_VALUES = 5

Shape = Literal["line", "exponential"]


@dataclass(frozen=True, slots=True)
class SeriesTrend:
    """A straight line through a series, or through its logarithm."""

    shape: Shape
    slope: float
    """Change of y for a step of one in x; for an exponential, of log₁₀ y."""
    r_squared: float
    """Share of the variance, of y or of log₁₀ y, that the line explains, at least `LEAST_R_SQUARED`."""
    factor: float
    """By what y is multiplied for a step of one in x; NaN for a line."""
    tenfold: float
    """Change of x that multiplies or divides y by ten; NaN for a line."""


def series_trend(x: NDArray[np.float64], y: NDArray[np.float64], *, log: bool) -> SeriesTrend | None:
    """Fit a line; None if it does not fit, if there are too few values, or if their places differ by rounding errors alone.

    Parameters
    ----------
    x : ndarray, shape (N,)
        Finite and ascending.
    y : ndarray, shape (N,)
        Finite, or NaN where there is no value.
    log : bool
        Fit the logarithm, for a series that is drawn on a logarithmic axis; None if a value is not positive.
    """
    kept = np.isfinite(y)
    at, values = x[kept], y[kept]
    if len(values) < LEAST_VALUES or np.abs(values).max() > LARGEST_FOR_STATISTICS or (log and not (values > 0).all()):
        return None
    if not above(at[-1], at[0]):
        return None
    line = fit_line(at, np.log10(values) if log else values)
    with np.errstate(over="ignore", under="ignore"):
        slope, r_squared = float(line.slope), float(line.r_squared)
        factor = float(np.power(10.0, slope)) if log else math.nan
    if not (math.isfinite(slope) and slope and at_least(r_squared, LEAST_R_SQUARED)):
        return None
    return SeriesTrend(
        "exponential" if log else "line", slope, r_squared, factor, 1.0 / abs(slope) if log else math.nan
    )
