"""The Sphinx extension: the example project really built for browsers and for LaTeX, numbers, dependencies, errors."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen import load_spec, render_figure
from tests.hosts.hosted import EXAMPLES, Counts, check_page, drawings, page_svgs, run_host

EXAMPLE = EXAMPLES / "sphinx"
PAGES = {
    "index.html": Counts(figures=2, explorable=1, moving=2),
    "notes.html": Counts(figures=3, explorable=2, moving=3),
}
PNG = b"\x89PNG\r\n\x1a\n"
READ = re.compile(r"(\d+) added, (\d+) changed, (\d+) removed")
DATA = "layer,size\n0,0.1\n1,0.5\n2,1.0\n"
BROKEN_RST = """\
Broken
======

* In a list:

  .. figure-spec::
     :name: listed

     kind: gradient-decay
     params:
       activation: reluu

.. figure-spec:: figures/broken.yaml

.. figure-spec:: figures/absent.yaml

.. figure-spec::
   kind: gradient-decay

.. include:: part.txt

.. toctree::

   broken
"""
BROKEN_MYST = """\
# Broken

- In a list:

  ```{figure-spec}
  :name: listed-too
  kind: gradient-decay
  params:
    activation: sigmoidd
  ```
"""
PLACES = [
    ("index.rst", "11", "20", "did you mean 'relu'?"),
    ("broken.yaml", "3", "3", "did you mean 'num_layers'?"),
    ("index.rst", "15", "1", "there is no file"),
    ("index.rst", "17", "1", "an empty line is missing"),
    ("part.txt", "3", "10", "did you mean 'gradient-decay'?"),
    ("broken.md", "9", "17", "did you mean 'sigmoid'?"),
]


def sphinx(folder: Path, builder: str, *options: str):
    return run_host("sphinx", "-b", builder, *options, ".", f"_build/{builder}", folder=folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("sphinx") / "project")


@pytest.fixture(scope="module")
def pages(project: Path) -> Path:
    """The example, built for browsers by two processes."""
    done = sphinx(project, "html", "-j2", "-W", "-d", "_build/two")
    assert done.returncode == 0, done.stderr
    return project / "_build/html"


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_pages_keep_their_figures_whole(browser: Browser, pages: Path, page: str):
    check_page(browser, pages, page, PAGES[page])


def test_drawings_have_the_same_bytes_as_anywhere(project: Path, pages: Path):
    figure = render_figure(load_spec(project / "figures/depth.yaml"))
    html = (pages / "notes.html").read_text(encoding="utf-8")
    assert all(svg in html for instance in (1, 2) for svg in page_svgs(figure, instance))
    assert drawings((pages / "index.html").read_text(encoding="utf-8"))[:2] == page_svgs(figure)


def test_figures_share_the_numbers_and_references_of_sphinx(pages: Path):
    index, notes = ((pages / name).read_text(encoding="utf-8") for name in ("index.html", "notes.html"))
    numbers = r'<span class="sg-number">(Fig\. \d)</span> '
    assert re.findall(numbers, index) == ["Fig. 1", "Fig. 2"]
    assert re.findall(numbers, notes) == ["Fig. 3", "Fig. 4", "Fig. 5"]
    assert '<a class="reference internal" href="#depth"><span class="std std-numref">Fig. 1</span></a>' in index
    assert 'href="index.html#depth"><span class="std std-numref">Fig. 1</span>' in notes
    assert re.findall(r'<figure [^>]*\bid="([^"]*)"', index) == ["depth", "wave"]
    assert re.findall(r'<figure [^>]*\bid="([^"]*)"', notes) == ["id1", "again", "here"]


def test_two_processes_write_what_one_does(project: Path, pages: Path):
    parallel = {name: (pages / name).read_bytes() for name in ("index.html", "notes.html")}
    assert sphinx(project, "html", "-W", "-E", "-a", "-d", "_build/one").returncode == 0
    assert {name: (pages / name).read_bytes() for name in parallel} == parallel


def test_latex_has_pictures_with_their_words_and_captions(project: Path):
    done = sphinx(project, "latex", "-W")
    assert done.returncode == 0, done.stderr
    (file,) = (project / "_build/latex").glob("*.tex")
    first = file.read_text(encoding="utf-8").split(r"\begin{figure}")[1].split(r"\end{figure}")[0]
    picture = re.search(r"\\sphinxincludegraphics\[alt=\{(.+?)\},width=420\\sphinxpxdimen\]\{\{(.+?)\}\.png\}", first)
    assert picture is not None
    assert picture[1].startswith("The gradient halves at every layer.")
    assert (project / f"_build/latex/{picture[2]}.png").read_bytes().startswith(PNG)
    assert r"\caption{Gradient at every layer. Every ReLU layer keeps half of the gradient.}\label{" in first
    assert "halves at every layer" in first.split(r"\begin{sphinxlegend}")[1]
    assert r"Fig.\@ \ref{\detokenize{index:depth}}" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", ["text", "epub"])
def test_other_builders_tell_the_figure_in_their_own_way(project: Path, builder: str):
    done = sphinx(project, builder)
    assert done.returncode == 0, done.stderr
    text = next((project / "_build" / builder).glob("index.*html" if builder == "epub" else "index.txt"))
    words = " ".join(text.read_text(encoding="utf-8").split())
    assert "Every ReLU layer keeps half of the gradient." in words
    assert "halves at every layer" in words
    assert (".png" in words) == (builder == "epub")
    assert "<script" not in words.split("<body")[-1]


def test_an_edited_file_is_a_reason_to_read_its_page_again_and_no_other(tmp_path: Path):
    project = shutil.copytree(EXAMPLE, tmp_path / "project")
    figures = project / "figures"
    (figures / "sizes.csv").write_text(DATA)
    (figures / "data.yaml").write_text(
        "kind: gradient-flow\nparams:\n  layers: [2, 3, 2]\n  gradients: {file: sizes.csv, column: size}\n"
    )
    (project / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n   shape\n   data\n")
    (project / "notes.md").unlink()
    (project / "shape.rst").write_text("Shape\n=====\n\n.. figure-spec:: figures/depth.yaml\n")
    (project / "data.rst").write_text("Data\n====\n\n.. figure-spec:: figures/data.yaml\n")
    assert READ.search(sphinx(project, "html", "-W").stdout).groups() == ("3", "0", "0")
    for file, old, new, page in (
        (figures / "depth.yaml", "num_layers: 8", "num_layers: 9", "shape"),
        (figures / "sizes.csv", "1,0.5\n", "1,0.25\n", "data"),
    ):
        built = project / f"_build/html/{page}.html"
        before = built.read_bytes()
        file.write_text(file.read_text().replace(old, new))
        done = sphinx(project, "html", "-W")
        assert done.returncode == 0, done.stderr
        assert READ.search(done.stdout).groups() == ("0", "1", "0")
        assert f"reading sources... [100%] {page}" in done.stdout
        assert built.read_bytes() != before


def test_errors_stand_at_their_place_and_fail_the_strict_build_until_they_are_mended(tmp_path: Path):
    project = shutil.copytree(EXAMPLE, tmp_path / "project")
    (project / "index.rst").write_text(BROKEN_RST)
    (project / "notes.md").unlink()
    (project / "broken.md").write_text(BROKEN_MYST)
    (project / "part.txt").write_text(".. figure-spec::\n\n   kind: gradient-dekay\n")
    (project / "figures/broken.yaml").write_text("kind: gradient-decay\nparams:\n  num_layer: 3\n")
    for _ in range(2):  # the second build reads again what it could not understand
        done = sphinx(project, "html", "-W", "--keep-going")
        assert done.returncode == 1
        for file, line, column, message in PLACES:
            assert re.search(
                rf"{re.escape(file)}:{line}:{column}: ERROR: .*?{re.escape(message)}", done.stderr, re.DOTALL
            )
        assert done.stderr.count("ERROR") == len(PLACES)
    assert sphinx(project, "html").returncode == 0


def test_names_in_an_included_file_begin_at_the_page_that_includes_it(tmp_path: Path):
    docs = shutil.copytree(EXAMPLE, tmp_path / "docs")
    (docs / "notes.md").unlink()
    (docs / "figures/sizes.csv").write_text(DATA)
    (docs / "parts").mkdir()
    (docs / "index.rst").write_text("Home\n====\n\n.. include:: parts/part.txt\n")
    spec = "kind: gradient-flow\n   params:\n     layers: [2, 3, 2]\n"
    data = "     gradients: {file: figures/sizes.csv, column: size}\n"
    (docs / "parts/part.txt").write_text(
        f".. figure-spec:: figures/depth.yaml\n\n.. figure-spec:: /figures/depth.yaml\n\n"
        f".. figure-spec::\n\n   file: figures/depth.yaml\n\n.. figure-spec::\n\n   {spec}{data}"
    )
    first, again = (run_host("sphinx", "-b", "text", "-W", "docs", "out", folder=tmp_path) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "out/index.txt").read_text().count("Gradient at every layer") >= 3
    assert "no targets are out of date" in again.stdout
    (docs / "figures/sizes.csv").write_text(DATA.replace("0.5", "0.25"))
    assert READ.search(run_host("sphinx", "-b", "text", "docs", "out", folder=tmp_path).stdout).groups()[1] == "1"
    (docs / "figures/sizes.csv").write_text("layer,width\n0,1\n")
    broken = run_host("sphinx", "-b", "text", "docs", "out", folder=tmp_path)
    assert re.search(r"docs/parts/part\.txt:14:51: ERROR", broken.stderr)


def test_a_sphinx_that_does_not_work_is_not_called_missing(tmp_path: Path):
    program = "import sys; sys.modules['sphinx.util.docutils'] = None; import sitegen.integrations.sphinx"
    done = run_host(sys.executable, "-c", program, folder=tmp_path, module=False)
    assert done.stderr.strip().splitlines()[-1].startswith("ModuleNotFoundError: import of sphinx.util.docutils")


def test_doctrees_of_another_format_are_read_again(monkeypatch):
    from sitegen.integrations import sphinx

    own = sphinx._doctree_format()
    monkeypatch.setattr(sphinx, "fields", lambda _: [])
    assert sphinx._doctree_format() != own


def test_figures_have_the_theme_of_the_documents(tmp_path: Path):
    folder = shutil.copytree(EXAMPLE, tmp_path / "project")
    for surface in ("#fdf6e3", "#fff8f0"):  # a changed theme is a reason to read the pages again
        (folder / "site.yaml").write_text(f"theme: {{light: {{surface: '{surface}'}}}}\n")
        sphinx(folder, "html")
        page = (folder / "_build/html/index.html").read_text(encoding="utf-8")
        assert f"light-dark({surface}," in page
        assert page.count('<div class="sg-fragment-') == 2
