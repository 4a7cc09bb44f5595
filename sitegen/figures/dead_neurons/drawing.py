"""A header, a row for each layer where there are many neurons, and a card for each neuron that is drawn."""

from __future__ import annotations

from sitegen.description.number_format import Count, format_parameter
from sitegen.description.sentences import text_of
from sitegen.figures.dead_neurons.kernel import Card, DeadNeuronReport
from sitegen.figures.dead_neurons.layers import Summary, split_name
from sitegen.figures.dead_neurons.sparkline import SPARK_HEIGHT, SPARK_WIDTH, spark_points
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.dead_neurons.wording import amount_of, card_label, layer_name, readout, state_of
from sitegen.scene.chart_axes import Frame
from sitegen.scene.shapes import TEXT_SIZE, WIDTH, Line, Mark, Panel, Polyline, Rect, Scene, Text
from sitegen.scene.text_width import extent, shortened, text_width

EDGE = 4.0
"""Between a card and the edge of its panel, and between the words of a full panel and its edge."""
CARD = Frame(EDGE, EDGE, WIDTH / 2 - EDGE, 112.0)
PAD = 8.0
"""Between the outline of a card and what is in it, and between the line and the badge."""
SPARK = Frame(CARD.left + PAD, 40.0, CARD.left + PAD + SPARK_WIDTH, 40.0 + SPARK_HEIGHT)
BADGE = Frame(SPARK.right + PAD, 42.0, CARD.right - PAD, 66.0)
ROW = 26.0
"""Height of the row of a layer."""
_LEAST_BAR = 1.5
_NAME_ROOM = 104.0
_BOLD = text_width("n", bold=True) / text_width("n")


def draw(params: DeadNeuronsParams, data: DeadNeuronReport) -> Scene:
    """The count, and the neurons as small multiples."""
    layers = (_layers(data.summary),) if data.summary else ()
    weakest = "lowest peaks" if params.criterion == "silent" else "smallest slopes"
    return Scene(
        panels=(_header(params, data), *layers, *(_card(params, data, card) for card in data.cards)),
        columns=2,
        list_label=f"Neurons with the {weakest}, weakest first" if data.summary else "Neurons",
    )


def _header(params: DeadNeuronsParams, data: DeadNeuronReport) -> Panel:
    """The count, the window, and when a neuron is dead."""
    measure = "max |a|" if params.criterion == "silent" else "largest slope"
    lines = [f"dead: {measure} < {format_parameter(data.threshold).visible()}"]
    lines += ["demo: activations are made up"] if params.demo else []
    count = Text(role="text", x=EDGE, y=22, text=readout(data).text(), bold=True)
    left = extent(count)[1] + TEXT_SIZE / 2
    window = shortened(_window(params, data), WIDTH - EDGE - left)
    marks: list[Mark] = [count, Text(role="muted", x=left, y=22, text=window)]
    for number, line in enumerate(lines):
        marks.append(Text(role="muted", x=EDGE, y=46 + 22 * number, text=shortened(line, WIDTH - 2 * EDGE)))
    return Panel(height=36.0 + 22 * len(lines), marks=tuple(marks))


def _window(params: DeadNeuronsParams, data: DeadNeuronReport) -> str:
    if params.window == "all":
        ragged = data.fewest_samples != data.most_samples
        return "all samples" if ragged else f"all samples ({Count(data.most_samples).visible()})"
    return "last sample" if params.window == 1 else f"last {Count(params.window).visible()} samples"


def _layers(summary: Summary) -> Panel:
    """A bar for the dead share of each layer, over a track as long as the whole layer."""
    rows = [summary.layers[index] for index in summary.drawn_layers]
    counts = [f"{Count(row.dead).visible()}/{Count(row.neurons).visible()}" for row in rows]
    names = [shortened(layer_name(row), _NAME_ROOM) for row in rows]
    left = EDGE + max(map(text_width, names)) + 8
    right = WIDTH - EDGE - max(map(text_width, counts)) - 8
    marks: list[Mark] = [Text(role="muted", x=EDGE, y=18, text="dead neurons by layer")]
    for number, (row, name, count) in enumerate(zip(rows, names, counts, strict=True)):
        base = 44.0 + ROW * number
        length = max(_LEAST_BAR, (right - left) * row.dead / row.neurons) if row.dead else 0.0
        bar = Rect(role="exploding", on=("card",), x=left, y=base - 11, width=length, height=12)
        marks += [
            Text(role="text", x=EDGE, y=base, text=name),
            Rect(role="card", x=left, y=base - 11, width=right - left, height=12),
            *([bar] if row.dead else []),
            Text(role="text", x=WIDTH - EDGE, y=base, text=count, anchor="end"),
        ]
    return Panel(height=44.0 + ROW * len(rows), marks=tuple(marks))


def _card(params: DeadNeuronsParams, data: DeadNeuronReport, card: Card) -> Panel:
    """Name, line, badge and peak of one neuron."""
    neuron, dead = card.neuron, bool(data.dead[card.neuron])
    ground = "card-dead" if dead else "card"
    word = "peak" if params.criterion == "silent" else "slope"
    amount = f"{word} {text_of(amount_of(params, data, neuron), 'visible')}" if data.samples[neuron] else "no samples"
    outline = Rect(role=ground, x=CARD.left, y=CARD.top, width=CARD.width, height=CARD.height, radius=8)
    marks = (
        outline,
        Text(role="text", on=(ground,), x=SPARK.left, y=27, text=_short_name(data.ids[neuron]), bold=True),
        *_spark(data, card, ground),
        *_badge(data, neuron),
        Text(role="text", on=(ground,), x=SPARK.left, y=97, text=shortened(amount, CARD.width - 2 * PAD)),
    )
    label = card_label(params, data, neuron).text("spoken")
    return Panel(width=WIDTH / 2, height=CARD.bottom + EDGE, marks=marks, label=label, state=state_of(data, neuron))


def _short_name(name: str) -> str:
    """As much of a name as a card holds; a layer's name is cut before its neuron's is."""
    room = (CARD.width - 2 * PAD) / _BOLD
    parts = split_name(name)
    if text_width(name) <= room or parts is None:
        return shortened(name, room)
    layer = parts[0]
    tail = name[len(layer) :]
    left = room - text_width(tail)
    return shortened(layer, left) + tail if left > text_width("…") + TEXT_SIZE else shortened(name, room)


def _spark(data: DeadNeuronReport, card: Card, ground: str) -> list[Mark]:
    """The middle of the box, and over it the line; without samples there is no line."""
    middle = (SPARK.top + SPARK.bottom) / 2
    marks: list[Mark] = [Line(role="midline", on=(ground,), x1=SPARK.left, y1=middle, x2=SPARK.right, y2=middle)]
    if card.activations.size:
        points = spark_points(card.activations, flat=bool(data.flat[card.neuron]))
        placed = tuple((SPARK.left + x, SPARK.top + y) for x, y in points)
        role = "faint-line" if data.dead[card.neuron] else "stable-line"
        marks.append(Polyline(role=role, on=(ground,), points=placed))
    return marks


def _badge(data: DeadNeuronReport, neuron: int) -> list[Mark]:
    dead = bool(data.dead[neuron])
    role, ink = ("badge-dead", "exploding-text") if dead else ("badge", "stable-text")
    x = (BADGE.left + BADGE.right) / 2
    return [
        Rect(role=role, x=BADGE.left, y=BADGE.top, width=BADGE.width, height=BADGE.height, radius=BADGE.height / 2),
        Text(role=ink, on=(role,), x=x, y=BADGE.top + 17, text=state_of(data, neuron), anchor="middle"),
    ]
