"""How different two colours look, to readers with ordinary vision and with colour blindness."""

from __future__ import annotations

from functools import cache
from math import dist

from sitegen.colours.srgb import LinearRgb, linear_rgb

Lab = tuple[float, float, float]

COLOUR_BLINDNESS: dict[str, tuple[LinearRgb, LinearRgb, LinearRgb]] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Protanopia, deuteranopia, tritanopia: Machado, Oliveira and Fernandes 2009, severity 1.0 (DOI 10.1109/TVCG.2009.113)."""


@cache
def smallest_difference(first: str, second: str) -> float:
    """Smallest ΔE*ab (CIE 1976) of two colours over ordinary vision and three kinds of colour blindness.

    About 2.3 is just noticeable.
    """
    return min(dist(one, other) for one, other in zip(appearances(first), appearances(second), strict=True))


@cache
def appearances(colour: str) -> tuple[Lab, ...]:
    """`colour` as it looks with ordinary vision, and with each kind of colour blindness."""
    rgb = linear_rgb(colour)
    return (lab(rgb), *(lab(simulated(rgb, kind)) for kind in COLOUR_BLINDNESS))


def simulated(rgb: LinearRgb, kind: str) -> LinearRgb:
    """`rgb` as it looks with one kind of colour blindness."""
    rows = COLOUR_BLINDNESS[kind]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in rows)
    return (red, green, blue)


def lab(rgb: LinearRgb) -> Lab:
    """CIE L*a*b*, white D65 (CIE 15)."""
    red, green, blue = rgb
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_lab_curve(value) for value in (x, y, z))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def _lab_curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
