"""The numbers of a bars figure: values in the order in which they are drawn, their axis, and what holds of them. numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    AxisLimits,
    Beyond,
    CategoryFeatures,
    Scaling,
    axis_limits,
    beyond,
    category_features,
    drawing_order,
)

Array = NDArray[np.float64]
_MARGIN = 0.04
"""Margin of a linear axis beyond its values, as a share of their range."""


@dataclass(frozen=True, slots=True)
class BarsData:
    """All bars, in the order in which they are drawn."""

    names: tuple[str, ...]
    values: Array
    """Shape (N,); NaN where there is no value."""
    number: int
    axis: AxisLimits
    features: CategoryFeatures | None
    """None if there is no value."""
    lines: tuple[Beyond, ...]
    """How many values are on each side of each line."""


def bars_data(bars: Sequence[tuple[str, float]], order: str, scaling: Scaling, reached: Sequence[float],
              lines: Sequence[float]) -> BarsData:  # fmt: skip
    """Order and measure the bars.

    Parameters
    ----------
    bars : sequence of (str, float)
        Name and value; NaN where there is none.
    order : str
        ``given``, ``rising`` or ``falling``.
    scaling : Scaling
        Of the axis.
    reached : sequence of float
        Values that it shows besides those of the bars.
    lines : sequence of float
        Reference lines, which the axis shows, too.
    """
    drawn = [bars[index] for index in drawing_order([value for _, value in bars], order)]
    values = np.array([value for _, value in drawn])
    known = np.concatenate([values[np.isfinite(values)], lines, reached, [] if scaling.log else [0.0]])
    limits = axis_limits(known, scaling, _MARGIN)
    if not scaling.log and not known.any():
        limits = AxisLimits.of(0.0, 1.0, log=False)
    names = tuple(name for name, _ in drawn)
    found = tuple(beyond(values, line) for line in lines)
    return BarsData(names, values, len(drawn), limits, category_features(values), found)
