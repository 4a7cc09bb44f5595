"""The fence in Zensical: the example project really built, errors, strictness."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sitegen.integrations.zensical import builds_strictly
from tests.hosts.hosted import (
    EXAMPLES,
    OTHER,
    SHARED_PAGE,
    SITE,
    check_drawings,
    check_instant_navigation,
    check_page,
    drawings,
    run_host,
)

BROKEN = "---\ntitle: Broken\n---\n# Broken\n\n- In a list:\n\n    ``` figure\n    kind: gradient-dekay\n    ```\n"
PROBLEM = "docs/index.md:9:11: error: kind: 'gradient-dekay' is not one of"

MKDOCS = """\
site_name: Gradients
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: figure
          class: figure
          format: !!python/name:sitegen.integrations.zensical.figure
          validator: !!python/name:sitegen.integrations.zensical.validate
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built strictly."""
    folder = shutil.copytree(EXAMPLES / "zensical", tmp_path_factory.mktemp("zensical") / "project")
    done = run_host("zensical", "build", "--strict", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.browser
def test_the_page_keeps_its_figures_whole(browser: Browser, project: Path):
    check_page(browser, project / "site", "index.html", SHARED_PAGE)


@pytest.mark.browser
def test_figures_are_whole_where_instant_navigation_exchanges_the_content_of_a_page(browser: Browser, tmp_path: Path):
    folder = shutil.copytree(EXAMPLES / "zensical", tmp_path / "project")
    settings = (folder / "zensical.toml").read_text()
    settings = settings.replace("font = false", 'font = false\nfeatures = ["navigation.instant"]')
    (folder / "zensical.toml").write_text(settings.replace("[project]", f'[project]\nsite_url = "{SITE}"'))
    (folder / "docs/other.md").write_text(OTHER)
    assert run_host("zensical", "build", folder=folder).returncode == 0
    check_instant_navigation(browser, folder / "site")


def test_drawings_have_the_same_bytes_as_anywhere(project: Path):
    check_drawings(project / "site/index.html", project / "docs/figures")


def test_the_settings_of_mkdocs_serve_as_well(tmp_path: Path, project: Path):
    folder = shutil.copytree(EXAMPLES / "zensical", tmp_path / "project")
    (folder / "zensical.toml").unlink()
    (folder / "mkdocs.yml").write_text(MKDOCS)
    assert run_host("zensical", "build", folder=folder).returncode == 0
    built = [drawings((each / "site/index.html").read_text(encoding="utf-8")) for each in (folder, project)]
    assert built[0] == built[1]


def test_errors_stand_in_page_and_log_and_fail_the_strict_build(tmp_path: Path):
    project = shutil.copytree(EXAMPLES / "zensical", tmp_path / "project")
    (project / "docs/index.md").write_text(BROKEN)
    relaxed = run_host("zensical", "build", folder=project)
    assert relaxed.returncode == 0
    html = (project / "site/index.html").read_text(encoding="utf-8")
    assert PROBLEM in html
    assert PROBLEM in relaxed.stdout + relaxed.stderr
    strict = run_host("zensical", "build", "-cs", folder=project)
    assert strict.returncode != 0
    assert PROBLEM in strict.stdout + strict.stderr


@pytest.mark.parametrize(
    ("line", "strict"),
    [
        ("zensical build --strict", True),
        ("zensical build -s", True),
        ("zensical build -cs", True),
        ("zensical build -sc", True),
        ("zensical build -csf zensical.toml", True),
        ("zensical build -f zensical.toml -s", True),
        ("zensical build", False),
        ("zensical build -c", False),
        ("zensical build -f settings.toml", False),
        ("zensical build -fsettings.toml", False),
        ("zensical build -cfs.toml", False),
        ("zensical build -f -s", False),
        ("zensical build --config-file -strict/zensical.toml", False),
        ("zensical build -cf -s", False),
        ("zensical serve -s", False),
    ],
)
def test_the_command_line_tells_the_strict_mode(line: str, strict: bool):
    assert builds_strictly(line.split()) == strict
