"""The ends and the linear part of a symmetric logarithmic axis, found again from the digits of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tests.series.series_claims import shown
from tests.words.claims import Groups

LARGEST, SMALLEST = 1.7976931348623157e308, 5e-324
POWERS = [Decimal(10) ** exponent for exponent in range(-330, 311)]


def symmetric_ends(values: Sequence[float], given: Any) -> tuple[float, float]:
    """The next powers of ten on each side that has values, beyond the linear part."""
    linear = _linear(values, given)
    down, up = (
        _next_power(max(side), linear) if side else 0.0
        for side in ([-value for value in values if value < 0], [value for value in values if value > 0])
    )
    return 0.0 - down, up if up or down else _next_power(0.0, linear)


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
    """Of the powers of ten with one to six decades up to the largest value, the last one below all values, or the first of all."""
    if given.linear:
        return float(given.linear)
    sizes = [_digits(abs(value)) for value in values if value] or [Decimal("0.1"), Decimal(1)]
    top = min(power for power in POWERS if power >= max(sizes))
    within = [power for power in POWERS if 10 <= top / power <= 10**6]
    return max(float(max((power for power in within if power <= min(sizes)), default=min(within))), SMALLEST)


def _next_power(size: float, linear: float) -> float:
    """The least power of ten that is at least a size, and beyond the linear part."""
    return min(float(min(power for power in POWERS if power >= _digits(size) and power > _digits(linear))), LARGEST)


def _digits(size: float) -> Decimal:
    """A number without the rounding errors of its last digits."""
    return Decimal(f"{size:.12e}")
