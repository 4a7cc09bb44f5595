"""The numbers of a histogram figure: common bins, the counts of every row, and what holds of each. numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    BinAxis,
    DistributionFeatures,
    SampleFeatures,
    Side,
    beyond_threshold,
    counted_in_bins,
    distribution_features,
    given_bins,
    linear_bins,
    sample_features,
    symmetric_log_bins,
)

Array = NDArray[np.float64]
Given = tuple[float, float] | None


class Binning(NamedTuple):
    """How values are put into bins."""

    log: bool
    most: int
    limits: Given
    """Ends of a linear axis, or least and largest size of a logarithmic one, if the author gives them."""
    edges: Array | None
    """Edges that the author gives: then rows are counts."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row with what holds of it."""

    name: str
    subject: str
    """Its name in sentences."""
    counts: NDArray[np.int64]
    """Shape (N,)."""
    outside: int
    """Values beyond the ends of the axis, where the author gives them."""
    sample: SampleFeatures | None
    """Features of the values; None where only their counts are known."""
    bins: DistributionFeatures | None
    """Features of the counts; None if all values are outside."""
    fullest_percent: float | None
    """Share of the fullest bin [%]."""
    total: int
    beyond: int | None
    percent: float | None
    """Values beyond the threshold, and their share [%]; None without one."""


@dataclass(frozen=True, slots=True)
class HistogramData:
    """All rows, on the bins that they share."""

    axis: BinAxis
    rows: tuple[RowResult, ...]
    number: int
    bin_count: int
    start: float
    end: float
    """Ends of the axis."""
    near: float | None
    """What is nearer to zero than this has one bin of a logarithmic axis; None without such values."""
    exact: bool
    """Whether only exact zeros are in that bin."""


def histogram_data(
    rows: Sequence[tuple[str, Array]], binning: Binning, threshold: tuple[float, Side] | None
) -> HistogramData:
    """Count the values of all rows in common bins.

    Parameters
    ----------
    rows : sequence of (str, ndarray)
        Names, and values or counts.
    binning : Binning
    threshold : (float, str), optional
        Which values are beyond it.
    """
    every = np.concatenate([values for _, values in rows])
    axis = _bins(every, binning)
    found = tuple(_row(name, values, axis, binning, threshold) for name, values in rows)
    near = _near_zero(axis, found) if binning.log else None
    small = every[(every != 0) & (np.abs(every) < near)] if near is not None and binning.edges is None else every[:0]
    return HistogramData(
        axis=axis,
        rows=found,
        number=len(found),
        bin_count=len(axis.edges) - 1,
        start=float(axis.edges[0]),
        end=float(axis.edges[-1]),
        near=near,
        exact=binning.edges is None and not small.size,
    )


def _near_zero(axis: BinAxis, rows: Sequence[RowResult]) -> float | None:
    """The largest size in the bin with zero of a logarithmic axis, if it has values."""
    around = np.flatnonzero((axis.edges[:-1] <= 0) & (axis.edges[1:] >= 0))
    if not around.size or not any(row.counts[around[0]] for row in rows):
        return None
    return float(np.abs(axis.edges[around[0] : around[0] + 2]).max())


def _bins(values: Array, binning: Binning) -> BinAxis:
    if binning.edges is not None:
        return given_bins(binning.edges, log=binning.log)
    if binning.log:
        return symmetric_log_bins(values, binning.most, binning.limits)
    return linear_bins(*(binning.limits or (float(values.min()), float(values.max()))), binning.most)


def _row(name: str, values: Array, axis: BinAxis, binning: Binning, threshold: tuple[float, Side] | None) -> RowResult:
    is_counted = binning.edges is not None
    counts = values.astype(np.int64) if is_counted else counted_in_bins(values, axis)
    total = int(counts.sum()) if is_counted else len(values)
    beyond = None
    if threshold and is_counted:
        at, side = threshold
        above, below = (
            counts[axis.edges[:-1] >= at].sum(),
            counts[axis.edges[1:] <= (-at if side == "both" else at)].sum(),
        )
        beyond = int({"above": above, "below": below, "both": above + below}[side])
    elif threshold:
        beyond = beyond_threshold(values, *threshold)
    bins = distribution_features(axis.edges, counts)
    return RowResult(
        name=name,
        subject=f"“{name}”",
        counts=counts,
        outside=total - int(counts.sum()),
        sample=None if is_counted else sample_features(values),
        bins=bins,
        fullest_percent=100.0 * bins.fullest.count / bins.total if bins else None,
        total=total,
        beyond=beyond,
        percent=None if beyond is None else 100.0 * beyond / total,
    )
