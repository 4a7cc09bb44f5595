"""The backward wave: a column of neurons per layer, which light up from the loss to the input, and the magnitudes below."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.description.number_format import drawn
from sitegen.figures.gradient_flow.kernel import MOST_NAMED_LAYERS, FlowSeries
from sitegen.figures.gradient_flow.layout import Layout, drawn_names, wave_layout
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.figures.gradient_flow.wording import layer_label, layer_name, magnitude_at, readout, short_readout
from sitegen.figures.shared_sentences import GRADIENT
from sitegen.plot.beyond import edge_arrow
from sitegen.plot.column_labels import column_labels, column_places
from sitegen.plot.scales import Scale
from sitegen.plot.ticks import decade_label
from sitegen.scene.beats import Beats
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, DataPoints, Group, Line, Mark, Panel, Scene, Step, TableCells, Text
from sitegen.scene.text_width import extent


def draw(params: ResolvedGradientFlow, data: FlowSeries, canvas: Canvas) -> Scene:
    """Edges, neurons, their light, names, and a dot for the magnitude under each layer."""
    layout = wave_layout(data, canvas)
    beats = Beats(params.play_speed, data.resting_cursor + 1 if params.travels else 0, params.loop)
    texts = tuple(_texts(data, layout, canvas, beats))
    height = max(text.y for _, text in texts) + 9
    listed = data.depth <= MOST_NAMED_LAYERS
    marks: tuple[Mark, ...] = (
        *layout.columns.edges(),
        _columns(data, layout, texts, listed=listed),
        *_lights(data, layout, beats),
        *_magnitudes(data, layout, beats),
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


def _texts(data: FlowSeries, layout: Layout, canvas: Canvas, beats: Beats) -> Iterator[tuple[int, Text]]:
    """Every text with the layer that it belongs to: it is part of the layer's image, so that no text has to be hidden."""
    yield from enumerate(_readouts(data, canvas, beats))
    right, x = layout.stem.right, layout.columns.x
    yield (data.depth - 1, canvas.text("wave-text", "← gradients ←", right, layout.marker_y, anchor="end"))
    names = drawn_names(data, canvas)
    for (layer, name), place in zip(names, column_places(names, x, canvas), strict=True):
        yield (layer, canvas.inside(canvas.text("text", name, place, layout.names_y)))
    y = layout.stem.bottom + 19
    values = column_labels(tuple(drawn(magnitude_at(data, layer)) for layer in range(data.depth)), x, canvas, cut=False)
    places = zip(values, column_places(values, x, canvas), strict=True)
    written = [(layer, canvas.inside(canvas.text("text", value, place, y))) for (layer, value), place in places]
    yield from written
    ends = f"{decade_label(data.axis_low)} to {decade_label(data.axis_high)}"
    axis = f"|∂L|, log scale from {ends}" if canvas.is_wide else f"|∂L|, log, {ends}"
    middle = canvas.width / 2
    room = 2 * min(middle - extent(written[0][1])[1], extent(written[-1][1])[0] - middle) - canvas.text_size
    below = 0.0 if len(written) == 2 and canvas.text_width(axis) < room else canvas.line_height
    yield (0, canvas.text("muted", axis, middle, y + below, anchor="middle"))


def _readouts(data: FlowSeries, canvas: Canvas, beats: Beats) -> Iterator[Text]:
    for layer, text in enumerate(_readout_texts(data, canvas)):
        cursor = data.depth - 1 - layer
        shown = [float(step == cursor) for step in range(data.depth)]
        motion = beats.swap(shown)
        looks = {"bold": True, "opacity": shown[data.resting_cursor], "motion": motion}
        yield canvas.text("text", text, 4, 18, key=f"readout-{layer}", **looks)


def _readout_texts(data: FlowSeries, canvas: Canvas) -> list[str]:
    """The display at every layer: all in full, or all short, with names cut to their room."""
    room = canvas.width - 8
    texts = [readout(data, layer).text("drawn") for layer in range(data.depth)]
    if all(canvas.text_width(text, bold=True) <= room for text in texts):
        return texts
    rooms = [
        room - canvas.text_width(short_readout(data, layer, " ").text("drawn"), bold=True)
        for layer in range(data.depth)
    ]
    names = [canvas.shortened(layer_name(data, layer), left, bold=True) for layer, left in enumerate(rooms)]
    return [short_readout(data, layer, name).text("drawn") for layer, name in enumerate(names)]


def _columns(data: FlowSeries, layout: Layout, texts: Sequence[tuple[int, Text]], *, listed: bool) -> Mark:
    columns = (
        (*(text for at, text in texts if at == layer), *layout.columns.neurons(layer, "node", "surface"))
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


def _lights(data: FlowSeries, layout: Layout, beats: Beats) -> Iterator[Mark]:
    """The light of each column, and the frame around it while the wave is there."""
    rest = data.resting_cursor
    for layer in range(data.depth):
        weights = data.glow[:, layer].tolist()
        here = [float(cursor == data.depth - 1 - layer) for cursor in range(data.depth)]
        halo = layout.columns.box(layer, "halo")
        lit = (halo, *layout.columns.neurons(layer, "lit", "halo"))
        motion = beats.change(weights)
        yield Group(key=f"glow-{layer}", opacity=weights[rest], motion=motion, children=lit)
        motion = beats.change(here)
        yield replace(halo, role="front", key=f"front-{layer}", opacity=here[rest], motion=motion)


def _magnitudes(data: FlowSeries, layout: Layout, beats: Beats) -> Iterator[Mark]:
    """A dot on a stem per layer, on a logarithmic scale over the baseline at its lower end; an exact zero is a ring there."""
    stem = layout.stem
    scale = Scale(data.axis_low, data.axis_high, stem.bottom, stem.top)
    yield Line(role="axis", x1=stem.left, y1=stem.bottom, x2=stem.right, y2=stem.bottom)
    radius = max(1.5, min(5.0, 0.3 * layout.columns.pitch))
    levels = map(scale, data.log10_magnitude.tolist())
    yield DataPoints(cells=TableCells((4,)), places=tuple(zip(layout.columns.x, levels, strict=True)))
    for layer, (x, level) in enumerate(zip(layout.columns.x, data.log10_magnitude.tolist(), strict=True)):
        if math.isinf(level):
            yield Circles(role="node", centres=((x, stem.bottom),), radius=min(3.0, radius))
            continue
        reached = [float(cursor >= data.depth - 1 - layer) for cursor in range(data.depth)]
        dot = Circles(role="wave", key=f"dot-{layer}", centres=((x, scale(level)),), radius=radius, base=stem.bottom)
        dot = replace(dot, motion=beats.change(reached))
        yield edge_arrow(dot, level, scale) or dot
