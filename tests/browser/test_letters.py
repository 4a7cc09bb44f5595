"""Labels of drawings stay whole, apart from each other and from the words beside them, in the letters that readers choose."""

from __future__ import annotations

import pytest

from tests.browser import listing

pytestmark = pytest.mark.browser

LETTERS = {
    "text spacing of WCAG 1.4.12": "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }",
    "monospace": "* { font-family: 'DejaVu Sans Mono', monospace !important }",
    "as wide as OpenDyslexic": "* { font-family: 'DejaVu Sans' !important; letter-spacing: 0.17em !important }",
    "twice the size": "html { font-size: 200% !important }",
}
"""OpenDyslexic is 1.26 to 1.4 times as wide as DejaVu Sans, in labels of figures."""
BOTH = "* { font-family: 'DejaVu Sans' !important; letter-spacing: 0.29em !important; word-spacing: 0.16em !important }"
"""As wide as OpenDyslexic, with the text spacing of WCAG."""
FIGURES = (
    "relu-16",
    "sigmoid-64-small",
    "wave-textbook",
    "vanishing-tanh-40",
    "bptt-chaos",
    "bptt-seeds",
    "neurons-demo",
)
MARKS = dict.fromkeys((*FIGURES, *listing.CHOSEN_FIGURES, "wave-relu-16", "wave-digits-relu", "wave-explorer"), ())
"""The figures of the default tests."""
SHEET = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"
PROBLEMS = """() => {
  const found = [];
  const words = document.querySelector(".sg-more").getBoundingClientRect();
  const within = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const across = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  for (const drawing of [...document.querySelectorAll(".sg-drawing svg")].filter((svg) => svg.checkVisibility())) {
    const texts = [...drawing.querySelectorAll("text")].filter((text) => getComputedStyle(text).opacity !== "0");
    const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
    const clip = getComputedStyle(drawing).overflow === "visible" ? document.documentElement : drawing;
    const { left, right } = clip.getBoundingClientRect();
    for (const [name, box] of boxes) {
      if (box.left < left - 1 || box.right > right + 1) found.push(`${name} is cut`);
      if (within(box, words) > 1 && across(box, words) > 1) found.push(`${name} is over the words`);
    }
    boxes.forEach(([name, box], index) => boxes.slice(index + 1).forEach(([other, next]) => {
      if (within(box, next) > 1 && across(box, next) > 0.35 * box.height) found.push(`${name} is over ${other}`);
    }));
  }
  return found;
}"""


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("width", [320, 1280])
def test_labels_stay_whole_in_letters_of_readers(revisit, figure: str, width: int):
    with revisit(f"figures/{figure}/index.html", width=width) as visited:
        visited.run("rest")
        assert visited.page.evaluate(PROBLEMS) == []
        for letters, css in LETTERS.items():
            visited.page.evaluate(SHEET, css)
            assert (letters, visited.page.evaluate(PROBLEMS)) == (letters, [])
            assert visited.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    "figure", [pytest.param(each, marks=MARKS.get(each, pytest.mark.matrix)) for each in listing.FIGURES]
)
def test_labels_stay_whole_with_two_of_these_at_once(revisit, figure: str):
    with revisit(f"figures/{figure}/index.html") as visited:
        visited.page.evaluate(SHEET, BOTH)
        for width in (320, 768, 1280):
            visited.resize(width)
            visited.run("rest")  # the animations of the drawing that this width shows
            assert (width, visited.page.evaluate(PROBLEMS)) == (width, [])


@pytest.mark.parametrize("path", ["404.html", "index.html", "docs/command-line.html"])
def test_the_header_stays_in_the_page_in_the_widest_letters(revisit, path: str):
    with revisit(path, width=320) as visited:
        visited.page.evaluate(SHEET, f"{BOTH} {LETTERS['twice the size']}")
        parts = visited.page.locator(".site-header *")
        assert max(parts.evaluate_all("all => all.map(each => each.getBoundingClientRect().right)")) <= 320


def test_a_label_that_is_too_wide_is_seen(revisit):
    with revisit("figures/bptt-chaos/index.html", width=1280) as visited:
        visited.page.evaluate(SHEET, "* { letter-spacing: 1em !important }")
        assert visited.page.evaluate(PROBLEMS)
