"""A resolved spec: numbers in place, states without another check, and the same figure in another process."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sitegen import load_spec, render_figure
from sitegen.figures import KINDS
from sitegen.resolve.axes import LinkedAxis, combinations, with_values
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.spec.field_types import FieldType
from sitegen.spec.value_reference import DataFile, FigureReference
from tests.conftest import FIGURES
from tests.interactive.test_states import EXPLORE, explorable_spec

FOLDER = {
    "decay.yaml": "kind: gradient-decay\nparams: {num_layers: 4}\nexplore: {init_scale: [1, 2, 0.5]}\n",
    "linked.yaml": (
        "kind: gradient-flow\nlink: decay\nparams: {layers: [3, 4, 4, 2], gradients: {figure: decay}}\n"
        "stills: [{current_layer: 0}]\n"
    ),
    "file.yaml": "kind: gradient-flow\nparams: {layers: {file: a.csv, column: width}, gradients: {file: a.csv, column: g}}\n",
    "a.csv": "width,g\n3,0.5\n2,1\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FOLDER.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def sent(spec: ResolvedSpec) -> ResolvedSpec:
    copy = pickle.loads(pickle.dumps(spec))  # noqa: S301 - our own
    assert copy == spec
    assert copy.canonical() == spec.canonical()
    return copy


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_pickled(kind: str) -> None:
    spec: dict[str, Any] = {"id": "x", **explorable_spec(kind)}
    copy = sent(load_spec(spec))
    assert [axis.name for axis in copy.axes] == list(EXPLORE[kind])


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_every_figure_of_the_site_can_be_pickled(path: Path) -> None:
    sent(load_spec(path))


@pytest.mark.parametrize("name", ["linked", "file"])
def test_another_process_makes_the_same_figure(folder: Path, name: str) -> None:
    spec = load_spec(folder / f"{name}.yaml")
    program = (
        "import pickle, sys\n"
        "from sitegen import render_figure\n"
        "sys.stdout.write(render_figure(pickle.load(sys.stdin.buffer)).files['data.json'])"
    )
    done = subprocess.run([sys.executable, "-c", program], input=pickle.dumps(spec), capture_output=True, check=True)
    assert done.stdout.decode() == render_figure(spec).files["data.json"]


def test_a_linked_figure_has_a_value_for_each_state_of_the_other(folder: Path) -> None:
    spec = load_spec(folder / "linked.yaml")
    (axis,) = spec.axes
    assert isinstance(axis, LinkedAxis)
    assert axis.values == ((0.125, 0.25, 0.5, 1.0), (1.0, 1.0, 1.0, 1.0), (0.015625, 0.0625, 0.25, 1.0))
    assert axis.values[axis.base] == spec.params.gradients
    assert spec.written.params.gradients == FigureReference(figure="decay")


@pytest.mark.parametrize("kind", KINDS)
def test_resolved_parameters_have_no_references(kind: str) -> None:
    of_kind = KINDS[kind]
    fields = {name: of_kind.resolved_model.model_fields[name] for name in of_kind.params.model_fields}
    allowed = {name: FieldType.of_field(field).variants for name, field in fields.items()}
    models = {variant.model for variants in allowed.values() for variant in variants if variant.model}
    assert not any(issubclass(model, FigureReference | DataFile) for model in models)
    for name, field in fields.items():
        written = of_kind.params.model_fields[name]
        assert default_of(field) == default_of(written)


def default_of(field: FieldInfo) -> Any:
    """The default of a field, as plain data where it is a model."""
    value = field.get_default(call_default_factory=True)
    return value.model_dump() if isinstance(value, BaseModel) else value


@pytest.mark.parametrize("kind", EXPLORE)
def test_parameters_of_a_state_are_those_that_were_checked(kind: str) -> None:
    spec = load_spec({"id": "x", **explorable_spec(kind)})
    for values in combinations(spec.axes):
        state = spec.in_state(values)
        assert state == with_values(spec.params, values)
        assert state.model_fields_set == with_values(spec.params, values).model_fields_set


def test_snapshots_hold_checked_values() -> None:
    spec = load_spec({"id": "x", "kind": "gradient-flow", "params": {"layers": [2]}, "stills": [{"layers": [3, 4]}]})
    assert spec.snapshots == ({"layers": (3, 4)},)


def test_alone_a_figure_is_not_interactive(folder: Path) -> None:
    spec = load_spec(folder / "linked.yaml")
    alone = spec.alone(spec.params)
    assert (alone.axes, alone.snapshots, alone.link) == ((), (), None)
    assert alone.canonical().keys() == spec.canonical().keys() - {"explore", "stills", "link"}
