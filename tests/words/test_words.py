"""Every sentence about random figures is true by patterns and arithmetic of the tests' own, and reads well."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sitegen.description.sentences import LONGEST_LEAD, Description, Sentence
from sitegen.figures import KINDS
from sitegen.spec.declaration import Params
from tests.words.activation import ACTIVATION, Activations
from tests.words.bars import BARS, Bars
from tests.words.claims import Claim, check
from tests.words.curves import CURVE_CHART, Chart
from tests.words.graph import GRAPH, Graph
from tests.words.grid import GRID, Matrix
from tests.words.histogram import HISTOGRAM, Histogram
from tests.words.language import check_language
from tests.words.layered import DECAY, FLOW, decay_facts, flow_facts
from tests.words.neurons import NEURONS, Neurons
from tests.words.profiles import PROFILES, Profiles
from tests.words.random_specs import DRAW
from tests.words.recurrent import CURVES, Curves
from tests.words.runs import RUNS, Runs
from tests.words.schedules import SCHEDULES, Schedules
from tests.words.vanishing import VANISHING, Panels

Facts = Callable[[Params, Any, Description], Any]
CLAIMS: dict[str, tuple[list[Claim], Facts]] = {
    "gradient-decay": (DECAY, decay_facts),
    "gradient-flow": (FLOW, flow_facts),
    "vanishing-gradients": (VANISHING, Panels),
    "dead-neurons": (NEURONS, Neurons),
    "activation-curve": (ACTIVATION, Activations),
    "lr-schedule": (SCHEDULES, Schedules),
    "training-curves": (RUNS, Runs),
    "layer-profile": (PROFILES, Profiles),
    "bptt-norm": (CURVES, Curves),
    "curves": (CURVE_CHART, Chart),
    "bars": (BARS, Bars),
    "grid": (GRID, Matrix),
    "histogram": (HISTOGRAM, Histogram),
    "graph": (GRAPH, Graph),
}


def paragraphs(description: Description) -> Iterator[tuple[Sentence, ...]]:
    """All sentences of a figure, those that are read together in one part."""
    yield description.all_sentences + description.readouts
    yield description.steps + description.motion
    yield from (answer.sentences for answer in description.answers)
    yield tuple(table.rule for table in (description.table, *description.more_tables) if table.rule)


def check_lead(description: Description) -> None:
    """The lead is short, and begins with the finding rather than with how the figure is built."""
    text = " ".join(each.text() for each in description.lead)
    assert len(description.lead) <= 2, text
    assert len(text.split()) <= LONGEST_LEAD, text
    assert description.lead[0].level > 1, text


def check_repetition(description: Description) -> None:
    """No sentence with the name of what it is about is there twice; others may be about different things."""
    named = Counter(text for each in description.sentences if "“" in (text := each.text()))
    assert [text for text, count in named.items() if count > 1] == []


def check_figures(kind: str, seeds: range) -> None:
    known, facts_of = CLAIMS[kind]
    figure_kind = KINDS[kind]
    for seed in seeds:
        given = DRAW[kind](random.Random(f"{kind} {seed}"))
        params = figure_kind.resolved_model.model_validate(
            {key: value for key, value in given.items() if value is not None}
        )
        data = figure_kind.compute(params)
        description = figure_kind.describe(params, data)
        assert description.levels == (1, 2, 3), f"seed {seed}: {given}"
        check_lead(description)
        facts = facts_of(params, data, description)
        try:
            check_repetition(description)
            for sentences in paragraphs(description):
                check((each.text() for each in sentences), known, facts)
                check_language(sentences, getattr(facts, "places", ()))
        except AssertionError as error:
            error.add_note(f"seed {seed}: {given}")
            raise


def test_every_kind_is_checked() -> None:
    assert set(CLAIMS) == set(DRAW) == set(KINDS)


@pytest.mark.parametrize("kind", CLAIMS)
def test_every_sentence_is_true(kind: str) -> None:
    check_figures(kind, range(100))


@pytest.mark.matrix
@pytest.mark.parametrize("kind", CLAIMS)
def test_every_sentence_is_true_of_many_figures(kind: str) -> None:
    check_figures(kind, range(100, 2100))
