"""The backward wave: a column of neurons per layer, which light up from the loss to the input, and the magnitudes below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from sitegen.description.number_format import Compact
from sitegen.figures.gradient_flow.kernel import MOST_NAMED_LAYERS, FlowSeries
from sitegen.figures.gradient_flow.layout import Layout, column_layout, drawn_names
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.figures.gradient_flow.wave_motion import change_between
from sitegen.figures.gradient_flow.wording import layer_label, layer_name, magnitude_at, readout
from sitegen.figures.shared_sentences import GRADIENT
from sitegen.plot.lollipops import Lollipops
from sitegen.plot.scales import Scale
from sitegen.plot.ticks import decade_label
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, Group, Line, Mark, Panel, Rect, Scene, Segments, Step, Text
from sitegen.scene.text_width import extent


def draw(params: ResolvedGradientFlow, data: FlowSeries, canvas: Canvas) -> Scene:
    """Edges, neurons, their light, names, and a dot for the magnitude under each layer."""
    layout = column_layout(data.neurons, canvas)
    texts = tuple(_texts(params, data, layout, canvas))
    height = max(text.y for _, text in texts) + 9
    listed = data.depth <= MOST_NAMED_LAYERS
    marks: tuple[Mark, ...] = (
        *_edges(layout),
        _columns(data, layout, texts, listed=listed),
        *_lights(params, data, layout),
        *_stems(params, data, layout),
    )
    steps = tuple(_step(data, cursor) for cursor in range(data.depth)) if data.depth > 1 else ()
    return Scene(
        panels=(Panel(width=canvas.width, height=height, marks=marks),),
        text_size=canvas.text_size,
        structure=listed,
        steps=steps,
        beat_ms=params.play_speed,
    )


def _step(data: FlowSeries, cursor: int) -> Step:
    layer = data.depth - 1 - cursor
    glow = {f"glow-{index}": float(weight) for index, weight in enumerate(data.glow[cursor]) if weight}
    shown = {f"readout-{layer}": 1.0, f"front-{layer}": 1.0}
    detail = f"{GRADIENT.spoken()} {magnitude_at(data, layer).spoken()}"
    return Step(layer_name(data, layer), {**glow, **shown}, detail=detail)


def _texts(
    params: ResolvedGradientFlow, data: FlowSeries, layout: Layout, canvas: Canvas
) -> Iterator[tuple[int, Text]]:
    """Every text with the layer that it belongs to: it is part of the layer's image, so that no text has to be hidden."""
    yield from enumerate(_readouts(params, data, canvas))
    right = layout.network.right
    yield (data.depth - 1, canvas.text("wave-text", "← gradients ←", right, layout.marker_y, anchor="end"))
    for layer, name in drawn_names(data.names, layout.x, canvas):
        yield (layer, canvas.inside(canvas.text("text", name, layout.x[layer], layout.names_y)))
    yield from _magnitudes(data, layout, canvas)


def _readouts(params: ResolvedGradientFlow, data: FlowSeries, canvas: Canvas) -> list[Text]:
    marks: list[Text] = []
    for layer in range(data.depth):
        cursor = data.depth - 1 - layer
        shown = [float(step == cursor) for step in range(data.depth)]
        motion = change_between(params, data, shown, "linear")
        resting = float(cursor == data.resting_cursor)
        room = canvas.width - 8 - canvas.text_width(readout(data, layer, " ").text(), bold=True)
        text = readout(data, layer, canvas.shortened(layer_name(data, layer), room, bold=True)).text()
        key = f"readout-{layer}"
        marks.append(canvas.text("text", text, 4, 18, key=key, bold=True, opacity=resting, motion=motion))
    return marks


def _edges(layout: Layout) -> list[Mark]:
    lines = tuple(
        (left, y1, right, y2)
        for left, right, above, below in zip(layout.x, layout.x[1:], layout.y, layout.y[1:], strict=False)
        for y1 in above
        for y2 in below
    )
    return [Segments(role="edge", lines=lines)] if lines else []


def _columns(data: FlowSeries, layout: Layout, texts: Sequence[tuple[int, Text]], *, listed: bool) -> Mark:
    columns = (
        (*(text for at, text in texts if at == layer), *_neurons(layout, layer, "node", "surface"))
        for layer in range(data.depth)
    )
    if not listed:
        return Group(children=tuple(Group(children=column) for column in columns))
    labels = (layer_label(data, layer).text("spoken") for layer in range(data.depth))
    images = (
        Group(semantics="image", label=label, children=column) for label, column in zip(labels, columns, strict=True)
    )
    items = tuple(Group(semantics="item", children=(image,)) for image in images)
    return Group(semantics="list", label=f"Layers, from {data.names[0]} to {data.names[-1]}", children=items)


def _neurons(layout: Layout, layer: int, role: str, on: str) -> tuple[Mark, ...]:
    """The neurons of one layer, and an ellipsis of dots for those not drawn."""
    x = layout.x[layer]
    centres = tuple((x, y) for y in layout.y[layer])
    gap = tuple((x, y) for y in layout.dots[layer])
    drawn = Circles(role=role, on=(on,), centres=centres, radius=layout.radius)
    return (drawn, Circles(role="ellipsis", on=(on,), centres=gap, radius=layout.dot)) if gap else (drawn,)


def _lights(params: ResolvedGradientFlow, data: FlowSeries, layout: Layout) -> list[Mark]:
    """The light of each column, and the frame around it while the wave is there."""
    marks: list[Mark] = []
    rest, beats = data.resting_cursor, range(data.depth)
    for layer in range(data.depth):
        weights = data.glow[:, layer].tolist()
        here = [float(cursor == data.depth - 1 - layer) for cursor in beats]
        x, half = layout.x[layer], layout.half_column
        top, bottom = layout.y[layer][0] - layout.pad, layout.y[layer][-1] + layout.pad
        halo = Rect(role="halo", x=x - half, y=top, width=2 * half, height=bottom - top, radius=min(half, 8))
        lit = (halo, *_neurons(layout, layer, "lit", "halo"))
        motion = change_between(params, data, weights)
        marks.append(Group(key=f"glow-{layer}", opacity=weights[rest], motion=motion, children=lit))
        motion = change_between(params, data, here)
        marks.append(replace(halo, role="front", key=f"front-{layer}", opacity=here[rest], motion=motion))
    return marks


def _stems(params: ResolvedGradientFlow, data: FlowSeries, layout: Layout) -> list[Mark]:
    """A dot per layer on a logarithmic scale, over the baseline at its lower end; an exact zero is a ring there."""
    stem = layout.stem
    scale = Scale(data.axis_low, data.axis_high, stem.bottom, stem.top)
    marks: list[Mark] = [Line(role="axis", x1=stem.left, y1=stem.bottom, x2=stem.right, y2=stem.bottom)]
    lollipops = Lollipops(stem.bottom, max(1.5, min(5.0, 0.3 * layout.pitch)))
    for layer, (x, level) in enumerate(zip(layout.x, data.log10_magnitude.tolist(), strict=True)):
        reached = [float(cursor >= data.depth - 1 - layer) for cursor in range(data.depth)]
        if math.isinf(level):
            marks.append(Circles(role="node", centres=((x, stem.bottom),), radius=min(3.0, lollipops.radius)))
            continue
        grows = change_between(params, data, reached, channel="scale-y")
        marks += lollipops.one("wave", layer, (x, scale(level)), grows)
    return marks


def _magnitudes(data: FlowSeries, layout: Layout, canvas: Canvas) -> list[tuple[int, Text]]:
    texts = [Compact(value).visible() for value in data.magnitude.tolist()]
    y, axis = layout.stem.bottom + 19, f"|∂L|, log scale from {decade_label(data.axis_low)}"
    named = partial(canvas.text, "muted", axis, canvas.width / 2, anchor="middle")
    if canvas.fits(texts, layout.pitch):
        every = zip(layout.x, texts, strict=True)
        values = enumerate(canvas.inside(canvas.text("text", text, x, y)) for x, text in every)
        return [*values, (0, named(y + canvas.line_height))]
    first = canvas.inside(canvas.text("text", texts[0], layout.x[0], y))
    last = canvas.inside(canvas.text("text", texts[-1], layout.x[-1], y))
    room = extent(last)[0] - extent(first)[1] - canvas.text_size
    below = 0.0 if canvas.text_width(axis) < room else canvas.line_height
    return [(0, first), (data.depth - 1, last), (0, named(y + below))]
