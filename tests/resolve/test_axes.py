"""What an author may let readers choose: values, limits, and messages with their places."""

from __future__ import annotations

import math

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.resolve.axes import Axis, ChoiceAxis, SliderAxis, SwitchAxis, combinations
from sitegen.resolve.state_limits import MAX_STATES

SPEC = "kind: gradient-decay\nparams: {activation: relu}\n"


def axes(explore: str, params: str = "{activation: relu}") -> tuple[Axis, ...]:
    return load_spec(f"kind: gradient-decay\nparams: {params}\nexplore: {explore}\n").axes


def test_a_range_has_its_ends_and_steps_without_the_dust_of_binary_sums() -> None:
    (axis,) = axes("{init_scale: {from: 0.5, to: 2.5, step: 0.1}}")
    assert axis.values == tuple(round(0.5 + index / 10, 1) for index in range(21))
    assert (type(axis), axis.values[axis.base], axis.label) == (SliderAxis, 1.0, "initialisation scale")


@pytest.mark.parametrize(
    ("explore", "values"),
    [
        ("{from: 1, to: 2, step: 0.4}", (1.0, 1.4, 1.8, 2.0)),
        ("{from: 1, to: 2, step: 5}", (1.0, 2.0)),
        ("{from: 0.3, to: 0.9, step: 0.3}", (0.3, 0.6, 0.9, 1.0)),
    ],
)
def test_the_last_value_and_the_authors_own_are_among_the_values(explore: str, values: tuple[float, ...]) -> None:
    (axis,) = axes(f"{{init_scale: {explore}}}")
    assert axis.values == values
    assert axis.values[axis.base] == 1.0


def test_marks_are_values_with_a_name() -> None:
    (axis,) = axes("{init_scale: {from: 1, to: 2, step: 0.5, marks: {He: 1.4142135623730951, twice: 2}}}")
    assert axis.values == (1.0, math.sqrt(2), 1.5, 2.0)
    assert axis.marks == {1: "He", 3: "twice"}


def test_whole_numbers_stay_whole() -> None:
    (axis,) = axes("{num_layers: {from: 4, to: 16, step: 4}}")
    assert axis.values == (4, 8, 12, 16)
    assert all(type(value) is int for value in axis.values)


def test_a_value_that_is_no_number_stands_behind_the_range() -> None:
    spec = "kind: dead-neurons\nparams: {demo: {}}\nexplore: {window: {from: 8, to: 24, step: 8}}\n"
    (axis,) = load_spec(spec).axes
    assert (axis.values, axis.base) == ((8, 16, 24, "all"), 3)


@pytest.mark.parametrize(
    ("explore", "name", "values"),
    [
        ("{init: [glorot, lecun]}", "init", ("glorot", "lecun")),
        ("{scale: {from: 0.5, to: 1.5, step: 0.5}}", "scale", (0.5, 1.0, 1.5)),
        ("{batch_norm: true}", "batch_norm", (False, True)),
        ("{wiring: [null, residual]}", "wiring", (None, "residual")),
    ],
)
def test_a_parameter_without_a_value_begins_with_the_first(explore: str, name: str, values: tuple[object, ...]) -> None:
    spec = load_spec(f"kind: layer-profile\nexplore: {explore}\n")
    (axis,) = spec.axes
    assert (axis.values, axis.base) == (values, 0)
    assert getattr(spec.params, name) == values[0]


def test_choices_and_switches() -> None:
    activation, log_scale = axes("{activation: [sigmoid, identity], log_scale: true}")
    assert (type(activation), activation.values, activation.base) == (ChoiceAxis, ("relu", "sigmoid", "identity"), 0)
    assert (type(log_scale), log_scale.values, log_scale.base) == (SwitchAxis, (False, True), 1)


def test_states_are_the_product_with_the_last_axis_fastest() -> None:
    spec = load_spec(f"{SPEC}explore: {{activation: [identity, relu, sigmoid], log_scale: true}}\n")
    states = list(combinations(spec.axes))
    assert states[:3] == [
        {"activation": "identity", "log_scale": False},
        {"activation": "identity", "log_scale": True},
        {"activation": "relu", "log_scale": False},
    ]
    assert states[spec.base] == {"activation": "relu", "log_scale": True}


@pytest.mark.parametrize(
    ("explore", "message"),
    [
        (
            "{init_scal: [1]}",
            (
                "3:11: error: explore.init_scal: gradient-decay has no parameter of this name; it has activation, "
                "init_scale, log_scale, num_layers, rule, y\n  3 | explore: {init_scal: [1]}\n    |           ^^^^^^^^^ did you mean 'init_scale'?"
            ),
        ),
        (
            "{init_scale: {from: 0, to: 1, step: 0.5}}",
            (
                "3:30: error: explore.init_scale.from: 0.0 is out of range; allowed is 0.001 to 1000\n"
                "  3 | explore: {init_scale: {from: 0, to: 1, step: 0.5}}\n    |                              ^"
            ),
        ),
        (
            "{init_scale: {from: 3, to: 2, step: 0.5}}",
            (
                "3:37: error: explore.init_scale.to: 2 is not above 'from', which is 3\n"
                "  3 | explore: {init_scale: {from: 3, to: 2, step: 0.5}}\n    |                                     ^ write from: 2 and to: 3"
            ),
        ),
        (
            "{init_scale: {from: 1, to: 2, step: 0}}",
            (
                "3:46: error: explore.init_scale.step: 0 is out of range; allowed is more than 0\n"
                "  3 | explore: {init_scale: {from: 1, to: 2, step: 0}}\n    |                                              ^"
            ),
        ),
        (
            "{init_scale: {from: 1, to: 9, step: 0.01}}",
            (
                "3:46: error: explore.init_scale.step: this range has 801 values; at most 201 are drawn\n"
                "  3 | explore: {init_scale: {from: 1, to: 9, step: 0.01}}\n    |                                              ^^^^ take larger steps"
            ),
        ),
        (
            "{activation: [relu, mish]}",
            (
                "3:30: error: explore.activation.1: 'mish' is not one of identity, relu, leaky-relu, sigmoid, tanh, gelu, silu\n"
                "  3 | explore: {activation: [relu, mish]}\n    |                              ^^^^"
            ),
        ),
        (
            "{num_layers: [8, 80]}",
            (
                "3:27: error: explore.num_layers.1: 80 is outside 2 to 64\n"
                "  3 | explore: {num_layers: [8, 80]}\n    |                           ^^"
            ),
        ),
        (
            "{init_scale: true}",
            (
                "3:23: error: explore.init_scale: true is not a number from 0.001 to 1000\n"
                "  3 | explore: {init_scale: true}\n    |                       ^^^^"
            ),
        ),
        (
            "{init_scale: {from: 0.5, to: 2.5, step: 0.05}, num_layers: {from: 2, to: 64, step: 1}}",
            (
                "3:1: error: explore: these axes make 2,583 states, and at most 1,000 are drawn; thin 'num_layers', which has 63 values\n"
                "  3 | explore: {init_scale: {from: 0.5, to: 2.5, step: 0.05}, num_layers: {from: 2, to: 64, step: 1}}\n    | ^^^^^^^"
            ),
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(explore: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec(f"{SPEC}explore: {explore}\n", name="f.yaml")
    assert str(caught.value).removeprefix("f.yaml:") == message


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("stills: [{init_scal: 2}]", "stills.0.init_scal: gradient-decay has no parameter of this name"),
        ("stills: [{init_scale: -1}]", "stills.0.init_scale: -1 is out of range"),
        ("stills: [{}]", "stills.0: this choice names no parameter"),
        ("link: other", "link: there is no figure 'other'"),
    ],
)
def test_stills_and_links_are_checked(extra: str, message: str) -> None:
    with pytest.raises(ContentError, match=message.replace(".", r"\.")):
        load_spec(f"{SPEC}{extra}\n")


def test_as_many_states_as_allowed_are_possible() -> None:
    found = axes("{init_scale: {from: 1, to: 200, step: 1}, activation: [identity, relu, sigmoid], rule: [mean]}")
    assert math.prod(len(axis.values) for axis in found) == 600 <= MAX_STATES


def test_two_numbers_are_no_switch() -> None:
    spec = load_spec({"kind": "bptt-norm", "explore": {"update_bias": [0, 1], "seed": [0, 1]}})
    assert {type(axis) for axis in spec.axes} == {ChoiceAxis}


@pytest.mark.parametrize(
    ("kind", "params", "explore", "estimate"),
    [
        ("bptt-norm", "{length: 2000, hidden: 256}", "{seed: {from: 0, to: 199, step: 1}}", "8 minutes"),
        ("bptt-norm", "{length: 50, seeds: 512}", "{seed: {from: 0, to: 199, step: 1}}", "10 minutes"),
        (
            "dead-neurons",
            "{demo: {neurons: 4096, samples: 1000}}",
            "{window: {from: 1, to: 200, step: 1}}",
            "4 minutes and 1747 MB",
        ),
        (
            "dead-neurons",
            "{demo: {neurons: 4096, samples: 1}}",
            "{dead_threshold: {from: 0.1, to: 20, step: 0.1}}",
            "86 seconds and 920 MB",
        ),
        (
            "vanishing-gradients",
            "{num_layers: 64, width: 4096, activations: [sigmoid, relu, tanh]}",
            "{seed: {from: 1, to: 200, step: 1}, learning_rate: [0.01, 0.02, 0.03, 0.04]}",
            "89 seconds and 934 MB",
        ),
        (
            "lr-schedule",
            "{total: 1000000}",
            "{warmup: {from: 0, to: 9000, step: 50}, power: [1, 2, 3, 4]}",
            "65 seconds and 362 MB",
        ),
        (
            "curves",
            "{a: 1, x: {from: 0, to: 1, points: 5000}, series: {f: " + "+".join(["tanh(a*x)"] * 50) + "}}",
            "{a: {from: 1, to: 200, step: 1}, b: [1, 2, 3, 4]}",
            "72 seconds and 880 MB",
        ),
        (
            "grid",
            "{a: 1, x: {from: 0, to: 1, points: 400}, y: {from: 0, to: 1, points: 400}, values: sin(a*x*y)}",
            "{a: {from: 1, to: 40, step: 1}}",
            "33 seconds and 852 MB",
        ),
    ],
)
def test_work_of_all_states_is_limited_before_it_begins(kind: str, params: str, explore: str, estimate: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec(f"kind: {kind}\nparams: {params}\nexplore: {explore}\n")
    (found,) = caught.value.diagnostics
    assert (found.line, found.field) == (3, "explore")
    assert f"would take about {estimate}" in found.message
    assert "at most 60 seconds and 500 MB are allowed; thin" in found.message


def test_a_range_of_a_parameter_without_numbers_is_one_error() -> None:
    with pytest.raises(ContentError) as caught:
        load_spec(f"{SPEC}explore: {{activation: {{from: 0, to: 2, step: 1}}}}\n")
    (found,) = caught.value.diagnostics
    assert (found.field, found.hint) == ("explore.activation", "write a list of its values")
