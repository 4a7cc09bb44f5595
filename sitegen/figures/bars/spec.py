"""Parameters of a bars figure, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from sitegen.kinds.params import (
    CHART_WORDS,
    SERIES_WORDS,
    SYMMETRIC,
    Field,
    Items,
    Limits,
    Log,
    Name,
    NamedLine,
    OneNumber,
    Params,
    ResolvedNumber,
    SeriesFile,
    SpecModel,
    SymmetricAxis,
    check_names,
    model_validator,
    refused,
)

MOST_BARS = 32


class Categories(SpecModel):
    """What the names of the bars are."""

    bare_value_keys = ("means",)

    means: Name | None = None
    """What each bar is, such as `layer`."""


class Values(SymmetricAxis):
    """What the values mean, and how their axis is drawn."""

    log: Log = False
    """Draw dots on a logarithmic axis, where bars would have no beginning; values of 0 are rings at its left end. With `symmetric`, the axis has both signs and 0."""
    range: Limits | None = None
    """What the axis shows at least, so that several figures have the same axis. It always shows every value, and 0 unless `log` is true."""


class Bar(SpecModel):
    """One bar."""

    other_tools = {
        **SERIES_WORDS,
        **dict.fromkeys(("id", "label", "x", "category"), "write name"),
        **dict.fromkeys(("y", "height", "amount", "count"), "write value"),
    }

    name: Name
    """Its name, in the drawing and in the words."""
    value: OneNumber = None
    """Its value, with `null` for a missing one, or the file to take it from."""


class BarsParams(Params):
    """Parameters of `bars`."""

    other_tools = {
        **CHART_WORDS,
        **dict.fromkeys(("values", "data", "heights", "series", "categories"), "write bars"),
        "log": "write y: {log: true}",
        "sort": "write order",
        **dict.fromkeys(("baseline", "bottom", "base"), "delete it: bars begin at 0"),
        **dict.fromkeys(("horizontal", "orientation", "orient", "vertical"), "delete it: bars are always horizontal"),
        **dict.fromkeys(("stacked", "grouped", "barmode"), "delete it: each bar stands alone, named by group and part"),
    }

    bars: Annotated[tuple[Bar, ...], Items, Field(min_length=1, max_length=MOST_BARS)] | SeriesFile
    """The bars, at most 32: a mapping of names to values, a list of `name` and `value`, or the file to take them from."""
    x: Categories = Categories()
    """What each bar is: `means`."""
    y: Values = Values()
    """What the values are: `means`, `unit`, `log`, `linear` and `range`."""
    order: Literal["given", "rising", "falling"] = "given"
    """The bars as they are `given`, the least value first (`rising`), or the largest first (`falling`)."""
    parts_of: Name | None = None
    """What the bars are parts of, such as `the time of a step`: then the words give shares of it. All values must be 0 or more."""
    lines: Annotated[tuple[NamedLine, ...], Items, Field(max_length=8)] = ()
    """Dotted lines with names: `at` and `name`. The words say how many values are above each."""
    highlight: Name | None = None
    """The name of the bar that keeps its colour while the others are grey and hollow."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if isinstance(self.bars, tuple):
            check_names("bar", self.highlight, bars=self.bars)
            for number, bar in enumerate(self.bars):
                self._check_value(bar.value, f"bars.{number}.value")
        for number, line in enumerate(self.lines):
            if self.y.log is True and line.at <= 0:
                message = f"{line.at:g} is not above 0, and the values have a logarithmic axis"
                raise refused(message, f"lines.{number}.at", SYMMETRIC)
        return self

    def _check_value(self, value: object, field: str) -> None:
        if not isinstance(value, float | int) or value >= 0:
            return
        if self.y.log is True:
            raise refused(f"{value:g} is below 0, and the values have a logarithmic axis", field, SYMMETRIC)
        if self.parts_of is not None:
            raise refused(f"{value:g} is below 0, and no part of a whole is", field, "delete parts_of")


class ResolvedBar(Bar):
    """One bar with a number in place of a reference."""

    value: ResolvedNumber = None


class ResolvedBars(BarsParams):
    """Parameters of `bars` with numbers in place of references."""

    bars: Annotated[tuple[ResolvedBar, ...], Items, Field(min_length=1, max_length=MOST_BARS)]
