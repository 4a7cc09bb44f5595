"""A history as a line in a box of 96 × 28 units, scaled to its own range."""

from __future__ import annotations

import numpy as np

from sitegen.figures.dead_neurons.histories import Floats

SPARK_WIDTH, SPARK_HEIGHT = 96.0, 28.0
_COLUMNS = 96
"""Steps of a history that is longer than the line is wide; each shows its lowest and its highest sample."""
Points = tuple[tuple[float, float], ...]


def spark_points(values: Floats, *, flat: bool) -> Points:
    """Points of the line, (0, 0) the top left corner of its box, y downwards.

    Parameters
    ----------
    values : ndarray, shape (n,), n ≥ 1
        Oldest first.
    flat : bool
        Draw the middle of the box, from edge to edge.
    """
    if flat or values.size < 2:
        return ((0.0, SPARK_HEIGHT / 2), (SPARK_WIDTH, SPARK_HEIGHT / 2))
    index = outline(values)
    shown = values[index] / 2
    low, high = shown.min(), shown.max()
    x = index * (SPARK_WIDTH / (values.size - 1))
    y = SPARK_HEIGHT * (1 - (shown - low) / (high - low))
    return tuple(zip(x.tolist(), y.tolist(), strict=True))


def outline(values: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Indices of the samples that keep the outline of the line: all, or two of each of `_COLUMNS` columns."""
    if values.size <= 2 * _COLUMNS:
        return np.arange(values.size)
    starts = np.arange(_COLUMNS) * values.size // _COLUMNS
    columns = np.split(values, starts[1:])
    ends = [
        start + extreme(column)
        for start, column in zip(starts, columns, strict=True)
        for extreme in (np.argmin, np.argmax)
    ]
    return np.unique(np.array(ends))
