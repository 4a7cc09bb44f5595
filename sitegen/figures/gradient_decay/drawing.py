"""The decay chart: one bar per layer, the input on the left, the loss on the right."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from sitegen.description.number_format import Fixed
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.gradient_decay.wording import readouts
from sitegen.numerics.spring import spring_easing
from sitegen.plot.plot_axes import Axis, axis_title_y, end_names, fitted, frame_beside, horizontal_axis, vertical_axis
from sitegen.plot.scales import Frame, Scale
from sitegen.plot.ticks import decade_ticks, layer_ticks, value_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, Line, Mark, Motion, Panel, Rect, Scene
from sitegen.scene.text_width import extent

_LEAST_LEFT = 58.0
_RIPPLE_MS = 1400.0
_MOST_STAGGER_MS = 60.0
_GAP = 0.2


def draw(params: GradientDecayParams, data: DecaySeries, canvas: Canvas) -> Scene:
    """Bars on hairline axes, the readouts above them."""
    limits = (float(data.axis_low), float(data.axis_high)) if params.log_scale else (0.0, data.largest)
    ticks = decade_ticks(data.axis_low, data.axis_high) if params.log_scale else value_ticks(*limits)
    top, bottom = (56.0, 296.0) if canvas.is_wide else (78.0, 220.0)
    frame = frame_beside(ticks, canvas, Frame(0.0, top, canvas.width - 8, bottom), _LEAST_LEFT)
    scale = Scale(*limits, frame.bottom, frame.top)
    marks = (
        *_head(params, data, canvas),
        *vertical_axis(frame, Axis(scale, ticks), canvas),
        *_bars(params, data, frame, scale),
        *_threshold(params, data, frame, scale, canvas),
        *_layer_axis(params.num_layers, frame, canvas),
    )
    panel = Panel(width=canvas.width, height=frame.bottom + 56, marks=marks)
    return Scene(panels=(panel,), text_size=canvas.text_size)


def _head(params: GradientDecayParams, data: DecaySeries, canvas: Canvas) -> tuple[Mark, ...]:
    reading, regime = readouts(data)
    axis = "gradient magnitude, log scale" if params.log_scale else "gradient magnitude, linear scale"
    arrives = canvas.text("text", reading.text(), 4, 18, key="readout-input", bold=True)
    x, y = (extent(arrives)[1] + canvas.text_size, 18.0) if canvas.is_wide else (4.0, 39.0)
    named = canvas.text(f"{data.regime}-text", regime.text(), x, y, key="readout-regime")
    return (arrives, named, canvas.text("muted", axis, 4, y + 25))


def _bars(params: GradientDecayParams, data: DecaySeries, frame: Frame, scale: Scale) -> Iterator[Mark]:
    """Bars that grow from the loss to the input; one that is too low to see is a dot, whose value is in the table."""
    levels = (data.log10_magnitude if params.log_scale else data.magnitude).tolist()
    lost = data.invisible_bars(log_scale=params.log_scale).tolist()
    pitch = frame.width / len(levels)
    stagger, duration = min(_MOST_STAGGER_MS, _RIPPLE_MS / len(levels)), spring_easing().duration_ms
    for layer, (level, role) in enumerate(zip(levels, data.layer_regime, strict=True)):
        key, left, top = f"bar-{layer}", frame.left + (layer + _GAP / 2) * pitch, scale(level)
        if lost[layer]:
            yield Circles(role=f"{role}-dot", key=key, centres=((left + 0.4 * pitch, frame.bottom - 2),), radius=2)
            continue
        delay = stagger * (len(levels) - 1 - layer)
        motion = Motion(channel="scale-y", times=(0.0, duration), values=(0.0, 1.0), delay=delay)
        width, height = (1 - _GAP) * pitch, frame.bottom - top
        yield Rect(role=role, key=key, x=left, y=top, width=width, height=height, motion=motion)


def _threshold(
    params: GradientDecayParams, data: DecaySeries, frame: Frame, scale: Scale, canvas: Canvas
) -> Iterator[Mark]:
    """The line that a vanished gradient has fallen below, named where the bars leave room."""
    if data.regime != "vanishing" or not params.log_scale:
        return
    y, label = scale(math.log10(data.threshold)), f"below {Fixed(data.threshold).visible()}"
    for role in ("casing", "threshold"):
        yield Line(role=role, x1=frame.left, y1=y, x2=frame.right, y2=y)
    room = data.vanishing_layers * frame.width / params.num_layers
    if y - 20 > frame.top and canvas.text_width(label) < room:
        yield canvas.text("vanishing-text", label, frame.left + 4, y - 6)


def _layer_axis(num_layers: int, frame: Frame, canvas: Canvas) -> Iterator[Mark]:
    scale = Scale(-0.5, num_layers - 0.5, frame.left, frame.right)
    most = (16, 5) if canvas.is_wide else (5,)
    yield from horizontal_axis(fitted(partial(layer_ticks, num_layers), scale, canvas, most), frame, canvas)
    yield from end_names(frame, axis_title_y(frame, canvas), ("input", "loss"), ("layer",), canvas)
