"""Rows of samples with their names, above a frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Mark

MARGIN = 4.0
SAMPLE = 22.0
"""Width of a sample."""
_GAP = 4.0
"""Between a sample and its name."""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A sample and its name."""

    role: str
    """Of the name."""
    name: str
    sample: Callable[[float, float], Sequence[Mark]]
    """Makes the sample, `SAMPLE` wide, from the place of its left end and the height of its middle."""
    bold: bool = False


def key_rows(items: Sequence[KeyItem], canvas: Canvas, width: float, first: float) -> tuple[list[Mark], float]:
    """The items in rows in a panel of this `width`, and the baseline of the last row; `first` is that of the first row."""
    marks: list[Mark] = []
    end = width - MARGIN
    x, y = MARGIN, first
    for item in items:
        name = canvas.shortened(item.name, end - MARGIN - SAMPLE - _GAP, bold=item.bold)
        needed = SAMPLE + _GAP + canvas.text_width(name, bold=item.bold)
        if x > MARGIN and x + needed > end:
            x, y = MARGIN, y + canvas.line_height
        marks += item.sample(x, y - canvas.drop)
        marks.append(canvas.text(item.role, name, x + SAMPLE + _GAP, y, bold=item.bold))
        x += needed + canvas.text_size
    return marks, y
