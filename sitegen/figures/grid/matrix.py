"""From parameters to columns, rows and values; what does not fit together is refused at its place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np

from sitegen.figures.grid.kernel import Array, GridAxis
from sitegen.kinds.expressions import ExpressionError, evaluate, parse
from sitegen.kinds.params import LARGEST, Part, refused
from sitegen.kinds.words import counted, nearest_or_all, there_are

if TYPE_CHECKING:
    from sitegen.figures.grid.spec import GridParams, ResolvedGrid, ResolvedPlaces, Row

VARIABLES = ("x", "y")
MOST_CELLS = 160_000


def check_grid(params: GridParams) -> None:
    """Check what is known already; a reference has no numbers yet."""
    for number, line in enumerate(params.lines):
        if params.z.log and line.at <= 0:
            raise refused(f"{line.at:g} is not above 0, and the scale is logarithmic", f"lines.{number}.at")
    known = (tuple, type(None))
    parts = (params.x.values, params.x.names, params.y.values, params.y.names)
    if isinstance(params.values, str | tuple) and all(isinstance(part, known) for part in parts):
        x, y = grid_axes(cast("ResolvedGrid", params))
        marked_cell(params, x, y)


def grid_axes(params: ResolvedGrid) -> tuple[GridAxis, GridAxis]:
    """The columns and the rows, in the order in which they are written."""
    if isinstance(params.values, str):
        _check_expression(params, params.values)
        return _range_axis(params.x, "x"), _range_axis(params.y, "y")
    width, labels = _width(params.values), tuple(row.name for row in params.values)
    sizes = (len(labels), width) if params.transpose else (width, len(labels))
    if math.prod(sizes) > MOST_CELLS:
        raise refused(f"has {math.prod(sizes):,} cells; at most {MOST_CELLS:,} are drawn", "values", "take fewer")
    named = (labels, ()) if params.transpose else ((), labels)
    return _axis(params.x, "x", sizes, named[0]), _axis(params.y, "y", sizes[::-1], named[1])


def grid_values(params: ResolvedGrid, x: GridAxis, y: GridAxis) -> Array:
    """The value in each row and column, shape (M, N); NaN where there is none."""
    if isinstance(params.values, str):
        expression = parse(params.values, {*VARIABLES, *params.constants})
        return evaluate(expression, {"x": x.places[None, :], "y": y.places[:, None], **params.constants})
    values = np.array([row.values for row in params.values], dtype=np.float64)  # None becomes NaN
    return values.T if params.transpose else values


def marked_cell(params: GridParams, x: GridAxis, y: GridAxis) -> tuple[int, int] | None:
    """Column and row of the marked cell."""
    if params.mark_x is None and params.mark_y is None:
        return None
    for given, name in ((params.mark_x, "mark_x"), (params.mark_y, "mark_y")):
        if given is None:
            raise refused("a mark has a column and a row: write this one, too", name)
    return _index(params.mark_x, x, "mark_x"), _index(params.mark_y, y, "mark_y")


def _index(given: float | str | None, axis: GridAxis, field: str) -> int:
    if isinstance(given, str):
        if given in axis.names:
            return axis.names.index(given)
        hint = nearest_or_all(given, axis.names, "names") if axis.names else "write a place"
        raise refused(f"nothing is called '{given}'", field, hint)
    if axis.names:
        raise refused(f"{given:g} is a number, and here are names", field, "write one of them")
    low, high = float(axis.places.min()), float(axis.places.max())
    if given is None or not low <= given <= high:
        raise refused(f"{given:g} is not between {low:g} and {high:g}, the first and the last place", field)
    return int(np.argmin(np.abs(axis.coordinates - (math.log10(given) if axis.log else given))))


def _check_expression(params: GridParams, text: str) -> None:
    try:
        parse(text, {*VARIABLES, *params.constants})
    except ExpressionError as error:
        message = f"{error.message}, at character {error.column} of the expression"
        raise refused(message, "values", error.hint, Part(text, error.column - 1, error.length)) from error


def _range_axis(given: ResolvedPlaces, field: str) -> GridAxis:
    if given.start is None or given.to is None:
        raise refused("an expression needs its places: add from and to", field)
    for key in ("values", "names"):
        if getattr(given, key) is not None:
            raise refused("an expression has the places from 'from' to 'to': delete it", f"{field}.{key}")
    if given.to <= given.start:
        raise refused(f"{given.to:g} is not above from, which is {given.start:g}", f"{field}.to")
    if given.log and given.start <= 0:
        raise refused(f"{given.start:g} is not above 0, and the axis is logarithmic", f"{field}.from")
    spaced = np.geomspace if given.log else np.linspace
    return GridAxis(spaced(given.start, given.to, given.points), (), given.log)


def _width(rows: tuple[Row, ...]) -> int:
    """The number of values that all rows have."""
    width = len(rows[0].values)
    for number, row in enumerate(rows):
        if len(row.values) != width:
            message = f"has {counted(len(row.values), 'value')}, but the first row has {width:,}"
            raise refused(message, f"values.{number}.values")
    return width


def _axis(given: ResolvedPlaces, field: str, sizes: tuple[int, int], labels: tuple[str, ...]) -> GridAxis:
    """The places or the names that are given, or those that the series have as names; the size of the other axis is last."""
    size, other = sizes
    for key in ("values", "names"):
        found = getattr(given, key)
        if found is not None and len(found) != size:
            what = "column" if field == "x" else "row"
            hint = "rows and columns are exchanged: change transpose" if len(found) == other else ""
            raise refused(f"has {len(found):,}, but {there_are(size, what)}", f"{field}.{key}", hint)
    numbered = all(label == f"N{number}" for number, label in enumerate(labels, 1))
    numbers = [] if numbered else _numbers(labels)
    places = given.values or numbers or (() if given.names else tuple(map(float, range(size))))
    names = given.names or (() if given.values or numbers or numbered else labels)
    if names:
        return GridAxis(np.arange(size, dtype=np.float64), tuple(names))
    if len(set(places)) != size:
        twice = next(place for index, place in enumerate(places) if place in places[:index])
        raise refused(f"{twice:g} is there twice", f"{field}.values" if given.values else "values")
    if given.log and min(places) <= 0:
        raise refused(
            f"{min(places):g} is not above 0, and the axis is logarithmic", f"{field}.values" if given.values else field
        )
    return GridAxis(np.array(places, dtype=np.float64), (), given.log)


def _numbers(labels: tuple[str, ...]) -> tuple[float, ...]:
    """The numbers that the labels write; empty if some cannot be places."""
    try:
        found = tuple(map(float, labels))
    except ValueError:
        return ()
    return found if all(abs(place) <= LARGEST for place in found) else ()
