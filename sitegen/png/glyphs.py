"""The fonts of text in a PNG, and the characters that they lack."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category
from xml.etree import ElementTree as ET

FAMILY = "DejaVu Sans"
FONTS = tuple(Path(__file__).with_name("fonts") / f"{name}.ttf" for name in ("DejaVuSans", "DejaVuSans-Bold"))
_TEXT = "{http://www.w3.org/2000/svg}text"
_UNDRAWN = ("Cc", "Cf")
"""Control and format characters."""
_VARIANTS = range(0xFE00, 0xFE10)
"""Variation selectors, which have no glyph of their own."""
_NAMED = 5
"""Most characters that a message lists."""


def missing_characters(svg: str) -> tuple[str, ...]:
    """The characters that would be boxes in a PNG of `svg`, in the order of their first use."""
    root = ET.fromstring(svg)  # noqa: S314 - it is our own
    drawn = dict.fromkeys(sign for text in root.iter(_TEXT) for part in text.itertext() for sign in part)
    return tuple(
        sign
        for sign in drawn
        if ord(sign) not in _covered() and category(sign) not in _UNDRAWN and ord(sign) not in _VARIANTS
    )


def missing_message(missing: tuple[str, ...]) -> str:
    """A warning for authors about `missing` characters, with what they can do."""
    names = ", ".join(f"'{sign}' (U+{ord(sign):04X})" for sign in missing[:_NAMED])
    more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    return (
        f"a PNG shows boxes in place of {names}{more}: its fonts have Latin, Greek and Cyrillic letters and mathematical "
        "signs; write these words in such letters, or use still.svg, which takes the reader's fonts"
    )


@cache
def _covered() -> frozenset[int]:
    """The code points with a glyph in one of the fonts; resvg uses the second font for what the first does not have."""
    return frozenset(point for path in FONTS for point in _code_points(path.read_bytes()))


def _code_points(font: bytes) -> Iterator[int]:
    """The code points of a TrueType font: OpenType specification, table ``cmap``, subtable format 12."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4s3I", font[12 : 12 + 16 * count])}
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    records = struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count])
    full = next(cmap + offset for platform, encoding, offset in records if (platform, encoding) == (3, 10))
    (count,) = struct.unpack_from(">I", font, full + 12)
    for first, last, _ in struct.iter_unpack(">3I", font[full + 16 : full + 16 + 12 * count]):
        yield from range(first, last + 1)
