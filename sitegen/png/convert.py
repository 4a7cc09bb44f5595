"""Convert SVG text to PNG bytes; the only importer of resvg."""

from __future__ import annotations

import re
from math import sqrt

from sitegen.png.glyphs import FAMILY, FONTS, missing_characters, missing_message

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
