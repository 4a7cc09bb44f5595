"""How many entries of an array are of each size: bins of an eighth of a decade on both sides of zero. numpy only."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.bins import edges_on_sides

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_A_DECADE = 8
_LOWEST, _HIGHEST = -308 * _A_DECADE, 308 * _A_DECADE + 2
"""Eighths of a decade between which floats have full precision."""
MOST_BINS = 400
"""As many as a histogram takes."""
_EMPTY_RUN = np.array([-1e-12, 1e-12])
"""Edges for arrays that are all zero."""


@dataclass(frozen=True, slots=True)
class LogCounts:
    """The bins of one array that contain entries; M of them."""

    places: NDArray[np.int32]
    """Ascending: 0 for entries that are exactly zero, ±(1 + i) for sizes in the bin with index i."""
    counts: Counts
    """Entries in each, at least 1."""


def counted(values: Floats) -> LogCounts:
    """Count the entries of `values`, which are finite."""
    sizes = np.abs(values.ravel())
    index = np.minimum(np.searchsorted(_edges(), sizes, side="right"), len(_edges()) - 1)  # 0 for zeros
    places, counts = np.unique(np.where(values.ravel() < 0, -index, index), return_counts=True)
    return LogCounts(places.astype(np.int32), counts.astype(np.int64))


def shared_edges(every: Iterable[LogCounts]) -> tuple[Floats, int]:
    """Edges of bins that contain all entries, shape (B + 1,), and their width in eighths of a decade.

    Bins are wider, by a power of two, where there would be more than `MOST_BINS`. Only exact zeros are in the bin around zero.
    """
    places = np.unique(np.concatenate([each.places for each in every]))
    sizes = np.abs(places[places != 0]) - 1
    if not sizes.size:
        return _EMPTY_RUN, 1
    has_negative, has_positive, has_zero = bool(places[0] < 0), bool(places[-1] > 0), bool((places == 0).any())
    width, sides = 1, has_negative + has_positive
    while True:
        first, last = _group(int(sizes.min()), width), _group(int(sizes.max()), width)
        if sides * (last - first + 1) + 1 <= MOST_BINS:
            break
        width *= 2
    positive = np.array([_edge(group * width) for group in range(first, last + 2)])
    return edges_on_sides(positive, negative=has_negative, near=has_zero, positive=has_positive), width


def counts_on(edges: Floats, width: int, every: Sequence[LogCounts]) -> Counts:
    """The counts of each array in bins that `shared_edges` gave, shape (len(every), B)."""
    result = np.zeros((len(every), len(edges) - 1), dtype=np.int64)
    for row, each in zip(result, every, strict=True):
        inside = np.array([_inside(place, width) for place in each.places.tolist()])
        index = np.searchsorted(edges, inside, side="right") - 1
        np.add.at(row, np.minimum(index, len(row) - 1), each.counts)  # zero may be the last edge
    return result


def _inside(place: int, width: int) -> float:
    """A number inside the bin that contains `place`, whose bounds are edges."""
    if place == 0:
        return 0.0
    group = _group(abs(place) - 1, width)
    low, high = _edge(group * width), _edge((group + 1) * width)
    return math.copysign(low / 2 + high / 2, place)


def _group(index: int, width: int) -> int:
    """The number of the wider bin that contains the one with this index; one of them begins at 1."""
    return (index + _LOWEST - 1) // width


def _edge(eighths: int) -> float:
    """10 to the power of `eighths` / 8, or the end of the floats beyond them."""
    if eighths < _LOWEST:
        return math.ulp(0.0)
    return float(_edges()[eighths - _LOWEST + 1]) if eighths <= _HIGHEST else sys.float_info.max


@cache
def _edges() -> Floats:
    """Lower edges of all bins, correctly rounded, which powers of floats are not; the first has what is below 1e-308."""
    exact = Context(prec=40)
    roots = [exact.power(Decimal(10), Decimal(part) / _A_DECADE) for part in range(_A_DECADE)]
    powers = (float(roots[each % _A_DECADE].scaleb(each // _A_DECADE, exact)) for each in range(_LOWEST, _HIGHEST + 1))
    return np.array([math.ulp(0.0), *powers, sys.float_info.max])
