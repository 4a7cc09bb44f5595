"""What an author may write, and what each mistake is told, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.figures.dead_neurons.spec import ResolvedDeadNeurons

ONE = "neurons: [{id: a, activations: [0.5, 0.2]}]"


def mistakes(params: str) -> list[tuple[str, str]]:
    with pytest.raises(ContentError) as caught:
        load_spec(f"kind: dead-neurons\nparams: {{{params}}}\n")
    return [(each.field, each.message) for each in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("params", "field", "message"),
    [
        ("window: 3", "params", "there are no activations"),
        (f"{ONE}, demo: {{}}", "params.demo", "delete demo, or delete neurons"),
        (f"{ONE}, criterion: saturated", "params.criterion", "add activation"),
        ("demo: {}, activation: tanh", "params.activation", "the demo makes up ReLU units, not tanh"),
        (
            f"{ONE}, criterion: saturated, activation: relu, dead_threshold: 0.5",
            "params.dead_threshold",
            "no threshold matters",
        ),
        (
            f"{ONE}, criterion: saturated, activation: sigmoid, dead_threshold: 0.3",
            "params.dead_threshold",
            "0.3 is more than the slope of sigmoid can be, 0.25",
        ),
        (
            "neurons: [{id: a, activations: [0.5]}, {id: b, activations: [0.1, 1.2]}], activation: sigmoid",
            "params.neurons.1.activations.1",
            "sigmoid gives 0 to 1, but sample 2 of neuron 'b' is 1.2",
        ),
        (
            "neurons: [{id: a, activations: [-0.5]}], activation: relu",
            "params.neurons.0.activations.0",
            "relu gives 0 or more, but sample 1 of neuron 'a' is -0.5",
        ),
        (
            "neurons: [{id: a, activations: [1]}, {id: b, activations: []}, {id: a, activations: []}]",
            "params.neurons.2.id",
            "neurons 1 and 3 are both called 'a'",
        ),
        ("neurons: []", "params.neurons", "0 items"),
        ("neurons: [{id: 7, activations: [1]}]", "params.neurons.0.id", "7 is not a name"),
        ("neurons: [{id: a, activations: [1, x]}]", "params.neurons.0.activations.1", "'x' is not a number"),
        (f"{ONE}, window: 0", "params.window", "0 is out of range"),
        (f"{ONE}, dead_threshold: 0", "params.dead_threshold", "0 is out of range"),
        ("demo: {neurons: 5000}", "params.demo.neurons", "5000 is out of range"),
    ],
)
def test_a_mistake_is_told_at_its_place(params: str, field: str, message: str) -> None:
    ((where, what),) = mistakes(params)
    assert where == field
    assert message in what


@pytest.mark.parametrize("value", [".nan", ".inf", "-.inf"])
def test_a_sample_that_is_no_number_is_named_by_neuron_and_sample(value: str) -> None:
    ((_, what),) = mistakes(f"neurons: [{{id: a, activations: [1]}}, {{id: b, activations: [0, {value}]}}]")
    assert what.startswith(f"params.neurons.1.activations.1: {value}")


def test_a_number_that_is_not_finite_is_refused_from_python_too() -> None:
    neurons = [{"id": "a", "activations": [1.0, float("nan")]}]
    with pytest.raises(ContentError, match=r"params\.neurons\.0\.activations\.1.*not a finite number"):
        load_spec({"id": "x", "kind": "dead-neurons", "params": {"neurons": neurons}})


def from_file(folder: Path, rows: str, more: str = "") -> Path:
    (folder / "run.csv").write_text(f"neuron,step,activation\n{rows}", encoding="utf-8")
    spec = folder / "figure.yaml"
    series = "neurons: {file: run.csv, by: neuron, column: activation}"
    spec.write_text(f"kind: dead-neurons\nparams:\n  {series}\n{more}", encoding="utf-8")
    return spec


def test_neurons_come_from_a_file_in_the_order_of_their_first_rows(tmp_path: Path) -> None:
    spec = load_spec(from_file(tmp_path, "b,0,0.5\na,0,0.1\nb,1,0.25\n"))
    assert isinstance(spec.params, ResolvedDeadNeurons)
    assert [(neuron.id, neuron.activations) for neuron in spec.params.neurons or ()] == [
        ("b", (0.5, 0.25)),
        ("a", (0.1,)),
    ]


def test_numbers_of_a_file_are_held_against_the_activation(tmp_path: Path) -> None:
    path = from_file(tmp_path, "a,0,0.5\na,1,1.5\n", "  activation: sigmoid\n")
    with pytest.raises(ContentError) as caught:
        load_spec(path)
    (problem,) = caught.value.diagnostics
    assert problem.place == f"{tmp_path}/run.csv:3:5"
    assert problem.field == "params.neurons.0.activations.1"
    assert problem.message == (
        "params.neurons.0.activations.1: sigmoid gives 0 to 1, but sample 2 of neuron 'a' is 1.5 "
        f"(named in {path}:3:19)"
    )


def test_what_an_activation_cannot_give_is_told_at_the_value_in_the_spec() -> None:
    text = (
        "kind: dead-neurons\nparams:\n  activation: tanh\n  neurons:\n    - {id: a, activations: [0.5,\n      -1.5]}\n"
    )
    with pytest.raises(ContentError) as caught:
        load_spec(text)
    (problem,) = caught.value.diagnostics
    assert (problem.line, problem.column, problem.length) == (6, 7, 4)


def test_two_neurons_of_one_name_are_told_at_the_second_name(tmp_path: Path) -> None:
    """A space at the end is no difference."""
    path = from_file(tmp_path, "")
    path.write_text("kind: dead-neurons\nparams:\n  neurons: {file: run.json}\n", encoding="utf-8")
    neurons = '[{"id": "a", "activations": [1]},\n {"id": "a ", "activations": [2]}]'
    (tmp_path / "run.json").write_text(neurons, encoding="utf-8")
    with pytest.raises(ContentError, match="neurons 1 and 2 are both called 'a'") as caught:
        load_spec(path)
    (problem,) = caught.value.diagnostics
    assert problem.place == f"{tmp_path}/run.json:2:9"


@pytest.mark.parametrize("value", ["nan", "inf"])
def test_numbers_of_a_file_are_finite(tmp_path: Path, value: str) -> None:
    with pytest.raises(ContentError, match=r"run\.csv:3"):
        load_spec(from_file(tmp_path, f"a,0,0.5\na,1,{value}\n"))
