"""A history as a line in a box, scaled to its own range."""

from __future__ import annotations

import numpy as np

from sitegen.figures.dead_neurons.histories import Floats

_COLUMNS = 96
"""Steps of a history that is longer than the line is wide; each shows its lowest and its highest sample."""
Points = tuple[tuple[float, float], ...]


def spark_points(values: Floats, width: float, height: float, *, flat: bool) -> Points:
    """Points of the line, (0, 0) the top left corner of its box, y downwards.

    Parameters
    ----------
    values : ndarray, shape (n,), n ≥ 1
        Oldest first.
    width, height : float
        Size of the box.
    flat : bool
        Draw the middle of the box, from edge to edge.
    """
    if flat or values.size < 2:
        return ((0.0, height / 2), (width, height / 2))
    index = outline(values)
    shown = values[index] / 2
    low, high = shown.min(), shown.max()
    x = index * (width / (values.size - 1))
    y = height * (1 - (shown - low) / (high - low))
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
