"""The title above the drawing in a file that stands alone: opened by itself, or as PNG."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.scene.shapes import Scene, Text
from sitegen.scene.text_width import SYSTEM_SLACK, text_width

_SIZE, _ROW = 1.2, 1.3
"""Size of the title in that of other texts, and from one of its lines to the next in its own size."""
_LEFT = 4.0
"""Where the texts of drawings begin."""


def title_rows(title: str, scene: Scene) -> tuple[tuple[Text, ...], float]:
    """The lines of `title` above the drawing, where y is negative, and the height that they need, in user units."""
    size = _SIZE * scene.text_size
    lines = list(_lines(title, scene.width - 2 * _LEFT, size))
    height = (len(lines) + 0.3) * _ROW * size
    rows = [
        Text(role="text", x=_LEFT, y=index * _ROW * size + size - height, text=line, size=size, bold=True)
        for index, line in enumerate(lines)
    ]
    return tuple(rows), height


def _lines(title: str, room: float, size: float) -> Iterator[str]:
    """`title` broken at spaces, and inside words that are wider than `room`."""
    line = ""
    for word in title.split():
        longer = f"{line} {word}".lstrip()
        if not _fits(longer, room, size) and line:
            yield line
            longer = word
        while not _fits(longer, room, size):
            kept = next(count for count in range(len(longer) - 1, 0, -1) if _fits(longer[:count], room, size))
            yield longer[:kept]
            longer = longer[kept:]
        line = longer
    yield line


def _fits(text: str, room: float, size: float) -> bool:
    return text_width(text, size, bold=True, slack=SYSTEM_SLACK) <= room
