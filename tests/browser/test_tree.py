"""Accessibility snapshots of two figures with all details open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.user_input import hold_motion

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
        hold_motion(visited.page, 0)
        told = "document.querySelector('.sg-figure').dispatchEvent(new Event('change'))"
        visited.page.evaluate(told)  # and the player shows it
        heard = SIZES.sub("", visited.page.locator(".sg-figure").aria_snapshot()) + "\n"
    golden = GOLDEN / f"{shown}.yml"
    if pytestconfig.getoption("accept"):
        golden.write_text(heard, encoding="utf-8")
    assert heard == golden.read_text(encoding="utf-8")
