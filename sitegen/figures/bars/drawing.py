"""The bars as rows on one axis, each with its name and its value."""

from __future__ import annotations

import math

import numpy as np

from sitegen.figures.bars.kernel import BarsData
from sitegen.figures.bars.spec import ResolvedBars
from sitegen.figures.bars.wording import value_writer
from sitegen.kinds.plot import Reference, Row, RowChart, bar_panel, declared_axis
from sitegen.kinds.scene import Canvas, Scene, TableCells
from sitegen.kinds.words import text_of, value_cell


def draw(params: ResolvedBars, data: BarsData, canvas: Canvas) -> Scene:
    """One row for each bar."""
    write, limits = value_writer(params, data), data.axis
    ends = _ends(data) if not params.lines and (limits.log or limits.low == 0) else [None] * len(data.names)
    rows = tuple(
        Row(name=name, end=text_of(value_cell(value, write), "drawn"), end_at=end, strong=name == params.highlight)
        for name, value, end in zip(data.names, data.values.tolist(), ends, strict=True)
    )
    places = [float(limits.coordinates(np.array(line.at))) for line in params.lines]
    lines = (Reference(at=at, name=line.name, on="x") for at, line in zip(places, params.lines, strict=True))
    axis = declared_axis(params.y, limits)
    chart = RowChart(rows=rows, axis=axis, lines=tuple(lines), cells=(TableCells((1,)),))
    base = 0.0 if limits.linear else -math.inf
    panel = bar_panel(chart, limits.coordinates(data.values), canvas, log=bool(params.y.log), base=base)
    return Scene(panels=(panel,), text_size=canvas.text_size)


def _ends(data: BarsData) -> list[float]:
    """Where bars and dots end in axis coordinates: the left end of the axis if there is no value."""
    low = data.axis.low
    return [at if math.isfinite(at) else low for at in data.axis.coordinates(data.values).tolist()]
