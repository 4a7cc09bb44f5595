"""The bars as rows on one axis, each with its name and its value."""

from __future__ import annotations

from functools import partial

import numpy as np

from sitegen.figures.bars.kernel import BarsData
from sitegen.figures.bars.spec import ResolvedBars
from sitegen.figures.bars.wording import axis_title
from sitegen.kinds.plot import ChartAxis, Reference, Row, RowChart, bar_panel, decade_ticks_between, value_ticks
from sitegen.kinds.scene import Canvas, Scene
from sitegen.kinds.words import category_writer, text_of, value_cell


def draw(params: ResolvedBars, data: BarsData, canvas: Canvas) -> Scene:
    """One row for each bar."""
    write, limits = category_writer(data.features), data.axis
    rows = tuple(
        Row(name=name, end=text_of(value_cell(value, write), "drawn"), strong=name == params.highlight)
        for name, value in zip(data.names, data.values.tolist(), strict=True)
    )
    ticks = partial(decade_ticks_between if limits.log else value_ticks, limits.low, limits.high)
    axis = ChartAxis(low=limits.low, high=limits.high, ticks=ticks, title=axis_title(params.y))
    places = [float(limits.coordinates(np.array(line.at))) for line in params.lines]
    lines = (Reference(at=at, name=line.name, on="x") for at, line in zip(places, params.lines, strict=True))
    chart = RowChart(rows=rows, axis=axis, lines=tuple(lines))
    panel = bar_panel(chart, limits.coordinates(data.values), canvas, log=limits.log)
    return Scene(panels=(panel,), text_size=canvas.text_size)
