"""The numbers of a curves figure: places and values, the limits of both axes, and what holds of each curve. numpy only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    Against,
    AxisLimits,
    Pair,
    Scaling,
    SeriesFeatures,
    SeriesTrend,
    against,
    axis_limits,
    pair,
    series_features,
    series_trend,
)

Array = NDArray[np.float64]
_MARGIN = 0.04
"""Margin of a linear axis above and below its values, as a share of their range."""


@dataclass(frozen=True, slots=True)
class CurveValues:
    """Places and values of one curve, in its own units."""

    name: str
    x: Array
    """Shape (N,), ascending."""
    y: Array
    """Shape (N,); NaN where there is no value."""
    poles: tuple[float, ...] = ()
    jumps: tuple[float, ...] = ()
    holes: tuple[float, ...] = ()
    """Places between two points where an expression becomes infinite, jumps, or begins to be undefined."""


@dataclass(frozen=True, slots=True)
class CurveResult:
    """One curve with what holds of it."""

    subject: str
    inner: str
    """Its name at the beginning and inside of a sentence."""
    values: CurveValues
    features: SeriesFeatures
    trend: SeriesTrend | None
    zeros: int
    """Exact zeros, which a logarithmic axis shows as rings."""
    outside: int
    """Values beyond the ends of the vertical axis, where the author gives them."""
    undrawn: int
    """Values below 0 on a logarithmic axis, where they have no place."""
    lines: tuple[Against, ...]
    """How it compares with each horizontal line."""


@dataclass(frozen=True, slots=True)
class CurvesData:
    """All curves, and the axes that they share."""

    curves: tuple[CurveResult, ...]
    x_axis: AxisLimits
    y_axis: AxisLimits
    number: int
    """Number of curves."""
    pair: Pair | None
    """How two curves with the same places differ."""
    least: float
    largest: float
    """Ends of all values."""

    @property
    def has_common_places(self) -> bool:
        """Whether all curves have the same places."""
        return _have_same_places([curve.values for curve in self.curves])


def curves_data(curves: Sequence[CurveValues], x: Scaling, y: Scaling, lines: Sequence[float]) -> CurvesData:
    """Measure all curves.

    Parameters
    ----------
    curves : sequence of CurveValues
    x, y : Scaling
        Of both axes.
    lines : sequence of float
        Heights of horizontal lines.
    """
    all_x = np.concatenate([curve.x for curve in curves])
    all_y = np.concatenate([curve.y[np.isfinite(curve.y)] for curve in curves])
    x_axis = axis_limits(all_x, x)
    y_axis = axis_limits(np.concatenate([_bulk(curve) for curve in curves]), y, _MARGIN)
    found = tuple(_result(curve, y_axis, lines, cut=y.ends is not None or bool(curve.poles)) for curve in curves)
    return CurvesData(
        curves=found,
        x_axis=x_axis,
        y_axis=y_axis,
        number=len(found),
        pair=pair(curves[0].x, curves[0].y, curves[1].y) if len(curves) == 2 and _have_same_places(curves) else None,
        least=float(all_y.min()) if all_y.size else math.nan,
        largest=float(all_y.max()) if all_y.size else math.nan,
    )


def _have_same_places(curves: Sequence[CurveValues]) -> bool:
    return all(np.array_equal(curve.x, curves[0].x) for curve in curves)


def _bulk(curve: CurveValues) -> Array:
    """The values that an axis should show: all, or without those near a pole."""
    finite = curve.y[np.isfinite(curve.y)]
    if not curve.poles or not finite.size:
        return finite
    low, high = np.quantile(finite, [0.1, 0.9])
    reach = (high - low) / 2
    return np.asarray(finite[(finite >= low - reach) & (finite <= high + reach)])


def _result(curve: CurveValues, axis: AxisLimits, lines: Sequence[float], *, cut: bool) -> CurveResult:
    finite = curve.y[np.isfinite(curve.y)]
    below = (finite < axis.start) & (finite > 0) if axis.log else finite < axis.start
    name = f"curve “{curve.name}”"
    return CurveResult(
        subject=f"The {name}",
        inner=f"the {name}",
        values=curve,
        features=series_features(
            curve.x,
            curve.y,
            log=axis.log,
            breaks=len(curve.poles) + len(curve.jumps) + len(curve.holes),
            unbounded=bool(curve.poles),
        ),
        trend=series_trend(curve.x, curve.y, log=axis.log),
        zeros=int(np.count_nonzero(finite == 0)) if axis.log else 0,
        outside=int(np.count_nonzero(below | (finite > axis.end))) if cut else 0,
        undrawn=int(np.count_nonzero(finite < 0)) if axis.log else 0,
        lines=tuple(against(curve.x, curve.y, line) for line in lines),
    )
