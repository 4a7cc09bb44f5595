"""Two numbers whose ratio is compared with a limit, with digits that show on which side of it they are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from sitegen.description.number_format import Compact, OneSideOf, Quantity, format_parameter
from sitegen.numerics.rounding import TOLERANCE
from sitegen.numerics.series import ARRIVAL_DECADES

_HUNDREDTH, _HUNDRED = (Decimal(10) ** int(decades) for decades in (-ARRIVAL_DECADES, ARRIVAL_DECADES))
_BESIDE = {
    (_HUNDREDTH, -1): "just less than a hundredth of it",
    (_HUNDREDTH, 1): "just more than a hundredth of it",
    (_HUNDRED, -1): "just less than a hundred times as much",
    (_HUNDRED, 1): "just more than a hundred times as much",
}


def format_pair(one: float, other: float, *ratios: float) -> tuple[Compact, Compact] | None:
    """Two sizes with as many digits as it takes to see how `one` / `other` compares with each ratio; None if five are too few.

    A ratio that equals a limit but for rounding errors is shown as equal to it.
    """
    limits = [Decimal(repr(ratio)) for ratio in ratios]
    sides = _sides(Decimal(one), Decimal(other), limits, TOLERANCE)
    for digits in (None, 3, 4, 5):
        pair = Compact(one, digits=digits), Compact(other, digits=digits)
        first, second = (Decimal(each.visible().replace(",", "")) for each in pair)
        if _sides(first, second, limits) == sides:
            return pair
    return None


def format_ends(first: float, last: float) -> tuple[Quantity | str, Quantity]:
    """The magnitudes at the input and at the loss, so that the words or digits show whether a gradient vanishes or explodes.

    `arrival_regime` compares their ratio with a hundredth and a hundred.
    """
    if pair := format_pair(first, last, float(_HUNDREDTH), float(_HUNDRED)):
        return pair
    ratio = _nearest_ratio(first, last)
    (side,) = _sides(Decimal(first), Decimal(last), [ratio], TOLERANCE)
    return _BESIDE.get((ratio, side), Compact(first, digits=5)), format_parameter(last)


@lru_cache(maxsize=64)
def end_numbers(first: float, last: float) -> tuple[Quantity, Quantity]:
    """The magnitudes as in `format_ends`, with a sign where that has words: ``< 0.01``. A figure writes the same two many times."""
    start, end = format_ends(first, last)
    if isinstance(start, str):
        return OneSideOf(first, float(Decimal(last) * _nearest_ratio(first, last))), end
    return start, end


def _nearest_ratio(first: float, last: float) -> Decimal:
    """A hundredth or a hundred: which of them the ratio of the magnitudes is nearer to."""
    start, end = Decimal(first), Decimal(last)
    return min((_HUNDREDTH, _HUNDRED), key=lambda ratio: abs(start - end * ratio))


def _sides(one: Decimal, other: Decimal, ratios: Sequence[Decimal], tolerance: float = 0.0) -> list[int]:
    """For each ratio, whether `one` is more than so many times `other`, as much, or less: 1, 0 or −1."""
    gaps = [(one - other * ratio, Decimal(tolerance) * abs(other * ratio)) for ratio in ratios]
    return [0 if abs(gap) <= least else 1 if gap > 0 else -1 for gap, least in gaps]
