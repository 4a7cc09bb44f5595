"""The runs as lines, with a wash between each running mean and the values themselves."""

from __future__ import annotations

from functools import partial

import numpy as np

from sitegen.figures.training_curves.kernel import Array, RunCurve, TrainingCurves
from sitegen.figures.training_curves.spec import ResolvedTrainingCurves
from sitegen.kinds.plot import Chart, ChartAxis, Reference, Series, chart_panel, decade_ticks, value_ticks
from sitegen.kinds.scene import Canvas, Scene, TableCells


def draw(params: ResolvedTrainingCurves, data: TrainingCurves, canvas: Canvas) -> Scene:
    """One line for each run, and the clipping line."""
    first, last = float(data.step[0]), max(float(data.step[-1]), float(data.step[0]) + 1.0)
    log = params.log_scale
    ticks = partial(decade_ticks, int(data.low), int(data.high)) if log else partial(value_ticks, data.low, data.high)
    title = f"{params.measure}, log scale" if log else params.measure
    clip = () if params.clip is None else (Reference(at=float(_at(np.array(params.clip), log=log)), name="clipping"),)
    chart = Chart(
        x=ChartAxis(low=first, high=last, ticks=partial(value_ticks, first, last), title="step"),
        y=ChartAxis(low=data.low, high=data.high, ticks=ticks, title=title),
        series=tuple(_series(params, data, run, slot) for slot, run in enumerate(data.runs, 1)),
        lines=clip,
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)


def _series(params: ResolvedTrainingCurves, data: TrainingCurves, run: RunCurve, slot: int) -> Series:
    mean, values = (_at(each, log=params.log_scale) for each in (run.mean, run.values))
    return Series(
        x=data.step[: len(mean)],
        y=mean,
        name=run.name if data.number > 1 else "",
        slot=slot,
        band=(np.minimum(mean, values), np.maximum(mean, values)) if params.smoothing else None,
        cells=TableCells((2 * slot if params.smoothing else 2 * slot - 1,)),
        rows=data.shown.tolist(),
    )


def _at(values: Array, *, log: bool) -> Array:
    """Axis coordinates; an exact zero of a logarithmic axis is −inf."""
    with np.errstate(divide="ignore"):
        return np.log10(values) if log else values
