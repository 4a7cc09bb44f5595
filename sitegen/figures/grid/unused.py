"""Fields of grids that are given and have no effect, and names that are there twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.figures.grid.matrix import VARIABLES, grid_axes
from sitegen.figures.grid.spec import ResolvedGrid, ResolvedPlaces
from sitegen.kinds import Unused, changed_fields, unused_constants, unused_ends
from sitegen.kinds.expressions import parse


def unused(params: ResolvedGrid) -> Sequence[Unused]:
    """Fields that only expressions or only numbers use, places of columns or rows that have names, and equal names."""
    is_expression = isinstance(params.values, str)
    used = parse(str(params.values), {*VARIABLES, *params.constants}).names if is_expression else ()
    found = unused_constants(params.constants, used, "values")
    for field, axis in (("x", params.x), ("y", params.y)):
        found += () if is_expression else unused_ends(axis, field, "values")
        found += _places(field, axis)
    if is_expression and "transpose" in changed_fields(params):
        found.append(Unused("transpose", "has no effect on an expression", ("values",), "exchange x and y in values"))
    return [*found, *_equal_names(params)]


def _equal_names(params: ResolvedGrid) -> Iterator[Unused]:
    """The first name on each axis that is there already: words and tables could mean either column or row."""
    for field, given, axis in zip("xy", (params.x, params.y), grid_axes(params), strict=True):
        for number, name in enumerate(axis.names):
            if name in axis.names[:number]:
                place = f"{field}.names.{number}" if given.names else f"values.{number}.name"
                message = f"two {'columns' if field == 'x' else 'rows'} are called '{name}'"
                yield Unused(
                    place, message, (field, "values", "transpose"), f"write names that differ, such as '{name} 2'"
                )
                break


def _places(field: str, axis: ResolvedPlaces) -> Iterator[Unused]:
    """Fields for the places of columns or rows that have names instead."""
    if axis.names is None:
        return
    if axis.values is not None:
        yield Unused(f"{field}.values", f"has no effect with {field}.names", (field,), "delete one of them")
    if axis.log:
        yield Unused(f"{field}.log", f"has no effect with {field}.names: names have no scale", (field,))
