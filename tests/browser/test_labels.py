"""Label overlap: every label of every figure, on its page and in its files, is apart from the others, inside the drawing and large enough."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

from tests.browser.chromium import Visit, script

pytestmark = pytest.mark.browser

WIDER = 1.10
"""A font with glyphs a tenth wider makes a line of text a tenth wider about its anchor, and no higher.

So the box is stretched instead of the text: spacing between letters would move the anchor, and a change of size the height.
"""
SLACK = 0.5
"""Tolerance in user units, since line boxes are rounded to pixels."""
MOMENTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Box of a visible text or mark, in user units; `pixels` is the font size."""

    name: str
    left: float
    top: float
    right: float
    bottom: float
    opacity: float
    anchor: str
    pixels: float

    @property
    def wider(self) -> Shape:
        more = (WIDER - 1) * (self.right - self.left)
        before = {"start": 0.0, "middle": more / 2, "end": more}[self.anchor]
        changed = {"left": self.left - before, "right": self.right + more - before}
        return Shape(**{name: changed.get(name, getattr(self, name)) for name in self.__slots__})

    def overlaps(self, other: Shape) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > SLACK

    def within(self, width: float, height: float) -> bool:
        return min(self.left, self.top) >= -SLACK and self.right <= width + SLACK and self.bottom <= height + SLACK


def problems(picture: dict[str, Any]) -> set[str]:
    """Labels that overlap or leave the drawing, and marks that leave it; labels that fade into each other may overlap."""
    size = picture["width"], picture["height"]
    texts = [Shape(**text) for text in picture["texts"]]
    shapes = [Shape(**shape) for shape in picture["shapes"]]
    assert texts
    found = {f"{shape.name} leaves the drawing" for shape in (*shapes, *texts) if not shape.within(*size)}
    wider = [(text, text.wider) for text in texts]
    for text, wide in wider:
        if not wide.within(*size):
            found.add(f"{text.name} leaves the drawing in a wider font")
    for (one, wide), (other, other_wide) in combinations(wider, 2):
        fading = one.opacity < 1 and other.opacity < 1
        if wide.overlaps(other_wide) and not fading:
            found.add(f"{one.name} over {other.name}" + ("" if one.overlaps(other) else " in a wider font"))
    return found


def problems_over_time(visited: Visit) -> set[str]:
    pictures = visited.run("labels", visited.run("moments", MOMENTS))
    assert any(picture["shapes"] for picture in pictures)
    return set().union(*map(problems, pictures))


def test_a_collision_is_seen(visit):
    with visit("figures/relu-16/still.svg") as visited:
        assert problems(visited.run("labels")[0]) == set()
        first, second = (text["name"] for text in visited.run("labels")[0]["texts"][:2])
        visited.page.evaluate(
            "document.querySelectorAll('text')[1].setAttribute('y', document.querySelector('text').getAttribute('y'))"
        )
        visited.page.evaluate("document.querySelectorAll('text')[0].setAttribute('x', -9)")
        assert problems(visited.run("labels")[0]) >= {f"{first} over {second}", f"{first} leaves the drawing"}


@pytest.mark.parametrize("name", ["figure.svg", pytest.param("still.svg", marks=pytest.mark.matrix)])
def test_labels_of_a_file_stay_apart(revisit, figure: str, name: str):
    """The other files have the same marks (`test_files_of_a_figure_differ_in_paint_and_names_alone`)."""
    with revisit(f"figures/{figure}/{name}") as visited:
        assert problems_over_time(visited) == set()


EACH_STEP = (
    f"() => [...document.querySelectorAll('.sg-step')].map(step => {{ step.click(); return ({script('labels')})(); }})"
)


def test_labels_on_a_page_stay_apart_and_are_large_enough(revisit, figure: str):
    with revisit(f"figures/{figure}/index.html", width=320) as visited:
        assert problems_over_time(visited) == set()
        assert_large_enough(visited.run("labels"))
        for pictures in visited.page.evaluate(EACH_STEP):
            assert_large_enough(pictures)


def assert_large_enough(pictures: list[dict[str, Any]]) -> None:
    """Drawings fill the narrow column, alone or side by side, and every text is at least 12 pixels high."""
    for now in pictures:
        assert problems(now) == set()
        assert now["shown"] in {144, 288}
        assert min(text["pixels"] for text in now["texts"]) >= 12
