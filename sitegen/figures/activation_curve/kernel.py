"""Value and slope of an activation at many points, and its extremes, found to seven digits. numpy only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    AnyActivation,
    Point,
    SeriesFeatures,
    activation_function,
    at_least,
    reproducible_digits,
    rms_slope,
    series_features,
)

Array = NDArray[np.float64]
FLAT = 0.01
"""A slope of a smaller size is called flat."""
STEPS, SHOWN_EVERY = 160, 20
"""Steps between the points of a curve, and between the rows that a page shows."""
_FAR, _GRID = 12.0, 2401
_FINE, _ZOOMS = 65, 6
"""Extremes are looked for up to here, on so many points, and again between two of them, each time 32 or 64 times as fine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationCurve:
    """The numbers of one activation curve."""

    z: Array
    value: Array
    slope: Array
    """Pre-activations, φ(z) and φ′(z), shape (161,)."""
    value_features: SeriesFeatures
    slope_features: SeriesFeatures
    y_low: float
    y_high: float
    """Ends of the axis."""
    at_value: float
    at_slope: float
    """Value and slope where the tangent touches the curve."""
    tangent: Array
    """Height of the tangent at each z, shape (161,)."""
    steepest: Point | None
    least: Point | None
    """Where the slope is largest, and where the value is least, if that is inside the curve and nowhere else."""
    flat: float
    flat_below: float | None
    flat_above: float | None
    """`FLAT`, and where the slope is smaller than that on the outer sides; None if that is not on the curve."""
    dead_below: bool
    """Whether the slope is exactly 0 there on the left."""
    mean_square: float
    rms: float
    """E[φ′(z)²] for z ~ N(0, 1), and its square root."""
    shown_every: int
    """Points from one row of a page to the next."""


def activation_curve(
    activation: AnyActivation, reach: float, point: float, alpha: float | None = None
) -> ActivationCurve:
    """Evaluate an activation and its slope from −`reach` to `reach`, with a tangent at `point`; for `alpha`, see `activation_function`."""
    function = activation_function(activation, alpha)
    z = reach * np.arange(-STEPS // 2, STEPS // 2 + 1) / (STEPS // 2)
    places = np.append(z, point)
    values, slopes = function.value(places), function.slope(places)
    value, slope, at_value, at_slope = values[:-1], slopes[:-1], float(values[-1]), float(slopes[-1])
    both = np.concatenate([value, slope, [0.0]])
    rms = rms_slope(activation, 1.0, alpha)
    peaks, edges = _extremes(activation, alpha)
    steepest, least = (peak if peak and abs(peak.x) <= reach else None for peak in peaks)
    below, above = (edge if edge is not None and abs(edge) < reach else None for edge in edges)
    return ActivationCurve(
        z=z,
        value=value,
        slope=slope,
        value_features=series_features(z, value),
        slope_features=series_features(z, slope),
        y_low=float(np.floor(both.min() * 4.0) / 4.0),
        y_high=float(np.ceil(both.max() * 4.0) / 4.0),
        at_value=at_value,
        at_slope=at_slope,
        tangent=at_value + at_slope * (z - point),
        steepest=steepest,
        least=least,
        flat=FLAT,
        flat_below=below,
        flat_above=above,
        dead_below=below is not None and not bool(function.slope(np.array([below - 1.0]))[0]),
        mean_square=reproducible_digits(rms**2),
        rms=reproducible_digits(rms),
        shown_every=SHOWN_EVERY,
    )


@cache
def _extremes(
    activation: AnyActivation, alpha: float | None
) -> tuple[tuple[Point | None, Point | None], tuple[float | None, float | None]]:
    """The steepest and the least point, and where the slope becomes flat on either side, of a curve of any reach."""
    function = activation_function(activation, alpha)
    valley = _peak(lambda z: -function.value(z))
    least = Point(valley.x, -valley.y) if valley else None
    return (_peak(function.slope), least), (_flat_edge(function.slope, -1.0), _flat_edge(function.slope, 1.0))


def _peak(curve: Callable[[Array], Array]) -> Point | None:
    """The largest value, if it is above both ends and reached at one place."""
    z = np.linspace(-_FAR, _FAR, _GRID)
    heights = curve(z)
    top = int(np.argmax(heights))
    if heights[top] <= max(heights[0], heights[-1]) + 1e-9 or np.count_nonzero(heights == heights[top]) > 1:
        return None
    for _ in range(_ZOOMS):
        z = np.linspace(z[max(top - 1, 0)], z[min(top + 1, len(z) - 1)], _FINE)
        top = int(np.argmax(curve(z)))
    place = round(float(z[top]), 6) + 0.0
    return Point(place, float(curve(np.array([place]))[0]))


def _flat_edge(slope: Callable[[Array], Array], side: float) -> float | None:
    """Where the slope becomes flat on one side for good."""
    z = side * np.linspace(_FAR, -_FAR, _GRID)
    for _ in range(_ZOOMS + 1):
        steep = np.flatnonzero(at_least(np.abs(slope(z)), FLAT))
        if not steep.size or steep[0] == 0:
            return None
        edge = z[steep[0] - 1]
        z = np.linspace(edge, z[steep[0]], _FINE)
    return round(float(edge), 6) + 0.0
