"""Every sentence about a distribution or a grid is true of its numbers."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sitegen.description.distribution_sentences import distribution_sentences
from sitegen.description.grid_sentences import GridWords, grid_sentences
from sitegen.description.series_words import series_words
from sitegen.numerics.distribution_features import distribution_features, grid_features
from tests.series.series_claims import direction, shown
from tests.words.claims import check, claims
from tests.words.language import check_language

DEFAULT, MANY = range(300), range(300, 10_300)


@dataclass
class Bins:
    edges: list[float]
    counts: list[int]

    def runs(self, groups: Any, name: str = "") -> list[tuple[int, int]]:
        """The runs of bins whose edges are these texts."""
        low, high = groups[f"low{name}"], groups[f"high{name}"]
        starts = [i for i, edge in enumerate(self.edges) if shown(low, edge)]
        ends = [i for i, edge in enumerate(self.edges) if shown(high, edge)]
        return [(start, end) for start in starts for end in ends if start < end]

    def chain(self) -> int:
        """The most bins of which each has a tenth of the fullest, with a fall to half of the lower between neighbours."""
        longest: list[int] = []
        for j, count in enumerate(self.counts):
            valley, best = count, 0
            for i in range(j - 1, -1, -1):
                if longest[i] and valley <= min(count, self.counts[i]) / 2:
                    best = max(best, longest[i])
                valley = min(valley, self.counts[i])
            longest.append(best + 1 if count >= max(self.counts) / 10 else 0)
        return max(longest)


def _extent(d: Bins, g: Any) -> bool:
    filled = [i for i, count in enumerate(d.counts) if count]
    total = g["total"].split()[0].replace(",", "")
    return total == str(sum(d.counts)) and (filled[0], filled[-1] + 1) in d.runs(g)


def _fullest(d: Bins, g: Any) -> bool:
    top = max(d.counts)
    place = d.counts.index(top)
    share = shown(g["share"], 100 * top / sum(d.counts))
    return (
        d.counts.count(top) == 1
        and (place, place + 1) in d.runs(g)
        and share
        and g["count"].replace(",", "") == str(top)
    )


def _half(d: Bins, g: Any) -> bool:
    """Half of the values are there, and no shorter run has as many."""
    for start, end in d.runs(g):
        width = d.edges[end] - d.edges[start]
        shorter = (
            sum(d.counts[i:j]) * 2 >= sum(d.counts) and d.edges[j] - d.edges[i] < width * (1 - 1e-9)
            for i in range(len(d.counts))
            for j in range(i + 1, len(d.edges))
        )
        if sum(d.counts[start:end]) * 2 >= sum(d.counts) and not any(shorter):
            return True
    return False


def _peaks(d: Bins, g: Any) -> bool:
    names = [name for name in ("_a", "_b", "_c") if f"low{name}" in g]
    single = [[start for start, end in d.runs(g, name) if end == start + 1] for name in names]
    tops = [d.counts[starts[0]] for starts in single]
    valleys = [min(d.counts[a[0] : b[0]]) for a, b in pairwise(single)]
    apart = all(valley <= min(pair) / 2 for valley, pair in zip(valleys, pairwise(tops), strict=True))
    return apart and d.chain() == len(names) == int(g["count"].split()[0]) and all(map(len, single))


DISTRIBUTIONS = claims(
    {
        "The gradients has {total} from {low} to {high}.": _extent,
        "The fullest bin, from {low} to {high}, has {count} of them, {share} %.": _fullest,
        "At least half of them are between {low} and {high}.": _half,
        "They have one peak.": lambda d, _: d.chain() == 1 and sum(d.counts) >= 50,
        "They have {count}, in the bins from {low_a} to {high_a} and from {low_b} to {high_b}.": _peaks,
        "They have {count}, in the bins from {low_a} to {high_a}, from {low_b} to {high_b} and from {low_c} to {high_c}.": _peaks,
    }
)


def _counts(chance: random.Random, number: int) -> list[int]:
    kind = chance.choice(("hills", "hills", "sparse", "flat", "edge", "any"))
    if kind == "hills":
        hills = [
            (chance.uniform(0, number), chance.uniform(0.5, number / 4 + 1), chance.uniform(1, 200))
            for _ in range(chance.randint(1, 3))
        ]
        return [round(sum(h * math.exp(-(((i - m) / w) ** 2)) for m, w, h in hills)) for i in range(number)]
    if kind == "edge":
        return [chance.choice((0, 50, 25, 26, 100, 10, 9, 5)) for _ in range(number)]
    if kind == "flat":
        return [chance.choice((1, 7, 100))] * number
    return [chance.choice((0, 0, 0, 1, 5)) if kind == "sparse" else chance.randint(0, 300) for _ in range(number)]


def _check_distribution(chance: random.Random) -> None:
    number = chance.choice((1, 2, 3, 10, 40))
    kind = chance.choice(("even", "uneven", "decades"))
    steps = [1.0 if kind == "even" else chance.choice((0.5, 1.0, 2.0)) for _ in range(number)]
    edges = [10 ** (i / 4 - 3) for i in range(number + 1)] if kind == "decades" else [-2.0]
    for step in steps if kind != "decades" else ():
        edges.append(edges[-1] + step)
    counts = _counts(chance, number)
    found = distribution_features(np.array(edges), np.array(counts))
    assert (found is None) == (sum(counts) == 0)
    if found:
        told = distribution_sentences(found, series_words("The gradients", edges, edges[0], edges[-1]))
        check((each.text() for each in told), DISTRIBUTIONS, Bins(edges, counts))
        check_language(told)


@dataclass
class Grid:
    x: list[float]
    y: list[float]
    values: list[list[float]]

    @property
    def cells(self) -> list[tuple[float, float, float]]:
        each = ((x, y, v) for y, row in zip(self.y, self.values, strict=True) for x, v in zip(self.x, row, strict=True))
        return [cell for cell in each if not math.isnan(cell[2])]

    def extreme(self, groups: Any, choose: Any) -> bool:
        value = choose(v for _, _, v in self.cells)
        alike = [(x, y) for x, y, v in self.cells if abs(v - value) <= 1e-12 * abs(value)]
        count = int(groups["cells"].split()[0]) if "cells" in groups else 1
        at = shown(groups["x"], alike[0][0]) and shown(groups["y"], alike[0][1])
        return at and shown(groups["value"], value) and count == len(alike)

    @property
    def complete(self) -> bool:
        return len(self.cells) == len(self.x) * len(self.y)

    def is_about(self, groups) -> bool:
        return all(shown(groups["value"], value) for _, _, value in self.cells)

    def goes(self, way: int, *, rows: bool) -> bool:
        lines = list(map(list, zip(*self.values, strict=True))) if rows else self.values
        return all(direction(a, b) == way for line in lines for a, b in pairwise(line))


_AT = "at depth {x} and width {y}."
GRIDS = claims(
    {
        "{missing} of {cells} cells {has} no value.": lambda d, g: (
            int(g["missing"]) == len(d.x) * len(d.y) - len(d.cells)
            and g["has"] == ("has" if g["missing"] == "1" else "have")
            and g["cells"] == str(len(d.x) * len(d.y))
        ),
        "The loss is about {value} everywhere.": lambda d, g: d.complete and d.is_about(g),
        "The loss is about {value} wherever it has a value.": lambda d, g: not d.complete and d.is_about(g),
        f"The loss is largest, {{value}}, {_AT}": lambda d, g: d.extreme(g, max),
        f"The loss is least, {{value}}, {_AT}": lambda d, g: d.extreme(g, min),
        f"The loss is largest, {{value}}, in {{cells}}, first {_AT}": lambda d, g: d.extreme(g, max),
        f"The loss is least, {{value}}, in {{cells}}, first {_AT}": lambda d, g: d.extreme(g, min),
        "It rises everywhere with depth.": lambda d, _: d.goes(1, rows=False),
        "It falls everywhere with depth.": lambda d, _: d.goes(-1, rows=False),
        "It rises everywhere with width.": lambda d, _: d.goes(1, rows=True),
        "It falls everywhere with width.": lambda d, _: d.goes(-1, rows=True),
    }
)


def _check_grid(chance: random.Random) -> None:
    x, y = [float(i) for i in range(chance.randint(1, 5))], [0.5 * i for i in range(1, chance.randint(2, 5))]
    dx, dy = chance.choice((0, 1, -1)), chance.choice((0, 1, -1, 1e-14))
    noise, scale = chance.choice((0.0, 0.0, 0.5, 3.0)), chance.choice((1.0, 1e-7, 1e5))
    values = [[scale * (dx * a + dy * b + noise * chance.choice((-1, 0, 1)) + 2) for a in x] for b in y]
    if chance.random() < 0.2:
        values[chance.randrange(len(y))][chance.randrange(len(x))] = math.nan
    found = grid_features(np.array(x), np.array(y), np.array(values))
    grid = Grid(x, y, values)
    assert (found is None) == (not grid.cells)
    if found:
        known = [v for _, _, v in grid.cells]
        words = series_words("The loss", x, min(known), max(known), x_name="depth")
        named = GridWords("the loss", words, series_words("The loss", y, min(known), max(known), x_name="width"))
        told = grid_sentences(found, named)
        check((each.text() for each in told), GRIDS, grid)
        check_language(told)


@pytest.mark.parametrize("one", [_check_distribution, _check_grid])
@pytest.mark.parametrize("seeds", [DEFAULT, pytest.param(MANY, marks=pytest.mark.matrix)], ids=["some", "many"])
def test_every_sentence_is_true(one, seeds):
    for seed in seeds:
        try:
            one(random.Random(f"{one.__name__} {seed}"))
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
