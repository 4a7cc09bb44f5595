"""Parameters of a grid, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Self

from sitegen.figures.grid.matrix import check_grid
from sitegen.kinds.params import (
    CHART_WORDS,
    Field,
    Files,
    Items,
    Limits,
    Meaning,
    Name,
    NamedLine,
    Number,
    Params,
    SeriesFile,
    SpecModel,
    StringConstraints,
    TextFile,
    TypeLabel,
    ValueAxis,
    model_validator,
)
from sitegen.kinds.plot import MOST_ISO_LINES

Numbers = Annotated[tuple[Number, ...], Items, Field(min_length=1, max_length=1000)]
Names = Annotated[tuple[Name, ...], Items, Field(min_length=1, max_length=1000)]
Values = Annotated[tuple[float | None, ...], Items, Field(min_length=1, max_length=1000)]
ExpressionText = Annotated[str, StringConstraints(min_length=1), TypeLabel("an expression such as exp(-(x^2 + y^2))")]


class Shades(ValueAxis):
    """What the values mean, and their scale."""

    other_tools = {**ValueAxis.other_tools, **dict.fromkeys(("center", "vcenter", "midpoint"), "write centre")}

    log: bool = False
    """Whether their scale is logarithmic."""
    range: Limits | None = None
    """Both ends of the scale; by default, it fits the values. Values beyond have the first or the last shade."""
    centre: Number | None = None
    """A value at which colours change: those on each side of it have shades of their own, stronger with their distance from it."""

    @model_validator(mode="after")
    def _has_its_centre(self) -> Self:
        if self.centre is not None and self.log:
            raise ValueError("a logarithmic scale has no centre: write log: false, or take the logarithm of the values")
        if self.centre is not None and self.range is not None and not self.range[0] < self.centre < self.range[1]:
            raise ValueError(f"the centre {self.centre:g} is not between the ends of the range")
        return self


class Places(Meaning):
    """Where the columns or the rows are."""

    bare_value_keys = ("values", "names", "means")

    log: bool = False
    """Whether their scale is logarithmic."""
    values: Numbers | Files | None = None
    """The place of each column or row, or the file to take them from. By default 0, 1, 2 and so on."""
    names: Names | TextFile | None = None
    """A name for each, instead of its place."""
    start: Annotated[Number | None, Field(alias="from")] = None
    """First place of an expression."""
    to: Number | None = None
    """Last place of an expression."""
    points: Annotated[int, Field(ge=2, le=400)] = 61
    """Number of places of an expression, evenly spaced on the axis."""


class Row(SpecModel):
    """One row of values."""

    name: Name
    """Its name; numbers as names are the places of rows."""
    values: Values
    """Its values, with `null` for a missing one."""


Rows = Annotated[tuple[Row, ...], Items, Field(min_length=1, max_length=1000)]


class GridParams(Params):
    """Parameters of `grid`."""

    other_tools = {
        **CHART_WORDS,
        **dict.fromkeys(("data", "matrix", "rows", "cells"), "write values"),
        **dict.fromkeys(("vmin", "vmax", "zmin", "zmax", "clim"), "write z: {range: [low, high]}"),
        **dict.fromkeys(("origin", "extent"), "write x: {values: …} and y: {values: …}"),
        **dict.fromkeys(("interpolation", "linewidths"), "delete it: cells are drawn as they are"),
        "levels": "write contours: true, or lines: [{at: …, name: …}]",
        "log": "write z: {log: true}",
        **dict.fromkeys(("xticklabels", "x_labels", "columns"), "write x: {names: […]}"),
        **dict.fromkeys(("yticklabels", "y_labels", "index"), "write y: {names: […]}"),
        **dict.fromkeys(("diverging", "center", "centre"), "write z: {centre: …}"),
        "norm": "delete it: the shades follow the values",
        **dict.fromkeys(
            ("annotate", "fmt"), "delete it: values are in the table, and in the cells where they have room"
        ),
    }

    x: Places = Places()
    """The columns: `means`, `unit`, `log`, and `values`, `names`, or `from`, `to` and `points` for an expression."""
    y: Places = Places()
    """The rows, with the same keys. Rows with places are drawn upwards, and rows with names downwards."""
    z: Shades = Shades()
    """The values: `means`, `unit`, `log`, `range` and `centre`."""
    values: Rows | ExpressionText | SeriesFile
    """The matrix: rows of numbers, a mapping of names to rows, the file to take them from, or an expression of `x` and `y`."""
    transpose: bool = False
    """Take each series of `values` as a column instead of a row."""
    a: float | None = None
    """A number that the expression may use, and that readers may vary with `explore`."""
    b: float | None = None
    """Another number for the expression."""
    c: float | None = None
    """Another number for the expression."""
    lines: Annotated[tuple[NamedLine, ...], Items, Field(max_length=MOST_ISO_LINES)] = ()
    """Lines at levels of the values: `at` and `name`."""
    contours: bool = False
    """Draw a thin line between any two bands."""
    mark_x: float | Name | None = None
    """Column of a marked cell: the nearest place, or a name. Readers may vary it with `explore`."""
    mark_y: float | Name | None = None
    """Row of the marked cell."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        check_grid(self)
        return self

    def reader_name(self, name: str) -> str | None:
        """Both parts of the mark are called what their axes mean, if these differ."""
        means = {"mark_x": self.x.means, "mark_y": self.y.means}
        return means.get(name) if self.x.means != self.y.means else None

    @property
    def constants(self) -> dict[str, float]:
        """The numbers that the expression may use, by name."""
        given = {"a": self.a, "b": self.b, "c": self.c}
        return {name: value for name, value in given.items() if value is not None}


class ResolvedPlaces(Places):
    """Places with numbers and names in place of references."""

    values: Numbers | None = None
    names: Names | None = None


class ResolvedGrid(GridParams):
    """Parameters of `grid` with numbers in place of references."""

    x: ResolvedPlaces = ResolvedPlaces()
    y: ResolvedPlaces = ResolvedPlaces()
    values: Rows | ExpressionText
