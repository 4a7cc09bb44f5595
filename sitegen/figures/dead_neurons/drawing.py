"""A header, a row for each layer where there are many neurons, and a card for each neuron that is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.description.number_format import Count, drawn
from sitegen.description.sentences import text_of
from sitegen.figures.dead_neurons.kernel import Card, DeadNeuronReport
from sitegen.figures.dead_neurons.layers import Summary, split_name
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.dead_neurons.wording import (
    MEASURES,
    amount_of,
    card_label,
    layer_name,
    readout,
    state_of,
    threshold_of,
)
from sitegen.plot.scales import Frame
from sitegen.plot.sparklines import spark_level, sparkline
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import DataPoints, Line, Mark, Panel, Polyline, Rect, Scene, TableCells
from sitegen.scene.text_width import extent

EDGE = 4.0
"""Distance of a card from the edge of its panel, and of the words of a full panel from its edge."""
PAD = 8.0
"""Distance of the outline of a card from what is in it, and of the line from the badge."""
BADGE_WIDTH = 52.0
ROW = 26.0
"""Height of the row of a layer."""
_LEAST_BAR = 1.5
_NAME_ROOM = 104.0


@dataclass(frozen=True, slots=True)
class CardPlace:
    """The parts of a card on a canvas."""

    canvas: Canvas
    columns: int
    """Cards in a row."""

    @property
    def card(self) -> Frame:
        """The outline."""
        return Frame(EDGE, EDGE, self.canvas.width / self.columns - EDGE, 82.0)

    @property
    def badge(self) -> Frame:
        """Where the state is written."""
        right = self.card.right - PAD
        return Frame(right - BADGE_WIDTH, 30.0, right, 54.0)

    @property
    def spark(self) -> Frame:
        """The box of the line."""
        return Frame(self.card.left + PAD, 32.0, self.badge.left - PAD, 54.0)

    @property
    def text_room(self) -> float:
        """Width of a line of text."""
        return self.card.width - 2 * PAD


def draw(params: DeadNeuronsParams, data: DeadNeuronReport, canvas: Canvas) -> Scene:
    """The count, and the neurons as small multiples."""
    place = CardPlace(canvas, _columns(len(data.cards), canvas))
    layers = (_layers(data.summary, canvas),) if data.summary else ()
    words = MEASURES[params.criterion]
    return Scene(
        panels=(_header(params, data, canvas), *layers, *(_card(params, data, card, place) for card in data.cards)),
        text_size=canvas.text_size,
        columns=place.columns,
        list_label=f"Neurons with the {words.weakest} {words.short}s, weakest first" if data.summary else "Neurons",
    )


def _columns(cards: int, canvas: Canvas) -> int:
    """Cards in a row; of two good numbers the one that leaves fewer places empty."""
    return min((4, 3), key=lambda columns: -cards % columns) if canvas.is_wide else 2


def _header(params: DeadNeuronsParams, data: DeadNeuronReport, canvas: Canvas) -> Panel:
    """The count, the window, and when a neuron is dead."""
    measure = "max |a|" if params.criterion == "silent" else "largest slope"
    said = [f"dead: {measure} < {drawn(threshold_of(data))}"]
    said += ["demo: made-up activations"] if params.demo else []
    count = canvas.text("text", readout(data).text(), EDGE, 22, bold=True)
    left, window = extent(count)[1] + canvas.text_size / 2, _window(params, data)
    marks: list[Mark] = [count]
    if left + canvas.text_width(window) <= canvas.width - EDGE:
        marks.append(canvas.text("muted", window, left, 22))
    else:
        said.insert(0, window)
    lines = [line for text in said for line in canvas.wrapped(text, canvas.width - 2 * EDGE)]
    marks += [canvas.text("muted", line, EDGE, 46 + 22 * number) for number, line in enumerate(lines)]
    return Panel(width=canvas.width, height=36.0 + 22 * len(lines), marks=tuple(marks))


def _window(params: DeadNeuronsParams, data: DeadNeuronReport) -> str:
    if params.window == "all":
        ragged = data.fewest_samples != data.most_samples
        return "all samples" if ragged else f"all samples ({Count(data.most_samples).visible()})"
    return "last sample" if params.window == 1 else f"last {Count(params.window).visible()} samples"


def _layers(summary: Summary, canvas: Canvas) -> Panel:
    """A bar for the dead share of each layer, over a track as long as the whole layer."""
    rows = [summary.layers[index] for index in summary.drawn_layers]
    counts = [f"{Count(row.dead).visible()}/{Count(row.neurons).visible()}" for row in rows]
    names = [canvas.shortened(layer_name(row), _NAME_ROOM) for row in rows]
    left = EDGE + max(map(canvas.text_width, names)) + 8
    right = canvas.width - EDGE - max(map(canvas.text_width, counts)) - 8
    marks: list[Mark] = [canvas.text("muted", "dead neurons by layer", EDGE, 18)]
    for number, (row, name, count) in enumerate(zip(rows, names, counts, strict=True)):
        base = 44.0 + ROW * number
        length = max(_LEAST_BAR, (right - left) * row.dead / row.neurons) if row.dead else 0.0
        bar = Rect(role="exploding", on=("card",), x=left, y=base - 11, width=length, height=12)
        marks += [
            canvas.text("text", name, EDGE, base),
            Rect(role="card", x=left, y=base - 11, width=right - left, height=12),
            *([bar] if row.dead else []),
            canvas.text("text", count, canvas.width - EDGE, base, anchor="end"),
        ]
    centre, size = (left + right) / 2, (right - left, 12.0)
    places = tuple((centre, 39.0 + ROW * number) for number in range(len(rows)))
    marks.append(DataPoints(cells=TableCells((1, 2), table=1), places=places, sizes=(size,)))
    return Panel(width=canvas.width, height=44.0 + ROW * len(rows), marks=tuple(marks))


def _card(params: DeadNeuronsParams, data: DeadNeuronReport, card: Card, place: CardPlace) -> Panel:
    """Name, line, badge and peak of one neuron."""
    neuron, dead = card.neuron, bool(data.dead[card.neuron])
    ground = "card-dead" if dead else "card"
    amount = text_of(amount_of(params, data, neuron), "drawn")
    said = (f"{MEASURES[params.criterion].short} {amount}", amount) if data.samples[neuron] else ("no samples",)
    text, box, x = place.canvas.text, place.card, place.spark.left
    outline = Rect(role=ground, x=box.left, y=box.top, width=box.width, height=box.height, radius=8)
    marks = (
        outline,
        text("text", _short_name(data.ids[neuron], place), x, 22, on=(ground,), bold=True),
        *_spark(params, data, card, place.spark, ground),
        *_badge(data, neuron, place),
        text("text", place.canvas.longest_fitting(said, place.text_room), x, 73, on=(ground,)),
        *_point(data, neuron, box),
    )
    label = card_label(params, data, neuron).text("spoken")
    size = (place.canvas.width / place.columns, box.bottom + EDGE)
    return Panel(width=size[0], height=size[1], marks=marks, label=label, state=state_of(data, neuron))


def _point(data: DeadNeuronReport, neuron: int, box: Frame) -> Iterator[Mark]:
    """State and measure of a neuron, as far as the table has its row."""
    rows = data.summary.table_rows if data.summary else range(data.neurons)
    if neuron in rows:
        cells = TableCells((1, 2), first=rows.index(neuron))
        yield DataPoints(cells=cells, places=(box.middle,), sizes=((box.width, box.height),))


def _short_name(name: str, place: CardPlace) -> str:
    """As much of a name as a card holds; a layer's name is cut before its neuron's is."""
    canvas, room = place.canvas, place.text_room
    parts = split_name(name)
    if canvas.text_width(name, bold=True) <= room or parts is None:
        return canvas.shortened(name, room, bold=True)
    layer = parts[0]
    tail = name[len(layer) :]
    left = room - canvas.text_width(tail, bold=True)
    enough = left > canvas.text_width("…", bold=True) + canvas.text_size
    return canvas.shortened(layer, left, bold=True) + tail if enough else canvas.shortened(name, room, bold=True)


def _spark(params: DeadNeuronsParams, data: DeadNeuronReport, card: Card, box: Frame, ground: str) -> Iterator[Mark]:
    """The line over a dashed one, which is at 0, or in the middle of a box of its own scale."""
    neuron, shared = card.neuron, params.scale == "shared"
    limits, middle = (data.lines_low, data.lines_high), box.middle[1]
    zero = spark_level(0.0, box, limits) if shared else middle
    yield Line(role="midline", on=(ground,), x1=box.left, y1=zero, x2=box.right, y2=zero)
    if not shared:
        level = 0.0 if data.flat[neuron] else 1.0
        limits = (level * float(data.lowest[neuron]), level * float(data.highest[neuron]))
    if card.activations.size:
        role = "faint-line" if data.dead[neuron] else "stable-line"
        yield Polyline(role=role, on=(ground,), points=sparkline(card.activations, box, limits))


def _badge(data: DeadNeuronReport, neuron: int, place: CardPlace) -> list[Mark]:
    dead = bool(data.dead[neuron])
    role, ink = ("badge-dead", "exploding-text") if dead else ("badge", "stable-text")
    box = place.badge
    x = (box.left + box.right) / 2
    return [
        Rect(role=role, x=box.left, y=box.top, width=box.width, height=box.height, radius=box.height / 2),
        place.canvas.text(ink, state_of(data, neuron), x, box.top + 17, on=(role,), anchor="middle"),
    ]
