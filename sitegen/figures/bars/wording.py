"""Short texts of a bars figure that the drawing and the description share."""

from __future__ import annotations

from sitegen.figures.bars.spec import BarsParams


def figure_title(params: BarsParams) -> str:
    """The name of a figure whose author gives none."""
    means, each = params.y.means or "Bars", params.x.means
    return f"{means[:1].upper()}{means[1:]}{f' by {each}' if each else ''}"
