"""A figure in Hugo: the page of the documentation followed, and what Hugo makes looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import CONTENT
from tests.hosts.hosted import Counts, check_page, drawings
from tests.hosts.walks import walk


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the page has made."""
    folder = tmp_path_factory.mktemp("hugo")
    walk((CONTENT / "hosts/hugo.md").read_text(encoding="utf-8"), folder)
    return folder / "work"


@pytest.mark.browser
def test_the_page_keeps_its_figure_whole(browser: Browser, project: Path):
    check_page(browser, project / "public", "gradients/", Counts(figures=1, explorable=1, moving=1))


def test_the_fragment_arrives_byte_for_byte(project: Path):
    fragment = (project / "figures/depth.html").read_text(encoding="utf-8")
    assert len(drawings(fragment)) == 2  # for narrow and for wide places
    assert fragment.strip() in (project / "public/gradients/index.html").read_text(encoding="utf-8")
