"""Figures in notebooks: the example notebook run and converted by nbconvert, the example pages built by MyST-NB and Quarto."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from sitegen import load_spec, render_figure
from sitegen.page.fragment import KEEP_TABLES
from tests.hosts.hosted import EXAMPLES, Counts, check_page, drawings, host_environment, page_svgs, run_host
from tests.hosts.quarto import cell_markdown, html_page
from tests.hosts.walks import place_commands
from tests.html import Html

OFFLINE = ("--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url=")
WAVE = {
    "kind": "gradient-flow",
    "id": "gradient-flow",
    "params": {"layers": [3, 4, 2], "gradients": np.array([0.02, 0.2, 1.0])},
}


def nbconvert(folder: Path) -> subprocess.CompletedProcess[str]:
    return run_host("nbconvert", "--to", "html", "--execute", *OFFLINE, "figures.ipynb", folder=folder)


def myst_nb(folder: Path) -> subprocess.CompletedProcess[str]:
    return run_host("sphinx", "-W", "-b", "html", ".", "_build", folder=folder)


def quarto(folder: Path) -> subprocess.CompletedProcess[str]:
    path, commands = host_environment()["PATH"], folder.parent / "bin"
    commands.mkdir()
    place_commands(commands, path)
    program = shutil.which("quarto", path=f"{path}:{commands}") or ""
    return run_host(program, "render", "lesson.qmd", folder=folder, module=False)


HOSTS = {
    "jupyter": (nbconvert, "figures.ipynb", "figures.html"),
    "myst-nb": (myst_nb, "index.md", "_build/index.html"),
    "quarto": (quarto, "lesson.qmd", "lesson.html"),
}


@pytest.fixture(scope="module", params=HOSTS)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built page of the host."""
    build, _, built = HOSTS[request.param]
    project = shutil.copytree(EXAMPLES / request.param, tmp_path_factory.mktemp("notebooks") / "project")
    done = build(project)
    assert done.returncode == 0, done.stderr
    return project / built


@pytest.mark.browser
def test_a_page_made_of_a_notebook_keeps_its_figures_whole(browser: Browser, page: Path):
    check_page(browser, page.parent, page.name, Counts(figures=3, explorable=2, moving=3))


def test_drawings_have_the_same_bytes_as_anywhere(page: Path):
    found = drawings(page.read_text(encoding="utf-8"))
    if page.name == HOSTS["jupyter"][2]:  # nbconvert sorts the attributes of all HTML
        assert [parsed(svg) for svg in found] == [parsed(svg) for svg in expected()]
    else:
        assert found == expected()


def expected() -> list[str]:
    depth, wave = (
        page_svgs(render_figure(load_spec(each))) for each in (EXAMPLES / "jupyter/figures/depth.yaml", WAVE)
    )
    return [*depth, *wave, *depth]


def parsed(svg: str) -> tuple[list[tuple[str, dict[str, str | None]]], str]:
    """Elements with their attributes, and all text."""
    return Html(svg).tags, unescape(re.sub(r"<[^>]*>", "", svg))


def test_a_notebook_holds_the_figure_in_every_form(tmp_path: Path):
    project = shutil.copytree(EXAMPLES / "jupyter", tmp_path / "project")
    done = run_host("nbconvert", "--to", "notebook", "--execute", "--inplace", "figures.ipynb", folder=project)
    assert done.returncode == 0, done.stderr
    cells = json.loads((project / "figures.ipynb").read_text(encoding="utf-8"))["cells"]
    bundles = [output["data"] for cell in cells for output in cell.get("outputs", ())]
    assert [sorted(bundle) for bundle in bundles] == [["image/svg+xml", "text/html", "text/plain"]] * 3
    assert [svg for bundle in bundles for svg in drawings("".join(bundle["text/html"]))] == expected()
    texts = ["".join(bundle["text/plain"]) for bundle in bundles]
    assert texts[0] == texts[2]
    assert texts[0].startswith("Gradient at every layer\n\nThe gradient halves at every layer. Of ")
    ids = [name for bundle in bundles for name in re.findall(r'\bid="([^"]+)"', "".join(bundle["text/html"]))]
    assert len(ids) == len(set(ids)) > 10


@pytest.mark.parametrize("host", HOSTS)
def test_an_error_stands_at_its_place_and_stops_the_strict_build(tmp_path: Path, host: str):
    build, source, _ = HOSTS[host]
    project = shutil.copytree(EXAMPLES / host, tmp_path / "project")
    spec = project / "figures/depth.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("num_layers: 8", "num_layer: 8"))
    done = build(project)
    assert done.returncode == 1
    assert "figures/depth.yaml:5:3: error: params.num_layer: this key is unknown" in done.stderr
    assert "did you mean 'num_layers'?" in done.stderr
    assert source in done.stderr or host == "jupyter"


TABLE = "<table class='sg-table'><tr><th scope='row'>0</th></tr></table>"


@pytest.mark.parametrize(("mark", "whole"), [(KEEP_TABLES, True), ("", False)], ids=["kept", "taken apart"])
def test_quarto_leaves_a_table_as_it_is_where_it_is_asked_to(mark: str, *, whole: bool) -> None:
    output = {"data": {"text/html": [f"<div>{mark}\n{TABLE}\n</div>\n"]}}
    page = html_page(cell_markdown({"source": ["1"], "outputs": [output]}))
    assert (TABLE in page) == whole
    assert page.count("<table") == 1


def test_a_sanitised_page_shows_neither_styles_nor_scripts():
    """The sanitiser of nbconvert keeps the text of elements that it removes."""
    from nbconvert import HTMLExporter
    from nbformat import v4

    shown = v4.new_output(
        "display_data", data={"text/html": render_figure(load_spec(WAVE))._repr_mimebundle_()["text/html"]}
    )
    notebook = v4.new_notebook(cells=[v4.new_code_cell("figure", outputs=[shown])])
    page, _ = HTMLExporter(sanitize_html=True).from_notebook_node(notebook)
    output = page[page.index('<div class="sg-fragment"') :]
    words = unescape(re.sub("<[^>]+>", "", re.sub("<!--.*?-->", "", output, flags=re.DOTALL)))
    assert "Part of this figure is left out here" in words
    assert "{" not in words.replace("/**/", "")
