"""The theme of a ``site.yaml`` reaches the figures of every host: in the style of the page, and in all drawings."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.built import served
from tests.browser.chromium import visit
from tests.conftest import CONTENT
from tests.hosts.hosted import EXAMPLES, distribution, run_host
from tests.hosts.walks import walk

LOOK = {
    "light": {"surface": "#fdf6e3", "ink": "#073642", "accent": "#7a1f2b"},
    "dark": {"surface": "#002b36", "ink": "#eee8d5"},
}
SETTINGS = f"theme: {json.dumps(LOOK)}\n"


@dataclass(frozen=True, slots=True)
class Host:
    """An example, the folder of its ``site.yaml``, and how it is built."""

    build: Callable[[Path, Path], None]
    page: str
    settings: str = "."
    themed: int = 3
    """How many figures of the page have the theme; one that Python makes without a file has none."""


def _run(*command: str) -> Callable[[Path, Path], None]:
    def build(folder: Path, installed: Path) -> None:
        done = run_host(*command, folder=folder, places=[installed])
        assert done.returncode == 0, done.stderr

    return build


OFFLINE = ("--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url=")
LIGHT = {"mkdocs", "properdocs", "jupyter"}
"""Hosts whose pages stay light here, and their figures with them, whatever the colours of the browser."""
HOSTS = {
    "mkdocs": Host(_run("mkdocs", "build", "--strict"), "site/index.html"),
    "properdocs": Host(_run("properdocs", "build", "--strict"), "site/index.html"),
    "zensical": Host(_run("zensical", "build", "--strict"), "site/index.html"),
    "pelican": Host(_run("pelican", "--fatal", "warnings"), "output/gradients.html", settings="content"),
    "myst-nb": Host(_run("sphinx", "-W", "-b", "html", ".", "_build"), "_build/index.html", themed=2),
    "jupyter": Host(
        _run("nbconvert", "--to", "html", "--execute", *OFFLINE, "figures.ipynb"), "figures.html", themed=2
    ),
}


def _hugo(folder: Path) -> Path:
    """The page of a reader who follows the documentation, and has a ``site.yaml``."""
    text = (CONTENT / "hosts/hugo.md").read_text(encoding="utf-8")
    before, making, after = text.partition("Make the piece of HTML")
    walk(f"{before}Save `site.yaml`:\n\n```yaml\n{SETTINGS}```\n\n{making}{after}", folder)
    return folder / "work/public/gradients/index.html"


@pytest.fixture(scope="module", params=[*HOSTS, "hugo"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, bool]:
    """A built page, how many of its figures have the theme, and whether it stays light."""
    scratch = tmp_path_factory.mktemp(request.param)
    if request.param == "hugo":
        return _hugo(scratch), 1, False
    host = HOSTS[request.param]
    folder = shutil.copytree(EXAMPLES / request.param, scratch / "project")
    (folder / host.settings / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    host.build(folder, distribution(scratch))
    return folder / host.page, host.themed, request.param in LIGHT


def test_figures_have_the_theme(page: tuple[Path, int, bool]) -> None:
    built, themed, _ = page
    html = built.read_text(encoding="utf-8")
    assert len(re.findall(r'<div class="sg-fragment-', html)) == themed
    assert f"light-dark({LOOK['light']['surface']}, {LOOK['dark']['surface']})" in html


@pytest.mark.browser
def test_a_reader_sees_its_colours(browser: Browser, page: tuple[Path, int, bool]) -> None:
    """In light and in dark colours of the page."""
    built, _, stays_light = page
    lead = "getComputedStyle(document.querySelector('[class^=sg-fragment-] .sg-lead')).color"
    with served(built.parent) as address, visit(browser, address, built.name) as visited:
        for scheme in ("light", "dark"):
            visited.page.evaluate("scheme => { document.documentElement.style.colorScheme = scheme; }", scheme)
            red, green, blue = (int(part) for part in re.findall(r"\d+", visited.page.evaluate(lead))[:3])
            assert f"#{red:02x}{green:02x}{blue:02x}" == LOOK["light" if stays_light else scheme]["ink"]
