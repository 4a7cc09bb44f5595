"""How many words a figure has before anything is unfolded: to see on a lesson, and to hear."""

from __future__ import annotations

import re

import pytest

from tests.browser.listing import LESSONS, own_page
from tests.browser.test_tree import PRUNE

pytestmark = pytest.mark.browser

MOST_OF_A_LESSON = 0.25
"""Share of the words in figures: names, leads, controls, captions, notes, and names of what can be unfolded."""
MOST_OF_A_FIGURE = 1 / 3
_ROLES = re.compile(r"^\s*- '?[\w-]+|/url: \S+|\[[^]]*\]", re.MULTILINE)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_mostly_outside_its_figures(revisit, lesson: str):
    with revisit(lesson) as visited:
        shown = visited.run("shown_words")
    assert 50 < shown["figures"] <= MOST_OF_A_LESSON * shown["all"], shown


def test_a_figure_is_heard_in_a_third_of_its_words(revisit, figure: str):
    with revisit(own_page(figure)) as visited:
        visited.page.evaluate(PRUNE)
        folded, unfolded = _heard(visited), (visited.run("unfold"), _heard(visited))[1]
    assert 10 < folded <= MOST_OF_A_FIGURE * unfolded, (folded, unfolded)


def _heard(visited) -> int:
    """Words in the accessible tree of the figure."""
    return len(_ROLES.sub(" ", visited.page.locator(".sg-figure").aria_snapshot()).split())
