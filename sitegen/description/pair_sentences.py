"""Sentences about a series and a line, and about two series, each with its condition."""

from __future__ import annotations

from dataclasses import replace

from sitegen.description.number_format import Count, Counted, Quantity
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.description.series_words import SeriesWords, same_text
from sitegen.numerics.series_pairs import Against, Pair

_SIDES = {1: "above", -1: "below"}


def line_sentence(found: Against, words: SeriesWords, name: str, height: float) -> Sentence | None:
    """How a series compares with the line called `name` at a `height`, as it was `found`; None where the series has no value."""
    line: dict[str, Value] = {"name": name, "height": words.value(height)}
    return _against(found, words, "{name} ({height})", line)


def pair_sentences(found: Pair, words: SeriesWords, other: str) -> list[Sentence]:
    """How two series differ.

    `words` are those of the first, with digits for both; `other` is the second in the middle of a sentence: ``the curve “B”``.
    """
    if not (found.against.above or found.against.below):
        if found.against.count == 1:
            template = "{subject} has the same value as {other} at their only common point."
            return [sentence(template, 3, subject=words.subject, other=other)]
        template = "{subject} has the same values as {other} at all of {count}."
        count = Counted(found.against.count, "common point")
        return [sentence(template, 3, subject=words.subject, other=other, count=count)]
    sentences = [
        _against(found.against, words, "{other}", {"other": other}),
        _farthest(found, words),
        _parting(found, words),
    ]
    return [each for each in sentences if each]


def pair_lead(found: Pair, words: SeriesWords, other: str) -> Sentence:
    """The first of `pair_sentences`, which has the same parameters."""
    return pair_sentences(found, words, other)[0]


def _against(found: Against, words: SeriesWords, what: str, named: dict[str, Value]) -> Sentence | None:
    """On which side a series is, from where on, and how often it changes sides."""
    if not found.count:
        return None
    values: dict[str, Value] = {"subject": words.subject, **named}
    if found.count in {found.above, found.below}:
        side = _SIDES[found.final_side]
        where = "everywhere" if found.count > 1 else "at its only point"
        return sentence(f"{{subject}} is {side} {what} {where}.", 3, **values)
    if not (found.above and found.below):
        return _one_side(found, what, values)
    values |= {"count": Count(found.above), "of": Counted(found.count, "point")}
    start = f"{{subject}} is above {what} at {{count}} of {{of}}"
    if found.across_gap:
        return sentence(f"{start}.", 3, **values)
    values |= {"at": words.at, "after": words.place(found.crossing_by)}
    between = "at {at} {after}"
    if found.crossing_after != found.crossing_by:
        values["before"] = words.place(found.crossing_after)
        between = "between {at} {before} and {at} {after}"
    if found.crossings == 1:
        return sentence(f"{start}; it crosses once, {between}.", 3, **values)
    crossings = Counted(found.crossings, "time")
    return sentence(
        f"{start}; it crosses {{crossings}}, for the last time {between}.", 3, **values, crossings=crossings
    )


def _one_side(found: Against, what: str, values: dict[str, Value]) -> Sentence:
    """A series that is on one side, and at some points, or all, as high as the other."""
    if not (found.above or found.below):
        return sentence(f"{{subject}} is level with {what} everywhere.", 3, **values)
    side = _SIDES[1 if found.above else -1]
    template = f"{{subject}} is {side} {what} at {{count}} of {{of}} and level with it at the others."
    count, of = Count(found.above or found.below), Counted(found.count, "point")
    return sentence(template, 3, **values, count=count, of=of)


def _difference(words: SeriesWords, value: float, digits: int | None = None) -> Quantity:
    """A difference has the usual digits, whatever those of the values."""
    return replace(words, digits=digits, limits=()).value(value)


def _farthest(found: Pair, words: SeriesWords) -> Sentence:
    difference, place = _difference(words, found.farthest.y), words.place(found.farthest.x)
    template = f"They differ most, by {{difference}}, {'first ' * (found.farthest_count > 1)}at {{at}} {{place}}."
    return sentence(template, 2, difference=difference, at=words.at, place=place)


def _parting(found: Pair, words: SeriesWords) -> Sentence | None:
    parting = found.parting
    if parting is None:
        return None
    until, start = words.place(parting.together_until), words.place(parting.apart_from)
    places: dict[str, Value] = {"at": words.at, "until": until, "start": start}
    if not parting.together_within:
        template = "Up to {at} {until} they are the same; from {at} {start} on, they differ by at least {by}."
        return sentence(template, 3, **places, by=_difference(words, parting.apart_by))
    tries = [
        (_difference(words, parting.together_within, digits), _difference(words, parting.apart_by, digits))
        for digits in (None, 3, 4)
    ]
    distinct = [each for each in tries if not same_text(*each)]
    if not distinct:
        return None
    within, by = distinct[0]
    template = "Up to {at} {until} they differ by at most {within}; from {at} {start} on, by at least {by}."
    return sentence(template, 3, **places, within=within, by=by)
