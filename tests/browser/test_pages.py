"""Figure blocks on their pages: position of the words, Pause, steps, and print."""

from __future__ import annotations

import re

import pytest

from tests.browser.listing import own_page
from tests.browser.user_input import WAVE

pytestmark = pytest.mark.browser


def test_the_pages_are_styled_from_a_folder_too(browser, site):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    assert page.evaluate("getComputedStyle(document.querySelector('svg .sg-stable')).fill") != "rgb(0, 0, 0)"
    page.close()


def test_only_a_page_from_the_disk_says_that_controls_need_a_server(browser, site, opened):
    path = "figures/scale-explorer/index.html"
    page = browser.new_page()
    page.goto((site / path).as_uri())
    why = page.locator(".sg-tools > .sg-help")
    assert why.is_visible()
    assert re.search(r"browsers run none on a page from your disk.* sitegen serve\.$", why.inner_text(), re.DOTALL)
    why.get_by_role("link").click()
    slider = page.get_by_role("slider").first
    slider.press("End")
    page.wait_for_selector(".sg-modified")
    assert slider.get_attribute("aria-valuetext").startswith("initialisation scale 2.5")
    page.close()
    page = opened(path)
    assert page.locator(".sg-explore").is_visible()
    assert not page.locator(".sg-tools > .sg-help").is_visible()


def test_the_focus_ring_of_a_slider_touches_no_text(opened):
    page = opened("figures/scale-explorer/index.html", width=320)
    label, slider, marks = (
        page.locator(f".sg-explore {name}").first.bounding_box() for name in ("label", "[type=range]", ".sg-marks")
    )
    page.locator(".sg-explore [type=range]").press("End")
    style = page.locator(".sg-explore [type=range]").evaluate("each => getComputedStyle(each)['outline-width']")
    assert style == "3px"  # 2 px from the slider
    assert label["y"] + label["height"] <= slider["y"] - 5
    assert slider["y"] + slider["height"] + 5 <= marks["y"]


def test_a_figure_is_288_pixels_wide_on_a_narrow_phone(opened):
    page = opened("lessons/initialisation.html", width=320)
    widths = page.evaluate(
        "[...document.querySelectorAll('.sg-drawing svg')].map(svg => svg.getBoundingClientRect().width)"
    )
    assert set(widths) == {288}


def test_words_are_next_to_the_drawing_on_a_wide_screen(opened):
    page = opened(WAVE)
    drawing, words = (page.locator(name).bounding_box() for name in (".sg-drawing", ".sg-words"))
    assert words["x"] >= drawing["x"] + drawing["width"]
    assert abs(words["y"] - drawing["y"]) < 2
    assert drawing["width"] == 420


def test_arrow_keys_choose_a_moment_without_scripts(opened):
    page = opened(WAVE, java_script_enabled=False)
    page.locator('.sg-step[value="play"]').focus()
    page.keyboard.press("ArrowRight")
    assert page.locator('.sg-step[value="0"]').is_checked()


def test_pause_stops_the_motion(opened):
    page = opened(WAVE)
    states = "document.getAnimations().map(each => each.playState)"
    assert "running" in page.evaluate(states)
    page.locator(".sg-player [value=play]").press("Enter")
    assert set(page.evaluate(states)) <= {"paused", "finished"}


def test_less_motion_says_why_nothing_moves_and_offers_the_moments(opened):
    page = opened(WAVE, reduced_motion="reduce")
    assert page.locator(".sg-reduced-motion-note").is_visible()
    assert not page.locator(".sg-pause").is_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator(".sg-choices").is_visible()
    assert not opened(WAVE).locator(".sg-reduced-motion-note").is_visible()


def test_a_drawing_has_its_name_and_description_in_the_accessibility_tree(opened):
    page = opened("figures/relu-16/index.html")
    tree = page.locator(".sg-drawing").aria_snapshot()
    assert '- img "Sixteen ReLU layers at scale 1"' in tree


def test_on_paper_the_data_is_there_and_the_controls_are_not(opened):
    page = opened("figures/relu-16/index.html")
    page.emulate_media(media="print")
    assert page.locator(".sg-table").bounding_box()["height"] > 100
    for gone in (".sg-controls", ".sg-downloads", ".site-header nav", ".skip"):
        assert not page.locator(gone).is_visible()


@pytest.mark.parametrize(
    "printed", ["accessibility.html", *map(own_page, ("bptt-seeds", "neurons-large", "scale-explorer", "vanishing-10"))]
)
def test_paper_has_every_column_of_a_table(revisit, printed: str):
    """A4 with wide margins, US Letter with narrow ones."""
    with revisit(printed, media="print") as visited:
        for width in (650, 740):
            visited.resize(width)
            assert not visited.page.evaluate(
                "[...document.querySelectorAll('th, td')].filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.textContent)"
            )
