"""Lines beyond the ends of the axis, which the drawing cannot show."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.figures.histogram.kernel import HistogramData
from sitegen.figures.histogram.spec import ResolvedHistogram
from sitegen.kinds.params import NamedLine
from sitegen.kinds.words import PlacedMark


def lines_outside(params: ResolvedHistogram, data: HistogramData) -> Sequence[PlacedMark]:
    """The lines that are not drawn, the threshold first."""
    lines: list[tuple[str, NamedLine]] = [("threshold.at", params.threshold)] if params.threshold else []
    lines += [(f"lines.{number}.at", line) for number, line in enumerate(params.lines)]
    marks = [PlacedMark(field, "line", line.name, line.at, line.at, "x", data.start, data.end) for field, line in lines]
    return [mark for mark in marks if mark.is_outside]
