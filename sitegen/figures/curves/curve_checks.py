"""Checks of parameters that must fit together, each with the place of the mistake."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sitegen.kinds.expressions import ExpressionError, parse
from sitegen.kinds.params import SYMMETRIC, Part, check_names, refused
from sitegen.kinds.words import counted, format_number, there_are

if TYPE_CHECKING:
    from sitegen.figures.curves.spec import Curve, CurvesParams

VARIABLE = "x"


def check_curves(params: CurvesParams) -> None:
    """Check what is known already; a reference has no numbers yet."""
    _check_references(params)
    if not isinstance(params.series, tuple):
        return
    if (params.x.start is None) != (params.x.to is None):
        missing = "to" if params.x.to is None else "from"
        raise refused(f"expressions go from one place to another: add {missing}", "x")
    if params.x.start is not None:
        _check_above_zero(params, "x", params.x.start, "x.from")
    check_names("curve", params.highlight, series=params.series)
    _check_order(params.x.values, "x.values")
    for number, curve in enumerate(params.series):
        if isinstance(curve.y, str):
            _check_expression(params, curve, number)
        elif curve.slope:
            raise refused(
                "a slope is that of an expression, and these are numbers: delete it", f"series.{number}.slope"
            )
        _check_order(curve.x, f"series.{number}.x")
        _check_places(params, curve, number)


def _check_references(params: CurvesParams) -> None:
    """Lines, zones and notes have a place on logarithmic axes."""
    placed = [(line.axis, line.at, f"lines.{number}.at") for number, line in enumerate(params.lines)]
    for number, note in enumerate(params.notes):
        placed += [("x", note.x, f"notes.{number}.x"), ("y", note.y, f"notes.{number}.y")]
    placed += [(zone.axis, zone.to, f"zones.{number}.to") for number, zone in enumerate(params.zones)]
    for name, at, field in placed:
        _check_above_zero(params, name, at, field)
    for number, zone in enumerate(params.zones):
        if getattr(params, zone.axis).log is True and zone.start < 0:
            message = f"{format_number(zone.start)} is below 0, and {zone.axis} has a logarithmic axis"
            raise refused(message, f"zones.{number}.from", "write 0 for a zone from the lower end of the axis")


def _check_above_zero(params: CurvesParams, name: str, at: float, field: str) -> None:
    if getattr(params, name).log is True and at <= 0:
        raise refused(f"{format_number(at)} is not above 0, and {name} has a logarithmic axis", field, SYMMETRIC)


def _check_expression(params: CurvesParams, curve: Curve, number: int) -> None:
    field = f"series.{number}.y"
    if params.x.start is None or params.x.to is None:
        raise refused("an expression needs its places: add from and to to x", field)
    if params.x.log == "symmetric" and params.x.linear is None:
        raise refused("an expression needs to know where this axis is linear: add linear to x", "x.log")
    if curve.x is not None:
        raise refused("an expression has the places of the axis: delete x", f"series.{number}.x")
    try:
        parse(str(curve.y), {VARIABLE, *params.constants})
    except ExpressionError as error:
        message = f"{error.message}, at character {error.column} of the expression"
        part = Part(str(curve.y), error.column - 1, error.length)
        raise refused(message, field, error.hint, part) from error


def _check_order(places: Any, field: str) -> None:
    if isinstance(places, tuple):
        for number, (before, after) in enumerate(pairwise(places), 1):
            if after < before:
                message = (
                    f"{format_number(after)} is after {format_number(before)}, and the places of a curve must ascend"
                )
                raise refused(message, f"{field}.{number}")


def _are_rows(series: tuple[Curve, ...], count: int) -> bool:
    """Whether there are as many lists, all of one length, as places."""
    lengths = {len(curve.y) if isinstance(curve.y, tuple) else 0 for curve in series}
    return len(series) == count > 1 and len(lengths) == 1


def _check_places(params: CurvesParams, curve: Curve, number: int) -> None:
    """Check that a curve has as many places as values, positive ones on logarithmic axes, and at least one value."""
    places = curve.x if curve.x is not None else params.x.values
    own = f"series.{number}.x" if curve.x is not None else "x.values"
    if isinstance(places, tuple) and params.x.log is True and not isinstance(curve.y, str):
        for index, place in enumerate(places):
            _check_above_zero(params, "x", place, f"{own}.{index}")
    if not isinstance(curve.y, tuple):
        return
    if isinstance(places, tuple) and len(places) != len(curve.y):
        message = f"has {counted(len(curve.y), 'value')}, but {there_are(len(places), 'place')}: give one for each"
        is_exchanged = curve.x is None and isinstance(params.series, tuple) and _are_rows(params.series, len(places))
        raise refused(
            message, f"series.{number}.y", "write a list for each curve, not for each place" if is_exchanged else ""
        )
    if all(value is None for value in curve.y):
        raise refused("has no value at all", f"series.{number}.y")
    for index, value in enumerate(curve.y if params.y.log is True else ()):
        if value is not None and value < 0:
            message = f"{format_number(value)} is below 0, and y has a logarithmic axis"
            raise refused(message, f"series.{number}.y.{index}", SYMMETRIC)
