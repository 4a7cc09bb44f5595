"""The preview in Chromium: pages change in place, and keep what their reader did to them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser import chromium
from tests.serve.conftest import FILES, write
from tests.serve.served import END_S, Served

pytestmark = pytest.mark.browser
expect.set_options(timeout=1000 * END_S)

SLIDER = FILES["figures/slider.yaml"]
PLAIN = FILES["figures/plain.yaml"]


@pytest.fixture
def visited(browser: Browser, served: Served) -> Iterator[chromium.Visit]:
    with chromium.visit(browser, served.address, "index.html", width=600, height=500) as found:
        yield found
        aborted = f"failed: {served.address}.sitegen/"  # when the page was left
        assert [each for each in found.complaints if not each.startswith(aborted)] == []


@pytest.fixture
def page(visited: chromium.Visit) -> Page:
    """The home page; a mark on it is gone when it is loaded again."""
    visited.page.evaluate("window.mark = true")
    return visited.page


def until(page: Page, condition: str) -> None:
    """Wait for a condition; Playwright's own function needs ``eval``, which the policy of the page forbids."""
    ends = time.monotonic() + END_S
    while True:
        with suppress(Error):  # while the page is loaded again
            if page.evaluate(f"Boolean({condition})"):
                return
        assert time.monotonic() < ends, condition
        time.sleep(0.02)


def is_same_document(page: Page) -> bool:
    return page.evaluate("window.mark === true")


def test_text_changes_in_place(page: Page, content: Path):
    figure = page.locator("#fig-plain").element_handle()
    page.evaluate("scrollTo(0, 700)")
    before = page.evaluate("scrollY")
    write(content, "index.md", FILES["index.md"].replace("First", "Changed").replace("More", "Some more"))
    expect(page.locator("main")).to_contain_text("Changed words.")
    expect(page.locator("main")).to_contain_text("Some more words.")
    assert is_same_document(page)
    assert page.evaluate("scrollY") == before
    assert figure.evaluate("figure => figure.isConnected")


def test_a_page_whose_bytes_are_equal_is_left_alone(page: Page, content: Path, served: Served):
    until(page, "document.querySelector('button.sg-ended')")  # the figure in view has moved, and its player says so
    page.evaluate(
        "new MutationObserver(() => window.touched = true).observe(document.body, {childList: true, subtree: true, attributes: true})"
    )
    write(content, "other.md", FILES["other.md"].replace("Other words", "New words"))
    with served.updates() as updates:
        next(updates)
        write(content, "other.md", FILES["other.md"].replace("Other words", "Newer words"))
        next(updates)
    page.wait_for_timeout(300)
    assert page.evaluate("window.touched") is None


def test_a_changed_figure_is_exchanged_and_keeps_its_state(page: Page, content: Path):
    page.locator(".sg-explore [type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#fig-slider .sg-summary-text")).to_contain_text("1.5")
    page.locator("#fig-slider summary", has_text="Data").click()
    page.locator(".sg-explore [type=range]").first.focus()
    other = page.locator("#fig-plain").element_handle()
    words = page.locator("#fig-slider .sg-summary-text").text_content()
    scroll = page.evaluate("scrollY")
    write(content, "figures/slider.yaml", SLIDER.replace("num_layers: 5", "num_layers: 6"))
    expect(page.locator("#fig-slider .sg-summary-text")).not_to_have_text(words)
    expect(page.locator("#fig-slider .sg-summary-text")).to_contain_text("6 layers")
    until(page, "document.querySelector('#fig-slider').state?.init_scale === 1.5")
    expect(page.locator(".sg-explore [type=range]").first).to_be_focused()
    assert page.locator("#fig-slider details[open]").count() == 1
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('#fig-slider').state") == {"init_scale": 2}
    assert is_same_document(page)
    assert other.evaluate("figure => figure.isConnected")
    assert page.evaluate("scrollY") == pytest.approx(scroll, abs=60)


def test_pause_and_chosen_steps_are_kept(page: Page, content: Path):
    wave = "kind: gradient-flow\ntitle: Wave\nparams:\n  layers: [2, 3, 2]\n  loop: true\n"
    write(content, "figures/plain.yaml", wave)
    until(page, "document.querySelector(\"#fig-plain .sg-step[value='1']\")")
    until(page, "document.querySelector('#fig-plain').current_layer !== undefined")
    page.evaluate("document.querySelector(\"#fig-plain .sg-step[value='1']\").click()")
    write(content, "figures/plain.yaml", wave.replace("Wave", "A wave"))
    expect(page.locator("#fig-plain .sg-name")).to_contain_text("A wave")
    until(page, "document.querySelector(\"#fig-plain .sg-step[value='1']\").checked")
    until(page, "document.querySelector('#fig-plain').current_layer === 1")


def test_linked_figures_stay_linked_when_one_is_exchanged(page: Page, content: Path):
    """The other one takes its numbers from the first."""
    linked = "kind: gradient-flow\ntitle: Linked\nlink: slider\nparams:\n  layers: [2, 2, 2, 2, 2]\n  gradients: {figure: slider}\n"
    write(content, "figures/plain.yaml", linked)
    expect(page.locator("#fig-plain .sg-name")).to_contain_text("Linked")
    write(content, "figures/plain.yaml", linked.replace("Linked", "Still linked"))
    expect(page.locator("#fig-plain .sg-name")).to_contain_text("Still linked")
    until(page, "document.querySelector('#fig-slider').state?.init_scale === 1")
    page.locator("#fig-slider .sg-explore [type=range]").press("End")
    until(page, "document.querySelector('#fig-plain').state?.slider === 3")  # the last of its states
    assert is_same_document(page)


def test_a_figure_at_rest_shows_the_new_state_of_its_author(page: Page, content: Path):
    write(content, "figures/slider.yaml", SLIDER.replace("  activation", "  init_scale: 2\n  activation"))
    until(page, "document.querySelector('#fig-slider').state?.init_scale === 2")


def test_a_state_that_is_gone_becomes_the_nearest(page: Page, content: Path):
    page.evaluate("document.querySelector('#fig-slider').state = {init_scale: 2}")
    until(page, "document.querySelector('#fig-slider.sg-modified')")
    write(content, "figures/slider.yaml", SLIDER.replace("to: 2", "to: 1.5"))
    until(page, "document.querySelector('#fig-slider').state?.init_scale === 1.5")


def test_a_figure_that_becomes_explorable_has_a_slider(page: Page, content: Path):
    write(content, "figures/plain.yaml", PLAIN + "explore:\n  init_scale: {from: 0.5, to: 2, step: 0.5}\n")
    expect(page.locator(".sg-explore [type=range]")).to_have_count(2)
    page.locator(".sg-explore [type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#fig-plain .sg-summary-text")).to_contain_text("1.5")
    assert is_same_document(page)


def test_a_new_figure_is_drawn_with_its_styles(page: Page, content: Path):
    write(content, "figures/new.yaml", PLAIN.replace("Plain", "New"))
    write(content, "index.md", FILES["index.md"].replace("More words.", "More words.\n\n```figure new\n```"))
    expect(page.locator("#fig-new .sg-name")).to_contain_text("Figure 2. New")
    expect(page.locator("#fig-slider .sg-name")).to_contain_text("Figure 3.")
    assert page.evaluate("[...document.styleSheets].some(({href}) => href.includes('/new/figure.css'))")
    assert is_same_document(page)


def test_a_changed_picture_and_style_sheet_are_loaded_again(page: Page, content: Path):
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 10" width="{0}" height="10"/>'
    write(content, "dot.svg", square.format(10))
    write(content, "index.md", FILES["index.md"] + "\n![A dot](dot.svg)\n")
    until(page, "document.querySelector('img')?.naturalWidth === 10")
    write(content, "dot.svg", square.format(20))
    until(page, "document.querySelector('img')?.naturalWidth === 20")
    css = chromium.SCRIPTS.parents[2] / "templates" / "assets" / "tokens.css"
    write(content, "templates/assets/tokens.css", css.read_text() + "\nmain { outline: 7px solid }\n")
    until(page, "getComputedStyle(document.querySelector('main')).outlineWidth === '7px'")
    assert is_same_document(page)


def test_a_page_that_was_missing_appears_and_goes(page: Page, visited: chromium.Visit, content: Path, served: Served):
    page.goto(served.address + "late.html")
    expect(page.locator("h1")).to_contain_text("not found")
    write(content, "late.md", "---\ntitle: Late\n---\n\nHere.\n")
    expect(page.locator("h1")).to_have_text("Late")
    (content / "late.md").unlink()
    expect(page.locator("h1")).to_contain_text("not found")
    visited.complaints[:] = [each for each in visited.complaints if "404" not in each]


def test_a_reload_keeps_what_was_open(page: Page, content: Path):
    page.locator("#fig-slider summary", has_text="Data").click()
    page.evaluate("document.querySelector('#fig-slider').state = {init_scale: 2}")
    until(page, "document.querySelector('#fig-slider.sg-modified')")
    base = (chromium.SCRIPTS.parents[2] / "templates" / "base.html").read_text()
    page.evaluate("scrollTo(0, 600)")
    write(content, "templates/base.html", base.replace("img-src 'self'", "img-src 'self' data:"))
    until(page, "window.mark === undefined")
    until(page, "document.querySelector('#fig-slider')?.state?.init_scale === 2")
    assert page.locator("#fig-slider details[open]").count() == 1
    assert page.evaluate("scrollY") == 600
