"""Fields of grids that are given and have no effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.figures.grid.matrix import VARIABLES
from sitegen.figures.grid.spec import ResolvedGrid, ResolvedPlaces
from sitegen.kinds import Unused, changed_fields, unused_constants, unused_ends
from sitegen.kinds.expressions import parse


def unused(params: ResolvedGrid) -> Sequence[Unused]:
    """What only expressions use, what only numbers use, and places of columns or rows that have names."""
    is_expression = isinstance(params.values, str)
    used = parse(str(params.values), {*VARIABLES, *params.constants}).names if is_expression else ()
    found = unused_constants(params.constants, used, "values")
    for field, axis in (("x", params.x), ("y", params.y)):
        found += () if is_expression else unused_ends(axis, field, "values")
        found += _places(field, axis)
    if is_expression and "transpose" in changed_fields(params):
        found.append(Unused("transpose", "has no effect on an expression", ("values",), "exchange x and y in values"))
    return found


def _places(field: str, axis: ResolvedPlaces) -> Iterator[Unused]:
    """What says where columns or rows are that have names."""
    if axis.names is None:
        return
    if axis.values is not None:
        yield Unused(f"{field}.values", f"has no effect with {field}.names", (field,), "delete one of them")
    if axis.log:
        yield Unused(f"{field}.log", f"has no effect with {field}.names: names have no scale", (field,))
