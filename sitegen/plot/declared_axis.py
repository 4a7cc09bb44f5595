"""An axis as its author declares it: its title, with its unit and its scale, and its ticks."""

from __future__ import annotations

from sitegen.numerics.axis_limits import AxisLimits
from sitegen.plot.chart import ChartAxis
from sitegen.plot.ticks import axis_ticks, place_labels
from sitegen.spec.chart_fields import Meaning


def declared_axis(meaning: Meaning, limits: AxisLimits, *, whole: bool = False) -> ChartAxis:
    """An axis with these limits; `whole` says that all values of a linear axis are whole numbers."""
    title, short = axis_title(meaning, _scale(limits)), axis_title(meaning, "log scale") if limits.linear else ""
    ticks = axis_ticks(limits, whole=whole)
    return ChartAxis(low=limits.low, high=limits.high, ticks=ticks, title=title, short=short)


def axis_title(meaning: Meaning, scale: str = "") -> str:
    """What an axis shows: ``loss [s], log scale``; empty if the author says nothing and the axis is linear."""
    return ", ".join(filter(None, (meaning.heading(), scale)))


def _scale(limits: AxisLimits) -> str:
    if not limits.linear:
        return "log scale" if limits.log else ""
    sign = "±" if limits.start < 0 < limits.end else "−" if limits.start < 0 else ""
    return f"log beyond {sign}{place_labels((limits.linear,))[0]}"
