"""Width and height of a picture as its file states them, so that a page can reserve its space before it is loaded."""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from math import inf

_PNG = b"\x89PNG\r\n\x1a\n"
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)(?:px)?\s*", re.IGNORECASE)
_SHORT_SIDE = 100
"""Short side that pages state for a drawing whose own sides are not whole numbers [px]."""


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of an SVG or a PNG [px]; None for another file, and for an SVG that states no ratio."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    sides = _svg_sides(content.decode("utf-8", "replace"))
    if sides is None or not all(0 < side < inf for side in sides):
        return None
    scale = 1.0 if all(map(float.is_integer, sides)) else _SHORT_SIDE / min(sides)
    width, height = (round(scale * side) for side in sides)
    return width, height


def _svg_sides(text: str) -> tuple[float, float] | None:
    reader = _FirstSvg()
    with suppress(AssertionError):  # what is no markup ends the search
        reader.feed(text)
    given = reader.attributes
    width, height = (_LENGTH.fullmatch(given.get(name) or "") for name in ("width", "height"))
    if width and height:
        return float(width[1]), float(height[1])
    box = re.split(r"[\s,]+", (given.get("viewbox") or "").strip())
    found = [_LENGTH.fullmatch(side) for side in box[2:]]
    return (float(found[0][1]), float(found[1][1])) if len(found) == 2 and found[0] and found[1] else None


class _FirstSvg(HTMLParser):
    """Keeps the attributes of the outermost ``svg`` element."""

    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep those of the first one."""
        if tag == "svg" and not self.attributes:
            self.attributes = dict(attrs)
