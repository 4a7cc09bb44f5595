"""The plugin for mystmd, over its protocol: no arguments, then ``--directive`` with JSON; and the example as mystmd builds it."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sitegen import load_spec, render_figure
from tests.hosts.hosted import EXAMPLES, run_host

EXAMPLE = EXAMPLES / "mystmd"
HEAVY = ("click", "jinja2", "numpy", "pydantic", "svgwrite", "yaml")
WAVE = "kind: gradient-flow\nid: index-11\ntitle: The wave\nparams: {layers: [3, 4, 4, 2]}\n"
BROKEN = """\
# Broken

- In a list:

  ```{figure-spec}
  :name: broken
  kind: gradient-decay
  params:
    activation: reluu
  ```
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "project")


def call(project: Path, *arguments: str, given: Any = None) -> subprocess.CompletedProcess[str]:
    """Start the plugin as mystmd does: the file that ``myst.yml`` names, with the project as its folder."""
    return run_host(project / "figures.py", *arguments, folder=project, module=False, given=json.dumps(given))


def directive(page: Path, name: str) -> dict[str, Any]:
    """What mystmd says about the directive with this label: lines count from 1, and nothing tells the page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    start = next(index for index, line in enumerate(lines) if f":name: {name}" in line)
    indent = lines[start].index(":")
    end = next(index for index, line in enumerate(lines) if index > start and "```" in line)
    body = "\n".join(line[indent:] for line in lines[start + 1 : end]).strip("\n")
    first = next((index for index in range(start + 1, end) if lines[index].strip()), end)
    node = {"type": "mystDirective", "position": {"start": {"line": start, "column": 1}}, "children": []}
    if body:
        node["children"].append({"type": "mystDirectiveBody", "position": {"start": {"line": first + 1}}})
    data = {"name": "figure-spec", "node": node, "options": {"name": name}, "body": body}
    argument = lines[start - 1].partition("}")[2].strip()
    return {key: value for key, value in {**data, "arg": argument}.items() if value}


def found(node: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    below = [each for child in node.get("children", []) for each in found(child, kind)]
    return [node, *below] if node["type"] == kind else below


def words(node: dict[str, Any]) -> str:
    return "".join(each["value"] for each in found(node, "text"))


def test_without_arguments_it_says_what_it_has(project: Path):
    done = call(project)
    assert (done.returncode, done.stderr) == (0, "")
    (only,) = json.loads(done.stdout)["directives"]
    assert (only["name"], only["arg"]["type"], only["body"]["type"]) == ("figure-spec", "string", "string")


def test_the_first_answer_imports_nothing_heavy(project: Path):
    program = f"""
import io, sys
from sitegen.integrations.mystmd import answer
assert answer([], sys.stdin, io.StringIO()) == 0
print([name for name in {HEAVY} if name in sys.modules])
"""
    assert run_host("python", "-c", program, folder=project, module=False).stdout == "[]\n"


def test_a_file_becomes_a_numbered_figure_with_its_words_and_its_table(project: Path):
    done = call(project, "--directive", "figure-spec", given=directive(project / "index.md", "depth"))
    assert (done.returncode, done.stderr) == (0, "")
    container, details = json.loads(done.stdout)
    figure = render_figure(load_spec(project / "figures/depth.yaml"))
    assert (container["type"], container["kind"], container["identifier"]) == ("container", "figure", "depth")
    (picture,) = found(container, "image")
    kind, _, content = picture["url"].partition(";base64,")
    assert (kind, base64.b64decode(content).decode()) == ("data:image/svg+xml", figure.svg)
    assert picture["alt"].startswith("The gradient halves at every layer.")
    (caption,), (legend,) = found(container, "caption"), found(container, "legend")
    assert words(caption) == "Gradient at every layer Every ReLU layer keeps half of the gradient."
    assert words(legend) == figure.description.summary("page")
    rows = [[words(cell) for cell in row["children"]] for row in found(details, "tableRow")]
    assert [row[0] for row in rows] == ["Layer", *map(str, range(8))]
    assert [row[2] for row in rows[-2:]] == ["0.50", "1.00"]
    headers = [[cell.get("header", False) for cell in row["children"]] for row in found(details, "tableRow")]
    assert headers[:2] == [[True] * 5, [True] + [False] * 4]


def test_a_spec_stands_in_the_text(project: Path):
    done = call(project, "--directive", "figure-spec", given=directive(project / "index.md", "wave"))
    container, _ = json.loads(done.stdout)
    assert words(found(container, "caption")[0]) == "The wave"
    assert container["label"] == "wave"


def test_an_error_stands_at_its_place_and_stops_the_build(project: Path):
    (project / "part").mkdir()
    (project / "part/broken.md").write_text(BROKEN)
    done = call(project, "--directive", "figure-spec", given=directive(project / "part/broken.md", "broken"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("part/broken.md:9:17: error: params.activation: 'reluu' is not one of")
    assert "did you mean 'relu'?" in done.stderr


def test_files_are_looked_for_beside_their_page(project: Path):
    shutil.copytree(project / "figures", project / "part/figures")
    (project / "part/page.md").write_text("# Page\n\n\n\n```{figure-spec} figures/depht.yaml\n:name: absent\n```\n")
    done = call(project, "--directive", "figure-spec", given=directive(project / "part/page.md", "absent"))
    assert done.returncode == 1
    assert (
        done.stderr
        == "part/page.md:5:1: error: there is no file part/figures/depht.yaml (did you mean 'figures/depth.yaml'?)\n"
    )


@pytest.fixture
def twins(project: Path) -> Path:
    """Two folders whose pages have the same lines, and figures of their own."""
    for name, layers in (("a", 3), ("b", 5)):
        (project / name / "figures").mkdir(parents=True)
        (project / name / "figures/depth.yaml").write_text(f"kind: gradient-decay\nparams: {{num_layers: {layers}}}\n")
        (project / name / "index.md").write_text("# Page\n\n```{figure-spec} figures/depth.yaml\n:name: twin\n```\n")
    return project


def test_a_directive_that_two_pages_have_in_one_line_is_neither(twins: Path):
    done = call(twins, "--directive", "figure-spec", given=directive(twins / "b/index.md", "twin"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "a/index.md and b/index.md both have this in line 3" in done.stderr
    assert "begin the name of the file with /" in done.stderr


@pytest.mark.parametrize("text", ["file: figures/depth.yaml", "kind: gradient-decay\nlink: x\nparams: {figure: depth}"])
def test_so_is_one_that_names_a_file_in_its_text(twins: Path, text: str):
    for name in ("a", "b"):
        (twins / name / "index.md").write_text(f"# Page\n\n```{{figure-spec}}\n:name: twin\n\n{text}\n```\n")
    done = call(twins, "--directive", "figure-spec", given=directive(twins / "b/index.md", "twin"))
    assert "a/index.md and b/index.md both have this in line 3" in done.stderr


@pytest.mark.parametrize(
    ("body", "layers"),
    [
        (" /b/figures/depth.yaml\n:name: twin\n", 5),
        ("\n:name: twin\n\nfile: /b/figures/depth.yaml\n", 5),
        ("\n:name: twin\n\nkind: gradient-decay\nparams: {num_layers: 4}\n", 4),
    ],
)
def test_a_figure_that_is_the_same_for_both_pages_is_drawn(twins: Path, body: str, layers: int):
    for name in ("a", "b"):
        (twins / name / "index.md").write_text(f"# Page\n\n```{{figure-spec}}{body}```\n")
    done = call(twins, "--directive", "figure-spec", given=directive(twins / "b/index.md", "twin"))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(found(json.loads(done.stdout)[1], "tableRow")) == 1 + layers


def test_pages_whose_text_goes_on_in_another_way_are_told_apart(twins: Path):
    for name, column in (("a", "one"), ("b", "two")):
        (twins / name / "run.csv").write_text("one,two\n0.25,0.5\n0.5,0.75\n1,1\n")
        spec = f"kind: gradient-flow\nparams:\n  layers: [2, 3, 2]\n  gradients: {{file: run.csv, column: {column}}}\n"
        (twins / name / "index.md").write_text(f"```{{figure-spec}}\n:name: twin\n\n{spec}```\n")
    (twins / "b/run.csv").unlink()
    done = call(twins, "--directive", "figure-spec", given=directive(twins / "b/index.md", "twin"))
    assert done.stderr.startswith("b/index.md:7:")


def test_a_link_that_leads_nowhere_is_no_page(project: Path):
    (project / "absent.md").symlink_to("nowhere.md")
    done = call(project, "--directive", "figure-spec", given=directive(project / "index.md", "depth"))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("given", ["", "{", "[1]"])
def test_what_is_no_json_of_a_directive_gets_one_sentence(project: Path, given: str):
    done = run_host(project / "figures.py", "--directive", "figure-spec", folder=project, module=False, given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "sitegen-mystmd: the standard input holds no directive in JSON, as mystmd sends it\n"


def test_anything_else_is_refused_with_a_word_on_usage(project: Path):
    done = call(project, "--role", "figure-spec")
    assert (done.returncode, done.stderr) == (2, "usage: sitegen-mystmd [--directive figure-spec]\n")


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run_host("tests.hosts.mystmd", "build", "--site", *options, folder=project)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the example's site, built strictly by mystmd."""
    project = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("mystmd") / "project")
    done = build(project, "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "_build/site"


@pytest.mark.slow
def test_in_the_site_a_figure_has_its_picture_its_words_its_table_and_its_number(site: Path):
    tree = json.loads((site / "content/index.json").read_text(encoding="utf-8"))["mdast"]
    figures = [render_figure(load_spec(each)) for each in (EXAMPLE / "figures/depth.yaml", WAVE)]
    assert [words(each) for each in found(tree, "crossReference")] == ["Figure\u00a01", "Figure\u00a02"]
    assert [words(each) for each in found(tree, "caption")] == [
        "Figure\u00a01:Gradient at every layer Every ReLU layer keeps half of the gradient.",
        "Figure\u00a02:The wave",
    ]
    assert [words(each) for each in found(tree, "legend")] == [figure.description.summary("page") for figure in figures]
    images = found(tree, "image")
    assert [each["alt"] for each in images] == [figure.alt for figure in figures]
    drawn = [(site / "public" / each["url"].lstrip("/")).read_text(encoding="utf-8") for each in images]
    assert drawn == [figure.svg for figure in figures]
    assert [len(found(each, "tableRow")) for each in found(tree, "table")] == [1 + 8, 1 + 4]


@pytest.mark.slow
def test_in_the_strict_build_an_error_stands_at_its_place_and_stops_it(project: Path):
    spec = project / "figures/depth.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("num_layers", "num_layer"))
    strict, relaxed = build(project, "--strict"), build(project)
    assert (strict.returncode, relaxed.returncode) == (1, 0)
    for done in (strict, relaxed):
        assert "figures/depth.yaml:5:3: error: params.num_layer: this key is unknown" in done.stdout + done.stderr
    assert not list(project.glob("_build/site/content/*"))
