"""The plugin for MkDocs and ProperDocs: the example projects really built and served, strictness, search."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser

from sitegen.integrations.mkdocs import FigurePlugin
from sitegen.page.fragment import Fragment
from tests.hosts.hosted import (
    EXAMPLES,
    OTHER,
    SHARED_PAGE,
    SITE,
    check_drawings,
    check_instant_navigation,
    check_page,
    distribution,
    drawings,
    host_environment,
    run_host,
)

TOOLS = ("mkdocs", "properdocs")
MATERIAL = f"""\
site_name: Gradients
site_url: {SITE}
theme: {{name: material, font: false, features: [navigation.instant]}}
plugins: [search, sitegen]
"""
BROKEN = """\
---
title: Broken
---
# Broken

!!! note

    ``` figure
    kind: gradient-decay
    params:
      activation: reluu
    ```

``` figure
file: figures/broken.yaml
```

``` figure
file: figures/waves.yaml
```

``` figure title="A wave"
file: figures/wave.yaml
```

````markdown
``` figure
kind: this is only shown
```
````
"""
PLACES = [
    ("docs/index.md:11:19", "did you mean 'relu'?"),
    ("docs/figures/broken.yaml:2:10", "unknown"),
    ("docs/index.md:19:7", "did you mean 'figures/wave.yaml'?"),
    ("docs/index.md:22:1", "'title' has no effect"),
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return distribution(tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module", params=[*TOOLS, "material"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Path:
    """The example of one of the tools, or that of MkDocs with another theme and another page, built strictly."""
    tool = request.param if request.param in TOOLS else TOOLS[0]
    folder = shutil.copytree(EXAMPLES / tool, tmp_path_factory.mktemp(request.param) / tool)
    if request.param == "material":
        (folder / "mkdocs.yml").write_text(MATERIAL)
        (folder / "docs/other.md").write_text(OTHER)
    done = build(folder, installed, "--strict")
    assert done.returncode == 0, done.stderr
    return folder


def build(folder: Path, installed: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run_host(folder.name, "build", *options, folder=folder, places=[installed])


@pytest.mark.browser
def test_the_page_keeps_its_figures_whole(browser: Browser, project: Path):
    check_page(browser, project / "site", "index.html", SHARED_PAGE)


@pytest.mark.browser
@pytest.mark.parametrize("project", ["material"], indirect=True)
def test_figures_are_whole_where_material_exchanges_the_content_of_a_page(browser: Browser, project: Path):
    check_instant_navigation(browser, project / "site")


def test_drawings_have_the_same_bytes_as_anywhere(project: Path):
    check_drawings(project / "site/index.html", project / "docs/figures")


def test_the_search_holds_the_words_of_figures_and_not_their_rules(project: Path):
    index = json.loads((project / "site/search/search_index.json").read_text(encoding="utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "The magnitude halves at every layer" in " ".join(text.split())
    assert not re.search(r"var\(--|@media|aria-", text)
    html = (project / "site/index.html").read_text(encoding="utf-8")
    assert html.count('<script type="module">') == 1
    assert "@media" in html


@pytest.mark.parametrize("tool", TOOLS)
def test_errors_stand_in_page_and_log_and_fail_the_strict_build(tmp_path: Path, installed: Path, tool: str):
    project = shutil.copytree(EXAMPLES / tool, tmp_path / tool)
    config = project / f"{tool}.yml"
    config.write_text(config.read_text() + "markdown_extensions: [admonition, attr_list]\n")
    (project / "docs/index.md").write_text(BROKEN)
    (project / "docs/figures/broken.yaml").write_text("kind: gradient-decay\nparams: {num_layer: 3}\n")
    relaxed, strict = build(project, installed), build(project, installed, "--strict")
    assert (relaxed.returncode, strict.returncode) == (0, 1)
    assert "Aborted with 4 errors in strict mode" in strict.stdout
    html = (project / "site/index.html").read_text(encoding="utf-8")
    assert html.count("This figure cannot be drawn") == 4
    assert html.count("sg-figure") == 0
    for output in (relaxed.stderr, strict.stderr, html):
        for place, message in PLACES:
            assert re.search(rf"{re.escape(place)}: error: .*?{re.escape(message)}", output, re.DOTALL)
        assert output.count(": error: ") == len(PLACES)


@pytest.mark.parametrize("edited", ["docs/figures/wave.yaml", "figures/outside.yaml", "figures/run.csv"])
def test_an_edited_file_changes_the_page_that_is_served(tmp_path: Path, installed: Path, edited: str):
    project = shutil.copytree(EXAMPLES / "mkdocs", tmp_path / "mkdocs")
    (project / "figures").mkdir()
    (project / "figures/outside.yaml").write_text(
        "kind: gradient-flow\ntitle: Outside\nparams:\n  layers: [2, 3, 2]\n  gradients: {file: run.csv}\n"
    )
    (project / "figures/run.csv").write_text("norm\n0.125\n0.25\n1.0\n")
    page = project / "docs/index.md"
    page.write_text(page.read_text() + "\n``` figure\nfile: /figures/outside.yaml\n```\n")
    with served_by_mkdocs(project, installed) as address:
        before = wait_for(address, lambda html: "Outside" in html)
        content = (project / edited).read_text()
        (project / edited).write_text(
            re.sub(r"\[3, 4, 4, 2\]|\[2, 3, 2\]", "[2, 4, 2]", content).replace("0.125", "0.0625")
        )
        wait_for(address, lambda html: drawings(html) not in ([], drawings(before)), edited=project / edited)


@contextmanager
def served_by_mkdocs(project: Path, installed: Path) -> Iterator[str]:
    """The address of ``mkdocs serve``, until the test ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (project.parent / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=project, env=host_environment(installed), stdout=log, stderr=log)
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()  # an interrupt would be ignored where the tests run in the background
            server.wait(timeout=20)


def wait_for(address: str, arrived: Callable[[str], bool], *, edited: Path | None = None) -> str:
    """The page once it is as it should be; what was edited before the server began to watch is saved again."""
    html = ""
    for attempt in range(150):
        time.sleep(0.2)
        if edited is not None and attempt % 25 == 24:
            edited.touch()
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                html = answer.read().decode()
        except OSError:
            continue
        if arrived(html):
            return html
    return pytest.fail(f"the page never came: {html[:400]}")


def test_placeholders_that_an_author_has_written_stay():
    plugin = FigurePlugin()
    config = SimpleNamespace(docs_dir="docs", markdown_extensions=[], mdx_configs={}, plugins={})
    plugin.on_config(config)
    (fence,) = config.mdx_configs["pymdownx.superfences"]["custom_fences"]
    taken = fence["format"].__self__.html(Fragment(("a{}",), "<figure></figure>", ("run()",)))
    assert "a{}" not in taken
    assert "run()" not in taken
    others = f"<!--sitegen-99--><!--sitegen-0--><!--sitegen-{'0' * 64}-->"
    built = plugin.on_post_page(others + taken, page=None, config=None)
    assert built == others + Fragment(("a{}",), "<figure></figure>", ("run()",)).html


def test_all_pages_in_one_have_their_styles_and_unique_ids(tmp_path: Path, installed: Path):
    folder = shutil.copytree(EXAMPLES / "mkdocs", tmp_path / "mkdocs")
    (folder / "mkdocs.yml").write_text("site_name: Gradients\nplugins: [search, sitegen, print-site]\n")
    for name in ("other.md", "third.md"):
        (folder / "docs" / name).write_text(OTHER)
    assert build(folder, installed).returncode == 0
    page = (folder / "site/print_page/index.html").read_text(encoding="utf-8")
    assert page.count('<div class="sg-fragment">') >= 3
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    named = re.findall(r'\b(?:aria-labelledby|aria-describedby)="(sg-[^"]+)"', page)
    assert {name for names in named for name in names.split()} <= set(ids)
    assert "<!--sitegen-" not in page
    styles = re.findall(r"<style>.*?</style>", page, re.DOTALL)
    assert len(styles) == len(set(styles)) >= 2
