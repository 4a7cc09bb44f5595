"""The plugin for Pelican: the example project really built, errors, strictness."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.hosts.hosted import EXAMPLES, SHARED_PAGE, check_drawings, check_page, run_host

BROKEN = "Title: Broken\nDate: 2026-01-05\n\nText.\n\n> ``` figure\n> kind: gradient-dekay\n> ```\n"
PROBLEM = "content/gradients.md:7:9: error: kind: 'gradient-dekay' is not one of"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built strictly."""
    folder = shutil.copytree(EXAMPLES / "pelican", tmp_path_factory.mktemp("pelican") / "project")
    done = run_host("pelican", "--fatal", "warnings", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.browser
def test_the_page_keeps_its_figures_whole(browser: Browser, project: Path):
    check_page(browser, project / "output", "gradients.html", SHARED_PAGE)


def test_drawings_have_the_same_bytes_as_anywhere(project: Path):
    check_drawings(project / "output/gradients.html", project / "content/figures")


def test_errors_stand_in_page_and_log_and_fail_the_strict_build(tmp_path: Path):
    project = shutil.copytree(EXAMPLES / "pelican", tmp_path / "project")
    (project / "content/gradients.md").write_text(BROKEN)
    relaxed = run_host("pelican", folder=project)
    assert relaxed.returncode == 0
    assert PROBLEM in (project / "output/broken.html").read_text(encoding="utf-8")
    assert PROBLEM in relaxed.stdout + relaxed.stderr
    strict = run_host("pelican", "--fatal", "errors", folder=project)
    assert strict.returncode != 0
    assert PROBLEM in strict.stdout + strict.stderr
