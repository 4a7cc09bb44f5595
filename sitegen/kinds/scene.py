"""Drawings as values: canvases, panels, marks with roles and keys, motion and steps."""

from __future__ import annotations

from sitegen.scene.canvas import CANVASES, NARROW, WIDE, Canvas
from sitegen.scene.shapes import (
    TEXT_SIZE,
    WIDTH,
    Anchor,
    Circles,
    DataPoints,
    Easing,
    Group,
    Line,
    Mark,
    Motion,
    Panel,
    Polyline,
    Polylines,
    Rect,
    Scene,
    Segments,
    Step,
    TableCells,
    Text,
)
from sitegen.scene.text_width import extent, text_width
from sitegen.theme import COLOURS, ROLES, Paint

__all__ = [
    "CANVASES",
    "COLOURS",
    "NARROW",
    "ROLES",
    "TEXT_SIZE",
    "WIDE",
    "WIDTH",
    "Anchor",
    "Canvas",
    "Circles",
    "DataPoints",
    "Easing",
    "Group",
    "Line",
    "Mark",
    "Motion",
    "Paint",
    "Panel",
    "Polyline",
    "Polylines",
    "Rect",
    "Scene",
    "Segments",
    "Step",
    "TableCells",
    "Text",
    "extent",
    "text_width",
]
