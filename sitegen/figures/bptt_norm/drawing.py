"""Gradient norm through time: two lines from the loss at the right back to the start, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.tables import shown_rows
from sitegen.figures.bptt_norm.wording import change_sentences
from sitegen.plot.chart import Chart, ChartAxis, NamedEnd, Reference, chart_panel
from sitegen.plot.declared_axis import decade_axis
from sitegen.plot.key_rows import MARGIN, KeyItem
from sitegen.plot.plot_series import Floats, Plane, Points, as_points, marker, value_places
from sitegen.plot.ticks import layer_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Group, Line, Mark, Motion, Polyline, Scene, TableCells

_PIECES = 10
"""Pieces of a line between two markers; they appear one after another."""
_BEAT_MS = 240.0
_FADE_MS = 320.0
_MOST_POINTS = 400
"""Most points of a line: more than one for each user unit cannot be seen."""


def draw(params: BpttNormParams, data: BpttNorms, canvas: Canvas) -> Scene:  # noqa: ARG001 - the contract of kinds
    """What both lines say, the lines with their bands, theory and floors, and names where they end."""
    room = canvas.width - 2 * MARGIN
    chart = Chart(
        head=tuple((KeyItem(role, line),) for role, said in _head(data) for line in canvas.wrapped(said, room)),
        x=ChartAxis(
            low=0.0,
            high=data.steps,
            ticks=partial(layer_ticks, data.steps + 1),
            title="time step t",
            short="t",
            ends=("start", "loss"),
        ),
        y=decade_axis(data.axis_low, data.axis_high, "gradient norm", side="right"),
        lines=tuple(Reference(at=floor.log10, role="floor") for floor in data.floors if floor.near),
        ends=tuple(_ends(data)),
    )
    return Scene(panels=(chart_panel(chart, canvas, content=partial(_lines, data)),), text_size=canvas.text_size)


def _head(data: BpttNorms) -> Iterator[tuple[str, str]]:
    rnn, gru = change_sentences(data, short=True)
    yield "first-text", f"{rnn.text('drawn')};"
    yield "second-text", gru.text("drawn")
    if data.rnn.band:
        yield "muted", "lines: medians · bands: 5–95 % of seeds"


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
    yield from _pieces(data, plane)
    rows = np.array(shown_rows(data))
    for column, (_, _, network) in zip((2, 4), _networks(data), strict=True):
        places = value_places(rows.astype(float), network.log10_norm[rows], plane)
        yield DataPoints(cells=TableCells((column,)), places=places)


def _bands(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """Both areas first, then their edges: where one band covers the other, its edge still shows."""
    drawn = _drawn_steps(0, data.steps, data.steps)
    limits = [
        (style, [_points(plane, drawn, edge) for edge in (network.band.high, network.band.low)])
        for _, style, network in _networks(data)
        if network.band
    ]
    for style, (upper, lower) in limits:
        yield Polyline(role=f"{style}-band", points=(*upper, *lower[::-1]), closed=True)
    yield from (Polyline(role=f"{style}-edge", points=edge) for style, edges in limits for edge in edges)


def _pieces(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """Both lines from marker to marker: they appear from the loss back to the start."""
    markers = marker_steps(data.steps)
    count = len(markers) - 1
    for piece, (first, last) in enumerate(pairwise(markers)):
        delay = _BEAT_MS * (count - 1 - piece)
        motion = Motion(channel="opacity", times=(0.0, _FADE_MS), values=(0.0, 1.0), delay=delay, easing="linear")
        ends = [first, last] if piece == count - 1 else [first]
        children: list[Mark] = []
        for number, (_, style, network) in enumerate(_networks(data), 1):
            points = _points(plane, _drawn_steps(first, last, data.steps), network.log10_norm)
            children += [Polyline(role=f"{style}-line", points=points)] if len(points) > 1 else []
            centres = _points(plane, ends, network.log10_norm)
            children += [marker(number, centres, role=f"{style}-dot")] if centres else []
        yield Group(key=f"piece-{piece}", children=tuple(children), motion=motion)


def marker_steps(steps: int) -> list[int]:
    """Steps that carry a marker: both ends, and eleven at most."""
    return sorted({round(piece * steps / _PIECES) for piece in range(_PIECES + 1)})


def _drawn_steps(first: int, last: int, steps: int) -> list[int]:
    """Steps from `first` to `last` that a line goes through: all of them, unless they are too many to be seen."""
    return [*range(first, last, -(-steps // _MOST_POINTS)), last]


def _points(plane: Plane, drawn: list[int], log10_norm: Floats) -> Points:
    """Points of the steps whose norm is not exactly zero."""
    return as_points(plane.points(np.array(drawn, dtype=float), log10_norm[drawn]))
