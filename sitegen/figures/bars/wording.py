"""Short texts of a bars figure that the drawing and the description share."""

from __future__ import annotations

from sitegen.figures.bars.spec import BarsParams, Values


def axis_title(axis: Values) -> str:
    """What the axis shows: ``loss [s], log scale``; empty if the author says nothing."""
    unit = f"[{axis.unit}]" if axis.unit else ""
    return ", ".join(filter(None, (" ".join(filter(None, (axis.means, unit))), "log scale" if axis.log else "")))


def figure_title(params: BarsParams) -> str:
    """The name of a figure whose author gives none."""
    means, each = params.y.means or "Bars", params.x.means
    return f"{means[:1].upper()}{means[1:]}{f' by {each}' if each else ''}"
