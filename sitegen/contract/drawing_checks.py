"""What holds for a drawing on any canvas: nothing leaves it, labels keep clear of each other, texts have its size."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.audit.labels import label_problems
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import (
    Cells,
    Circles,
    DataPoints,
    Line,
    Mark,
    Panel,
    Polyline,
    Polylines,
    Rect,
    Scene,
    Segments,
    Text,
)
from sitegen.scene.text_width import extent


def check_drawing(scene: Scene, canvas: Canvas) -> None:
    """Fail if the drawing does not suit its canvas."""
    assert label_problems(scene) == []
    assert [mark for panel in scene.panels for mark in _outside(panel)] == [], "marks that leave the drawing"
    assert scene.text_size == canvas.text_size
    assert {mark.size for mark in scene.marks() if isinstance(mark, Text)} <= {canvas.text_size}
    assert math.isclose(scene.width, canvas.width, rel_tol=1e-6)


def _outside(panel: Panel) -> Iterator[Mark]:
    for mark in Scene(panels=(panel,)).marks():
        if any(not (-0.5 <= x <= panel.width + 0.5 and -0.5 <= y <= panel.height + 0.5) for x, y in _corners(mark)):
            yield mark


def _corners(mark: Mark) -> list[tuple[float, float]]:
    """The corners of what a mark covers."""
    match mark:
        case Rect():
            found = [(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)]
        case Cells():
            numbers = [(ring[0], ring[1]) for ring in mark.rings]
            found = [(mark.left + x * mark.cell_width, mark.top + y * mark.cell_height) for x, y in numbers]
        case Line():
            found = [(mark.x1, mark.y1), (mark.x2, mark.y2)]
        case Segments():
            found = [point for x1, y1, x2, y2 in mark.lines for point in ((x1, y1), (x2, y2))]
        case Polyline():
            found = list(mark.points)
        case Polylines():
            found = [point for run in mark.runs for point in run]
        case Circles(radius=r):
            found = [point for x, y in mark.centres for point in ((x - r, y - r), (x + r, y + r))]
        case DataPoints():
            found = [place for place in mark.places if place]
        case Text():
            left, right = extent(mark)
            found = [(left, mark.y - mark.size), (right, mark.y)]
        case _:
            found = []
    return found
