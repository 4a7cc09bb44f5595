"""The order and the shares of `bars` again, from sorted lists and fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sitegen.figures.bars.spec import ResolvedBars


def fractions(params: ResolvedBars) -> dict[str, object]:
    """The values in the order of the drawing, their extremes, and the largest part of a whole."""
    known = [bar.value for bar in params.bars if bar.value is not None]
    missing = [np.nan] * (len(params.bars) - len(known))
    if params.order == "given":
        drawn = [np.nan if bar.value is None else bar.value for bar in params.bars]
    else:
        drawn = [*sorted(known, reverse=params.order == "falling"), *missing]
    found: dict[str, object] = {"values": np.array(drawn)}
    if known:
        found |= {"features.largest.value": max(known), "features.least.value": min(known)}
    if params.parts_of and not missing and (total := sum(map(Fraction, known))):
        found |= {"features.total": float(total), "features.largest_percent": float(100 * Fraction(max(known)) / total)}
    return found
