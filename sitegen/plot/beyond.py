"""Arrows at the edges of an axis, for values beyond its ends."""

from __future__ import annotations

from typing import Literal

from sitegen.numerics.rounding import above, below
from sitegen.plot.scales import Scale
from sitegen.scene.shapes import Motion, Polyline

_STEM = 0.6
"""Half the width of a stem."""


def side_of(value: float, scale: Scale) -> Literal["below", "above"] | None:
    """On which side of an axis a value is; None inside of it."""
    if below(value, scale.low, scale=1.0):
        return "below"
    return "above" if above(value, scale.high, scale=1.0) else None


def beyond(  # noqa: PLR0913 - a mark and its place
    role: str,
    key: str,
    *,
    x: float,
    edges: tuple[float, float],
    radius: float,
    where: Literal["below", "above"],
    motion: Motion | None = None,
) -> Polyline:
    """An arrow to the lower edge, or on a stem to the upper one; `edges` are the heights of both, the upper one first."""
    top, bottom = edges
    reach = max(2.5, radius)
    if where == "below":
        points = ((x - reach, bottom - 2 * reach), (x + reach, bottom - 2 * reach), (x, bottom))
        return Polyline(role=role, key=key, points=points, closed=True)
    neck = top + 2 * reach
    right = ((x, top), (x + reach, neck), (x + _STEM, neck), (x + _STEM, bottom))
    left = tuple((2 * x - across, down) for across, down in reversed(right[1:]))
    return Polyline(role=role, key=key, points=(*right, *left), closed=True, motion=motion)
