"""Where the parts of a control are, and what a selection of a figure's text contains."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from sitegen import render_figure

pytestmark = pytest.mark.browser

NORMALISED = {
    "id": "a",
    "kind": "layer-profile",
    "params": {"depth": 5, "batch_norm": False},
    "explore": {"batch_norm": True},
}
MARKED = {
    "id": "b",
    "kind": "gradient-decay",
    "explore": {"init_scale": {"from": 0.5, "to": 2.5, "step": 0.25, "marks": {"LeCun": 1, "He": 1.5}}},
}
RING = 5
"""Width of a focus ring and its distance [CSS px]."""


@pytest.fixture(scope="module", params=[320, 1280])
def page(browser: Browser, request: pytest.FixtureRequest) -> Page:
    shown = browser.new_page(viewport={"width": request.param, "height": 800})
    shown.set_content(render_figure(NORMALISED).html + render_figure(MARKED).html)
    return shown


def test_a_tick_box_stands_beside_its_label(page: Page):
    box, label = page.evaluate("""() => {
        const box = document.querySelector('.sg-toggle input'), text = document.createRange();
        text.selectNodeContents(box.parentElement);
        text.setStartAfter(box);
        return [box, text].map((each) => each.getBoundingClientRect().toJSON());
    }""")
    assert 0 <= label["left"] - box["right"] < 20
    assert abs(label["top"] + label["bottom"] - box["top"] - box["bottom"]) < 6


def test_the_ring_around_a_slider_meets_nothing_else(page: Page):
    control = page.locator(".sg-control:has(datalist)")
    slider = control.locator("input").bounding_box()
    for part in (control.locator(name).bounding_box() for name in ("label", "output", ".sg-marks")):
        assert part["y"] + part["height"] <= slider["y"] - RING or part["y"] >= slider["y"] + slider["height"] + RING


def test_a_stop_with_a_name_is_said_once(page: Page):
    slider = page.locator("input[list]")
    slider.press("Home")
    while "He" not in (said := slider.get_attribute("aria-valuetext")):
        slider.press("ArrowRight")
    assert said.count("1.5") == 1
    assert not slider.get_attribute("aria-describedby")


def test_a_selection_has_each_text_once_as_it_is_seen(revisit):
    with revisit("figures/wave-relu-16/index.html", scripts=False) as visited:
        visited.run("unfold")
        selected, spoken = visited.page.evaluate("""() => {
            const figure = document.querySelector('.sg-figure');
            getSelection().selectAllChildren(figure);
            return [getSelection().toString(), [...figure.querySelectorAll('.sg-spoken')].map((each) => each.textContent.trim())];
        }""")
    words = {word for word in spoken if len(word.split()) > 1}
    assert words
    assert [word for word in words if word in selected] == []
    assert selected.count("3.1\u00a0×\u00a010⁻⁵ at input") == selected.count("10⁻⁵ at input")
