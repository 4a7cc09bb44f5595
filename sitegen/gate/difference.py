"""Meanings that only colour tells apart stay apart for every reader (WCAG 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from sitegen.gate.colour import smallest_difference
from sitegen.scene.shapes import Mark
from sitegen.theme import MEANINGS, Theme

LEAST_DIFFERENCE = 10.0
"""ΔE*ab; about four times what is just noticeable."""


def smallest_meaning_difference(marks: Iterable[Mark], theme: Theme) -> float | None:
    """Smallest ΔE of two meanings painted alike in one figure, over all palettes; None where there are no two.

    A role with an outline differs in shape, and text says what it means: neither is counted.
    """
    solid = sorted({mark.role for mark in marks if mark.role in MEANINGS and not theme.paints[mark.role].stroke})
    return min(
        (
            smallest_difference(colours[first], colours[second])
            for colours in theme.palettes.values()
            for first, second in combinations(solid, 2)
        ),
        default=None,
    )
