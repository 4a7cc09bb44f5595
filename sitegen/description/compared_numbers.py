"""Numbers with enough digits to show how they, or the ratio of two of them, compare with a limit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial

from sitegen.description.number_format import Compact, Quantity, WithNote, drawn, format_parameter
from sitegen.numerics.rounding import TOLERANCE
from sitegen.numerics.series import ARRIVAL_DECADES


@dataclass(frozen=True, slots=True)
class OneSideOf:
    """A number too near a limit to be told from it by its digits: ``< 0.01``."""

    number: float
    limit: float

    def visible(self) -> str:
        """A sign and the limit."""
        return f"{self._sign} {self.shown_limit.visible()}"

    def drawn(self) -> str:
        """The same, with the limit as drawings write it."""
        return f"{self._sign} {drawn(self.shown_limit)}"

    def spoken(self) -> str:
        """The same in words."""
        return f"{'less' if self.number < self.limit else 'more'} than {self.shown_limit.spoken()}"

    @property
    def shown_limit(self) -> Quantity:
        """The limit as it is written."""
        return _limit(self.limit, format_parameter if abs(self.limit) < 1e3 else Compact)

    @property
    def _sign(self) -> str:
        return "<" if self.number < self.limit else ">"


_SAME = 1e-12
"""Relative difference of two numbers that rounding alone tells apart, such as 0.1 ** 2 and 0.01."""
_NEAR = 0.1
"""Relative difference from which on two digits show which of two numbers is larger."""


_LONGER: tuple[Callable[[float], Quantity], ...] = tuple(partial(Compact, digits=digits) for digits in (3, 4, 5))


def format_against(value: float, *limits: float, write: Callable[[float], Quantity] = Compact) -> Quantity:
    """`value` as `write` has it, or with more digits if it takes them to show how it compares with each limit; else ``< 0.01``.

    A value that equals a limit but for rounding errors is written as the limit.
    """
    if not limits or (write is Compact and not _is_near(value, limits)):
        return write(value)
    shown_limits = {limit: _shown_limit(limit, write) for limit in limits}
    equal = next((limit for limit in limits if _side(value, limit) == 0), None)
    if equal is not None:
        return _limit(equal, write)
    for form in (write, *_LONGER):
        shown = form(value)
        if all(
            _side(float(written_number(shown)), other) == _side(value, limit) for limit, other in shown_limits.items()
        ):
            return shown
    return OneSideOf(value, min(limits, key=lambda limit: abs(value - limit)))


def numbers_against(
    values: Iterable[float], *limits: float, write: Callable[[float], Quantity] = Compact
) -> Iterator[Quantity]:
    """Many values as `format_against` has them, such as those of a column; values far from every limit take no time."""
    for value in values:
        yield format_against(value, *limits, write=write) if _is_near(value, limits) else write(value)


def _is_near(value: float, limits: Iterable[float]) -> bool:
    """Whether two digits may not show how a value compares with one of the limits."""
    for limit in limits:  # noqa: SIM110 - a generator takes twice the time
        if abs(value - limit) <= _NEAR * abs(limit):
            return True
    return False


def _side(value: float, limit: float) -> int:
    """1 above the limit, −1 below it, and 0 where the two are equal but for rounding errors."""
    return 0 if math.isclose(value, limit, rel_tol=_SAME) else 1 if value > limit else -1


def _limit(limit: float, write: Callable[[float], Quantity] = Compact) -> Quantity:
    """A limit in the first form that is exact: as `write` has it, or with three to five digits; else in one of about four digits."""
    forms = [write(limit), *(Compact(limit, digits=digits) for digits in (3, 4, 5))]
    exact = (form for form in forms if float(written_number(form)) == limit)
    return next(exact, min((forms[0], forms[2]), key=lambda form: abs(float(written_number(form)) - limit)))


@lru_cache(maxsize=256)
def _shown_limit(limit: float, write: Callable[[float], Quantity]) -> float:
    """The number that is written for a limit, which a figure compares with each of its values."""
    return float(written_number(_limit(limit, write)))


def written_number(quantity: Quantity) -> Decimal:
    """The number that readers see, with the digits that it is rounded to: 0.50 for 0.499, and 0.01 for `< 0.01`."""
    match quantity:
        case WithNote():
            return written_number(quantity.quantity)
        case OneSideOf():
            return written_number(quantity.shown_limit)
    return Decimal(quantity.visible().replace(",", ""))


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
        if _sides(written_number(pair[0]), written_number(pair[1]), limits) == sides:
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
