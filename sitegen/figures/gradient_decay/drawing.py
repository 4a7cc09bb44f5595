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
from sitegen.scene.chart_axes import (
    LABEL_GAP,
    Frame,
    LeftAxis,
    Scale,
    bottom_axis,
    index_ticks,
    left_axis,
    linear_ticks,
    round_ticks,
)
from sitegen.scene.shapes import WIDTH, Circles, Line, Mark, Motion, Panel, Rect, Scene, Text
from sitegen.scene.text_width import text_width

HEIGHT = 276.0
TOP, BOTTOM = 78.0, 220.0
_LEAST_LEFT = 58.0
_RIPPLE_MS = 1400.0
_MOST_STAGGER_MS = 60.0
_GAP = 0.2


def draw(params: GradientDecayParams, data: DecaySeries) -> Scene:
    """Bars on hairline axes, the readouts above them."""
    axis = _logarithmic(data) if params.log_scale else _linear(data)
    levels = data.log10_magnitude if params.log_scale else data.magnitude
    marks = (
        *_head(params, data),
        *left_axis(axis),
        *_bars(data, axis, levels.tolist(), data.invisible_bars(log_scale=params.log_scale).tolist()),
        *_threshold(params, data, axis),
        *_layer_axis(params.num_layers, axis.frame),
    )
    return Scene(panels=(Panel(height=HEIGHT, marks=marks),))


def _logarithmic(data: DecaySeries) -> LeftAxis:
    exponents = round_ticks(data.axis_low, data.axis_high)
    labels = [power_of_ten(exponent).visible() for exponent in exponents]
    return _axis(data.axis_low, data.axis_high, [float(exponent) for exponent in exponents], labels)


def _linear(data: DecaySeries) -> LeftAxis:
    ticks = linear_ticks(data.largest)
    plain = below(data.largest, 1000.0)
    return _axis(0.0, data.largest, ticks, [f"{tick:g}" if plain else Compact(tick).visible() for tick in ticks])


def _axis(low: float, high: float, ticks: list[float], labels: list[str]) -> LeftAxis:
    """An axis with room for its widest label at the left."""
    left = max(_LEAST_LEFT, max(text_width(label) for label in labels) + LABEL_GAP + 2)
    frame = Frame(left=left, top=TOP, right=WIDTH - 8, bottom=BOTTOM)
    return LeftAxis(frame, Scale(low, high, BOTTOM, TOP), tuple(zip(ticks, labels, strict=True)))


def _head(params: GradientDecayParams, data: DecaySeries) -> tuple[Mark, ...]:
    reading, regime = readouts(data)
    axis = "gradient magnitude, log scale" if params.log_scale else "gradient magnitude, linear scale"
    return (
        Text(role="text", key="readout-input", x=4, y=18, text=reading.text(), bold=True),
        Text(role=f"{data.regime}-text", key="readout-regime", x=4, y=39, text=regime.text()),
        Text(role="muted", x=4, y=64, text=axis),
    )


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
            marks.append(_dot(f"{role}-dot", layer, left + 0.4 * pitch))
            continue
        delay = stagger * (count - 1 - layer)
        motion = Motion(channel="scale-y", times=(0.0, duration), values=(0.0, 1.0), delay=delay)
        width, height = (1 - _GAP) * pitch, frame.bottom - top
        marks.append(Rect(role=role, key=f"bar-{layer}", x=left, y=top, width=width, height=height, motion=motion))
    return marks


def _dot(role: str, layer: int, x: float) -> Mark:
    """A dot in place of a bar that is too low to see; its value is in the table."""
    return Circles(role=role, key=f"bar-{layer}", centres=((x, BOTTOM - 2),), radius=2)


def _threshold(params: GradientDecayParams, data: DecaySeries, axis: LeftAxis) -> list[Mark]:
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
    if y - 20 > frame.top and text_width(label) < room:
        marks.append(Text(role="vanishing-text", x=frame.left + 4, y=y - 6, text=label))
    return marks


def _layer_axis(num_layers: int, frame: Frame) -> Iterator[Mark]:
    pitch = frame.width / num_layers
    ticks = ((frame.left + (layer + 0.5) * pitch, str(layer)) for layer in index_ticks(num_layers))
    return bottom_axis(frame, ticks, ("input", "layer", "loss"), names_y=43)
