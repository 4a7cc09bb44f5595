"""Sentences about values counted in bins, each with its condition."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.description.number_format import Count, Counted, format_percent
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.description.series_words import SeriesWords
from sitegen.numerics.distribution_features import Bins, DistributionFeatures

MOST_PEAKS = 3
"""A distribution with more peaks is not described as such."""


def distribution_sentences(found: DistributionFeatures, words: SeriesWords) -> list[Sentence]:
    """All that holds of a distribution: its ends, its fullest bin, where half of it is, and its peaks.

    The `place` of `words` writes the edges of bins.
    """
    values: dict[str, Value] = {"subject": words.subject, "total": Counted(found.total, "value")}
    extent = sentence("{subject} has {total} from {low} to {high}.", 2, **values, **_edges(found.filled, words))
    return [extent, *_fullest(found, words), *_half(found, words), *_peaks(found, words)]


def _edges(bins: Bins, words: SeriesWords, name: str = "") -> dict[str, Value]:
    return {f"low{name}": words.place(bins.low), f"high{name}": words.place(bins.high)}


def _fullest(found: DistributionFeatures, words: SeriesWords) -> Iterator[Sentence]:
    if found.fullest_count > 1:
        return
    share = format_percent(100.0 * found.fullest.count / found.total)
    values = {"count": Count(found.fullest.count), "share": share, **_edges(found.fullest, words)}
    yield sentence("The fullest bin, from {low} to {high}, has {count} of them, {share} %.", 2, **values)


def _half(found: DistributionFeatures, words: SeriesWords) -> Iterator[Sentence]:
    """Where half of the values are, unless that is everywhere."""
    if (found.half.low, found.half.high) != (found.filled.low, found.filled.high):
        yield sentence("At least half of them are between {low} and {high}.", 3, **_edges(found.half, words))


def _peaks(found: DistributionFeatures, words: SeriesWords) -> Iterator[Sentence]:
    if not 1 <= len(found.peaks) <= MOST_PEAKS:
        return
    if len(found.peaks) == 1:
        yield sentence("They have one peak.", 3)
        return
    clauses, values = [], dict[str, Value](count=Counted(len(found.peaks), "peak"))
    for name, peak in zip("abc", found.peaks, strict=False):
        clauses.append(f"from {{low_{name}}} to {{high_{name}}}")
        values |= _edges(peak, words, f"_{name}")
    where = f"{', '.join(clauses[:-1])} and {clauses[-1]}"
    yield sentence(f"They have {{count}}, in the bins {where}.", 3, **values)
