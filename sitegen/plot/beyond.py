"""Arrows at the edges of an axis, for values beyond its ends."""

from __future__ import annotations

from sitegen.numerics.rounding import above, below
from sitegen.plot.scales import Scale
from sitegen.scene.shapes import Circles, Polyline

_STEM = 0.6
"""Half the width of a stem."""


def edge_arrow(dot: Circles, value: float, scale: Scale, role: str = "") -> Polyline | None:
    """An arrow in place of the dot of a value beyond the ends of an axis; None inside of it.

    Parameters
    ----------
    dot : Circles
        A single circle on a stem from the lower edge. An arrow to the upper edge has the stem and the motion of the dot; one
        to the lower edge is there from the beginning.
    value : float
        In axis coordinates.
    scale : Scale
        From the lower edge to the upper one.
    role : str
        Of the arrow; by default that of the dot.
    """
    bottom, top, reach = scale.start, scale.end, max(2.5, dot.radius)
    ((x, _),) = dot.centres
    if below(value, scale.low, scale=1.0):
        points = ((x - reach, bottom - 2 * reach), (x + reach, bottom - 2 * reach), (x, bottom))
        return Polyline(role=role or dot.role, key=dot.key, points=points, closed=True)
    if above(value, scale.high, scale=1.0):
        neck = top + 2 * reach
        right = ((x, top), (x + reach, neck), (x + _STEM, neck), (x + _STEM, bottom))
        left = tuple((2 * x - across, down) for across, down in reversed(right[1:]))
        return Polyline(role=role or dot.role, key=dot.key, points=(*right, *left), closed=True, motion=dot.motion)
    return None
