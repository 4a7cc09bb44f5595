"""Motion: cheap properties, at most five seconds, none with reduced motion, and under the reader's control."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser import chromium
from tests.browser.user_input import hold_motion, until

pytestmark = pytest.mark.browser

CHEAP = {"transform", "opacity", "offset-distance"}
BUDGET_MS = 5000
TRACED_SECONDS = 1.0
DARK = pytest.param("image-dark.svg", marks=pytest.mark.matrix)
"""It has the marks and the motion of ``figure.svg`` (`test_files_of_a_figure_differ_in_paint_and_names_alone`)."""
FEW_PAINTS = 20
"""A second has 60 frames with two paints each; a few belong to the page itself."""
SETTLE_MS = 300
"""Time until the first paint of the page."""

RULES = """
() => {
  const animated = [], transitions = [], timelines = [];
  const read = (rules) => {
    for (const rule of rules) {
      if (rule instanceof CSSKeyframesRule)
        for (const frame of rule.cssRules) animated.push(...frame.style);
      else if (rule.style?.transitionProperty) transitions.push(rule.style.transitionProperty);
      if (rule.cssRules && !(rule instanceof CSSKeyframesRule)) read(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) read(sheet.cssRules);
  const elements = "svg script, animate, animateTransform, animateMotion, set";
  return { animated: [...new Set(animated)], transitions, elements: document.querySelectorAll(elements).length,
           sheets: document.styleSheets.length };
}
"""
STATES = "document.getAnimations().map(animation => animation.playState)"
END = "Math.max(0, ...document.getAnimations().map(animation => animation.effect.getComputedTiming().endTime))"
LOOK = """
() => [...document.querySelectorAll(":is(.sg-drawing svg, svg:root) *:not(style, title, desc)")].filter(element => element.checkVisibility()).map(element => {
  const { opacity, transform, fill, stroke } = getComputedStyle(element);
  return [element.localName, opacity, transform, fill, stroke].join(" ");
})
"""


def assert_cheap(rules: dict[str, Any]) -> None:
    assert rules["sheets"] > 0
    assert set(rules["animated"]) <= CHEAP | {"animation-timing-function"}
    assert rules["transitions"] == []
    assert rules["elements"] == 0


def test_pages_animate_only_what_is_cheap(visit, built):
    with visit("index.html") as visited:
        for sheet in built.stylesheets:
            visited.page.add_style_tag(url=visited.address + sheet)
        rules = visited.page.evaluate(RULES)
        assert rules["sheets"] >= len(built.stylesheets)
        assert set(rules["animated"]) == {"transform", "opacity"}
        assert_cheap(rules)


@pytest.mark.parametrize("name", ["figure.svg", DARK])
def test_files_animate_only_what_is_cheap_and_soon_rest(revisit, moving: str, name: str):
    with revisit(f"figures/{moving}/{name}") as visited:
        assert_cheap(visited.page.evaluate(RULES))
        hold_motion(visited.page, 0)
        assert 0 < visited.page.evaluate(END) <= BUDGET_MS


def paints(browser: Browser, page: Page, start: Callable[[], None]) -> int:
    """Number of paints in the second after `start` has started the motion."""
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate("addEventListener('animationstart', () => { window.began = true; })")
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    start()
    time.sleep(TRACED_SECONDS)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    assert page.evaluate("window.began")
    return sum(event["name"] == "Paint" for event in events)


def test_a_costly_animation_is_seen_in_the_trace(browser):
    page = browser.new_page()
    page.set_content("<style>@keyframes a { to { fill: red } }</style><svg><rect width='90' height='90'/></svg>")
    start = partial(page.evaluate, "document.querySelector('rect').style.animation = 'a 9s'")
    assert paints(browser, page, start) > 2 * FEW_PAINTS
    page.close()


def test_motion_does_not_paint_every_frame(browser, visit, moving: str):
    with visit(f"figures/{moving}/index.html", reduced_motion="reduce") as visited:
        visited.page.locator(".sg-drawing").scroll_into_view_if_needed()
        assert paints(browser, visited.page, visited.emulate) < FEW_PAINTS


@pytest.mark.parametrize("name", ["index.html", "figure.svg", DARK])
def test_less_motion_and_paper_show_the_finished_picture(revisit, moving: str, name: str):
    with revisit(f"figures/{moving}/{name}", color_scheme="light") as visited:
        page = visited.page
        page.evaluate(
            "document.getAnimations().filter(({ effect }) => isFinite(effect.getComputedTiming().endTime))"
            ".forEach(animation => animation.finish())"
        )
        looped = "running" in page.evaluate(STATES)
        finished = page.evaluate(LOOK)
        visited.emulate(reduced_motion="reduce")
        still = page.evaluate(LOOK)
        assert page.evaluate(STATES) == []
        assert looped or finished == still
        visited.emulate(media="print")
        assert page.evaluate(STATES) == []
        assert page.evaluate(LOOK) == still


PAUSE = ":is(.sg-pause, .sg-player [value=play]):visible"
"""The check box, or the button that replaces it when scripts run."""


def test_less_motion_is_explained_and_keeps_the_choices(revisit, moving: str):
    with revisit(f"figures/{moving}/index.html", reduced_motion="reduce") as visited:
        reason = visited.page.locator(".sg-reduced-motion-note")
        assert reason.is_visible()
        assert "less motion" in reason.inner_text()
        assert visited.page.locator(PAUSE).count() == 0
        visited.emulate()
        assert not reason.is_visible()
        assert visited.page.locator(PAUSE).count() == 1


def test_pause_holds_everything_by_keyboard(revisit, moving: str):
    with revisit(f"figures/{moving}/index.html", scripts=False) as visited:
        page = visited.page
        hold_motion(page, 300)
        page.locator(".sg-pause").focus()
        page.keyboard.press("Space")
        states = page.evaluate(STATES)
        assert states
        assert set(states) <= {"paused", "finished"}
        assert "paused" in states
        page.keyboard.press("Space")
        assert "running" in page.evaluate(STATES)


def shown_moment(page: Page) -> dict[str, Any]:
    """Computed glow of every layer, and the visible readouts."""
    return page.evaluate("""() => {
        const opacity = (key) => [...document.querySelectorAll(`.sg-wide [class*="-${key}-"]`)]
            .map(element => [Number(element.getAttribute("class").split("-").at(-1)), element])
            .sort(([one], [other]) => one - other)
            .map(([, element]) => ({ opacity: Number(getComputedStyle(element).opacity), text: element.textContent }));
        return { glow: opacity("glow").map(({ opacity }) => opacity),
                 readouts: opacity("readout").filter(({ opacity }) => opacity > 0) };
    }""")


def test_every_step_shows_its_moment(visit, built, stepped: str):
    data = built.data(stepped)["data"]
    depth = len(data["magnitude"])
    with visit(f"figures/{stepped}/index.html", scripts=False) as visited:
        page = visited.page
        radios = page.locator(".sg-step")
        assert [radio.get_attribute("value") for radio in radios.all()] == ["play", *map(str, range(depth))]
        radios.first.focus()
        for cursor, glow in enumerate(data["glow"]):
            page.keyboard.press("ArrowRight")
            assert page.locator(".sg-step:checked").get_attribute("value") == str(cursor)
            moment = shown_moment(page)
            assert moment["glow"] == pytest.approx(glow, abs=0.0051), "opacities have two decimals"
            (readout,) = moment["readouts"]
            assert readout["opacity"] == 1
            assert readout["text"].startswith(f"{data['names'][depth - 1 - cursor]} · ")
            assert set(page.evaluate(STATES)) <= {"finished"}
        assert moment["glow"] == pytest.approx(data["light"], abs=0.0051), "all layers stay lit"


def test_play_starts_again(visit, replayed: str):
    with visit(f"figures/{replayed}/index.html") as visited:
        page = visited.page
        page.evaluate("document.querySelector('.sg-step[value=\"0\"]').click()")
        assert page.evaluate(STATES) == []
        page.evaluate("""document.addEventListener("sitegen:change", ({ detail }) => {
            if (detail.playing) window.begun ??= document.getAnimations().map(({ currentTime }) => currentTime);
        })""")
        page.locator(".sg-player [value=play]").press("Enter")
        until(page, "() => window.begun")
        assert max(page.evaluate("window.begun")) < 1000


@pytest.fixture(scope="module")
def reduced_motion_browser(playwright: Playwright):
    """A browser with reduced motion set at start, so that it applies to images too."""
    with chromium.launch(playwright, "--force-prefers-reduced-motion") as started:
        yield started


@pytest.mark.parametrize("name", ["figure.svg", "image-dark.svg"])
def test_an_image_moves_unless_the_reader_asks_for_less(browser, reduced_motion_browser, address, built, name: str):
    assert_moves(browser, address, built, name, moves=True)
    assert_moves(reduced_motion_browser, address, built, name, moves=False)


def test_a_dark_image_does_not_move_where_its_address_says_so(browser, address, built):
    assert_moves(browser, address, built, "image-dark.svg#still", moves=False)


def assert_moves(browser: Browser, address: str, built, name: str, *, moves: bool):
    figure = next(figure for figure in built.moving if figure in built.stepped)
    path = f"{address}figures/{figure}/{name}"
    page = browser.new_page()
    page.goto(f"{address}404.html")
    page.evaluate("path => { document.body.innerHTML = `<img src='${path}' width='320' alt=''>` }", path)
    image = page.locator("img")
    image.evaluate("image => image.decode()")
    seen = []
    for _ in range(4):
        page.wait_for_timeout(400)
        seen.append(image.screenshot())
    assert (len(set(seen)) > 1) == moves
    page.close()
