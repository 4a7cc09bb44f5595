"""Accessibility snapshots of two figures with all details open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.accessibility import accessibility_tree
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


@pytest.mark.parametrize("scripts", [True, False])
def test_names_tell_the_figures_of_a_page_apart(visit, scripts: bool):
    """By their numbers; the title is the name of the figure alone, so that it is not heard at each of its parts."""
    with visit("lessons/remembering.html", scripts=scripts) as visited:
        tree = accessibility_tree(visited.page)
    assert len(tree.all("figure")) > 1
    for figure in tree.all("figure"):
        number = figure.name.partition(".")[0]
        parts = [part for part in figure.walk() if part is not figure]
        unfolded = [part.name for part in parts if part.role == "DisclosureTriangle"]
        assert unfolded[:2] == [f"Full description of {number}.", f"Data and files of {number}."]
        assert [part.name for part in figure.all("slider")] == [f"{number}. Data point"] * scripts
        assert figure.name not in {part.name for part in figure.all("image", "slider", "group")}
        assert "Drawing" in {part.name for part in figure.all("image")}


@pytest.mark.parametrize("scripts", [True, False])
def test_no_name_has_a_blank_before_a_comma(visit, scripts: bool):
    """Browsers put one around a text for screen readers alone."""
    for page in ("figures/wave-relu-16/index.html", "figures/scale-explorer/index.html"):
        with visit(page, scripts=scripts) as visited:
            assert [node.name for node in accessibility_tree(visited.page).walk() if " ," in node.name] == []
