"""Parameters of a histogram figure, as an author writes them."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

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
    ValidationInfo,
    check_names,
    field_validator,
    model_validator,
    refused,
)
from sitegen.kinds.words import counted, format_number, there_are

Numbers = Annotated[tuple[float, ...], Items, Field(min_length=1, max_length=100_000)]
Edges = Annotated[tuple[Number, ...], Items, Field(min_length=2, max_length=401)]
MOST_ROWS = 8


class Values(Meaning):
    """What the values mean, and how their axis is drawn."""

    range: Limits | None = None
    """Both ends of the axis, moved to whole bins, so that several figures have the same axis; on a logarithmic axis, the least and the largest size. By default it fits the values."""


class HistogramRow(SpecModel):
    """One row."""

    other_tools = {**dict.fromkeys(("id", "label"), "write name"), **dict.fromkeys(("x", "y", "data"), "write values")}

    name: Name
    """Its name, in the drawing and in the words."""
    values: Numbers | Files
    """Its values, or its counts if there are `edges`; or the file to take them from."""


class Threshold(NamedLine):
    """A line, and which side of it is counted."""

    side: Literal["above", "below", "both"] = "above"
    """Count what is `above` or `below`, or on `both` sides: all whose size is above it."""

    @field_validator("side")
    @classmethod
    def _has_a_size(cls, value: str, info: ValidationInfo) -> str:
        if value == "both" and info.data.get("at", 1.0) <= 0:
            raise ValueError("both sides need a value above 0: its mirror image is the other line")
        return value


Rows = Annotated[tuple[HistogramRow, ...], Items, Field(min_length=1, max_length=MOST_ROWS)]


def _bins_for_edges(given: object) -> str:
    """What to write in place of a number of edges."""
    return f"for a number of bins, write bins: {given}" if type(given) is int else ""


class HistogramParams(Params):
    """Parameters of `histogram`."""

    other_forms = {"edges": _bins_for_edges}
    other_tools = {
        **CHART_WORDS,
        **dict.fromkeys(("values", "data", "series", "samples"), "write rows"),
        **dict.fromkeys(("bin_edges", "breaks"), "write edges"),
        **dict.fromkeys(("density", "normed", "normalize", "stat"), "delete it: areas are shares of a row already"),
        "counts": "write rows, with edges",
        **dict.fromkeys(("binwidth", "bin_width"), "write bins, the largest number of bins, or edges: [0, 0.5, …]"),
        **dict.fromkeys(("cumulative", "kde"), "delete it: histograms have no cumulative or smoothed line"),
    }

    rows: Rows | SeriesFile
    """The rows, at most eight: a mapping of names to lists of numbers, a list of `name` and `values`, or the file to take them from."""
    x: Values = Values()
    """What the values are: `means`, `unit` and `range`."""
    log: bool = False
    """Draw a logarithmic axis, which has both signs, and exact zeros in a bin of their own."""
    bins: Annotated[int, Field(ge=4, le=100)] = 40
    """How many bins there are at most, but for those at the ends; on a logarithmic axis, on each side of zero. Their edges are round numbers."""
    edges: Edges | Files | None = None
    """Edges of the bins, ascending: then the numbers of a row are counts, one for each bin. On a logarithmic axis, a bin from -1e-12 to 1e-12 has the zeros."""
    threshold: Threshold | None = None
    """A line with `at` and `name`: each row has the share of its values beyond it. `side` is `above`, `below` or `both`."""
    lines: Annotated[tuple[NamedLine, ...], Items, Field(max_length=8)] = ()
    """Other dotted lines with names: `at` and `name`."""

    @field_validator("bins", mode="before")
    @classmethod
    def _are_counted(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            raise refused("these are edges, and bins is how many there are at most", "bins", "write edges")
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.log and self.x.range is not None and self.x.range[0] <= 0:
            raise refused(
                f"begins at {format_number(self.x.range[0])}, but a size is above 0 on a logarithmic axis", "x.range"
            )
        if isinstance(self.edges, tuple):
            self._check_edges(self.edges)
        if isinstance(self.rows, tuple):
            check_names("row", rows=self.rows)
            for number, row in enumerate(self.rows):
                if isinstance(self.edges, tuple) and isinstance(row.values, tuple):
                    _check_counts(row.values, len(self.edges) - 1, f"rows.{number}.values")
        return self

    @property
    def threshold_lines(self) -> list[tuple[float, str]]:
        """Place and name of the line of the threshold, and of its mirror image if both sides count."""
        if self.threshold is None:
            return []
        line = self.threshold.at, self.threshold.name
        return [line, (-line[0], "")] if self.threshold.side == "both" else [line]

    def _check_edges(self, edges: tuple[float, ...]) -> None:
        for number, (before, after) in enumerate(pairwise(edges), 1):
            if after <= before:
                raise refused(
                    f"{format_number(after)} is after {format_number(before)}, and edges must ascend", f"edges.{number}"
                )
        if self.threshold is not None:
            for at in sorted({at for at, _ in self.threshold_lines} - set(edges)):
                nearest = min(edges, key=lambda edge: abs(edge - at))
                message = f"{format_number(at)} is no edge, and only counts of whole bins are known"
                raise refused(message, "threshold.at", f"the nearest edge is {format_number(nearest)}")


def _check_counts(values: tuple[float, ...], bins: int, field: str) -> None:
    if len(values) != bins:
        message = f"has {counted(len(values), 'count')}, but {there_are(bins, 'bin')}: give one more edge than counts"
        raise refused(message, field)
    for index, value in enumerate(values):
        if value < 0 or not float(value).is_integer() or value > 2**53:
            raise refused(
                f"{format_number(value)} is not a count, and with edges the numbers are counts", f"{field}.{index}"
            )
    if not any(values):
        raise refused("has no value in any bin", field)


class ResolvedRow(HistogramRow):
    """One row with numbers in place of a reference."""

    values: Numbers


class ResolvedHistogram(HistogramParams):
    """Parameters of `histogram` with numbers in place of references."""

    rows: Annotated[tuple[ResolvedRow, ...], Items, Field(min_length=1, max_length=MOST_ROWS)]
    edges: Edges | None = None
