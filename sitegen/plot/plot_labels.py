"""Labels that keep clear of each other: at the ends of lines, and at points where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from sitegen.plot.plot_axes import Side
from sitegen.plot.plot_series import Floats, runs_of
from sitegen.plot.scales import Frame
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Circles, Line, Mark, Polyline, Rect, Text
from sitegen.scene.text_width import extent, system_width

LEADER = 12.0
"""Distance of the labels of lines from their ends."""
_CIRCLE_WEIGHT = 50
"""How much more a label avoids a circle than a line through it."""
_MOVED = 3.0
"""Least distance of a label from the end that it names at which a line joins them."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
C = TypeVar("C", float, Floats)


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label of the end of a line, which is at (`x`, `y`) in user units; without `x`, at the edge of the frame."""

    role: str
    text: str
    y: float
    bold: bool = False
    x: float | None = None

    def stops_inside(self, frame: Frame, side: Side) -> bool:
        """Whether the line ends so far from a side of the frame that its name there would need a long leader."""
        edge = frame.right if side == "right" else frame.left
        return self.x is not None and abs(edge - self.x) > 3 * LEADER


def label_pitch(canvas: Canvas) -> float:
    """Least distance of two labels below each other."""
    return 1.2 * canvas.text_size


def end_labels(labels: Sequence[EndLabel], frame: Frame, canvas: Canvas, side: Side = "right") -> Iterator[Mark]:
    """The marks of `labels` at one `side` of a frame: moved so that none overlap, each with a leader line if it was moved."""
    at, sign = (frame.right, 1) if side == "right" else (frame.left, -1)
    x, anchor = at + sign * LEADER, "start" if side == "right" else "end"
    places = spread([label.y for label in labels], label_pitch(canvas), frame.top, frame.bottom - 2)
    for label, y in zip(labels, places, strict=True):
        end = at if label.x is None else label.x
        if abs(y - label.y) > _MOVED or abs(at - end) > LEADER:
            yield Line(role="axis", x1=x - sign * 2, y1=y, x2=end + sign * 4, y2=label.y)
        yield canvas.text(label.role, label.text, x, y + canvas.drop, anchor=anchor, bold=label.bold)


def spread(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """Places as near as possible to those `wanted`, in their order, `pitch` apart and within [`low`, `high`]."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    top = high - (len(wanted) - 1) * pitch
    starts = pooled([wanted[index] - rank * pitch for rank, index in enumerate(order)])
    placed = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        placed[index] = min(max(starts[rank], low), top) + rank * pitch
    return placed


def pooled(wanted: Sequence[float]) -> list[float]:
    """The ascending numbers that are nearest to those `wanted` by least squares.

    Pools of numbers that push each other are moved to their common middle (pool adjacent violators).
    """
    pools: list[tuple[float, int]] = []
    for each in wanted:
        pools.append((each, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (first, before), (second, count) = pools[-2:]
            pools[-2:] = [((first * before + second * count) / (before + count), before + count)]
    return [start for start, count in pools for _ in range(count)]


@dataclass(slots=True)
class Room:
    """What is taken in a frame while labels are placed: the boxes of texts, and points of lines."""

    frame: Frame
    boxes: list[Box] = field(default_factory=list)
    points: Floats = field(default_factory=lambda: np.empty((0, 3)))
    """x, y and how much a label avoids each point, shape (n, 3)."""

    def take(self, marks: Iterable[Mark]) -> None:
        """Note the texts among `marks`."""
        self.boxes += [box_of(mark) for mark in marks if isinstance(mark, Text)]

    def place(self, candidates: Iterable[Text], most_hits: int | None = None) -> Text | None:
        """The first candidate that covers the fewest points of lines, none of the texts; it is taken then.

        None where every candidate leaves the frame, covers a text, or covers more than `most_hits` points.
        """
        texts = {box_of(text): text for text in candidates}
        best: tuple[float, Box] | None = None
        for box in filter(self._is_free, texts):
            hits = self._hits(box)
            if best is None or hits < best[0]:
                best = hits, box
            if not hits:
                break
        if best is None or (most_hits is not None and best[0] > most_hits):
            return None
        self.boxes.append(best[1])
        return texts[best[1]]

    def beside(self, text: Text) -> Text | None:
        """A text at the left of the frame; None where it covers another one or leaves the drawing."""
        box = box_of(text)
        return text if box[0] >= 0 and is_apart(box, self.boxes) else None

    def legible(self, text: Text) -> Iterator[Mark]:
        """A placed text; where it covers a line, on a ground that interrupts the line."""
        if self._hits(box_of(text)):
            yield ground(text)
        yield text

    def _is_free(self, box: Box) -> bool:
        frame, (left, top, right, bottom) = self.frame, box
        inside = frame.left <= left and right <= frame.right and frame.top <= top and bottom <= frame.bottom
        return inside and is_apart(box, self.boxes)

    def _hits(self, box: Box) -> float:
        (x, y, weight), (left, top, right, bottom) = self.points.T, box
        return float(((x >= left) & (x <= right) & (y >= top) & (y <= bottom)) @ weight)


def is_apart(box: Box, others: Iterable[Box]) -> bool:
    """Whether a box covers nothing of others."""
    left, top, right, bottom = box
    return not any(left < r and l < right and top < b and t < bottom for l, t, r, b in others)  # noqa: E741


def covered(marks: Iterable[Mark]) -> Floats:
    """Points that labels should not cover, for a `Room`: circles, which count more than their stems, areas, and the middles of rectangles."""
    circles: list[tuple[float, float, float]] = []
    uprights: list[tuple[float, float, float]] = []
    for mark in marks:
        if isinstance(mark, Circles):
            circles += [(x, y, mark.radius) for x, y in mark.centres]
            if mark.base is not None:
                uprights += [(x, y, mark.base) for x, y in mark.centres]
        elif isinstance(mark, Polyline) and mark.closed:
            across, down = zip(*mark.points, strict=True)
            uprights.append(((min(across) + max(across)) / 2, min(down), max(down)))
        elif isinstance(mark, Rect) and mark.role != "zone":
            uprights.append((mark.x + mark.width / 2, mark.y, mark.y + mark.height))
    return np.concatenate([weighted(_outlines(circles), _CIRCLE_WEIGHT), weighted(_upright_points(uprights))])


def along(points: Floats) -> Floats:
    """Points of a line three units apart, for a `Room`; NaN is a gap."""
    return np.concatenate([weighted([]), *(weighted(_apart(run)) for run in runs_of(points))])


def _apart(run: Floats) -> Floats:
    """Points of a line without gaps, three units apart as it goes, however steep it is."""
    lengths = np.append(0.0, np.cumsum(np.hypot(*np.diff(run, axis=0).T)))
    places = np.arange(0.0, lengths[-1] + 1, 3.0)
    return np.column_stack([np.interp(places, lengths, run[:, axis]) for axis in (0, 1)])


def weighted(points: ArrayLike, weight: float = 1.0) -> Floats:
    """Points of one weight for a `Room`."""
    places = np.reshape(points, (-1, 2))
    return np.column_stack([places, np.full(len(places), weight)])


def _outlines(circles: Sequence[tuple[float, float, float]]) -> Floats:
    """The centre of each circle (x, y, radius), and eight points around it."""
    x, y, radius = np.reshape(circles, (-1, 3, 1)).swapaxes(0, 1)
    right, down = np.repeat([-1, 0, 1], 3), np.tile([-1, 0, 1], 3)
    return np.stack([x + radius * right, y + radius * down], axis=-1)


def _upright_points(uprights: Sequence[tuple[float, float, float]]) -> Floats:
    """Points of vertical lines (x, top, bottom), three units apart."""
    x, top, bottom = np.reshape(uprights, (-1, 3)).T
    counts = np.maximum(np.ceil((bottom - top) / 3), 0).astype(int)
    numbers = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.column_stack([np.repeat(x, counts), np.repeat(top, counts) + 3 * numbers])


def ground(text: Text) -> Rect:
    """What a text on a line lies on, so that the line stops around it."""
    width, size = system_width(text.text, text.size) + 4.0, text.size
    left = {"start": text.x - 2.0, "middle": text.x - width / 2, "end": text.x + 2.0 - width}[text.anchor]
    return Rect(role="surface", x=left, y=text.y - 0.85 * size, width=width, height=1.1 * size)


def box_of(text: Text) -> Box:
    """The largest box that a text may cover."""
    left, right = extent(text)
    return text_box(left, right, text.y, text.size)


def text_box(left: C, right: C, y: C, size: float) -> tuple[C, C, C, C]:
    """The box of a text of this size on the baseline `y`, or arrays of boxes."""
    return (left, y - 0.8 * size, right, y + 0.25 * size)
