"""Nodes and arrows of graphs: texts stay inside their boxes and off others, and arrowheads are large enough."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import repeat

from sitegen.audit.labels import TOLERANCE, Box, label_box, overlap, visible_texts
from sitegen.scene.shapes import Panel, Polylines, Rect, Scene

BOXES = frozenset({"box", "box-strong"})
"""Roles of nodes that have texts inside."""

ARROWHEADS = frozenset({"arrowhead", "arrowhead-back"})


def box_problems(scenes: tuple[Scene, ...]) -> list[str]:
    """A clause for each text that leaves its box, or that reaches into one from outside."""
    panels = (panel for scene in scenes if _has_nodes(scene) for panel in scene.panels)
    return list(dict.fromkeys(problem for panel in panels for problem in _panel_problems(panel)))


def _has_nodes(scene: Scene) -> bool:
    return any(mark.role in BOXES or not BOXES.isdisjoint(mark.on) for mark in scene.marks())


def _panel_problems(panel: Panel) -> Iterator[str]:
    marks = panel.all_marks()
    boxes = [(m.x, m.y, m.x + m.width, m.y + m.height) for m in marks if isinstance(m, Rect) and m.role in BOXES]
    for text in visible_texts(panel.marks):
        label = left, top, right, bottom = label_box(text)
        near = [box for box in boxes if box[0] <= right and box[2] >= left and box[1] <= bottom and box[3] >= top]
        inside = any(map(_contains, near, repeat(label)))
        if not BOXES.isdisjoint(text.on) and not inside:
            yield f"the label '{text.text}' leaves its box"
        elif not inside and any(map(overlap, near, repeat(label))):
            yield f"the label '{text.text}' reaches into a box"


def _contains(box: Box, label: Box) -> bool:
    if box[0] > label[0] + TOLERANCE or box[2] < label[2] - TOLERANCE:
        return False
    return box[1] <= label[1] + TOLERANCE and box[3] >= label[3] - TOLERANCE


def smallest_arrowhead(scene: Scene) -> float:
    """The smaller of length and width of the smallest arrowhead, in user units; infinite without any."""
    heads = (mark.runs for mark in scene.marks() if isinstance(mark, Polylines) and mark.role in ARROWHEADS)
    sides = (max(axis) - min(axis) for runs in heads for run in runs for axis in zip(*run, strict=True))
    return min(sides, default=math.inf)
