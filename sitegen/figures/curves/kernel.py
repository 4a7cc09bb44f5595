"""The numbers of a curves figure: places and values, the limits of both axes, and what holds of each curve. numpy only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    Against,
    Pair,
    SeriesFeatures,
    SeriesTrend,
    against,
    ceil_exponent,
    floor_exponent,
    pair,
    series_features,
    series_trend,
)

Array = NDArray[np.float64]
_MARGIN = 0.04
"""Of a linear axis above and below its values."""


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
    """How it lies to each horizontal line."""


@dataclass(frozen=True, slots=True)
class AxisLimits:
    """Ends of an axis: values, or exponents of ten of a logarithmic one."""

    low: float
    high: float
    log: bool
    start: float
    end: float
    """Both ends as values."""

    @classmethod
    def of(cls, low: float, high: float, *, log: bool) -> AxisLimits:
        """The limits with these ends in axis coordinates."""
        return cls(low, high, log, *((10.0**low, 10.0**high) if log else (low, high)))

    def coordinates(self, values: Array) -> Array:
        """Axis coordinates: log₁₀ on a logarithmic axis, with −inf for an exact zero and NaN for what has no place."""
        if not self.log:
            return values
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values < 0, np.nan, np.log10(values))


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
    """Of all values."""


Given = tuple[float, float] | None


def curves_data(
    curves: Sequence[CurveValues], x: tuple[bool, Given], y: tuple[bool, Given], lines: Sequence[float] = ()
) -> CurvesData:
    """Measure all curves.

    Parameters
    ----------
    curves : sequence of CurveValues
    x, y : (bool, tuple or None)
        Whether the axis is logarithmic, and its ends if the author gave them.
    lines : sequence of float
        Heights of horizontal lines.
    """
    all_x = np.concatenate([curve.x for curve in curves])
    all_y = np.concatenate([curve.y[np.isfinite(curve.y)] for curve in curves])
    x_axis = _limits(all_x, *x, margin=0.0)
    y_axis = _limits(np.concatenate([_bulk(curve) for curve in curves]), *y, margin=_MARGIN)
    found = tuple(_result(curve, y_axis, lines, cut=y[1] is not None or bool(curve.poles)) for curve in curves)
    alike = len(curves) == 2 and np.array_equal(curves[0].x, curves[1].x)
    return CurvesData(
        curves=found,
        x_axis=x_axis,
        y_axis=y_axis,
        number=len(found),
        pair=pair(curves[0].x, curves[0].y, curves[1].y) if alike else None,
        least=float(all_y.min()) if all_y.size else math.nan,
        largest=float(all_y.max()) if all_y.size else math.nan,
    )


def _bulk(curve: CurveValues) -> Array:
    """The values that an axis should show: all, or without those near a pole."""
    finite = curve.y[np.isfinite(curve.y)]
    if not curve.poles or not finite.size:
        return finite
    low, high = np.quantile(finite, [0.1, 0.9])
    reach = (high - low) / 2
    return np.asarray(finite[(finite >= low - reach) & (finite <= high + reach)])


def _limits(values: Array, log: bool, given: Given, margin: float) -> AxisLimits:  # noqa: FBT001
    """The ends of an axis that shows every value, unless they are given."""
    if given is not None:
        low, high = map(math.log10, given) if log else given
        return AxisLimits.of(low, high, log=log)
    if log:
        positive = values[values > 0]
        if not positive.size:
            return AxisLimits.of(-1.0, 0.0, log=log)
        exponents = np.log10(positive)
        low, high = floor_exponent(float(exponents.min())), ceil_exponent(float(exponents.max()))
        return AxisLimits.of(float(low), float(max(high, low + 1)), log=log)
    if not values.size:
        return AxisLimits.of(0.0, 1.0, log=log)
    low, high = float(values.min()), float(values.max())
    if low == high:
        half = abs(low) / 10 or 0.5
        return AxisLimits.of(low - half, high + half, log=log)
    pad = margin * (high / 2 - low / 2) * 2
    bottom = 0.0 if 0 <= low <= pad else low - pad
    top = 0.0 if -pad <= high <= 0 else high + pad
    return AxisLimits.of(bottom, top, log=log)


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
