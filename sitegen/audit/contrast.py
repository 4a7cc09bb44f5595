"""Contrast of marks and text, and colours that differ for readers with colour blindness, in every palette."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, pairwise, product

from sitegen.colours.colour_vision import COLOUR_BLINDNESS, lab, simulated, smallest_difference
from sitegen.colours.srgb import contrast_ratio, linear_rgb
from sitegen.scene.shapes import Mark, Panel
from sitegen.theme import ABOVE, BELOW, MEANINGS, RAMP, PaletteName, Theme

Pair = tuple[str, str]
"""A role, and the role that it lies on."""


def used_pairs(panels: Iterable[Panel], theme: Theme) -> frozenset[Pair]:
    """Every role with each role that it lies on, decorative roles left out."""
    found = {(mark.role, tuple(mark.on), tuple(panel.grounds)) for panel in panels for mark in panel.all_marks()}
    seen = ((role, each) for role, on, grounds in found if role for each in (*on, *grounds))
    return frozenset(pair for pair in seen if not theme.paints[pair[0]].decorative)


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

    A role with an outline differs in shape, and text names its meaning: neither is counted. Shades below a centre and above it
    are two meanings.
    """
    roles = {mark.role for mark in marks}
    solid = sorted(role for role in roles if role in MEANINGS and not theme.paints[role].stroke)
    sides = product(*(sorted(roles.intersection(arm)) for arm in (BELOW, ABOVE)))
    return _smallest_difference_of((*combinations(solid, 2), *sides), theme)


@lru_cache(maxsize=1024)
def _smallest_difference_of(pairs: tuple[tuple[str, ...], ...], theme: Theme) -> float | None:
    return min(
        (
            smallest_difference(colours[first], colours[second])
            for colours in theme.palettes.values()
            for first, second in pairs
        ),
        default=None,
    )


def smallest_lightness_step(marks: Iterable[Mark], theme: Theme) -> float | None:
    """Smallest step of lightness L* from one colour of a ramp to the next, over all palettes and kinds of colour blindness.

    Negative where a step goes back; None where there are no two colours of a ramp.
    """
    roles = {mark.role for mark in marks}
    ramps = (tuple(name for name in ramp if name in roles) for ramp in (RAMP, BELOW, ABOVE))
    return min((step for ramp in ramps if (step := _smallest_step(ramp, theme)) is not None), default=None)


@lru_cache(maxsize=64)
def _smallest_step(names: tuple[str, ...], theme: Theme) -> float | None:
    steps = []
    for palette in theme.palettes.values():
        colours = [linear_rgb(palette[name]) for name in names]
        for seen in (colours, *([simulated(rgb, kind) for rgb in colours] for kind in COLOUR_BLINDNESS)):
            lightness = [lab(rgb)[0] for rgb in seen]
            steps += [(after - before) * _sign(lightness) for before, after in pairwise(lightness)]
    return min(steps, default=None)


def _sign(lightness: list[float]) -> float:
    return 1.0 if lightness[-1] > lightness[0] else -1.0
