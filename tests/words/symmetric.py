"""The ends and the linear part of a symmetric logarithmic axis, found again from the digits of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.series.series_claims import shown
from tests.words.claims import Groups

LARGEST, SMALLEST = 1.7976931348623157e308, 5e-324


def symmetric_ends(values: Sequence[float], given: Any) -> tuple[float, float]:
    """The next powers of ten on each side that has values, beyond the linear part."""
    least = _below(_linear(values, given)) + 1
    down, up = (
        _power(max(_above(max(side)), least)) if side else 0.0
        for side in ([-value for value in values if value < 0], [value for value in values if value > 0])
    )
    return 0.0 - down, up if up or down else _power(least)


def tells_symmetric(groups: Groups, given: Any, values: Sequence[float], ends: tuple[float, float]) -> bool:
    """Whether a sentence tells what means, sides, ends and linear part are."""
    unit, (low, high) = given.unit or "", ends
    return (
        groups.get("means") == given.means
        and groups.get("sides") == ("on each side" if low < 0 < high else None)
        and shown(groups["low"], low, unit)
        and shown(groups["high"], high, unit)
        and shown(groups["near"], _linear(values, given), unit)
    )


def symmetric_patterns(subject: str) -> list[str]:
    """What may be said of such an axis."""
    return [
        f"{subject}{means} is logarithmic, from {{low}} to {{high}}{sides}, and linear where values are nearer to zero than {{near}}."
        for means in ("", ", {means},")
        for sides in ("", ", {sides} of zero")
    ]


def _linear(values: Sequence[float], given: Any) -> float:
    if given.linear:
        return float(given.linear)
    sizes = [abs(value) for value in values if value] or [0.1, 1.0]
    top = _above(max(sizes))
    return max(_power(min(max(_below(min(sizes)), top - 6), top - 1)), SMALLEST)


def _below(size: float) -> int:
    """The power of ten at or below a size."""
    return int(f"{size:.12e}".partition("e")[2])


def _above(size: float) -> int:
    mantissa, _, exponent = f"{size:.12e}".partition("e")
    return int(exponent) + (float(mantissa) > 1)


def _power(exponent: int) -> float:
    return min(float(f"1e{exponent}"), LARGEST)
