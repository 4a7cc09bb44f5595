"""Parameters of a curves figure, as an author writes them."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from sitegen.figures.curves.curve_checks import check_curves
from sitegen.kinds.params import (
    CHART_WORDS,
    SERIES_WORDS,
    Field,
    Files,
    Items,
    Limits,
    Log,
    Name,
    NamedLine,
    Number,
    Params,
    SeriesFile,
    SpecModel,
    StringConstraints,
    SymmetricAxis,
    TypeLabel,
    ValidationInfo,
    field_validator,
    model_validator,
    refused,
)
from sitegen.kinds.words import format_number

Form = Literal["line", "step", "points"]
Numbers = Annotated[tuple[Number, ...], Items, Field(min_length=1, max_length=100_000)]
Values = Annotated[tuple[Number | None, ...], Items, Field(min_length=1, max_length=100_000)]
"""None is a missing value, which becomes a gap."""
ExpressionText = Annotated[str, StringConstraints(min_length=1), TypeLabel("an expression such as tanh(a*x)")]


class VerticalAxis(SymmetricAxis):
    """What the values mean, and how their axis is drawn."""

    log: Log = False
    """Draw the axis logarithmically; values of 0 are rings on its baseline. With `symmetric`, it has both signs and 0."""
    range: Limits | None = None
    """Both ends of the axis; by default, it fits the values. Parts of curves outside are not drawn."""

    @field_validator("range")
    @classmethod
    def _has_a_decade(cls, value: tuple[float, float] | None, info: ValidationInfo) -> tuple[float, float] | None:
        if value is None or not info.data.get("log"):
            return value
        low, high = value
        if info.data["log"] == "symmetric":
            _check_symmetric(low, high, info.data.get("linear"))
        elif math.floor(math.log10(high) + 1e-12) < math.ceil(math.log10(low) - 1e-12):
            raise ValueError(
                f"has no power of ten between {format_number(low)} and {format_number(high)}: make it longer"
            )
        return value


def _check_symmetric(low: float, high: float, linear: float | None) -> None:
    if not low <= 0 <= high:
        raise ValueError(
            f"goes from {format_number(low)} to {format_number(high)}, but a symmetric logarithmic axis has 0: write log: true"
        )
    if linear is not None and max(-low, high) < 10 * linear:
        end = max(-low, high)
        raise ValueError(
            f"ends at {format_number(end)}, but the axis must reach to ten times linear, {format_number(10 * linear)}"
        )


class HorizontalAxis(VerticalAxis):
    """Where the values are, and how their axis is drawn."""

    other_tools = {
        **VerticalAxis.other_tools,
        "file": "write values: {file: …, column: …}",
        "column": "write it in values, next to file",
        "data": "write values",
    }
    bare_value_keys = ("values", "means")

    log: Log = False
    """Draw the axis logarithmically; every place must be above 0, unless it is `symmetric`."""
    values: Numbers | Files | None = None
    """The place of each value, ascending, or the file to take them from. By default 0, 1, 2 and so on."""
    start: Annotated[Number | None, Field(alias="from")] = None
    """First place of expressions."""
    to: Number | None = None
    """Last place of expressions."""
    points: Annotated[int, Field(ge=2, le=5000)] = 301
    """Number of places of expressions, evenly spaced on the axis."""

    @field_validator("to")
    @classmethod
    def _has_both_ends(cls, value: float | None, info: ValidationInfo) -> float | None:
        start = info.data.get("start")
        if value is not None and start is not None and value <= start:
            raise ValueError(f"{format_number(value)} is not above from, which is {format_number(start)}")
        if value is not None and info.data.get("values") is not None:
            raise ValueError("the places are given in values: delete it, or delete from and to")
        return value


class Curve(SpecModel):
    """One curve: numbers, a file, or an expression."""

    other_tools = {
        **SERIES_WORDS,
        **dict.fromkeys(("id", "label"), "write name"),
        **dict.fromkeys(("values", "data", "expression", "function"), "write y"),
        **dict.fromkeys(("type", "style", "mode", "drawstyle"), "write form"),
    }

    name: Name
    """Its name, in the drawing and in the words."""
    y: Values | ExpressionText | Files
    """Its values, with `null` for a missing one; the file to take them from; or an expression of `x`."""
    x: Numbers | Files | None = None
    """The places of its own values; by default those of the axis."""
    form: Form = "line"
    """`line`, `step` for values that last until the next one, or `points`."""
    slope: bool = False
    """Draw the slope of the expression instead, computed exactly."""


Curves = Annotated[tuple[Curve, ...], Items, Field(min_length=1, max_length=8)]


class Line(NamedLine):
    """A dotted line at one value."""

    at: Number
    """The value."""
    axis: Literal["x", "y"] = "y"
    """The axis that the value is on."""


class Zone(SpecModel):
    """A faint area between two values."""

    start: Annotated[Number, Field(alias="from")]
    """Where it begins."""
    to: Number
    """Where it ends."""
    name: Name
    """Its name in the drawing and in the words."""
    axis: Literal["x", "y"] = "x"
    """The axis that the values are on."""

    @field_validator("to")
    @classmethod
    def _is_above(cls, value: float, info: ValidationInfo) -> float:
        if "start" in info.data and value <= info.data["start"]:
            raise ValueError(f"{format_number(value)} is not above from, which is {format_number(info.data['start'])}")
        return value


class Note(SpecModel):
    """A short text at a point."""

    x: Number
    """Where it is."""
    y: Number
    """Where it is."""
    text: Name
    """What it says."""


class CurvesParams(Params):
    """Parameters of `curves`."""

    other_tools = {
        **CHART_WORDS,
        **dict.fromkeys(("curves", "data", "values", "runs", "expressions"), "write series"),
        "log": "write y: {log: true}",
        "steps": "write x: {values: …}",
        "annotations": "write notes",
    }

    x: HorizontalAxis = HorizontalAxis()
    """The horizontal axis and the places of the values: `means`, `unit`, `log`, `linear`, `range`, and `values`, or `from`, `to` and `points` for expressions."""
    y: VerticalAxis = VerticalAxis()
    """The vertical axis: `means`, `unit`, `log`, `linear` and `range`."""
    a: Number | None = None
    """A number that expressions may use, and that readers may vary with `explore`."""
    b: Number | None = None
    """Another number for expressions."""
    c: Number | None = None
    """Another number for expressions."""
    series: Curves | SeriesFile
    """The curves, at most eight: a list of `name` and `y`, a mapping of names to lists of numbers, expressions or files, or the file to take them from."""
    lines: Annotated[tuple[Line, ...], Items, Field(max_length=8)] = ()
    """Dotted lines with names: `at`, `name`, and `axis: x` for a vertical one."""
    zones: Annotated[tuple[Zone, ...], Items, Field(max_length=8)] = ()
    """Faint areas with names: `from`, `to`, `name`, and `axis: y` for one across the drawing."""
    notes: Annotated[tuple[Note, ...], Items, Field(max_length=8)] = ()
    """Short texts at points: `x`, `y`, `text`. A note without room is left out of the drawing."""
    highlight: Name | None = None
    """The name of the curve that is drawn stronger than the others."""

    @field_validator("y", mode="before")
    @classmethod
    def _is_an_axis(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            raise refused(
                "these are values, and y is their axis", "y", "write them under series, with a name: {a: […]}"
            )
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_curves(self)
        return self

    @property
    def limits(self) -> tuple[float, ...]:
        """Heights of the horizontal lines, which values are compared with."""
        return tuple(line.at for line in self.lines if line.axis == "y")

    @property
    def constants(self) -> dict[str, float]:
        """The numbers that expressions may use, by name."""
        given = {"a": self.a, "b": self.b, "c": self.c}
        return {name: value for name, value in given.items() if value is not None}


class ResolvedAxis(HorizontalAxis):
    """The horizontal axis with numbers in place of references."""

    values: Numbers | None = None


class ResolvedCurve(Curve):
    """One curve with numbers in place of references."""

    y: Values | ExpressionText
    x: Numbers | None = None


ResolvedSeries = Annotated[tuple[ResolvedCurve, ...], Items, Field(min_length=1, max_length=8)]


class ResolvedCurves(CurvesParams):
    """Parameters of `curves` with numbers in place of references."""

    x: ResolvedAxis = ResolvedAxis()
    series: ResolvedSeries
