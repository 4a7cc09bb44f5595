"""Short texts of a bars figure that the drawing and the description share."""

from __future__ import annotations

import math
from collections.abc import Callable

from sitegen.figures.bars.kernel import BarsData
from sitegen.figures.bars.spec import BarsParams, Values
from sitegen.kinds.words import NO_VALUE, Compact, Count, Quantity, Value, format_parameter, series_words

_MOST_WHOLE = 1e15


def value_writer(data: BarsData) -> Callable[[float], Quantity]:
    """How values are written: whole numbers as such if all of them are, otherwise with digits that tell them apart."""
    if data.features is None:
        return Compact
    if data.features.is_whole:
        return lambda value: _whole(value) or format_parameter(value, 4)
    return series_words("", (), data.features.least.value, data.features.largest.value).value


def _whole(value: float) -> Count | None:
    """A whole number as such; None for others, and for those with more digits than a float has."""
    return Count(int(value)) if value.is_integer() and abs(value) < _MOST_WHOLE else None


def cell(value: float, write: Callable[[float], Quantity]) -> Value:
    """A value at the end of its bar and in the table, without its unit."""
    return NO_VALUE if math.isnan(value) else write(value)


def axis_title(axis: Values) -> str:
    """What the axis shows: ``loss [s], log scale``; empty if the author says nothing."""
    unit = f"[{axis.unit}]" if axis.unit else ""
    return ", ".join(filter(None, (" ".join(filter(None, (axis.means, unit))), "log scale" if axis.log else "")))


def figure_title(params: BarsParams) -> str:
    """The name of a figure whose author gives none."""
    means, each = params.y.means or "Bars", params.x.means
    return f"{means[:1].upper()}{means[1:]}{f' by {each}' if each else ''}"
