"""Sentences about samples of numbers, each with its condition."""

from __future__ import annotations

from dataclasses import replace

from sitegen.description.number_format import Compact, Counted, Fixed, Quantity, format_percent
from sitegen.description.sentences import Sentence, Value, sentence, short_lead
from sitegen.description.series_words import SeriesWords, about, same_text
from sitegen.numerics.sample_features import FAR, SampleFeatures, Side

_WIDE = 3.0
"""Sizes that span so many orders of magnitude are described."""
_SIDES = {"above": "above the line “{line}”, {at}", "below": "below the line “{line}”, {at}",
          "both": "beyond the line “{line}”, {at}, on either side"}  # fmt: skip


def sample_lead(found: SampleFeatures, words: SeriesWords, percent: float | None = None, line: str = "") -> Sentence:
    """The one sentence to read first, of at most `LONGEST_LEAD` words where the names allow it.

    `percent` is the share of the values beyond the threshold `line` [%].
    """
    half = _half(found, words)
    if not percent:
        return half
    template = f"{half.template[:-1]}; {{percent}} % are beyond “{{line}}”."
    return short_lead(sentence(template, 2, **half.values, percent=share_percent(percent), line=line), half)


def sample_sentences(found: SampleFeatures, words: SeriesWords, *, sizes: bool = False) -> list[Sentence]:
    """All that holds of a sample: where half of it is, mean and spread, ends, exact zeros, and a value far away.

    With `sizes`, as for a logarithmic axis, also how many orders of magnitude they span.
    """
    sentences = [_half(found, words)]
    if found.count > 1 and not same_text(words.value(found.least), words.value(found.largest)):
        values = {"mean": words.value(found.mean), "spread": _spread(found.spread, words)}
        sentences.append(sentence("Their mean is {mean}, and their spread {spread}.", 2, **values))
        ends = {"least": words.value(found.least), "largest": words.value(found.largest)}
        sentences.append(sentence("The least is {least}, and the largest {largest}.", 2, **ends))
    if found.zeros:
        sentences.append(sentence("{percent} % are exactly zero.", 2, percent=share_percent(found.zeros_percent)))
    if sizes and found.decades >= _WIDE:
        template = "Their sizes, without zeros, span {decades} orders of magnitude."
        sentences.append(sentence(template, 3, decades=Fixed(found.decades, 1)))
    if found.far >= FAR:
        values = {"value": words.value(found.farthest), "far": Compact(found.far)}
        sentences.append(sentence("The value farthest from the mean, {value}, is {far} spreads away.", 3, **values))
    return sentences


def spread_sentence(first: SampleFeatures, last: SampleFeatures, one: SeriesWords, other: SeriesWords) -> Sentence:
    """How the spread changes from the sample `first` to the sample `last`; `one` and `other` have their names as subjects."""
    before, after = _spread(first.spread, one), _spread(last.spread, other)
    names: dict[str, Value] = {"first": one.subject, "last": other.subject, "before": before}
    if same_text(before, after):
        return sentence("{first} and {last} have about the same spread, {before}.", 3, **names)
    verb = "rises" if last.spread > first.spread else "falls"
    return sentence(
        f"From {{first}} to {{last}}, the spread {verb} from {{before}} to {{after}}.", 3, **names, after=after
    )


def middle_sentence(found: SampleFeatures, words: SeriesWords) -> Sentence:
    """How the mean compares with the median."""
    mean, median = words.value(found.mean), words.value(found.median)
    if found.count == 1:
        return sentence("A single value has no spread.", 3)
    if same_text(mean, median):
        return sentence("Mean and median are about the same, {mean}.", 3, mean=mean)
    verb = "above" if found.mean > found.median else "below"
    return sentence(f"The mean, {{mean}}, is {verb} the median, {{median}}.", 3, mean=mean, median=median)


def share_percent(percent: float) -> Fixed:
    """A share from 0 to 100: with one decimal below 10."""
    return Fixed(percent, 1) if 0.1 <= percent < 9.95 else format_percent(percent)


def beyond_threshold_sentence(percent: float, line: str, at: Quantity, side: Side, name: str) -> Sentence:
    """How much of a sample is beyond a threshold.

    Parameters
    ----------
    percent : float
        Share of the values [%].
    line : str
        Name of the threshold.
    at : Quantity
        Its value.
    side : {"above", "below", "both"}
        Which side of it counts.
    name : str
        Of the sample.
    """
    values: dict[str, Value] = {"line": line, "at": at, "row": name}
    if percent in {0, 100}:
        return sentence(f"{'Every' if percent else 'No'} value of “{{row}}” is {_SIDES[side]}.", 2, **values)
    template = f"{{percent}} % of “{{row}}” are {_SIDES[side]}."
    return sentence(template, 2, percent=share_percent(percent), **values)


def _half(found: SampleFeatures, words: SeriesWords) -> Sentence:
    """Where at least half of the numbers are."""
    values: dict[str, Value] = {"subject": words.subject, "count": Counted(found.count, "value")}
    least, largest = words.value(found.least), words.value(found.largest)
    if found.count == 1:
        return sentence("{subject} has a single value, {value}.", 2, subject=words.subject, value=least)
    if same_text(least, largest):
        return sentence(f"{{subject}} has {{count}}, all {about(least)}{{value}}.", 2, **values, value=least)
    lower, upper = words.value(found.lower), words.value(found.upper)
    if same_text(lower, upper):
        return sentence(
            f"{{subject}} has {{count}}; at least half are {about(lower)}{{lower}}.", 2, **values, lower=lower
        )
    template = "{subject} has {count}; at least half are between {lower} and {upper}."
    return sentence(template, 2, **values, lower=lower, upper=upper)


def _spread(spread: float, words: SeriesWords) -> Quantity:
    """A spread in the unit of the values, with digits of its own."""
    return replace(words, digits=None, limits=()).value(spread)
