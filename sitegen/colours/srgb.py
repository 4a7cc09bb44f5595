"""Colours ``#rrggbb``: luminance, contrast, and mixes as browsers make them.

`LinearRgb` is linear-light sRGB, each component in [0, 1].
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import copysign

LinearRgb = tuple[float, float, float]


@cache
def contrast_ratio(first: str, second: str) -> float:
    """Contrast ratio in [1, 21] (WCAG 2.2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@cache
def luminance(colour: str) -> float:
    """Relative luminance in [0, 1] (WCAG 2.2)."""
    return _luminance(*linear_rgb(colour))


def _luminance(red: float, green: float, blue: float) -> float:
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def blended_luminances(colour: str, under: str, opacities: Iterable[float]) -> tuple[float, ...]:
    """Relative luminance of `colour` over `under` at each opacity, mixed in encoded sRGB as browsers do."""
    red, green, blue = _components(colour)
    red_under, green_under, blue_under = _components(under)
    return tuple(
        _luminance(
            _LINEAR[round(opacity * red + (1 - opacity) * red_under)],
            _LINEAR[round(opacity * green + (1 - opacity) * green_under)],
            _LINEAR[round(opacity * blue + (1 - opacity) * blue_under)],
        )
        for opacity in opacities
    )


@cache
def linear_rgb(colour: str) -> LinearRgb:
    """`colour` in linear light (IEC 61966-2-1)."""
    red, green, blue = (_LINEAR[component] for component in _components(colour))
    return (red, green, blue)


def decoded(value: float) -> float:
    """Linear light of a component in encoded sRGB, in [0, 1] or beyond, as CSS has it."""
    size = abs(value)
    return copysign(size / 12.92 if size <= 0.04045 else ((size + 0.055) / 1.055) ** 2.4, value)


def encoded(value: float) -> float:
    """The component in encoded sRGB of linear light in [0, 1]."""
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


_LINEAR = tuple(decoded(component / 255) for component in range(256))
"""Linear light of each component in encoded sRGB."""


@cache
def _components(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
