"""Figures in host pages: from disk and from a server, with a strict CSP and with the CSS rules of the host."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import faint_texts, violations
from tests.browser.chromium import MEDIA
from tests.browser.explored import fresh_render, spec_of, states
from tests.browser.host_page import EXPLORED, PLAIN, WAVE, opened
from tests.browser.test_one_page import dangling, ids
from tests.browser.user_input import RUNNING, hold_motion, until

pytestmark = pytest.mark.browser

TOLD = "[...document.querySelectorAll('.sg-figure')].map(each => each.querySelector('.sg-lead').textContent)"


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_every_control_works_under_a_strict_policy_and_without_a_network(browser, page_of, scheme):
    spec = spec_of(EXPLORED)
    pairs = [(state, fresh_render(spec, params)) for state, params in list(states(spec))[::29]]
    with opened(browser, page_of(EXPLORED, WAVE), scheme, reduced_motion="reduce") as visited:
        asked: list[str] = []
        visited.page.on("request", lambda request: asked.append(request.url))
        assert visited.run("drawn", pairs) == []
        step(visited.page)
        assert asked == []
        assert visited.complaints == []


def step(page: Page) -> None:
    """Move the wave one step back with its button."""
    wave = page.locator(".sg-figure").last
    before = wave.evaluate("figure => figure.current_layer")
    wave.locator("button", has_text="Previous").click()
    assert wave.evaluate("figure => figure.current_layer") == before - 1


def test_a_slider_changes_words_and_drawing(browser, page_of):
    with opened(browser, page_of(EXPLORED)) as visited:
        before = visited.page.evaluate(TOLD)
        visited.page.locator(".sg-explore [type=range]").press("End")
        until(visited.page, f"before => ({TOLD})[0] !== before", before[0])
        assert visited.page.locator(".sg-control output").inner_text() == "2.50"
        assert visited.complaints == []


def test_axe_finds_nothing_in_any_setting_of_the_reader(browser, page_of):
    with opened(
        browser, page_of(EXPLORED, WAVE, EXPLORED, rules=PLAIN.replace("light", "light dark")), width=1280
    ) as visited:
        found = {}
        for name, media in MEDIA.items():
            visited.emulate(**media)
            found[name] = faint_texts(visited)
        visited.emulate()
        visited.run("unfold")
        found["all details open"] = violations(visited)
        assert {where: what for where, what in found.items() if what} == {}


def test_the_same_figure_twice_has_ids_and_states_of_its_own(browser, page_of):
    with opened(browser, page_of(EXPLORED, EXPLORED, WAVE, WAVE)) as visited:
        found = ids(visited.page)
        assert len(set(found)) == len(found) > 20
        assert dangling(visited.page) == []
        first, second, *_ = visited.page.evaluate(TOLD)
        visited.page.locator(".sg-explore [type=range]").nth(1).press("Home")
        until(visited.page, f"before => ({TOLD})[1] !== before", second)
        assert visited.page.evaluate(TOLD)[0] == first
        assert visited.page.locator("style").count() == 2 + len({EXPLORED, WAVE})
        assert visited.page.locator("script[type=module]").count() == 1
        assert visited.complaints == []


def test_nothing_moves_for_readers_who_ask_for_less_motion(browser, page_of):
    folder = page_of(EXPLORED, WAVE)
    with opened(browser, folder) as visited:
        hold_motion(visited.page, 0)
        assert visited.page.evaluate(RUNNING) > 0
    with opened(browser, folder, reduced_motion="reduce") as visited:
        assert visited.page.evaluate(RUNNING) == 0
        assert visited.page.locator(".sg-reduced-motion-note").first.is_visible()


@pytest.mark.parametrize("where", ["#fig-wave-textbook", "button[value='-1']"])
def test_what_is_scrolled_to_stands_clear_of_a_header(browser, page_of, where):
    header = "body::before { content: ''; position: fixed; inset: 0 0 auto; height: 64px; background: #060; }"
    with opened(browser, page_of(EXPLORED, WAVE, rules=PLAIN + header)) as visited:
        visited.page.locator(where).evaluate("element => element.scrollIntoView({ block: 'start' })")
        assert visited.page.locator(where).bounding_box()["y"] >= 64


def test_a_page_that_comes_back_shows_its_own_state(browser, page_of):
    """Browsers restore form values, but not the state of the figure."""
    with opened(browser, page_of(EXPLORED, rules=PLAIN), "http") as visited:
        visited.page.locator(".sg-explore [type=range]").press("End")
        visited.page.goto("about:blank")
        visited.page.go_back()
        figure = visited.page.locator(".sg-figure")
        chosen = visited.page.locator(".sg-explore [type=range]").get_attribute("aria-valuetext")
        assert chosen.startswith(f"{figure.evaluate('figure => figure.state.init_scale'):g}")
        assert visited.page.locator(".sg-explore [type=range]").input_value() == "2"


def test_without_scripts_the_figures_are_complete(browser, page_of):
    with opened(browser, page_of(EXPLORED, WAVE), scripts=False) as visited:
        assert visited.page.locator("fieldset.sg-explore, div.sg-player").count() == 0
        assert visited.page.locator(".sg-snapshots li").first.is_visible()
        assert visited.page.locator(".sg-choice").first.is_visible()
        assert not visited.page.locator("td").first.is_visible()  # what is folded stays so
        assert visited.complaints == []
