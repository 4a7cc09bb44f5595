"""The readouts and sentences of the decay chart, to the character."""

from __future__ import annotations

import math

import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
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


def test_magnitudes_beyond_a_range_are_counted() -> None:
    said = figure(y={"range": (2e-3, 0.05)}).description.summary()
    magnitudes = [0.5**step for step in range(16)]
    below, above = (sum(beyond) for beyond in zip(*((m < 1e-3, m > 0.1) for m in magnitudes), strict=True))
    assert "on a logarithmic axis from 0.001 to 0.1, whose lower end is the baseline." in said
    assert (
        f"In {below} of 16 layers the magnitude is below the axis, and an arrow at its lower end stands for it." in said
    )
    assert (
        f"In {above} of 16 layers the magnitude is above the axis, and an arrow at its upper end stands for it." in said
    )
    assert "arrow" not in figure(y={"range": (1e-5, 1.0)}).description.summary()


def test_dots_that_look_level_on_a_range_do_not_speak_of_states() -> None:
    said = figure(y={"range": (1e-30, 1e30)}, num_layers=4).description.summary()
    assert "The axis has 60 orders of magnitude, so that the dots look almost level here" in said


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"y": {"range": [0.1, 0.01]}}, "write the lower end first"),
        ({"y": {"range": [0, 1]}}, "both ends must be magnitudes from 1e-100 to 1e"),
        ({"log_scale": False, "y": {"range": [0.1, 1]}}, "only a logarithmic axis has a range"),
    ],
)
def test_ranges_that_no_axis_can_have_are_refused(params: dict[str, object], message: str) -> None:
    with pytest.raises(ContentError, match=message):
        figure(**params)


def test_marks_beyond_the_axis_are_called_arrows() -> None:
    inside, below, above, both = (
        render_figure("gradient-decay", num_layers=8, **given).text
        for given in ({}, {"y": {"range": [10, 1e100]}}, {"y": {"range": [1e-5, 1e-4]}}, {"y": {"range": [0.01, 0.1]}})
    )
    assert "One dot per layer" in inside
    assert "In 8 of 8 layers the magnitude is below the axis" in below
    assert " appear" not in below
    assert "look almost level" not in below
    assert "The upper arrows appear one after another" in above
    assert "The dots and upper arrows appear one after another" in both
    assert "One dot or arrow per layer" in both
    assert all("One arrow per layer" in each for each in (below, above))


@pytest.mark.parametrize(
    ("limits", "motion", "step"),
    [
        ([0.001, 0.1], "The dot and upper arrow appear once, one after another, from", "each at the magnitude of its layer or the end"),
        ([0.1, 10], "The dot appears once.", "The dot appears at the magnitude of its layer."),
        ([1e-4, 1e-3], "The upper arrows appear once, one after another, from", "each at the end of the axis."),
        ([10, 100], "", ""),
    ],
)  # fmt: skip
def test_only_marks_that_appear_are_said_to_appear(limits: list[float], motion: str, step: str) -> None:
    words = figure(num_layers=2, init_scale=0.02, y={"range": limits}).description  # magnitudes of 0.01 and 1
    assert "".join(each.text() for each in words.motion).startswith(motion)
    assert step in words.steps[0].text()
    assert any(" appear" in each.text() for each in (*words.motion, *words.steps)) == bool(motion)


def test_an_axis_of_one_decade_has_one_order_of_magnitude() -> None:
    figure = render_figure(
        "gradient-decay", num_layers=3, init_scale=0.99, activation="identity", y={"range": [0.5, 1.0]}
    )
    assert "The axis has 1 order of magnitude, so that" in figure.text
