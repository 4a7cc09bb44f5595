"""Problems over a page in Chromium: the overlay, its keyboard, its announcement, and notes at figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.browser.accessibility import accessibility_tree, faint_texts, violations
from tests.serve.conftest import FILES, save, write
from tests.serve.served import END_S, Served, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=1000 * END_S)

BROKEN = "kind: gradient-decay\ntitle: Plain\nparams:\n  num_layers: 4\n  activation: reluu\n"
WARNED = "kind: gradient-decay\ntitle: Plain **words**\nparams:\n  num_layers: 4\n  activation: relu\n"
SETTINGS = [(width, scheme) for width in chromium.WIDTHS for scheme in ("light", "dark")]


@pytest.fixture
def visited(browser: Browser, served: Served) -> Iterator[chromium.Visit]:
    with chromium.visit(browser, served.address, "index.html", width=900, height=700) as found:
        yield found


@pytest.fixture
def page(visited: chromium.Visit) -> Page:
    return visited.page


def test_errors_are_an_overlay_over_the_last_good_page(page: Page, content: Path):
    write(content, "figures/plain.yaml", BROKEN)
    overlay = page.get_by_role("alertdialog", name="1 error")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(f"{content}/figures/plain.yaml:5:15")
    expect(overlay).to_contain_text("'reluu' is not one of identity, relu")
    expect(overlay).to_contain_text("5 |   activation: reluu")
    expect(overlay).to_contain_text("did you mean 'relu'?")
    line, caret = overlay.locator("pre").inner_text().split("\n")
    assert line[caret.index("^") : caret.rindex("^") + 1] == "reluu"
    expect(page.locator("main")).to_contain_text("First words.")
    expect(page.locator("#fig-plain")).to_contain_text("'reluu'")
    write(content, "figures/plain.yaml", FILES["figures/plain.yaml"])
    expect(overlay).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="No errors any more.")).to_be_visible()
    assert page.locator("[data-sitegen-note]").count() == 0


def test_the_overlay_is_announced_and_left_by_keyboard(page: Page, content: Path):
    page.locator(".sg-explore [type=range]").first.focus()
    write(content, "figures/plain.yaml", BROKEN)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    (dialog,) = accessibility_tree(page).all("alertdialog")
    assert dialog.name == "1 error"
    assert "last one without errors" in dialog.description
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.textContent") == "Close"
    for _ in range(6):  # the page below cannot be reached
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.shadowRoot !== null || document.activeElement === document.body")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(page.locator(".sg-explore [type=range]").first).to_be_focused()
    page.get_by_role("button", name="1 error").press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="1 error")).to_be_focused()


def test_the_same_errors_do_not_open_the_overlay_again(page: Page, content: Path, served: Served):
    write(content, "figures/plain.yaml", BROKEN)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.keyboard.press("Escape")
    save(served, content, "other.md", FILES["other.md"].replace("Other words", "New words"))
    page.wait_for_timeout(300)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    write(content, "figures/plain.yaml", BROKEN.replace("reluu", "signoid"))
    expect(page.get_by_role("alertdialog")).to_contain_text("signoid")


def test_warnings_are_at_their_figure_and_in_a_list(page: Page, content: Path):
    write(content, "figures/plain.yaml", WARNED)
    expect(page.locator("#fig-plain").get_by_text("Warning:")).to_be_visible()
    assert page.locator("#fig-slider [data-sitegen-note]").count() == 0
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.get_by_role("button", name="1 warning").click()
    expect(page.get_by_role("alertdialog", name="1 warning")).to_be_visible()
    page.keyboard.press("Escape")
    write(content, "figures/plain.yaml", FILES["figures/plain.yaml"])
    expect(page.locator("#fig-plain").get_by_text("Warning:")).to_have_count(0)
    expect(page.get_by_role("button", name="1 warning")).to_be_hidden()


def test_a_site_with_errors_from_the_start_shows_them_and_then_the_page(browser: Browser, content: Path):
    write(content, "figures/plain.yaml", BROKEN)
    with serving(content) as served, chromium.visit(browser, served.address, "index.html") as visited:
        page = visited.page
        expect(page.get_by_role("alertdialog", name="1 error")).to_contain_text("reluu")
        write(content, "figures/plain.yaml", FILES["figures/plain.yaml"])
        expect(page.locator("main")).to_contain_text("First words.")


def test_a_page_says_that_the_server_has_ended_and_follows_the_next_one(browser: Browser, content: Path):
    with serving(content) as served, chromium.visit(browser, served.address, "index.html") as visited:
        served.printed(" pages, ")
        page, port = visited.page, served.port
        write(content, "index.md", FILES["index.md"].replace("First", "Second"))
        expect(page.locator("main")).to_contain_text("Second words.")
        served.end()
        expect(page.get_by_role("status").filter(has_text="does not answer")).to_be_visible()
        write(content, "index.md", FILES["index.md"].replace("First", "Changed"))
        with serving(content, "--port", str(port)):
            expect(page.locator("main")).to_contain_text("Changed words.")
            expect(page.get_by_role("status").filter(has_text="does not answer")).to_have_count(0)


def test_problems_are_accessible_at_every_width_and_in_both_palettes(visited: chromium.Visit, content: Path):
    page = visited.page
    write(content, "figures/slider.yaml", FILES["figures/slider.yaml"].replace("With a", "With **a**"))
    expect(page.get_by_role("button", name="1 warning")).to_be_visible()
    for opened in (False, True):
        if opened:
            write(content, "figures/plain.yaml", BROKEN)
            expect(page.get_by_role("alertdialog", name="1 error, 1 warning")).to_be_visible()
        assert violations(visited, contrast=None) == []
        for width, scheme in SETTINGS:
            visited.resize(width, 640)
            visited.emulate(color_scheme=scheme)
            assert faint_texts(visited) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            box = page.get_by_role("alertdialog" if opened else "button", name="1 warning").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
