"""Gradient norm through time: two lines from the loss at the right back to the start, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from sitegen.figures.bptt_norm.experiment.results import BpttNorms
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.words.wording import change_sentences
from sitegen.plot.plot_axes import Axis, axis_title_y, end_names, fitted, horizontal_axis, vertical_axis
from sitegen.plot.plot_labels import LEADER, EndLabel, end_labels
from sitegen.plot.plot_series import Floats, Plane, Points, as_points
from sitegen.plot.scales import Frame, Scale
from sitegen.plot.ticks import Ticks, decade_ticks, layer_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, Group, Line, Mark, Motion, Panel, Polyline, Rect, Scene

_PIECES = 10
"""Between two markers; they appear one after another."""
_BEAT_MS = 240.0
_FADE_MS = 320.0
_MOST_POINTS = 400
"""Of a line: more than one point per unit cannot be seen."""
_RADIUS = 3.25
_MARGIN = 4.0
_LINE = 21.0
"""From one line of text to the next."""
_TICK_GAP = 10.0
"""Between the lines and the tick labels at their right: clear of a marker."""
_STYLES = {"RNN": "first", "GRU": "second"}
"""Beginning of the roles of each network."""


def draw(params: BpttNormParams, data: BpttNorms, canvas: Canvas) -> Scene:  # noqa: ARG001 - the contract of kinds
    """Head, axes, bands, theory, floors, the two lines, and labels where the lines end."""
    ticks = decade_ticks(data.axis_low, data.axis_high)
    room = canvas.width - 2 * _MARGIN
    head = [(role, line) for role, said in _head(data) for line in canvas.wrapped(said, room)]
    title_y = 24.0 + len(head) * _LINE
    plane = _plane(data, ticks, title_y + 16, canvas)
    frame = plane.frame
    marks: tuple[Mark, ...] = (
        *(canvas.text(role, line, _MARGIN, 18.0 + _LINE * row) for row, (role, line) in enumerate(head)),
        canvas.text("muted", "gradient norm, log scale", _MARGIN, title_y),
        *vertical_axis(frame, Axis(plane.y, ticks), canvas, "right", _TICK_GAP),
        *_time_axis(data.steps, plane, canvas),
        *_bands(data, plane),
        *_straight_lines(data, plane),
        *_pieces(data, plane),
        *end_labels([_label(plane, *end) for end in _ends(data)], frame, canvas, "left"),
    )
    return Scene(panels=(Panel(width=canvas.width, height=frame.bottom + 55, marks=marks),), text_size=canvas.text_size)


def _head(data: BpttNorms) -> Iterator[tuple[str, str]]:
    rnn, gru = change_sentences(data, short=True)
    yield "first-text", f"{rnn.text()};"
    yield "second-text", gru.text()
    if data.rnn.band:
        yield "muted", "lines: medians · bands: 5–95 % of seeds"


def _plane(data: BpttNorms, ticks: Ticks, top: float, canvas: Canvas) -> Plane:
    """The way back begins at the right, where the tick labels are; the names of the lines are at the left."""
    left = _MARGIN + max(canvas.text_width(name, bold=True) for _, name, _ in _ends(data)) + LEADER
    right = canvas.width - _MARGIN - _TICK_GAP - max(canvas.text_width(label) for _, label in ticks)
    frame = Frame(left, top, right, top + (260.0 if canvas.is_wide else 186.0))
    y = Scale(data.axis_low, data.axis_high, frame.bottom, frame.top)
    return Plane(frame, Scale(0, data.steps, frame.left, frame.right), y)


def _time_axis(steps: int, plane: Plane, canvas: Canvas) -> Iterator[Mark]:
    most = (10, 5, 4, 3, 2, 1) if canvas.is_wide else (5, 4, 3, 2, 1)
    axis = fitted(partial(layer_ticks, steps + 1), plane.x, canvas, most)
    yield from horizontal_axis(axis, plane.frame, canvas, lines=True)
    y, titles = axis_title_y(plane.frame, canvas, lines=True), ("time step t", "step t", "t")
    yield from end_names(plane.frame, y, ("start", "loss"), titles, canvas)


def _bands(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """Both areas first, then their edges: where one band covers the other, its edge still shows."""
    drawn = _drawn_steps(0, data.steps, data.steps)
    limits = [
        (style, _points(plane, drawn, network.band.high), _points(plane, drawn, network.band.low))
        for style, network in (("first", data.rnn), ("second", data.gru))
        if network.band
    ]
    for style, upper, lower in limits:
        yield Polyline(role=f"{style}-band", points=(*upper, *lower[::-1]), closed=True)
    for style, *edges in limits:
        for edge in edges:
            yield Polyline(role=f"{style}-edge", points=edge)


def _straight_lines(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """The theory, and the smallest numbers of the formats that a curve comes near."""
    levels = [("floor", floor.log10, floor.log10) for floor in data.floors if floor.near]
    if np.isfinite(data.recurrence.log10_start):
        levels.append(("theory", data.recurrence.log10_start, float(data.rnn.log10_norm[-1])))
    for role, start, end in levels:
        yield Line(role=role, x1=plane.frame.left, y1=plane.y(start), x2=plane.frame.right, y2=plane.y(end))


def _pieces(data: BpttNorms, plane: Plane) -> Iterator[Mark]:
    """Both lines from marker to marker: they appear from the loss back to the start."""
    markers = marker_steps(data.steps)
    count = len(markers) - 1
    for piece, (first, last) in enumerate(pairwise(markers)):
        delay = _BEAT_MS * (count - 1 - piece)
        motion = Motion(channel="opacity", times=(0.0, _FADE_MS), values=(0.0, 1.0), delay=delay, easing="linear")
        ends = [first, last] if piece == count - 1 else [first]
        children: list[Mark] = []
        for style, network in (("first", data.rnn), ("second", data.gru)):
            points = _points(plane, _drawn_steps(first, last, data.steps), network.log10_norm)
            children += [Polyline(role=f"{style}-line", points=points)] if len(points) > 1 else []
            children += _markers(style, _points(plane, ends, network.log10_norm))
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


def _markers(style: str, points: Points) -> Iterator[Mark]:
    """Circles for the RNN, squares for the GRU."""
    side = 2 * _RADIUS - 0.5
    if style == "first" and points:
        yield Circles(role="first-dot", centres=points, radius=_RADIUS)
    elif style == "second":
        yield from (Rect(role="second-dot", x=x - side / 2, y=y - side / 2, width=side, height=side) for x, y in points)


def _ends(data: BpttNorms) -> Iterator[tuple[str, str, float]]:
    """Role, name and level of the left ends of all lines."""
    for (name, style), network in zip(_STYLES.items(), (data.rnn, data.gru), strict=True):
        level = float(network.log10_norm[network.first])
        yield f"{style}-text", name, level if np.isfinite(level) else data.axis_low
    if np.isfinite(data.recurrence.log10_start):
        yield "muted", "theory", data.recurrence.log10_start
    yield from (("muted", floor.name, floor.log10) for floor in data.floors if floor.near)


def _label(plane: Plane, role: str, name: str, level: float) -> EndLabel:
    return EndLabel(role, name, plane.y(level), bold=name in _STYLES)
