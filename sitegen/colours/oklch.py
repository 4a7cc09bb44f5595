"""OKLCH, a space in which equal steps of lightness, chroma and hue look equal: shades, and colours that a screen can show.

Björn Ottosson, "A perceptual color space for image processing", 2020, with the matrices of CSS Color Module Level 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from sitegen.colours.srgb import LinearRgb, encoded, linear_rgb

_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_OKLAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_SLACK = 1e-4
"""How far outside [0, 1] a component may be that rounding alone put there."""
_STEP = 0.0025
"""Difference of two lightnesses that are tried; a step of an eight-bit component is about as large."""
_OTHER_HUES, _COARSE = 24, 8
"""How many hues are tried, and how many times larger the steps of lightness then are."""

Matrix = tuple[tuple[float, float, float], ...]


class Oklch(NamedTuple):
    """A colour: lightness in [0, 1], chroma from 0 to about 0.4, and hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    @property
    def oklab(self) -> tuple[float, float, float]:
        """The same colour with rectangular coordinates."""
        angle = radians(self.hue)
        return (self.lightness, self.chroma * cos(angle), self.chroma * sin(angle))


def multiplied(matrix: Matrix, vector: Iterable[float]) -> tuple[float, float, float]:
    """The product of a matrix and a vector."""
    column = tuple(vector)
    first, second, third = (sum(a * b for a, b in zip(row, column, strict=True)) for row in matrix)
    return (first, second, third)


def from_linear(rgb: LinearRgb) -> Oklch:
    """The colour with these components in linear light, which may lie outside [0, 1]."""
    cones = (abs(value) ** (1 / 3) * (1 if value >= 0 else -1) for value in multiplied(_LMS, rgb))
    return from_oklab(*multiplied(_OKLAB, cones))


def from_oklab(lightness: float, a: float, b: float) -> Oklch:
    """The colour with these rectangular coordinates."""
    return Oklch(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)


def oklch(colour: str) -> Oklch:
    """The colour ``#rrggbb``."""
    return from_linear(linear_rgb(colour))


def hexadecimal(colour: Oklch) -> str:
    """The colour as ``#rrggbb``; one that sRGB does not have keeps lightness and hue, with the largest chroma that sRGB has."""
    if not _is_shown(_linear(colour)):
        low, high = 0.0, colour.chroma
        while high - low > _SLACK:
            middle = (low + high) / 2
            low, high = (middle, high) if _is_shown(_linear(colour._replace(chroma=middle))) else (low, middle)
        colour = colour._replace(chroma=low)
    return "#" + "".join(f"{round(255 * encoded(min(1.0, max(0.0, value)))):02x}" for value in _linear(colour))


def _linear(colour: Oklch) -> LinearRgb:
    """The components in linear light; written out, since a search for a colour needs thousands of them."""
    lightness, a, b = colour.oklab
    first, second, third = (lightness + p * a + q * b for _, p, q in _FROM_OKLAB)
    long, middle, short = first * first * first, second * second * second, third * third * third
    red, green, blue = (p * long + q * middle + r * short for p, q, r in _FROM_LMS)
    return red, green, blue


def _is_shown(rgb: LinearRgb) -> bool:
    return all(-_SLACK <= value <= 1 + _SLACK for value in rgb)


@lru_cache(maxsize=1024)
def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` of `other`, mixed in OKLab."""
    pairs = zip(oklch(colour).oklab, oklch(other).oklab, strict=True)
    return hexadecimal(from_oklab(*((1 - share) * one + share * two for one, two in pairs)))


def nearest_shade(colour: str, passes: Callable[[str], bool]) -> str:
    """The nearest lighter or darker shade of `colour` that `passes`, where all shades beyond it pass, too; `colour` if there is none."""
    if passes(colour):
        return colour
    given = oklch(colour)
    found = [shade for end in (0.0, 1.0) if (shade := _first_shade(given, end, passes))]
    return hexadecimal(min(found, key=lambda shade: abs(shade.lightness - given.lightness))) if found else colour


def _first_shade(given: Oklch, end: float, passes: Callable[[str], bool]) -> Oklch | None:
    """The shade with the lightness nearest to that of `given`, on the way to `end`, that `passes`."""
    if not passes(hexadecimal(given._replace(lightness=end))):
        return None
    far, near = end, given.lightness
    while abs(far - near) > _STEP / 4:
        middle = (far + near) / 2
        far, near = (middle, near) if passes(hexadecimal(given._replace(lightness=middle))) else (far, middle)
    return given._replace(lightness=far)


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour nearest to `colour` that `passes`; of the same hue if there is one, and None if none was found.

    Lightness is changed first, since contrast depends on it.
    """
    return next(filter(passes, _candidates(colour)), None)


def _candidates(colour: str) -> Iterator[str]:
    """`colour`, its shades, and then those of other hues, each time from the nearest on."""
    given = oklch(colour)
    yield colour
    yield from _by_distance(given, [given.hue], _STEP)
    yield from _by_distance(
        given, [given.hue + 360 * turn / _OTHER_HUES for turn in range(_OTHER_HUES)], _COARSE * _STEP
    )


def _by_distance(given: Oklch, hues: Iterable[float], step: float) -> Iterator[str]:
    shades = (Oklch(step * number, given.chroma, hue) for hue in hues for number in range(round(1 / step) + 1))
    found = dict.fromkeys(map(hexadecimal, shades))
    yield from sorted(found, key=lambda shade: _distance(oklch(shade), given))


def _distance(one: Oklch, other: Oklch) -> float:
    return sum((a - b) ** 2 for a, b in zip(one.oklab, other.oklab, strict=True))
