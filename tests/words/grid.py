"""The claims of `grid`, checked cell by cell with plain Python."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from sitegen.description.sentences import Description
from tests.series.series_claims import direction, shown
from tests.words.claims import Groups, claims

Cell = tuple[float, float, float]


class Matrix:
    """The grid as its author has it, with ascending places."""

    def __init__(self, params: Any, data: Any, _words: Description) -> None:
        self.params, self.block = params, data.block
        columns = list(map(float, params.x.values or range(len(params.values[0].values))))
        self.names = list(params.y.names or ())
        rows = list(map(float, params.y.values or range(len(params.values))))
        values = [[math.nan if value is None else value for value in row.values] for row in params.values]
        order = sorted(range(len(columns)), key=columns.__getitem__)
        upright = sorted(range(len(rows)), key=rows.__getitem__)
        self.x, self.y = [columns[i] for i in order], [rows[i] for i in upright]
        self.z = [[values[row][column] for column in order] for row in upright]
        self.unit = params.z.unit or ""

    @property
    def cells(self) -> list[Cell]:
        each = ((x, y, v) for y, row in zip(self.y, self.z, strict=True) for x, v in zip(self.x, row, strict=True))
        return [cell for cell in each if not math.isnan(cell[2])]

    @property
    def values(self) -> list[float]:
        return [value for _, _, value in self.cells]

    @property
    def complete(self) -> bool:
        return len(self.cells) == len(self.x) * len(self.y)

    def value(self, text: str, value: float) -> bool:
        return shown(text, value, self.unit)

    def row(self, text: str, y: float) -> bool:
        return self.names[int(y)] == text if self.names else shown(text, y)

    def is_at(self, groups: Groups, cell: Cell) -> bool:
        return shown(groups["x"], cell[0]) and self.row(groups["y"], cell[1])

    def extremes(self, choose: Any) -> list[Cell]:
        value = choose(self.values)
        return [cell for cell in self.cells if abs(cell[2] - value) <= 1e-12 * abs(value)]

    def lines(self, groups: Groups) -> list[list[float]]:
        """The edges that a sentence may name: rows or columns."""
        if groups["at"] == "depth":
            return [[row[i] for row in self.z] for i in (0, len(self.x) - 1) if shown(groups["place"], self.x[i])]
        return [self.z[i] for i in (0, len(self.y) - 1) if self.row(groups["place"], self.y[i])]

    def heights(self) -> list[list[float]]:
        if not self.params.z.log:
            return self.z
        return [[math.log10(v) if v > 0 else -math.inf if v <= 0 else math.nan for v in row] for row in self.z]

    def level(self, groups: Groups) -> float:
        (line,) = (line for line in self.params.lines if line.name == groups["name"])
        return float(line.at)

    def reached(self, groups: Groups) -> int:
        level = self.level(groups)
        return sum(value >= level - 1e-12 * abs(level) for value in self.values)

    def crossings(self, groups: Groups) -> Iterator[tuple[float, float]]:
        """Where straight lines between neighbouring cells reach the level."""
        level = self.level(groups)
        high = math.log10(level) if self.params.z.log and level > 0 else -math.inf if self.params.z.log else level
        z = self.heights()
        near = 1e-12 * abs(high) if math.isfinite(high) else 0.0
        for i, y in enumerate(self.y):
            for j, x in enumerate(self.x):
                for k, m in ((i, j + 1), (i + 1, j)):
                    if k < len(self.y) and m < len(self.x):
                        a, b = z[i][j], z[k][m]
                        if math.isfinite(a) and math.isfinite(b) and (a >= high - near) != (b >= high - near):
                            whole = math.isfinite(b - a)
                            share = (high - a) / (b - a) if whole else (high / 2 - a / 2) / (b / 2 - a / 2)
                            share = min(max(share, 0.0), 1.0)
                            yield x + share * (self.x[m] - x), y + share * (self.y[k] - y)


def _extreme(choose: Any) -> Callable[[Matrix, Groups], bool]:
    def check(d: Matrix, g: Groups) -> bool:
        alike = d.extremes(choose)
        count = int(g["cells"].split()[0]) if "cells" in g else 1
        return d.value(g["value"], alike[0][2]) and d.is_at(g, alike[0]) and count == len(alike)

    return check


def _lead(d: Matrix, g: Groups) -> bool:
    high, low = d.extremes(max), d.extremes(min)
    both = d.value(g["high"], high[0][2]) and d.value(g["low"], low[0][2])
    at_high = "x_high" not in g or (len(high) == 1 and d.is_at({"x": g["x_high"], "y": g["y_high"]}, high[0]))
    at_low = "x_low" not in g or (len(low) == 1 and d.is_at({"x": g["x_low"], "y": g["y_low"]}, low[0]))
    return both and at_high and at_low


def _edge(way: int | None) -> Callable[[Matrix, Groups], bool]:
    def check(d: Matrix, g: Groups) -> bool:
        return any(
            d.value(g["first"], line[0])
            and d.value(g.get("last", g["first"]), line[-1])
            and (way is None or all(direction(a, b) == way for a, b in pairwise(line)))
            for line in d.lines(g)
            if not any(map(math.isnan, line))
        )

    return check


def _goes(way: int, *, rows: bool) -> Callable[[Matrix, Groups], bool]:
    def check(d: Matrix, _: Groups) -> bool:
        lines = list(map(list, zip(*d.z, strict=True))) if rows else d.z
        return all(direction(a, b) == way for line in lines for a, b in pairwise(line))

    return check


def _runs(d: Matrix, g: Groups) -> bool:
    points = list(d.crossings(g))
    for index, name in ((0, "x"), (1, "y")):
        if f"{name}_low" in g:
            places = [point[index] for point in points]
            if not shown(g[f"{name}_low"], min(places)) or not shown(
                g.get(f"{name}_high", g[f"{name}_low"]), max(places)
            ):
                return False
    return d.value(g["value"], d.level(g))


def _here(d: Matrix, g: Groups) -> bool:
    column = min(range(len(d.x)), key=lambda i: abs(d.x[i] - d.params.mark_x))
    mark = d.params.mark_y
    row = d.names.index(mark) if isinstance(mark, str) else min(range(len(d.y)), key=lambda i: abs(d.y[i] - mark))
    value = d.z[row][column]
    known = math.isnan(value) if "value" not in g else d.value(g["value"], value)
    return known and d.is_at(g, (d.x[column], d.y[row], value))


def _is_even(d: Matrix) -> bool:
    steps = [after - before for before, after in pairwise(d.x)]
    return max(steps) - min(steps) <= 1e-6 * max(steps)


def _scale(d: Matrix, g: Groups) -> bool:
    bands = int(g["bands"].split()[0])
    low, high = (float(g[name].removesuffix(f" {d.unit}").replace(",", "")) for name in ("low", "high"))
    shown_values = [v for v in d.values if v > 0] if d.params.z.log else d.values
    ends = d.params.z.range or (min(shown_values, default=low), max(shown_values, default=high))
    if d.params.z.centre is not None:
        ends = min(ends[0], d.params.z.centre), max(ends[1], d.params.z.centre)
    near = 0.06 * max(abs(low), abs(high))
    covers = low - near <= ends[0] and ends[1] <= high + near
    return covers and 1 <= bands <= 12 and (g["how"] == "logarithmic") == bool(d.params.z.log)


def _every(d: Matrix, g: Groups, *, above: bool) -> bool:
    return bool(d.values) and d.reached(g) == (len(d.values) if above else 0)


def _about(d: Matrix, g: Groups) -> bool:
    return all(d.value(g["value"], value) for value in d.values)


def _is_level(d: Matrix) -> bool:
    return max(d.values) - min(d.values) <= 0.11 * max(map(abs, d.values))


_PLACE = "at depth {x} and {row} {y}"
_RUNS = "The line “{name}”, where the loss is {value}, runs"
_DEPTHS = ("from depth {x_low} to {x_high}", "near depth {x_low}")
_WIDTHS = ("from width {y_low} to {y_high}", "near width {y_low}")
GRID = claims(
    {
        "The loss is largest, {high}, at depth {x_high} and {row} {y_high}, and least, {low}, at depth {x_low} and {other} {y_low}.": _lead,
        "The loss is largest, {high}, at depth {x_high} and {row} {y_high}, and goes down to {low}.": _lead,
        "The loss is least, {low}, at depth {x_low} and {row} {y_low}, and goes up to {high}.": _lead,
        "The loss goes from {low} to {high}.": _lead,
        "All values are between {low} and {high}.": _lead,
        "No cell has a value.": lambda d, _: not d.cells,
        "The loss is about {value} everywhere.": lambda d, g: d.complete and _about(d, g),
        "The loss is about {value} wherever it has a value.": lambda d, g: not d.complete and _about(d, g),
        "To the digits that are shown, the loss is the same at every depth and {row}.": lambda d, _: (
            d.complete and _is_level(d)
        ),
        "To the digits that are shown, the loss is the same wherever it has a value.": lambda d, _: (
            not d.complete and _is_level(d)
        ),
        "The loss neither rises nor falls everywhere with depth or with {row}.": lambda d, g: (
            not any(
                len(d.x if not rows else d.y) > 1 and _goes(way, rows=rows)(d, g)
                for way in (1, -1)
                for rows in (False, True)
            )
        ),
        "There is no value that rises or falls with depth or {row}.": lambda d, _: not d.cells,
        "Since values are missing, the loss neither rises nor falls everywhere.": lambda d, _: (
            0 < len(d.cells) < len(d.x) * len(d.y)
        ),
        "Grid of {columns} and {rows}, with a shade for the loss at each depth and {row}.": lambda d, g: (
            int(g["columns"].split()[0]) == len(d.x) and int(g["rows"].split()[0]) == len(d.y)
        ),
        "The columns are at depth {low}.": lambda d, g: len(d.x) == 1 and shown(g["low"], d.x[0]),
        "The rows are at {row} {low}.": lambda d, g: len(d.y) == 1 and d.row(g["low"], d.y[0]),
        "The horizontal axis, depth, is linear, from {low} to {high}.": lambda d, g: (
            _is_even(d) and shown(g["low"], d.x[0]) and shown(g["high"], d.x[-1])
        ),
        "The columns go from depth {low} to {high}, at equal distances.": lambda d, g: (
            not _is_even(d) and shown(g["low"], d.x[0]) and shown(g["high"], d.x[-1])
        ),
        "The vertical axis, width, is linear, from {low} to {high}.": lambda d, g: (
            d.row(g["low"], d.y[0]) and d.row(g["high"], d.y[-1])
        ),
        "The rows go from {row} {low} to {high}.": lambda d, g: d.names[0] == g["low"] and d.names[-1] == g["high"],
        "The scale of the shades is {how}, from {low} to {high}, in {bands}: shades of larger values differ more from the background.": _scale,
        "The scale of the shades is {how}, from {low} to {high}, in {bands}: values above {centre} have another colour than those below it, and shades farther from it differ more from the background.": (
            lambda d, g: _scale(d, g) and d.value(g["centre"], d.params.z.centre)
        ),
        "The first or the last shade also has {count} beyond the ends of the scale.": lambda d, g: (
            int(g["count"].split()[0])
            == sum(
                v < low - 1e-12 * abs(low) or v > high + 1e-12 * abs(high)
                for low, high in [d.params.z.range]
                for v in d.values
            )
        ),
        "The drawing has no shade for {count} not above zero, since the scale is logarithmic.": lambda d, g: (
            int(g["count"].split()[0]) == sum(v <= 0 for v in d.values) and bool(d.params.z.log)
        ),
        "Each shade in the drawing is that of the mean of a block of {size} by {size_too}; the file of all cells has every value.": (
            lambda d, g: g["size"] == g["size_too"] == f"{d.block} cells" and d.block > 1
        ),
        "{missing} of {cells} cells {has} no value.": lambda d, g: (
            int(g["missing"]) == len(d.x) * len(d.y) - len(d.cells)
            and g["has"] == ("has" if g["missing"] == "1" else "have")
            and int(g["cells"]) == len(d.x) * len(d.y)
        ),
        f"The loss is largest, {{value}}, {_PLACE}.": _extreme(max),
        f"The loss is least, {{value}}, {_PLACE}.": _extreme(min),
        f"The loss is largest, {{value}}, in {{cells}}, first {_PLACE}.": _extreme(max),
        f"The loss is least, {{value}}, in {{cells}}, first {_PLACE}.": _extreme(min),
        "It rises everywhere with depth.": _goes(1, rows=False),
        "It falls everywhere with depth.": _goes(-1, rows=False),
        "It rises everywhere with {row}.": _goes(1, rows=True),
        "It falls everywhere with {row}.": _goes(-1, rows=True),
        f"The mark is {_PLACE}, where the loss is {{value}}.": _here,
        f"The mark is {_PLACE}, where the loss has no value.": _here,
        "Along the edge at {at} {place}, the loss starts and ends at about {first}.": _edge(None),
        "Along the edge at {at} {place}, the loss goes from {first} to {last}.": _edge(None),
        "Along the edge at {at} {place}, the loss rises from {first} to {last}.": _edge(1),
        "Along the edge at {at} {place}, the loss falls from {first} to {last}.": _edge(-1),
        **{f"{_RUNS} {x} and {y}.": _runs for x in _DEPTHS for y in _WIDTHS},
        **{f"{_RUNS} {x}.": _runs for x in _DEPTHS},
        "The line “{name}” is where the loss is {value}.": lambda d, g: (
            d.value(g["value"], d.level(g)) and not list(d.crossings(g))
        ),
        "Every cell reaches the line “{name}”.": lambda d, g: d.complete and _every(d, g, above=True),
        "Every cell stays below the line “{name}”.": lambda d, g: d.complete and _every(d, g, above=False),
        "Every cell with a value reaches the line “{name}”.": lambda d, g: not d.complete and _every(d, g, above=True),
        "Every cell with a value stays below the line “{name}”.": lambda d, g: (
            not d.complete and _every(d, g, above=False)
        ),
        "In {reached} of {known}, the loss reaches the line “{name}”.": lambda d, g: (
            int(g["reached"]) == d.reached(g) and int(g["known"].split()[0]) == len(d.values)
        ),
    }
)
