"""Fields of histograms that are given and have no effect, and lines beyond the ends of the axis, which are not drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sitegen.figures.histogram.kernel import HistogramData
from sitegen.figures.histogram.spec import ResolvedHistogram
from sitegen.kinds import Unused, changed_fields
from sitegen.kinds.params import NamedLine
from sitegen.kinds.words import PlacedMark


def unused(params: ResolvedHistogram, compute: Callable[[ResolvedHistogram], HistogramData]) -> Iterator[Unused]:
    """Fields that choose bins although edges are given, and rows and lines beyond the axis."""
    is_counted = params.edges is not None
    message = "has no effect with edges, which are those of the bins"
    if is_counted and "bins" in changed_fields(params):
        yield Unused("bins", message, ("edges",))
    if is_counted and params.x.range is not None:
        yield Unused("x.range", message, ("edges",))
    has_all_values = is_counted or params.x.range is None
    if has_all_values and not params.lines and not params.threshold:
        return
    data = compute(params)
    for at, row in enumerate(data.rows):
        if row.outside == row.total:
            message = f"no value of “{row.name}” is drawn: the axis goes from {data.start:g} to {data.end:g}"
            yield Unused(f"rows.{at}.name", message, ("rows", "x", "log"), "write another range, or delete it")
    for mark in lines_outside(params, data):
        message, hint = mark.advice
        hint = "write more edges to show it" if is_counted else hint
        yield Unused(mark.field, message, ("rows", "x", "log", "bins", "edges"), hint)


def lines_outside(params: ResolvedHistogram, data: HistogramData) -> Sequence[PlacedMark]:
    """The lines that are not drawn, the threshold first."""
    lines: list[tuple[str, NamedLine]] = [("threshold.at", params.threshold)] if params.threshold else []
    lines += [(f"lines.{number}.at", line) for number, line in enumerate(params.lines)]
    marks = [PlacedMark(field, "line", line.name, line.at, line.at, "x", data.start, data.end) for field, line in lines]
    return [mark for mark in marks if mark.is_outside]
