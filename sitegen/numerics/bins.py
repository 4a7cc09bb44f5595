"""Bins that several samples share: linear with round edges, or logarithmic on both sides of zero. numpy only."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sitegen.numerics.axis_limits import round_step
from sitegen.numerics.rounding import ceil_exponent, floor_exponent
from sitegen.numerics.symmetric_log import symmetric_log

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
_STEPS = (0.125, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Widths of logarithmic bins in decades."""
_LARGEST = sys.float_info.max


@dataclass(frozen=True, slots=True)
class BinAxis:
    """An axis of N bins."""

    edges: Array
    """Ascending, shape (N + 1,)."""
    places: Array
    """The edges in axis coordinates, shape (N + 1,): those of `coordinate`."""
    log: bool
    exponent: float
    """Of a logarithmic axis: log₁₀ of the smallest size that has a logarithmic place; nearer to zero, the axis is linear."""
    half: float
    """Of a logarithmic axis: half the width of its linear part in axis coordinates."""

    def coordinate(self, value: float) -> float:
        """A value in axis coordinates: itself, or its distance from zero in decades, with its sign."""
        return float(symmetric_log(np.array(value), self.exponent, self.half)) if self.log else value


def linear_bins(low: float, high: float, most: int) -> BinAxis:
    """Bins of the same width whose edges are round numbers, from `low` or below to `high` or above.

    Parameters
    ----------
    low, high : float
        Equal ends are moved apart.
    most : int
        The number of bins, but for those at both ends.
    """
    if low == high:
        half = abs(low) / 10 or 0.5
        low, high = max(low - half, -_LARGEST), min(high + half, _LARGEST)
    step, factor, exponent = round_step(low, high, most)
    first, last = math.floor(_near_whole(low / step)), math.ceil(_near_whole(high / step))
    edges = np.clip(
        [number * factor * 10.0**exponent for number in range(first, max(last, first + 1) + 1)], -_LARGEST, _LARGEST
    )
    edges[0], edges[-1] = min(edges[0], low), max(edges[-1], high)
    return given_bins(edges, log=False)


def _near_whole(value: float) -> float:
    """`value`, rounded if only rounding errors separate it from a whole number."""
    whole = float(round(value))
    return whole if abs(value - whole) <= 1e-9 * abs(whole) else value


def symmetric_log_bins(values: Array, most: int, limits: tuple[float, float] | None = None) -> BinAxis:
    """Bins of the same width in decades on each side of zero, and one between them for what is nearer to zero.

    A side that no value is on is left out, and so is the bin at zero without values. Without `limits`, only exact zeros are in it.

    Parameters
    ----------
    values : ndarray
        What the bins contain.
    most : int
        Bins on each side, at most.
    limits : (float, float), optional
        Least and largest size, above 0.
    """
    sizes = np.abs(values[values != 0]) if limits is None else np.array(limits)
    logs = np.log10(sizes) if sizes.size else np.array([-1.0, 0.0])
    low = floor_exponent(float(logs.min()))
    high = max(ceil_exponent(float(logs.max())), low + 1)
    step = next((step for step in _STEPS if (high - low) / step <= most), _STEPS[-1])
    exponents = low + step * np.arange(math.ceil((high - low) / step) + 1)
    with np.errstate(over="ignore", under="ignore"):
        positive = np.unique(np.clip(10.0**exponents, math.ulp(0.0), _LARGEST))
    if sizes.size and limits is None:  # a power of ten may be one rounding error off
        positive[0], positive[-1] = min(positive[0], sizes.min()), max(positive[-1], sizes.max())
    has_negative, has_positive = bool((values < 0).any()), bool((values > 0).any())
    has_near = bool((np.abs(values) < positive[0]).any())
    edges = edges_on_sides(positive, negative=has_negative, near=has_near, positive=has_positive)
    return given_bins(edges, log=True, half=step)


def edges_on_sides(sizes: Array, *, negative: bool, near: bool, positive: bool) -> Array:
    """Edges of these sizes on each side of zero that has values, and at zero if only one side and the bin `near` zero have some."""
    parts = [-sizes[::-1]] if negative else []
    if near and not (negative and positive):
        parts.append(np.zeros(1))
    return np.concatenate([*parts, sizes] if positive or not negative else parts)


def given_bins(edges: Array, *, log: bool, half: float = 0.25) -> BinAxis:
    """Bins with these edges; on a logarithmic axis, what is nearer to zero than every other edge has a linear place.

    Parameters
    ----------
    edges : ndarray, shape (N + 1,)
        Ascending; on a logarithmic axis, at least one is not 0.
    log : bool
    half : float
        Half the width of the linear part of a logarithmic axis.
    """
    if not log:
        return BinAxis(edges, edges, log=False, exponent=0.0, half=0.0)
    exponent = float(np.log10(np.abs(edges[edges != 0]).min()))
    return BinAxis(edges, symmetric_log(edges, exponent, half), log, exponent, half)


def counted_in_bins(values: Array, axis: BinAxis) -> Counts:
    """How many values are in each bin: those from its lower edge on and below its upper one; the last edge belongs to its bin.

    On a logarithmic axis, bins below zero are the mirror image. Values beyond the ends are in none.
    """
    edges, number = axis.edges, len(axis.edges) - 1
    inside = values[(values >= edges[0]) & (values <= edges[-1])]
    index = np.searchsorted(edges, inside, side="right") - 1
    if axis.log:
        index = np.where(inside < 0, np.searchsorted(edges, inside, side="left") - 1, index)
    counts: Counts = np.bincount(np.clip(index, 0, number - 1), minlength=number)
    return counts


def bin_heights(counts: Counts, places: Array) -> Array:
    """The height of each bin: its share of the values, divided by its width relative to the widest bin."""
    total = counts.sum()
    with np.errstate(over="ignore"):
        widths = np.diff(places)
    if np.isinf(widths).any():
        widths = np.diff(places / 2)
    return np.asarray(counts / max(int(total), 1) / (widths / widths.max()))
