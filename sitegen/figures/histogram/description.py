"""A histogram figure in words: where the values of each row are, and how the first row differs from the last."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from sitegen.figures.histogram.kernel import HistogramData, RowResult
from sitegen.figures.histogram.spec import ResolvedHistogram
from sitegen.figures.histogram.unused import lines_outside
from sitegen.kinds.words import (
    NO_VALUE,
    Column,
    Count,
    Counted,
    Description,
    Sentence,
    SeriesWords,
    Table,
    Value,
    beyond_threshold_sentence,
    distribution_sentences,
    middle_sentence,
    numbers_against,
    place_cells,
    same_text,
    sample_lead,
    sample_sentences,
    sentence,
    series_words,
    share_percent,
    spread_sentence,
)

_MOST_DECIMALS, _MOST_DIGITS, _MOST_PLAIN, _CLOSE = 7, 9, 1e6, 1e-9
"""Limits for writing the edges of bins, which are round numbers."""
_MOST_ROWS_IN_FULL = 3
"""The most rows whose peaks are described; of more rows, those of the first and the last."""


def describe(params: ResolvedHistogram, data: HistogramData) -> Description:
    """The lead, how the figure is built, and what holds of each row."""
    words = _words(params, data)
    named = [replace(words, subject=row.subject) for row in data.rows]
    lead = _lead(params, data, named)
    sentences = [*_construction(params, data, words)]
    for number, (row, subject) in enumerate(zip(data.rows, named, strict=True)):
        in_full = data.number <= _MOST_ROWS_IN_FULL or number in {0, data.number - 1}
        sentences += _row(params, row, subject, in_full=in_full)
    sentences += _comparison(data, named)
    if not any(each.level == 3 for each in (lead, *sentences)):
        sample = data.rows[0].sample
        sentences.append(middle_sentence(sample, named[0]) if sample else sentence("All values are in one bin.", 3))
    bins = _bin_table(data, replace(words, x_unit=""))
    return Description(
        title=f"Distribution of the {params.x.means}" if params.x.means else "Distribution",
        lead=(lead,),
        sentences=tuple(sentences),
        table=_table(params, data),
        more_tables=(bins,),
        more_csv={"bins.csv": bins},
    )


def _words(params: ResolvedHistogram, data: HistogramData) -> SeriesWords:
    """Digits and units: places are edges of bins, and values those of the rows."""
    samples = [row.sample for row in data.rows if row.sample]
    low = min((sample.least for sample in samples), default=data.start)
    high = max((sample.largest for sample in samples), default=data.end)
    unit = params.x.unit or ""
    edges = data.axis.edges.tolist()
    words = series_words("", edges, low, high, x_unit=unit, y_unit=unit, limits=_limits(params))
    if params.log or max(map(abs, edges)) >= _MOST_PLAIN:
        return words
    decimals = next((each for each in range(_MOST_DECIMALS) if _are_exact(edges, each)), words.decimals)
    whole = math.floor(math.log10(max(map(abs, edges)))) + 1
    return replace(words, decimals=decimals, place_digits=max(words.place_digits, min(_MOST_DIGITS, decimals + whole)))


def _limits(params: ResolvedHistogram) -> tuple[float, ...]:
    """The lines that values are compared with."""
    return tuple(at for at, _ in params.threshold_lines)


def _are_exact(edges: list[float], decimals: int) -> bool:
    """Whether so many decimals are enough for all edges."""
    return all(abs(round(edge, decimals) - edge) <= _CLOSE * abs(edge) for edge in edges)


def _lead(params: ResolvedHistogram, data: HistogramData, named: list[SeriesWords]) -> Sentence:
    """How the spread changes from the first row to the last, or where half of a row is."""
    first, last = data.rows[0], data.rows[-1]
    if data.number > 1 and first.sample and last.sample:
        return spread_sentence(first.sample, last.sample, named[0], named[-1])
    if first.sample:
        line = params.threshold.name if params.threshold else ""
        return sample_lead(first.sample, named[0], first.percent, line)
    return distribution_sentences(first.bins, named[0])[0] if first.bins else _outside(first)


def _construction(params: ResolvedHistogram, data: HistogramData, words: SeriesWords) -> Iterator[Sentence]:
    bins = Counted(data.bin_count, "bin")
    if data.number == 1:
        yield sentence("Histogram of “{row}”, with {bins}.", 1, row=data.rows[0].name, bins=bins)
    else:
        rows = Counted(data.number, "row")
        yield sentence(
            "Histograms in {rows} with the same {bins}; equal areas are equal shares of a row.", 1, rows=rows, bins=bins
        )
    ends: dict[str, Value] = {"low": words.place(data.start), "high": words.place(data.end)}
    axis = "The axis"
    if params.x.means:
        axis, ends["means"] = "The axis, {means},", params.x.means
    if same_text(ends["low"], ends["high"]):
        del ends["high"]
        yield sentence(f"{axis} shows values near {{low}}.", 1, **ends)
    else:
        sides = ", on each side of zero" if params.log and data.start < 0 < data.end else ""
        scale = f"{'logarithmic' if params.log else 'linear'}, from {{low}} to {{high}}{sides}"
        yield sentence(f"{axis} is {scale}.", 1, **ends)
    if data.near is not None and data.exact:
        yield sentence("Exact zeros have a bin of their own.", 1)
    elif data.near is not None:
        yield sentence("Values nearer to zero than {near} have one bin.", 1, near=words.place(data.near))
    for line in params.lines:
        yield sentence("The line “{name}” is at {at}.", 1, name=line.name, at=words.value(line.at))
    yield from (mark.sentence(only_axis=True) for mark in lines_outside(params, data))


def _row(params: ResolvedHistogram, row: RowResult, words: SeriesWords, *, in_full: bool) -> Iterator[Sentence]:
    if row.sample:
        yield from sample_sentences(row.sample, words, sizes=params.log)
    elif row.bins:
        yield from distribution_sentences(row.bins, words)
    if row.outside:
        yield _outside(row)
    if row.sample and row.bins and in_full and not params.log:  # bins of decades have peaks of their own
        yield from (each for each in distribution_sentences(row.bins, words) if each.template.startswith("They have"))
    threshold = params.threshold
    if threshold and row.percent is not None:
        yield beyond_threshold_sentence(
            row.percent, threshold.name, words.value(threshold.at), threshold.side, row.name
        )


def _outside(row: RowResult) -> Sentence:
    count = Counted(row.outside, "value")
    return sentence(
        "The drawing leaves out {count} of “{row}”, beyond the ends of the axis.", 2, count=count, row=row.name
    )


def _comparison(data: HistogramData, named: list[SeriesWords]) -> Iterator[Sentence]:
    """How the spread, or where most values are, changes from the first row to the last."""
    first, last = data.rows[0], data.rows[-1]
    if data.number == 1:
        return
    if first.sample and last.sample:
        yield spread_sentence(first.sample, last.sample, named[0], named[-1])
    elif first.bins and last.bins and first.bins.fullest_count == last.bins.fullest_count == 1:
        is_same = first.bins.fullest.low == last.bins.fullest.low
        names: dict[str, Value] = {"first": first.name, "last": last.name}
        verb = "have the same fullest bin" if is_same else "have different fullest bins"
        yield sentence(f"“{{first}}” and “{{last}}” {verb}.", 3, **names)


def _table(params: ResolvedHistogram, data: HistogramData) -> Table:
    """A row for each histogram."""
    unit = f" [{params.x.unit}]" if params.x.unit else ""
    columns = [Column("row", "row", tuple(row.name for row in data.rows))]
    columns.append(Column("values", "values", tuple(Count(row.total) for row in data.rows)))
    if all(row.sample for row in data.rows):
        samples = [row.sample for row in data.rows if row.sample]
        for name in ("mean", "spread", "least", "lower", "median", "upper", "largest"):
            heading = {"lower": "lower quartile", "upper": "upper quartile"}.get(name, name)
            limits = () if name == "spread" else _limits(params)
            cells = tuple(numbers_against((getattr(each, name) for each in samples), *limits))
            columns.append(Column(name, f"{heading}{unit}", cells))
        columns.append(Column("zeros", "zeros [%]", tuple(share_percent(each.zeros_percent) for each in samples)))
    if params.threshold:
        shares = tuple(NO_VALUE if row.percent is None else share_percent(row.percent) for row in data.rows)
        columns.append(Column("beyond", f"{params.threshold.name} [%]", shares))
    return Table("What holds of each row", tuple(columns))


def _bin_table(data: HistogramData, words: SeriesWords) -> Table:
    """The counts of every bin."""
    edges = tuple(map(words.place, data.axis.edges.tolist()))
    if any(same_text(*ends) for ends in pairwise(edges)):
        edges = place_cells(data.axis.edges)
    columns = [Column("from", "from", edges[:-1]), Column("to", "to", edges[1:])]
    for number, row in enumerate(data.rows, 1):
        columns.append(Column(f"count_{number}", row.name, tuple(map(Count, row.counts.tolist())), "values of"))
    return Table("Values in each bin", tuple(columns))
