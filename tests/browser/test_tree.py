"""Accessibility snapshots of two figures with all details open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden"
SIZES = re.compile(r"\n +- text: \d+ (bytes|kB)")
"""Sizes of downloads are left out, since they change with every byte."""

PRUNE = "() => document.querySelectorAll('[role=img]').forEach((image) => { image.replaceChildren(); })"
"""The children of an image are presentational, which Playwright does not know."""


@pytest.mark.parametrize("shown", ["relu-16", "wave-textbook"])
def test_a_figure_reads_as_accepted(visit, pytestconfig: pytest.Config, shown: str):
    with visit(f"figures/{shown}/index.html") as visited:
        visited.run("unfold")
        visited.page.evaluate(PRUNE)
        heard = SIZES.sub("", visited.page.locator(".sg-figure").aria_snapshot()) + "\n"
    golden = GOLDEN / f"{shown}.yml"
    if pytestconfig.getoption("accept"):
        golden.write_text(heard, encoding="utf-8")
    assert heard == golden.read_text(encoding="utf-8")
