"""Data points: by keyboard, by pointer and by touch, with the words of the tables."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.accessibility import accessibility_tree, violations
from tests.browser.chromium import WIDTHS
from tests.browser.host_page import EXPLORED, WAVE
from tests.browser.host_page import opened as opened_host
from tests.browser.listing import own_page
from tests.browser.user_input import FIGURE, set_state, tab_to

pytestmark = pytest.mark.browser

WALK = """figure => {
  const range = figure.querySelector(".sg-points"), drawing = figure.querySelector(".sg-drawing");
  const inside = (box, limit) => box.left >= limit.left - 1 && box.top >= limit.top - 1 && box.right <= limit.right + 1 && box.bottom <= limit.bottom + 1;
  range.focus();
  return Array.from({ length: Number(range.max) + 1 }, (_, index) => {
    range.value = index;
    range.dispatchEvent(new Event("input"));
    const [ring, tip] = [".sg-ring", ".sg-tip"].map((name) => figure.querySelector(name));
    const [mark, words, limit] = [ring, tip, drawing].map((each) => each.getBoundingClientRect());
    return {
      heard: range.ariaValueText,
      shown: [...tip.children].map((line) => line.textContent),
      fits: inside(words, limit) && mark.left < limit.right && mark.right > limit.left && mark.top < limit.bottom && mark.bottom > limit.top,
      at: [mark.left + mark.width / 2 - limit.left, mark.top + mark.height / 2 - limit.top],
    };
  });
}"""
TABLES = """figure => [...figure.querySelectorAll(".sg-table:not(.sg-data details *)")].map((table) =>
  [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)))"""
POWER = re.compile(r"(?:([\d.,]+) times )?ten to the (minus )?(\d+)")
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def walk(figure: Locator) -> list[dict[str, Any]]:
    """What is heard and shown at each point, whether that is inside the drawing, and where the ring is."""
    return figure.evaluate(WALK)


def plain(text: str) -> str:
    """A text with its powers of ten as tables have them."""
    spoken = POWER.sub(lambda m: f"{m[1] or 1}e{'−' if m[2] else ''}{m[3]}", text)
    typeset = re.sub(
        r"(?:([\d.,]+)\xa0×\xa0)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: f"{m[1] or 1}e{m[2].translate(SUPERSCRIPTS)}", spoken
    )
    return re.sub(r"(?<=\de)-|minus (?=\d)", "−", typeset)


def told(tables: list[list[list[str]]], lines: list[str]) -> bool:
    """Whether a row of a table has these lines: its first cell, and others behind the heads of their columns."""
    name, *values = lines
    return any(
        name in {row[0], f"{heads[0]} {row[0]}"}
        and set(values) <= {f"{head}: {cell}" for head, cell in zip(heads, row, strict=True)}
        for heads, *rows in tables
        for row in rows
    )


def test_every_point_says_and_shows_cells_of_the_tables(revisit, figure: str):
    """On both drawings, in the same words, and inside the drawing."""
    heard = []
    for width in WIDTHS:
        with revisit(own_page(figure), width=width, reduced_motion="reduce") as visited:
            block = visited.page.locator(".sg-figure")
            tables, points = block.evaluate(TABLES), walk(block)
            assert len(points) > 1
            for point in points:
                assert plain(", ".join(point["shown"])) == plain(point["heard"])
                assert told(tables, [plain(line) for line in point["shown"]]), point
                assert point["fits"], point
            assert visited.complaints == []
            heard.append({point["heard"] for point in points})
    assert heard[0] == heard[1]


def said(page: Page, *keys: str) -> list[str]:
    """What is heard after each of the keys."""
    points = page.locator(".sg-points")
    found = []
    for key in keys:
        page.keyboard.press(key)
        found.append(points.get_attribute("aria-valuetext"))
    return found


@pytest.mark.parametrize(
    ("name", "keys", "heard"),
    [
        ("relu-16", "End ArrowLeft ArrowUp Home ArrowLeft", "Layer 15|Layer 14|Layer 13|Layer 0|Layer 0"),
        ("wave-loop", "End ArrowLeft Home", "output|hidden 2|input"),
        ("curves-leaky", "ArrowDown End ArrowUp", "slope, z: minus 3, y: 0.10|slope, z: 3,|value, z: 3, y: 3.00"),
        (
            "grid-layers",
            "End ArrowRight ArrowUp",
            "layer 1, gradient norm at step 0:|layer 1, gradient norm at step 70:|layer 2, gradient norm at step 70:",
        ),
        ("graph-backprop", "End Home ArrowRight", "y, value: 25|a, value: 2|a, edge to: a·b, gradient: 30"),
        (
            "profile-digits",
            "ArrowRight ArrowDown End",
            "Layer 2, .* of theory:|Layer 2, .* of recorded:|Layer 8, .* of recorded:",
        ),
        (
            "neurons-demo",
            "ArrowRight ArrowDown End",
            "layer 1, neuron 2, State: alive, Peak: 1.52|layer 2, neuron 1,|layer 3, neuron 2,",
        ),
    ],
)
def test_keys_lead_from_point_to_point(opened, name: str, keys: str, heard: str):
    page = opened(own_page(name), reduced_motion="reduce")
    tab_to(page, ".sg-points")
    assert page.locator(".sg-ring").is_visible()
    found = said(page, *keys.split())
    assert len(found) == len(heard.split("|"))
    for text, pattern in zip(found, heard.split("|"), strict=True):
        assert re.match(pattern, text), found


def test_the_drawing_is_one_tab_stop_with_a_name(opened):
    page = opened(own_page("curves-leaky"))
    assert page.locator(".sg-drawing :is(input, button, [tabindex])").count() == 1
    (slider,) = [node for node in accessibility_tree(page).all("slider") if node.name == "Data point"]
    assert slider.description == ""


def test_a_pointer_shows_what_keys_do(opened):
    """The words stay while the pointer is on them, and go with it, or with Escape."""
    page = opened(own_page("relu-16"), reduced_motion="reduce")
    page.locator(".sg-points").focus()
    page.keyboard.press("ArrowRight")
    tip, x, y = page.locator(".sg-tip"), *middle(page.locator(".sg-ring"))
    shown = tip.inner_text()
    page.locator(".sg-points").evaluate("range => range.blur()")
    assert tip.count() == 0
    page.mouse.move(x + 3, y)
    assert tip.inner_text() == shown
    page.mouse.move(*middle(tip))
    assert tip.inner_text() == shown
    page.keyboard.press("Escape")
    assert tip.count() == 0
    page.mouse.move(x, y)
    assert tip.inner_text() == shown
    page.mouse.move(0, 0)
    assert tip.count() == 0


def test_what_was_clicked_or_touched_stays(opened):
    page = opened(own_page("graph-backprop"), width=320, has_touch=True)
    page.locator(".sg-drawing").scroll_into_view_if_needed()
    box = page.locator(".sg-narrow rect.sg-box").first.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".sg-tip").inner_text().split("\n") == ["a", "value: 2"]
    assert said(page, "ArrowRight") == ["a, edge to: a·b, gradient: 30"]
    page.keyboard.press("Escape")
    assert (page.locator(".sg-tip").count(), page.locator(".sg-ring").count()) == (0, 1)  # focus is seen
    assert said(page, "ArrowRight") == ["b, value: 3"]
    page.touchscreen.tap(5, 5)
    assert page.locator(".sg-tip").count() == 0


def middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_points_are_those_of_the_state_and_of_the_drawing_that_is_shown(opened):
    page = opened(FIGURE, reduced_motion="reduce")
    points = page.locator(".sg-points")
    points.focus()
    before = said(page, "Home")
    set_state(page, init_scale=2.0, activation="sigmoid")
    after = [points.get_attribute("aria-valuetext")]
    table = page.locator(".sg-figure").evaluate(TABLES)[0]
    assert [plain(text) for text in after] == [f"Layer {table[1][0]}, Magnitude: {table[1][2]}"] != before
    assert plain(page.locator(".sg-tip").inner_text()).split("\n")[1] == f"Magnitude: {table[1][2]}"
    place = middle(page.locator(".sg-ring"))
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    assert middle(page.locator(".sg-ring")) != place
    assert page.locator(".sg-tip").bounding_box()["x"] >= page.locator(".sg-drawing").bounding_box()["x"]


def test_points_need_nothing_of_a_host_page(browser, page_of):
    """Under a strict policy, and with rules of the page for lists and inputs."""
    with opened_host(browser, page_of(EXPLORED, WAVE), reduced_motion="reduce") as visited:
        figure = visited.page.locator(".sg-figure").last
        points = walk(figure)
        assert [point["shown"][0] for point in points] == ["input", "hidden 1", "hidden 2", "output"]
        assert all(point["fits"] for point in points)
        assert {round(high) for _, high in (point["at"] for point in points)} != {0}
        assert visited.complaints == []


@pytest.mark.parametrize("media", [{}, {"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_axe_finds_nothing_while_a_point_is_shown(visit, media: dict[str, str]):
    with visit(own_page("grid-momentum"), width=320, **media) as visited:
        visited.page.locator(".sg-points").focus()
        assert visited.page.locator(".sg-tip").is_visible()
        assert violations(visited) == []


def test_nothing_is_offered_without_scripts(visit):
    with visit(FIGURE, scripts=False) as visited:
        assert visited.page.locator(".sg-points, .sg-ring, .sg-tip").count() == 0
