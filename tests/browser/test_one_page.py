"""All figures of the site on one page: no two share an id, and each keeps its own name and description."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import Node, accessibility_tree
from tests.browser.built import BuiltSite, build, served
from tests.browser.chromium import visit
from tests.browser.listing import CHOSEN_FIGURES
from tests.conftest import CONTENT, FIGURES

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = ("image", "graphics-document")
LEADS = """
[...document.querySelectorAll(".sg-figure")].map(figure => {
  const lead = figure.querySelector(".sg-lead").cloneNode(true);
  lead.querySelectorAll("[aria-label]").forEach(number => number.replaceWith(number.ariaLabel));
  return lead.textContent;
})
"""
"""What describes each drawing."""
TWICE = "---\ntitle: Every figure twice\n---\n\n"


def ids(page: Page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")


def dangling(page: Page) -> list[str]:
    """References to ids that are not on the page."""
    return page.evaluate("""
        ["aria-labelledby", "aria-describedby", "aria-controls", "for"].flatMap(name =>
            [...document.querySelectorAll(`[${name}]`)].flatMap(element => element.getAttribute(name).split(" ")))
        .concat([...document.querySelectorAll("a[href^='#']")].map(link => decodeURIComponent(link.hash.slice(1))))
        .filter(id => !document.getElementById(id))""")


def unspaced(text: str) -> str:
    """Text without spaces: Chromium puts spaces around words for screen readers alone."""
    return "".join(text.split())


def own_words(built: BuiltSite, figure: str, name: str) -> tuple[str, str]:
    root = ET.fromstring(built.text(figure, name))
    return root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")


def assert_parts(drawing: Node, data: dict[str, Any]) -> None:
    """An image has no children; a structured drawing is a list of named parts."""
    if drawing.role == "image":
        assert drawing.children == []
        return
    (listed,) = drawing.children
    assert listed.role == "list"
    assert listed.name
    assert {part.role for part in listed.children} == {"listitem"}
    names = [image.name for part in listed.children for image in part.all("image")]
    assert len(names) == len(listed.children)
    assert len(set(names)) == len(names)
    if data["kind"] == "gradient-flow":
        assert all(str(count) in name for count, name in zip(data["data"]["neurons"], names, strict=True))


@pytest.mark.parametrize(
    "name",
    ["figure.svg", "still.svg"],
)
def test_all_files_inlined_in_one_page_keep_apart(browser, built: BuiltSite, name: str):
    page = browser.new_page()
    page.set_content(
        "<!doctype html><title>All</title>" + "".join(built.text(figure, name) for figure in built.figures)
    )
    assert len(set(ids(page))) == len(ids(page))
    assert dangling(page) == []
    drawings = [drawing for drawing in accessibility_tree(page).all(*DRAWINGS) if drawing.description]
    assert [(drawing.name, drawing.description) for drawing in drawings] == [
        own_words(built, figure, name) for figure in built.figures
    ]
    for figure, drawing in zip(built.figures, drawings, strict=True):
        assert_parts(drawing, built.data(figure))
    page.close()


def test_rules_of_one_file_reach_no_other(browser, built: BuiltSite):
    """Every animation and colour is the same among other figures as alone."""
    page = browser.new_page()
    looks = {}
    for figure in built.figures:
        looks |= _looks(page, built, [figure])
    assert _looks(page, built, built.figures) == looks
    page.close()


def _looks(page: Page, built: BuiltSite, figures: list[str]) -> dict[str, list[str]]:
    page.set_content(
        "<!doctype html><title>All</title>" + "".join(built.text(figure, "figure.svg") for figure in figures)
    )
    found = page.evaluate("""[...document.querySelectorAll("svg")].map(svg => [...svg.querySelectorAll("*")].map(element => {
        const { fill, stroke, animationName, animationDelay, animationDuration } = getComputedStyle(element);
        return [element.localName, fill, stroke, animationName, animationDelay, animationDuration].join(" ");
    }))""")
    return dict(zip(figures, found, strict=True))


@pytest.mark.parametrize(
    "shown", [CHOSEN_FIGURES, pytest.param([file.stem for file in FIGURES], marks=pytest.mark.matrix)]
)
def test_every_figure_twice_on_one_page(browser, tmp_path: Path, shown: Sequence[str]):
    content = tmp_path / "content"
    shutil.copytree(CONTENT / "data", content / "data")
    (content / "figures").mkdir()
    for name in shown:
        shutil.copy(CONTENT / "figures" / f"{name}.yaml", content / "figures")
    (content / "site.yaml").write_text("title: Twice\ndescription: Every figure twice.\n", encoding="utf-8")
    fences = "".join(f"```figure {name}\n```\n\n" for name in shown for _ in range(2))
    (content / "index.md").write_text(TWICE + fences, encoding="utf-8")
    twice = build(content, tmp_path / "site")
    with served(twice.folder) as address, visit(browser, address, "index.html") as visited:
        page = visited.page
        assert len(set(ids(page))) == len(ids(page))
        assert dangling(page) == []
        figures = accessibility_tree(page).all("figure")
        titles = [own_words(twice, name, "figure.svg")[0] for name in shown for _ in range(2)]
        assert [figure.name for figure in figures] == [f"Figure {n}. {title}" for n, title in enumerate(titles, 1)]
        for figure, summary in zip(figures, page.evaluate(LEADS), strict=True):
            assert_drawn(figure, summary)
        assert_controls_are_separate(page)


def assert_drawn(figure: Node, summary: str) -> None:
    """A single drawing has the description of the figure, which alone has the title; several are a list of named drawings."""
    drawings = [drawing for drawing in figure.all(*DRAWINGS) if drawing.name == "Drawing"]
    if drawings:
        (drawing,) = drawings
        assert unspaced(drawing.description) == unspaced(summary)
        return
    listed = figure.all("list")[0]
    names = [drawing.name for drawing in listed.all(*DRAWINGS)]
    assert len(names) == len(listed.children) == len(set(names))
    assert listed.name


def assert_controls_are_separate(page: Page) -> None:
    """A choice in one figure does not change its copy."""
    groups = page.evaluate("[...document.querySelectorAll('.sg-step')].map(radio => radio.name)")
    chosen = page.locator(".sg-step:checked")
    assert chosen.count() == len(set(groups))
    page.evaluate("document.querySelector('.sg-step[value=\"0\"]').click()")
    assert chosen.count() == len(set(groups))
    assert page.locator('.sg-step[value="0"]:checked').count() == 1
