"""Fixtures for the built site, its server and tabs; parametrises tests with the pages and figures of `listing`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen import render_figure
from sitegen.figure import Figure
from tests.browser import chromium
from tests.browser.built import BuiltSite, build, served
from tests.browser.explored import spec_of
from tests.browser.host_page import EXPLORED, WAVE, write_page
from tests.browser.listing import PARAMETERS
from tests.interactive.test_states import EXPLORE, explorable_spec

Visiting = Callable[..., AbstractContextManager[chromium.Visit]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name, (values, chosen) in PARAMETERS.items():
        if name in metafunc.fixturenames and not _given(metafunc, name):
            marks = {value: () if value in chosen else (pytest.mark.matrix,) for value in values}
            metafunc.parametrize(name, [pytest.param(value, marks=marks[value]) for value in values])


def _given(metafunc: pytest.Metafunc, name: str) -> bool:
    """Whether the test gives its own values."""
    return any(mark.args[0] == name for mark in metafunc.definition.iter_markers("parametrize"))


@pytest.fixture(scope="session")
def site(built: BuiltSite) -> Path:
    """The folder of the real site."""
    return built.folder


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
    """One tab for all tests of a module, for `revisit`."""
    with chromium.visit(browser, address, "404.html") as visited:
        yield visited


@pytest.fixture
def revisit(tab: chromium.Visit) -> Visiting:
    """Open a page of the site in the tab of this module; for tests that change neither mouse nor network state."""
    return partial(chromium.revisit, tab)


@pytest.fixture(scope="session")
def embedded() -> dict[str, Figure]:
    """The figures of `page_of`."""
    return {name: render_figure(spec_of(name)) for name in (EXPLORED, WAVE)}


@pytest.fixture
def page_of(embedded: dict[str, Figure], tmp_path: Path) -> Callable[..., Path]:
    """Write a host page with the named figures, CSS rules and attributes of its body; return its folder."""

    def write(*names: str, **page: Any) -> Path:
        return write_page(tmp_path, [embedded[name] for name in names], **page)

    return write


@pytest.fixture
def opened(visit: Visiting) -> Iterator[Callable[..., Page]]:
    """Open pages of the site that stay open until the test ends."""
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
