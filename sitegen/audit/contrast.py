"""Contrast of marks and text, and colours that differ for readers with colour blindness, in every palette.

Colours are ``#rrggbb``; `LinearRgb` is linear-light sRGB, each component in [0, 1].
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import combinations, pairwise

from sitegen.scene.shapes import Mark
from sitegen.theme import MEANINGS, RAMP, PaletteName, Theme

LinearRgb = tuple[float, float, float]
Lab = tuple[float, float, float]
Pair = tuple[str, str]
"""A role, and the role that it lies on."""

_COLOUR_BLINDNESS: dict[str, tuple[LinearRgb, LinearRgb, LinearRgb]] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Protanopia, deuteranopia, tritanopia: Machado, Oliveira and Fernandes 2009, severity 1.0 (DOI 10.1109/TVCG.2009.113)."""


def used_pairs(marks: Iterable[Mark], theme: Theme) -> frozenset[Pair]:
    """Every role with each role that it lies on, decorative roles left out."""
    return frozenset(
        (mark.role, on) for mark in marks if mark.role and not theme.paints[mark.role].decorative for on in mark.on
    )


@lru_cache(maxsize=1024)
def smallest_contrast(pairs: frozenset[Pair], theme: Theme, palette: PaletteName, *, text: bool) -> float | None:
    """Smallest contrast ratio over the pairs of text, or over those of other marks; None where there are none."""
    ratios = (_pair_contrast(pair, theme, palette) for pair in pairs if (pair[0] in theme.text_roles) == text)
    return min(ratios, default=None)


def _pair_contrast(pair: Pair, theme: Theme, palette: PaletteName) -> float:
    """The better of fill and outline: either is enough to see the shape."""
    role, on = pair
    paint, ground = theme.paints[role], theme.paints[on].fill
    if ground is None:
        raise ValueError(f"role {on!r} has no fill to lie on")
    under = theme.colour(ground, palette)
    return max(contrast_ratio(theme.colour(name, palette), under) for name in (paint.fill, paint.stroke) if name)


def smallest_meaning_difference(marks: Iterable[Mark], theme: Theme) -> float | None:
    """Smallest ΔE of two meanings that only colour tells apart, over all palettes; None where there are no two.

    A role with an outline differs in shape, and text names its meaning: neither is counted.
    """
    return _smallest_difference_of(
        frozenset(mark.role for mark in marks if mark.role in MEANINGS and not theme.paints[mark.role].stroke), theme
    )


@lru_cache(maxsize=1024)
def _smallest_difference_of(solid: frozenset[str], theme: Theme) -> float | None:
    return min(
        (
            smallest_difference(colours[first], colours[second])
            for colours in theme.palettes.values()
            for first, second in combinations(sorted(solid), 2)
        ),
        default=None,
    )


def smallest_lightness_step(marks: Iterable[Mark], theme: Theme) -> float | None:
    """Smallest step of lightness L* from one colour of a ramp to the next, over all palettes and kinds of colour blindness.

    Negative where a step goes back; None where there are no two colours of a ramp.
    """
    roles = {mark.role for mark in marks}
    return _smallest_step(tuple(name for name in RAMP if name in roles), theme)


@lru_cache(maxsize=64)
def _smallest_step(names: tuple[str, ...], theme: Theme) -> float | None:
    steps = []
    for palette in theme.palettes.values():
        colours = [linear_rgb(palette[name]) for name in names]
        for seen in (colours, *([_simulated(rgb, kind) for rgb in colours] for kind in _COLOUR_BLINDNESS)):
            lightness = [lab(rgb)[0] for rgb in seen]
            steps += [(after - before) * _sign(lightness) for before, after in pairwise(lightness)]
    return min(steps, default=None)


def _sign(lightness: list[float]) -> float:
    return 1.0 if lightness[-1] > lightness[0] else -1.0


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


_LINEAR = tuple(
    encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4
    for encoded in (component / 255 for component in range(256))
)
"""Linear light of each component in encoded sRGB."""


@cache
def _components(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


@cache
def smallest_difference(first: str, second: str) -> float:
    """Smallest ΔE*ab (CIE 1976) of two colours over ordinary vision and three kinds of colour blindness.

    About 2.3 is just noticeable.
    """
    rgb, other = linear_rgb(first), linear_rgb(second)
    seen = [(rgb, other), *((_simulated(rgb, kind), _simulated(other, kind)) for kind in _COLOUR_BLINDNESS)]
    return min(float(sum((p - q) ** 2 for p, q in zip(lab(a), lab(b), strict=True)) ** 0.5) for a, b in seen)


def _simulated(rgb: LinearRgb, kind: str) -> LinearRgb:
    """`rgb` as it looks with one kind of colour blindness."""
    rows = _COLOUR_BLINDNESS[kind]
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
