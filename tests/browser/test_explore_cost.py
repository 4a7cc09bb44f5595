"""The cost of a change to an interactive figure, counted in layouts, paints, nodes and listeners. `make bench` measures its time."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sitegen import load_spec
from tests.browser import chromium
from tests.browser.chromium import WIDTHS, Visit
from tests.browser.explored import spec_of, states
from tests.browser.listing import CONTROLLED, LINKED
from tests.browser.trace import Rectangle, Trace, outside_figures, trace
from tests.browser.user_input import DRAG, DRAG_FAST, FIGURE, HEARD_MS, set_state
from tests.interactive.test_states import EXPLORE, explorable_spec

pytestmark = pytest.mark.browser

LESSON = "lessons/scale-in-your-hand.html"
CHANGES = 60
MOTION = (pytest.param("reduce", marks=pytest.mark.matrix), "no-preference")
BEYOND = """() => [...document.querySelectorAll("main *")].filter(element => !element.closest(".sg-figure"))
    .map(element => Math.round(element.getBoundingClientRect().top + scrollY)).join(" ")"""

SHORTEN_TIMERS = (
    "() => { const wait = setTimeout; window.setTimeout = (call, ms, ...given) => wait(call, ms / 10, ...given) }"
)
CHANGE = """state => new Promise(resolve => {
  const figure = document.querySelector(".sg-figure"), before = JSON.stringify(figure.state);
  figure.addEventListener("sitegen:told", () => resolve(), { once: true });
  figure.state = state;
  if (JSON.stringify(figure.state) === before) resolve();
})"""
"""Set the state, and wait until the drawing and all words show it, also those in closed details."""
FINISH = "document.getAnimations().filter(({ animationName }) => !animationName).forEach(each => each.finish())"
"""End the motion from the old drawing to the new one."""


def assert_nothing_moves(visited: Visit, every: list[dict[str, Any]]) -> None:
    visited.page.wait_for_load_state("networkidle")
    visited.page.evaluate(SHORTEN_TIMERS)
    for width in WIDTHS:
        visited.resize(width)
        before = visited.page.evaluate(BEYOND)
        for state in every[:: len(every) // 3 or 1]:
            visited.page.evaluate(CHANGE, state)
            assert visited.page.evaluate(BEYOND) == before, (width, state)
            visited.page.evaluate(FINISH)
            assert visited.page.evaluate(BEYOND) == before, (width, state)


@pytest.mark.parametrize("motion", MOTION)
@pytest.mark.parametrize(
    "explorable", [*LINKED, *(pytest.param(name, marks=pytest.mark.matrix) for name in CONTROLLED)]
)
def test_a_change_moves_nothing_beyond_the_figure(visit, explorable: str, motion: str):
    """In the default tests, the figures of `test_nor_does_a_change_of_any_kind` take the place of those with controls."""
    with visit(f"figures/{explorable}/index.html", reduced_motion=motion) as visited:
        assert_nothing_moves(visited, [state for state, _ in states(spec_of(explorable))])


@pytest.mark.parametrize("kind", EXPLORE)
def test_nor_does_a_change_of_any_kind(browser, every_kind: str, kind: str):
    every = [state for state, _ in states(load_spec({"id": kind, **explorable_spec(kind)}))]
    with chromium.visit(browser, every_kind, f"figures/{kind}/index.html") as visited:
        assert_nothing_moves(visited, every)


def metrics(session: Any) -> dict[str, float]:
    return {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}


def settled(page: Page, session: Any) -> dict[str, float]:
    """Metrics after the page has settled and garbage is collected."""
    page.wait_for_timeout(1500)
    session.send("HeapProfiler.collectGarbage")
    return metrics(session)


def test_a_change_costs_few_layouts_and_leaves_nothing_behind(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=2)
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.evaluate("(now => { Date.now = () => now; })(Date.now())")  # dragging, however busy the machine is
        page.evaluate(DRAG_FAST, 50)
        before = settled(page, session)
        for step in range(CHANGES):
            page.evaluate(DRAG, step)
        after = metrics(session)
        assert 0 < after["LayoutCount"] - before["LayoutCount"] <= 3 * CHANGES
        assert 0 < after["RecalcStyleCount"] - before["RecalcStyleCount"] <= 5 * CHANGES
        page.evaluate(DRAG_FAST, 2_000)
        after = settled(page, session)
        assert after["Nodes"] <= before["Nodes"] + 100
        assert after["JSEventListeners"] <= before["JSEventListeners"]


BOXES = "[...document.querySelectorAll('.sg-figure')].map(each => { const { left, top, right, bottom } = each.getBoundingClientRect(); return [left, top, right, bottom]; })"
WATCH = """
window.touched = [];
new MutationObserver(records => touched.push(...records.map(({ target }) => target).filter(node => !(node.closest ? node : node.parentElement)?.closest(".sg-figure"))))
  .observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
"""


def beyond_figures(page: Page, painted: list[Rectangle]) -> list[Rectangle]:
    """Painted rectangles outside every figure."""
    figures = [Rectangle(*box) for box in page.evaluate(BOXES)]
    return [each for each in painted if not any(each.inside(figure) for figure in figures)]


@pytest.mark.parametrize("motion", MOTION)
def test_only_figures_are_laid_out_and_painted(visit, browser, motion: str):
    """In Chromium's trace of a lesson whose second figure is linked to the first."""
    with visit(LESSON, reduced_motion=motion, height=900) as visited:
        page = visited.page
        set_state(page, init_scale=2)
        page.locator(".sg-figure").first.evaluate("figure => figure.scrollIntoView()")
        session = page.context.new_cdp_session(page)
        session.send("DOM.enable")

        def drag() -> None:
            for step in range(10):
                page.evaluate(DRAG, step)
            page.wait_for_timeout(HEARD_MS)
            page.evaluate(f"{WATCH} performance.mark('now');")
            for step in range(20):
                page.evaluate(DRAG, step)
            page.wait_for_timeout(HEARD_MS)  # folded words are updated after the last input
            set_state(page, init_scale=2)  # a single change is animated by a spring
            page.wait_for_timeout(3 * HEARD_MS)

        traced = trace(browser, page, drag)
        assert len(traced.laid_out()) > 20
        assert traced.frames() > 15
        assert outside_figures(session, traced.laid_out()) == []
        assert beyond_figures(page, traced.painted()) == []
        assert page.evaluate("touched.length") == 0


def traced_change(visited: Visit, browser: Browser, change: str) -> Trace:
    def once() -> None:
        visited.page.evaluate(f"{WATCH} performance.mark('now'); {change};")
        visited.page.wait_for_timeout(HEARD_MS)

    return trace(browser, visited.page, once)


def test_the_trace_sees_what_is_outside(visit, browser):
    with visit(LESSON, height=900) as visited:
        session = visited.page.context.new_cdp_session(visited.page)
        session.send("DOM.enable")
        traced = traced_change(visited, browser, "document.querySelector('h1').firstChild.data = 'Another title'")
        (title,) = outside_figures(session, traced.laid_out())
        assert title.startswith("<h1")
        assert beyond_figures(visited.page, traced.painted())
        assert visited.page.evaluate("touched.length") == 1


def test_the_trace_sees_what_a_figure_pushes_away(visit, browser):
    """Elements that only move are not reported as laid out, but they are painted elsewhere."""
    with visit(LESSON, height=900) as visited:
        traced = traced_change(visited, browser, "document.querySelector('.sg-name').style.paddingBottom = '20px'")
        assert beyond_figures(visited.page, traced.painted())
