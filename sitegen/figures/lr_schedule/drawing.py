"""The learning rate of every step as a chart."""

from __future__ import annotations

from functools import partial

from sitegen.figures.lr_schedule.description import notes
from sitegen.figures.lr_schedule.kernel import LearningRates
from sitegen.figures.lr_schedule.spec import LrScheduleParams
from sitegen.kinds.plot import Chart, ChartAxis, Note, Series, chart_panel, step_ticks
from sitegen.kinds.scene import Canvas, Scene, TableCells


def draw(_: LrScheduleParams, data: LearningRates, canvas: Canvas) -> Scene:
    """A line for each schedule; a single one has notes at its peak and where half of it is left."""
    rates = dict(zip(data.step.tolist(), data.schedules[0].rate.tolist(), strict=True))
    first, last = (
        int(data.origin),
        int(data.end) + 1 - int(data.origin),
    )  # counted from 0, the last step is just before it
    chart = Chart(
        x=ChartAxis(low=first, high=last, ticks=partial(step_ticks, first, last), title="step"),
        y=ChartAxis(low=data.axis.low, high=data.axis.high, title="learning rate"),
        series=tuple(
            Series(x=data.step, y=each.rate, name=each.name, slot=slot, cells=TableCells((slot,)))
            for slot, each in enumerate(data.schedules, 1)
        ),
        notes=tuple(Note(x=at, y=rates[at], text=note.text("drawn")) for at, note in notes(data)),
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)
