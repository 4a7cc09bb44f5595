"""What documents ask for: a spec in place, a file and its files, problems with their places, and folders that must not be left."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import load_spec, render_figure
from sitegen.integrations.figure_request import FigureRequest, FigureResult, figure_from
from tests.limits import set_limit

SHAPE = "kind: gradient-flow\nparams:\n  layers: [2, 3, 2]\n"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents with figures and data beside them, and a file outside."""
    monkeypatch.chdir(tmp_path)
    folder = Path("project/docs")
    (folder / "figures").mkdir(parents=True)
    (folder / "figures/decay.yaml").write_text("kind: gradient-decay\nparams: {num_layers: 3}\n")
    (folder / "figures/wave.yaml").write_text(f"{SHAPE}  gradients: {{figure: decay}}\n")
    (folder / "figures/measured.yaml").write_text(f"{SHAPE}  gradients: {{file: ../run.csv}}\n")
    (folder / "run.csv").write_text("norm\n0.25\n0.5\n1\n")
    Path("secret.yaml").write_text(SHAPE)
    return folder


def ask(docs: Path, text: str = "", **given) -> FigureResult:
    return figure_from(FigureRequest(document=docs / "page.md", root=Path("project"), text=text, line=10, **given))


def places(result: FigureResult) -> list[tuple[str, str]]:
    return [(problem.place, problem.hint) for problem in result.problems]


def test_a_spec_in_place_is_called_after_its_document_and_number(docs: Path):
    result = ask(docs, "kind: gradient-decay\n", number=3)
    assert result.figure.spec.id == "page-3"
    assert (result.problems, result.files) == ((), ())


@pytest.mark.parametrize("name", ["figures/decay.yaml", "/docs/figures/decay.yaml"])
def test_a_file_gives_the_bytes_that_it_gives_anywhere(docs: Path, name: str):
    expected = render_figure(load_spec(docs / "figures/decay.yaml")).files
    for result in (ask(docs, f"file: {name}\n"), ask(docs, file=name)):
        assert result.figure.files["figure.svg"] == expected["figure.svg"]
        assert result.files == (docs / "figures/decay.yaml",)


@pytest.mark.parametrize(("name", "other"), [("wave", "figures/decay.yaml"), ("measured", "run.csv")])
def test_every_file_behind_a_figure_is_named_even_when_it_is_gone(docs: Path, name: str, other: str):
    files = ask(docs, file=f"figures/{name}.yaml").files
    assert [file.resolve() for file in files] == [(docs / each).resolve() for each in (f"figures/{name}.yaml", other)]
    (docs / other).unlink()
    result = ask(docs, file=f"figures/{name}.yaml")
    assert result.figure is None
    assert result.files == files


def test_a_spec_in_place_finds_data_and_figures_beside_its_document(docs: Path):
    (docs / "near.yaml").write_text("kind: gradient-decay\nparams: {num_layers: 3}\n")
    assert ask(docs, f"{SHAPE}  gradients: {{file: run.csv}}\n").files == (docs / "run.csv",)
    assert ask(docs, f"{SHAPE}  gradients: {{figure: near}}\n").files == (docs / "near.yaml",)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("kind: gradient-dekay\n", "project/docs/page.md:11:11", "did you mean 'gradient-decay'?"),
        ("file: figures/decoy.yaml\n", "project/docs/page.md:11:11", "did you mean 'figures/decay.yaml'?"),
        ("file: decay\n", "project/docs/page.md:11:11", "did you mean 'figures/decay.yaml'?"),
        ("File: figures/decay.yaml\n", "project/docs/page.md:10:1", "write file: figures/decay.yaml"),
        ("path = decay.yml", "project/docs/page.md:10:1", "write file: figures/decay.yaml"),
        ("figure: decay", "project/docs/page.md:10:1", "write file: figures/decay.yaml"),
        ("decay", "project/docs/page.md:10:1", "write file: figures/decay.yaml"),
        ("file:decay", "project/docs/page.md:10:1", "write file: figures/decay.yaml"),
        ("unknown-figure", "project/docs/page.md:10:1", "write file: figures/unknown-figure.yaml"),
        ("file: figures\\decay.yaml\n", "project/docs/page.md:11:11", "write figures/decay.yaml"),
        ("figures/decay.yaml\n", "project/docs/page.md:10:1", "write file: figures/decay.yaml"),
        ("file: [1]\n", "project/docs/page.md:11:11", ""),
        ("file: ''\n", "project/docs/page.md:11:11", ""),
        ("file:\n", "project/docs/page.md:11:5", ""),
        (f"file: {'x' * 300}.yaml\n", "project/docs/page.md:11:11", ""),
        ("file: figures/decay.yaml\ntitle: Mine\n", "project/docs/page.md:12:5", ""),
        ("file: figures/decay.yaml\nfile: figures/b.yaml\n", "project/docs/page.md:12:5", "delete one of them"),
        ("file: ../../secret.yaml\n", "project/docs/page.md:11:11", "put the file there, or in a folder in it"),
        ("file: figures\n", "project/docs/page.md:11:11", ""),
        ("kind: [\n", "project/docs/page.md:11:11", "write ] at the end"),
    ],
)
def test_problems_stand_at_their_place_in_the_document(docs: Path, text: str, place: str, hint: str):
    result = ask(docs, text, indent=4)
    assert result.figure is None
    assert places(result) == [(place, hint)]


@pytest.mark.parametrize("text", ["---", "...", "null", "true", "3", "-3", "lab.hinge", "name: 3", "Decay"])
def test_values_and_names_of_other_things_are_not_taken_for_figures(docs: Path, text: str):
    assert not [problem for problem in ask(docs, text).problems if "not a spec" in problem.message]


@pytest.mark.parametrize("name", ["lab.hinge", "3"])
def test_whatever_names_a_spec_is_taken_for_a_figure(docs: Path, name: str):
    (docs / f"figures/{name}.yaml").write_text(SHAPE)
    assert places(ask(docs, name)) == [("project/docs/page.md:10:1", f"write file: figures/{name}.yaml")]


def test_parameters_without_effect_are_warnings(docs: Path):
    result = ask(docs, "kind: lr-schedule\nparams: {decay: constant, end: 0.5}\n")
    assert result.figure is not None
    (problem,) = result.problems
    assert (problem.severity, problem.field) == ("warning", "params.end")


def test_problems_of_a_file_stand_at_their_place_in_the_file(docs: Path):
    (docs / "figures/decay.yaml").write_text("kind: gradient-decay\nparams: {num_layer: 3}\n")
    assert places(ask(docs, file="figures/decay.yaml")) == [
        ("project/docs/figures/decay.yaml:2:10", "did you mean 'num_layers'?")
    ]


def test_a_name_given_twice_or_a_link_that_leads_out_is_refused(docs: Path):
    assert places(ask(docs, SHAPE, file="figures/decay.yaml")) == [("project/docs/page.md:10:1", "")]
    (docs / "figures/link.yaml").symlink_to(Path("secret.yaml").resolve())
    assert places(ask(docs, file="figures/link.yaml")) == [("project/docs/page.md:10:1", "put the file itself there")]


def test_an_empty_name_is_no_file_name(docs: Path):
    for name in ("''", "' '"):
        (problem,) = ask(docs, f"file: {name}\n").problems
        assert problem.message == "file: this is no file name"


def test_a_file_that_the_system_refuses_is_a_problem(docs: Path):
    long = "x" * 300
    (problem,) = ask(docs, file=f"{long}.yaml").problems
    assert problem.message == f"project/docs/{long}.yaml cannot be opened: File name too long"
    (problem,) = ask(docs, f"{SHAPE}  gradients: {{file: {long}.csv}}\n").problems
    assert problem.message.endswith("File name too long")


def test_a_folder_of_documents_may_be_a_link(docs: Path):
    docs.rename("elsewhere")
    docs.symlink_to(Path("elsewhere").resolve())
    assert ask(docs, file="figures/decay.yaml").problems == ()
    assert ask(docs, file="/docs/figures/decay.yaml").problems == ()
    assert ask(docs, file="figures/measured.yaml").problems == ()
    assert ask(docs, file="figures/wave.yaml").problems == ()
    assert ask(docs, f"{SHAPE}  gradients: {{file: run.csv}}\n").problems == ()
    Path("project/outside.yaml").write_text("kind: gradient-decay\n")
    assert ask(docs, file="/outside.yaml").problems == ()
    (docs / "figures/link.yaml").symlink_to(Path("secret.yaml").resolve())
    assert places(ask(docs, file="figures/link.yaml")) == [("project/docs/page.md:10:1", "put the file itself there")]


def test_figures_beside_may_end_in_either_way(docs: Path):
    (docs / "figures/decay.yaml").rename(docs / "figures/decay.yml")
    result = ask(docs, file="figures/wave.yaml")
    assert (result.problems, result.files) == ((), (docs / "figures/wave.yaml", docs / "figures/decay.yml"))


def test_a_figure_that_not_everyone_can_read_is_refused(docs: Path, monkeypatch: pytest.MonkeyPatch):
    set_limit(monkeypatch, "text-size", 400.0)
    result = ask(docs, "kind: gradient-decay\n")
    assert result.figure is None
    assert {problem.place for problem in result.problems} == {"project/docs/page.md:11:1"}
