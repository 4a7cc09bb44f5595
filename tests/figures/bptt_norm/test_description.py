"""The words against the numbers: what was measured is what is said, in every setting."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from sitegen.description import Description
from sitegen.figures.bptt_norm import KIND, compute
from sitegen.figures.bptt_norm.results import Experiment

SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "memory": {"update_bias": -2.0},
    "other sign": {"update_bias": -2.0, "update_gate": "keep"},
    "orthogonal": {"init": "orthogonal", "scale": 0.9},
    "chaos": {"scale": 1.0, "length": 200},
    "growth": {"scale": 0.5},
    "one step": {"length": 1, "hidden": 1},
    "long": {"length": 400},
    "seeds": {"seeds": 20},
    "opposite": {"scale": 10.0},
    "one better than attention": {"update_bias": -3.0},
    "both better than attention": {"init": "orthogonal", "scale": 1.0, "update_bias": -4.0},
}


@cache
def told(name: str) -> tuple[Description, Experiment]:
    params = KIND.params(**SETTINGS[name])
    data = compute(params)
    return KIND.describe(params, data), data


def answer(name: str, number: int) -> str:
    return " ".join(said.text() for said in told(name)[0].answers[number].sentences)


def lost(curve: Any) -> float:
    return float(curve.log10_norm[-1] - curve.log10_norm[0])


@pytest.mark.parametrize("name", SETTINGS)
def test_annotation_is_the_difference_of_the_ends(name: str) -> None:
    words, data = told(name)
    for readout, network in zip(words.readouts, (data.rnn, data.gru), strict=True):
        verb, size = re.search(r"(decays|grows) by ([\d.]+)", readout.text()).groups()
        assert (verb == "decays") == (lost(network) >= 0)
        assert float(size) == pytest.approx(abs(lost(network)), abs=0.051)


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize(("number", "network"), [(0, "rnn"), (1, "gru")])
def test_rates_are_said_with_their_sign(name: str, number: int, network: str) -> None:
    data = told(name)[1]
    verb, size = re.search(r"The (?:RNN|GRU) (loses|gains) ([\d.]+) orders", answer(name, number)).groups()
    slope = 10 * lost(getattr(data, network)) / data.steps
    assert (verb == "loses") == (slope >= 0)
    assert float(size) == pytest.approx(abs(slope), abs=0.0051)


@pytest.mark.parametrize("name", SETTINGS)
def test_verdict_follows_the_ratio_of_the_slopes(name: str) -> None:
    words, data = told(name)
    rnn, gru = lost(data.rnn), lost(data.gru)
    said = words.summary()
    assert ("does not vanish here" in said) == (rnn <= 0)
    assert ("opposite ways" in said) == (rnn > 0 > gru)
    if rnn > 0 and gru > 0:
        assert ("clearly flatter" in said) == (gru < 0.75 * rnn)
        assert ("hardly flatter" in said) == (0.75 * rnn <= gru < 0.95 * rnn)
        assert ("GRU's line is steeper" in said) == (gru > 1.05 * rnn)


def test_the_three_settings_give_the_three_answers() -> None:
    """At the defaults hardly flatter or equal, with the memory preset flatter, with orthogonal weights the other way round."""
    default, memory, orthogonal = (told(name)[1] for name in ("default", "memory", "orthogonal"))
    assert default.comparison in {"hardly flatter", "as steep"}
    assert memory.comparison == "flatter"
    assert orthogonal.comparison == "steeper"
    assert "additive path alone does not preserve" in answer("default", 1)
    assert "additive path does its work" in answer("memory", 1)
    assert "additive path does its work" not in answer("other sign", 1)


@pytest.mark.parametrize("name", SETTINGS)
def test_practice_counts_the_steps_of_both(name: str) -> None:
    data = told(name)[1]
    counts = re.findall(r"For the (RNN|GRU), ([\d,]+) of ([\d,]+) steps still count in float32", answer(name, 2))
    for (label, few, of), network in zip(counts, (data.rnn, data.gru), strict=True):
        terms = network.log10_norm[1:]
        assert label == ("RNN" if network is data.rnn else "GRU")
        assert int(of.replace(",", "")) == data.steps
        assert int(few.replace(",", "")) == sum(terms >= terms.max() - 6.9237)


@pytest.mark.parametrize("name", SETTINGS)
def test_practice_says_that_early_tokens_are_lost_only_where_they_are(name: str) -> None:
    data = told(name)[1]
    terms = data.rnn.log10_norm[1:]
    said = "cannot learn from its earliest tokens" in answer(name, 2)
    assert said == (lost(data.rnn) >= 0 and terms.min() < terms.max() - 6.9237)


def test_float32_is_said_to_hold_a_number_only_where_it_does() -> None:
    assert "float32 can hold this number" in answer("default", 2)
    assert "below 1.2e-38, the smallest normal number of float32" in answer("long", 2)
    assert "it has not vanished" in answer("chaos", 2)


@pytest.mark.parametrize("name", SETTINGS)
def test_theory_is_compared_as_it_stands(name: str) -> None:
    data = told(name)[1]
    measured, theory = 10 * lost(data.rnn) / data.steps, data.recurrence.theory.decay
    said = answer(name, 0)
    close = abs(measured - theory) <= 0.1 * max(abs(measured), abs(theory))
    assert ("agrees with this prediction" in said) == close
    assert ("instead" in said) == (not close and measured * theory < 0)
    assert ("is below 1, which alone" in said) == (data.recurrence.largest_singular_value < 1 - 1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_rounding_of_an_orthogonal_matrix_is_no_stretch_below_one(seed: int) -> None:
    params = KIND.params(init="orthogonal", scale=1.0, seed=seed)
    words = KIND.describe(params, compute(params))
    assert "is not below 1" in " ".join(said.text() for said in words.answers[0].sentences)


@pytest.mark.parametrize("name", SETTINGS)
def test_attention_is_compared_with_both(name: str) -> None:
    data = told(name)[1]
    said, losses = answer(name, 3), (lost(data.rnn), lost(data.gru))
    assert data.attention_weight == 1 / data.steps
    assert 10.0**-data.attention_orders == pytest.approx(1 / data.steps)
    assert ("a gradient grows" in said) == (min(losses) < 0)
    if min(losses) >= 0:
        better = sum(one <= data.attention_orders for one in losses)
        assert ("one of them does better" in said, "both do better" in said) == (better == 1, better == 2)


def test_settings_reach_all_three_comparisons_with_attention() -> None:
    assert "more with every further step" in answer("default", 3)
    assert "one of them does better" in answer("one better than attention", 3)
    assert "both do better" in answer("both better than attention", 3)


def test_chaos_is_flagged_with_its_horizon_and_the_cut() -> None:
    words, data = told("chaos")
    said = words.summary()
    assert "the network is chaotic" in said
    growth = -lost(data.rnn) / data.steps * 2.302585093
    assert f"after about {int(36.04365 / growth)} steps two machines share no digit" in said
    assert f"of the 200 steps that were asked for only {data.steps} are run" in said
    assert "is chaotic" in told("growth")[0].summary()
    for name in ("default", "memory", "orthogonal", "long", "one step"):
        assert "chaotic" not in told(name)[0].summary()


def test_growth_that_is_not_cut_tells_how_many_decimals_hold() -> None:
    words, data = told("growth")
    assert data.steps == data.steps_asked
    assert f"kept to {data.decimals} decimals, which are the same on every machine" in words.summary()


def test_a_band_is_told_with_its_percentiles_and_the_share_of_seeds() -> None:
    words, data = told("seeds")
    said = words.summary()
    assert "medians over 20 seeds, and the bands reach from the 5th to the 95th percentile" in said
    assert f"in {data.gru_flatter_percent:.0f} % of them" in said
    assert len(words.more_tables) == 3


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
    assert KIND.describe(params, compute(params)).table.for_readers().rows[-1][0].number == 137


def test_a_norm_that_no_float_holds_is_a_text_in_the_table() -> None:
    params = KIND.params(length=2000, scale=0.05)
    table = KIND.describe(params, compute(params)).table
    cell = table.columns[2].cells[0]
    assert re.fullmatch(r"\d\.\de-9\d\d", cell.visible())
    assert cell.number is None


def test_one_step_is_one_step() -> None:
    assert told("one step")[0].readouts[0].text().endswith("over 1 step;")


def test_a_negative_bias_is_said_as_minus() -> None:
    assert "has a bias of minus 2.0" in told("memory")[0].summary()
    assert "has a bias of 0.0" in told("default")[0].summary()
