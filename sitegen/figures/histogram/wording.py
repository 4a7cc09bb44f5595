"""Short texts of a histogram figure that the drawing and the description share."""

from __future__ import annotations

from sitegen.figures.histogram.kernel import RowResult
from sitegen.figures.histogram.spec import HistogramParams
from sitegen.kinds.words import share_percent


def share(row: RowResult) -> str:
    """The share beyond the threshold at the end of a row; empty without one."""
    return "" if row.percent is None else f"{share_percent(row.percent).visible()} %"


def side(params: HistogramParams) -> str:
    """Which values the shares at the ends of rows count; empty without a threshold."""
    return {"both": "beyond"}.get(params.threshold.side, params.threshold.side) if params.threshold else ""


def threshold_lines(params: HistogramParams) -> list[tuple[float, str]]:
    """The line of the threshold, and its mirror image if both sides count."""
    threshold = params.threshold
    if threshold is None:
        return []
    mirrored = [(-threshold.at, "")] if threshold.side == "both" else []
    return [(threshold.at, threshold.name), *mirrored]


def figure_title(params: HistogramParams) -> str:
    """The name of a figure whose author gives none."""
    means = params.x.means
    return f"Distribution of the {means}" if means else "Distribution"
