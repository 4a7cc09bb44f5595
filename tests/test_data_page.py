"""The page about data files: its reports are what sitegen says, and its examples are read as it tells."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from tests.conftest import CONTENT

PAGE = (CONTENT / "docs" / "data.md").read_text(encoding="utf-8")
SPEC = "kind: gradient-flow\nparams:\n  layers: [1, 1, 1]\n  gradients: {file: ../data/run.csv, column: norm}\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("data", "figures"):
        (tmp_path / "content" / name).mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").touch()
    return Path("content")


REPORTS = [each for each in blocks("text") if "error: " in each]
EXAMPLES = re.findall(
    r"^```(?:text|json)\n([^`]*?)^```\n\n```yaml\ngradients: (\{file: \.\./data/([^\s,}]+).*?\})\n```\n\nThis gives ([0-9., ]+)\.",
    PAGE,
    re.MULTILINE,
)


@pytest.mark.parametrize(
    ("shown", "rows"),
    list(
        zip(
            REPORTS,
            [
                '0,1,1\n0,2,nan\n0,3,"0,047"\n',
                "0,1,1\n0,2,-0.2\n0,3,1\n",
                "".join(f"{step},{layer},1\n" for step in (0, 1) for layer in (1, 2, 3)),
            ],
            strict=True,
        )
    ),
)
def test_the_reports_are_what_is_said(folder: Path, shown: str, rows: str) -> None:
    (folder / "data" / "run.csv").write_text(f"step,b,norm\n{rows}", encoding="utf-8")
    (folder / "figures" / "wave.yaml").write_text(SPEC, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_spec(folder / "figures" / "wave.yaml")
    assert f"{caught.value}\n" == shown


def test_there_are_examples_of_every_layout() -> None:
    assert len(EXAMPLES) == 9


@pytest.mark.parametrize(("content", "reference", "name", "values"), EXAMPLES)
def test_the_examples_give_what_the_page_says(
    folder: Path, content: str, reference: str, name: str, values: str
) -> None:
    (folder / "data" / name).write_text(content, encoding="utf-8")
    expected = tuple(map(float, values.split(", ")))
    spec = f"kind: gradient-flow\nparams:\n  layers: {[1] * len(expected)}\n  gradients: {reference}\n"
    with warnings.catch_warnings(action="ignore"):
        assert load_spec(spec, folder=folder / "figures").params.gradients == expected


def test_files_of_layers_names_and_plain_values(folder: Path) -> None:
    data = folder / "data"
    for layer in range(3):
        (data / f"grad-{layer}.csv").write_text(f"Step,Value\n0,9\n10,0.{layer + 1}\n", encoding="utf-8")
    (data / "first.csv").write_text("norm\n3\n0.5\n", encoding="utf-8")
    (data / "second.json").write_text('{"final": {"norm": 0.25}}', encoding="utf-8")
    (data / "run.csv").write_text("epoch,l0,l1\n0,0.5,0.25\n", encoding="utf-8")
    (data / "run-activations.csv").write_text("neuron,activation\na,0\nb,2\na,1\nb,0\n", encoding="utf-8")
    yaml = blocks("yaml")
    several, references, names, by = (next(each for each in yaml if part in each) for part in
                                      ("grad-*", "first.csv", "names:", "by: neuron"))  # fmt: skip

    def params(kind: str, text: str) -> Any:
        spec = f"kind: {kind}\nparams:\n{indent(text, '  ')}"
        return load_spec(spec, folder=folder / "figures").params

    assert params("gradient-flow", f"layers: [1, 1, 1]\n{several}").gradients == (0.1, 0.2, 0.3)
    assert params("gradient-flow", f"layers: [1, 1]\n{references}").gradients == (0.5, 0.25)
    assert params("gradient-flow", f"layers: [1, 1]\n{names}").names == ("l0", "l1")
    inline = params("dead-neurons", "neurons: {a: [0, 1], b: [2, 0]}").neurons
    assert params("dead-neurons", by).neurons == inline
    for line in re.findall(r"^render_figure.*", PAGE, re.MULTILINE):
        exec(line, {"render_figure": render_figure, "frame": {"norm": [1.0, 0.5]}})  # noqa: S102 - the page's own lines
