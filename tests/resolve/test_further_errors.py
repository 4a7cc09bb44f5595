"""A spec with errors is searched for errors of later stages, too, except for those that follow from the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError

WAVE = "kind: gradient-flow\n{top}params:\n  layers: [2, 2, 2]\n  gradients: {{{gradients}}}\n{more}"


def problems(folder: Path, name: str = "wave") -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_spec(folder / f"{name}.yaml")
    return [f"{each.line} {each.message}" for each in caught.value.diagnostics]


def write(folder: Path, name: str = "wave", *, gradients: str, top: str = "", more: str = "") -> None:
    (folder / f"{name}.yaml").write_text(WAVE.format(gradients=gradients, top=top, more=more))


@pytest.mark.parametrize("top", ["titel: x\n", "size: huge\n", "id: A\n", "lang: 7\n"])
def test_a_circle_is_reported_with_the_errors_of_fields(tmp_path: Path, top: str) -> None:
    write(tmp_path, gradients="figure: wave", top=top)
    circle = "5 params.gradients.figure: the references go round in a circle: wave → wave"
    found = problems(tmp_path)
    assert len(found) == 2
    assert found[1] == circle


def test_a_circle_of_two_is_reported_with_an_unknown_parameter(tmp_path: Path) -> None:
    write(tmp_path, gradients="figure: other", more="  speed: 3\n")
    write(tmp_path, "other", gradients="figure: wave")
    circle = "4 params.gradients.figure: the references go round in a circle: wave → other → wave"
    assert problems(tmp_path)[0] == circle
    assert len(problems(tmp_path)) == 2


def test_unknown_figures_and_files_are_reported_with_an_unknown_key(tmp_path: Path) -> None:
    write(tmp_path, gradients="file: gone.csv", top="titel: x\nlink: nowhere\n")
    assert [each.partition(":")[0] for each in problems(tmp_path)] == ["2 titel", "3 link", "6 params.gradients.file"]


def test_states_are_checked_in_a_spec_whose_title_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "wave.yaml").write_text("kind: gradient-decay\ntitle: 7\nexplore: {depth: [1, 2]}\n")
    assert [each.partition(":")[0] for each in problems(tmp_path)] == ["2 title", "3 explore.depth"]


@pytest.mark.parametrize(
    "spec",
    [
        "kind: gradient-flow\nparams: {layrs: [2, 2, 2], gradients: {file: run.csv}}\n",
        "kind: gradient-flow\nlayers: [2, 2]\nparams: {layers: [2, 2], gradients: {file: run.csv}}\n",
        "kind: gradient-flow\ncolumn: norm\nparams: {layers: [2, 2, 2], gradients: {file: two.csv}}\n",
        "kind: gradient-decay\nparams: {num_layer: 4}\nexplore: {num_layers: [4, 5]}\n",
        "kind: gradient-decay\nparams: {activation: rellu}\nstills: [{activation: relu}]\n",
        "kind: gradient-decay\nexplor: {num_layers: [4, 5]}\nlink: wave\n",
    ],
)
def test_nothing_that_follows_from_an_error_is_reported(tmp_path: Path, spec: str) -> None:
    (tmp_path / "run.csv").write_text("norm\n1\n2\n3\n")
    (tmp_path / "two.csv").write_text("layer,norm\n1,1\n2,2\n3,3\n")
    (tmp_path / "wave.yaml").write_text(spec.replace("link: wave\n", ""))
    assert len(problems(tmp_path)) == 1


def test_parameters_of_python_are_checked_in_the_same_way(tmp_path: Path) -> None:
    write(tmp_path, gradients="figure: wave")
    with pytest.raises(ContentError) as caught:
        render_figure(tmp_path / "wave.yaml", play_sped=3)
    assert [each.field for each in caught.value.diagnostics] == ["params.gradients.figure", "params.play_sped"]


def test_a_spec_that_is_wrong_as_a_whole_has_one_error(tmp_path: Path) -> None:
    (tmp_path / "wave.yaml").write_text("kind: gradient-flow\nparams: {gradients: {figure: wave}}\n")
    assert len(problems(tmp_path)) == 1  # there are no layers
