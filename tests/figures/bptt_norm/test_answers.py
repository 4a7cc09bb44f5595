"""The four answers against the numbers: what was measured is what is said, in every setting."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given

from sitegen.figures.bptt_norm.answers import gate_reason
from sitegen.figures.bptt_norm.definition import KIND
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Comparison, Rate
from tests.figures.bptt_norm.settings import COMMON_SETTINGS, PARAMS

SETTINGS = {
    **COMMON_SETTINGS,
    "one unit": {"hidden": 1},
    "narrow": {"hidden": 8},
    "small identity": {"init": "identity", "scale": 0.01},
    "level": {"scale": 0.2},
    "one step": {"length": 1, "hidden": 1},
    "level and steep": {"hidden": 2, "scale": 10.0},
    "some draws grow": {"hidden": 16, "scale": 10.0, "seeds": 20},
}
_BITS = {"float32": 23, "float64": 52}


def answers_to(params: dict[str, Any]) -> tuple[list[str], BpttNorms]:
    chosen = KIND.params(**params)
    data = KIND.compute(chosen)
    words = KIND.describe(chosen, data)
    return [" ".join(said.text() for said in each.sentences) for each in words.answers], data


@cache
def answered(name: str) -> tuple[list[str], BpttNorms]:
    return answers_to(SETTINGS[name])


def answer(name: str, number: int) -> str:
    return answered(name)[0][number]


def lost(network: Any) -> float:
    return float(network.log10_norm[-1] - network.log10_norm[0])


def counts(network: Any, format_name: str) -> list[bool]:
    """By the definition of ε, term by term."""
    terms = network.log10_norm[1:].tolist()
    return [term - max(terms) >= -_BITS[format_name] * 0.30102999566 for term in terms]


def test_the_three_settings_give_the_three_answers() -> None:
    """At the defaults hardly flatter or equal, with the memory preset flatter, with orthogonal weights the other way round."""
    default, memory, orthogonal = (answered(name)[1] for name in ("default", "memory", "orthogonal"))
    assert default.comparison in {"hardly flatter", "as steep"}
    assert memory.comparison == "flatter"
    assert orthogonal.comparison == "steeper"
    assert "additive path alone does not preserve" in answer("default", 1)
    assert "additive path does its work" in answer("memory", 1)
    assert "additive path does its work" not in answer("other sign", 1)


@pytest.mark.parametrize("name", ["one unit", "narrow", "small identity", "one step"])
def test_where_the_kept_share_is_all_that_is_left_it_gets_the_merit(name: str) -> None:
    """Half of the state is kept, 3.01 orders in 10 steps, and the GRU's slope is near it: the RNN loses far more."""
    said, data = answered(name)
    assert 10 * lost(data.gru) / data.steps == pytest.approx(3.01, rel=0.15)
    assert "share of the old state that the gate keeps sets this slope, and the RNN has no such path" in said[1]


@pytest.mark.parametrize(
    ("comparison", "kept_decay", "slope", "words"),
    [
        ("flatter", 3.0, 2.9, "sets this slope"),
        ("flatter", 3.0, 3.4, "sets this slope"),
        ("hardly flatter", 3.0, 2.6, "sets this slope"),
        ("flatter", 3.0, 2.5, "not the gate’s merit"),
        ("flatter", 3.0, -0.4, "not the gate’s merit"),
        ("hardly flatter", 3.0, 1.98, "alone does not preserve"),
        ("steeper", 3.0, 3.0, "alone does not preserve"),
        ("as steep", 3.0, 3.0, "alone does not preserve"),
        ("flatter", 0.5, 0.4, "does its work"),
        ("steeper", 0.5, 0.4, "keeps about as much or more"),
    ],
)
def test_reason_of_the_gate(comparison: Comparison, kept_decay: float, slope: float, words: str) -> None:
    data = answered("default")[1]
    gates = replace(data.gates, kept=10 ** (-kept_decay / 10), kept_decay=kept_decay)
    gru = replace(data.gru, end_to_end=Rate.of(slope))
    assert words in gate_reason(replace(data, comparison=comparison, gates=gates, gru=gru))


def merit_is_denied_only_where_the_path_does_not_set_the_slope(said: list[str], data: BpttNorms) -> None:
    if "not the gate’s merit" in said[1]:
        path = data.gates.kept_decay
        assert abs(10 * lost(data.gru) / data.steps - path) > 0.149 * path


@pytest.mark.parametrize("name", SETTINGS)
def test_practice_counts_the_steps_of_both(name: str) -> None:
    said, data = answered(name)
    found = re.findall(
        r"For the (RNN|GRU), ([\d,]+) of ([\d,]+) steps? still counts? in float32 and ([\d,]+) in float64", said[2]
    )
    assert [each[0] for each in found] == ["RNN", "GRU"]
    for (_, few, of, many), network in zip(found, (data.rnn, data.gru), strict=True):
        expected = (sum(counts(network, "float32")), data.steps, sum(counts(network, "float64")))
        assert tuple(int(number.replace(",", "")) for number in (few, of, many)) == expected


def consequences_name_their_format(said: list[str], data: BpttNorms) -> None:
    """Nobody is silent about a network, and what is lost in float32 is not said to be lost everywhere."""
    for name, network in (("RNN", data.rnn), ("GRU", data.gru)):
        single, double = (counts(network, each).index(True) for each in ("float32", "float64"))
        found = re.search(
            rf"In float32 the {name} cannot learn from its (?:first token|(\d+) earliest tokens); in float64 (.*?)\.",
            said[2],
        )
        assert bool(found) == bool(single)
        if found:
            assert int(found[1] or 1) == single
            few = (
                ("it cannot, either", "it can") if single == 1 else (f"it misses {double} of them", "all of them count")
            )
            assert found[2] == few[double == 0]
        else:
            assert re.search(rf"early tokens .*?\b{name}\b|every token can teach both networks", said[2])
        is_larger = f"lost on the {name}: their gradient is larger" in said[2]
        assert not is_larger or lost(network) < -0.29, "a factor of two at least"
    assert ("No learning rate brings" in said[2]) == ("cannot learn" in said[2])


@pytest.mark.parametrize("name", SETTINGS)
def test_consequences_name_their_format(name: str) -> None:
    consequences_name_their_format(*answered(name))


def test_at_the_defaults_all_steps_count_in_float64() -> None:
    said = answer("default", 2)
    assert "In float32 the RNN cannot learn from its 17 earliest tokens; in float64 all of them count." in said
    assert "In float32 the GRU cannot learn from its 14 earliest tokens; in float64 all of them count." in said


@given(PARAMS)
def test_answers_hold_in_random_settings(params: dict[str, Any]) -> None:
    said, data = answers_to(params)
    consequences_name_their_format(said, data)
    merit_is_denied_only_where_the_path_does_not_set_the_slope(said, data)


def test_float32_is_said_to_hold_a_number_only_where_it_does() -> None:
    assert "float32 can hold this number" in answer("default", 2)
    assert "below 1.2e-38, the smallest normal number of float32" in answer("long", 2)
    assert "it has not vanished" in answer("chaos", 2)
    assert "it has not vanished" in answer("level", 2)


def told_with(**changed: Any) -> list[str]:
    """The answers to the default figure with other numbers."""
    words = KIND.describe(KIND.params(), replace(answered("default")[1], **changed))
    return [" ".join(said.text() for said in each.sentences) for each in words.answers]


@pytest.mark.parametrize(
    ("norm", "said"),
    [
        (1.16e-38, "norm is 1.16e-38, below 1.2e-38, the smallest"),
        (1.17549e-38, "norm is < 1.1755e-38, below 1.2e-38, the smallest"),
        (1.18e-38, "norm is 1.2e-38, and float32 can hold this number"),
    ],
)
def test_a_norm_beside_the_smallest_number_shows_its_side(norm: float, said: str) -> None:
    rnn = answered("default")[1].rnn
    assert said in told_with(rnn=replace(rnn, norm=(norm, *rnn.norm[1:])))[2]


def test_a_loss_beside_that_of_attention_shows_its_side() -> None:
    data = answered("default")[1]
    orders, gru = data.attention_orders, replace(data.gru, orders=5.0)
    for change in (-0.04, -0.004, -0.0004, 0.0004, 0.0006, 0.04):
        said = told_with(rnn=replace(data.rnn, orders=orders + change), gru=gru)[3]
        attention, rnn = re.findall(r"a loss of (\S+) orders of magnitude.*the RNN loses (\S+) orders", said)[0]
        assert (float(rnn) < float(attention)) == (change < 0) == ("one of them does better" in said), said


def test_a_gate_beside_seven_tenths_shows_its_side() -> None:
    gates = answered("default")[1].gates
    for kept, shown in ((0.699, "0.699"), (0.7, "0.70"), (0.7004, "0.7004")):
        assert f"so a step keeps {shown} of the old state" in told_with(gates=replace(gates, kept=kept))[1]


def test_draws_that_go_both_ways_are_not_said_to_have_kept_their_gradient() -> None:
    data = answered("default")[1]
    params = KIND.params()
    both = replace(data, rnn=replace(data.rnn, trend="mixed"), comparison="mixed")
    words = KIND.describe(params, both)
    assert "not vanished" not in " ".join(said.text() for said in words.answers[2].sentences)
    assert "does not vanish in every draw: it decays in some and grows in others" in words.summary()


@pytest.mark.parametrize("name", SETTINGS)
def test_attention_is_compared_with_both(name: str) -> None:
    said, data = answered(name)
    losses = (lost(data.rnn), lost(data.gru))
    assert data.attention_weight == 1 / data.steps
    assert 10.0**-data.attention_orders == pytest.approx(1 / data.steps)
    if data.seeds == 1:
        assert ("Here a gradient grows" in said[3]) == (min(losses) < -0.3)
        assert ("keeps about the same length" in said[3]) == (-0.3 <= min(losses) < 0)
    if min(losses) >= 0:
        better = sum(one <= data.attention_orders for one in losses)
        assert ("one of them does better" in said[3], "both do better" in said[3]) == (better == 1, better == 2)


def test_settings_reach_all_comparisons_with_attention() -> None:
    assert "more with every further step" in answer("default", 3)
    assert "one of them does better" in answer("one better than attention", 3)
    assert "both do better" in answer("both better than attention", 3)
    assert "The gradient of the GRU keeps about the same length" in answer("level and steep", 3)
    assert "In some draws a gradient grows" in answer("some draws grow", 3)
