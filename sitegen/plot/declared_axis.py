"""Axes of charts: as authors declare them, with title, unit, scale and ticks; and those of magnitudes."""

from __future__ import annotations

from functools import partial

from sitegen.numerics.axis_limits import AxisLimits
from sitegen.plot.chart_parts import ChartAxis
from sitegen.plot.plot_axes import Side
from sitegen.plot.ticks import axis_ticks, decade_ticks, place_labels
from sitegen.spec.chart_fields import Meaning


def declared_axis(meaning: Meaning, limits: AxisLimits, *, whole: bool = False) -> ChartAxis:
    """An axis with the title that `meaning` gives, and with ticks for `limits`; `whole` if all values on it are whole numbers."""
    title, short = axis_title(meaning, _scale(limits)), axis_title(meaning, "log scale") if limits.linear else ""
    ticks = axis_ticks(limits, whole=whole)
    return ChartAxis(low=limits.low, high=limits.high, ticks=ticks, title=title, short=short)


def decade_axis(low: int, high: int, title: str, short: str = "", side: Side = "left") -> ChartAxis:
    """A logarithmic axis with these exponents of ten at its ends and labels at powers of ten.

    Parameters
    ----------
    low, high : int
    title : str
        What it shows; the scale is added.
    short : str
        The title where that one is too long.
    side : {"left", "right"}
    """
    ticks = partial(decade_ticks, low, high)
    return ChartAxis(low=low, high=high, ticks=ticks, title=f"{title}, log scale", short=short, side=side)


def axis_title(meaning: Meaning, scale: str = "") -> str:
    """What an axis shows: ``loss [s], log scale``; empty if the author says nothing and the axis is linear."""
    return ", ".join(filter(None, (meaning.heading(), scale)))


def _scale(limits: AxisLimits) -> str:
    if not limits.linear:
        return "log scale" if limits.log else ""
    sign = "±" if limits.start < 0 < limits.end else "−" if limits.start < 0 else ""
    return f"log beyond {sign}{place_labels((limits.linear,))[0]}"
