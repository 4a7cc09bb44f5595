"""Positions of columns and neurons, from the widths of the layers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sitegen.scene.chart_axes import Frame, index_ticks
from sitegen.scene.shapes import TEXT_SIZE, WIDTH, Text
from sitegen.scene.text_width import extent, inside, shortened

READOUT_Y = 18.0
MARKER_Y = 43.0
NETWORK = Frame(left=4.0, top=60.0, right=WIDTH - 4, bottom=172.0)
NAMES_Y = 194.0
STEM = Frame(left=4.0, top=208.0, right=WIDTH - 4, bottom=260.0)
MOST_DRAWN = 7
"""Neurons drawn in a column; wider layers show three, a gap of dots, and three."""
_EDGE_MARGIN = 34.0
_NAME_GAP = 1.0
"""Between names as wide as a reader's own letters may make them."""
_LEAST_NAME = 60.0
"""Room that a name needs if it is cut."""
_LEAST_ROWS = 4
_ELIDED = (0, 1, 2, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in user units."""

    frame: Frame
    """Area of the network."""
    x: tuple[float, ...]
    """Centre of each column, input first."""
    y: tuple[tuple[float, ...], ...]
    """Centres of the neurons drawn in each column, top to bottom."""
    dots: tuple[tuple[float, ...], ...]
    """Centres of the dots of an ellipsis; empty where all neurons are drawn."""
    pitch: float
    radius: float
    """Distance between columns; radius of a neuron."""

    @property
    def dot(self) -> float:
        """Radius of a dot of an ellipsis."""
        return min(1.5, self.radius / 2)

    @property
    def half_column(self) -> float:
        """Half the width of a column with its glow."""
        return min(self.radius + 7.0, 0.47 * self.pitch)

    @property
    def pad(self) -> float:
        """Height of the glow above and below the neurons."""
        return self.radius + 4.0


def column_layout(neurons: tuple[int, ...]) -> Layout:
    """Spread the columns over the width, and the neurons of each around the middle."""
    depth = len(neurons)
    margin = _EDGE_MARGIN if depth <= 12 else 12.0
    span = NETWORK.width - 2 * margin
    pitch = span / (depth - 1) if depth > 1 else span
    x = tuple(NETWORK.left + margin + pitch * layer for layer in range(depth)) if depth > 1 else (WIDTH / 2,)
    row = NETWORK.height / min(max(*neurons, _LEAST_ROWS), MOST_DRAWN)
    radius = max(1.0, min(0.36 * row, 0.32 * pitch))
    columns = [_rows(count, row) for count in neurons]
    return Layout(NETWORK, x, tuple(c[0] for c in columns), tuple(c[1] for c in columns), pitch, radius)


def _rows(count: int, row: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    middle = (NETWORK.top + NETWORK.bottom) / 2
    drawn = min(count, MOST_DRAWN)
    centres = [middle + (index - (drawn - 1) / 2) * row for index in range(drawn)]
    if count <= MOST_DRAWN:
        return tuple(centres), ()
    return tuple(centres[index] for index in _ELIDED), tuple(middle + offset * row / 3.5 for offset in (-1, 0, 1))


def drawn_names(names: Sequence[str], x: Sequence[float]) -> tuple[tuple[int, str], ...]:
    """Indices and names of the layers that have room for a name, each cut to its room; always the first and the last.

    Parameters
    ----------
    names : sequence of str
        Name of each layer.
    x : sequence of float
        Centre of each column.
    """
    last = len(names) - 1
    if not last:
        return ((0, shortened(names[0], WIDTH - 2 * TEXT_SIZE)),)
    for shown in (range(last + 1), *(index_ticks(last + 1, most) for most in (5, 4, 3)), (0, last)):
        whole, places = [names[layer] for layer in shown], [x[layer] for layer in shown]
        if _apart(whole, places):
            return tuple(zip(shown, whole, strict=True))
        room = _room(places)
        cut = [shortened(name, room) for name in whole]
        if room >= _LEAST_NAME and len({*cut}) == len({*whole}):
            break
    return tuple(zip(shown, cut, strict=True))


def _apart(names: Sequence[str], x: Sequence[float]) -> bool:
    """Whether whole names centred at `x` keep clear of each other."""
    places = [extent(inside(Text(role="text", x=at, y=0, text=name))) for name, at in zip(names, x, strict=True)]
    return all(right + _NAME_GAP <= left for (_, right), (left, _) in pairwise(places))


def _room(x: Sequence[float]) -> float:
    """Width that names centred at `x` may have; those at the edges are moved inside the drawing."""
    if len(x) == 2:
        return WIDTH / 2 - TEXT_SIZE
    beside = min(x[1], WIDTH - x[-2]) - _NAME_GAP
    return min(*(after - before - _NAME_GAP for before, after in pairwise(x)), 2 / 3 * beside)
