"""Small lines without axes, whose vertical scale is given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.plot_series import Floats, Points, as_points
from sitegen.plot.scales import Frame, Scale

_COLUMNS = 96
"""Steps of a line that has more values; each shows its lowest and its highest."""


def sparkline(values: Floats, box: Frame, limits: tuple[float, float]) -> Points:
    """Points of a line from edge to edge of a box; where the limits are equal, it is in the middle.

    Parameters
    ----------
    values : ndarray, shape (n,), n ≥ 1
        Oldest first, within the limits.
    box : Frame
    limits : tuple of float
        Values at the lower and at the upper edge.
    """
    if limits[0] == limits[1] or len(values) < 2:
        level = spark_level(float(values[0]), box, limits)
        return ((box.left, level), (box.right, level))
    kept = drawn_samples(values)
    x = box.left + kept * (box.width / (len(values) - 1))
    return as_points(np.column_stack([x, Scale(*limits, box.bottom, box.top).places(values[kept])]))


def spark_level(value: float, box: Frame, limits: tuple[float, float]) -> float:
    """The height of a value; the middle where the limits are equal."""
    low, high = limits
    return box.middle[1] if low == high else Scale(low, high, box.bottom, box.top)(value)


def drawn_samples(values: Floats) -> NDArray[np.int64]:
    """Indices of the values that keep the outline of the line: all, or two of each of `_COLUMNS` columns."""
    if values.size <= 2 * _COLUMNS:
        return np.arange(values.size)
    starts = np.arange(_COLUMNS) * values.size // _COLUMNS
    columns = zip(starts, np.split(values, starts[1:]), strict=True)
    ends = [start + extreme(column) for start, column in columns for extreme in (np.argmin, np.argmax)]
    return np.unique(np.array(ends))
