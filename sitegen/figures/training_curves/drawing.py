"""The runs as lines, with a wash between each running mean and the values themselves."""

from __future__ import annotations

from functools import partial

import numpy as np

from sitegen.figures.training_curves.kernel import RunCurve, TrainingCurves
from sitegen.figures.training_curves.spec import ResolvedTrainingCurves
from sitegen.kinds.params import Meaning
from sitegen.kinds.plot import Chart, ChartAxis, Reference, Series, chart_panel, declared_axis, step_ticks
from sitegen.kinds.scene import Canvas, Scene, TableCells


def draw(params: ResolvedTrainingCurves, data: TrainingCurves, canvas: Canvas) -> Scene:
    """One line for each run, and the clipping line."""
    first, last = float(data.step[0]), max(float(data.step[-1]), float(data.step[0]) + 1.0)
    ticks = partial(step_ticks, int(first), int(last)) if bool(np.all(data.step % 1 == 0)) else None
    clip = [] if params.clip is None else [float(data.axis.coordinates(np.array(params.clip)))]
    chart = Chart(
        x=ChartAxis(low=first, high=last, ticks=ticks, title="step"),
        y=declared_axis(Meaning(means=params.measure), data.axis),
        series=tuple(_series(params, data, run, slot) for slot, run in enumerate(data.runs, 1)),
        lines=tuple(Reference(at=at, name="clipping") for at in clip),
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)


def _series(params: ResolvedTrainingCurves, data: TrainingCurves, run: RunCurve, slot: int) -> Series:
    mean, values = data.axis.coordinates(run.mean), data.axis.coordinates(run.values)
    return Series(
        x=data.step[: len(mean)],
        y=mean,
        name=run.name if data.number > 1 else "",
        slot=slot,
        band=(np.minimum(mean, values), np.maximum(mean, values)) if params.smoothing else None,
        cells=TableCells((2 * slot if params.smoothing else 2 * slot - 1,)),
        rows=data.shown.tolist(),
    )
