"""Fields that kinds of charts share: names, what an axis means, its range, and lines with names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Protocol

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from sitegen.numerics.series import decades_around
from sitegen.spec.declaration import VISIBLE, Items, Number, SpecModel, TypeLabel, one_line
from sitegen.spec.field_problems import refused
from sitegen.spec.message_format import format_number, nearest_or_all
from sitegen.spec.other_words import for_words
from sitegen.spec.value_reference import DataFile

Name = Annotated[str, one_line(80), VISIBLE, TypeLabel("a name of 1 to 80 characters on one line")]


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """Its name, in the drawing and in the words."""


def check_names(what: str, highlight: str | None = None, **lists: Sequence[Named]) -> None:
    """Refuse a name that two items have, and a highlighted name that no item has.

    Messages call an item a `what`, such as ``bar``; `lists` has the items by the name of their field.
    """
    known: dict[str, None] = {}
    for field, items in lists.items():
        for number, item in enumerate(items):
            if item.name in known:
                raise refused(f"two {what}s are called '{item.name}'", f"{field}.{number}.name")
            known[item.name] = None
    if highlight is not None and highlight not in known:
        raise refused(f"there is no {what} '{highlight}'", "highlight", nearest_or_all(highlight, known, f"{what}s"))


def given_fields(model: type[SpecModel], *layers: SpecModel) -> dict[str, Any]:
    """The fields of `model` that are not None; a later layer, such as one of several networks, replaces those of earlier ones."""
    given = ((name, getattr(layer, name)) for layer in layers for name in model.model_fields)
    return {name: value for name, value in given if value is not None}


def _ascending(limits: tuple[float, float]) -> tuple[float, float]:
    low, high = limits
    if not low < high:
        raise ValueError(f"goes from {format_number(low)} to {format_number(high)}: write the lower end first")
    return limits


Limits = Annotated[tuple[Number, Number], Items, TypeLabel("two numbers, such as [0, 10]"), AfterValidator(_ascending)]


def _magnitudes(limits: tuple[float, float]) -> tuple[float, float]:
    if limits[0] < 1e-100 or limits[1] > 1e100:
        raise ValueError("both ends must be magnitudes from 1e-100 to 1e100")
    return limits


MagnitudeLimits = Annotated[Limits, AfterValidator(_magnitudes)]


class MagnitudeAxis(SpecModel):
    """A logarithmic axis of gradients."""

    other_tools = for_words({"min max limits domain from to": "write range: [low, high]"})

    range: MagnitudeLimits | None = None
    """Both ends of the axis, which goes on to the next powers of ten; an arrow at its edge stands for a magnitude beyond it. By default it fits the magnitudes, also those of other states."""

    @property
    def decades(self) -> tuple[int, int] | None:
        """Exponents of the powers of ten at the ends that are given."""
        return self.range and decades_around(self.range)


_LOOK = "delete it: series are told apart by dash and marker already"
SERIES_WORDS = for_words(
    {
        "color colour alpha opacity": "delete it: colours come from the theme",
        "line linewidth lw linestyle marker markersize dash width": _LOOK,
    }
)
"""Keys of a series in other tools, and what to do here instead."""
CHART_WORDS = for_words(
    {
        "color colors colour colours cmap colormap palette style theme": "delete it: colours come from the theme",
        "legend labels showlegend show_legend": "delete it: names are drawn where they belong",
        "xticks yticks x_ticks y_ticks ticks grid gridlines": "delete it: axes choose their ticks",
        "annot hover hovertemplate tooltip": "delete it: values are in the table",
        "yerr xerr error_bars": "error bars are not drawn: write the spread into note",
        "linewidth lw linestyle marker markersize dash": _LOOK,
        "figsize figure_size aspect dpi": "write size next to params: small, medium or large",
        "xlabel x_label xaxis": "write x: {means: …}",
        "ylabel y_label yaxis": "write y: {means: …}",
        "xlim x_range": "write x: {range: [low, high]}",
        "ylim y_range": "write y: {range: [low, high]}",
        "yscale logy log_scale log_y": "write y: {log: true}",
        "xscale logx log_x": "write x: {log: true}",
        "panels subplots facets rows_of_panels": "write a spec for each panel: a figure has one",
        "hline axhline line reference_lines": "write lines: [{at: …, name: …}]",
    }
)
"""Keys of charts in other tools, and what to do here instead."""


class ReachedAxis(SpecModel):
    """An axis that fits its values, and two more."""

    other_tools = for_words({"min max limits domain from to": "write range: [low, high]"})

    range: Limits | None = None
    """Two values that the axis reaches at least, so that several figures have the same axis."""


class ReachedMagnitudes(ReachedAxis):
    """A logarithmic axis that fits its magnitudes, and two more."""

    range: MagnitudeLimits | None = None
    """Two magnitudes that the axis reaches at least, so that several figures have the same axis."""


class Ranged(Protocol):
    """An axis with a range."""

    @property
    def range(self) -> tuple[float, float] | None:
        """Both of its ends, or two values that it reaches at least."""

    def model_copy(self, *, update: Mapping[str, Any]) -> Ranged:
        """The same axis with other fields."""


def range_of_states(name: str, axis: Ranged, values: Iterable[float], **more: object) -> dict[str, Ranged]:
    """The parameter `name` that gives an `axis` the same range in all states, from the least of their `values` to the largest.

    Empty if its author gives the range, or if there are no two values. `more` has other fields of the axis.
    """
    known = [*values] if axis.range is None else []
    if not known or min(known) == max(known):
        return {}
    return {name: axis.model_copy(update={"range": (float(min(known)), float(max(known))), **more})}


def _only(value: object) -> object:
    """The number in a list of one, since files give lists; any other value as it is."""
    if not isinstance(value, list | tuple):
        return value
    if len(value) != 1:
        raise ValueError(
            f"one number is needed, and this is a list of {len(value):,}: name each with by, or choose one with where or row"
        )
    return value[0]


OneNumber = Annotated[float | DataFile | None, BeforeValidator(_only)]
"""The number of a named item, with None for a missing one, or the file to take it from."""
ResolvedNumber = Annotated[float | None, BeforeValidator(_only)]
"""The same without references."""


class Meaning(SpecModel):
    """What numbers mean."""

    other_tools = for_words(
        {
            "label title name": "write means",
            "min max limits domain": "write range: [low, high]",
            "scale type": "write log: true for a logarithmic axis",
            "symlog": "write log: symmetric",
            "linthresh threshold constant": "write linear, with log: symmetric",
        }
    )
    bare_value_keys: ClassVar[tuple[str, ...]] = ("means",)

    means: Name | None = None
    """What the numbers are, such as `loss`."""
    unit: Name | None = None
    """Their unit, such as `ms`."""

    def heading(self, default: str = "") -> str:
        """The meaning, or `default`, with the unit: ``loss [s]``."""
        return " ".join(filter(None, (self.means or default, self.unit and f"[{self.unit}]")))


class _RangedAxis(Meaning):
    """An axis whose `range` has to be positive if it is logarithmic."""

    @field_validator("range", check_fields=False)
    @classmethod
    def _is_positive(cls, value: tuple[float, float] | None, info: ValidationInfo) -> tuple[float, float] | None:
        if value is not None and info.data.get("log") is True and value[0] <= 0:
            raise ValueError(f"begins at {format_number(value[0])}, but a logarithmic axis has positive values alone")
        return value


class ValueAxis(_RangedAxis):
    """What numbers mean, and how their axis is drawn."""

    log: bool = False
    """Draw the axis logarithmically."""
    range: Limits | None = None
    """Both ends of the axis; by default, it fits the values."""


Log = Annotated[bool | Literal["symmetric"], TypeLabel("true, false or symmetric")]
SYMMETRIC = "write log: symmetric for an axis with both signs"
"""Hint for values that a logarithmic axis cannot show."""


class SymmetricAxis(_RangedAxis):
    """What numbers mean, and how their axis is drawn, which may be logarithmic on both sides of zero."""

    log: Log = False
    """Draw the axis logarithmically; with `symmetric`, on both sides of zero."""
    linear: Annotated[Number, Field(gt=0)] | None = None
    """With `log: symmetric`: what is nearer to zero than this has a linear place. By default, the power of ten at or below the smallest size, but at most six powers below the largest."""
    range: Limits | None = None
    """Both ends of the axis; by default, it fits the values."""

    @field_validator("linear")
    @classmethod
    def _is_symmetric(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and info.data.get("log") != "symmetric":
            raise ValueError("only a symmetric logarithmic axis has a linear part: add log: symmetric, or delete it")
        return value


class NamedLine(SpecModel):
    """A line at one value."""

    other_tools = for_words({"x y value position": "write at", "label text title": "write name"})

    at: float
    """The value."""
    name: Name
    """Its name in the drawing and in the words."""
