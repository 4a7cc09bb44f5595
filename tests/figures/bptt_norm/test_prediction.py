"""The matrix's prediction against what was measured, case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.figures.bptt_norm.definition import KIND
from sitegen.figures.bptt_norm.experiment.results import Network, Rate, Trend
from sitegen.figures.bptt_norm.prediction import agreement


@pytest.fixture(scope="module")
def network() -> Network:
    return KIND.compute(KIND.params(length=2, hidden=2)).rnn


@pytest.mark.parametrize(
    ("measured", "theory", "words"),
    [
        (("decays", 2.08), ("decays", 1.97), "The measured slope agrees"),
        (("decays", 2.00), ("decays", 1.70), "steeper than"),
        (("decays", 1.70), ("decays", 2.00), "flatter than"),
        (("grows", -1.84), ("decays", 0.45), "grows instead"),
        (("decays", 0.50), ("grows", -0.50), "decays instead"),
        (("grows", -2.00), ("grows", -1.00), "steeper than"),
        (("grows", -1.00), ("grows", -2.00), "flatter than"),
        (("level", -0.01), ("level", 0.02), "this prediction both stay within a factor of two"),
        (("level", -0.02), ("decays", 0.50), "flatter than"),
        (("level", 0.60), ("decays", 0.50), "stays about level, while this prediction decays"),
        (("level", -0.02), ("grows", -0.50), "flatter than"),
        (("grows", -0.90), ("level", 0.03), "grows, while this prediction stays about level"),
        (("decays", 0.90), ("level", 0.05), "decays, while this prediction stays about level"),
        (("mixed", 0.90), ("decays", 0.50), "decays in some draws and grows in others"),
    ],
)
def test_agreement(network: Network, measured: tuple[Trend, float], theory: tuple[Trend, float], words: str) -> None:
    rnn = replace(network, trend=measured[0], end_to_end=Rate.of(measured[1]))
    assert words in agreement(rnn, Rate.of(theory[1]), theory[0])


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "a loss of 1.97 orders per 10 steps. The measured slope agrees"),
        ({"init": "orthogonal", "scale": 0.9}, "The measured slope agrees"),
        ({"scale": 1.0, "length": 200}, "a loss of 0.45 orders per 10 steps. The measured gradient grows instead"),
        ({"scale": 0.2}, "The measured line is flatter"),
    ],
)
def test_what_is_said_of_a_figure(params: dict[str, object], words: str) -> None:
    assert words in _answer(**params)


def _answer(**params: object) -> str:
    chosen = KIND.params(**params)
    return " ".join(said.text() for said in KIND.describe(chosen, KIND.compute(chosen)).answers[0].sentences)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"init": "orthogonal", "scale": 0.9}, "is below 1, which alone makes"),
        ({"init": "identity", "scale": 0.999}, "is below 1, which alone makes"),
        ({}, "it decays all the same"),
        ({"scale": 1.0}, "and it does not."),
        ({"scale": 0.2}, "and it does not."),
        ({"scale": 0.24, "seeds": 20}, "and it does in some draws only."),
    ],
)
def test_condition_of_pascanu(params: dict[str, object], words: str) -> None:
    assert words in _answer(**params)


@pytest.mark.parametrize("seed", range(6))
def test_rounding_of_an_orthogonal_matrix_is_no_stretch_below_one(seed: int) -> None:
    assert "is not below 1" in _answer(init="orthogonal", scale=1.0, seed=seed)
