"""Panels side by side, one for each activation: dots for the path, a line for the layer, a dotted one for the bound."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from sitegen.description.number_format import Compact, drawn
from sitegen.figures.vanishing_gradients.results import ActivationProfile, Series, VanishingGradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.wording import NAMES, arrival, input_quantity, passing_label
from sitegen.plot.plot_axes import Axis, axis_title_y, end_names, fitted, frame_beside, horizontal_axis, vertical_axis
from sitegen.plot.plot_series import Plane, Points, as_points
from sitegen.plot.scales import Frame, Scale
from sitegen.plot.ticks import Ticks, decade_ticks, layer_ticks
from sitegen.scene.canvas import Canvas
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
    """One panel for each activation, all on the same axes."""
    columns = min(4 if canvas.is_wide else 2, len(data.profiles))
    ticks = decade_ticks(data.axis_low, data.axis_high)
    box = Frame(0.0, _TOP, canvas.width / columns - 10, _TOP + (200.0 if canvas.is_wide else 140.0))
    frame = frame_beside(ticks, canvas, box, _LEAST_LEFT)
    x = Scale(0.0, params.num_layers, frame.left + 6, frame.right - 6)
    plane = Plane(frame, x, Scale(data.axis_low, data.axis_high, frame.bottom - _RING_ROOM, frame.top))
    panels = tuple(_panel(profile, plane, ticks, canvas) for profile in data.profiles)
    return Scene(panels=panels, text_size=canvas.text_size, columns=columns, list_label="Activations")


def _panel(profile: ActivationProfile, plane: Plane, ticks: Ticks, canvas: Canvas) -> Panel:
    frame = plane.frame
    layer_line, width = _LAYER_LINES[profile.layer.regime], frame.right + 10
    most = (5, 1) if frame.width > 12 * canvas.text_size else (2, 1)
    layers = fitted(partial(layer_ticks, int(plane.x.high) + 1), plane.x, canvas, most, width)
    marks = (
        *_head(profile, layer_line, width, canvas),
        *vertical_axis(frame, Axis(plane.y, ticks), canvas),
        Polyline(role="theory", points=_points(profile.bound, plane)),
        *_layer(profile.layer, plane, layer_line),
        *_path(profile.path, plane),
        *horizontal_axis(layers, frame, canvas, width),
        *end_names(frame, axis_title_y(frame, canvas), ("input", "loss"), (), canvas),
        *_units(profile, frame, canvas),
    )
    return Panel(height=frame.bottom + 126, width=width, marks=marks, label=arrival(profile).text("spoken"))


def _amount(name: str, series: Series, room: float, canvas: Canvas) -> str:
    """What arrives at the input, with its name if there is room."""
    amount = drawn(input_quantity(series))
    return canvas.longest_fitting((f"{name} {amount}", amount), room)


def _head(profile: ActivationProfile, layer_line: str, width: float, canvas: Canvas) -> Iterator[Mark]:
    """The name, and what arrives at the input behind a piece of each mark."""
    path, layer, bound = profile.path, profile.layer, profile.bound
    end, text = _MARGIN + _SAMPLE - 4, _MARGIN + _SAMPLE
    yield canvas.text("text", NAMES[profile.activation], _MARGIN, 18, bold=True)
    dots = "vanishing" if path.first_zero_layer is not None else f"{path.regime}-dot"
    yield Circles(role=dots, centres=((_MARGIN + _SAMPLE / 2 - 2, 37),), radius=3)
    yield canvas.text(f"{path.regime}-text", _amount("path", path, width - text, canvas), text, 42)
    yield Line(role=layer_line, x1=_MARGIN, y1=57, x2=end, y2=57)
    yield canvas.text(f"{layer.regime}-text", _amount("layer", layer, width - text, canvas), text, 62)
    yield Line(role="theory", x1=_MARGIN, y1=77, x2=end, y2=77)
    yield canvas.text("text", _amount("bound", bound, width - text, canvas), text, 82)
    yield canvas.text(
        "muted", canvas.longest_fitting(("gradient, log scale", "log scale"), width - _MARGIN), _MARGIN, 109
    )


def _points(series: Series, plane: Plane) -> Points:
    """The points of a series from the loss to the input, as far as it is not zero."""
    levels = series.log10_magnitude
    return as_points(plane.points(np.arange(len(levels), dtype=float), levels)[::-1])


def _rings(series: Series, plane: Plane) -> Points:
    """Where the exact zeros are, from the loss to the input."""
    zeros = range(-1 if series.first_zero_layer is None else series.first_zero_layer, -1, -1)
    return tuple((plane.x(layer), plane.frame.bottom) for layer in zeros)


def _path(path: Series, plane: Plane) -> Iterator[Mark]:
    radius = min(3.0, max(1.25, 0.36 * plane.frame.width / len(path.magnitude)))
    before_zero = "stable" if path.first_zero_layer is not None else path.regime
    yield Circles(role=f"{before_zero}-dot", centres=_points(path, plane), radius=radius)
    if rings := _rings(path, plane):
        yield Circles(role="vanishing", centres=rings, radius=radius)


def _layer(layer: Series, plane: Plane, role: str) -> Iterator[Mark]:
    points, rings = _points(layer, plane), _rings(layer, plane)
    if len(points) > 1:
        yield Polyline(role=role, points=points)
    if rings:
        yield Polyline(role=role, points=(points[-1], *rings))


def _units(profile: ActivationProfile, frame: Frame, canvas: Canvas) -> Iterator[Mark]:
    """The whole layer at every step: a bar for the share of units that pass, and both numbers."""
    y, width, share_text = frame.bottom + 60, frame.right - _MARGIN, passing_label(profile)
    short = share_text.replace("of ", "").replace("units ", "")
    yield Rect(role="node", x=_MARGIN, y=y, width=width, height=6)
    yield Rect(role="muted", x=_MARGIN, y=y, width=width * profile.passing_percent / 100.0, height=6)
    yield canvas.text("text", canvas.longest_fitting((share_text, short), width), _MARGIN, y + 24)
    yield canvas.text("text", canvas.longest_fitting(_norm_factors(profile.layer), width), _MARGIN, y + 44)


def _norm_factors(layer: Series) -> tuple[str, ...]:
    """By what a layer multiplies the norm, from long to short."""
    if layer.first_zero_layer is not None:
        return ("norm falls to 0",)
    short = f"norm ×{Compact(layer.trend.factor).drawn()}"
    return (f"{short} a layer", short)
