"""Values for ticks and their labels, as (axis coordinate, label)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import count, takewhile

from sitegen.description.number_format import fixed_text, superscript
from sitegen.numerics.axis_limits import LINEAR_HALF, AxisLimits, round_step

Ticks = tuple[tuple[float, str], ...]
"""Position in axis coordinates, and label."""
_CLEAR = 0.6
"""Share of a step beside the tick of zero that has no other."""
_NEAR = 0.6
"""Share of a step: a round value that is less than it from the end of an axis stands for the end."""
_MOST_LAYERS = 16
"""Steps between the numbers of layers on a wide axis."""
_LARGEST_COUNT = 1e15
"""From here on, ticks at whole numbers are written with powers of ten, as those at others."""
_MOST_PLAIN = 6
"""Values from 10 to this power on are written with a power of ten."""
_LEAST_PLAIN = -4


def decade_label(exponent: int) -> str:
    """A power of ten as tick labels write it: ``0.1``, ``1`` and ``10`` in full, ``10⁻²`` beyond."""
    plain = {-1: "0.1", 0: "1", 1: "10"}
    return plain.get(exponent) or f"10{superscript(exponent)}"


def round_ticks(low: int, high: int, most: int = 6) -> list[int]:
    """Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most `most` + 1; 0 is one of them if it is inside."""
    step = next(_round_steps(high - low, most))
    return list(range(-(-low // step) * step, high + 1, step))


def _round_steps(span: int, most: int) -> Iterator[int]:
    """1, 2 or 5 times a power of ten, from the least of which at most `most` make the span."""
    return (step for power in count() for factor in (1, 2, 5) if span <= most * (step := factor * 10**power))


def decade_ticks(low: int, high: int, most: int = 6) -> Ticks:
    """At most `most` + 1 powers of ten, with exponents from `low` to `high`."""
    return tuple((float(exponent), decade_label(exponent)) for exponent in round_ticks(low, high, most))


def decade_ticks_between(low: float, high: float, most: int = 6) -> Ticks:
    """At most `most` + 1 powers of ten on a logarithmic axis from `low` to `high` (log₁₀), which need not be whole numbers."""
    return decade_ticks(math.ceil(low - 1e-12), math.floor(high + 1e-12), most)


def symmetric_ticks(low: float, high: float, exponent: float, half: float, most: int = 6) -> Ticks:
    """Zero and the same powers of ten on both sides of it, at most about `most` in all; those too near to zero are left out.

    Parameters
    ----------
    low, high : float
        Ends of the axis in axis coordinates.
    exponent, half : float
        Where its linear part ends, as in `symmetric_log`.
    most : int
        Number of ticks.
    """
    reach, sides = max(-low, high), (low < -half) + (high > half)
    decades = _even_decades if sides == 2 else decade_ticks_between  # a side of two has few
    ticks = decades(exponent, exponent + reach - half, max(1, most // max(1, sides)))
    clear = _CLEAR * (high - low) / most if low <= 0 <= high else 0.0
    signed = [
        (sign * (half + each - exponent), _true_minus(f"-{label}") if sign < 0 else label)
        for each, label in ticks
        for sign in (-1, 1)
    ]
    inside = [tick for tick in signed if clear <= abs(tick[0]) and low - 1e-9 <= tick[0] <= high + 1e-9]
    return tuple(sorted([*inside, *([(0.0, "0")] if low <= 0 <= high else [])]))


def _even_decades(low: float, high: float, most: int) -> Ticks:
    """Powers of ten between two exponents, at most so many, with the same number of decades from each to the next."""
    first, last = math.ceil(low - 1e-12), math.floor(high + 1e-12)
    steps = (range(-(-first // step) * step, last + 1, step) for step in count(1))
    chosen = next(exponents for exponents in steps if len(exponents) <= most)
    return tuple((float(exponent), decade_label(exponent)) for exponent in chosen)


def axis_ticks(limits: AxisLimits, *, whole: bool = False) -> Callable[[int], Ticks]:
    """The ticks of an axis for a number of steps; `whole` says that all values of a linear axis are whole numbers."""
    low, high = limits.low, limits.high
    if limits.linear:
        return partial(symmetric_ticks, low, high, math.log10(limits.linear), LINEAR_HALF)
    if limits.log:
        return partial(decade_ticks_between, low, high)
    counts = whole and high - low >= 1 and max(abs(low), abs(high)) < _LARGEST_COUNT
    return partial(integer_ticks if counts else value_ticks, low, high)


def integer_ticks(low: float, high: float, most: int = 6) -> Ticks:
    """At most `most` + 1 whole numbers from `low` to `high`, the ends of an axis of steps or layers."""
    return _whole(round_ticks(math.ceil(low), math.floor(high), most))


def _whole(values: Sequence[int]) -> Ticks:
    return tuple((float(value), _true_minus(f"{value:,}")) for value in values)


def step_ticks(low: int, high: int, most: int = 6) -> Ticks:
    """Whole numbers on an axis of steps or layers: round ones, and each end that no round one is near."""
    ticks = round_ticks(low, high, most)
    step = next(_round_steps(high - low, most))
    first = [low] if not ticks or ticks[0] - low >= _NEAR * step else []
    last = [high] if high > low and (not ticks or high - ticks[-1] >= _NEAR * step) else []
    return _whole([*first, *ticks, *last])


def index_ticks(number: int, most: int = 5) -> list[int]:
    """Indices to label among 0 … `number` − 1: round steps, and always the last one.

    Longer steps are taken if the last one then has about the same distance as the others.
    """
    last = number - 1
    steps = list(takewhile(lambda step: 2 * step <= last, _round_steps(last, most)))
    even = (step for step in steps if last % step == 0 or last % step >= _NEAR * step)
    step = next(even, next(_round_steps(last, most)))
    return list(dict.fromkeys([0, *(tick for tick in range(step, last, step) if last - tick >= _NEAR * step), last]))


def layer_ticks(number: int, most: int = 5) -> Ticks:
    """The numbers of layers or steps from 0, the last one among them; where there may be ten, their short labels have room for more."""
    most = _MOST_LAYERS if most >= 10 else most
    return tuple((float(index), f"{index:,}") for index in index_ticks(number, most))


def value_ticks(low: float, high: float, most: int = 4) -> Ticks:
    """Round values from `low` to `high`, at most `most` steps apart, with as many decimals as their distance needs."""
    largest = max(abs(low), abs(high))
    step, factor, exponent = round_step(low, high, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    last_digit = exponent - (factor == 2.5)
    values = (number * factor * 10.0**exponent for number in range(first, last + 1))
    return tuple((value, value_label(value, last_digit, largest)) for value in values)


def value_label(value: float, last_digit: int, largest: float) -> str:
    """A tick value on an axis that reaches `largest`: ``0.25``, ``20,000``, ``2×10⁶``.

    `last_digit` is the power of ten of its last digit.
    """
    if value == 0:
        return "0"
    if _LEAST_PLAIN < math.floor(math.log10(largest)) < _MOST_PLAIN:
        text = fixed_text(value, max(0, -last_digit))
        return _true_minus(text if last_digit < 0 else f"{int(text):,}")
    own = math.floor(math.log10(abs(value)) + 1e-12)
    mantissa = fixed_text(value / 10.0**own, max(0, own - last_digit))
    power = f"10{superscript(own)}"
    return _true_minus({"1": power, "-1": f"-{power}"}.get(mantissa, f"{mantissa}×{power}"))


def _true_minus(text: str) -> str:
    return text.replace("-", "−")


def place_labels(values: Sequence[float], among: Sequence[float] = ()) -> tuple[str, ...]:
    """Single values as tick labels, each with its own digits, at most four if these tell all apart: ``0.25``, ``10⁻³``, ``3×10⁻⁴``.

    `among` has further values that must look different.
    """
    others = {*values, *among}
    for digits in range(4, 18):
        labels = {value: _own_label(value, digits) for value in others}
        if len(set(labels.values())) == len(others):
            break
    return tuple(labels[value] for value in values)


def _own_label(value: float, digits: int) -> str:
    size = Decimal(f"{value:.{digits - 1}e}").adjusted()
    kept = max(digits, size + 1) if size < _MOST_PLAIN else digits  # a plain whole number keeps all of its digits
    given = Decimal(f"{value:.{kept - 1}e}").normalize()
    exponent = given.adjusted()
    if not value or _LEAST_PLAIN < exponent < _MOST_PLAIN:
        return _true_minus(f"{given:,f}")
    power = f"10{superscript(exponent)}"
    mantissa = given.scaleb(-exponent).normalize()
    return _true_minus(
        {1: power, -1: f"-{power}"}.get(int(mantissa), "") if abs(mantissa) == 1 else f"{mantissa}×{power}"
    )
