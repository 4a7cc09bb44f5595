"""The histograms as rows, each with its name and the share beyond the threshold."""

from __future__ import annotations

from functools import partial

from sitegen.figures.histogram.kernel import HistogramData, RowResult
from sitegen.figures.histogram.spec import ResolvedHistogram
from sitegen.kinds.numerics import bin_heights
from sitegen.kinds.plot import (
    ChartAxis,
    Reference,
    Row,
    RowChart,
    axis_title,
    histogram_panel,
    symmetric_ticks,
    value_ticks,
)
from sitegen.kinds.scene import Canvas, Scene, TableCells
from sitegen.kinds.words import share_percent


def draw(params: ResolvedHistogram, data: HistogramData, canvas: Canvas) -> Scene:
    """One row for each histogram, all on the same scales."""
    axis = data.axis
    low, high = float(axis.places[0]), float(axis.places[-1])
    near = (axis.exponent, axis.half)
    ticks = partial(symmetric_ticks, low, high, *near) if axis.log else partial(value_ticks, low, high)
    title = axis_title(params.x, "log scale" if params.log else "")
    side = params.threshold.side if params.threshold else ""
    rows = tuple(Row(name=row.name, end=_share(row)) for row in data.rows)
    lines = (*params.threshold_lines, *((line.at, line.name) for line in params.lines))
    chart = RowChart(
        rows=rows,
        axis=ChartAxis(low=low, high=high, ticks=ticks, title=title),
        lines=tuple(Reference(at=axis.coordinate(at), name=name, on="x") for at, name in lines),
        end_title="beyond" if side == "both" else side,
        cells=tuple(TableCells((1, number), table=1) for number in range(2, len(data.rows) + 2)),
    )
    heights = [bin_heights(row.counts, axis.places) for row in data.rows]
    return Scene(panels=(histogram_panel(chart, axis.places, heights, canvas),), text_size=canvas.text_size)


def _share(row: RowResult) -> str:
    """The share beyond the threshold at the end of a row; empty without one."""
    return "" if row.percent is None else f"{share_percent(row.percent).visible()} %"
