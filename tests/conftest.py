"""What all tests share: seeded randomness, the switch that rewrites goldens, the specs of the real site, one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser import chromium

settings.register_profile("sitegen", deadline=None, derandomize=True)
settings.load_profile("sitegen")
"""No example is timed, since machines differ; every run tries the same ones, since a red run must be red again."""

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
FIGURES = sorted((CONTENT / "figures").glob("*.yaml"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the goldens instead of comparing with them")


@pytest.fixture
def rng() -> np.random.Generator:
    """Random numbers that are the same in every run."""
    return np.random.default_rng(20)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Only one of these can live in a process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium.launch(playwright) as started:
        yield started
