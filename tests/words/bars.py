"""The claims of `bars`, checked with lists and fractions alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from sitegen.description.sentences import Description
from tests.series.series_claims import ROUNDING, direction, shown
from tests.words.claims import VALUES, Groups, claims, in_number, shows
from tests.words.symmetric import symmetric_ends, symmetric_patterns, tells_symmetric


class Bars:
    """The bars as their author has them."""

    def __init__(self, params: Any, _data: Any, _words: Description) -> None:
        self.params, self.unit = params, params.y.unit or ""
        self.bars = {bar.name: bar.value for bar in params.bars}
        self.known = [value for value in self.bars.values() if value is not None]
        self.total = sum(map(Fraction, self.known))

    def count(self, text: str, number: int) -> bool:
        """Whether `text` counts so many bars."""
        return _counted(text, number)

    def is_value(self, text: str, value: float) -> bool:
        """Whether `text` is a value with its unit."""
        return text.endswith(self.unit) and shown(text, value, self.unit)

    def alike(self, value: float) -> list[str]:
        """Names of the bars with this value, but for rounding errors."""
        near = abs(Fraction(value)) * ROUNDING
        return [
            name
            for name, each in self.bars.items()
            if each is not None and abs(Fraction(each) - Fraction(value)) <= near
        ]

    def has(self, groups: Groups, extreme: Callable[[list[float]], float], end: str) -> bool:
        """Whether the text at this end is the extreme, and whose it is."""
        names = self.alike(extreme(self.known))
        count = groups.get(f"count_{end}")
        return (
            self.is_value(groups[end], extreme(self.known))
            and groups[f"name_{end}"] in names
            and (self.count(count, len(names)) if count else len(names) == 1)
            and groups.get(f"each_{end}", self.params.x.means or "") == (self.params.x.means or "")
        )

    def is_complete(self) -> bool:
        return len(self.known) == len(self.bars)

    def drawn(self) -> list[float]:
        sign = {"rising": 1, "falling": -1}.get(self.params.order)
        return sorted(self.known, key=lambda value: sign * value) if sign else self.known


def _extremes(d: Bars, g: Groups) -> bool:
    means = d.params.y.means
    is_named = g.get("means") == (means and means.capitalize())
    return is_named and d.has(g, max, "high") and d.has(g, min, "low")


def _only(d: Bars, g: Groups) -> bool:
    return len(d.known) == 1 and d.has({**g, "high": g["value"]}, max, "high")


def _all_alike(d: Bars, g: Groups, *, about: bool) -> bool:
    """Whether the values look like one, and are one but for rounding errors unless the text says *about*."""
    number = len(d.known) == (int(g["count"]) if "count" in g else 2) and len(d.known) > 1
    is_named = g.get("means") == (d.params.y.means and d.params.y.means.capitalize())
    return number and is_named and all(d.is_value(g["value"], v) for v in d.known) and _is_one(d) != about


def _is_one(d: Bars) -> bool:
    return len(d.alike(max(d.known))) == len(d.known)


def _counted(text: str, count: int) -> bool:
    return text == f"{count} {'bar' if count == 1 else 'bars'}" and count > 0


def _some(least: int, count_of: Callable[[Bars], int], d: Bars, g: Groups) -> bool:
    """Whether one of several values, or so many of them, are counted right."""
    count = count_of(d)
    told = len(d.known) > 1 and _counted(g["count"], count) and (count == 1) == (least == 1)
    return told and ("line" not in g or _line(d, g))


def _above(d: Bars) -> tuple[int, int]:
    """How many values are above the line, and how many of the others are not below it either."""
    at = Fraction(d.params.lines[0].at)
    return sum(Fraction(v) - at > abs(at) * ROUNDING for v in d.known), sum(
        abs(Fraction(v) - at) <= abs(at) * ROUNDING for v in d.known
    )


def _line(d: Bars, g: Groups) -> bool:
    return d.params.lines[0].name == g["line"] and shown(g["at"], d.params.lines[0].at, d.unit)


def _symmetric(d: Bars, g: Groups) -> bool:
    y = d.params.y
    values = [*d.known, *(y.range or ()), *(line.at for line in d.params.lines)]
    return y.log == "symmetric" and tells_symmetric(g, y, values, symmetric_ends(values, y))


def _near(d: Bars, g: Groups) -> bool:
    low = float(g["low"].removesuffix(f" {d.unit}").replace(",", ""))
    return g.get("means") == d.params.y.means and all(
        math.isclose(v, low, rel_tol=0.11, abs_tol=1e-300) for v in d.known
    )


def _axis(d: Bars, g: Groups) -> bool:
    if d.params.y.log == "symmetric":
        return False
    if d.params.y.log != (g["how"] == "logarithmic") or g.get("means") != d.params.y.means:
        return False
    low, high = (float(g[end].removesuffix(f" {d.unit}").replace(",", "")) for end in ("low", "high"))
    inside = [
        v
        for v in (*d.known, *(d.params.y.range or ()), *(line.at for line in d.params.lines))
        if v > 0 or not d.params.y.log
    ]
    slack = 0.06 * max(abs(low), abs(high))
    starts = d.params.y.log or low - slack <= 0 <= high + slack
    return starts and all(low - slack <= v <= high + slack for v in inside)


def _part(d: Bars, g: Groups) -> bool:
    share = 100 * Fraction(max(d.known)) / d.total
    return (
        d.is_complete()
        and min(d.known) >= 0
        and g["whole"] == d.params.parts_of
        and shown(g["percent"], float(share))
        and d.is_value(g["total"], float(d.total))
    )


def _half(d: Bars, most: int) -> bool:
    """Whether the largest few make up half, and no fewer do."""
    ordered, near = sorted(map(Fraction, d.known), reverse=True), d.total * ROUNDING
    enough = [count for count in range(1, len(ordered) + 1) if sum(ordered[:count]) >= d.total / 2 - near]
    return bool(d.params.parts_of) and d.is_complete() and enough[0] == most


def _highlight(d: Bars, g: Groups) -> bool:
    value = d.bars[g["name"]]
    return (
        g["name"] == d.params.highlight
        and g["each"] == (d.params.x.means or "bar")
        and g.get("means") == (None if value is None else d.params.y.means or "value")
        and (value is None or d.is_value(g["value"], value))
    )


def _ratio(d: Bars, g: Groups) -> bool:
    return min(d.known) > 0 and shows(g["ratio"], math.log10(max(d.known)) - math.log10(min(d.known)))


_KNOWN = {
    f"{start}he largest is {{high}}, {top}; the least is {{low}}, {bottom}.": _extremes
    for start in ("T", "{means}: t")
    for top in (
        "of “{name_high}”", "of {each_high} “{name_high}”",
        "of {count_high}, first “{name_high}”", "of {count_high}, first {each_high} “{name_high}”",
    )
    for bottom in (
        "of “{name_low}”", "of {each_low} “{name_low}”",
        "of {count_low}, first “{name_low}”", "of {count_low}, first {each_low} “{name_low}”",
    )
}  # fmt: skip
HIGHLIGHT = {
    "The {each} “{name}” is highlighted.": _highlight,
    "The {each} “{name}” is highlighted: its {means} is {value}.": _highlight,
}


def of_values(owner: str = "") -> dict[str, Callable[[Bars, Groups], bool]]:
    """What is said of all values at once; `owner` is what has them, if other values are told of in the same text."""
    value, largest = (f"{owner} value", f"largest {owner} value") if owner else ("value", "largest")
    return {
        **_KNOWN,
        **{
            f"{only} {value} is {{value}}, of {place}.": _only
            for only in ("The only", "{means}: the only")
            for place in ("“{name_high}”", "{each_high} “{name_high}”")
        },
        f"The only {value} is {{value}}.": lambda d, g: len(d.known) == 1 and d.is_value(g["value"], d.known[0]),
        **{
            f"{subject} {value}s are {about}{{value}}.": partial(_all_alike, about=bool(about))
            for subject in ("Both", "All {count}", "{means}: both", "{means}: all {count}")
            for about in ("", "about ")
        },
        f"A single {value} has nothing to compare with.": lambda d, _: len(d.known) == 1,
        f"The {value}s go from {{low}} to {{high}}.": lambda d, g: (
            d.is_value(g["low"], min(d.known)) and d.is_value(g["high"], max(d.known))
        ),
        f"No {value} is larger than another.": lambda d, _: len(d.known) > 1 and _is_one(d),
        f"To the digits shown, no {value} is larger than another.": lambda d, _: (
            len(d.known) > 1 and max(d.known) - min(d.known) <= 0.1 * max(map(abs, d.known)) and not _is_one(d)
        ),
        f"The {largest} is {{ratio}} times the least.": _ratio,
        f"The {largest} is {{difference}} more than the least.": lambda d, g: (
            d.is_value(g["difference"], float(Fraction(max(d.known)) - Fraction(min(d.known))))
            and max(d.known) > min(d.known)
        ),
        f"Some {value}s are above zero, and others below.": lambda d, _: min(d.known) < 0 < max(d.known),
    }


BARS = claims(
    {
        **of_values(),
        **HIGHLIGHT,
        "There is no value at all.": lambda d, _: not d.known,
        "Without values, there is nothing to compare.": lambda d, _: not d.known,
        "{form} of {number}.": lambda d, g: (
            g["form"] == ("Dot chart" if d.params.y.log else "Bar chart") and g["number"].split()[0] == str(len(d.bars))
        ),
        "{form} of {number}, one for each {each}.": lambda d, g: (
            len(d.bars) > 1 and g["form"] == ("Dot chart" if d.params.y.log else "Bar chart") and g["each"] == d.params.x.means
            and g["number"].split()[0] == str(len(d.bars))
        ),
        "They are sorted, the least first.": lambda d, _: d.params.order == "rising",
        "They are sorted, the largest first.": lambda d, _: d.params.order == "falling",
        "The axis, {means}, is {how}, from {low} to {high}.": _axis,
        "The axis is {how}, from {low} to {high}.": _axis,
        "The axis, {means}, shows values near {low}.": _near,
        "The axis shows values near {low}.": _near,
        **dict.fromkeys(symmetric_patterns("The axis"), _symmetric),
        "{rings} at its left end {mark} {zeros}.": lambda d, g: (
            d.params.y.log is True
            and g["zeros"].split()[0] == str(d.known.count(0)) != "0"
            and in_number(g, d.known.count(0))
        ),
        **{
            pattern: claim
            for start, least in VALUES.items()
            for pattern, claim in {
                f"{start} exactly zero.": partial(_some, least, lambda d: d.known.count(0)),
                f"{start} below zero.": partial(_some, least, lambda d: sum(v < 0 for v in d.known)),
                f"{start} above the line “{{line}}”, {{at}}.": partial(_some, least, lambda d: _above(d)[0]),
            }.items()
        },
        "There is no value for {count}.": lambda d, g: _counted(g["count"], len(d.bars) - len(d.known)),
        "The values rise from every bar to the next.": lambda d, _: (
            d.is_complete() and all(direction(a, b) == 1 for a, b in pairwise(d.drawn()))
        ),
        "The values fall from every bar to the next.": lambda d, _: (
            d.is_complete() and all(direction(a, b) == -1 for a, b in pairwise(d.drawn()))
        ),
        "No value is above the line “{line}”, {at}.": lambda d, g: _line(d, g) and _above(d)[0] == 0,
        "Every value is above the line “{line}”, {at}.": lambda d, g: _line(d, g) and _above(d)[0] == len(d.known),
        "“{name}” is the largest part of {whole}: {percent} % of {total}.": lambda d, g: (
            _part(d, g) and d.alike(max(d.known)) == [g["name"]]
        ),
        "{parts} of {whole} are the largest, with {percent} % of {total} each.": lambda d, g: (
            _part(d, g) and g["parts"] == f"{len(d.alike(max(d.known)))} parts"
        ),
        "“{name}” alone is at least half of it.": lambda d, g: _half(d, 1) and g["name"] in d.alike(max(d.known)),
        "The {most} largest together are at least half of it.": lambda d, g: _half(d, int(g["most"])),
    }
)  # fmt: skip
