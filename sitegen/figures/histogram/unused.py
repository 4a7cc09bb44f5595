"""Fields of histograms that are given and have no effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sitegen.figures.histogram.kernel import HistogramData
from sitegen.figures.histogram.outside import lines_outside
from sitegen.figures.histogram.spec import ResolvedHistogram
from sitegen.kinds import Unused, changed_fields


def unused(params: ResolvedHistogram, compute: Callable[[ResolvedHistogram], HistogramData]) -> Sequence[Unused]:
    """What chooses bins where edges do, and lines beyond the axis."""
    return [*_instead_of_edges(params), *_outside_rows(params, compute), *_outside(params, compute)]


def _instead_of_edges(params: ResolvedHistogram) -> Iterator[Unused]:
    message = "has no effect with edges, which are those of the bins"
    if params.edges is not None and "bins" in changed_fields(params):
        yield Unused("bins", message, ("edges",))
    if params.edges is not None and params.x.range is not None:
        yield Unused("x.range", message, ("edges",))


def _outside_rows(params: ResolvedHistogram, compute: Callable[[ResolvedHistogram], HistogramData]) -> Iterator[Unused]:
    """Rows whose values are all beyond an axis that the author gives."""
    if params.x.range is None or params.edges is not None:
        return
    data = compute(params)
    for at, row in enumerate(data.rows):
        if row.outside == row.total:
            message = f"no value of “{row.name}” is drawn: the axis goes from {data.start:g} to {data.end:g}"
            yield Unused(f"rows.{at}.name", message, ("rows", "x", "log"), "write another range, or delete it")


def _outside(params: ResolvedHistogram, compute: Callable[[ResolvedHistogram], HistogramData]) -> Iterator[Unused]:
    if params.lines or params.threshold:
        for mark in lines_outside(params, compute(params)):
            message, hint = mark.advice
            hint = hint if params.edges is None else "write more edges to show it"
            yield Unused(mark.field, message, ("rows", "x", "log", "bins", "edges"), hint)
