"""Screenshots: pages are not blank, are light or dark as set, and show figures in their size."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import script

pytestmark = pytest.mark.browser

DRAWINGS = """
[...document.querySelectorAll(".sg-art > svg[role], .sg-panels svg")].filter((svg) => svg.checkVisibility()).map((svg) => {
  const { width, height, right } = svg.getBoundingClientRect();
  const box = svg.viewBox.baseVal;
  return { width, height, right, view: box.height / box.width, flows: svg.closest(".sg-panels") !== null };
})
"""
PICTURES = ("figure.svg", "still.svg", "image-dark.svg", "image-dark.svg#still")


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Page:
    """An empty page that decodes pictures."""
    page = browser.new_page()
    yield page
    page.close()


def colours(reader: Page, picture: bytes) -> list[dict]:
    return reader.evaluate(script("colours"), b64encode(picture).decode())


def test_pages_are_light_or_dark_and_never_blank(revisit, reader: Page, template: str):
    with revisit(template, width=320) as visited:
        for scheme, brightness in (("light", range(230, 256)), ("dark", range(50))):
            visited.emulate(color_scheme=scheme, reduced_motion="reduce")
            ground, *inks = colours(reader, visited.page.screenshot())
            assert all(channel in brightness for channel in ground["rgb"])
            assert ground["share"] < 0.99
            assert len(inks) > 20


def test_figures_have_their_colours_in_every_palette(revisit, reader: Page, figure: str):
    """A drawing without its styles is black shapes on nothing."""
    with revisit(f"figures/{figure}/index.html", width=320) as visited:
        drawing = visited.page.locator(".sg-drawing")
        seen = []
        for media in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
            visited.emulate(reduced_motion="reduce", **media)
            found = colours(reader, drawing.screenshot())
            assert found[0]["share"] < 0.995
            seen.append(tuple(found[0]["rgb"]))
        assert seen[0] != seen[1]


def test_drawings_are_as_wide_as_the_figure_or_their_file_says(revisit, built, figure: str):
    """Except panels that flow: they share the width of the page evenly."""
    (width,) = re.findall(r'^<svg [^>]*?width="(\d+)"', built.text(figure, "figure.svg"))
    with revisit(f"figures/{figure}/index.html") as visited:
        small = visited.page.locator(".sg-art").count() == 1
        for screen, expected in ((1280, int(width) if small else 864), (700, int(width)), (320, 288)):
            visited.resize(screen)
            drawings = visited.page.evaluate(DRAWINGS)
            assert drawings
            for drawing in drawings:
                assert drawing["height"] == pytest.approx(drawing["width"] * drawing["view"], abs=1)
            if drawings[0]["flows"]:
                assert len({round(drawing["width"]) for drawing in drawings}) == 1
                assert drawings[0]["width"] >= 144
                assert max(drawing["right"] for drawing in drawings) <= screen
            else:
                assert [drawing["width"] for drawing in drawings] == [expected]


def test_pictures_show_in_an_image_element(revisit, reader: Page, figure: str):
    with revisit("404.html", width=320, reduced_motion="reduce") as visited:
        visited.page.evaluate(
            "sources => { document.body.innerHTML = sources.map(source => `<img src='${source}' alt=''>`).join('') }",
            [f"figures/{figure}/{name}" for name in PICTURES],
        )
        for name, image in zip(PICTURES, visited.page.locator("img").all(), strict=True):
            image.evaluate("image => image.decode()")
            ground, *inks = colours(reader, image.screenshot())
            assert (sum(ground["rgb"]) < 150) == ("dark" in name)
            assert 0.2 < ground["share"] < 0.99
            assert len(inks) > 20
