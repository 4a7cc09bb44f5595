"""Curves, lines, zones and notes beyond the ends of the axes, which the drawing cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sitegen.figures.curves.kernel import Array, CurvesData
from sitegen.figures.curves.spec import ResolvedCurves
from sitegen.kinds.plot import Form, Frame, Plane, Scale
from sitegen.kinds.words import PlacedMark, Sentence, sentence


class ApartCurve(NamedTuple):
    """A curve that is not drawn because of both axes together: what one of them would show is beyond an end of the other."""

    field: str
    name: str
    extents: Sequence[PlacedMark]
    """Where it is on each axis."""

    @property
    def advice(self) -> tuple[str, str]:
        """Message and hint for the author."""
        wider = ((each.axis, min(each.low, each.start), max(each.high, each.end), each) for each in self.extents)
        ranges = [
            f"{axis}: {{range: [{_written(low)}, {_written(high)}]}}"
            for axis, low, high, each in wider
            if (low, high) != (each.low, each.high)
        ]
        message = f"the curve “{self.name}” is not drawn: no part of it is within the ends of both axes"
        return message, f"to show it, write {' and '.join(ranges)}"

    def sentence(self) -> Sentence:
        """That it is outside."""
        template = "The curve “{name}” is not drawn: no part of it is within the ends of both axes."
        return sentence(template, 1, name=self.name)


def marks_outside(params: ResolvedCurves, data: CurvesData) -> list[PlacedMark | ApartCurve]:
    """The curves, lines, zones and notes that are not drawn; one that is beyond the ends of both axes is listed for each of them."""
    return [*_curves(params, data), *(mark for mark in _marks(params, data) if mark.is_outside)]


def _curves(params: ResolvedCurves, data: CurvesData) -> Iterator[PlacedMark | ApartCurve]:
    across, up = data.x_axis, data.y_axis
    plane = Plane(Frame(0.0, 0.0, 1.0, 1.0), Scale(across.low, across.high, 0.0, 1.0), Scale(up.low, up.high, 1.0, 0.0))
    for at, (given, curve) in enumerate(zip(params.series, data.curves, strict=True)):
        values = curve.values
        x, y = across.coordinates(values.x), up.coordinates(values.y)
        finite, rings = np.isfinite(y), np.isneginf(y)  # zeros are rings on the baseline
        placed = finite | rings
        if not placed.any() or _is_drawn(x, y, given.form, plane):
            continue
        field, name = f"series.{at}.name", values.name
        extents = [PlacedMark(field, "curve", name, *_extent(values.x[placed]), "x", across.start, across.end)]
        if finite.any():
            extents.append(PlacedMark(field, "curve", name, *_extent(values.y[finite]), "y", up.start, up.end))
        outside = [each for each in extents if each.is_outside and (each.axis == "x" or not rings.any())]
        yield from outside
        if not outside:
            yield ApartCurve(field, name, extents)


def _extent(values: Array) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _is_drawn(x: Array, y: Array, form: Form, plane: Plane) -> bool:
    """Whether a point of a curve in axis coordinates, or a part of its line, is inside the frame."""
    is_level = ((y >= plane.y.low) & (y <= plane.y.high)) | np.isneginf(y)
    if (is_level & (x >= plane.x.low) & (x <= plane.x.high)).any():
        return True
    if form == "step":
        x, y = np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    return form != "points" and bool(np.isfinite(plane.points(x, y)).all(axis=1).any())


def _marks(params: ResolvedCurves, data: CurvesData) -> Iterator[PlacedMark]:
    """Lines, zones and notes."""
    axes = {"x": data.x_axis, "y": data.y_axis}
    ends = {name: (axis.start, axis.end) for name, axis in axes.items()}
    for at, line in enumerate(params.lines):
        yield PlacedMark(f"lines.{at}.at", "line", line.name, line.at, line.at, line.axis, *ends[line.axis])
    for at, zone in enumerate(params.zones):
        start = zone.start or zone.to / 10 if axes[zone.axis].log else zone.start  # 0 is on no logarithmic axis
        yield PlacedMark(f"zones.{at}.from", "area", zone.name, start, zone.to, zone.axis, *ends[zone.axis])
    for at, note in enumerate(params.notes):
        yield PlacedMark(f"notes.{at}.x", "note", note.text, note.x, note.x, "x", *ends["x"])
        yield PlacedMark(f"notes.{at}.y", "note", note.text, note.y, note.y, "y", *ends["y"])


def _written(end: float) -> str:
    return repr(end).removesuffix(".0")
