"""Where a name or a note may be, best place first."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from sitegen.plot.plot_labels import EndLabel
from sitegen.plot.plot_series import Plane
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Text

_GAP = 5.0
"""Distance of a line from its name."""


def line_name_places(name: str, at: float, on: Literal["x", "y"], plane: Plane, canvas: Canvas) -> list[Text]:
    """Places for the name of a line, best first.

    They are above, below and farther above a horizontal line, at its ends and in its middle, or beside a vertical one.
    """
    frame = plane.frame
    name = canvas.shortened(name, frame.width - 2 * _GAP)
    if on == "y":
        y = plane.y(at)
        levels = (y - _GAP, y + _GAP + 0.75 * canvas.text_size, y - 2 * _GAP, y - 3 * _GAP)
        ends = ((frame.left + _GAP, "start"), (frame.right - _GAP, "end"), (frame.middle[0], "middle"))
        return [canvas.text("muted", name, x, height, anchor=anchor) for height in levels for x, anchor in ends]
    x = plane.x(at)
    heights = (frame.top + canvas.text_size, frame.bottom - _GAP, frame.middle[1])
    sides = ((x + _GAP, "start"), (x - _GAP, "end"))
    return [canvas.text("muted", name, place, y, anchor=anchor) for y in heights for place, anchor in sides]


def zone_name_places(
    name: str, limits: tuple[float, float], on: Literal["x", "y"], plane: Plane, canvas: Canvas
) -> list[Text]:
    """Places for the name of a zone: in its corners and in its middle; a long name reaches beyond it."""
    frame = plane.frame
    if on == "y":
        top, bottom = sorted(plane.y(limit) for limit in limits)
        left, right = frame.left, frame.right
    else:
        left, right = sorted(plane.x(limit) for limit in limits)
        top, bottom = frame.top, frame.bottom
    name = canvas.shortened(name, frame.width - 2 * _GAP)
    heights = (top + canvas.text_size, bottom - _GAP, (top + bottom) / 2 + canvas.drop)
    sides = ((left + _GAP, "start"), (right - _GAP, "end"), ((left + right) / 2, "middle"))
    return [canvas.text("muted", name, x, y, anchor=anchor) for y in heights for x, anchor in sides]


def note_places(note: str, point: tuple[float, float], canvas: Canvas) -> list[Text]:
    """Places for a note around its point."""
    x, y = point
    gap = 2 * _GAP
    above, below, level = y - gap, y + gap + 0.75 * canvas.text_size, y + canvas.drop
    around = (
        (x + gap, above, "start"), (x - gap, above, "end"), (x, above - _GAP, "middle"), (x + gap, below, "start"),
        (x - gap, below, "end"), (x, below + _GAP, "middle"), (x + gap, level, "start"), (x - gap, level, "end"),
    )  # fmt: skip
    far = [(px, py - 2 * gap, anchor) for px, py, anchor in around[:3]]
    far += [(px, py + 2 * gap, anchor) for px, py, anchor in around[3:6]]
    return [canvas.text("text", note, px, py, anchor=anchor) for px, py, anchor in (*around, *far)]


def end_places(label: EndLabel, canvas: Canvas) -> list[Text]:
    """Places for the name of a line around its end, which is inside the frame."""
    places = note_places(label.text, (label.x or 0.0, label.y), canvas)
    return [replace(text, role=label.role, bold=label.bold) for text in places]
