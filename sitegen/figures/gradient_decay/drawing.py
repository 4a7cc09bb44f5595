"""The decay chart: a mark for each layer, the input on the left, the loss on the right."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from sitegen.description.number_format import Fixed
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.gradient_decay.wording import readouts
from sitegen.numerics.spring import spring_easing
from sitegen.plot.beyond import edge_arrow
from sitegen.plot.chart import chart_panel
from sitegen.plot.chart_parts import Chart, ChartAxis, Reference, Zone
from sitegen.plot.declared_axis import decade_axis
from sitegen.plot.key_rows import MARGIN, KeyItem
from sitegen.plot.plot_series import Plane, upright_points
from sitegen.plot.ticks import layer_ticks, value_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, DataPoints, Mark, Motion, Rect, Scene, TableCells

_RIPPLE_MS = 1400.0
_MOST_STAGGER_MS = 60.0
_FADE_MS = 300.0
_GAP = 0.2


def draw(params: GradientDecayParams, data: DecaySeries, canvas: Canvas) -> Scene:
    """Dots on stems, or bars on a linear axis, with the readouts above them."""
    arrives, named = readouts(data)
    head = (
        KeyItem("text", arrives.text("drawn"), bold=True, key="readout-input"),
        *(
            KeyItem(f"{data.regime}-text", line, key=f"readout-regime{'-factor' * number}")
            for number, line in enumerate(_lines(named.text("drawn"), canvas))
        ),
    )
    floor, value = math.log10(data.threshold), Fixed(data.threshold).visible()
    line = Reference(
        at=floor,
        name=f"below {value}: vanishing",
        short=f"below {value}",
        value=value,
        role="threshold",
        ink="vanishing-text",
    )
    vanishes = data.regime == "vanishing" and params.log_scale
    chart = Chart(
        head=(head,) if canvas.is_wide else tuple((item,) for item in head),
        x=ChartAxis(
            low=-0.5,
            high=params.num_layers - 0.5,
            ticks=partial(layer_ticks, params.num_layers),
            title="layer",
            ends=("input", "loss"),
        ),
        y=_magnitudes(params, data),
        zones=(Zone(low=data.axis_low, high=floor),) if vanishes else (),
        lines=(line,) if vanishes else (),
    )
    content = partial(_marks, data, log=params.log_scale)
    return Scene(panels=(chart_panel(chart, canvas, content=content),), text_size=canvas.text_size)


def _lines(said: str, canvas: Canvas) -> list[str]:
    """The regime and its factor, below each other if one line has no room for both."""
    return [said] if canvas.text_width(said) <= canvas.width - 2 * MARGIN else said.split(" · ")


def _marks(data: DecaySeries, plane: Plane, *, log: bool) -> Iterator[Mark]:
    count, frame = len(data.magnitude), plane.frame
    radius, width = max(1.5, min(5.5, 0.36 * frame.width / count)), (1 - _GAP) * frame.width / count
    yield from _dots(data, plane, radius) if log else _bars(data, plane, width)
    levels, cells = (data.log10_magnitude if log else data.magnitude).tolist(), TableCells((2,))
    tops = tuple((plane.x(layer), plane.y(level)) for layer, level in enumerate(levels))
    yield DataPoints(cells=cells, places=tops) if log else upright_points(cells, tops, frame.bottom, width)


def _magnitudes(params: GradientDecayParams, data: DecaySeries) -> ChartAxis:
    if params.log_scale:
        return decade_axis(data.axis_low, data.axis_high, "gradient magnitude", "magnitude, log scale")
    ticks = partial(value_ticks, 0.0, data.linear_high)
    return ChartAxis(
        low=0.0,
        high=data.linear_high,
        ticks=ticks,
        title="gradient magnitude, linear scale",
        short="magnitude, linear scale",
    )


def _delay(layers: int, layer: int) -> float:
    """When a mark begins to move: one layer after another, from the loss on [ms]."""
    return min(_MOST_STAGGER_MS, _RIPPLE_MS / layers) * (layers - 1 - layer)


def _dots(data: DecaySeries, plane: Plane, radius: float) -> Iterator[Mark]:
    """On stems from the baseline, since the length of a bar means nothing on a logarithmic axis.

    They appear where they are: a dot that rose would stand at wrong values meanwhile.
    """
    frame, count = plane.frame, len(data.magnitude)
    for layer, (level, role) in enumerate(zip(data.log10_magnitude.tolist(), data.layer_regime, strict=True)):
        centre, delay = (plane.x(layer), plane.y(level)), _delay(count, layer)
        appears = Motion(channel="opacity", times=(0.0, _FADE_MS), values=(0.0, 1.0), easing="linear", delay=delay)
        dot = Circles(
            role=role, key=f"dot-{layer}", centres=(centre,), radius=radius, base=frame.bottom, motion=appears
        )
        yield edge_arrow(dot, level, plane.y, f"{role}-dot") or dot


def _bars(data: DecaySeries, plane: Plane, width: float) -> Iterator[Mark]:
    """Bars; one that is too low to see is a dot, whose value is in the table."""
    frame, count = plane.frame, len(data.magnitude)
    duration = spring_easing().duration_ms
    marks = zip(data.magnitude.tolist(), data.layer_regime, data.invisible_bars.tolist(), strict=True)
    for layer, (size, role, lost) in enumerate(marks):
        x, top, key = plane.x(layer), plane.y(size), f"bar-{layer}"
        if lost:
            yield Circles(role=f"{role}-dot", key=key, centres=((x, frame.bottom - 2),), radius=2)
        else:
            rises = Motion(channel="scale-y", times=(0.0, duration), values=(0.0, 1.0), delay=_delay(count, layer))
            box = (x - width / 2, top, width, frame.bottom - top)
            yield Rect(role=role, key=key, x=box[0], y=top, width=width, height=box[3], motion=rises)
