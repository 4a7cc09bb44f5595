"""The decay chart: one bar per layer, the input on the left, the loss on the right."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.description.number_format import Compact, Fixed
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.gradient_decay.wording import readouts
from sitegen.figures.shared_sentences import power_of_ten
from sitegen.numerics.rounding import below
from sitegen.numerics.spring import spring_easing
from sitegen.scene.canvas import Canvas
from sitegen.scene.chart_axes import (
    Frame,
    LeftAxis,
    Scale,
    bottom_axis,
    index_ticks,
    left_axis,
    linear_ticks,
    round_ticks,
)
from sitegen.scene.shapes import Circles, Line, Mark, Motion, Panel, Rect, Scene
from sitegen.scene.text_width import extent

_LEAST_LEFT = 58.0
_RIPPLE_MS = 1400.0
_MOST_STAGGER_MS = 60.0
_GAP = 0.2


def draw(params: GradientDecayParams, data: DecaySeries, canvas: Canvas) -> Scene:
    """Bars on hairline axes, the readouts above them."""
    axis = _logarithmic(data, canvas) if params.log_scale else _linear(data, canvas)
    levels = data.log10_magnitude if params.log_scale else data.magnitude
    marks = (
        *_head(params, data, canvas),
        *left_axis(axis, canvas),
        *_bars(data, axis, levels.tolist(), data.invisible_bars(log_scale=params.log_scale).tolist()),
        *_threshold(params, data, axis, canvas),
        *_layer_axis(params.num_layers, axis.frame, canvas),
    )
    panel = Panel(width=canvas.width, height=axis.frame.bottom + 56, marks=marks)
    return Scene(panels=(panel,), text_size=canvas.text_size)


def _logarithmic(data: DecaySeries, canvas: Canvas) -> LeftAxis:
    exponents = round_ticks(data.axis_low, data.axis_high)
    labels = [power_of_ten(exponent).visible() for exponent in exponents]
    ticks = tuple(zip(map(float, exponents), labels, strict=True))
    return _axis((data.axis_low, data.axis_high), ticks, canvas)


def _linear(data: DecaySeries, canvas: Canvas) -> LeftAxis:
    ticks = linear_ticks(data.largest)
    plain = below(data.largest, 1000.0)
    labels = (f"{tick:g}" if plain else Compact(tick).visible() for tick in ticks)
    return _axis((0.0, data.largest), tuple(zip(ticks, labels, strict=True)), canvas)


def _axis(limits: tuple[float, float], ticks: tuple[tuple[float, str], ...], canvas: Canvas) -> LeftAxis:
    """An axis with room for its widest label at the left."""
    left = max(_LEAST_LEFT, max(canvas.text_width(label) for _, label in ticks) + canvas.label_gap + 2)
    top, bottom = (56.0, 296.0) if canvas.is_wide else (78.0, 220.0)
    frame = Frame(left=left, top=top, right=canvas.width - 8, bottom=bottom)
    return LeftAxis(frame, Scale(*limits, bottom, top), ticks)


def _head(params: GradientDecayParams, data: DecaySeries, canvas: Canvas) -> tuple[Mark, ...]:
    reading, regime = readouts(data)
    axis = "gradient magnitude, log scale" if params.log_scale else "gradient magnitude, linear scale"
    arrives = canvas.text("text", reading.text(), 4, 18, key="readout-input", bold=True)
    x, y = (extent(arrives)[1] + canvas.text_size, 18.0) if canvas.is_wide else (4.0, 39.0)
    named = canvas.text(f"{data.regime}-text", regime.text(), x, y, key="readout-regime")
    return (arrives, named, canvas.text("muted", axis, 4, y + 25))


def _bars(data: DecaySeries, axis: LeftAxis, levels: list[float], lost: list[bool]) -> list[Mark]:
    count, frame = len(levels), axis.frame
    pitch = frame.width / count
    stagger = min(_MOST_STAGGER_MS, _RIPPLE_MS / count)
    duration = spring_easing().duration_ms
    marks: list[Mark] = []
    for layer, (level, role) in enumerate(zip(levels, data.layer_regime, strict=True)):
        top = axis.scale(level)
        left = frame.left + (layer + _GAP / 2) * pitch
        if lost[layer]:
            marks.append(_dot(f"{role}-dot", layer, left + 0.4 * pitch, frame.bottom))
            continue
        delay = stagger * (count - 1 - layer)
        motion = Motion(channel="scale-y", times=(0.0, duration), values=(0.0, 1.0), delay=delay)
        width, height = (1 - _GAP) * pitch, frame.bottom - top
        marks.append(Rect(role=role, key=f"bar-{layer}", x=left, y=top, width=width, height=height, motion=motion))
    return marks


def _dot(role: str, layer: int, x: float, bottom: float) -> Mark:
    """A dot in place of a bar that is too low to see; its value is in the table."""
    return Circles(role=role, key=f"bar-{layer}", centres=((x, bottom - 2),), radius=2)


def _threshold(params: GradientDecayParams, data: DecaySeries, axis: LeftAxis, canvas: Canvas) -> list[Mark]:
    """The line that a vanished gradient has fallen below, named where the bars leave room."""
    if data.regime != "vanishing" or not params.log_scale:
        return []
    frame, y = axis.frame, axis.scale(math.log10(data.threshold))
    label = f"below {Fixed(data.threshold).visible()}"
    marks: list[Mark] = [
        Line(role="casing", x1=frame.left, y1=y, x2=frame.right, y2=y),
        Line(role="threshold", x1=frame.left, y1=y, x2=frame.right, y2=y),
    ]
    room = data.vanishing_layers * frame.width / params.num_layers
    if y - 20 > frame.top and canvas.text_width(label) < room:
        marks.append(canvas.text("vanishing-text", label, frame.left + 4, y - 6))
    return marks


def _layer_axis(num_layers: int, frame: Frame, canvas: Canvas) -> Iterator[Mark]:
    pitch = frame.width / num_layers
    ticks = (
        (frame.left + (layer + 0.5) * pitch, str(layer))
        for layer in index_ticks(num_layers, 16 if canvas.is_wide else 5)
    )
    return bottom_axis(frame, ticks, ("input", "layer", "loss"), canvas, names_y=43)
