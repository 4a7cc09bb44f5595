"""The claims of `curves`: those about series, for each curve, and those about axes, marks and what is left out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sitegen.description.sentences import Description
from tests.series.pair_claims import LINES, PAIRS, Two
from tests.series.series_claims import SERIES, Facts, shown
from tests.words.claims import Claim, Groups, any_part, claims, in_number
from tests.words.symmetric import symmetric_ends, symmetric_patterns, tells_symmetric


class Chart:
    """The curves as their author has them."""

    def __init__(self, params: Any, _data: Any, _words: Description) -> None:
        self.params, self.unit = params, params.y.unit or ""
        self.curves: dict[str, Facts] = {}
        for curve in params.series:
            x = list(curve.x or params.x.values or map(float, range(len(curve.y))))
            y = [math.nan if value is None else value for value in curve.y]
            positive = params.y.log is True and all(value > 0 for value in y if not math.isnan(value))
            self.curves[curve.name] = Facts(x, y, positive, self.unit)
        self.places = [x for facts in self.curves.values() for x in facts.x]
        self.values = [value for facts in self.curves.values() for value in facts.values]

    def of(self, groups: Groups) -> Iterator[Facts]:
        """The curve that a sentence names; every curve where it names none."""
        named = groups.get("curve")
        return (facts for name, facts in self.curves.items() if named in {None, name})

    def pairs(self, groups: Groups) -> Iterator[Two]:
        one, two = self.curves[groups["curve"]], self.curves[groups["other"]]
        yield Two(one.x, one.y, two.y)

    def against(self, groups: Groups) -> Iterator[Two]:
        one = self.curves[groups["curve"]]
        for line in self.params.lines:
            if line.name == groups["line"] and shown(groups["height"], line.at, self.unit):
                yield Two(one.x, one.y, [line.at] * len(one.x))

    def ends(self, axis: str) -> tuple[float, float]:
        given = getattr(self.params, axis)
        values = [x for facts in self.curves.values() for x in facts.x] if axis == "x" else self.values
        if given.range:
            return given.range
        if given.log == "symmetric":
            return symmetric_ends(values, given)
        if given.log:
            decades = [math.log10(value) for value in values if value > 0] or [-0.5]
            low, high = math.floor(min(decades) + 1e-12), math.ceil(max(decades) - 1e-12)
            return (10.0**low, 10.0**high) if low < high else (10.0 ** (low - 1), 10.0 ** (high + 1))
        return min(values), max(values)


def _about_curves(known: list[Claim], parts: Callable[[Chart, Groups], Iterator[Any]]) -> Iterator[Claim]:
    """The claims of `known` with the names of curves in place of those of the tests of series."""
    names = {
        "The loss": "The curve “(?P<curve>.+?)”",
        "the other": "the curve “(?P<other>.+?)”",
        "the limit": "the line “(?P<line>.+?)”",
    }
    for pattern, holds in known:
        text = pattern.pattern
        for name, wanted in names.items():
            text = re.sub(re.escape(re.escape(name)) + "(?!s)", lambda _, wanted=wanted: wanted, text)
        yield re.compile(text), any_part(parts, holds)


def _axis(axis: str) -> Callable[[Chart, Groups], bool]:
    def check(chart: Chart, groups: Groups) -> bool:
        given, (low, high) = getattr(chart.params, axis), chart.ends(axis)
        if given.log == "symmetric":
            return tells_symmetric(groups, given, chart.values, (low, high))
        if groups.get("means") != given.means or bool(given.log) != (groups["how"] == "logarithmic"):
            return False
        if given.range or given.log or (axis == "x" and low < high):
            return all(shown(groups[name], end, given.unit or "") for name, end in (("low", low), ("high", high)))
        start, end = (float(groups[name].removesuffix(f" {given.unit}").replace(",", "")) for name in ("low", "high"))
        near = 0.06 * max(abs(start), abs(end))
        return start - near <= low <= high <= end + near

    return check


def _near(axis: str) -> Callable[[Chart, Groups], bool]:
    return lambda chart, groups: all(
        abs(float(groups["low"].removesuffix(f" {chart.unit}").replace(",", "")) - end) <= 0.11 * max(abs(end), 5)
        for end in chart.ends(axis)
    )


def _left_out(chart: Chart, groups: Groups) -> bool:
    (facts,) = chart.of(groups)
    low, high = chart.params.y.range
    count = sum(not low <= value <= high for value in facts.values)
    return groups["count"] in {f"{count:,} values", f"{count} value"}


def _zeros(chart: Chart, groups: Groups) -> bool:
    (facts,) = chart.of(groups)
    count = facts.values.count(0)
    return groups["count"].split()[0] == f"{count:,}" and chart.params.y.log is True and in_number(groups, count)


def _course(way: int) -> Callable[[Facts, Groups], bool]:
    return lambda facts, _: (
        np.sign(facts.values[-1] - facts.values[0]) == way
        or (way == 0 and abs(facts.values[-1] - facts.values[0]) <= 0.05 * max(map(abs, facts.values)))
    )


def _zone(chart: Chart, groups: Groups) -> bool:
    (zone,) = chart.params.zones
    return zone.name == groups["name"] and shown(groups["start"], zone.start) and shown(groups["end"], zone.to)


def _outside(chart: Chart, groups: Groups) -> bool:
    """Whether a mark of this name is beyond that end of the axis that is given, or at least of all values."""
    axis = "x" if groups["axis"] == "horizontal" else "y"
    low, high = getattr(chart.params, axis).range or chart.ends(axis)
    params = chart.params
    curve = chart.curves.get(groups["name"])
    at = [] if curve is None else curve.x if axis == "x" else curve.values
    places = [
        *([(min(at), max(at))] if at else []),
        *((line.at, line.at) for line in params.lines if (line.name, line.axis) == (groups["name"], axis)),
        *((zone.start, zone.to) for zone in params.zones if (zone.name, zone.axis) == (groups["name"], axis)),
        *((getattr(note, axis),) * 2 for note in params.notes if note.text == groups["name"]),
    ]
    if groups["end"] in ("left", "lower"):
        return any(end <= low for _, end in places)
    return any(start >= high for start, _ in places)


def _apart(chart: Chart, groups: Groups) -> bool:
    """Whether no point of a curve, or of the lines between its points, is within both ranges."""
    facts, (left, right), (low, high) = chart.curves[groups["name"]], chart.ends("x"), chart.ends("y")
    (form,) = {curve.form for curve in chart.params.series if curve.name == groups["name"]}
    shares = np.linspace(0, 1, 1 if form == "points" else 2001)[:, None]
    x, y = np.array(facts.x), np.array(facts.y)
    if form == "step":
        x, y = np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    near = (np.concatenate([each, *(each[:-1] + shares * np.diff(each))]) for each in (x, y))
    return not any(left <= across <= right and low <= up <= high for across, up in zip(*near, strict=True))


OWN = claims(
    {
        "Line chart of the curve “{curve}” by step.": lambda d, g: list(d.curves) == [g["curve"]],
        "Line chart of {number} by step.": lambda d, g: g["number"] == f"{len(d.curves)} curves",
        "The horizontal axis, {means}, is {how}, from {low} to {high}.": _axis("x"),
        "The vertical axis, {means}, is {how}, from {low} to {high}.": _axis("y"),
        "The vertical axis is {how}, from {low} to {high}.": _axis("y"),
        **dict.fromkeys(symmetric_patterns("The vertical axis"), _axis("y")),
        "The horizontal axis, step, shows values near {low}.": _near("x"),
        "The vertical axis, {means}, shows values near {low}.": _near("y"),
        "The vertical axis shows values near {low}.": _near("y"),
        "All values are between {least} and {largest}.": lambda d, g: (
            shown(g["least"], min(d.values), d.unit) and shown(g["largest"], max(d.values), d.unit)
        ),
        "All values are about {least}.": lambda d, g: (
            shown(g["least"], min(d.values), d.unit) and shown(g["least"], max(d.values), d.unit)
        ),
        "{rings} on the baseline {mark} {count} of the curve “{curve}”.": _zeros,
        "The drawing leaves out {count} of the curve “{curve}”, beyond the ends of the axis.": _left_out,
        "The vertical line “{name}” is at step {place}.": lambda d, g: any(
            line.name == g["name"] and shown(g["place"], line.at) for line in d.params.lines
        ),
        "The {what} “{name}” is beyond the {end} end of the {axis} axis, and not drawn.": _outside,
        "The curve “{name}” is not drawn: no part of it is within the ends of both axes.": _apart,
        "The area “{name}” goes from {start} to {end} on the horizontal axis.": _zone,
        "The note at step {x} and the value {y} says “{text}”.": lambda d, g: any(
            note.text == g["text"] and shown(g["x"], note.x) and shown(g["y"], note.y, d.unit)
            for note in d.params.notes
        ),
        "The curve “{curve}” has too few values for a trend.": any_part(
            Chart.of, lambda facts, _: len(facts.points) < 2
        ),
        "The curve “{curve}” ends about where it starts.": any_part(Chart.of, _course(0)),
        "The curve “{curve}” ends higher than it starts.": any_part(Chart.of, _course(1)),
        "The curve “{curve}” ends lower than it starts.": any_part(Chart.of, _course(-1)),
    }
)
CURVE_CHART = [
    *_about_curves(SERIES, Chart.of),
    *_about_curves(PAIRS, Chart.pairs),
    *_about_curves([each for each in PAIRS if "the\\ other" not in each[0].pattern], lambda d, _: iter(_both(d))),
    *_about_curves(LINES, Chart.against),
    *OWN,
]


def _both(chart: Chart) -> list[Two]:
    one, two, *_ = chart.curves.values()
    return [Two(one.x, one.y, two.y)]
