"""The words of the panels: what is said of paths, layers and bounds, and when."""

from __future__ import annotations

import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figure import Figure


def figure(**params: object) -> Figure:
    return render_figure(load_spec({"id": "test", "kind": "vanishing-gradients", "params": params}))


def test_readouts_of_the_default_figure() -> None:
    sigmoid, relu = (readout.text() for readout in figure().description.readouts)
    assert sigmoid.startswith("Sigmoid: one path 6.3e-7, whole layer ")
    assert sigmoid.endswith(", bound 9.5e-7")
    assert relu.startswith("ReLU: one path 0, whole layer ")
    assert relu.endswith(", bound 1.00")


def test_words_say_why_the_path_of_relu_is_zero_and_what_it_does_not_mean() -> None:
    summary = figure().description.summary()
    assert (
        "The ReLU path is exactly zero from the first step: the pre-activation there is negative, where the slope is zero. "
        "On average half of all pre-activations are negative, so one path in 1,024 is open all the way: a probability of 9.8e-4. "
        "That does not mean that a ReLU layer passes nothing: in every layer about half of the units pass the gradient on "
        "unchanged." in summary
    )


def test_the_bound_is_called_the_best_case() -> None:
    words = figure().description
    summary = " ".join([words.summary(), *(said.text() for said in words.answers[0].sentences)])
    assert "its best case: the largest slope of the activation at every layer." in words.summary()
    assert (
        "even in this best case a path keeps no more than 9.5e-7, because no layer passes more than this slope."
        in summary
    )
    assert "worst" not in summary


def test_trends_of_paths_and_layers() -> None:
    trends = [said.text() for said in figure().description.sentences if said.level == 3]
    assert trends[0] == "On the sigmoid path each layer multiplies the gradient by 0.24 on average."
    assert trends[2] == "The ReLU path is exactly zero from layer 9 down to the input."
    assert trends[3].endswith("the scale times the root mean square of the slope is 0.71.")


def test_a_layer_that_is_zero_is_not_said_to_pass_half() -> None:
    summary = figure(activations=["relu"], width=1, num_layers=20).description.summary()
    assert "The ReLU layer is exactly zero" in summary
    assert "passes nothing" not in summary


def test_one_layer_and_one_unit_are_singular() -> None:
    summary = figure(num_layers=1, width=1, activations=["relu"]).description.summary()
    assert "with ReLU as the activation of every layer. It passes a single layer." in summary
    assert "a whole layer of a single unit," in summary
    assert "one path in 2 is open all the way: a probability of 0.50." in summary


@pytest.mark.parametrize(
    ("activations", "named"),
    [
        (["tanh"], "with tanh as the activation of every layer."),
        (["tanh", "relu"], "with a panel for each activation: tanh and ReLU."),
        (["tanh", "relu", "identity"], "with a panel for each activation: tanh, ReLU and identity."),
    ],
)
def test_the_opening_names_every_activation(activations: list[str], named: str) -> None:
    words = figure(activations=activations, num_layers=2).description
    assert " ".join(each.text() for each in words.more).startswith(
        f"The gradient on its way from the loss back to the input, {named} It passes 2 layers."
    )


@pytest.mark.parametrize(("width", "said"), [(1, False), (31, False), (32, True)])
def test_a_narrow_layer_is_no_witness_for_half_of_the_units(width: int, said: bool) -> None:
    """With one unit the share that passes is 0 or 100 %."""
    summary = figure(num_layers=1, width=width, activations=["relu"]).description.summary()
    assert ("about half of the units pass" in summary) is said


def test_an_open_path_is_said_to_be_lucky() -> None:
    open_path = next(
        words
        for words in (figure(num_layers=2, activations=["relu"], seed=seed).description.summary() for seed in range(20))
        if "exactly zero" not in words
    )
    assert "Every unit on this ReLU path happens to have a positive pre-activation." in open_path


def test_learning_rate_under_sgd_and_adam() -> None:
    answer = figure().description.answers[1]
    said = " ".join(sentence.text() for sentence in answer.sentences)
    assert "at best 9.5e-9 instead of 0.01; below 1.0e-6 it is basically zero." in said
    assert "This is true of plain SGD." in said
    assert "in the whole layer the effective rate is expected to be 3.1e-4." in said
    assert "for a gradient of 1.0e-6 and a learning rate of 0.001 its first step is 9.9e-4." in said


def test_tables_beside_the_drawing() -> None:
    profiles, bounds, rates = figure().description.more_tables
    assert [row[0] for row in profiles.rows] == ["Sigmoid", "ReLU"]
    shown = [[cell if isinstance(cell, str) else cell.visible() for cell in row] for row in bounds.rows]
    assert [row[:2] for row in shown] == [
        ["1", "0.25"],
        ["2", "0.063"],
        ["5", "9.8e-4"],
        ["8", "1.5e-5"],
        ["10", "9.5e-7"],
        ["15", "9.3e-10"],
        ["20", "9.1e-13"],
    ]
    column = [cell if isinstance(cell, str) else cell.visible() for cell in rates.columns[1].cells]
    assert column == ["0.0025", "9.8e-6", "9.5e-9 (basically zero)"]


def test_columns_of_an_activation_are_named_alike_in_every_table() -> None:
    words = figure(activations=["leaky-relu"]).description
    names = [[column.name for column in table.columns] for table in (words.table, *words.more_tables)]
    assert names[0][2:] == ["leaky_relu_path", "leaky_relu_layer", "leaky_relu_bound"]
    assert names[2][1:] == ["leaky_relu_bound"]
    assert names[3][1:] == ["leaky_relu_bound", "leaky_relu_layer"]


def test_factors_keep_two_digits_at_least() -> None:
    """s·√E[φ′²] is 1e-3·√½ for a ReLU."""
    (row,) = figure(activations=["relu"], init_scale=0.001).description.more_tables[0].rows
    assert [cell if isinstance(cell, str) else cell.visible() for cell in row][6] == "7.1e-4"


def test_a_factor_that_does_not_exist_is_none() -> None:
    (row,) = figure(activations=["relu"], width=1, num_layers=20, seed=1).description.more_tables[0].rows
    assert row[5] == "none"


def test_an_activation_named_twice_is_refused() -> None:
    with pytest.raises(ContentError, match="relu more than once"):
        figure(activations=["relu", "relu"])


@pytest.mark.parametrize(
    ("params", "said", "unsaid"),
    [
        (
            {"activations": ["sigmoid"], "num_layers": 1, "seed": 87},
            "whole layer, where all units pass",
            "above the bound",
        ),
        (
            {"activations": ["leaky-relu"], "num_layers": 5, "seed": 842},
            "multiplies the gradient by 0.40 on average",
            "0.31",
        ),
        (
            {"width": 2, "num_layers": 64, "seed": 119},
            "where the slope of 51 % of the units is not zero",
            "51 % of the units pass",
        ),
        (
            {"activations": ["relu"], "num_layers": 1, "width": 1, "seed": 3},
            "the loss (layer 1) on the right; the log",
            "panels",
        ),
        ({"num_layers": 1}, "On the sigmoid path each layer multiplies the gradient by 0.2", "on average"),
    ],
)
def test_a_sentence_is_said_only_where_it_holds(params: dict[str, object], said: str, unsaid: str) -> None:
    summary = figure(**params).description.summary().replace("On average half", "")
    assert said in summary
    assert unsaid not in summary
