"""Sentences about named values, such as those of bars, each with its condition."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sitegen.description.compared_numbers import format_against, numbers_against
from sitegen.description.english import capitalised
from sitegen.description.number_format import (
    Compact,
    Count,
    Counted,
    Quantity,
    format_parameter,
    format_percent,
    whole_number,
    with_unit,
)
from sitegen.description.sentences import NO_VALUE, Sentence, Value, sentence, short_lead
from sitegen.description.series_words import same_text, series_words
from sitegen.numerics.category_features import Beyond, CategoryFeatures, MostValue


@dataclass(frozen=True, slots=True)
class CategoryWords:
    """How sentences name values and what has them."""

    names: Sequence[str]
    write: Callable[[float], Quantity]
    """Writes a value without its unit."""
    unit: str = ""
    means: str = ""
    """What the values are."""
    each: str = ""
    """What the names are names of, such as ``layer``."""
    whole: str = ""
    """What the values are parts of; empty if they are none."""
    noun: str = "bar"
    """What has a value, as it is counted."""
    owner: str = ""
    """What has the values, as in ``node value``, if the same text describes other values, too."""

    def value(self, value: float) -> Quantity:
        """A value with its unit."""
        return self.with_unit(self.write(value))

    def with_unit(self, quantity: Quantity) -> Quantity:
        """A quantity with the unit of the values."""
        return with_unit(quantity, self.unit)

    @property
    def value_noun(self) -> str:
        """What a value is called."""
        return f"{self.owner} value" if self.owner else "value"

    @property
    def largest(self) -> str:
        """What the largest value is called where it is not named."""
        return f"largest {self.owner} value" if self.owner else "largest"

    @property
    def prefix(self) -> str:
        """The noun before a name, with a space."""
        return "{each} " if self.each else ""


def category_writer(found: CategoryFeatures | None, limits: Sequence[float] = ()) -> Callable[[float], Quantity]:
    """How values are written: whole numbers as such if all of them are, otherwise with digits that tell them apart.

    None of them looks the same as one of the `limits` unless it is equal.
    """
    write: Callable[[float], Quantity] = Compact
    if found and found.is_whole:
        write = _whole_or_exact
    elif found:
        write = series_words("", (), found.least.value, found.largest.value).value
    return lambda value: format_against(value, *limits, write=write)


def _whole_or_exact(value: float) -> Quantity:
    return whole_number(value) or format_parameter(value, 4)


def value_cell(value: float, write: Callable[[float], Quantity]) -> Value:
    """A value in a drawing and in a table, without its unit; NaN is none."""
    return NO_VALUE if math.isnan(value) else write(value)


def value_cells(
    values: NDArray[np.float64], *limits: float, write: Callable[[float], Quantity] = Compact
) -> tuple[Value, ...]:
    """The cells of a column with `values`, as `write` has them; none looks the same as one of the `limits` unless it is equal."""
    known = values[~np.isnan(values)].tolist()
    numbers = numbers_against(known, *limits, write=write)
    return tuple(NO_VALUE if math.isnan(value) else next(numbers) for value in values.tolist())


def category_lead(found: CategoryFeatures | None, names: CategoryWords) -> Sentence:
    """The one sentence to read first, of at most `LONGEST_LEAD` words where the names allow it."""
    if found is None:
        return sentence("There is no value at all.", 2)
    low, high = names.value(found.least.value), names.value(found.largest.value)
    extremes = _extremes(found, names)
    if found.known == 1:
        return short_lead(extremes, sentence(f"The only {names.value_noun} is {{value}}.", 2, value=high))
    if _alike(found, names):
        return short_lead(extremes, _extremes(found, replace(names, means="")))
    ends = sentence(f"The {names.value_noun}s go from {{low}} to {{high}}.", 2, low=low, high=high)
    return short_lead(*_parts(found, names)[:1], extremes, ends)


def category_sentences(
    found: CategoryFeatures | None, values: Sequence[float], names: CategoryWords, *, is_sorted: bool
) -> list[Sentence]:
    """All that holds of named values: extremes, parts of a whole, zeros, signs, missing values, and how they compare.

    Parameters
    ----------
    found : CategoryFeatures or None
        The features of `values`.
    values : sequence of float
        In the order of the drawing; NaN where there is none.
    names : CategoryWords
    is_sorted : bool
        Whether the author asked for this order, so that nobody needs to hear that values rise or fall.
    """
    if found is None:
        return [sentence("There is no value at all.", 2), sentence("Without values, there is nothing to compare.", 3)]
    sentences = [*_parts(found, names), _extremes(found, names)]
    for count, where in ((found.zeros, "exactly zero"), (found.negative, "below zero")):
        if count and found.known > 1:
            sentences.append(_that_are(count, where, names))
    if found.missing:
        sentences.append(sentence("There is no value for {count}.", 2, count=Counted(found.missing, names.noun)))
    return [*sentences, *_comparison(found, names), *([] if is_sorted else _course(found, values, names))]


def beyond_sentence(found: Beyond, line: str, at: float, names: CategoryWords) -> Sentence:
    """How many values are above the line called `line` at the value `at`, as `beyond` has `found` it."""
    values: dict[str, Value] = {"line": line, "at": names.value(at)}
    where = "above the line “{line}”, {at}"
    if found.above and (found.below or found.on):
        return _that_are(found.above, where, names, **values)
    return sentence(f"{'Every' if found.above else 'No'} value is {where}.", 2, **values)


def _that_are(count: int, where: str, names: CategoryWords, **values: Value) -> Sentence:
    """How many values are at the place `where`, such as ``above {line}``."""
    start = "The value of {count} is" if count == 1 else "The values of {count} are"
    return sentence(f"{start} {where}.", 2, count=Counted(count, names.noun), **values)


def highlight_sentence(name: str, value: float, names: CategoryWords) -> Sentence:
    """That what is called `name` is highlighted, with its value if that is not NaN."""
    values: dict[str, Value] = {"each": names.each or names.noun, "name": name}
    if math.isnan(value):
        return sentence("The {each} “{name}” is highlighted.", 1, **values)
    template = "The {each} “{name}” is highlighted: its {means} is {value}."
    return sentence(template, 2, means=names.means or "value", value=names.value(value), **values)


def _alike(found: CategoryFeatures, names: CategoryWords) -> bool:
    return same_text(names.value(found.largest.value), names.value(found.least.value))


def _place(best: MostValue, names: CategoryWords, key: str) -> tuple[str, dict[str, Value]]:
    """Whose value it is, as the end of a clause."""
    named: dict[str, Value] = {f"name_{key}": names.names[best.index]}
    first = f"{names.prefix}“{{name_{key}}}”"
    if best.count == 1:
        return f"of {first}", named
    return f"of {{bars_{key}}}, first {first}", {f"bars_{key}": Counted(best.count, names.noun), **named}


def _extremes(found: CategoryFeatures, names: CategoryWords) -> Sentence:
    """The largest and the least value, or the only one, or the one that all have."""
    start, values = "", dict[str, Value]()
    if names.means:
        start, values["means"] = "{means}: ", capitalised(names.means)
    if found.known > 1 and _alike(found, names):
        subject, about = ("both" if found.known == 2 else "all {count}"), ("" if _is_equal(found) else "about ")
        template = capitalised(f"{start}{subject} {names.value_noun}s are {about}{{value}}.")
        return sentence(template, 2, count=Count(found.known), value=names.value(found.largest.value), **values)
    if names.each:
        values["each"] = names.each
    top, top_named = _place(found.largest, names, "a")
    if found.known == 1:
        template = capitalised(f"{start}the only {names.value_noun} is {{value}}, {top}.")
        return sentence(template, 2, value=names.value(found.largest.value), **values, **top_named)
    bottom, bottom_named = _place(found.least, names, "b")
    template = capitalised(f"{start}the largest is {{high}}, {top}; the least is {{low}}, {bottom}.")
    ends = {"high": names.value(found.largest.value), "low": names.value(found.least.value)}
    return sentence(template, 2, **ends, **values, **top_named, **bottom_named)


def _is_equal(found: CategoryFeatures) -> bool:
    """Whether all values are the same but for rounding errors."""
    return found.largest.count == found.known


def _parts(found: CategoryFeatures, names: CategoryWords) -> list[Sentence]:
    """Shares of the whole, if the author says that there is one and if there is."""
    if not names.whole or found.total is None or found.largest_percent is None or found.known == 1:
        return []
    name = names.names[found.largest.index]
    percent = format_percent(found.largest_percent)
    values: dict[str, Value] = {"whole": names.whole, "total": names.value(found.total), "percent": percent}
    template = "“{name}” is the largest part of {whole}: {percent} % of {total}."
    if found.largest.count == 1:
        values["name"] = name
    else:
        template = "{parts} of {whole} are the largest, with {percent} % of {total} each."
        values["parts"] = Counted(found.largest.count, "part")
    sentences = [sentence(template, 2, **values)]
    if found.most == 1:
        sentences.append(sentence("“{name}” alone is at least half of it.", 3, name=name))
    elif found.most < found.known:
        sentences.append(sentence("The {most} largest together are at least half of it.", 3, most=Count(found.most)))
    return sentences


def _comparison(found: CategoryFeatures, names: CategoryWords) -> Iterator[Sentence]:
    """How far apart the largest and the least value are."""
    if found.known == 1:
        yield sentence(f"A single {names.value_noun} has nothing to compare with.", 3)
        return
    if _alike(found, names):
        start = "No" if _is_equal(found) else "To the digits shown, no"
        yield sentence(f"{start} {names.value_noun} is larger than another.", 3)
        return
    if found.ratio is not None:
        is_count = found.is_whole and found.ratio.is_integer()
        ratio = Count(int(found.ratio)) if is_count else Compact(found.ratio, found.log10_ratio)
        if not same_text(ratio, Compact(1.0)):
            yield sentence(f"The {names.largest} is {{ratio}} times the least.", 3, ratio=ratio)
            return
    if found.least.value < 0 < found.largest.value:
        yield sentence(f"Some {names.value_noun}s are above zero, and others below.", 3)
    else:
        difference = names.value(found.difference) if found.is_whole else names.with_unit(Compact(found.difference))
        yield sentence(f"The {names.largest} is {{difference}} more than the least.", 3, difference=difference)


def _course(found: CategoryFeatures, values: Sequence[float], names: CategoryWords) -> Iterator[Sentence]:
    """Whether the values rise or fall from each to the next, as far as their digits show it."""
    if not found.direction or found.known < 3 or any(same_text(*map(names.value, pair)) for pair in pairwise(values)):
        return
    verb = "rise" if found.direction > 0 else "fall"
    yield sentence(f"The values {verb} from every bar to the next.", 3)
