"""The title above the drawing in a file that stands alone: opened by itself, or as PNG."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

from sitegen.scene.shapes import Scene, Text
from sitegen.scene.text_width import SYSTEM_SLACK, system_width

_SIZE, _ROW = 1.2, 1.3
"""Size of the title in that of other texts, and from one of its lines to the next in its own size."""
_LEFT = 4.0
"""Where the texts of drawings begin."""
_JOINER, _SKIN_TONES = "\u200d", "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


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
        while not _fits(longer, room, size) and (ends := _ends_of_characters(longer)):
            kept = next((end for end in reversed(ends) if _fits(longer[:end], room, size)), ends[0])
            yield longer[:kept]
            longer = longer[kept:]
        line = longer
    yield line


def _ends_of_characters(word: str) -> list[int]:
    """Where `word` may be broken: not before what changes the sign in front of it, nor beside a joiner."""
    return [
        end
        for end in range(1, len(word))
        if _JOINER not in word[end - 1 : end + 1]
        and not category(word[end]).startswith("M")  # combining marks and variation selectors
        and word[end] not in _SKIN_TONES
    ]


def _fits(text: str, room: float, size: float) -> bool:
    return SYSTEM_SLACK * system_width(text, size, bold=True) <= room
