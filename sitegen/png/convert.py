"""Convert SVG text to PNG bytes, and find the characters that its fonts lack; the only importer of resvg."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cache
from math import sqrt
from pathlib import Path
from unicodedata import category

FAMILY = "DejaVu Sans"
FONTS = tuple(Path(__file__).with_name("fonts") / f"{name}.ttf" for name in ("DejaVuSans", "DejaVuSans-Bold"))
_TEXT = "{http://www.w3.org/2000/svg}text"
_UNDRAWN = ("Cc", "Cf")
"""Control and format characters."""
_VARIANTS = range(0xFE00, 0xFE10)
"""Variation selectors, which have no glyph of their own."""
_NAMED = 5
"""Most characters that a message lists."""

SCALE = 2.0
"""Default scale: sharp on most screens and in slides."""
LEAST, MOST = 0.5, 8.0
MAX_PIXELS = 50_000_000
"""resvg needs four bytes for each."""
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)"')


class ScaleError(ValueError):
    """The scale is outside its range or gives too many pixels."""


def png(svg: str, scale: float = SCALE) -> bytes:
    """Draw `svg` as PNG. Characters that the fonts do not have become boxes: see `missing_characters`.

    Parameters
    ----------
    svg : str
        A drawing with presentation attributes, a size in CSS pixels and a view box, such as ``still.svg``.
    scale : float
        Pixels of the PNG per CSS pixel, `LEAST` to `MOST`; width and height are rounded to whole pixels.

    Raises
    ------
    ScaleError
        If `scale` is outside its range, or the PNG would have more than `MAX_PIXELS`.
    ValueError
        If `svg` has no size.
    """
    if not LEAST <= scale <= MOST:
        raise ScaleError(f"{scale:g} is outside {LEAST:g} to {MOST:g}")
    from resvg_py import svg_to_bytes

    return svg_to_bytes(
        svg_string=_in_pixels(svg, scale),
        skip_system_fonts=True,
        font_files=[str(path.resolve(strict=True)) for path in FONTS],  # resvg ignores missing files
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


def picture(svg: str, scale: float = SCALE) -> tuple[bytes, str]:
    """The PNG, and a warning about characters that are boxes in it, which is empty if there are none."""
    missing = missing_characters(svg)
    return png(svg, scale), missing_message(missing) if missing else ""


def _in_pixels(svg: str, scale: float) -> str:
    """`svg` in the size of the PNG, without the transparent line that resvg's own zoom leaves at the edges."""
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("the drawing has no size")
    width, height = (float(side) for side in size.groups())
    across, down = round(width * scale), round(height * scale)
    if across * down > MAX_PIXELS:
        fitting = int(10 * sqrt(MAX_PIXELS / (width * height))) / 10
        raise ScaleError(
            f"{scale:g} makes a picture of {across} by {down} pixels, and at most {MAX_PIXELS // 10**6} million "
            f"are drawn; choose at most {fitting:g}"
        )
    sides = f' width="{across}" height="{down}" preserveAspectRatio="none"'
    return svg[: size.start()] + sides + svg[size.end() :]


def missing_characters(svg: str) -> tuple[str, ...]:
    """The characters that would be boxes in a PNG of `svg`, in the order of their first use."""
    unknown = {sign for sign in set(svg) if ord(sign) not in _covered()}
    unknown = {sign for sign in unknown if category(sign) not in _UNDRAWN and ord(sign) not in _VARIANTS}
    if not unknown:
        return ()
    from xml.etree import ElementTree as ET

    root = ET.fromstring(svg)  # noqa: S314 - it is our own
    drawn = dict.fromkeys(sign for text in root.iter(_TEXT) for part in text.itertext() for sign in part)
    return tuple(sign for sign in drawn if sign in unknown)


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
