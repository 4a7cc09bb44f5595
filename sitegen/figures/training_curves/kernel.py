"""Running means of training runs, and what holds of their values. numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.kinds.numerics import (
    AxisLimits,
    Pair,
    Scaling,
    SeriesFeatures,
    above,
    axis_limits,
    pair,
    series_features,
    table_rows,
)

Array = NDArray[np.float64]
_MARGIN, _NEAR = 0.04, 1.0
"""Margin of a linear axis above and below its values, and how near 0 must be for it to end there, as shares of their range."""
_MOST_ROWS = 100


class Reading(NamedTuple):
    """How runs are read."""

    smoothing: float
    """β of the running mean."""
    clip: float | None
    """Height of the clipping line."""
    log: bool
    """Whether the axis is logarithmic."""
    range: tuple[float, float] | None = None
    """Values that the axis reaches at least."""


@dataclass(frozen=True, slots=True)
class RunCurve:
    """One run."""

    name: str
    subject: str
    inner: str
    other: str
    """Its name at the beginning of a sentence, inside of one, and beside another run."""
    values: Array
    mean: Array
    """The measure and its running mean, shape (n,); n may be less than the number of steps."""
    features: SeriesFeatures
    """Features of the values."""
    clipped: int
    """Steps whose value is above the clipping line."""
    zeros: int
    """Exact zeros of the running mean, which a logarithmic axis shows as rings."""


@dataclass(frozen=True, slots=True)
class TrainingCurves:
    """All runs of a figure."""

    step: Array
    """Shape (N,), ascending."""
    runs: tuple[RunCurve, ...]
    number: int
    pair: Pair | None
    """How the running means of two runs of the same length differ."""
    least: float
    largest: float
    """Ends of all values."""
    axis: AxisLimits
    shown: NDArray[np.int64]
    """Rows of the table that a page shows."""


def running_mean(values: Array, beta: float) -> Array:
    """Bias-corrected running mean: the mean of all values so far, each with β times the weight of the next one.

    `beta` is in [0, 1).
    """
    if beta == 0.0:
        return values
    total, weight, means = 0.0, 0.0, []
    for value in values.tolist():
        total, weight = beta * total + value, beta * weight + 1.0
        means.append(total / weight)
    return np.array(means)


def training_curves(measure: str, step: Array, runs: Sequence[tuple[str, Array]], reading: Reading) -> TrainingCurves:
    """Measure named runs, of which the longest has as many values of the `measure` as there are steps."""
    several = len(runs) > 1
    found = tuple(
        _run(f"{measure} of “{name}”" if several else measure, name, (step[: len(values)], values), reading)
        for name, values in runs
    )
    alike = len(found) == 2 and len(found[0].values) == len(found[1].values)
    every = np.concatenate([values for _, values in runs])
    reached = [*(() if reading.clip is None else (reading.clip,)), *(reading.range or ())]
    return TrainingCurves(
        step=step,
        runs=found,
        number=len(found),
        pair=pair(step[: len(found[0].mean)], found[0].mean, found[1].mean) if alike else None,
        least=float(every.min()),
        largest=float(every.max()),
        axis=axis_limits(np.append(every, reached), Scaling(reading.log), _MARGIN, _NEAR),
        shown=table_rows([run.values for run in found], _MOST_ROWS, _MOST_ROWS),
    )


def _run(title: str, name: str, points: tuple[Array, Array], reading: Reading) -> RunCurve:
    step, values = points
    mean = running_mean(values, reading.smoothing)
    return RunCurve(
        name=name,
        subject=f"The {title}",
        inner=f"the {title}",
        other=f"that of “{name}”",
        values=values,
        mean=mean,
        features=series_features(step, values, log=reading.log),
        clipped=0 if reading.clip is None else int(np.count_nonzero(above(values, reading.clip))),
        zeros=int(np.count_nonzero(mean == 0.0)) if reading.log else 0,
    )
