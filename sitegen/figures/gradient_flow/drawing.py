"""The backward wave: a column of neurons per layer, a glow that travels from the loss to the input, the magnitudes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.description.number_format import Compact
from sitegen.figures.gradient_flow.kernel import MOST_NAMED_LAYERS, FlowSeries
from sitegen.figures.gradient_flow.layout import MARKER_Y, NAMES_Y, READOUT_Y, STEM, Layout, column_layout, drawn_names
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.figures.gradient_flow.wave_motion import fade_between
from sitegen.figures.gradient_flow.wording import layer_label, readout
from sitegen.figures.shared_sentences import GRADIENT
from sitegen.scene.chart_axes import Scale
from sitegen.scene.shapes import TEXT_SIZE, WIDTH, Circles, Group, Line, Mark, Panel, Rect, Scene, Segments, Step, Text
from sitegen.scene.text_width import extent, fits, inside, text_width

HEIGHT = 288.0


def draw(params: ResolvedGradientFlow, data: FlowSeries) -> Scene:
    """Edges, neurons, the glow over them, names, and a bar of magnitude under each layer."""
    layout = column_layout(data.neurons)
    listed = data.depth <= MOST_NAMED_LAYERS
    marks: tuple[Mark, ...] = (
        *_edges(layout),
        _columns(data, layout, tuple(_texts(params, data, layout)), listed=listed),
        *_glows(params, data, layout),
        *_stems(data, layout),
    )
    steps = tuple(_step(data, cursor) for cursor in range(data.depth)) if data.depth > 1 else ()
    return Scene(panels=(Panel(height=HEIGHT, marks=marks),), structure=listed, steps=steps, beat_ms=params.play_speed)


def _step(data: FlowSeries, cursor: int) -> Step:
    layer = data.depth - 1 - cursor
    glow = {f"glow-{index}": float(weight) for index, weight in enumerate(data.glow[cursor]) if weight}
    magnitude = Compact(float(data.magnitude[layer])).spoken()
    return Step(data.names[layer], {**glow, f"readout-{layer}": 1.0}, detail=f"{GRADIENT.spoken()} {magnitude}")


def _texts(params: ResolvedGradientFlow, data: FlowSeries, layout: Layout) -> Iterator[tuple[int, Text]]:
    """Every text with the layer that it belongs to: it is part of the layer's image, so that no text has to be hidden."""
    yield from enumerate(_readouts(params, data))
    yield (data.depth - 1, _marker(layout))
    yield from _names(data, layout)
    yield from _magnitudes(data, layout)


def _readouts(params: ResolvedGradientFlow, data: FlowSeries) -> list[Text]:
    marks: list[Text] = []
    for layer in range(data.depth):
        cursor = data.depth - 1 - layer
        shown = [float(step == cursor) for step in range(data.depth)]
        motion = fade_between(params, data, shown, easing="linear")
        resting = float(cursor == data.resting_cursor)
        text = readout(data, layer).text()
        marks.append(
            Text(
                role="text",
                key=f"readout-{layer}",
                x=4,
                y=READOUT_Y,
                text=text,
                bold=True,
                opacity=resting,
                motion=motion,
            )
        )
    return marks


def _marker(layout: Layout) -> Text:
    return Text(role="wave-text", x=layout.frame.right, y=MARKER_Y, text="← gradients ←", anchor="end")


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


def _glows(params: ResolvedGradientFlow, data: FlowSeries, layout: Layout) -> list[Mark]:
    marks: list[Mark] = []
    for layer in range(data.depth):
        weights = data.glow[:, layer].tolist()
        x, half = layout.x[layer], layout.half_column
        top, bottom = layout.y[layer][0] - layout.pad, layout.y[layer][-1] + layout.pad
        halo = Rect(role="halo", x=x - half, y=top, width=2 * half, height=bottom - top, radius=min(half, 8))
        marks.append(
            Group(
                key=f"glow-{layer}",
                opacity=weights[data.resting_cursor],
                motion=fade_between(params, data, weights, easing="spring"),
                children=(halo, *_neurons(layout, layer, "lit", "halo")),
            )
        )
    return marks


def _names(data: FlowSeries, layout: Layout) -> Iterator[tuple[int, Text]]:
    for layer, name in drawn_names(data.names, layout.x):
        yield (layer, inside(Text(role="text", x=layout.x[layer], y=NAMES_Y, text=name)))


def _stems(data: FlowSeries, layout: Layout) -> list[Mark]:
    """A bar per layer on a logarithmic scale, from the lower limit of the axis; an exact zero is a dot on the baseline."""
    scale = Scale(data.axis_low, data.axis_high, STEM.bottom, STEM.top)
    marks: list[Mark] = [Line(role="axis", x1=STEM.left, y1=STEM.bottom, x2=STEM.right, y2=STEM.bottom)]
    width = max(1.5, min(14.0, 0.6 * layout.pitch))
    bars = zip(layout.x, data.log10_magnitude.tolist(), data.invisible_bars.tolist(), strict=True)
    for x, level, lost in bars:
        top = scale(level)
        if lost:
            marks.append(Circles(role="wave-dot", centres=((x, STEM.bottom - 2),), radius=min(2.0, width / 2)))
        else:
            marks.append(Rect(role="wave", x=x - width / 2, y=top, width=width, height=STEM.bottom - top))
    return marks


def _magnitudes(data: FlowSeries, layout: Layout) -> list[tuple[int, Text]]:
    texts = [Compact(value).visible() for value in data.magnitude.tolist()]
    y = STEM.bottom + 19
    if fits(texts, layout.pitch):
        every = zip(layout.x, texts, strict=True)
        return list(enumerate(inside(Text(role="text", x=x, y=y, text=text)) for x, text in every))
    first = inside(Text(role="text", x=layout.x[0], y=y, text=texts[0]))
    last = inside(Text(role="text", x=layout.x[-1], y=y, text=texts[-1]))
    caption = Text(role="muted", x=WIDTH / 2, y=y, text="|∂L|, log scale", anchor="middle")
    room = extent(last)[0] - extent(first)[1] - TEXT_SIZE
    ends = [(0, first), (data.depth - 1, last)]
    return [*ends, (0, caption)] if text_width(caption.text) < room else ends
