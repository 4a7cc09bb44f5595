"""Boxes that may scroll are tab stops only where they do."""

from __future__ import annotations

import pytest

BOXES = """() => [...document.querySelectorAll('#page-main :is(.scroll, .sg-scroll, .formula)')]
    .filter((box) => box.tabIndex === 0).map((box) => box.scrollWidth > box.clientWidth)"""


@pytest.mark.parametrize(("width", "some"), [(320, True), (1280, False)])
def test_a_box_is_a_tab_stop_only_where_it_scrolls(visit, width, some):
    with visit("lessons/remembering.html", width=width) as visited:
        visited.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        visited.run("tabbable")  # waits for the frame in which the script finds the boxes that scroll
        found = visited.page.evaluate(BOXES)
        assert all(found)
        assert bool(found) == some
