"""The claims of `training-curves`: those about series, for each run, and those about running means and clipping."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from sitegen.description.sentences import Description
from tests.series.pair_claims import PAIRS, Two
from tests.series.series_claims import SERIES, Facts, shown, shown_within
from tests.words.claims import Claim, Groups, any_part, claims, in_number


def weighted_mean(values: list[float], beta: float) -> float:
    """The mean of all values, each with β times the weight of the next one, added up in one go."""
    weights = [beta ** (len(values) - 1 - i) for i in range(len(values))]
    return math.fsum(weight * value for weight, value in zip(weights, values, strict=True)) / math.fsum(weights)


class Runs:
    """The runs as their author has them, and the running means as the figure gives them, which other tests check."""

    def __init__(self, params: Any, data: Any, _: Description) -> None:
        self.params, self.steps = params, list(params.steps)
        self.places = self.steps
        self.runs: dict[str, Facts] = {}
        for run in params.runs:
            values = list(run.values)
            self.runs[run.name] = Facts(self.steps[: len(values)], values, params.log_scale and min(values) > 0)
        self.means = {run.name: run.mean.tolist() for run in data.runs}
        self.values = [value for facts in self.runs.values() for value in facts.values]

    def of(self, groups: Groups) -> Iterator[Facts]:
        """The run that a sentence names; every run where it names none."""
        named = groups.get("run")
        return (facts for name, facts in self.runs.items() if named in {None, name})

    def only(self, groups: Groups) -> tuple[str, Facts]:
        name = groups.get("run") or next(iter(self.runs))
        return name, self.runs[name]

    def pairs(self, groups: Groups) -> Iterator[Two]:
        one, two = self.runs
        if groups.get("run", one) == one and groups.get("other", two) == two:
            yield Two(self.runs[one].x, self.means[one], self.means[two])


_SUBJECT = r"The (?:running mean of the )?(?:loss|gradient norm)(?: of “(?P<run>.+?)”)?"


def _about_runs(known: list[Claim], parts: Callable[[Runs, Groups], Iterator[Any]]) -> Iterator[Claim]:
    """The claims of `known` with the names of runs in place of those of the tests of series."""
    for pattern, holds in known:
        text = pattern.pattern.replace(re.escape("The loss"), _SUBJECT)
        text = re.sub(re.escape(re.escape("the other")) + "(?!s)", lambda _: "that of “(?P<other>.+?)”", text)
        yield re.compile(text), any_part(parts, holds)


def _chart(d: Runs, g: Groups) -> bool:
    count = g.get("count", "1 run")
    steps = f"{len(d.steps):,} step{'s' if len(d.steps) > 1 else ''}"
    known = (*d.values, *([d.params.clip] if d.params.clip else []))
    if g["measure"] != d.params.measure or g["steps"] != steps or (g["scale"] == "logarithmic") != d.params.log_scale:
        return False
    if count != f"{len(d.runs)} run{'s' if len(d.runs) > 1 else ''}" or "high" not in g:
        return "high" not in g
    low, high = (float(g[name].replace(",", "")) for name in ("low", "high"))
    positive = [value for value in known if value > 0]
    if d.params.log_scale:
        return not positive or (low <= min(positive) * 1.01 and max(positive) <= high * 1.01 and max(known) > 0)
    near = 0.11 * max(abs(low), abs(high))
    return low - near <= min(known) <= max(known) <= high + near


def _ends(d: Runs, g: Groups) -> bool:
    last = {name: facts.values[-1] for name, facts in d.runs.items()}
    if g.get("count", "2 runs") != f"{len(last)} runs" or g["measure"] != d.params.measure:
        return False
    if "most" not in g:
        return all(shown(g["high"], value) for value in last.values())
    return all(
        _is_end(g[one], g[end], extreme(last.values()), last)
        for one, end, extreme in (("most", "high", max), ("least", "low", min))
    )


def _is_end(who: str, text: str, end: float, last: dict[str, float]) -> bool:
    """Whether a text shows the end, and who names the one run with it, or counts those that look the same."""
    if not shown(text, end):
        return False
    alike = sum(shown(text, value) for value in last.values())
    return last[who] == end if who in last else who.isdigit() and 1 < int(who) <= alike


def _learned(low: int, high: int | None) -> Callable[[Runs, Groups], bool]:
    """The smallest and the largest end, and which way the runs with them go: 1, -1, or 0 where both ends look the same."""

    def goes(facts: Facts, way: int, start: str, end: str) -> bool:
        first, last = facts.values[0], facts.values[-1]
        told = shown(start, first) and shown(end, last)
        return told and ((last - first) * way > 0 if way else start == end)

    def check(d: Runs, g: Groups) -> bool:
        least, most = d.runs[g["least"]], d.runs[g["most"]]
        ends = [facts.values[-1] for facts in d.runs.values()]
        right = "loss" in g["measure"] and g["measure"] == d.params.measure and g["low"] != g["high"]
        right = right and g.get("count", "2 runs") == f"{len(ends)} runs" and shown(g["high"], most.values[-1])
        right = right and least.values[-1] == min(ends) and most.values[-1] == max(ends)
        right = right and ends.count(min(ends)) == ends.count(max(ends)) == 1
        right = right and (high is None or goes(most, high, g.get("from_high", g["high"]), g["high"]))
        return right and goes(least, low, g.get("from_low", g["low"]), g["low"])

    return check


def _same_ends(d: Runs, g: Groups) -> bool:
    last = {facts.values[-1] for facts in d.runs.values()}
    return _ends(d, g) and (len(last) == 1 or g["high"] == "0")


def _mean(d: Runs, g: Groups) -> bool:
    _, facts = d.only(g)
    mean = Fraction(weighted_mean(facts.values, d.params.smoothing))
    slack = Fraction(max(facts.values)) / 10**12
    return shown_within(g["mean"], mean - slack, mean + slack)


def _clipped(d: Runs, g: Groups) -> bool:
    _, facts = d.only(g)
    line = d.params.clip
    certain, possible = (sum(y > line * (1 + slack) for y in facts.values) for slack in (1.1e-12, 0.9e-12))
    if not shown(g["clip"], line):
        return False
    if "of" not in g:
        return certain == 0
    count = int(g["count"].replace(",", ""))
    return certain <= count <= possible and g["of"].split()[0] == f"{len(facts.values):,}"


def _zeros(*, smooth: bool) -> Callable[[Runs, Groups], bool]:
    def check(d: Runs, g: Groups) -> bool:
        name, facts = d.only(g)
        count = (d.means[name] if smooth else facts.values).count(0.0)
        counted = int(g["zeros"].split()[0].replace(",", "")) == count > 0 and in_number(g, count)
        return d.params.log_scale and bool(d.params.smoothing) == smooth and counted

    return check


def _way(way: int) -> Callable[[Runs, Groups], bool]:
    def check(d: Runs, g: Groups) -> bool:
        _, facts = d.only(g)
        first, last = facts.values[0], facts.values[-1]
        return (last - first) * way > 0 or (way == 0 and abs(last - first) <= 0.05 * max(map(abs, facts.values)))

    return check


_COURSES = {
    1: "rises from {{from_{end}}} to {{{end}}}",
    -1: "falls from {{from_{end}}} to {{{end}}}",
    0: "begins and ends with {{{end}}}",
}
LARGEST_AND_SMALLEST = [
    f"Of {{count}}, {most} with the largest {{measure}}, {{high}}, and {least} with the smallest, {{low}}."
    for most in ("“{most}” ends", "{most} end")
    for least in ("“{least}”", "{least}")
]
LEARNED = {
    f"The {{measure}} of “{{least}}” {one.format(end='low')}, while that of “{{most}}” {two.format(end='high')}.": _learned(
        low, high
    )
    for low, one in _COURSES.items()
    for high, two in _COURSES.items()
} | {
    f"Of {{count}}, “{{least}}” ends with the smallest {{measure}}, which {one.format(end='low')}; “{{most}}” ends with the largest, {{high}}.": _learned(
        low, None
    )
    for low, one in _COURSES.items()
}
OWN = [
    (re.compile(pattern.pattern.replace(re.escape("The loss"), _SUBJECT)), holds)
    for pattern, holds in claims(
        {
            "Line chart of the {measure} at {steps}, on a {scale} axis from {low} to {high}.": _chart,
            "Line chart of the {measure} at {steps}, on a {scale} axis near {low}.": _chart,
            "Line chart of the {measure} of {count} at {steps}, on a {scale} axis from {low} to {high}.": _chart,
            "Line chart of the {measure} of {count} at {steps}, on a {scale} axis near {low}.": _chart,
            "Lines are running means, in which each value counts {beta} times as much as the next one; the area beside a line "
            "reaches to the values.": lambda d, g: float(g["beta"]) == d.params.smoothing > 0,
            **dict.fromkeys(LARGEST_AND_SMALLEST, _ends),
            **LEARNED,
            "All {count} end with about the same {measure}, {high}.": _ends,
            "All {count} end with the same {measure}, {high}.": _same_ends,
            "Both runs end with about the same {measure}, {high}.": _ends,
            "Both runs end with the same {measure}, {high}.": _same_ends,
            "The loss ends with a running mean of {mean}.": _mean,
            "{rings} on the baseline {mark} {zeros} of the {measure} of “{run}”.": _zeros(smooth=False),
            "{rings} on the baseline {mark} {zeros} of the {measure}.": _zeros(smooth=False),
            "{rings} on the baseline {mark} {zeros} of the running mean of the {measure} of “{run}”.": _zeros(
                smooth=True
            ),
            "{rings} on the baseline {mark} {zeros} of the running mean of the {measure}.": _zeros(smooth=True),
            "The loss is never above the clipping line, {clip}.": _clipped,
            "The loss is above the clipping line, {clip}, at {count} of {of}; clipping scales it down to the line there.": _clipped,
            "The loss has too few values for a trend.": lambda d, g: len(d.only(g)[1].values) == 1,
            "The loss ends about where it starts.": _way(0),
            "The loss ends higher than it starts.": _way(1),
            "The loss ends lower than it starts.": _way(-1),
            "All values are between {least} and {largest}.": lambda d, g: (
                shown(g["least"], min(d.values)) and shown(g["largest"], max(d.values))
            ),
            "All values are about {least}.": lambda d, g: (
                shown(g["least"], min(d.values)) and shown(g["least"], max(d.values))
            ),
            "A spike is farther from the median of the {window} values around it than {factor} times their median absolute "
            "deviation.": lambda _, g: (g["window"], g["factor"]) == ("11", "5"),
            "The table shows evenly spaced steps and every extreme; the files have every step.": lambda d, _: (
                len(d.steps) > 100
            ),
        }
    )
]
RUNS = [*_about_runs(SERIES, Runs.of), *_about_runs(PAIRS, Runs.pairs), *OWN]
