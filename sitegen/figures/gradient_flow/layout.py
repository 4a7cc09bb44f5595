"""Positions of columns and neurons, from the widths of the layers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sitegen.plot.scales import Frame
from sitegen.plot.ticks import index_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.text_width import extent

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

    marker_y: float
    """Baseline of the text that says where the gradients go."""
    network: Frame
    stem: Frame
    """Areas of the network and of the bars of magnitude."""
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
    def names_y(self) -> float:
        """Baseline of the names of layers."""
        return self.network.bottom + 22.0

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


@lru_cache(maxsize=64)
def column_layout(neurons: tuple[int, ...], canvas: Canvas) -> Layout:
    """Spread the columns over the width, and the neurons of each around the middle."""
    marker_y, network_height, stem_height = (18.0, 176.0, 76.0) if canvas.is_wide else (43.0, 112.0, 52.0)
    right, top = canvas.width - 4, marker_y + 17
    network = Frame(left=4.0, top=top, right=right, bottom=top + network_height)
    stem = Frame(left=4.0, top=network.bottom + 36, right=right, bottom=network.bottom + 36 + stem_height)
    depth = len(neurons)
    margin = _EDGE_MARGIN if depth <= 12 or canvas.is_wide else 12.0
    span = network.width - 2 * margin
    pitch = span / (depth - 1) if depth > 1 else span
    x = tuple(network.left + margin + pitch * layer for layer in range(depth)) if depth > 1 else (canvas.width / 2,)
    row = network.height / min(max(*neurons, _LEAST_ROWS), MOST_DRAWN)
    radius = max(1.0, min(0.36 * row, 0.32 * pitch))
    middle = (network.top + network.bottom) / 2
    y, dots = zip(*(_rows(count, row, middle) for count in neurons), strict=True)
    return Layout(marker_y, network, stem, x, y, dots, pitch, radius)


def _rows(count: int, row: float, middle: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    drawn = min(count, MOST_DRAWN)
    centres = [middle + (index - (drawn - 1) / 2) * row for index in range(drawn)]
    if count <= MOST_DRAWN:
        return tuple(centres), ()
    return tuple(centres[index] for index in _ELIDED), tuple(middle + offset * row / 3.5 for offset in (-1, 0, 1))


@lru_cache(maxsize=64)
def drawn_names(names: tuple[str, ...], x: tuple[float, ...], canvas: Canvas) -> tuple[tuple[int, str], ...]:
    """Indices and names of the layers that have room for a name, each cut to its room; always the first and the last.

    Parameters
    ----------
    names : tuple of str
        Name of each layer.
    x : tuple of float
        Centre of each column.
    canvas : Canvas
        What the drawing is made for.
    """
    last = len(names) - 1
    if not last:
        return ((0, canvas.shortened(names[0], canvas.width - 2 * canvas.text_size)),)
    for shown in (
        range(last + 1),
        *(index_ticks(last + 1, most) for most in ((16, 10, 5, 4, 3) if canvas.is_wide else (5, 4, 3))),
        (0, last),
    ):
        whole, places = [names[layer] for layer in shown], [x[layer] for layer in shown]
        if _apart(whole, places, canvas):
            return tuple(zip(shown, whole, strict=True))
        room = _room(places, canvas)
        cut = [canvas.shortened(name, room) for name in whole]
        if room >= _LEAST_NAME and len({*cut}) == len({*whole}):
            break
    return tuple(zip(shown, cut, strict=True))


def _apart(names: Sequence[str], x: Sequence[float], canvas: Canvas) -> bool:
    """Whether whole names centred at `x` keep clear of each other."""
    places = [extent(canvas.inside(canvas.text("text", name, at, 0))) for name, at in zip(names, x, strict=True)]
    return all(right + _NAME_GAP <= left for (_, right), (left, _) in pairwise(places))


def _room(x: Sequence[float], canvas: Canvas) -> float:
    """Width that names centred at `x` may have; those at the edges are moved inside the drawing."""
    if len(x) == 2:
        return canvas.width / 2 - canvas.text_size
    beside = min(x[1], canvas.width - x[-2]) - _NAME_GAP
    return min(*(after - before - _NAME_GAP for before, after in pairwise(x)), 2 / 3 * beside)
