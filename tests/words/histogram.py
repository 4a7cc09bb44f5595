"""The claims of `histogram`, checked with sorted lists, fractions and a bisection of its own."""

from __future__ import annotations

import math
import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import Any

from sitegen.description.sentences import Description
from tests.series.series_claims import shown
from tests.series.test_distribution_sentences import DISTRIBUTIONS, Bins
from tests.words.claims import Claim, Groups, claims


class Row:
    """One row as its author has it: values, or counts alone."""

    def __init__(self, name: str, values: list[float], bins: Bins, *, counted: bool) -> None:
        self.name, self.bins = name, bins
        self.values = [] if counted else sorted(values)
        self.total = sum(bins.counts) if counted else len(values)

    @cached_property
    def mean(self) -> Fraction:
        return sum(map(Fraction, self.values)) / len(self.values)

    @cached_property
    def spread(self) -> float:
        variance = sum((Fraction(value) - self.mean) ** 2 for value in self.values) / len(self.values)
        with localcontext(prec=40, Emin=-9999, Emax=9999):
            return float((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())

    def inside(self, low: str, high: str) -> bool:
        """Whether these texts are two of the values, with at least half of all between them."""
        lows, highs = ({value for value in self.values if shown(text, value)} for text in (low, high))
        return any(
            2 * (bisect_right(self.values, b) - bisect_left(self.values, a)) >= len(self.values)
            for a in lows for b in highs
        )  # fmt: skip


class Histogram:
    """All rows; the edges of bins are those of the figure, and counts are made again."""

    def __init__(self, params: Any, data: Any, _words: Description) -> None:
        self.params, self.data, edges = params, data, data.axis.edges.tolist()
        counted = params.edges is not None
        self.rows = [
            Row(
                row.name,
                list(row.values),
                Bins(edges, [int(c) for c in row.values] if counted else _counts(row.values, edges, params.log)),
                counted=counted,
            )
            for row in params.rows
        ]

    def of(self, groups: Groups, name: str = "row") -> Iterator[Row]:
        return (row for row in self.rows if groups.get(name) in {None, row.name})


def _counts(values: Any, edges: list[float], log: bool) -> list[int]:
    """Values from each edge on and below the next; on a logarithmic axis, mirrored below zero."""
    counts = [0] * (len(edges) - 1)
    for value in values:
        if edges[0] <= value <= edges[-1]:
            find = bisect_left if log and value < 0 else bisect_right
            counts[min(max(find(edges, value) - 1, 0), len(counts) - 1)] += 1
    return counts


def _any(holds: Callable[[Row, Groups], bool]) -> Callable[[Histogram, Groups], bool]:
    """Whether a claim holds for the row that it names, or for one of all."""

    def check(chart: Histogram, groups: Groups) -> bool:
        for row in chart.of(groups):
            try:
                if holds(row, groups):
                    return True
            except (ValueError, ArithmeticError, LookupError):
                continue
        return False

    return check


def _bins(holds: Callable[[Any, Groups], bool]) -> Callable[[Histogram, Groups], bool]:
    return _any(lambda row, groups: holds(row.bins, groups))


def _about_rows(known: list[Claim]) -> Iterator[Claim]:
    for pattern, holds in known:
        yield re.compile(pattern.pattern.replace("The\\ gradients", "“(?P<row>.+?)”")), _bins(holds)


def _has(row: Row, groups: Groups) -> bool:
    return groups["count"].split()[0].replace(",", "") == str(row.total) == str(len(row.values))


def _percent(text: str, part: int, total: int) -> bool:
    return shown(text, float(Fraction(100 * part, total)))


def _beyond(chart: Histogram, row: Row) -> int:
    at, side = chart.params.threshold.at, chart.params.threshold.side
    if row.values:
        found = {
            "above": [v > at for v in row.values],
            "below": [v < at for v in row.values],
            "both": [abs(v) > at for v in row.values],
        }
        return sum(found[side])
    edges, counts = row.bins.edges, row.bins.counts
    above = sum(count for low, count in zip(edges, counts, strict=False) if low >= at)
    limit = -at if side == "both" else at
    below = sum(count for high, count in zip(edges[1:], counts, strict=True) if high <= limit)
    return {"above": above, "below": below, "both": above + below}[side]


def _side(side: str, share: str) -> Callable[[Histogram, Groups], bool]:
    def check(chart: Histogram, groups: Groups) -> bool:
        threshold = chart.params.threshold
        (row,) = chart.of(groups)
        beyond = _beyond(chart, row)
        right = {"none": beyond == 0, "all": beyond == row.total, "some": 0 < beyond < row.total}[share]
        return (
            right
            and threshold.side == side
            and threshold.name == groups["line"]
            and shown(groups["at"], threshold.at)
            and (share != "some" or _percent(groups["percent"], beyond, row.total))
        )

    return check


def _shows_spread(text: str, spread: float) -> bool:
    """Whether a text shows a spread; that of the two smallest floats is one of them, whatever it is rounded to."""
    return shown(text, spread) or max(spread, float(text.split(maxsplit=1)[0])) <= 2 * math.ulp(0.0)


def _spread(way: int) -> Callable[[Histogram, Groups], bool]:
    def check(chart: Histogram, groups: Groups) -> bool:
        first, last = chart.rows[0], chart.rows[-1]
        named = (groups["first"], groups["last"]) == (first.name, last.name)
        after = shown(groups.get("after", groups["before"]), last.spread)
        return (
            named
            and shown(groups["before"], first.spread)
            and after
            and (way == 0 or way * (last.spread - first.spread) > 0)
        )

    return check


def _axis(chart: Histogram, groups: Groups) -> bool:
    low, high = chart.data.axis.edges[0], chart.data.axis.edges[-1]
    values = [v for row in chart.rows for v in row.values]
    inside = chart.params.x.range or not values or (low <= min(values) and max(values) <= high)
    log = groups["how"] == "logarithmic"
    sides = "sides" in groups
    scaled = log == chart.params.log and sides == (log and low < 0 < high)
    return bool(inside) and scaled and shown(groups["low"], low) and shown(groups["high"], high)


def _near_one_value(chart: Histogram, groups: Groups) -> bool:
    """Whether the ends of the axis differ by less than a millionth, and both round to the value that is named."""
    low, high = chart.data.axis.edges[0], chart.data.axis.edges[-1]
    return abs(high - low) < 1e-6 * abs(low) and shown(groups["low"], low) and shown(groups["low"], high)


def _outside(row: Row, groups: Groups) -> bool:
    count = len(row.values) - sum(row.bins.counts)
    return groups["count"] == f"{count:,} value{'s' * (count != 1)}" and count > 0


def _line_outside(chart: Histogram, groups: Groups) -> bool:
    """Whether a line of this name is beyond that end of the bins."""
    edges = chart.data.axis.edges
    lines = [*chart.params.lines, *([chart.params.threshold] if chart.params.threshold else [])]
    places = [line.at for line in lines if line.name == groups["name"]]
    return any(at < edges[0] if groups["end"] == "left" else at > edges[-1] for at in places)


def _fullest(same: bool) -> Callable[[Histogram, Groups], bool]:
    def check(chart: Histogram, groups: Groups) -> bool:
        tops = [row.bins.counts.index(max(row.bins.counts)) for row in (chart.rows[0], chart.rows[-1])]
        single = all(row.bins.counts.count(max(row.bins.counts)) == 1 for row in (chart.rows[0], chart.rows[-1]))
        named = (groups["first"], groups["last"]) == (chart.rows[0].name, chart.rows[-1].name)
        return named and single and (tops[0] == tops[1]) == same

    return check


def _near(chart: Histogram, groups: Groups) -> bool:
    edges = map(abs, chart.data.axis.edges.tolist())  # there may be values below zero alone
    return chart.params.log and any(shown(groups["near"], edge) for edge in edges if edge == chart.data.near)


def _zeros_alone(chart: Histogram, _: Groups) -> bool:
    near = min(abs(edge) for edge in chart.data.axis.edges.tolist() if edge)
    values = [v for row in chart.rows for v in row.values]
    return chart.params.log and 0 in values and all(v == 0 or abs(v) >= near for v in values)


def _sizes(row: Row, groups: Groups) -> bool:
    sizes = [abs(v) for v in row.values if v]
    return shown(groups["decades"], math.log10(max(sizes)) - math.log10(min(sizes)))


def _far(row: Row, groups: Groups) -> bool:
    apart = [(abs(Fraction(value) - row.mean), value) for value in row.values]
    far = max(apart)[0]
    ends = [value for distance, value in apart if distance >= far * (1 - Fraction(1, 10**12))]
    return any(shown(groups["value"], end) for end in ends) and shown(groups["far"], float(far / Fraction(row.spread)))


def _middle(way: int) -> Callable[[Row, Groups], bool]:
    def check(row: Row, groups: Groups) -> bool:
        median = statistics.median(map(Fraction, row.values))
        gap = row.mean - median
        return (
            shown(groups["mean"], float(row.mean))
            and shown(groups.get("median", groups["mean"]), float(median))
            and (way == 0 or way * gap > 0)
        )

    return check


_SIDES = {
    "above": "above the line “{line}”, {at}.",
    "below": "below the line “{line}”, {at}.",
    "both": "beyond the line “{line}”, {at}, on either side.",
}
_HALF = "“{row}” has {count}; at least half are between {lower} and {upper}"
_ABOUT = "“{row}” has {count}; at least half are about {lower}"
_ALL = "“{row}” has {count}, all about {value}"


def _half(row: Row, groups: Groups) -> bool:
    return _has(row, groups) and row.inside(groups["lower"], groups.get("upper", groups["lower"]))


def _all(row: Row, groups: Groups) -> bool:
    return _has(row, groups) and all(shown(groups["value"], end) for end in (row.values[0], row.values[-1]))


def _single(row: Row, groups: Groups) -> bool:
    return row.total == 1 and shown(groups["value"], row.values[0])


def _with_share(holds: Callable[[Row, Groups], bool]) -> Callable[[Histogram, Groups], bool]:
    def check(chart: Histogram, groups: Groups) -> bool:
        (row,) = chart.rows
        share = groups["line"] == chart.params.threshold.name and _percent(
            groups["percent"], _beyond(chart, row), row.total
        )
        return share and holds(row, groups)

    return check


HISTOGRAM = [
    *_about_rows(DISTRIBUTIONS),
    *claims(
        {
            **{f"{{percent}} % of “{{row}}” are {end}": _side(side, "some") for side, end in _SIDES.items()},
            **{f"No value of “{{row}}” is {end}": _side(side, "none") for side, end in _SIDES.items()},
            **{f"Every value of “{{row}}” is {end}": _side(side, "all") for side, end in _SIDES.items()},
            f"{_HALF}.": _any(_half),
            f"{_ABOUT}.": _any(_half),
            f"{_ALL}.": _any(_all),
            "“{row}” has a single value, {value}.": _any(_single),
            f"{_HALF}; {{percent}} % are beyond “{{line}}”.": _with_share(_half),
            f"{_ABOUT}; {{percent}} % are beyond “{{line}}”.": _with_share(_half),
            f"{_ALL}; {{percent}} % are beyond “{{line}}”.": _with_share(_all),
            "“{row}” has a single value, {value}; {percent} % are beyond “{line}”.": _with_share(_single),
            "Their mean is {mean}, and their spread {spread}.": _any(
                lambda row, g: shown(g["mean"], float(row.mean)) and _shows_spread(g["spread"], row.spread)
            ),
            "The least is {least}, and the largest {largest}.": _any(
                lambda row, g: shown(g["least"], row.values[0]) and shown(g["largest"], row.values[-1])
            ),
            "{percent} % are exactly zero.": _any(
                lambda row, g: row.values.count(0) > 0 and _percent(g["percent"], row.values.count(0), row.total)
            ),
            "Their sizes, without zeros, span {decades} orders of magnitude.": _any(_sizes),
            "The value farthest from the mean, {value}, is {far} spreads away.": _any(_far),
            "The mean, {mean}, is above the median, {median}.": _any(_middle(1)),
            "The mean, {mean}, is below the median, {median}.": _any(_middle(-1)),
            "Mean and median are about the same, {mean}.": _any(_middle(0)),
            "A single value has no spread.": lambda d, _: [row.total for row in d.rows] == [1],
            "All values are in one bin.": lambda d, _: sum(map(bool, d.rows[0].bins.counts)) == 1,
            "From “{first}” to “{last}”, the spread rises from {before} to {after}.": _spread(1),
            "From “{first}” to “{last}”, the spread falls from {before} to {after}.": _spread(-1),
            "“{first}” and “{last}” have about the same spread, {before}.": _spread(0),
            "“{first}” and “{last}” have the same fullest bin.": _fullest(True),
            "“{first}” and “{last}” have different fullest bins.": _fullest(False),
            "Histogram of “{row}”, with {bins}.": lambda d, g: (
                [g["row"]] == [row.name for row in d.rows] and g["bins"].split()[0] == str(len(d.data.axis.edges) - 1)
            ),
            "Histograms in {rows} with the same {bins}; equal areas are equal shares of a row.": lambda d, g: (
                g["rows"] == f"{len(d.rows)} rows" and g["bins"].split()[0] == str(len(d.data.axis.edges) - 1)
            ),
            "The axis, activation, is {how}, from {low} to {high}.": _axis,
            "The axis, activation, is {how}, from {low} to {high}, on {sides} of zero.": _axis,
            "The axis is {how}, from {low} to {high}.": _axis,
            "The axis is {how}, from {low} to {high}, on {sides} of zero.": _axis,
            "The axis, activation, shows values near {low}.": _near_one_value,
            "The axis shows values near {low}.": _near_one_value,
            "Exact zeros have a bin of their own.": _zeros_alone,
            "Values nearer to zero than {near} have one bin.": _near,
            "The line “{name}” is at {at}.": lambda d, g: any(
                line.name == g["name"] and shown(g["at"], line.at) for line in d.params.lines
            ),
            "The line “{name}” is beyond the {end} end of the axis, and not drawn.": _line_outside,
            "The drawing leaves out {count} of “{row}”, beyond the ends of the axis.": _any(_outside),
        }
    ),
]
