"""Figures in frames: their height, in a sandbox, and as a page of their own."""

from __future__ import annotations

import re
import shutil

import pytest

from sitegen import render_figure
from sitegen.page.environment import default_templates
from sitegen.page.figure_parts import figure_parts
from sitegen.page.snippets import snippets
from tests.browser import chromium
from tests.browser.accessibility import violations
from tests.browser.built import served
from tests.browser.explored import spec_of
from tests.browser.user_input import until

pytestmark = pytest.mark.browser

SHOWN = ("scale-explorer", "wave-textbook")
NEEDED = "() => Math.ceil(document.querySelector('main').getBoundingClientRect().height)"
HEIGHTS = """() => [...document.querySelectorAll("iframe")].map(frame => Number(frame.height))"""


@pytest.mark.parametrize("sandbox", ["", ' sandbox="allow-scripts"'])
def test_a_frame_is_as_high_as_its_figure_and_grows_with_it(browser, site, tmp_path, sandbox):
    for name in ("assets", *(f"figures/{name}" for name in SHOWN)):
        shutil.copytree(site / name, tmp_path / name)
    figures = (figure_parts(render_figure(spec_of(name)), default_templates()) for name in SHOWN)
    texts = [snippets(figure, f"figures/{figure.id}/")[-1].text for figure in figures]
    host = "".join(texts).replace("<iframe", f"<iframe{sandbox}").replace(' loading="lazy"', "")
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><title>Frames</title><link rel="icon" href="data:,">'
        f"<body><main><h1>Theirs</h1>{host}</main></body></html>"
    )
    guesses = [int(found) for found in re.findall(r'height="(\d+)"', host)]
    with served(tmp_path) as address, chromium.visit(browser, address, "page.html") as visited:
        page = visited.page
        for index, frame in enumerate(page.frames[1:]):
            until(page, f"needed => ({HEIGHTS})()[{index}] === needed", frame.evaluate(NEEDED))
        heights = page.evaluate(HEIGHTS)
        assert all(abs(guess - height) < 500 for guess, height in zip(guesses, heights, strict=True))
        page.frames[1].evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        until(page, f"before => ({HEIGHTS})()[0] > before + 200", heights[0])
        assert page.evaluate(HEIGHTS)[1] == heights[1]
        page.frames[1].locator(".sg-explore [type=range]").press("End")
        until(page.frames[1], "() => document.querySelector('output').textContent === '2.50'")
        assert visited.complaints == []  # before axe, whose messages to sandboxed frames cause console errors
        assert violations(visited) == []


def test_a_frame_by_itself_is_a_page_that_axe_finds_nothing_in(visit):
    with visit("figures/wave-textbook/frame.html", width=320) as visited:
        assert violations(visited) == []
        assert visited.page.evaluate("document.documentElement.scrollWidth") <= 320
        assert visited.complaints == []


def test_a_frame_works_from_the_disk(browser, site):
    with chromium.visit(browser, f"{site.as_uri()}/", "figures/scale-explorer/frame.html") as visited:
        visited.page.evaluate("addEventListener('message', ({ data }) => { window.reported = data; })")
        visited.page.locator(".sg-explore [type=range]").press("End")
        until(visited.page, "() => document.querySelector('output').textContent === '2.50'")
        visited.page.locator("summary").first.click()
        until(visited.page, f"() => window.reported?.height === ({NEEDED})()")
        assert visited.page.evaluate("window.reported.sitegen") == "scale-explorer"
        assert visited.complaints == []
