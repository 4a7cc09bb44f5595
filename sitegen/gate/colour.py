"""Contrast and colour-vision arithmetic on ``#rrggbb`` colours."""

from __future__ import annotations

from functools import cache

Linear = tuple[float, float, float]

_DEFICIENCIES: dict[str, tuple[Linear, Linear, Linear]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Machado, Oliveira and Fernandes 2009, severity 1.0 (DOI 10.1109/TVCG.2009.113)."""


@cache
def linear_rgb(colour: str) -> Linear:
    """Linear-light sRGB components in [0, 1] (IEC 61966-2-1)."""
    red, green, blue = (_decoded(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return (red, green, blue)


def _decoded(component: float) -> float:
    return component / 12.92 if component <= 0.04045 else ((component + 0.055) / 1.055) ** 2.4


@cache
def luminance(colour: str) -> float:
    """Relative luminance in [0, 1] (WCAG 2.2)."""
    red, green, blue = linear_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(first: str, second: str) -> float:
    """Contrast ratio in [1, 21] (WCAG 2.2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def blended(colour: str, under: str, opacity: float) -> str:
    """`colour` at `opacity` over `under`, mixed in encoded sRGB as browsers do."""
    pairs = ((int(colour[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(opacity * over + (1 - opacity) * below):02x}" for over, below in pairs)


@cache
def simulated(colour: str, deficiency: str) -> Linear:
    """Linear-light components as seen with a colour-vision deficiency."""
    rgb = linear_rgb(colour)
    red, green, blue = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in _DEFICIENCIES[deficiency])
    return (_unit(red), _unit(green), _unit(blue))


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


def lab(rgb: Linear) -> Linear:
    """CIE L*a*b* of linear-light sRGB, white D65 (CIE 15)."""
    red, green, blue = rgb
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_lab_curve(value) for value in (x, y, z))
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def _lab_curve(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


@cache
def smallest_difference(first: str, second: str) -> float:
    """Smallest ΔE*ab (CIE 1976) of two colours over ordinary vision and three deficiencies; about 2.3 is just noticeable."""
    views = [(linear_rgb(first), linear_rgb(second))]
    views += [(simulated(first, name), simulated(second, name)) for name in _DEFICIENCIES]
    return min(_distance(lab(a), lab(b)) for a, b in views)


def _distance(a: Linear, b: Linear) -> float:
    return float(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5)
