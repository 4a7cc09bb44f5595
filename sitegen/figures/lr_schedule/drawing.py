"""The learning rate of every step as a chart."""

from __future__ import annotations

from sitegen.figures.lr_schedule.description import half_note, peak_note
from sitegen.figures.lr_schedule.kernel import LearningRates
from sitegen.figures.lr_schedule.spec import LrScheduleParams
from sitegen.kinds.plot import Chart, ChartAxis, Note, Series, chart_panel
from sitegen.kinds.scene import Canvas, Scene, TableCells


def draw(_: LrScheduleParams, data: LearningRates, canvas: Canvas) -> Scene:
    """A line for each schedule; a single one has notes at its peak and where half of it is left."""
    notes: tuple[Note, ...] = ()
    if data.number == 1 and (only := data.schedules[0]).half_from is not None:
        half = float(only.rate[data.step.tolist().index(only.half_from)])
        notes = (
            Note(x=float(only.peak_from), y=only.peak, text=peak_note(only).text("drawn")),
            Note(x=float(only.half_from), y=half, text=half_note(only).text("drawn")),
        )
    chart = Chart(
        x=ChartAxis(low=data.origin, high=data.end, title="step"),
        y=ChartAxis(low=data.axis.low, high=data.axis.high, title="learning rate"),
        series=tuple(
            Series(x=data.step, y=each.rate, name=each.name, slot=slot, cells=TableCells((slot,)))
            for slot, each in enumerate(data.schedules, 1)
        ),
        notes=notes,
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)
