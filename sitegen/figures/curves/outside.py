"""Curves, lines, zones and notes beyond the ends of the axes, which the drawing cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sitegen.figures.curves.kernel import CurvesData
from sitegen.figures.curves.spec import ResolvedCurves
from sitegen.kinds.words import PlacedMark


def marks_outside(params: ResolvedCurves, data: CurvesData) -> Sequence[PlacedMark]:
    """The curves, lines, zones and notes that are not drawn, each once, if more than one of its places is outside."""
    found = {mark.field.rpartition(".")[0]: mark for mark in _marks(params, data) if mark.is_outside}
    return list(found.values())


def _marks(params: ResolvedCurves, data: CurvesData) -> Iterator[PlacedMark]:
    ends = {"x": (data.x_axis.start, data.x_axis.end), "y": (data.y_axis.start, data.y_axis.end)}
    for at, curve in enumerate(data.curves):
        values = curve.values.y[np.isfinite(curve.values.y)]
        if not values.size or curve.zeros:  # zeros are rings on the baseline
            continue
        x = curve.values.x[np.isfinite(curve.values.y)]
        field, name = f"series.{at}.name", curve.values.name
        yield PlacedMark(field, "curve", name, float(x.min()), float(x.max()), "x", *ends["x"])
        yield PlacedMark(field, "curve", name, float(values.min()), float(values.max()), "y", *ends["y"])
    for at, line in enumerate(params.lines):
        yield PlacedMark(f"lines.{at}.at", "line", line.name, line.at, line.at, line.axis, *ends[line.axis])
    logarithmic = {"x": data.x_axis.log, "y": data.y_axis.log}
    for at, zone in enumerate(params.zones):
        start = zone.start or zone.to / 10 if logarithmic[zone.axis] else zone.start  # 0 is on no logarithmic axis
        yield PlacedMark(f"zones.{at}.from", "area", zone.name, start, zone.to, zone.axis, *ends[zone.axis])
    for at, note in enumerate(params.notes):
        yield PlacedMark(f"notes.{at}.x", "note", note.text, note.x, note.x, "x", *ends["x"])
        yield PlacedMark(f"notes.{at}.y", "note", note.text, note.y, note.y, "y", *ends["y"])
