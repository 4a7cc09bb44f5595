"""A node-link graph whose nodes have places: its rows, the curves of its arrows, and where these begin and end at their nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from sitegen.plot.graph_curves import Curves
from sitegen.plot.graph_layout import ASIDE, GraphLayout
from sitegen.plot.graph_rows import Link
from sitegen.plot.plot_labels import C
from sitegen.scene.canvas import Canvas

MARGIN = 5.0
HEAD = 9.0
"""Length of an arrowhead."""
Place = tuple[float, float]
"""Along the arrows, and across them."""
Label = tuple[str, float, float, bool]
"""A text with its place in user units, from where its row ends, and whether it is on an arrow that leads back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """The texts of one node."""

    name: str
    value: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphArrow:
    """An arrow between two nodes, by their numbers, with its label."""

    start: int
    end: int
    label: str = ""
    back: bool = False
    """Whether the label belongs to another arrow beside this one, which leads back."""


@dataclass(frozen=True)
class PlacedGraph:
    """A graph whose nodes have places."""

    nodes: Sequence[GraphNode]
    arrows: Sequence[GraphArrow]
    canvas: Canvas
    is_level: bool
    """Whether arrows go from left to right."""
    layout: GraphLayout
    names: list[list[str]]
    """The lines of each node's name."""
    extents: list[float]
    """Of each row, along the arrows."""
    gaps: list[float]
    """Between the rows."""
    labels: list[list[Label]]
    """Of the arrows behind each row."""

    @cached_property
    def is_two_way(self) -> bool:
        """Whether there are arrows that lead back."""
        return any(arrow.back for arrow in self.arrows)

    @cached_property
    def top(self) -> float:
        """Where the graph begins, below the key of arrows that lead back."""
        return MARGIN + (1.5 * self.canvas.line_height if self.is_two_way else 0.0)

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {item.node: number for number, row in enumerate(self.layout.rows) for item in row if not item.is_lane}

    @cached_property
    def _last_back(self) -> dict[int, int]:
        """By node, the last row from which an arrow leads back to it."""
        found = dict[int, int]()
        for arrow in self.arrows:
            if arrow.back:
                found[arrow.start] = max(found.get(arrow.start, 0), self._row_of[arrow.end])
        return found

    def _has_back_beyond(self, node: int, number: int) -> bool:
        """Whether an arrow leads back to a node from a row behind row `number`."""
        return self._last_back.get(node, 0) > number

    def has_back(self, number: int, link: Link) -> bool:
        """Whether an arrow leads back along a link behind a row."""
        if link.edge >= 0:
            return self.arrows[link.edge].back
        return self._has_back_beyond(self.layout.rows[number][link.start].node, number + 1)

    def aside(self, number: int, link: Link) -> float:
        """How far from the middle of a link its arrow onwards is: the same all along a lane, or the arrow would be broken."""
        if link.edge >= 0 and self.starts_at_node(number, link):
            return -ASIDE if self.arrows[link.edge].back else 0.0
        node = self.layout.rows[number][link.start].node
        return -ASIDE if self._has_back_beyond(node, self._row_of[node] + 1) else 0.0

    def starts_at_node(self, number: int, link: Link) -> bool:
        """Whether a link behind a row comes from a node, not from a lane."""
        return not self.layout.rows[number][link.start].is_lane

    def texts(self, number: int) -> list[str]:
        """The labels of the arrows behind a row."""
        return [text for link in self.layout.links[number] if (text := self.text(link))]

    def text(self, link: Link) -> str:
        """The label of the arrow that ends with this link; empty without one."""
        return self.arrows[link.edge].label if link.edge >= 0 else ""

    def curves(self, number: int, start: float, gap: float) -> Curves:
        """The curves of the links behind a row that ends at `start`; those of edges end at their heads."""
        begins, ends = np.array(self.layout.turns[number]).reshape(-1, 2, 1).swapaxes(0, 1)
        heads = np.array([HEAD if link.edge >= 0 else 0.0 for link in self.layout.links[number]]).reshape(-1, 1)
        return Curves(np.full_like(heads, start), gap - heads, begins, ends)

    def end_of_row(self, along: float) -> Place:
        """The place from which labels behind a row are measured; the row ends at `along`."""
        x, y = self.point((along, 0.0))
        return (x, 0.0) if self.is_level else (0.0, y)

    @cached_property
    def length(self) -> float:
        """Length of the drawing along the arrows, with margins."""
        return sum(self.extents) + sum(self.gaps) + 2 * MARGIN

    @cached_property
    def ends(self) -> Place:
        """Least and largest place of anything across the arrows."""
        lane = ASIDE if self.is_two_way else 0.0
        halves = [
            (place, lane if item.is_lane else self.layout.sizes[item.node] / 2)
            for row, places in zip(self.layout.rows, self.layout.places, strict=True)
            for item, place in zip(row, places, strict=True)
        ]
        return min(place - half for place, half in halves), max(place + half for place, half in halves)

    @property
    def breadth(self) -> float:
        """Breadth of the drawing across the arrows, with margins."""
        low, high = self.ends
        return high - low + 2 * MARGIN

    @property
    def starts(self) -> list[float]:
        """Where each row begins, without margins."""
        steps = (extent + gap for extent, gap in zip(self.extents, self.gaps, strict=False))
        return list(accumulate(steps, initial=0.0))

    def point(self, place: tuple[C, C]) -> tuple[C, C]:
        """A place, or an array of places, in user units of the panel."""
        along, across = place
        if self.is_level:
            return along + self._left + MARGIN, across - self.ends[0] + self.top
        return across + self._left, along + self.top

    @cached_property
    def _left(self) -> float:
        """How far the graph is moved to the right, so that it is in the middle of the canvas."""
        if self.is_level:
            return (self.canvas.width - self.length) / 2
        return (self.canvas.width - self.ends[0] - self.ends[1]) / 2
