"""The plugin of pytest: options, and the choice of levels. It imports nothing else of sitegen until it is used."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LEVELS = ("words", "audit", "truth", "browser", "picture")
"""The levels of the contract. Only `browser` needs Chromium."""
ADVICE = 'pip install "sitegen-figures[contract]", then playwright install chromium'
"""What the level browser needs."""
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_NAMED = Path(__file__).with_name("named_kinds.py")

pytest.register_assert_rewrite(
    "sitegen.contract.drawing_checks",
    "sitegen.contract.parameter_values",
    *(f"sitegen.contract.{level}_level" for level in LEVELS),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the contract, whose names begin with ``--sitegen``."""
    group = parser.getgroup("sitegen", "contract of kinds of figures")
    group.addoption(
        "--sitegen-kind",
        action="append",
        default=[],
        metavar="NAME",
        help="Test this kind, such as lab.hinge. May be repeated.",
    )
    group.addoption(
        "--sitegen-level",
        action="append",
        default=[],
        choices=(*LEVELS, "all"),
        help="Run this level of the contract; words, audit and truth by default. May be repeated.",
    )
    group.addoption(
        "--sitegen-content", metavar="DIR", type=Path, help="A site, whose own kinds in site.yaml can be tested, too."
    )
    group.addoption(
        "--sitegen-accept", action="store_true", help="Write the pictures of the level picture instead of comparing."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Collect the contract of the kinds that the command line names, in place of the project's own tests."""
    names: list[str] = config.getoption("sitegen_kind")
    content: Path | None = config.getoption("sitegen_content")
    if not names and content is None:
        return
    from sitegen.contract.kinds_under_test import find_kinds

    find_kinds(names, content)
    if names and str(_NAMED) not in config.args:
        named_files = config.args if config.args_source is config.ArgsSource.ARGS else []
        config.args[:] = [*named_files, str(_NAMED)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the contract whose level is not chosen."""
    module = sys.modules.get("sitegen.contract.kind_contract")
    if module is None:
        return
    chosen = [level for given in config.getoption("sitegen_level") for level in (LEVELS if given == "all" else [given])]
    left_out = []
    for item in items:
        suite = getattr(item, "cls", None)
        if isinstance(suite, type) and issubclass(suite, module.KindContract):
            level = module.level_of(getattr(item, "function", None))
            if level and level not in (chosen or list(getattr(suite, "levels", ()))):
                left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def sitegen_browser() -> Iterator[Browser]:
    """Chromium; a project that has started a browser itself replaces this fixture."""
    sync_api = pytest.importorskip("playwright.sync_api", reason=f"the level browser needs Playwright: {ADVICE}")
    with sync_api.sync_playwright() as playwright:
        program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        except sync_api.Error as error:
            pytest.skip(f"the level browser needs Chromium: {ADVICE} ({str(error).splitlines()[0]})")
        with browser:
            yield browser
