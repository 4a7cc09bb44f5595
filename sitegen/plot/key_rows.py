"""Rows of texts above a frame, some of them names behind samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Mark

MARGIN = 4.0
SAMPLE = 22.0
"""Width of a sample."""
_GAP = 4.0
"""Distance of a sample from its name."""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A text, behind a sample of what it names if there is one."""

    role: str
    """Role of the name."""
    name: str
    sample: Callable[[float, float], Sequence[Mark]] | None = None
    """Makes the sample, `SAMPLE` wide, from the place of its left end and the height of its middle."""
    bold: bool = False
    key: str = ""
    """Key of the text in the scene."""

    @property
    def indent(self) -> float:
        """Width of the sample and the gap behind it."""
        return SAMPLE + _GAP if self.sample else 0.0

    def placed(self, x: float, y: float, canvas: Canvas, room: float) -> tuple[list[Mark], float]:
        """The marks from `x` on, `room` wide at most, and how wide they are; `y` is the baseline."""
        name = canvas.shortened(self.name, room - self.indent, bold=self.bold)
        text = canvas.text(self.role, name, x + self.indent, y, bold=self.bold, key=self.key)
        sample = self.sample(x, y - canvas.drop) if self.sample else ()
        return [*sample, text], self.indent + canvas.text_width(name, bold=self.bold)


def text_rows(rows: Sequence[Sequence[KeyItem]], canvas: Canvas, width: float) -> Iterator[Mark]:
    """Given rows of items from the top of a panel of this `width` on."""
    for number, items in enumerate(rows):
        x = MARGIN
        for item in items:
            marks, wide = item.placed(x, first_line(number, canvas), canvas, width - MARGIN - x)
            yield from marks
            x += wide + canvas.text_size


def first_line(number: int, canvas: Canvas) -> float:
    """Baseline of a line of text at the top of a panel, from 0."""
    return 18.0 + number * canvas.line_height


def key_rows(items: Sequence[KeyItem], canvas: Canvas, width: float, first: float) -> tuple[list[Mark], float]:
    """The marks of `items` in as many rows as they need in a panel of this `width`, and the baseline of the last row.

    The baseline of the first row is `first`.
    """
    marks: list[Mark] = []
    end = width - MARGIN
    x, y = MARGIN, first
    for item in items:
        placed, needed = item.placed(x, y, canvas, end - MARGIN)
        if x > MARGIN and x + needed > end:
            x, y = MARGIN, y + canvas.line_height
            placed, needed = item.placed(x, y, canvas, end - MARGIN)
        marks += placed
        x += needed + canvas.text_size
    return marks, y
