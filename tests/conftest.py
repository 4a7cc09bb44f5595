"""Shared fixtures: seeded random numbers, the option that rewrites goldens, the specs of the real site, its build, a browser."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import settings

if TYPE_CHECKING:  # a unit test runs without Playwright
    from playwright.sync_api import Browser, Playwright

    from tests.browser.built import BuiltSite

DEFAULT = settings(deadline=None, derandomize=True, max_examples=50)
"""No deadline, since machines differ; the same examples in every run, so that a failure is reproducible."""
settings.register_profile("default tests", DEFAULT)
settings.register_profile("every test", DEFAULT, max_examples=500)
settings.load_profile("default tests")
pytest_plugins = ["sitegen.contract.plugin"]

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
FIGURES = sorted((CONTENT / "figures").glob("*.yaml"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the goldens instead of comparing with them")


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One process more than cores: while a test waits for a browser, a server or a timer, another uses its core."""
    return (yield) + 1


@pytest.fixture(scope="session")
def shared_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of a run share: that of a worker is inside it."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if hasattr(pytestconfig, "workerinput") else folder


@pytest.fixture(scope="session", autouse=True)
def _caches_of_tests(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds of tests leave the cache of the user alone. Programs that tests start compile each module at most once in a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        if sys.dont_write_bytecode:  # otherwise these programs find what the tests have imported
            patch.setenv("PYTHONPYCACHEPREFIX", str(shared_folder / "compiled"))
            patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator with a fixed seed."""
    return np.random.default_rng(20)


@pytest.fixture(scope="session")
def cache_of_content(shared_folder: Path) -> Path:
    """Where builds of ``content/`` find the figures of an earlier one."""
    return shared_folder / "cache of content"


@pytest.fixture(scope="session")
def built(shared_folder: Path, cache_of_content: Path) -> BuiltSite:
    """The site of ``content/``: the first test process that needs it builds it for all."""
    from tests.browser.built import BuiltSite, build

    folder = shared_folder / "site"
    with (shared_folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return BuiltSite(folder) if folder.exists() else build(CONTENT, folder, cache_of_content)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright allows one instance in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    from tests.browser import chromium

    with chromium.launch(playwright) as started:
        yield started


@pytest.fixture(scope="session")
def sitegen_browser(browser: Browser) -> Browser:
    """The browser of the contract of kinds."""
    return browser
