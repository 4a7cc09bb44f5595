"""Every sentence about a series is true of its numbers, on random, adversarial and near-threshold data."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest

from sitegen.description.compared_numbers import OneSideOf, format_against
from sitegen.description.number_format import Compact, Quantity, WithUnit
from sitegen.description.pair_sentences import line_sentence, pair_sentences
from sitegen.description.sentences import LONGEST_LEAD, Sentence, text_of
from sitegen.description.series_sentences import ends_sentence, series_lead, series_sentences
from sitegen.description.series_words import common_value, series_words, shows_change
from sitegen.numerics.series_features import series_features
from sitegen.numerics.series_pairs import against, pair
from sitegen.numerics.series_trend import series_trend
from tests.series.pair_claims import LINES, PAIRS, Two
from tests.series.random_series import random_pair, random_series
from tests.series.series_claims import SERIES, Facts
from tests.words.claims import Claim, check
from tests.words.language import check_language

DEFAULT, MANY = range(400), range(400, 10_400)


def _limits(*series: list[float]) -> tuple[float, float]:
    known = [value for values in series for value in values if not math.isnan(value)] or [math.nan]
    return min(known), max(known)


def _matched(sentences: Iterable[Sentence], known: list[Claim]) -> list[str]:
    return [pattern.pattern for each in sentences for pattern, _ in known if pattern.match(each.text())]


def _check_series(chance: random.Random) -> list[str]:
    places, values = random_series(chance)
    log, unit = chance.random() < 0.4, chance.choice(("", "", "ms"))
    words = series_words("The loss", places, *_limits(values), x_name="step", y_unit=unit)
    x, y = np.array(places), np.array(values)
    features = series_features(x, y, log=log)
    told = series_sentences(features, words, series_trend(x, y, log=log))
    facts = Facts(places, values, log and all(value > 0 for value in values if not math.isnan(value)), unit)
    lead = series_lead(features, words)
    check((each.text() for each in (*told, lead)), SERIES, facts)
    check_language(told, places)
    assert len(lead.text().split()) <= LONGEST_LEAD, lead.text()
    return _matched(told, SERIES)


def _check_pair(chance: random.Random) -> list[str]:
    places, first, second = random_pair(chance)
    words = series_words("The loss", places, *_limits(first, second), x_name="step")
    x, one, two = np.array(places), np.array(first), np.array(second)
    found = pair(x, one, two)
    told = pair_sentences(found, words, "the other") if found else []
    facts = Two(places, first, second)
    assert (found is None) == (not facts.points)
    check((each.text() for each in told), PAIRS, facts)
    check_language(told, places)
    height = chance.choice((0.0, chance.choice(first), sum(_limits(first)) / 2))
    if math.isnan(height):
        return _matched(told, PAIRS)
    line = line_sentence(against(x, one, height), words, "the limit", height)
    if line:
        check([line.text()], LINES, Two(places, first, [height] * len(places)))
    return _matched(told, PAIRS) + _matched([line] if line else [], LINES)


def _run(seeds: range) -> Counter[str]:
    seen: Counter[str] = Counter()
    for seed in seeds:
        for one in (_check_series, _check_pair):
            try:
                seen.update(one(random.Random(f"{one.__name__} {seed}")))
            except Exception as error:
                error.add_note(f"{one.__name__}, seed {seed}")
                raise
    return seen


def test_a_change_is_that_of_the_digits():
    beside = OneSideOf(4.9999999, 5.0)
    assert shows_change(Compact(4.56), beside, 1)
    assert shows_change(Compact(5.0), beside, -1), "the sign tells them apart"
    assert not shows_change(Compact(5.02), beside, 1)
    assert not shows_change(Compact(1.7976e308), Compact(1.7974e308), -1), "both are 1.8e308"
    assert not shows_change(Compact(1.234e5), Compact(1.2343e5, digits=6), -1), "from 1.2e5 to 1.2343e5"
    assert shows_change(WithUnit(Compact(1234.0), "ms"), WithUnit(Compact(2345.0), "ms"), 1)


def test_a_value_and_one_beside_it_have_the_value_in_common():
    value, less, more = Compact(5.0), OneSideOf(4.9999999, 5.0), OneSideOf(5.0000001, 5.0)
    assert common_value(value, less) == common_value(more, value) == value
    assert common_value(less, more) is None
    assert common_value(value, Compact(5.02)) is None
    assert common_value(Compact(1.0000003, digits=5), OneSideOf(1.000137, 1.0)) is None, "the second is 1.0001"


def test_ends_on_one_side_of_a_limit_are_the_same_only_if_they_are_equal():
    def below(value: float) -> Quantity:
        return format_against(value, 1.000001e-9)

    pair = [("a", 9.99999999999998e-10), ("b", 1.000000000000001e-9)]
    assert ends_sentence("run", "loss", pair, below).text() == "Both runs end with about the same loss, < 1e-9."
    assert ends_sentence("run", "loss", pair[:1] * 2, below).text() == "Both runs end with the same loss, < 1e-9."


def test_every_sentence_about_a_series_is_true():
    _run(DEFAULT)


@pytest.mark.matrix
def test_every_sentence_about_many_series_is_true_and_every_one_occurs():
    seen = _run(MANY)
    assert {pattern.pattern for pattern, _ in (*SERIES, *PAIRS, *LINES)} <= set(seen)


@pytest.mark.parametrize(
    ("x", "told"),
    [
        ([0.5], ["0.5"]),
        ([0.5, 10.5, 20.5], ["0.5", "10.5", "20.5"]),
        ([0.25, 1000.0], ["0.25", "1,000"]),
        ([1 / 3, 2 / 3, 1.0], ["0.3", "0.7", "1"]),
    ],
)
def test_places_with_few_digits_are_as_they_were_given(x: list[float], told: list[str]) -> None:
    words = series_words("The loss", x, 0.0, 1.0)
    assert [text_of(words.place(place), "visible") for place in x] == told
