"""The words against the numbers: what was measured is what is said, in every setting."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from sitegen.description.sentences import Description, text_of
from sitegen.figures.bptt_norm.definition import KIND
from sitegen.figures.bptt_norm.experiment.results import BpttNorms
from sitegen.figures.bptt_norm.wording import change_sentences
from tests.figures.bptt_norm.settings import COMMON_SETTINGS

SETTINGS = {**COMMON_SETTINGS, "growth": {"scale": 0.5}, "one step": {"length": 1, "hidden": 1}}


@cache
def told(name: str) -> tuple[Description, BpttNorms]:
    params = KIND.params(**SETTINGS[name])
    data = KIND.compute(params)
    return KIND.describe(params, data), data


def lost(curve: Any) -> float:
    return float(curve.log10_norm[-1] - curve.log10_norm[0])


@pytest.mark.parametrize("zeros", [0, 3, 41])
def test_the_change_of_a_gradient_is_a_result(zeros: int) -> None:
    """Level 2 of the text holds the results, also where the gradient is exactly zero."""
    data = KIND.compute(KIND.params(length=40))
    network = replace(data.rnn, zeros=zeros, first=zeros)
    found, _ = change_sentences(replace(data, rnn=network))
    assert found.level == 2
    assert ("exactly zero" in found.text()) == (zeros > 0)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_headlines_are_the_norms_that_arrive(name: str) -> None:
    words, data = told(name)
    for readout, (label, network) in zip(words.readouts, (("RNN", data.rnn), ("GRU", data.gru)), strict=True):
        norm = re.fullmatch(rf"{label}: ([-\d.e,]+) arrives", readout.text())[1].replace(",", "")
        assert float(norm) == pytest.approx(10 ** network.log10_norm[0], rel=0.051)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("network", ["RNN", "GRU"])
def test_rates_are_said_with_their_sign(name: str, network: str) -> None:
    words, data = told(name)
    verb, size = re.search(rf"The {network} (loses|gains) ([-\d.e]+) orders", words.summary()).groups()
    slope = 10 * lost(getattr(data, network.lower())) / data.steps
    assert (verb == "loses") == (slope >= 0)
    assert float(size) == pytest.approx(abs(slope), abs=0.0051 if abs(slope) < 10 else 0.051)


@pytest.mark.parametrize("name", SETTINGS)
def test_verdict_follows_the_ratio_of_the_slopes(name: str) -> None:
    """Within a factor of two, 0.3 orders, a norm keeps its length; all draws of the seeds go one way here."""
    words, data = told(name)
    rnn, gru = lost(data.rnn), lost(data.gru)
    said = words.summary()
    assert ("it grows on its way back" in said) == (rnn < -0.3)
    assert ("it keeps about the same length" in said) == (abs(rnn) <= 0.3)
    assert ("opposite ways" in said) == (rnn > 0.3 and gru < -0.3)
    if rnn > 0.3 and gru > -0.3:
        assert ("clearly flatter" in said) == (gru < 0.75 * rnn)
        assert ("hardly flatter" in said) == (0.75 * rnn <= gru < 0.95 * rnn)
        assert ("GRU’s line is steeper" in said) == (gru > 1.05 * rnn)


def test_a_band_is_told_with_its_percentiles_and_the_share_of_seeds() -> None:
    words, data = told("seeds")
    said = words.summary()
    assert "medians over 20 seeds, and the bands reach from the 5th to the 95th percentile" in said
    assert f"in {data.gru_flatter_percent:.0f} % of them" in said
    assert len(words.more_tables) == 3


@pytest.mark.parametrize(
    ("length", "apart"), [(25, 1), (26, 2), (51, 2), (52, 5), (259, 10), (1299, 50), (1300, 100), (2000, 100)]
)
def test_rows_for_readers_are_a_round_number_of_steps_apart(length: int, apart: int) -> None:
    assert KIND.compute(KIND.params(length=length, hidden=2)).shown_every == apart


def test_long_tables_are_thinned_for_readers_and_complete_in_files() -> None:
    words, data = told("long")
    assert len(words.table.rows) == 401
    shown = words.table.for_readers().rows
    assert len(shown) <= 27
    assert [row[0].number for row in (shown[0], shown[-1])] == [0, 400]
    assert words.table.rule is not None
    assert f"{data.shown_every} apart" in words.table.rule.text()
    assert told("one step")[0].table.shown is None
    params = KIND.params(length=137)
    assert KIND.describe(params, KIND.compute(params)).table.for_readers().rows[-1][0].number == 137


def test_a_norm_that_no_float_holds_is_a_text_in_the_table() -> None:
    params = KIND.params(length=2000, scale=0.05)
    table = KIND.describe(params, KIND.compute(params)).table
    cell = table.columns[2].cells[0]
    assert re.fullmatch(r"\d\.\de-9\d\d", cell.visible())
    assert cell.number is None


def test_one_step_is_one_step() -> None:
    assert "over 1 step." in " ".join(sentence.text() for sentence in told("one step")[0].lead)


def test_a_negative_bias_is_said_as_minus() -> None:
    assert "has a bias of minus 2." in told("memory")[0].summary()
    assert "has a bias of 0." in told("default")[0].summary()


def test_small_parameters_and_results_do_not_become_zero() -> None:
    params = KIND.params(update_bias=-0.01, init="identity", scale=0.001)
    words = KIND.describe(params, KIND.compute(params))
    assert "at scale 0.001; the update gate of the GRU has a bias of minus 0.01." in words.summary()
    answers = " ".join(said.text() for each in words.answers for said in each.sentences)
    assert "a spectral radius of 0.0010 and a largest singular value of 0.0010" in answers
    cells = {text_of(row[0], "visible"): row[1] for row in words.more_tables[0].rows}
    assert cells["spectral radius of W_hh"].visible() == "0.0010"
    assert {row[0]: row[1] for row in words.more_tables[-1].rows}["update bias"].visible() == "-0.010"


def test_a_nearly_shut_gate_is_not_zero() -> None:
    """σ(−20) is 2.1e-9."""
    params = KIND.params(update_bias=-20.0)
    words = KIND.describe(params, KIND.compute(params))
    said = " ".join(sentence.text() for sentence in words.answers[1].sentences)
    assert "The update gate is 2.1e-9 on average" in said
    assert "The GRU hardly changes, neither from end to end nor by least squares." in said, "9.0e-9 orders per 10 steps"
    assert "multiplied by that share at every step hardly changes." in said


@pytest.mark.parametrize(
    ("percent", "text"),
    [(0.0, "none"), (0.2, "0.2 %"), (0.02, "0.02 %"), (89.1, "89 %"), (99.6, "99.6 %"), (100.0, "all")],
)
def test_a_few_seeds_are_not_none(percent: float, text: str) -> None:
    params = KIND.params(seeds=20)
    words = KIND.describe(params, replace(KIND.compute(params), gru_flatter_percent=percent))
    assert f"fewer orders than the RNN in {text} of them" in words.summary()


@pytest.mark.parametrize(
    ("params", "said", "unsaid"),
    [
        ({"update_bias": 20, "update_gate": "keep"}, "The gradient of the GRU keeps its norm of 0.", "0.00"),
        ({"update_bias": 20, "update_gate": "keep"}, "by that share at every step hardly changes.", "beyond this"),
        ({"length": 1}, "With a single position, α is one and nothing is lost.", "one over"),
        ({"length": 1, "sequence": "B"}, "The sequence is random, 1 token long,", "1 tokens"),
        ({"length": 1}, "of 1 step still", "1 steps"),
        (
            {"length": 2, "hidden": 3, "init": "scaled", "scale": 1.0, "seed": 491},
            "both stay within a factor of two",
            "agrees",
        ),
        (
            {"init": "identity", "scale": 1.0, "hidden": 1, "seeds": 20},
            "orders of magnitude per 10 steps and the GRU",
            "-",
        ),
    ],
)
def test_small_changes_and_single_things_are_said_plainly(params: dict[str, Any], said: str, unsaid: str) -> None:
    chosen = KIND.params(**params)
    words = KIND.describe(chosen, KIND.compute(chosen))
    answered = " ".join(each.text() for answer in words.answers for each in answer.sentences)
    text = f"{words.summary()} {answered}"
    assert said in text
    assert unsaid not in text.replace("e-", "").replace("cross-", "")
