"""Panels side by side, one for each activation: dots for the path, a line for the layer, a dotted one for the bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from sitegen.description.number_format import drawn
from sitegen.figures.vanishing_gradients.kernel import ActivationProfile, Series, VanishingGradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.wording import NAMES, arrival, factor_quantity, input_quantity, passing_label
from sitegen.plot.chart import chart_panel
from sitegen.plot.chart_parts import Chart, ChartAxis
from sitegen.plot.declared_axis import decade_axis
from sitegen.plot.key_rows import MARGIN, SAMPLE, KeyItem, first_line, key_rows
from sitegen.plot.plot_series import Plane, Points, as_points, value_places
from sitegen.plot.ticks import layer_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, DataPoints, Line, Mark, Panel, Polyline, Rect, Scene, TableCells

_BESIDE = 0.03
"""Share of the horizontal axis beyond its first and its last layer, so that dots have room."""
_LAYER_LINES = {"stable": "stable-line", "vanishing": "vanishing-curve", "exploding": "exploding-line"}


def draw(params: VanishingGradientsParams, data: VanishingGradients, canvas: Canvas) -> Scene:
    """One panel for each activation, all on the same axes."""
    columns = min(4 if canvas.is_wide else 2, len(data.profiles))
    beside = _BESIDE * params.num_layers
    chart = Chart(
        x=ChartAxis(
            low=-beside,
            high=params.num_layers + beside,
            ticks=partial(layer_ticks, params.num_layers + 1),
            ends=("input", "loss"),
        ),
        y=decade_axis(data.axis_low, data.axis_high, "gradient", "log scale"),
        zeros=True,
    )
    panels = tuple(
        _panel(number, profile, chart, canvas, canvas.width / columns) for number, profile in enumerate(data.profiles)
    )
    key = (_key(canvas),) if _is_shared(canvas, panels[0].width) else ()
    return Scene(panels=(*key, *panels), text_size=canvas.text_size, columns=columns, list_label="Activations")


def _is_shared(canvas: Canvas, width: float) -> bool:
    """Whether narrow panels side by side share one key, since names and numbers have no room in each."""
    return not canvas.is_wide and width < canvas.width


def _key(canvas: Canvas) -> Panel:
    """The names of the marks of all panels."""
    samples = (("path", partial(_dot, "ellipsis")), ("layer", partial(_line, "arrow")), ("bound", _BOUND))
    items = [KeyItem("muted", name, sample) for name, sample in samples]
    marks, bottom = key_rows(items, canvas, canvas.width, first_line(0, canvas))
    return Panel(width=canvas.width, height=bottom + 9.0, marks=tuple(marks))


def _panel(number: int, profile: ActivationProfile, chart: Chart, canvas: Canvas, width: float) -> Panel:
    """The chart under what arrives at the input, and over what a layer does."""
    chart = replace(chart, head=tuple((item,) for item in _head(profile, canvas, width)))
    panel = chart_panel(chart, canvas, width, arrival(profile).text("spoken"), partial(_series, number, profile))
    below = panel.height + 1
    return replace(panel, height=below + 70, marks=(*panel.marks, *_units(profile, below, width, canvas)))


def _head(profile: ActivationProfile, canvas: Canvas, width: float) -> Iterator[KeyItem]:
    """The name, and what arrives at the input behind a piece of each mark."""
    path, layer = profile.path, profile.layer
    dots = "vanishing" if path.first_zero_layer is not None else f"{path.regime}-dot"
    yield KeyItem("text", NAMES[profile.activation], bold=True)
    samples = (
        ("path", path, f"{path.regime}-text", partial(_dot, dots)),
        ("layer", layer, f"{layer.regime}-text", partial(_line, _LAYER_LINES[layer.regime])),
        ("bound", profile.bound, "text", _BOUND),
    )
    for name, series, role, sample in samples:
        amount = drawn(input_quantity(series))
        yield KeyItem(role, amount if _is_shared(canvas, width) else f"{name} {amount}", sample)


def _dot(role: str, x: float, y: float) -> list[Mark]:
    return [Circles(role=role, centres=((x + SAMPLE / 2, y),), radius=3)]


def _line(role: str, x: float, y: float) -> list[Mark]:
    return [Line(role=role, x1=x, y1=y, x2=x + SAMPLE, y2=y)]


_BOUND = partial(_line, "theory")


def _series(number: int, profile: ActivationProfile, plane: Plane) -> Iterator[Mark]:
    layers = np.arange(len(profile.path.magnitude), dtype=float)
    yield Polyline(role="theory", points=_points(profile.bound, plane))
    yield from _layer(profile.layer, plane, _LAYER_LINES[profile.layer.regime])
    yield from _path(profile.path, plane)
    for column, series in enumerate((profile.path, profile.layer, profile.bound), 2 + 3 * number):
        yield DataPoints(
            cells=TableCells((column,)), places=value_places(layers, np.asarray(series.log10_magnitude), plane)
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


def _units(profile: ActivationProfile, y: float, width: float, canvas: Canvas) -> Iterator[Mark]:
    """The whole layer at every step: a bar for the share of units that pass, and both numbers."""
    room, share_text = width - 2 * MARGIN - 8, passing_label(profile)
    short = share_text.replace("of ", "").replace("units ", "")
    yield Rect(role="node", x=MARGIN, y=y, width=room, height=6)
    yield Rect(role="muted", x=MARGIN, y=y, width=room * profile.passing_percent / 100.0, height=6)
    for line, texts in enumerate(((share_text, short), _norm_factors(profile.layer)), 1):
        yield canvas.text("text", canvas.longest_fitting(texts, room), MARGIN, y + 4 + 20 * line)


def _norm_factors(layer: Series) -> tuple[str, ...]:
    """By what a layer multiplies the norm, from long to short."""
    if layer.first_zero_layer is not None:
        return ("norm falls to 0",)
    short = f"norm ×{drawn(factor_quantity(layer))}"
    return (f"{short} a layer", short)
