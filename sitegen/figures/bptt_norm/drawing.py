"""Gradient norm through time: two lines from the loss at the right back to the start, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network
from sitegen.figures.bptt_norm.layout import (
    HEAD_Y,
    LEADER,
    LINE,
    MARGIN,
    TICK_GAP,
    Layout,
    chart_layout,
    spread,
)
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.words.wording import change_sentences
from sitegen.figures.shared_sentences import power_of_ten
from sitegen.scene.canvas import Canvas
from sitegen.scene.chart_axes import bottom_axis, index_ticks, round_ticks
from sitegen.scene.shapes import (
    Circles,
    Group,
    Line,
    Mark,
    Motion,
    Panel,
    Polyline,
    Rect,
    Scene,
)

_PIECES = 10
"""Between two markers; they appear one after another."""
_BEAT_MS = 240.0
_FADE_MS = 320.0
_MOST_POINTS = 400
"""Of a line: more than one point per unit cannot be seen."""
_RADIUS = 3.25


@dataclass(frozen=True, slots=True)
class _Style:
    """Style of one network in the drawing."""

    name: str
    place: str

    def role(self, part: str) -> str:
        """Role of a ``line``, ``dot``, ``band``, ``edge`` or ``text`` of the network."""
        return f"{self.place}-{part}"


_RNN = _Style("RNN", "first")
_GRU = _Style("GRU", "second")


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at the left, and the level that it names [decades]."""

    role: str
    text: str
    level: float


def draw(params: BpttNormParams, data: BpttNorms, canvas: Canvas) -> Scene:  # noqa: ARG001 - the contract of kinds
    """Head, axes, bands, theory, floors, the two lines, and labels where the lines end."""
    exponents = round_ticks(data.axis_low, data.axis_high, 6)
    labels = [power_of_ten(exponent).visible() for exponent in exponents]
    head = [(role, line) for role, said in _head(data) for line in canvas.wrapped(said, canvas.width - 2 * MARGIN)]
    names = [label.text for label in _labels(data)]
    place = chart_layout(
        data.steps,
        (data.axis_low, data.axis_high),
        canvas,
        head_lines=len(head),
        labels=(max(canvas.text_width(name, bold=True) for name in names), max(map(canvas.text_width, labels))),
    )
    marks: tuple[Mark, ...] = (
        *(canvas.text(role, line, MARGIN, HEAD_Y + LINE * row) for row, (role, line) in enumerate(head)),
        canvas.text("muted", "gradient norm by step, log scale", MARGIN, place.axis_title_y),
        *_level_axis(place, exponents, labels, canvas),
        *_time_axis(data, place, canvas),
        *_bands(data, place),
        *_straight_lines(data, place),
        *_pieces(data, place),
        *_gutter(data, place, canvas),
    )
    return Scene(panels=(Panel(width=canvas.width, height=place.height, marks=marks),), text_size=canvas.text_size)


def _head(data: BpttNorms) -> Iterator[tuple[str, str]]:
    rnn, gru = change_sentences(data, short=True)
    yield _RNN.role("text"), f"{rnn.text()};"
    yield _GRU.role("text"), gru.text()
    if data.rnn.band:
        yield "muted", "lines: medians · bands: 5–95 % of seeds"


def _level_axis(place: Layout, exponents: list[int], labels: list[str], canvas: Canvas) -> Iterator[Mark]:
    """Grid lines, and tick labels at the right, where the way back begins."""
    frame = place.frame
    for exponent, label in zip(exponents, labels, strict=True):
        y = place.level(exponent)
        yield Line(role="grid", x1=frame.left, y1=y, x2=frame.right, y2=y)
        yield canvas.text("muted", label, frame.right + TICK_GAP, y + canvas.drop)
    yield Line(role="axis", x1=frame.left, y1=frame.bottom, x2=frame.right, y2=frame.bottom)


def _time_axis(data: BpttNorms, place: Layout, canvas: Canvas) -> Iterator[Mark]:
    ticks = [(place.time(step), str(step)) for step in _time_ticks(data.steps, place.frame.width, canvas)]
    room = place.frame.width - canvas.text_width("start") - canvas.text_width("loss") - canvas.text_size
    title = canvas.longest_fitting(("time step t", "step t", "t"), room)
    return bottom_axis(place.frame, ticks, ("start", title, "loss"), canvas, names_y=46, tick_length=4)


def _time_ticks(steps: int, width: float, canvas: Canvas) -> list[int]:
    """As many steps to label as keep their labels apart."""
    choices = (index_ticks(steps + 1, most) for most in ((10, 5, 4, 3, 2) if canvas.is_wide else (5, 4, 3, 2)))
    return next((ticks for ticks in choices if _apart(ticks, width / steps, canvas)), [0, steps])


def _apart(ticks: list[int], step_width: float, canvas: Canvas) -> bool:
    closest = min((after - before for before, after in pairwise(ticks)), default=0)
    return canvas.fits([str(tick) for tick in ticks], closest * step_width)


def _bands(data: BpttNorms, place: Layout) -> Iterator[Mark]:
    """Both areas first, then their edges: where one band covers the other, its edge still shows."""
    drawn = _drawn_steps(0, data.steps, data.steps)
    limits = [
        (style, _points(place, drawn, network.band.high), _points(place, drawn, network.band.low))
        for style, network in ((_RNN, data.rnn), (_GRU, data.gru))
        if network.band
    ]
    for style, upper, lower in limits:
        yield Polyline(role=style.role("band"), points=(*upper, *lower[::-1]), closed=True)
    for style, *edges in limits:
        for edge in edges:
            yield Polyline(role=style.role("edge"), points=edge)


def _straight_lines(data: BpttNorms, place: Layout) -> Iterator[Mark]:
    """The theory, and the smallest numbers of the formats that a curve comes near."""
    frame = place.frame
    for floor in data.floors:
        if floor.near:
            y = place.level(floor.log10)
            yield Line(role="floor", x1=frame.left, y1=y, x2=frame.right, y2=y)
    if np.isfinite(data.recurrence.log10_start):
        y1, y2 = place.level(data.recurrence.log10_start), place.level(float(data.rnn.log10_norm[-1]))
        yield Line(role="theory", x1=frame.left, y1=y1, x2=frame.right, y2=y2)


def _pieces(data: BpttNorms, place: Layout) -> Iterator[Mark]:
    """Both lines from marker to marker: they appear from the loss back to the start."""
    markers = marker_steps(data.steps)
    count = len(markers) - 1
    for piece, (first, last) in enumerate(pairwise(markers)):
        delay = _BEAT_MS * (count - 1 - piece)
        motion = Motion(channel="opacity", times=(0.0, _FADE_MS), values=(0.0, 1.0), delay=delay, easing="linear")
        ends = (first, last) if piece == count - 1 else (first,)
        drawn = _drawn_steps(first, last, data.steps)
        children = [
            mark
            for style, network in ((_RNN, data.rnn), (_GRU, data.gru))
            for mark in (*_line(place, style, network, drawn), *_markers(place, style, network, ends))
        ]
        yield Group(key=f"piece-{piece}", children=tuple(children), motion=motion)


def marker_steps(steps: int) -> list[int]:
    """Steps that carry a marker: both ends, and eleven at most."""
    return sorted({round(piece * steps / _PIECES) for piece in range(_PIECES + 1)})


def _drawn_steps(first: int, last: int, steps: int) -> list[int]:
    """Steps from `first` to `last` that a line goes through: all of them, unless they are too many to be seen."""
    stride = -(-steps // _MOST_POINTS)
    return [*range(first, last, stride), last]


def _line(place: Layout, style: _Style, network: Network, drawn: list[int]) -> Iterator[Mark]:
    points = _points(place, drawn, network.log10_norm)
    if len(points) > 1:
        yield Polyline(role=style.role("line"), points=points)


def _points(place: Layout, drawn: list[int], log10_norm: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Points of the steps whose norm is not exactly zero."""
    levels = ((step, float(log10_norm[step])) for step in drawn)
    return tuple((place.time(step), place.level(level)) for step, level in levels if np.isfinite(level))


def _markers(place: Layout, style: _Style, network: Network, steps: tuple[int, ...]) -> Iterator[Mark]:
    """Circles for the RNN, squares for the GRU."""
    points = _points(place, list(steps), network.log10_norm)
    if style is _RNN and points:
        yield Circles(role=style.role("dot"), centres=points, radius=_RADIUS)
    elif style is _GRU:
        side = 2 * _RADIUS - 0.5
        for x, y in points:
            yield Rect(role=style.role("dot"), x=x - side / 2, y=y - side / 2, width=side, height=side)


def _gutter(data: BpttNorms, place: Layout, canvas: Canvas) -> Iterator[Mark]:
    """Names at the left ends of all lines, moved so that no labels overlap, with leaders."""
    labels = list(_labels(data))
    frame, x = place.frame, place.frame.left - LEADER
    ends = [place.level(label.level) for label in labels]
    for label, end, y in zip(labels, ends, spread(ends, frame.top, frame.bottom - 2), strict=True):
        if abs(y - end) > 3:
            yield Line(role="axis", x1=x + 2, y1=y, x2=frame.left - 4, y2=end)
        bold = label.text in {_RNN.name, _GRU.name}
        yield canvas.text(label.role, label.text, x, y + canvas.drop, anchor="end", bold=bold)


def _labels(data: BpttNorms) -> Iterator[_Label]:
    for style, network in ((_RNN, data.rnn), (_GRU, data.gru)):
        level = float(network.log10_norm[network.first])
        yield _Label(style.role("text"), style.name, level if np.isfinite(level) else data.axis_low)
    if np.isfinite(data.recurrence.log10_start):
        yield _Label("muted", "theory", data.recurrence.log10_start)
    for floor in data.floors:
        if floor.near:
            yield _Label("muted", floor.name, floor.log10)
