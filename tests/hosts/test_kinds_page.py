"""The page about kinds, followed as written in an empty folder: a package, its tests, a site, MkDocs and a notebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CONTENT
from tests.hosts.walks import walk


@pytest.mark.slow
def test_the_page_makes_tests_and_shows_a_kind(tmp_path: Path) -> None:
    reader = walk((CONTENT / "docs/kinds.md").read_text(encoding="utf-8"), tmp_path)
    assert {
        "hinge.svg",
        "public/figures/hinge/index.html",
        "public/figures/ramp/index.html",
        "site/index.html",
        "cells.html",
    } <= set(reader.figures())
    work = tmp_path / "work"
    assert "from lab-kinds 0.1" in (work / "public/reference/lab.hinge.html").read_text(encoding="utf-8")
    assert "from kinds/ramp.py" in (work / "public/reference/lab.ramp.html").read_text(encoding="utf-8")
    assert len(list((work / "pictures").iterdir())) == 3
    assert "The loss is 0.5 at 0.5." in (work / "site/index.html").read_text(encoding="utf-8")
