"""The decay chart: one bar per layer, the input on the left, the loss on the right."""

from __future__ import annotations

from sitegen.figures.gradient_decay.description import readouts
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.wording import power_of_ten
from sitegen.numerics.spring import spring_easing
from sitegen.quantity import Fixed, Magnitude
from sitegen.scene.axes import Frame, Scale, decade_ticks, index_ticks, left_axis, linear_ticks
from sitegen.scene.model import WIDTH, Circles, Line, Mark, Panel, Rect, Scene, Text
from sitegen.scene.motion import Motion
from sitegen.scene.text import text_width

HEIGHT = 276.0
FRAME = Frame(left=58.0, top=78.0, right=WIDTH - 8, bottom=220.0)
_RIPPLE_MS = 1400.0
_MOST_STAGGER_MS = 60.0
_GAP = 0.2
_LEAST_HEIGHT = 1.0


def draw(params: GradientDecayParams, data: DecaySeries) -> Scene:
    """Bars on hairline axes, the readouts above them."""
    scale, ticks = _logarithmic(data) if params.log_scale else _linear(data)
    levels = data.log10_magnitude if params.log_scale else data.magnitude
    bars = _bars(data, scale, levels.tolist())
    marks = (
        *_head(params, data),
        *ticks,
        *bars,
        *_thresholds(params, data, scale),
        *_layer_axis(params.num_layers),
    )
    return Scene(panels=(Panel(height=HEIGHT, marks=marks),))


def _logarithmic(data: DecaySeries) -> tuple[Scale, list[Mark]]:
    scale = Scale(data.axis_low, data.axis_high, FRAME.bottom, FRAME.top)
    ticks: list[float] = list(map(float, decade_ticks(data.axis_low, data.axis_high)))
    return scale, left_axis(FRAME, scale, ticks, lambda tick: power_of_ten(int(tick)).visible())


def _linear(data: DecaySeries) -> tuple[Scale, list[Mark]]:
    scale = Scale(0.0, data.largest, FRAME.bottom, FRAME.top)
    small = data.largest < 1000
    return scale, left_axis(
        FRAME, scale, linear_ticks(data.largest), lambda tick: f"{tick:g}" if small else Magnitude(tick).visible()
    )


def _head(params: GradientDecayParams, data: DecaySeries) -> tuple[Mark, ...]:
    reading, regime = readouts(data)
    axis = "gradient magnitude, log scale" if params.log_scale else "gradient magnitude, linear scale"
    return (
        Text(role="text", key="readout-input", x=4, y=18, text=reading.text(), bold=True),
        Text(role=f"{data.regime}-text", key="readout-regime", x=4, y=39, text=regime.text()),
        Text(role="muted", x=4, y=64, text=axis),
    )


def _bars(data: DecaySeries, scale: Scale, levels: list[float]) -> list[Mark]:
    count = len(levels)
    pitch = FRAME.width / count
    stagger = min(_MOST_STAGGER_MS, _RIPPLE_MS / count)
    duration = spring_easing().duration_ms
    marks: list[Mark] = []
    for layer, (level, role) in enumerate(zip(levels, data.layer_regime, strict=True)):
        top = scale(level)
        left = FRAME.left + (layer + _GAP / 2) * pitch
        if FRAME.bottom - top < _LEAST_HEIGHT:
            marks.append(_dot(f"{role}-dot", layer, left + 0.4 * pitch))
            continue
        delay = stagger * (count - 1 - layer)
        motion = Motion(channel="scale-y", times=(0.0, duration), values=(0.0, 1.0), delay=delay)
        width, height = (1 - _GAP) * pitch, FRAME.bottom - top
        marks.append(Rect(role=role, key=f"bar-{layer}", x=left, y=top, width=width, height=height, motion=motion))
    return marks


def _dot(role: str, layer: int, x: float) -> Mark:
    """What stands for a bar that is too low to be seen; its value is in the table."""
    return Circles(role=role, key=f"bar-{layer}", centres=((x, FRAME.bottom - 2),), radius=2)


def _thresholds(params: GradientDecayParams, data: DecaySeries, scale: Scale) -> list[Mark]:
    """The line that a vanished gradient has fallen below, named where the bars leave room."""
    if data.regime != "vanishing" or not params.log_scale:
        return []
    y = scale(-2.0)
    label = f"below {Fixed(data.threshold).visible()}"
    marks: list[Mark] = [Line(role="threshold", x1=FRAME.left, y1=y, x2=FRAME.right, y2=y)]
    room = data.vanishing_layers * FRAME.width / params.num_layers
    if y - 20 > FRAME.top and text_width(label) < room:
        marks.append(Text(role="vanishing-text", x=FRAME.left + 4, y=y - 6, text=label))
    return marks


def _layer_axis(num_layers: int) -> list[Mark]:
    pitch = FRAME.width / num_layers
    marks: list[Mark] = [
        Text(role="muted", x=FRAME.left + (layer + 0.5) * pitch, y=FRAME.bottom + 19, text=str(layer), anchor="middle")
        for layer in index_ticks(num_layers)
    ]
    middle = (FRAME.left + FRAME.right) / 2
    y = FRAME.bottom + 43
    return [
        *marks,
        Text(role="text", x=FRAME.left, y=y, text="input"),
        Text(role="muted", x=middle, y=y, text="layer", anchor="middle"),
        Text(role="text", x=FRAME.right, y=y, text="loss", anchor="end"),
    ]
