"""Gradient norm through time: two lines from the loss at the right back to the start, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.tables import shown_rows
from sitegen.figures.bptt_norm.wording import change_sentences
from sitegen.plot.chart import chart_panel
from sitegen.plot.chart_parts import Chart, ChartAxis, NamedEnd, Reference
from sitegen.plot.declared_axis import decade_axis
from sitegen.plot.key_rows import MARGIN, SAMPLE, KeyItem
from sitegen.plot.plot_series import Floats, Plane, Points, as_points, marker, value_places
from sitegen.plot.ticks import layer_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Group, Line, Mark, Motion, Polyline, Scene, TableCells

_PIECES = 10
"""Pieces of the lines between the markers, which appear one after another."""
_BEAT_MS = 240.0
_FADE_MS = 320.0
_MOST_POINTS = 400
"""Most points of a line: more than one for each user unit cannot be seen."""


def draw(params: BpttNormParams, data: BpttNorms, canvas: Canvas) -> Scene:  # noqa: ARG001 - the contract of kinds
    """What arrives at the start, the lines with their bands, theory and floors, and their names."""
    wide = canvas.is_wide
    chart = Chart(
        head=tuple(_rows(_head(data, canvas), canvas)),
        x=ChartAxis(
            low=0.0,
            high=data.steps,
            ticks=partial(layer_ticks, data.steps + 1),
            title="time step t",
            short="t",
            ends=("start", "loss"),
        ),
        y=decade_axis(data.axis_low, data.axis_high, "gradient norm", side="right"),
        lines=tuple(
            Reference(at=floor.log10, role="floor", name="" if wide else floor.name)
            for floor in data.floors
            if floor.near
        ),
        ends=tuple(_ends(data)) if wide else (),
    )
    return Scene(panels=(chart_panel(chart, canvas, content=partial(_lines, data)),), text_size=canvas.text_size)


def _head(data: BpttNorms, canvas: Canvas) -> Iterator[KeyItem]:
    """What arrives, and on a narrow canvas, which has no room beside the frame, samples of the lines."""
    said = change_sentences(data, short=True)
    for number, ((_, style, _network), each) in enumerate(zip(_networks(data), said, strict=True), 1):
        sample = None if canvas.is_wide else partial(_sample, style, number)
        text = each.text("drawn")
        item = KeyItem(f"{style}-text", text, sample, bold=canvas.is_wide)
        first, *others = canvas.wrapped(text, canvas.width - 2 * MARGIN - item.indent)
        yield replace(item, name=first)
        yield from (KeyItem(f"{style}-text", line, bold=canvas.is_wide) for line in others)
    if not canvas.is_wide and np.isfinite(data.recurrence.log10_start):
        yield KeyItem("muted", "theory", lambda x, y: [Line(role="theory", x1=x, y1=y, x2=x + SAMPLE, y2=y)])
    if data.rnn.band:
        lines = canvas.wrapped("lines: medians · bands: 5–95 % of seeds", canvas.width - 2 * MARGIN)
        yield from (KeyItem("muted", line) for line in lines)


def _sample(style: str, number: int, x: float, y: float) -> list[Mark]:
    line = Line(role=f"{style}-line", x1=x, y1=y, x2=x + SAMPLE, y2=y)
    return [line, marker(number, ((x + SAMPLE / 2, y),), role=f"{style}-dot")]


def _rows(items: Iterable[KeyItem], canvas: Canvas) -> Iterator[tuple[KeyItem, ...]]:
    """The items in as few rows as have room for them."""
    row: list[KeyItem] = []
    end = 0.0
    for item in items:
        width = item.indent + canvas.text_width(item.name, bold=item.bold) + canvas.text_size
        if row and end + width > canvas.width - 2 * MARGIN:
            yield tuple(row)
            row, end = [], 0.0
        row.append(item)
        end += width
    yield tuple(row)


def _networks(data: BpttNorms) -> tuple[tuple[str, str, Network], ...]:
    """Name, beginning of the roles, and numbers of each network."""
    return ("RNN", "first", data.rnn), ("GRU", "second", data.gru)


def _ends(data: BpttNorms) -> Iterator[NamedEnd]:
    """Names of the left ends of all lines."""
    for name, style, network in _networks(data):
        level = float(network.log10_norm[network.first])
        at = level if np.isfinite(level) else data.axis_low
        yield NamedEnd(role=f"{style}-text", name=name, at=at, bold=True)
    if np.isfinite(data.recurrence.log10_start):
        yield NamedEnd(role="muted", name="theory", at=data.recurrence.log10_start)
    yield from (NamedEnd(role="muted", name=floor.name, at=floor.log10) for floor in data.floors if floor.near)


def _lines(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """Bands, the theory, and the lines."""
    yield from _bands(data, plane)
    if np.isfinite(data.recurrence.log10_start):
        start, end = plane.y(data.recurrence.log10_start), plane.y(float(data.rnn.log10_norm[-1]))
        yield Line(role="theory", x1=plane.frame.left, y1=start, x2=plane.frame.right, y2=end)
    drawn = _drawn_steps(data.steps)
    for _, style, network in _networks(data):
        if len(points := _points(plane, drawn, network.log10_norm)) > 1:
            yield Polyline(role=f"{style}-line", points=points)
    yield from _markers(data, plane)
    rows = np.array(shown_rows(data))
    for column, (_, _, network) in zip((2, 4), _networks(data), strict=True):
        places = value_places(rows.astype(float), network.log10_norm[rows], plane)
        yield DataPoints(cells=TableCells((column,)), places=places)


def _bands(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """Both areas first, then their edges: where one band covers the other, its edge still shows."""
    drawn = _drawn_steps(data.steps)
    limits = [
        (style, [_points(plane, drawn, edge) for edge in (network.band.high, network.band.low)])
        for _, style, network in _networks(data)
        if network.band
    ]
    for style, (upper, lower) in limits:
        yield Polyline(role=f"{style}-band", points=(*upper, *lower[::-1]), closed=True)
    yield from (Polyline(role=f"{style}-edge", points=edge) for style, edges in limits for edge in edges)


def _markers(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """The markers of both lines: they appear from the loss back to the start."""
    steps = marker_steps(data.steps)
    for number, step in enumerate(steps):
        delay = _BEAT_MS * (len(steps) - 1 - number)
        motion = Motion(channel="opacity", times=(0.0, _FADE_MS), values=(0.0, 1.0), delay=delay, easing="linear")
        children: list[Mark] = []
        for slot, (_, style, network) in enumerate(_networks(data), 1):
            centres = _points(plane, [step], network.log10_norm)
            children += [marker(slot, centres, role=f"{style}-dot")] if centres else []
        yield Group(key=f"markers-{number}", children=tuple(children), motion=motion)


def marker_steps(steps: int) -> list[int]:
    """Steps that carry a marker: both ends, and eleven at most."""
    return sorted({round(piece * steps / _PIECES) for piece in range(_PIECES + 1)})


def _drawn_steps(steps: int) -> list[int]:
    """Steps that a line goes through: all of them, unless they are too many to be seen."""
    return [*range(0, steps, -(-steps // _MOST_POINTS)), steps]


def _points(plane: Plane, drawn: list[int], log10_norm: Floats) -> Points:
    """Points of the steps whose norm is not exactly zero."""
    return as_points(plane.points(np.array(drawn, dtype=float), log10_norm[drawn]))
