"""Convert SVG text to PNG bytes; the only importer of resvg."""

from __future__ import annotations

import re
from math import sqrt

from sitegen.png.glyphs import FAMILY, FONTS, missing_characters, missing_message

SCALE = 2.0
"""Sharp on most screens and in slides."""
LEAST, MOST = 0.5, 8.0
MAX_PIXELS = 50_000_000
"""resvg needs four bytes for each."""
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)"')


class ScaleError(ValueError):
    """The scale is outside its range or gives too many pixels."""


def png(svg: str, scale: float = SCALE) -> bytes:
    """Draw `svg` as a PNG. Characters that the fonts lack are boxes: see `missing_characters`.

    Parameters
    ----------
    svg : str
        A drawing that tells everything by presentation attributes, its size in CSS pixels and a view box: ``still.svg``.
    scale : float
        Pixels of the PNG for a CSS pixel, `LEAST` to `MOST`; both sides are rounded to whole pixels.

    Raises
    ------
    ScaleError
        When `scale` is outside its range, or makes more than `MAX_PIXELS`.
    ValueError
        When `svg` is not such a drawing.
    """
    if not LEAST <= scale <= MOST:
        raise ScaleError(f"{scale:g} is outside {LEAST:g} to {MOST:g}")
    from resvg_py import svg_to_bytes

    return svg_to_bytes(
        svg_string=_in_pixels(svg, scale),
        skip_system_fonts=True,
        font_files=[str(path.resolve(strict=True)) for path in FONTS],  # resvg passes over a file that is not there
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )


def picture(svg: str, scale: float = SCALE) -> tuple[bytes, str]:
    """As `png`, and what its author should know of the characters that are boxes in it; empty where none is."""
    missing = missing_characters(svg)
    return png(svg, scale), missing_message(missing) if missing else ""


def _in_pixels(svg: str, scale: float) -> str:
    """`svg` in the size of the PNG. Whole pixels are filled to the edge; resvg's own zoom leaves a clear line there."""
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
