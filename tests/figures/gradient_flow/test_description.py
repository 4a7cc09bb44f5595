"""The readouts and sentences of the wave, to the character."""

from __future__ import annotations

import pytest

from sitegen import load_spec, render_figure
from sitegen.figure import Figure


def figure(**params: object) -> Figure:
    return render_figure(
        load_spec({"id": "test", "kind": "gradient-flow", "params": {"layers": [3, 4, 4, 2], **params}})
    )


def readout(**params: object) -> str:
    return figure(**params).description.readouts[0].text()


def test_readout_at_the_loss() -> None:
    assert readout(current_layer=0) == "output · |∂L| 1.00"


def test_readout_at_the_input() -> None:
    assert readout() == "input · |∂L| 0.17"
    assert readout(gradients=[0.0008, 0.012, 0.18, 1]) == "input · |∂L| 8.0e-4"


def test_steps_tell_the_pass_from_the_loss_to_the_input() -> None:
    steps = [step.text() for step in figure(gradients=[0.0008, 0.012, 0.18, 1]).description.steps]
    assert steps == [
        "At output, the gradient magnitude is 1.00.",
        "At hidden 2, the gradient magnitude is 0.18.",
        "At hidden 1, the gradient magnitude is 0.012.",
        "At input, the gradient magnitude is 8.0e-4.",
    ]


@pytest.mark.parametrize(
    ("gradients", "sentence"),
    [
        ([0.5, 1, 1, 1], "The magnitude is 1.00 at output and 0.50 at input, smaller by a factor of 2.00."),
        ([32, 1, 1, 1], "The magnitude is 1.00 at output and 32.0 at input, larger by a factor of 32.0."),
        ([1, 1, 1, 1], "The magnitude is 1.00 at both ends."),
        ([0, 1, 1, 1], "The magnitude is 1.00 at output and 0 at input."),
    ],
)
def test_ends(gradients: list[float], sentence: str) -> None:
    assert sentence in figure(gradients=gradients).description.summary()


@pytest.mark.parametrize(
    ("gradients", "said"),
    [
        ([1, 0.01, 1, 0.1], "multiplies the magnitude by 2.15; single layers multiply it by 0.010 to 100."),
        ([0, 0, 0, 1], "The magnitude is exactly zero in 3 of 4 layers, so that there is no factor per layer."),
        ([0, 0, 0, 0], "The magnitude is exactly zero in every layer."),
        ([0.1263, 0.25, 0.5, 1], "multiplies the magnitude by 0.50; single layers multiply it by 0.50 to 0.51."),
        ([0.125, 0.25, 0.5, 1], "The magnitude halves at every layer"),
        ([0.1326, 0.2601, 0.51, 1], "Each layer towards the input multiplies the magnitude by 0.51."),
        ([1.004, 1.002, 1.001, 1], "The magnitude stays the same at every layer"),
        ([1.04, 1.02, 1.01, 1], "single layers multiply it by 1.01 to 1.02."),
        ([1.012, 1.008, 1.004, 1], "From each layer to the next, the magnitude hardly changes."),
        ([1e300, 1, 1, 1e-20], "single layers multiply it by 1.00 to 1.0e300."),
    ],
)
def test_trend(gradients: list[float], said: str) -> None:
    summary = figure(gradients=gradients).description.summary()
    assert said in summary


def test_a_single_layer() -> None:
    words = figure(layers=[5]).description
    assert words.summary().startswith(
        "The only layer has a gradient of 1.00. Diagram of a network with a single layer of width 5."
    )
    assert words.readouts[0].text() == "output · |∂L| 1.00"


def test_a_deep_network_is_summarised() -> None:
    words = figure(layers=[8] * 20 + [3]).description
    assert "21 layers, 3 to 8 neurons wide" in words.summary()
    assert "each 1 neuron wide" in figure(layers=[1] * 13).description.summary()


def test_a_loop_says_that_it_repeats() -> None:
    moving, _ = figure(loop=True).description.motion
    assert (
        moving.text() == "On this page the wave runs from the loss to input again and again, 500 milliseconds a layer."
    )
    assert "again and again" not in figure().description.motion[0].text()


@pytest.mark.parametrize("params", [{"current_layer": 1}, {"playing": False}, {"playing": True, "current_layer": 0}])
def test_a_wave_that_does_not_travel_has_no_motion_to_tell(params: dict[str, object]) -> None:
    words = figure(**params).description
    assert (words.steps, words.motion) == ((), ())


def test_a_wave_that_stops_half_way_tells_its_steps_so_far() -> None:
    words = figure(playing=True, current_layer=1).description
    assert [step.text().partition(",")[0] for step in words.steps] == ["At output", "At hidden 2"]
    assert "from the loss to hidden 2," in words.motion[0].text()


def test_files_say_nothing_of_the_motion_of_pages() -> None:
    done = figure(loop=True)
    assert "again and again" not in done.files["figure.svg"] + done.files["description.txt"]


def test_rings_are_explained_where_there_are_any() -> None:
    said = "A ring on the baseline stands for a magnitude of exactly zero."
    assert said in figure(gradients=[0, 0.25, 0.5, 1]).description.summary()
    assert said not in figure(gradients=[1e-300, 0.25, 0.5, 1e308]).description.summary()


def test_the_words_state_the_least_light() -> None:
    strengths = "the greatest magnitude in full, a tenth of it at half strength, a hundredth at a third and so on"
    lit = f"Each layer that the wave has reached is lit: {strengths}, but none at less than 8 percent"
    assert f"{lit}." in figure().description.summary()
    assert f"{lit}; a layer with a magnitude of exactly zero stays dark." in figure(gradients=[0, 0.2, 0.5, 1]).text
    assert "No layer is lit, since no gradient arrives." in figure(gradients=[0, 0, 0, 0]).text
    assert "It alone is lit in full, whatever its magnitude." in figure(light="even").text


@pytest.mark.parametrize(
    ("params", "glow"),
    [
        ({"current_layer": 0}, "The next two layers on its way glow faintly."),
        ({"current_layer": 2}, "The next layer on its way glows faintly."),
        (
            {"current_layer": 0, "gradients": [1, 1, 0, 1]},
            "The next layer on its way is dark, and the one after it glows faintly.",
        ),
        ({"current_layer": 0, "gradients": [1, 0, 1, 1]}, "The next layer on its way glows faintly."),
    ],
)
def test_only_layers_that_exist_glow(params: dict[str, object], glow: str) -> None:
    assert glow in figure(**params).description.summary()
    assert "on its way" not in figure(current_layer=3).description.summary()


def test_layers_of_one_name_are_told_apart_by_their_numbers() -> None:
    steps = [step.text() for step in figure(names=["a", "b", "b", "head"]).description.steps]
    assert steps[1:3] == ["At b (2), the gradient magnitude is 0.55.", "At b (1), the gradient magnitude is 0.30."]


def test_a_small_drift_over_many_layers_is_not_called_constant() -> None:
    series = [0.991 ** (63 - layer) for layer in range(64)]
    assert "stays the same" not in figure(layers=[2] * 64, gradients=series).description.summary()
    assert "stays the same" in figure(gradients=[1.0, 1.0, 1.0, 1.0000001]).description.summary()


def test_the_one_layer_beyond_the_axis_is_not_counted() -> None:
    said = render_figure("gradient-flow", layers=[2], gradients=[10.0], y={"range": [0.01, 1]}).text
    assert "The magnitude is above the axis, and an arrow at its upper end stands for it." in said


@pytest.mark.parametrize(
    ("gradients", "name", "rising"),
    [
        ([0.1, 0.2, 0.5, 1], "dot", "The dot of each layer appears when the wave arrives."),
        ([0, 0.2, 0.5, 1], "dot", "The dots appear when the wave arrives."),
        ([0, 0, 0, 1], "dot", "The dot appears when the wave arrives."),
        ([1e-9, 1e-9, 0.5, 1], "dot or arrow", "The dots appear when the wave arrives."),
        ([1e-9, 10, 0.5, 1], "dot or arrow", "The dots and upper arrow appear when the wave arrives."),
        ([10, 10, 10, 10], "arrow", "The upper arrows appear when the wave arrives."),
        ([0, 0, 1e-9, 10], "arrow", "The upper arrow appears when the wave arrives."),
        ([1e-9, 1e-9, 1e-9, 1e-9], "arrow", ""),
        ([0, 0, 0, 0], "", ""),
    ],
)
def test_the_words_name_the_marks_that_there_are(gradients: list[float], name: str, rising: str) -> None:
    words = figure(gradients=gradients, y={"range": [0.01, 1]}, playing=True).description
    said = words.summary()
    assert (f"The {name} under each layer" in said) == bool(name)
    assert [each.text() for each in words.motion[1:]] == ([rising] if rising else [])
