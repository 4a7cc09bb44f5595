"""A chart: its declared parts become the marks of a panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from sitegen.plot.chart_parts import Chart, ChartAxis, Reference
from sitegen.plot.key_rows import MARGIN, SAMPLE, KeyItem, first_line, key_rows, text_rows
from sitegen.plot.places import end_places, line_name_places, note_places, zone_name_places
from sitegen.plot.plot_axes import (
    Axis,
    Side,
    axis_title_y,
    end_names,
    fitted,
    horizontal_axis,
    label_room,
    vertical_axis,
)
from sitegen.plot.plot_labels import LEADER, EndLabel, Room, along, covered, end_labels
from sitegen.plot.plot_series import (
    RADIUS,
    Floats,
    Plane,
    Series,
    marker,
    series_band,
    series_bars,
    series_line,
    series_markers,
    series_points,
    zero_rings,
)
from sitegen.plot.scales import Frame, Scale
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, Line, Mark, Panel, Polylines, Rect, Text

_RIGHT = 12.0
"""Room to the right of a frame without labels of lines."""
_RING_ROOM = 10.0
"""Distance of the lower end of a logarithmic axis from the baseline, where exact zeros are."""
_HEAD_GAP = 4.0
"""Distance of rows of text above a chart from the title of its vertical axis."""
_MOST_LABEL_SHARE = 0.3
"""Share of the width for labels of lines; wider ones are in rows above the frame, each behind a piece of its line."""
_MOST_NOTE_HITS = 16
"""Points of lines, three units apart, that a note may cover: two lines that cross it, but none that runs along it."""


Content = Callable[[Plane], Iterable[Mark]]
"""Draws what a kind draws by itself, once the place of the axes is known."""


def chart_panel(
    chart: Chart, canvas: Canvas, width: float | None = None, label: str = "", content: Content | None = None
) -> Panel:
    """The panel of a `chart`, with the marks that `content` draws once the places of the axes are known.

    Small multiples are several panels with a `width`, a `label` for assistive technology, and the same axes.
    """
    width = width or canvas.width
    named = [series for series in chart.series if series.name]
    room = max((canvas.text_width(series.name, bold=series.strong) for series in named), default=0.0)
    beside = bool(named) and room + LEADER + MARGIN <= _MOST_LABEL_SHARE * width
    head, bottom = _head(chart, canvas, width, [] if beside else named)
    names = max(room if beside else 0.0, *(canvas.text_width(end.name, bold=end.bold) for end in chart.ends), 0.0)
    plane, x, y = _plane(chart, canvas, bottom + 16.0, names, width)
    own = [*content(plane)] if content else []
    drawn = [(series, plane.points(series.x, series.y)) for series in chart.series]
    marks = [*head, *_ground(chart, plane), *vertical_axis(plane.frame, y, canvas, chart.y.side)]
    marks += [*horizontal_axis(x, plane.frame, canvas, width), *_bottom_title(chart.x, plane.frame, canvas, width)]
    marks += [*own, *_series(chart, plane, drawn)]
    ends = [EndLabel(end.role, end.name, plane.y(end.at), end.bold) for end in chart.ends]
    ends += [_end(*each, plane, chart.y.side) for each in drawn if beside and each[0].name]
    side: Side = "right" if chart.y.side == "left" else "left"
    short = [end for end in ends if end.stops_inside(plane.frame, side)]
    if short or chart.notes or any(line.name for line in chart.lines) or any(zone.name for zone in chart.zones):
        lines = np.concatenate([covered(own), *(along(points) for _, points in drawn)])
        free = Room(plane.frame, points=lines)
        marks += _words(chart, plane, canvas, free, marks)
        inside = {id(end): text for end in short if (text := free.place(end_places(end, canvas), most_hits=0))}
        marks += inside.values()
        ends = [end for end in ends if id(end) not in inside]
    marks += end_labels(ends, plane.frame, canvas, side)
    height = axis_title_y(plane.frame, canvas) + (9.0 if chart.x.title or any(chart.x.ends) else -14.0)
    return Panel(width=width, height=height, marks=tuple(marks), label=label, grounds=("zone",) * bool(chart.zones))


def _head(chart: Chart, canvas: Canvas, width: float, named: Sequence[Series]) -> tuple[list[Mark], float]:
    """Rows of text, the title of the vertical axis, and the names of lines that are not beside them; and the last baseline."""
    marks = [*text_rows(chart.head, canvas, width)]
    y = first_line(len(chart.head), canvas) + (_HEAD_GAP if chart.head else 0.0)
    if title := chart.y.title_in(width - 2 * MARGIN, canvas):
        marks.append(canvas.text("muted", title, MARGIN, y))
    if not named:
        return marks, y if title else y - 16.0
    rows, y = key_rows([_key_item(each) for each in named], canvas, width, y + (canvas.line_height if title else 0.0))
    return [*marks, *rows], y


def _plane(chart: Chart, canvas: Canvas, top: float, names: float, width: float) -> tuple[Plane, Axis, Axis]:
    """The plotting area with room for its widest tick label, and for `names` at the other side; and both axes."""
    height = 264.0 if canvas.is_wide else 180.0
    ticks = chart.y.ticks_of(min(6, canvas.most_ticks(height)))
    axis, other = max(MARGIN + label_room(ticks, canvas), 40.0), names + LEADER + MARGIN if names else _RIGHT
    left, right = (axis, other) if chart.y.side == "left" else (other, axis)
    frame = Frame(left, top, width - right, top + height)
    zeros = chart.zeros or any(bool(np.isneginf(series.y).any()) for series in chart.series)
    y = Scale(chart.y.low, chart.y.high, frame.bottom - (_RING_ROOM if zeros else 0.0), frame.top)
    x = Scale(chart.x.low, chart.x.high, frame.left, frame.right)
    return Plane(frame, x, y), fitted(chart.x.ticks_of, x, canvas, width=width), Axis(y, ticks)


def _key_item(series: Series) -> KeyItem:
    """A piece of a line, with its marker, before its name."""

    def sample(x: float, y: float) -> list[Mark]:
        line = f"{series.role}-{'strong' if series.strong else 'line'}"
        piece: list[Mark] = (
            [Polylines(role=line, runs=(((x, y), (x + SAMPLE, y)),))] if series.form in {"line", "step"} else []
        )
        return [*piece, marker(series.slot, ((x + SAMPLE / 2, y),))] if series.marked else piece

    return KeyItem(f"{series.role}-text", series.name, sample, bold=series.strong)


def _ground(chart: Chart, plane: Plane) -> Iterator[Mark]:
    """Zones and reference lines, as far as they are inside the frame."""
    frame = plane.frame
    for zone in chart.zones:
        scale = plane.x if zone.on == "x" else plane.y
        start, end = sorted((scale(zone.low), scale(zone.high)))
        if end > start:
            box = (start, frame.top, end - start, frame.height)
            x, y, width, height = box if zone.on == "x" else (frame.left, start, frame.width, end - start)
            yield Rect(role="zone", x=x, y=y, width=width, height=height)
    for line in chart.lines:
        scale = plane.x if line.on == "x" else plane.y
        if scale.low <= line.at <= scale.high:
            at = scale(line.at)
            ends = (at, frame.top, at, frame.bottom) if line.on == "x" else (frame.left, at, frame.right, at)
            yield Line(role=line.role, x1=ends[0], y1=ends[1], x2=ends[2], y2=ends[3])


def _series(chart: Chart, plane: Plane, drawn: Sequence[tuple[Series, Floats]]) -> Iterator[Mark]:
    column = max(1.0, len(chart.series) / 2)
    bars = [series for series in chart.series if series.form == "bars"]
    for series in chart.series:
        yield from series_band(series, plane, column)
    for number, series in enumerate(bars):
        pitch = plane.frame.width / max(1, round(plane.x.high - plane.x.low))
        yield from series_bars(series, plane, pitch, (number, len(bars)))
    for series, points in sorted(drawn, key=lambda each: each[0].strong):
        yield from series_line(series, plane, points, column)
        yield from series_markers(series, plane, needed=len(chart.series) > 1)
        yield from zero_rings(series, plane)
    for series in chart.series:
        yield from series_points(series, plane)


def _end(series: Series, points: Floats, plane: Plane, side: Side) -> EndLabel:
    """The label of a series at the last of its points inside the frame, or at its first where the axis is at the right."""
    finite = points[np.isfinite(points).all(axis=1)]
    x, y = finite[-1 if side == "left" else 0].tolist() if len(finite) else plane.frame.middle
    return EndLabel(f"{series.role}-text", series.name, y, series.strong, x)


def _bottom_title(axis: ChartAxis, frame: Frame, canvas: Canvas, width: float) -> Iterator[Mark]:
    if any(axis.ends):
        titles = (axis.title, axis.short or canvas.shortened(axis.title, frame.width)) if axis.title else ()
        yield from end_names(frame, axis_title_y(frame, canvas), axis.ends, titles, canvas)
    elif axis.title:
        yield bottom_title(axis, frame, canvas, width)


def bottom_title(axis: ChartAxis, frame: Frame, canvas: Canvas, width: float) -> Text:
    """The title of a horizontal axis below its labels, in a panel of this `width`."""
    title = axis.title_in(width - 2 * MARGIN, canvas)
    text = canvas.text("muted", title, frame.middle[0], axis_title_y(frame, canvas), anchor="middle")
    return canvas.inside(text, width=width)


def _words(chart: Chart, plane: Plane, canvas: Canvas, room: Room, drawn: Sequence[Mark]) -> Iterator[Mark]:
    """Names of lines and zones, and notes, each where there is room; those without any are left out."""
    room.take(drawn)
    for line in chart.lines:
        if text := _line_name(line, plane, canvas, room, drawn):
            yield from room.legible(replace(text, role=line.ink))
    for zone in chart.zones:
        places = zone_name_places(zone.name, (zone.low, zone.high), zone.on, plane, canvas) if zone.name else ()
        if text := room.place(places):
            yield from room.legible(text)
    for note in chart.notes:
        x, y = float(plane.x.places(np.array(note.x))), float(plane.y.places(np.array(note.y)))
        text = room.place(note_places(note.text, (x, y), canvas), _MOST_NOTE_HITS)
        if text:
            yield from room.legible(text)
            yield Circles(role="note", centres=((x, y),), radius=RADIUS + 2)


def _line_name(line: Reference, plane: Plane, canvas: Canvas, room: Room, drawn: Sequence[Mark]) -> Text | None:
    """The name of a line inside the frame: what fits between stems, which it gives way to, or where it covers least of other marks."""
    scale = plane.x if line.on == "x" else plane.y
    if not line.name or not scale.low <= line.at <= scale.high:
        return None
    if not any(isinstance(mark, Circles) and mark.base is not None for mark in drawn):
        return room.place(line_name_places(line.name, line.at, line.on, plane, canvas))
    for name in filter(None, (line.name, line.short)):
        if text := room.place(line_name_places(name, line.at, line.on, plane, canvas), most_hits=0):
            return text
    x, y = plane.frame.left - canvas.label_gap, scale(line.at) + canvas.drop
    return room.beside(canvas.text("muted", line.value, x, y, anchor="end")) if line.value else None
