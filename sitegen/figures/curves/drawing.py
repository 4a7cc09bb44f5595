"""The curves as a chart: one panel with both axes, reference lines, zones and notes."""

from __future__ import annotations

import numpy as np

from sitegen.figures.curves.kernel import CurvesData
from sitegen.figures.curves.spec import ResolvedCurves
from sitegen.figures.curves.tables import Rows, curve_cells
from sitegen.kinds.plot import Chart, Note, Reference, Series, Zone, chart_panel, declared_axis
from sitegen.kinds.scene import Canvas, Scene, TableCells


def draw(params: ResolvedCurves, data: CurvesData, canvas: Canvas) -> Scene:
    """All curves on common axes."""
    whole = all(bool((curve.values.x == np.floor(curve.values.x)).all()) for curve in data.curves)
    chart = Chart(
        x=declared_axis(params.x, data.x_axis, whole=whole),
        y=declared_axis(params.y, data.y_axis),
        series=tuple(_series(params, data, slot, *cells) for slot, cells in enumerate(curve_cells(data), 1)),
        lines=tuple(
            Reference(at=_at(data, line.axis, line.at), name=line.name, on=line.axis)
            for line in params.lines
            if np.isfinite(_at(data, line.axis, line.at))
        ),
        zones=tuple(
            Zone(low=_at(data, zone.axis, zone.start), high=_at(data, zone.axis, zone.to), name=zone.name, on=zone.axis)
            for zone in params.zones
        ),
        notes=tuple(Note(x=_at(data, "x", note.x), y=_at(data, "y", note.y), text=note.text) for note in params.notes),
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)


def _series(params: ResolvedCurves, data: CurvesData, slot: int, cells: TableCells, rows: Rows) -> Series:
    values = data.curves[slot - 1].values
    return Series(
        x=data.x_axis.coordinates(values.x),
        y=data.y_axis.coordinates(values.y),
        name=values.name,
        slot=slot,
        form=params.series[slot - 1].form,
        strong=params.highlight == values.name,
        cells=cells,
        rows=rows.tolist(),
    )


def _at(data: CurvesData, axis: str, value: float) -> float:
    limits = data.x_axis if axis == "x" else data.y_axis
    return float(limits.coordinates(np.array(value)))
