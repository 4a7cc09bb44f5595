"""Canvases: the width and the text size that a drawing is made for, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from msgspec.structs import replace

from sitegen.errors import ContentError, did_you_mean
from sitegen.scene.shapes import TEXT_SIZE, WIDTH, Text
from sitegen.scene.text_width import extent, text_width
from sitegen.spec.source_text import PYTHON_SOURCE

CanvasName = Literal["narrow", "wide"]


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a drawing is made for. Lengths are in user units."""

    name: CanvasName
    width: float
    """Width of the whole drawing."""
    text_size: float
    """Size of every text."""
    least_px: float
    """Width of the drawing on the narrowest screen that it is for [CSS px]."""
    file_px: int
    """Least width of a file [CSS px]."""

    @property
    def is_wide(self) -> bool:
        """Whether there is room for things side by side that are below each other on a phone."""
        return self.width > 2 * WIDTH

    @property
    def line_height(self) -> float:
        """Distance from one line of text to the next."""
        return 1.4 * self.text_size

    @property
    def label_gap(self) -> float:
        """Distance of a label from what it labels."""
        return 0.4 * self.text_size

    @property
    def drop(self) -> float:
        """Distance from the middle of a line of text to its baseline."""
        return self.text_size / 3

    def most_ticks(self, length: float) -> int:
        """How many steps between ticks suit a vertical axis of this length."""
        return max(1, int(length / (1.5 * self.text_size)))

    def text(self, role: str, text: str, x: float, y: float, **fields: Any) -> Text:
        """A text of the canvas's size; `fields` are further fields of `Text`."""
        return Text(role=role, text=text, x=x, y=y, size=self.text_size, **fields)

    def text_width(self, text: str, *, bold: bool = False) -> float:
        """The most that a reader's letters may make of `text`."""
        return text_width(text, self.text_size, bold=bold)

    def shortened(self, text: str, room: float, *, bold: bool = False) -> str:
        """`text`, cut to `room` with an ellipsis if it is wider; at least the ellipsis."""
        if self.text_width(text, bold=bold) <= room:
            return text
        lengths = range(len(text), 0, -1)
        kept = next((length for length in lengths if self.text_width(text[:length] + "…", bold=bold) <= room), 0)
        return text[:kept].rstrip() + "…"

    def shortened_inside(self, text: str, room: float, *, bold: bool = False) -> str:
        """`text`, with an ellipsis in its middle if it is wider than `room`, so that its end is seen; at least the ellipsis."""
        if self.text_width(text, bold=bold) <= room:
            return text
        for kept in range(len(text) - 1, 1, -1):
            short = f"{text[: kept - kept // 2].rstrip()}…{text[-(kept // 2) :].lstrip()}"
            if self.text_width(short, bold=bold) <= room:
                return short
        return "…"

    def longest_fitting(self, texts: Sequence[str], room: float) -> str:
        """The first of `texts`, from long to short, that is not wider than `room`; if none fits, the last one, cut."""
        return next((text for text in texts if self.text_width(text) <= room), self.shortened(texts[-1], room))

    def wrapped(self, text: str, room: float) -> list[str]:
        """`text` broken at spaces into lines of at most `room`, each as full as it can be."""
        words = text.split()
        lines = [words[0]]
        for word in words[1:]:
            longer = f"{lines[-1]} {word}"
            lines[-1:] = [longer] if self.text_width(longer) <= room else [lines[-1], word]
        return lines

    def fits(self, texts: Sequence[str], pitch: float) -> bool:
        """Whether labels centred `pitch` apart keep half an em between them."""
        return max(map(self.text_width, texts)) + self.text_size / 2 <= pitch

    def inside(self, text: Text, margin: float = 4.0, width: float | None = None) -> Text:
        """`text` centred on its x, or aligned with the edge of its panel if it would leave it; `width` is that of the panel."""
        edge = (self.width if width is None else width) - margin
        left, right = extent(text, anchor="middle")
        if left < margin:
            return replace(text, x=margin, anchor="start")
        if right > edge:
            return replace(text, x=edge, anchor="end")
        return text if text.anchor == "middle" else replace(text, anchor="middle")


NARROW = Canvas("narrow", WIDTH, TEXT_SIZE, least_px=288.0, file_px=320)
"""For phones: 320 px wide, with margins of 16 px."""
WIDE = Canvas("wide", 860.0, 14.0, least_px=740.0, file_px=860)
"""For the whole width of a figure column on a larger screen."""
CANVASES: Mapping[str, Canvas] = {canvas.name: canvas for canvas in (NARROW, WIDE)}


def canvas_named(name: object) -> Canvas:
    """The canvas of this name.

    Raises
    ------
    ContentError
        If there is none.
    """
    if isinstance(name, str) and name in CANVASES:
        return CANVASES[name]
    message = f"there is no canvas {name!r}; a drawing is made for one of {', '.join(CANVASES)}"
    raise ContentError.of(PYTHON_SOURCE, message, did_you_mean(str(name), CANVASES))
