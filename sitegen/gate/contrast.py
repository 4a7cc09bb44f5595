"""Contrast of every mark against what it lies on, in every palette (WCAG 1.4.3 and 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.gate.colour import contrast
from sitegen.scene.shapes import Mark
from sitegen.theme import PaletteName, Theme

LEAST_TEXT = 4.5
LEAST_MARK = 3.0

Pair = tuple[str, str]
"""A role, and the role that it lies on."""


@dataclass(frozen=True, slots=True)
class ContrastFloor:
    """The smallest contrast in one palette; None where a figure has no mark of the sort."""

    text: float | None
    marks: float | None


def used_pairs(marks: Iterable[Mark], theme: Theme) -> frozenset[Pair]:
    """The pairs that a figure uses, without those that carry nothing of their own."""
    return frozenset(
        (mark.role, on) for mark in marks if mark.role and not theme.paints[mark.role].decorative for on in mark.on
    )


def pair_contrast(pair: Pair, theme: Theme, palette: PaletteName) -> float:
    """The better of fill and outline: either is enough to see the shape."""
    role, on = pair
    paint, ground = theme.paints[role], theme.paints[on].fill
    if ground is None:
        raise ValueError(f"role {on!r} has no fill to lie on")
    under = theme.colour(ground, palette)
    return max(contrast(theme.colour(name, palette), under) for name in (paint.fill, paint.stroke) if name)


def contrast_floor(pairs: frozenset[Pair], theme: Theme, palette: PaletteName) -> ContrastFloor:
    """The smallest contrast over `pairs`, text and other marks apart."""
    text = [pair_contrast(pair, theme, palette) for pair in pairs if pair[0] in theme.text_roles]
    marks = [pair_contrast(pair, theme, palette) for pair in pairs if pair[0] not in theme.text_roles]
    return ContrastFloor(min(text, default=None), min(marks, default=None))
