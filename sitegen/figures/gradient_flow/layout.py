"""Positions of columns and neurons, from the widths of the layers alone."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.scene.chart_axes import Frame
from sitegen.scene.shapes import WIDTH

READOUT_Y = 18.0
MARKER_Y = 43.0
NETWORK = Frame(left=4.0, top=60.0, right=WIDTH - 4, bottom=172.0)
NAMES_Y = 194.0
STEM = Frame(left=4.0, top=208.0, right=WIDTH - 4, bottom=260.0)
MOST_DRAWN = 7
"""Neurons drawn in a column; wider layers show three, a gap of dots, and three."""
_EDGE_MARGIN = 34.0
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
