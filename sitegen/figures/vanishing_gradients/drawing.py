"""Panels side by side, one for each activation: dots for the path, a line for the layer, a dotted one for the bound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sitegen.description.number_format import Compact
from sitegen.figures.shared_sentences import power_of_ten
from sitegen.figures.vanishing_gradients.results import ActivationProfile, Series, VanishingGradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.wording import NAMES, arrival, input_quantity, passing_label
from sitegen.scene.canvas import Canvas
from sitegen.scene.chart_axes import Frame, LeftAxis, Scale, bottom_axis, index_ticks, left_axis, round_ticks
from sitegen.scene.shapes import Circles, Line, Mark, Panel, Polyline, Rect, Scene

_TOP = 122.0
_MARGIN = 4.0
_LEAST_LEFT = 48.0
_SAMPLE = 18.0
"""Width of the marker before a value in the legend."""
_RING_ROOM = 10.0
"""Between the lower end of the axis and the baseline, where exact zeros are drawn."""
_LAYER_LINES = {"stable": "stable-line", "vanishing": "vanishing-curve", "exploding": "exploding-line"}


def draw(params: VanishingGradientsParams, data: VanishingGradients, canvas: Canvas) -> Scene:
    """One panel for each activation, all on the same axis."""
    columns = min(4 if canvas.is_wide else 2, len(data.profiles))
    axis = _axis(data, canvas.width / columns, canvas)
    panels = tuple(_panel(params, profile, axis, canvas) for profile in data.profiles)
    return Scene(panels=panels, text_size=canvas.text_size, columns=columns, list_label="Activations")


def _axis(data: VanishingGradients, width: float, canvas: Canvas) -> LeftAxis:
    ticks = [
        (float(exponent), power_of_ten(exponent).visible()) for exponent in round_ticks(data.axis_low, data.axis_high)
    ]
    left = max(_LEAST_LEFT, max(canvas.text_width(label) for _, label in ticks) + canvas.label_gap + 2)
    bottom = _TOP + (200.0 if canvas.is_wide else 140.0)
    frame = Frame(left=left, top=_TOP, right=width - 10, bottom=bottom)
    return LeftAxis(frame, Scale(data.axis_low, data.axis_high, bottom - _RING_ROOM, _TOP), tuple(ticks))


def _panel(params: VanishingGradientsParams, profile: ActivationProfile, axis: LeftAxis, canvas: Canvas) -> Panel:
    layer_line = _LAYER_LINES[profile.layer.regime]
    marks = (
        *_head(profile, layer_line, axis.frame.right + 10, canvas),
        *left_axis(axis, canvas),
        Polyline(role="theory", points=_points(profile.bound, axis)),
        *_layer(profile, axis, layer_line),
        *_path(profile.path, axis),
        *_layer_axis(params.num_layers, axis.frame, canvas),
        *_units(profile, axis.frame, canvas),
    )
    label = arrival(profile).text("spoken")
    return Panel(height=axis.frame.bottom + 126, width=axis.frame.right + 10, marks=marks, label=label)


def _head(profile: ActivationProfile, layer_line: str, width: float, canvas: Canvas) -> list[Mark]:
    """The name, and what arrives at the input behind a piece of each mark."""
    path, layer = profile.path, profile.layer
    middle = _MARGIN + _SAMPLE / 2 - 2
    text = _MARGIN + _SAMPLE
    title = canvas.longest_fitting(("gradient, log scale", "log scale"), width - _MARGIN)
    return [
        canvas.text("text", NAMES[profile.activation], _MARGIN, 18, bold=True),
        Circles(role=_dots(path), centres=((middle, 37),), radius=3),
        canvas.text(f"{path.regime}-text", f"path {input_quantity(path).visible()}", text, 42),
        Line(role=layer_line, x1=_MARGIN, y1=57, x2=_MARGIN + _SAMPLE - 4, y2=57),
        canvas.text(f"{layer.regime}-text", f"layer {input_quantity(layer).visible()}", text, 62),
        Line(role="theory", x1=_MARGIN, y1=77, x2=_MARGIN + _SAMPLE - 4, y2=77),
        canvas.text("text", f"bound {input_quantity(profile.bound).visible()}", text, 82),
        canvas.text("muted", title, _MARGIN, 109),
    ]


def _dots(path: Series) -> str:
    """An exact zero is a ring, any other value a dot."""
    return "vanishing" if path.first_zero_layer is not None else f"{path.regime}-dot"


def _across(frame: Frame, layer: int, count: int) -> float:
    """Horizontal position of one of the layers 0 … `count`."""
    return frame.left + 6 + (frame.width - 12) * layer / count


def _points(series: Series, axis: LeftAxis) -> tuple[tuple[float, float], ...]:
    """The points of a series from the loss to the input, as far as it is not zero."""
    levels = series.log10_magnitude.tolist()
    first = 0 if series.first_zero_layer is None else series.first_zero_layer + 1
    count = len(levels) - 1
    return tuple(
        (_across(axis.frame, layer, count), axis.scale(levels[layer])) for layer in range(count, first - 1, -1)
    )


def _rings(series: Series, axis: LeftAxis) -> tuple[tuple[float, float], ...]:
    count = len(series.magnitude) - 1
    zeros = range(-1 if series.first_zero_layer is None else series.first_zero_layer, -1, -1)
    return tuple((_across(axis.frame, layer, count), axis.frame.bottom) for layer in zeros)


def _radius(count: int, frame: Frame) -> float:
    return min(3.0, max(1.25, 0.36 * frame.width / count))


def _path(path: Series, axis: LeftAxis) -> list[Mark]:
    radius = _radius(len(path.magnitude), axis.frame)
    before_zero = "stable" if path.first_zero_layer is not None else path.regime
    marks: list[Mark] = [Circles(role=f"{before_zero}-dot", centres=_points(path, axis), radius=radius)]
    if rings := _rings(path, axis):
        marks.append(Circles(role="vanishing", centres=rings, radius=radius))
    return marks


def _layer(profile: ActivationProfile, axis: LeftAxis, role: str) -> list[Mark]:
    points, rings = _points(profile.layer, axis), _rings(profile.layer, axis)
    marks: list[Mark] = [Polyline(role=role, points=points)] if len(points) > 1 else []
    if rings:
        last = points[-1]
        marks.append(Polyline(role=role, points=(last, *rings)))
    return marks


def _layer_axis(num_layers: int, frame: Frame, canvas: Canvas) -> Iterator[Mark]:
    ticks = index_ticks(num_layers + 1, most=5 if frame.width > 12 * canvas.text_size else 2)
    if not canvas.fits([str(tick) for tick in ticks], (frame.width - 12) * _closest(ticks) / num_layers):
        ticks = [0, num_layers]
    places = ((_across(frame, layer, num_layers), str(layer)) for layer in ticks)
    return bottom_axis(frame, places, ("input", "", "loss"), canvas, names_y=39)


def _closest(ticks: list[int]) -> int:
    return min(after - before for before, after in pairwise(ticks))


def _units(profile: ActivationProfile, frame: Frame, canvas: Canvas) -> list[Mark]:
    """The whole layer at every step: a bar for the share of units that pass, and both numbers."""
    share, y = profile.passing_percent / 100.0, frame.bottom + 60
    width = frame.right - _MARGIN
    share_text = passing_label(profile)
    short = share_text.replace("of ", "").replace("units ", "")
    return [
        Rect(role="node", x=_MARGIN, y=y, width=width, height=6),
        Rect(role="muted", x=_MARGIN, y=y, width=width * share, height=6),
        canvas.text("text", canvas.longest_fitting((share_text, short), width), _MARGIN, y + 24),
        canvas.text("text", canvas.longest_fitting(_norm_factors(profile.layer), width), _MARGIN, y + 44),
    ]


def _norm_factors(layer: Series) -> tuple[str, ...]:
    """By what a layer multiplies the norm, from long to short."""
    if layer.first_zero_layer is not None:
        return ("norm falls to 0",)
    short = f"norm ×{Compact(layer.trend.factor).visible()}"
    return (f"{short} a layer", short)
