"""How sentences name a series, and with how many digits they write its values and places."""

from __future__ import annotations

import math
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sitegen.description.compared_numbers import format_against, written_number
from sitegen.description.english import capitalised
from sitegen.description.number_format import (
    Compact,
    Fixed,
    Quantity,
    fixed_text,
    format_parameter,
    whole_number,
    with_unit,
)
from sitegen.description.sentences import NO_VALUE, Column, Value, text_of
from sitegen.numerics.rounding import above, at_most, sides

_MOST_DIGITS, _MOST_DECIMALS = 6, 6
_PLACE_DIGITS, _EXACT_DIGITS = 3, 14
"""Digits of places that are rounded, and of numbers without rounding errors."""
_LEAST_CELL_DIGITS, _MOST_CELL_DIGITS = 5, 17
_LEAST_PLAIN, _MOST_PLAIN = 1e-3, 1e6
"""Places that are not whole numbers are plain decimals between these."""
_CLOSE = 50.0
"""Values whose size is more than so many times their range need more digits than usual to be told apart."""


@dataclass(frozen=True, slots=True)
class SeriesWords:
    """The names, units and digits of one series."""

    subject: str
    """As a sentence begins: ``The loss``, ``The curve “tanh(x)”``."""
    x_name: str = "x"
    """What x means, in the middle of a sentence: ``step``."""
    x_unit: str = ""
    y_unit: str = ""
    digits: int | None = None
    """Significant digits of values; None for the usual number."""
    decimals: int = 0
    """The most decimals of a place that is rounded to three significant digits."""
    place_digits: int = 3
    """The most significant digits of a place that is not rounded."""
    places: tuple[float, ...] = ()
    """The places that texts may name, ascending; one gets more digits where it would look like its neighbours."""
    limits: tuple[float, ...] = ()
    """Lines that values are compared with; a value next to one of them never looks the same."""
    place_names: tuple[str, ...] = ()
    """Names of places 0, 1, 2 and so on, which are written instead of the numbers."""

    @property
    def at(self) -> str:
        """What precedes a place: ``step``, or ``x =``."""
        return f"{self.x_name} =" if len(self.x_name) == 1 and not self.place_names else self.x_name

    def value(self, y: float) -> Quantity:
        """A value of the series."""
        write = partial(Compact, digits=self.digits)
        return with_unit(format_against(y, *self.limits, write=write), self.y_unit)

    def place(self, x: float) -> Value:
        """A value of x: its name, a number with few digits as such, others to the distance between points."""
        if self.place_names:
            return self.place_names[int(x)]
        before, after = self._neighbours(x)
        is_zero = -math.inf < before < 0 < after and at_most(abs(x), 0.0, min(-before, after))
        if whole := whole_number(0.0 if is_zero else x):
            return with_unit(whole, self.x_unit)
        exponent, needed = math.floor(math.log10(abs(x))), self._decimals_apart(x, before, after)
        if not _LEAST_PLAIN <= abs(x) < _MOST_PLAIN:
            shown: Quantity = Compact(x, digits=max(_PLACE_DIGITS, needed + 1 + exponent))
        elif len(Decimal(f"{x:.{_EXACT_DIGITS}g}").as_tuple().digits) <= self.place_digits:
            shown = format_parameter(x, self.place_digits)
        else:
            shown = _trimmed(x, max(0, needed, min(self.decimals, _PLACE_DIGITS - 1 - exponent)))
        return with_unit(shown, self.x_unit)

    def _neighbours(self, x: float) -> tuple[float, float]:
        """The nearest places below and above `x` that differ from it by more than rounding errors, or infinities."""
        index = bisect_left(self.places, x)
        near = self.places[max(0, index - 2) : index + 2]
        lower, higher = ([place for place in near if sides(place, x) == side] for side in (-1, 1))
        return max(lower, default=-math.inf), min(higher, default=math.inf)

    def _decimals_apart(self, x: float, before: float, after: float) -> int:
        """How many decimals tell a place from its neighbours, or a number between two places to the distance of these."""
        index = bisect_left(self.places, x)
        if not any(sides(place, x) == 0 for place in self.places[max(0, index - 1) : index + 1]):
            return _decimals_for(after - before)
        gap = min(x - before, after - x)
        decimals = _decimals_for(gap)
        texts = {fixed_text(place, max(0, decimals)) for place in (before, after) if abs(x - place) < 2 * gap}
        return decimals + (fixed_text(x, max(0, decimals)) in texts)


def series_words(subject: str, x: ArrayLike, low: float, high: float, **names: Any) -> SeriesWords:
    """The words of a series whose values go from `low` to `high`; both are NaN if there are none.

    `x` has all places, ascending, and `names` are the other texts of `SeriesWords`, and its limits.
    """
    given = np.asarray(x, dtype=np.float64)
    places = given[np.insert(above(given[1:], given[:-1]), 0, values=True)] if given.size else given
    nearest = float(_gaps(places).min()) if places.size > 1 else 1.0
    return SeriesWords(
        subject,
        **names,
        digits=_digits(low, high),
        decimals=min(_MOST_DECIMALS, max(0, _decimals_for(nearest))),
        place_digits=min(_MOST_DIGITS, max(_PLACE_DIGITS, _digits_apart(places))),
        places=tuple(places.tolist()),
    )


def place_cells(places: NDArray[np.float64]) -> tuple[Value, ...]:
    """The cells of a column of places, with as many digits as tell all of them apart; whole numbers have all of theirs."""
    digits = min(_MOST_CELL_DIGITS, max(_LEAST_CELL_DIGITS, _digits_apart(np.unique(places))))
    return tuple(whole_number(x) or format_parameter(x, digits) for x in places.tolist())


def series_columns(name: str, series: Iterable[tuple[str, Sequence[Value]]], quantity: str = "") -> list[Column]:
    """A column for the heading and the cells of each series; one that is shorter than another has no values in its last rows.

    Its name in files is `name`, or for several series ``rate_1``, ``rate_2`` and so on. `quantity` is what
    the values are, where the headings are only names.
    """
    found = [*series]
    rows = max(len(cells) for _, cells in found)
    names = [name] if len(found) == 1 else [f"{name}_{number}" for number in range(1, len(found) + 1)]
    return [
        Column(short, heading, (*cells, *[NO_VALUE] * (rows - len(cells))), quantity and f"{quantity} of")
        for short, (heading, cells) in zip(names, found, strict=True)
    ]


def chart_title(means: str, by: str = "") -> str:
    """The title of a chart whose author gives none: what its values mean, and what they are by."""
    return capitalised(f"{means} by {by}" if by else means)


def about(value: Value) -> str:
    """``about`` before a value that other values are rounded to; nothing before zero, which is always exact, and before ``< 5``."""
    return "" if text_of(value, "visible").split()[0] in {"0", "<", ">"} else "about "


def same_text(*values: Value) -> bool:
    """Whether the values look the same, so that no sentence can tell them apart."""
    return len({text_of(value, "visible") for value in values}) == 1


def shows_change(first: Quantity, last: Quantity, direction: int) -> bool:
    """Whether the texts differ, and their digits do not contradict the direction of the change: 1 for up, −1 for down."""
    return not same_text(first, last) and (written_number(last) - written_number(first)) * direction >= 0


def common_value(first: Quantity, last: Quantity) -> Quantity | None:
    """The value that both texts show, if they are the same or differ only in a sign < or >; None otherwise."""
    if same_text(first, last):
        return first
    if written_number(first) != written_number(last):
        return None
    return next((one for one, other in ((first, last), (last, first)) if _is_shown(other, one)), None)


def _is_shown(quantity: Quantity, as_other: Quantity) -> bool:
    """Whether a number, rounded to the digits of `as_other`, is the number that this shows; not if that is a limit, ``< 5``."""
    if quantity.number is None or text_of(as_other, "visible").startswith(("<", ">")):
        return False
    shown = written_number(as_other)
    half = Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)
    return abs(Decimal(quantity.number) - shown) <= half


def _digits(low: float, high: float) -> int | None:
    """Enough digits to tell the values apart; None where the usual number is enough."""
    size, spread = max(abs(low), abs(high)), high - low
    if not (spread > 0 and math.isfinite(spread) and size / spread > _CLOSE):
        return None
    digits = math.ceil(math.log10(size / spread)) + 2
    exponent = math.floor(math.log10(min(abs(low), abs(high))))  # of similar size, since they are close
    plain = _MOST_DECIMALS + 1 + exponent if size < 1 and exponent >= -3 else _MOST_DIGITS
    return min(_MOST_DIGITS, plain, digits)


def _gaps(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distances of neighbours, at most the largest float."""
    with np.errstate(over="ignore"):
        return np.minimum(np.diff(places), sys.float_info.max)


def _digits_apart(places: NDArray[np.float64]) -> int:
    """The significant digits that tell all places apart, which ascend."""
    with np.errstate(over="ignore"):
        relative = _gaps(places) / np.maximum(np.abs(places[:-1]), np.abs(places[1:]))
    return _decimals_for(float(relative.min(initial=1.0))) + 1


def _decimals_for(gap: float) -> int:
    """The decimals of numbers that are so far apart; negative where not even all whole digits are needed."""
    return math.ceil(-math.log10(min(gap, sys.float_info.max)) - 1e-9)


def _trimmed(value: float, decimals: int) -> Quantity:
    """`value` with at most so many decimals, without zeros at their end; with more if it would be zero."""
    full = Fixed(value, decimals).visible()
    if not full.strip("-0."):
        return format_parameter(value, 2)
    kept = full.rstrip("0").rstrip(".") if decimals else full
    return Fixed(value, len(kept.partition(".")[2]))
