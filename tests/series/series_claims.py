"""What sentences about series claim, checked with lists, fractions and the statistics module alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any

from tests.words.claims import claims

ROUNDING = Fraction(1, 10**12)
"""Two numbers that differ by less than this share of their size count as equal."""
NEAR = Fraction(1, 10**11)
"""Half of the doubt about a number that is compared with a limit."""


def shown(text: str, value: float, unit: str = "") -> bool:
    """Whether `text` is `value` to its last digit."""
    number = text.removesuffix(f" {unit}" if unit else "").replace(",", "")
    exact = Decimal(value)
    if number[0] in "<>":
        return abs(exact - Decimal(number[2:])) <= abs(exact) * Decimal(
            "1e-3"
        )  # the side is for tests/words/test_limits.py
    mantissa, _, exponent = number.partition("e")
    half = Decimal(5).scaleb(int(exponent or 0) - len(mantissa.partition(".")[2]) - 1)
    return abs(Decimal(number) - exact) <= half + abs(exact) * Decimal("1e-11")


def shown_within(text: str, low: Fraction, high: Fraction, unit: str = "") -> bool:
    """Whether `text` can be a number between `low` and `high`."""
    number = text.removesuffix(f" {unit}" if unit else "").replace(",", "")
    if number[0] in "<>":
        limit = Fraction(Decimal(number[2:]))
        return low - abs(limit) / 1000 <= limit <= high + abs(limit) / 1000
    mantissa, _, exponent = number.partition("e")
    half = Fraction(Decimal(5).scaleb(int(exponent or 0) - len(mantissa.partition(".")[2]) - 1))
    return low - half - abs(low) * NEAR <= Fraction(Decimal(number)) <= high + half + abs(high) * NEAR


def _percent(text: str, share: float) -> bool:
    return shown(text, 100 * share)


def direction(before: float, after: float, tolerance: Fraction = ROUNDING) -> int:
    """1, −1, or 0 where the two are equal but for rounding errors."""
    gap = Fraction(after) - Fraction(before)
    return 0 if abs(gap) <= tolerance * abs(Fraction(before)) else 1 if gap > 0 else -1


@dataclass
class Facts:
    """A series as its author has it."""

    x: list[float]
    y: list[float]
    log: bool = False
    y_unit: str = ""
    at_word: str = "step"
    """What precedes a place."""

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        return [(x, y) for x, y in zip(self.x, self.y, strict=True) if not math.isnan(y)]

    @cached_property
    def values(self) -> list[float]:
        return [y for _, y in self.points]

    @cached_property
    def measured(self) -> list[Fraction]:
        """Values, or their logarithms, as plateaus and spikes measure them."""
        return [Fraction(math.log10(y) if self.log else y) for y in self.values]

    @cached_property
    def directions(self) -> list[int]:
        return [direction(before, after) for before, after in pairwise(self.values)]

    def steps(self) -> set[int]:
        """Directions of the steps between points that both have a value."""
        pairs = pairwise(self.y)
        return {direction(a, b) for a, b in pairs if not (math.isnan(a) or math.isnan(b))}

    @property
    def complete(self) -> bool:
        return len(self.points) == len(self.x)

    def is_value(self, text: str, value: float) -> bool:
        return shown(text, value, self.y_unit)

    def at(self, text: str) -> list[float]:
        """The places that a text can stand for."""
        return [x for x, _ in self.points if shown(text, x)]

    def is_point(self, value: str, place: str) -> bool:
        return any(shown(place, x) and self.is_value(value, y) for x, y in self.points)

    def is_end(self, place: str, index: int, value: str = "") -> bool:
        x, y = self.points[index]
        return shown(place, x) and (not value or self.is_value(value, y))

    def equal_to(self, value: float) -> list[float]:
        """Places whose value is this one, but for rounding errors."""
        exact = Fraction(value)
        return [x for x, y in self.points if abs(Fraction(y) - exact) <= ROUNDING * abs(exact)]


def _ends(facts: Facts, groups: Any) -> bool:
    first, last = groups["first"], groups.get("last", groups["first"])
    return facts.is_end(groups["start"], 0, first) and facts.is_end(groups["end"], -1, last)


def _extreme(facts: Facts, groups: Any, extreme: Any) -> bool:
    value = extreme(facts.values)
    places = facts.equal_to(value)
    count = int(groups["count"].split()[0]) if "count" in groups else 1
    return facts.is_value(groups["value"], value) and shown(groups["place"], places[0]) and count == len(places)


def _one_way(facts: Facts, groups: Any, way: int, *, strictly: bool) -> bool:
    allowed = {way} if strictly else {way, 0}
    return facts.complete and set(facts.directions) <= allowed and way in facts.directions and _ends(facts, groups)


_CLAUSE = r"(rises|falls) to (.+?) at step ([^ ]+?)(?=, | and |\Z)|stays the same up to step ([^ ]+?)(?=, | and |\Z)"


def _course(facts: Facts, groups: Any) -> bool:
    """Every rise and fall: the whole series, in order, each step in its direction, each seen in the digits."""
    rest = groups["rest"].replace(f"{facts.at_word} ", "step ")
    value, place = re.match(r"(.+?) at step ([^ ]+?)(?=, | and )", rest).groups()
    if not (facts.complete and facts.is_end(place, 0, value)):
        return False
    starts = {0}
    for verb, to, there, level in re.findall(_CLAUSE, rest):
        way = {"rises": 1, "falls": -1, "": 0}[verb]
        starts = {
            end
            for start in starts
            for end in _reached(facts, start, way)
            if shown(there or level, facts.points[end][0]) and (not to or facts.is_value(to, facts.points[end][1]))
        }
        if to and (number(to, facts.y_unit) - number(value, facts.y_unit)) * way <= 0:
            return False
        value = to or value
    return len(facts.directions) in starts


def _reached(facts: Facts, start: int, way: int) -> Iterator[int]:
    """The points that are reached from one by steps of this way; a step at the tolerance goes either way."""
    for end, (before, after) in enumerate(pairwise(facts.values[start:]), start + 1):
        gap, limit = Fraction(after) - Fraction(before), ROUNDING * abs(Fraction(before))
        if gap * way < limit * Fraction(999, 1000) if way else abs(gap) > limit * Fraction(1001, 1000):
            return
        yield end


def number(text: str, unit: str) -> float:
    found = float(text.removesuffix(f" {unit}" if unit else "").replace(",", "").lstrip("<> "))
    return found + abs(found) * {"<": -1e-9, ">": 1e-9}.get(text[0], 0.0)


def _level(facts: Facts, groups: Any) -> bool:
    """The part is within its limits, narrow and long, and no part that is clearly narrow enough is longer."""
    places = [x for x, _ in facts.points]
    low, high = groups["low"], groups.get("high", groups["low"])
    starts = facts.at(groups["start"]) if "start" in groups else places[:1]
    ends = facts.at(groups["end"]) if "end" in groups else places[-1:]
    reach = Fraction(places[-1]) - Fraction(places[0])
    return any(
        _is_level(facts, (places.index(start), places.index(end)), (low, high))
        and _is_longest(facts, start, end, reach)
        for start in starts
        for end in ends
        if start < end
    )


def _is_level(facts: Facts, ends: tuple[int, int], limits: tuple[str, str]) -> bool:
    part = facts.values[ends[0] : ends[1] + 1]
    measured = facts.measured[ends[0] : ends[1] + 1]
    band = (max(facts.measured) - min(facts.measured)) / 50
    fits = facts.is_value(limits[0], min(part)) and facts.is_value(limits[1], max(part))
    return fits and len(part) >= 5 and max(measured) - min(measured) <= band * (1 + NEAR)


def _is_longest(facts: Facts, start: float, end: float, reach: Fraction) -> bool:
    length = Fraction(end) - Fraction(start)
    if length < reach / 5 * (1 - NEAR):
        return False
    places, measured = [Fraction(x) for x, _ in facts.points], facts.measured
    band = (max(measured) - min(measured)) / 50 * (1 - NEAR)
    for first in range(len(places)):
        low = high = measured[first]
        last = first
        while last + 1 < len(places):
            low, high = min(low, measured[last + 1]), max(high, measured[last + 1])
            if high - low > band:
                break
            last += 1
        if places[last] - places[first] > length * (1 + NEAR):
            return False
    return True


def _spiky(facts: Facts, slack: Fraction) -> dict[int, Fraction]:
    """Points farther from the median of eleven than five deviations and a twentieth of the range, with their distance."""
    measured, found = facts.measured, {}
    reach = max(measured) - min(measured)
    for place in range(5, len(measured) - 5):
        around = measured[place - 5 : place + 6]
        middle = median(around)
        limit = max(5 * median(abs(each - middle) for each in around), reach / 20)
        if abs(measured[place] - middle) > limit * (1 + slack):
            found[place] = abs(measured[place] - middle)
    return found


def _groups(places: list[int]) -> int:
    return sum(place - 1 not in places for place in places)


def _spikes(facts: Facts, groups: Any) -> bool:
    certain, possible = _spiky(facts, NEAR), _spiky(facts, -NEAR)
    count = int(groups["count"].split()[0]) if "count" in groups else 1
    counts = {_groups(list(certain)), _groups(list(possible))}
    farthest = max((certain or possible).values())
    return (count in counts or len(certain) != len(possible)) and any(
        shown(groups["place"], facts.points[place][0])
        and facts.is_value(groups["value"], facts.values[place])
        and facts.is_value(groups["median"], median(facts.values[place - 5 : place + 6]))
        and distance >= farthest * (1 - NEAR)
        for place, distance in possible.items()
    )


def _turns(facts: Facts) -> int:
    moves = [each for each in facts.directions if each]
    return sum(before != after for before, after in pairwise(moves))


def _noise(facts: Facts, groups: Any) -> bool:
    inner = len(facts.values) - 2
    step = median(abs(after - before) for before, after in pairwise(facts.values))
    return (
        (int(groups["turns"]), int(groups["inner"].split()[0])) == (_turns(facts), inner)
        and facts.is_value(groups["step"], step)
        and 3 * _turns(facts) > inner
    )


def _mean(values: list[float]) -> float:
    return float(sum(map(Fraction, values)) / len(values))


def _tenths(facts: Facts, groups: Any) -> bool:
    tenth = len(facts.values) // 10
    first, last = _mean(facts.values[:tenth]), _mean(facts.values[-tenth:])
    size = Fraction(max(map(abs, facts.values))) * ROUNDING
    sized = [
        shown_within(text, Fraction(mean) - size, Fraction(mean) + size, facts.y_unit)
        for text, mean in ((groups["first"], first), (groups.get("last", groups["first"]), last))
    ]
    return int(groups["count"]) == tenth and all(sized) and facts.complete


def _line(facts: Facts, *, log: bool) -> tuple[float, float]:
    """Slope and R² in exact arithmetic."""
    xs = [Fraction(x) for x, _ in facts.points]
    ys = [Fraction(math.log10(y) if log else y) for y in facts.values]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    both = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    square_x, square_y = sum((x - middle_x) ** 2 for x in xs), sum((y - middle_y) ** 2 for y in ys)
    return float(both / square_x), float(both * both / square_x / square_y)


def _straight(facts: Facts, groups: Any, sign: int) -> bool:
    slope, share = _line(facts, log=False)
    fits = facts.is_value(groups["change"], abs(slope)) and slope * sign > 0
    return fits and share >= 0.9 - 1e-9 and _percent(groups["share"], share) and len(facts.values) >= 5


def _tenfold(facts: Facts, groups: Any, sign: int) -> bool:
    slope, share = _line(facts, log=True)
    fits = shown(groups["tenfold"], 1 / abs(slope)) and slope * sign > 0
    reach = facts.points[-1][0] - facts.points[0][0]
    return fits and share >= 0.9 - 1e-9 and _percent(groups["share"], share) and 1 / abs(slope) <= reach * (1 + 1e-9)


def _at_one_step(facts: Facts, groups: Any) -> bool:
    are_all = groups["count"].replace(",", "") == f"{len(facts.x)} points"
    return are_all and facts.is_end(groups["start"], 0) and facts.is_end(groups["start"], -1)


def _about(facts: Facts, groups: Any) -> bool:
    return all(facts.is_value(groups["value"], value) for value in facts.values)


_S = "The loss"
_FITS = "The straight line that fits best {verb} by {{change}} for each step; it explains {{share}} % of the variance."
_DECADES = (
    "On the logarithmic axis, the straight line that fits best {verb} for every {{tenfold}} along the step axis; it explains "
    "{{share}} % of the variance there."
)
_SPIKE = "it is {value} at step {place}, where"

CLAIMS = {
    f"{_S} has no value.": lambda d, _: not d.points,
    f"{_S} has a single value, {{value}} at step {{place}}.": lambda d, g: (
        len(d.points) == 1 and d.is_point(g["value"], g["place"])
    ),
    f"{_S} has {{count}} and values from step {{start}} to step {{end}}.": lambda d, g: (
        g["count"].replace(",", "") == f"{len(d.x)} points"
        and (d.is_end(g["start"], 0) and d.is_end(g["end"], -1) and g["start"] != g["end"])
    ),
    f"{_S} has {{count}}, all at step {{start}}.": lambda d, g: _at_one_step(d, g) and d.x[0] == d.x[-1],
    f"{_S} has {{count}}, all at about step {{start}}.": lambda d, g: _at_one_step(d, g) and d.x[0] < d.x[-1],
    f"{_S} has no value at {{missing}} of {{count}}.": lambda d, g: (
        int(g["missing"]) == len(d.x) - len(d.points) > 0 and g["count"] == f"{len(d.x)} points"
    ),
    f"{_S} starts with {{first}} at step {{start}} and ends with {{last}} at step {{end}}.": lambda d, g: (
        _ends(d, g) and g["first"] != g["last"]
    ),
    f"{_S} starts and ends with {{first}}, at step {{start}} and at step {{end}}.": _ends,
    "Its largest value is {value}, at step {place}.": lambda d, g: _extreme(d, g, max),
    "Its least value is {value}, at step {place}.": lambda d, g: _extreme(d, g, min),
    "Its largest value is {value}, at {count}, first at step {place}.": lambda d, g: _extreme(d, g, max),
    "Its least value is {value}, at {count}, first at step {place}.": lambda d, g: _extreme(d, g, min),
    f"{_S} rises at every step between its gaps.": lambda d, _: not d.complete and d.steps() == {1},
    f"{_S} falls at every step between its gaps.": lambda d, _: not d.complete and d.steps() == {-1},
    "It changes direction once.": lambda d, _: d.complete and _turns(d) == 1,
    "It changes direction {turns}.": lambda d, g: d.complete and g["turns"] == f"{_turns(d)} times",
    f"{_S} is {{value}} at every point.": lambda d, g: (
        d.complete and _about(d, g) and len(d.equal_to(max(d.values))) == len(d.values)
    ),
    f"{_S} is always about {{value}}.": _about,
    f"{_S} rises at every step, from {{first}} at step {{start}} up to {{last}} at step {{end}}.": lambda d, g: (
        _one_way(d, g, 1, strictly=True)
    ),
    f"{_S} falls at every step, from {{first}} at step {{start}} down to {{last}} at step {{end}}.": lambda d, g: (
        _one_way(d, g, -1, strictly=True)
    ),
    f"{_S} never falls: it goes from {{first}} at step {{start}} up to {{last}} at step {{end}}.": lambda d, g: (
        _one_way(d, g, 1, strictly=False)
    ),
    f"{_S} never rises: it goes from {{first}} at step {{start}} down to {{last}} at step {{end}}.": lambda d, g: (
        _one_way(d, g, -1, strictly=False)
    ),
    f"{_S} starts with {{rest}}.": _course,
    "It is most level from step {start} to step {end}, between {low} and {high}.": _level,
    "It is most level up to step {end}, between {low} and {high}.": _level,
    "It is most level from step {start} on, between {low} and {high}.": _level,
    "It is most level from step {start} to step {end}, at about {low}.": _level,
    "It is most level up to step {end}, at about {low}.": _level,
    "It is most level from step {start} on, at about {low}.": _level,
    "It has one spike: {value} at step {place}, where the median of the values around it is {median}.": _spikes,
    "It has {count}; the farthest from the values around it is {value} at step {place}, where their median is "
    "{median}.": _spikes,
    "It goes up and down: it changes direction at {turns} of {inner}, and from point to point it changes by {step} in the "
    "median.": _noise,
    f"{_S} rises from {{first}} to {{last}}, the means of its first {{count}} values and of its last {{again}}.": lambda d, g: (
        _tenths(d, g) and number(g["last"], d.y_unit) > number(g["first"], d.y_unit) and g["again"] == g["count"]
    ),
    f"{_S} falls from {{first}} to {{last}}, the means of its first {{count}} values and of its last {{again}}.": lambda d, g: (
        _tenths(d, g) and number(g["first"], d.y_unit) > number(g["last"], d.y_unit) and g["again"] == g["count"]
    ),
    f"{_S} has the same mean over its first {{count}} values as over its last {{again}}: {{first}}.": lambda d, g: (
        _tenths(d, g) and g["again"] == g["count"]
    ),
    _FITS.format(verb="rises"): lambda d, g: _straight(d, g, 1),
    _FITS.format(verb="falls"): lambda d, g: _straight(d, g, -1),
    _DECADES.format(verb="rises tenfold"): lambda d, g: _tenfold(d, g, 1),
    _DECADES.format(verb="falls to a tenth"): lambda d, g: _tenfold(d, g, -1),
}
"""What each sentence about the loss by steps claims."""
SERIES = claims(CLAIMS)
