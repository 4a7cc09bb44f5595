"""A network as columns of neurons, from the widths of its layers alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sitegen.plot.scales import Frame
from sitegen.scene.shapes import Circles, Mark, Rect, Segments

MOST_DRAWN = 7
"""Neurons drawn in a column; wider layers show three, a gap of dots, and three."""
_LEAST_ROWS = 4
_ELIDED = (0, 1, 2, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class NeuronColumns:
    """Positions in user units."""

    x: tuple[float, ...]
    """Centre of each column, input first."""
    y: tuple[tuple[float, ...], ...]
    """Centres of the neurons drawn in each column, top to bottom."""
    dots: tuple[tuple[float, ...], ...]
    """Centres of the dots of an ellipsis; empty where all neurons are drawn."""
    pitch: float
    radius: float
    """Distance between columns; radius of a neuron."""

    def edges(self) -> list[Mark]:
        """Lines from every neuron to all neurons of the next column."""
        pairs = zip(self.x, self.x[1:], self.y, self.y[1:], strict=False)
        lines = tuple((left, y1, right, y2) for left, right, above, below in pairs for y1 in above for y2 in below)
        return [Segments(role="edge", lines=lines)] if lines else []

    def neurons(self, layer: int, role: str, on: str) -> tuple[Mark, ...]:
        """The neurons of one layer, and an ellipsis of dots for those not drawn."""
        x = self.x[layer]
        centres, gap = (tuple((x, y) for y in column[layer]) for column in (self.y, self.dots))
        drawn = Circles(role=role, on=(on,), centres=centres, radius=self.radius)
        dot = min(1.5, self.radius / 2)
        return (drawn, Circles(role="ellipsis", on=(on,), centres=gap, radius=dot)) if gap else (drawn,)

    def box(self, layer: int, role: str) -> Rect:
        """A box around the neurons of one layer."""
        half, pad = min(self.radius + 7.0, 0.47 * self.pitch), self.radius + 4.0
        top, bottom = self.y[layer][0] - pad, self.y[layer][-1] + pad
        left, radius = self.x[layer] - half, min(half, 8)
        return Rect(role=role, x=left, y=top, width=2 * half, height=bottom - top, radius=radius)


@lru_cache(maxsize=64)
def neuron_columns(neurons: tuple[int, ...], frame: Frame, margin: float) -> NeuronColumns:
    """Spread the columns over the width of a frame, and the neurons of each around its middle.

    Parameters
    ----------
    neurons : tuple of int
        Width of each layer, at least 1.
    frame : Frame
        Area of the network.
    margin : float
        Between its edges and the centres of the columns there.
    """
    depth, span = len(neurons), frame.width - 2 * margin
    pitch = span / (depth - 1) if depth > 1 else span
    middle = frame.middle
    x = tuple(frame.left + margin + pitch * layer for layer in range(depth)) if depth > 1 else (middle[0],)
    row = frame.height / min(max(*neurons, _LEAST_ROWS), MOST_DRAWN)
    radius = max(1.0, min(0.36 * row, 0.32 * pitch))
    y, dots = zip(*(_rows(count, row, middle[1]) for count in neurons), strict=True)
    return NeuronColumns(x, y, dots, pitch, radius)


def _rows(count: int, row: float, middle: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    drawn = min(count, MOST_DRAWN)
    centres = [middle + (index - (drawn - 1) / 2) * row for index in range(drawn)]
    if count <= MOST_DRAWN:
        return tuple(centres), ()
    return tuple(centres[index] for index in _ELIDED), tuple(middle + offset * row / 3.5 for offset in (-1, 0, 1))
