"""Long lines with fewer points that look the same: in each column the first, the last, the lowest and the highest point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


def outline(x: NDArray[np.float64], y: NDArray[np.float64], column: float) -> Indices:
    """Indices of the points that a line needs to look the same at a resolution of `column` (M4; Jugel et al. 2014, VLDB 7, 797).

    Parameters
    ----------
    x : ndarray, shape (n,)
        Ascending positions.
    y : ndarray, shape (n,)
        Finite heights.
    column : float
        Width of a column in the unit of `x`.

    Returns
    -------
    ndarray of int
        Ascending; the first, the last, the lowest and the highest point of every column, and so of the whole line.
    """
    columns = np.floor((x - x[0]) / column)
    starts = np.flatnonzero(np.diff(columns, prepend=-1.0))
    if 4 * len(starts) >= len(x):
        return np.arange(len(x))
    ends = np.append(starts[1:], len(x))
    # sorted by column and then by height, the first and the last of each column are its extremes
    order = np.lexsort((y, columns))
    return np.unique(np.concatenate([starts, ends - 1, order[starts], order[ends - 1]]))
