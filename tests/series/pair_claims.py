"""What sentences about two series, and about a series and a line, claim; checked with lists and fractions alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import pairwise
from typing import Any

from tests.series.series_claims import NEAR, ROUNDING, direction, shown
from tests.words.claims import claims


@dataclass
class Two:
    """Two series, or a series and a line, as their author has them."""

    x: list[float]
    first: list[float]
    second: list[float]
    tolerance: Fraction = ROUNDING

    @cached_property
    def points(self) -> list[tuple[float, Fraction, Fraction]]:
        each = zip(self.x, self.first, self.second, strict=True)
        return [(x, Fraction(a), Fraction(b)) for x, a, b in each if not (math.isnan(a) or math.isnan(b))]

    @cached_property
    def sides(self) -> list[int]:
        return [direction(b, a, self.tolerance) for _, a, b in self.points]

    @cached_property
    def changes(self) -> list[tuple[float, float]]:
        """Places before and after each change of sides."""
        moved = [(x, side) for (x, _, _), side in zip(self.points, self.sides, strict=True) if side]
        return [(before, after) for (before, one), (after, other) in pairwise(moved) if one != other]

    @property
    def changes_in_gaps(self) -> bool:
        """Whether a point without a value lies between the two sides of a change."""
        missing = [math.isnan(a) or math.isnan(b) for a, b in zip(self.first, self.second, strict=True)]
        kept = [place for place, gap in enumerate(missing) if not gap]
        moved = [(place, side) for place, side in zip(kept, self.sides, strict=True) if side]
        changes = [(start, end) for (start, one), (end, other) in pairwise(moved) if one != other]
        return any(any(missing[start:end]) for start, end in changes)

    @property
    def equal(self) -> bool:
        """Whether the two are equal but for rounding errors, of the limit too: the product has it as a float."""
        limit = ROUNDING * Fraction(1001, 1000)
        return all(abs(a - b) <= limit * abs(b) for _, a, b in self.points)

    def holds(self, check: Callable[[Two, Any], bool], groups: Any) -> bool:
        """Whether a claim is true; a difference at the very tolerance, which the product has as a float, is one or none."""
        doubts = (Fraction(999, 1000), Fraction(1001, 1000))
        return any(check(replace(self, tolerance=ROUNDING * doubt), groups) for doubt in doubts)

    @cached_property
    def differences(self) -> list[Fraction]:
        return [abs(a - b) for _, a, b in self.points]

    def counted(self, groups: Any) -> bool:
        above = sum(side > 0 for side in self.sides)
        return int(groups["count"]) == above and groups["of"] in {
            f"{len(self.points)} points",
            f"{len(self.points)} point",
        }

    def crossed(self, groups: Any) -> bool:
        before, after = self.changes[-1]
        count = int(groups["crossings"].split()[0]) if "crossings" in groups else 1
        return (
            self.counted(groups)
            and not self.changes_in_gaps
            and len(self.changes) == count
            and (shown(groups["before"], before) if "before" in groups else before == after)
            and shown(groups["after"], after)
        )

    def farthest(self, groups: Any, *, once: bool) -> bool:
        largest = max(self.differences)
        alike = [i for i, each in enumerate(self.differences) if each >= largest * (1 - ROUNDING)]
        near = [i for i, each in enumerate(self.differences) if each >= largest * (1 - NEAR)]
        places = [self.points[i][0] for i in near]
        return (
            shown(groups["difference"], float(largest))
            and any(shown(groups["place"], x) for x in places)
            and ((len(alike) == 1) == once or len(alike) != len(near))
        )

    def parted(self, groups: Any) -> bool:
        return any(self._parted_after(last, groups) for last in range(len(self.points) - 1))

    def _parted_after(self, last: int, groups: Any) -> bool:
        """Whether the curves part between the point `last` and the next one."""
        if not (shown(groups["until"], self.points[last][0]) and shown(groups["start"], self.points[last + 1][0])):
            return False
        within, by = max(self.differences[: last + 1]), min(self.differences[last + 1 :])
        values = [value for _, a, b in self.points for value in (a, b)]
        limit = (max(values) - min(values)) / 20
        alike = all(side == 0 for side in self.sides[: last + 1])
        return (
            ("within" not in groups if alike else shown(groups["within"], float(within)))
            and shown(groups["by"], float(by))
            and within <= limit * (1 + NEAR)
            and by >= limit * (1 - NEAR)
        )


def against(other: str) -> dict[str, Any]:
    """The claims about a series and another thing, whose name is a pattern."""
    start = f"The loss is above {other} at {{count}} of {{of}}"
    between = "between step {before} and step {after}."
    checks: dict[str, Callable[[Two, Any], bool]] = {
        f"The loss is above {other} everywhere.": lambda d, _: set(d.sides) == {1},
        f"The loss is below {other} everywhere.": lambda d, _: set(d.sides) == {-1},
        f"The loss is above {other} at its only point.": lambda d, _: d.sides == [1],
        f"The loss is below {other} at its only point.": lambda d, _: d.sides == [-1],
        f"{start} and level with it at the others.": lambda d, g: d.counted(g) and -1 not in d.sides,
        f"{start.replace('above', 'below')} and level with it at the others.": lambda d, g: (
            int(g["count"]) == d.sides.count(-1) and 1 not in d.sides and 0 in d.sides
        ),
        f"{start}.": lambda d, g: d.counted(g) and d.changes_in_gaps,
        f"{start}; it crosses once, {between}": Two.crossed,
        f"{start}; it crosses {{crossings}}, for the last time {between}": Two.crossed,
        f"{start}; it crosses once, at step {{after}}.": Two.crossed,
        f"{start}; it crosses {{crossings}}, for the last time at step {{after}}.": Two.crossed,
    }
    return {pattern: partial(_holds, check) for pattern, check in checks.items()}


def _holds(check: Callable[[Two, Any], bool], two: Two, groups: Any) -> bool:
    return two.holds(check, groups)


LINES = claims(
    {
        **against("the limit ({height})"),
        "The loss is level with the limit ({height}) everywhere.": lambda d, _: set(d.sides) == {0},
    }
)
PAIRS = claims(
    {
        **against("the other"),
        "The loss has the same values as the other at all of {count}.": lambda d, g: (
            d.equal and g["count"].split()[0] == str(len(d.points))
        ),
        "The loss has the same value as the other at their only common point.": lambda d, _: (
            d.equal and len(d.points) == 1
        ),
        "They differ most, by {difference}, at step {place}.": lambda d, g: d.farthest(g, once=True),
        "They differ most, by {difference}, first at step {place}.": lambda d, g: d.farthest(g, once=False),
        "Up to step {until} they differ by at most {within}; from step {start} on, by at least {by}.": Two.parted,
        "Up to step {until} they are the same; from step {start} on, they differ by at least {by}.": Two.parted,
    }
)
