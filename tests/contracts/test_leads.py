"""The lead of every figure: one or two short sentences, the finding first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sitegen.description.number_format import Count
from sitegen.description.sentences import (
    LONGEST_LEAD,
    Description,
    Sentence,
    Table,
    fits_lead,
    joined,
    sentence,
    short_lead,
)
from sitegen.figure import Figure
from sitegen.resolve.axes import combinations
from sitegen.spec.declaration import MAX_ALT
from tests.contracts.site_figures import SITE_FIGURES

BUILT = sentence("A chart of {count} values.", count=Count(5))
FOUND = sentence("The values rise from {low} to {high}.", 2, low=Count(1), high=Count(9))
TREND = sentence("They rise at every step.", 3)


def words(**given: object) -> Description:
    return Description(
        title="A", readouts=(), table=Table("Values", ()), **{"sentences": (BUILT, FOUND, TREND), **given}
    )


def leads(figure: Figure) -> Iterator[tuple[Sentence, ...]]:
    """The lead of a figure, and of about a dozen states of an interactive one."""
    yield figure.description.lead
    states = list(combinations(figure.spec.axes)) if figure.spec.axes else []
    for values in states[:: max(1, len(states) // 12)]:
        params = figure.spec.in_state(values)
        yield figure.kind.describe(params, figure.kind.compute(params)).lead


@pytest.mark.parametrize("name", SITE_FIGURES.specs)
def test_every_state_has_a_short_lead_that_says_what_was_found(figure: Figure) -> None:
    for lead in leads(figure):
        assert 1 <= len(lead) <= 2, lead
        assert fits_lead(*lead), joined(lead)
        assert lead[0].level > 1, joined(lead)
        assert not re.search(r"\b(chart|Diagram|axis)\b", joined(lead)), joined(lead)


def test_the_first_finding_is_the_lead_of_a_kind_that_names_none() -> None:
    assert words().lead == (FOUND,)
    assert words().summary() == "The values rise from 1 to 9. A chart of 5 values. They rise at every step."
    assert words(sentences=(BUILT,)).lead == (BUILT,)


def test_a_sentence_of_the_lead_is_told_once() -> None:
    told = words(lead=(TREND, FOUND))
    assert told.all_sentences == (TREND, FOUND, BUILT)
    assert told.more == (BUILT,)
    assert words(sentences=(BUILT,), lead=(FOUND, TREND)).levels == (1, 2, 3)


def test_an_alternative_text_is_as_much_of_the_lead_as_there_is_room_for() -> None:
    assert words(lead=(FOUND, TREND)).alternative(60) == "The values rise from 1 to 9. They rise at every step."
    assert words(lead=(FOUND, TREND)).alternative(40) == "The values rise from 1 to 9."
    assert words(lead=(FOUND, TREND)).alternative(20) == "The values rise…"


@pytest.mark.parametrize("name", SITE_FIGURES.specs)
def test_every_alternative_text_is_short(figure: Figure) -> None:
    assert len(figure.alt) <= MAX_ALT, figure.alt
    assert not re.search(r"\de-?\d|\de−\d", figure.alt), figure.alt


def test_the_first_lead_that_is_short_enough_is_taken() -> None:
    long = sentence("{name} rises.", 2, name="word " * LONGEST_LEAD)
    assert not fits_lead(long)
    assert fits_lead(FOUND, TREND)
    assert short_lead(long, FOUND, TREND) == FOUND
    assert short_lead(long) == long
