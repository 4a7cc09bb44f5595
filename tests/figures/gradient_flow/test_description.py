"""The readouts and sentences of the wave, to the character."""

from __future__ import annotations

import pytest

from sitegen.pipeline import load_spec, render_figure
from sitegen.products import RenderedFigure


def figure(**params: object) -> RenderedFigure:
    return render_figure(
        load_spec({"id": "test", "kind": "gradient-flow", "params": {"layers": [3, 4, 4, 2], **params}})
    )


def readout(**params: object) -> str:
    return figure(**params).words.readouts[0].text()


def test_readout_at_the_loss() -> None:
    assert readout(current_layer=0) == "layer 04 / 04 · |∂L| 1.00"


def test_readout_at_the_input() -> None:
    assert readout() == "layer 01 / 04 · |∂L| 0.17"
    assert readout(gradients=[0.0008, 0.012, 0.18, 1]) == "layer 01 / 04 · |∂L| 8.0e-4"


def test_steps_tell_the_pass_from_the_loss_to_the_input() -> None:
    steps = [step.text() for step in figure(gradients=[0.0008, 0.012, 0.18, 1]).words.steps]
    assert steps == [
        "Layer 4 of 4 (output): gradient magnitude 1.00.",
        "Layer 3 of 4 (hidden 2): gradient magnitude 0.18.",
        "Layer 2 of 4 (hidden 1): gradient magnitude 0.01.",
        "Layer 1 of 4 (input): gradient magnitude 8.0e-4.",
    ]


@pytest.mark.parametrize(
    ("gradients", "sentence"),
    [
        ([0.5, 1, 1, 1], "The magnitude is 1.00 at the output and 0.50 at the input, smaller by a factor of 2.0."),
        ([32, 1, 1, 1], "The magnitude is 1.00 at the output and 32.00 at the input, larger by a factor of 32."),
        ([1, 1, 1, 1], "The magnitude is 1.00 at both ends."),
        ([0, 1, 1, 1], "The magnitude is 1.00 at the output and 0 at the input."),
    ],
)
def test_ends(gradients: list[float], sentence: str) -> None:
    assert sentence in figure(gradients=gradients).words.summary()


def test_an_unsteady_series_is_called_unsteady() -> None:
    assert "but not steadily" in figure(gradients=[1, 0.01, 1, 0.1]).words.summary()


def test_zeros_only_have_no_trend() -> None:
    assert "too few values above zero" in figure(gradients=[0, 0, 0, 1]).words.summary()


def test_a_single_layer() -> None:
    words = figure(layers=[5]).words
    assert words.summary().startswith("Diagram of a network with a single layer of width 5.")
    assert words.readouts[0].text() == "layer 01 / 01 · |∂L| 1.00"


def test_a_deep_network_is_summarised() -> None:
    words = figure(layers=[8] * 20 + [3]).words
    assert "21 layers, 3 to 8 neurons wide" in words.summary()


def test_a_loop_says_that_it_repeats() -> None:
    assert "again and again, 500 milliseconds per layer" in figure(loop=True).words.summary()
    assert "again and again" not in figure().words.summary()
