"""The labels of the arrows between two rows of a graph: each on its own arrow, where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sitegen.plot.graph_layout import ASIDE
from sitegen.plot.placed_graph import HEAD, MARGIN, Label, PlacedGraph
from sitegen.plot.plot_labels import Box, is_apart, text_box
from sitegen.plot.plot_series import Floats
from sitegen.plot.scales import Frame
from sitegen.scene.text_width import system_width

LINE = 24.0
"""Distance of labels side by side, from left to right."""
_HALF_LINE, _CLEAR = 0.55, 3.5
"""Half of the height of a label, in text sizes; between it and the arrow beside its own."""
_NO_LIMIT = 1e5


class _Labelled(NamedTuple):
    """An arrow with a label."""

    number: int
    """Of its link behind the row."""
    text: str
    back: bool
    """Whether the label is on the arrow that leads back."""


class RowLabels:
    """The labels of the arrows behind a row, which can be placed for several distances of the next row."""

    def __init__(self, graph: PlacedGraph, number: int) -> None:
        self._graph, canvas = graph, graph.canvas
        self._curves = graph.curves(number, 0.0, 0.0)
        links, ends = graph.layout.links[number], self._curves.ends[:, 0].tolist()
        found = [
            _Labelled(index, text, graph.arrows[link.edge].back)
            for index, link in enumerate(links)
            if (text := graph.text(link))
        ]
        self._labelled = sorted(found, key=lambda each: ends[each.number])
        self._owners = np.array([each.number for each in self._labelled], dtype=np.int16)
        self._own = self._curves.of(self._owners)
        self._halves = _column([canvas.text_width(each.text) / 2 for each in self._labelled])
        self._least, self._most = MARGIN + self._halves, canvas.width - MARGIN - self._halves
        self._onwards = _column([graph.aside(number, links[owner]) for owner in self._owners.tolist()])

    def at(self, gap: float) -> list[Label]:
        """The labels for this distance: each covers no other one, no arrowhead, and least of other arrows.

        One without room is left out.
        """
        if not self._labelled:
            return []
        graph, size = self._graph, self._graph.canvas.text_size
        boxes, labels = self._boxes_in(_frame(graph, gap), gap)
        best_first = np.lexsort((self._hits(boxes, labels, gap), labels))
        placed: dict[int, Box] = {}
        for label, box in zip(labels[best_first].tolist(), map(tuple, boxes[:, best_first].T.tolist()), strict=True):
            if label not in placed and is_apart(box, placed.values()):
                placed[label] = box
        left, top = graph.end_of_row(0.0)
        return [
            (each.text, (box[0] + box[2]) / 2 - left, box[1] + 0.8 * size - top, each.back)
            for each, box in ((self._labelled[label], box) for label, box in placed.items())
        ]

    def _boxes_in(self, frame: Frame, gap: float) -> tuple[Floats, NDArray[np.intp]]:
        """The boxes inside `frame` of labels on their arrows, from the middle to both ends, and the number of the label of each.

        Beside the edge of the drawing, boxes are as near to their arrow as possible.
        """
        canvas, halves = self._graph.canvas, self._halves
        curves = self._own._replace(lengths=self._own.lengths + gap)
        step = (LINE if self._graph.is_level else canvas.line_height) / 2 / (gap - HEAD)
        most = int(0.5 / step)
        steps = sorted(range(-most, most + 1), key=abs)
        shares = np.array([min(1.0, max(0.0, 0.5 + number * step)) for number in steps])
        places = (
            curves.beside(shares, self._asides(curves.slopes(shares))) if self._graph.is_two_way else curves.at(shares)
        )
        x, y = self._graph.point(places)
        x = np.minimum(np.maximum(x, self._least), self._most)
        left, top, right, bottom = boxes = np.stack(text_box(x - halves, x + halves, y + canvas.drop, canvas.text_size))
        fits = (left >= frame.left) & (right <= frame.right) & (top >= frame.top) & (bottom <= frame.bottom)
        return boxes[:, fits], np.nonzero(fits)[0]

    def _asides(self, slopes: Floats) -> Floats:
        """How far from the middle of two arrows each label is; one on an arrow back covers nothing of the other."""
        size = self._graph.canvas.text_size
        half_line = _HALF_LINE * size
        # readers' own letters are wider, but few have them
        halves = _column([system_width(each.text, size) / 2 for each in self._labelled])
        along, across = (halves, half_line) if self._graph.is_level else (half_line, halves)
        reach = (along * abs(slopes) + across) / np.sqrt(1.0 + slopes * slopes)
        backs = _column([each.back for each in self._labelled])
        return np.where(backs, np.maximum(ASIDE, reach + _CLEAR - ASIDE), self._onwards)

    def _hits(self, boxes: Floats, labels: NDArray[np.intp], gap: float) -> NDArray[np.intp]:
        """How many places of other arrows each box covers; nothing is counted where no label has a choice."""
        if (labels[1:] > labels[:-1]).all():
            return np.zeros_like(labels)
        places, numbers = self._curves._replace(lengths=self._curves.lengths + gap).all_along()
        x, y = self._graph.point(places)
        left, top, right, bottom = boxes[..., None]
        inside = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
        inside &= numbers.astype(np.int16) != self._owners[labels][:, None]
        return np.asarray(inside.sum(axis=-1, dtype=np.intp))


def _column(values: Sequence[float]) -> Floats:
    return np.array(values)[:, None]


def _frame(graph: PlacedGraph, gap: float) -> Frame:
    """Where labels may be: between the rows, clear of arrowheads."""
    (x, y), (right, bottom) = graph.point((HEAD if graph.is_two_way else 0.0, 0.0)), graph.point((gap - HEAD, 0.0))
    if graph.is_level:
        return Frame(x, -_NO_LIMIT, right, _NO_LIMIT)
    return Frame(MARGIN, y, graph.canvas.width - MARGIN, bottom)
