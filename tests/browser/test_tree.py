"""Accessibility snapshots of two figures with all details open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden"
SIZES = re.compile(r"\n +- text: \d+ (bytes|kB)")
"""Sizes of downloads are left out, since they change with every byte."""


@pytest.mark.parametrize("shown", ["relu-16", "wave-textbook"])
def test_a_figure_reads_as_accepted(visit, pytestconfig: pytest.Config, shown: str):
    with visit(f"figures/{shown}/index.html") as visited:
        visited.run("unfold")
        heard = SIZES.sub("", visited.page.locator(".sg-figure").aria_snapshot()) + "\n"
    golden = GOLDEN / f"{shown}.yml"
    if pytestconfig.getoption("accept"):
        golden.write_text(heard, encoding="utf-8")
    assert heard == golden.read_text(encoding="utf-8")
