"""SVG files that are opened by themselves, and the same files in a page."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

FILE = "figures/relu-16/figure.svg"
LOOK = """() => {
    const root = document.documentElement, box = root.getBoundingClientRect(), title = root.querySelector('[visibility=hidden]');
    const shown = getComputedStyle(title).visibility, {left, top, right, bottom} = title.getBoundingClientRect();
    return {shown, title: [left, top, right, bottom], margins: [box.left, innerWidth - box.right, box.top], canvas: getComputedStyle(root).backgroundColor};
}"""


@pytest.mark.parametrize(
    ("width", "scheme", "canvas"), [(320, "dark", "rgb(20, 22, 26)"), (1280, "light", "rgb(255, 255, 255)")]
)
def test_a_file_that_is_opened_has_title_margin_and_canvas(opened, width, scheme, canvas):
    page = opened(FILE, width=width, color_scheme=scheme)
    look = page.evaluate(LOOK)
    assert look["shown"] == "visible"
    left, right, top = look["margins"]
    assert min(left, right, top) >= 24
    assert abs(left - right) < 1
    title = look["title"]
    assert left <= title[0] < title[2] <= width - right
    assert top <= title[1] < title[3] < top + 40
    assert look["canvas"] == canvas


@pytest.mark.parametrize("width", [60, 420, 700])
def test_in_a_page_the_same_file_is_the_drawing_alone(opened, width):
    page = opened("404.html")
    shown = []
    for name in ("figure.svg", "still.svg"):
        page.evaluate(
            "([src, width]) => new Promise((done) => { const image = new Image(); image.onload = done; image.width = width;"
            " image.src = src; document.body.replaceChildren(image); })",
            [f"/figures/run-losses/{name}", width],
        )
        shown.append(page.locator("img").screenshot())
    assert shown[0] == shown[1]
