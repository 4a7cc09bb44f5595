"""One built site, one server and one browser for each test process; tests are counted out over what was built."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen.pipeline import render_figure
from sitegen.write.figure_files import RenderedFigure
from tests.browser import chromium
from tests.browser.built import PRODUCTS, BuiltSite, build, served, the_site
from tests.browser.explored import spec_of
from tests.browser.theirs import EXPLORED, WAVE, write_page
from tests.explore.test_states import EXPLORE, explorable_spec

Visiting = Callable[..., AbstractContextManager[chromium.Visit]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    names = metafunc.fixturenames
    for name, attribute in (
        ("path", "pages"),
        ("scripted", "scripted"),
        ("figure", "figures"),
        ("moving", "moving"),
        ("stepped", "stepped"),
        ("replayed", "replayed"),
        ("explorable", "explorable"),
    ):
        if name in names and not _given(metafunc, name):
            metafunc.parametrize(name, getattr(the_site(metafunc.config), attribute))
    if "product" in names:
        metafunc.parametrize("product", PRODUCTS)


def _given(metafunc: pytest.Metafunc, name: str) -> bool:
    """Whether the test names its own values."""
    return any(name in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))


@pytest.fixture(scope="session")
def built(pytestconfig: pytest.Config) -> BuiltSite:
    """The real site and what it is made of."""
    return the_site(pytestconfig)


@pytest.fixture(scope="session")
def site(built: BuiltSite) -> Path:
    """The folder of the real site."""
    return built.folder


@pytest.fixture(scope="session")
def paths(built: BuiltSite) -> list[str]:
    return built.pages


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture
def visit(browser: Browser, address: str) -> Visiting:
    """Open a page of the site: ``with visit("index.html", width=320) as visited``."""
    return partial(chromium.visit, browser, address)


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[chromium.Visit]:
    """One tab for all tests of a module."""
    with chromium.visit(browser, address, "404.html") as visited:
        yield visited


@pytest.fixture
def revisit(tab: chromium.Visit) -> Visiting:
    """Open a page of the site, where the last test of this module had its own; for all that leave mouse and network alone."""
    return partial(chromium.revisit, tab)


@pytest.fixture(scope="session")
def embedded() -> dict[str, RenderedFigure]:
    """The figures of `page_of`."""
    return {name: render_figure(spec_of(name)) for name in (EXPLORED, WAVE)}


@pytest.fixture
def page_of(embedded: dict[str, RenderedFigure], tmp_path: Path) -> Callable[..., Path]:
    """Write a page of others with the named figures, its rules and the attributes of its body; the folder that it is in."""

    def write(*names: str, **page: Any) -> Path:
        return write_page(tmp_path, [embedded[name] for name in names], **page)

    return write


@pytest.fixture
def opened(visit: Visiting) -> Iterator[Callable[..., Page]]:
    """Open a page of the site until the test ends; several may be open."""
    with ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(visit(path, **options)).page


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory):
    """A site with an explorable figure of each kind."""
    content = tmp_path_factory.mktemp("kinds") / "content"
    (content / "figures").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Kinds\ndescription: A figure of each kind.\n", encoding="utf-8")
    (content / "index.md").write_text("---\ntitle: Kinds\n---\n\nText.\n", encoding="utf-8")
    for kind in EXPLORE:
        (content / "figures" / f"{kind}.yaml").write_text(json.dumps(explorable_spec(kind)), encoding="utf-8")
    with served(build(content, content.parent / "site").folder) as address:
        yield address
