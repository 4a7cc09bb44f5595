"""The rows of a long table that readers see. numpy only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def table_rows(series: Sequence[NDArray[np.float64]], longest: int, evenly_spaced: int) -> NDArray[np.int64]:
    """All rows, or evenly spaced ones and the extremes of every series.

    Parameters
    ----------
    series : sequence of ndarray
        The values in each row; NaN where there is none. A series may end before the last row.
    longest : int
        A table with more rows is shortened.
    evenly_spaced : int
        How many rows it then has besides the extremes.
    """
    length = max(map(len, series))
    if length <= longest:
        return np.arange(length)
    extremes = [pick(y) for y in series for pick in (np.nanargmin, np.nanargmax) if np.isfinite(y).any()]
    spaced = np.linspace(0, length - 1, evenly_spaced).round().astype(np.int64)
    return np.unique(np.append(spaced, np.array(extremes, dtype=np.int64)))
