"""The readouts and sentences of the decay chart, to the character."""

from __future__ import annotations

import math

import pytest

from sitegen import load_spec, render_figure
from sitegen.figure import Figure


def figure(**params: object) -> Figure:
    return render_figure(load_spec({"id": "test", "kind": "gradient-decay", "params": params}))


def test_readouts_of_the_default_figure() -> None:
    readouts = [readout.text() for readout in figure().description.readouts]
    assert readouts == ["input |∂L| 3.1e-5", "vanishing · per-layer ×0.50"]


def test_the_lead_and_the_first_two_sentences_of_the_default_figure() -> None:
    assert (
        figure()
        .description.summary()
        .startswith(
            "The gradient halves at every layer. Of 1.00 at the loss, 3.1e-5 reaches the input: it vanishes. "
            "Gradient decay: ReLU (E[σ'] ≈ 0.5), initialisation scale 1.00. "
            "After 16 layers, gradient magnitude reaches the input as 3.1e-5 — vanishing. "
        )
    )


def test_spoken_text_has_no_exponents() -> None:
    spoken = figure().description.summary("spoken")
    assert "reaches the input as 3.1 times ten to the minus 5 — vanishing." in spoken
    assert "e-" not in spoken


@pytest.mark.parametrize(
    ("params", "trend"),
    [
        ({}, "The magnitude halves at every layer on the way from the loss to the input."),
        (
            {"activation": "sigmoid"},
            "The magnitude falls to a quarter at every layer on the way from the loss to the input.",
        ),
        (
            {"activation": "identity"},
            "The magnitude stays the same at every layer on the way from the loss to the input.",
        ),
        ({"init_scale": 4.0}, "The magnitude doubles at every layer on the way from the loss to the input."),
        (
            {"init_scale": 0.2, "activation": "identity"},
            "Each layer towards the input multiplies the magnitude by 0.20: one order of magnitude every 1.4 layers.",
        ),
    ],
)
def test_fitted_trend(params: dict[str, object], trend: str) -> None:
    assert figure(**params).description.sentences[-1].text() == trend


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"activation": "identity", "init_scale": 0.99, "num_layers": 5}, "from 0.96 to 1.00, a factor of 1.04."),
        ({"activation": "identity", "init_scale": 0.999, "num_layers": 8}, "span from 0.99 to 1.00, a factor of 1.01."),
        ({"init_scale": 1.02, "num_layers": 3}, "Each layer towards the input multiplies the magnitude by 0.51."),
        ({"activation": "identity", "init_scale": 1.05, "num_layers": 64}, "reaches the input as 21.6 — growing."),
        ({"activation": "identity", "init_scale": 0.93, "num_layers": 60}, "reaches the input as 0.014 — shrinking."),
        ({"init_scale": 1000.0}, "initialisation scale 1,000."),
        ({"init_scale": 0.015}, "initialisation scale 0.015."),
        ({"activation": "identity", "init_scale": 0.0099999999, "num_layers": 2}, "as < 0.01 — vanishing."),
    ],
)
def test_claims_hold_for_the_digits_shown(params: dict[str, object], said: str) -> None:
    assert said in figure(**params).description.summary()


def test_rule_of_the_sigmoid_says_that_its_slope_is_the_best_case() -> None:
    assert "max σ' = 0.25" in figure(activation="sigmoid").description.summary()
    assert "its best case" in figure(activation="sigmoid").description.summary()


def test_rms_rule_is_named() -> None:
    words = figure(rule="rms", init_scale=math.sqrt(2)).description
    assert "√E[σ'²] ≈ 0.71" in words.summary()
    assert "Every layer has magnitude 1.00." in words.summary()
    assert words.readouts[1].text() == "stable · per-layer ×1.00"


def test_linear_axis_is_described() -> None:
    assert "linear axis from 0 to 1.00" in figure(log_scale=False).description.summary()


def test_a_value_that_is_the_threshold_but_for_rounding_has_its_digits() -> None:
    words = figure(num_layers=3, init_scale=0.1, activation="identity").text
    assert 0.1**2 != 0.01
    assert "Of 1 at the loss, 0.01 reaches the input." in words
