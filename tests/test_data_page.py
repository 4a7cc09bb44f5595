"""The page about data files: its reports are what sitegen says, and its examples are read as it tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen import load_spec
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


@pytest.mark.parametrize(
    ("shown", "rows"),
    list(zip(blocks("text")[1:], ['0,1,1\n0,2,nan\n0,3,"0,047"\n', "0,1,1\n0,2,-0.2\n0,3,1\n"], strict=True)),
)
def test_the_reports_are_what_is_said(folder: Path, shown: str, rows: str) -> None:
    (folder / "data" / "run.csv").write_text(f"a,b,norm\n{rows}", encoding="utf-8")
    (folder / "figures" / "wave.yaml").write_text(SPEC, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_spec(folder / "figures" / "wave.yaml")
    assert f"{caught.value}\n" == shown


def test_the_filter_gives_the_list_that_the_page_names(folder: Path) -> None:
    (folder / "data" / "run.csv").write_text(blocks("text")[0], encoding="utf-8")
    spec = SPEC.replace("[1, 1, 1]", "[1, 1]").replace("column: norm", "column: gradient_norm, where: {step: 10}")
    assert load_spec(spec, folder=folder / "figures").params.gradients == (0.021, 0.047)
    assert "the list is 0.021, 0.047" in PAGE


def test_the_pointer_leads_where_the_page_says(folder: Path) -> None:
    (folder / "data" / "run.json").write_text(blocks("json")[0], encoding="utf-8")
    (pointer, numbers) = re.search(r"the pointer `(.*?)` leads to (.*?):", PAGE).groups()
    spec = {
        "kind": "gradient-flow",
        "params": {"layers": [1, 1], "gradients": {"file": "run.json", "pointer": pointer}},
    }
    assert ", ".join(map(str, load_spec(spec, folder=folder / "data").params.gradients)) == numbers
