"""Where the network and the magnitudes of a wave are."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.figures.gradient_flow.kernel import FlowSeries
from sitegen.plot.column_labels import column_labels
from sitegen.plot.neuron_columns import NeuronColumns, neuron_columns
from sitegen.plot.scales import Frame
from sitegen.scene.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in user units."""

    marker_y: float
    """Baseline of the text that says where the gradients go."""
    columns: NeuronColumns
    names_y: float
    """Baseline of the names of layers."""
    stem: Frame
    """Area of the magnitudes."""


def wave_layout(data: FlowSeries, canvas: Canvas) -> Layout:
    """The network, and below it names and magnitudes."""
    marker_y, network_height, stem_height = (18.0, 176.0, 76.0) if canvas.is_wide else (43.0, 112.0, 52.0)
    top, right = marker_y + 17, canvas.width - 4
    network = Frame(4.0, top, right, top + network_height)
    stem = Frame(4.0, network.bottom + 36, right, network.bottom + 36 + stem_height)
    margin = 34.0 if data.depth <= 12 or canvas.is_wide else 12.0
    return Layout(marker_y, neuron_columns(data.neurons, network, margin), network.bottom + 22, stem)


def drawn_names(data: FlowSeries, canvas: Canvas) -> tuple[tuple[int, str], ...]:
    """The layers whose names have room, with their names as drawn."""
    return column_labels(data.names, wave_layout(data, canvas).columns.x, canvas)
