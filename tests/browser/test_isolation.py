"""CSS isolation: the rules of a host page and of the figures do not affect each other, except where they may."""

from __future__ import annotations

import pytest

from sitegen.page.environment import Templates
from sitegen.page.host import HOST_PAGE, NOTEBOOK
from tests.browser.host_page import EXPLORED, HOST, PLAIN, WAVE, opened

pytestmark = pytest.mark.browser

PARTS = "div, figure, figcaption, p, span, fieldset, legend, label, input, button, details, summary, ol, ul, li, table, caption, th, td, svg"
IMPORTANT_RULES = f"""{HOST}
#page div :is({PARTS}) {{
  display: block !important; float: right !important; width: 50% !important; padding: 9px !important; overflow: hidden !important;
  border: 5px dashed #f0f !important; border-radius: 9px !important; box-shadow: 0 0 9px #f0f !important; filter: invert(1) !important;
}}
#page svg {{ position: absolute !important; opacity: 0.3 !important; }}
#page :is(p, li, table, input) {{
  text-indent: 3em !important; text-transform: uppercase !important; list-style: none !important;
  caption-side: bottom !important; appearance: none !important; align-self: center !important;
}}
#page :focus {{ outline: none !important; }}
"""
GROUND = "getComputedStyle(document.querySelector('.sg-fragment')).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 22, 26)"


def test_rules_of_the_page_do_not_reach_the_figures(browser, page_of):
    """With rules that would change everything, every pixel is the same as without any."""
    pictures, aside = [], "#page > :is(h1, p) { display: none; }"  # or both would begin within different pixels
    for rules in (PLAIN, HOST, IMPORTANT_RULES):
        with opened(browser, page_of(EXPLORED, WAVE, rules=rules + aside), reduced_motion="reduce") as visited:
            visited.run("unfold")
            visited.page.locator("summary").first.focus()
            boxes = visited.page.locator(".sg-fragment")
            pictures.append([boxes.nth(index).screenshot() for index in range(boxes.count())])
    assert pictures[0] == pictures[1] == pictures[2]


def test_text_spacing_rules_of_a_reader_reach_the_figures(browser, page_of):
    """Readers' tools insert such rules into the page (WCAG 1.4.12)."""
    wanted = "* { font-family: monospace !important; letter-spacing: 2px !important; line-height: 40px !important; }"
    with opened(browser, page_of(EXPLORED, rules=PLAIN + wanted)) as visited:
        style = "each => { const { fontFamily, letterSpacing, lineHeight } = getComputedStyle(each); return [fontFamily, letterSpacing, lineHeight] }"
        found = visited.page.locator(".sg-figure :is(p, legend, button, td)").evaluate_all(f"all => all.map({style})")
        assert {tuple(each) for each in found} == {("monospace", "2px", "40px")}


def test_a_page_may_hide_and_place_the_box(browser, page_of):
    rules = ".sg-fragment { width: 300px !important; } @media print { .sg-fragment { display: none !important; } }"
    with opened(browser, page_of(EXPLORED, rules=PLAIN + rules)) as visited:
        box = visited.page.locator(".sg-fragment")
        assert box.bounding_box()["width"] == 300
        visited.emulate(media="print")
        assert not box.is_visible()


def test_rules_of_the_figures_do_not_reach_the_page(browser, page_of):
    theirs = """[...document.querySelectorAll("html, body, main, h1, main > p")].map(element => {
        const style = getComputedStyle(element);
        const names = [...style].filter(name => !/^(--|height|block-size|perspective-origin|transform-origin)/.test(name));
        return names.map(name => `${name}: ${style.getPropertyValue(name)}`);
    })"""
    seen = []
    for names in ([], [EXPLORED, WAVE]):
        with opened(browser, page_of(*names)) as visited:
            seen.append(visited.page.evaluate(theirs))
    assert seen[0] == seen[1]


SWITCHES = [
    ("light", "", "dark", LIGHT),
    ("light dark", "", "light", LIGHT),
    ("light dark", "", "dark", DARK),
    ("dark", "", "light", DARK),
    ("light", 'data-md-color-scheme="slate"', "light", DARK),
    ("light", 'data-md-color-scheme="default"', "dark", LIGHT),
    ("light", 'data-theme="dark"', "light", DARK),
    ("light dark", 'data-theme="light"', "dark", LIGHT),
    ("light", 'data-theme="auto"', "dark", DARK),
    ("light", 'data-jp-theme-light="false"', "light", DARK),
    ("light dark", 'class="quarto-light"', "dark", LIGHT),
]
"""Colour scheme of the page, its switch, the reader's setting, and the expected background of the figure."""


@pytest.mark.parametrize("setting", SWITCHES)
def test_colours_follow_the_switch_of_the_page_and_else_its_scheme(browser, page_of, setting):
    own, switch, reader, ground = setting
    folder = page_of(WAVE, rules=PLAIN.replace("light", own), attributes=switch)
    with opened(browser, folder, color_scheme=reader) as visited:
        assert visited.page.evaluate(GROUND) == ground
        ink = visited.page.evaluate("getComputedStyle(document.querySelector('.sg-text')).fill")
        assert (ink == "rgb(236, 238, 241)") == (ground == DARK)
        controls = visited.page.evaluate("getComputedStyle(document.querySelector('.sg-pause')).colorScheme")
        assert controls in ({LIGHT: "light", DARK: "dark"}[ground], "light dark")
        visited.emulate(media="print", color_scheme=reader)
        assert visited.page.evaluate(GROUND) == LIGHT


def test_a_page_that_says_nothing_is_light(browser, page_of):
    with opened(browser, page_of(WAVE, rules=""), color_scheme="dark") as visited:
        assert visited.page.evaluate(GROUND) == LIGHT


def test_more_contrast_counts_on_a_page_that_says_dark(browser, page_of):
    folder = page_of(WAVE, attributes='data-theme="dark"')
    with opened(browser, folder, contrast="more") as visited:
        assert visited.page.evaluate(GROUND) == "rgb(0, 0, 0)"


def test_a_page_may_set_a_colour_and_the_system_overrules_it(browser, page_of):
    folder = page_of(EXPLORED, rules=HOST + ":root { --sg-ink: #123456; --sg-accent: #654321; --sg-surface: #fedcba; }")
    ink = "getComputedStyle(document.querySelector('.sg-text')).fill"
    with opened(browser, folder) as visited:
        assert visited.page.evaluate(ink) == "rgb(18, 52, 86)"
        assert visited.page.evaluate(GROUND) == "rgb(254, 220, 186)"
        colour = "getComputedStyle(document.querySelector('.sg-figure {}')).color"
        assert visited.page.evaluate(colour.format(".sg-lead")) == "rgb(18, 52, 86)"
        assert visited.page.evaluate(colour.format("summary")) == "rgb(101, 67, 33)"
        visited.emulate(forced_colors="active")
        assert visited.page.evaluate(ink) != "rgb(18, 52, 86)"


def test_the_theme_of_an_author_counts_and_keeps_its_layout(browser, page_of, tmp_path):
    (tmp_path / "assets").mkdir()
    own = {
        "tokens": ":root { --ink: light-dark(#012345, #fedcba); --ground: light-dark(#ffffff, #102030); }",
        "figure": '.sg-name {\n  display: flex;\n  font-size: calc(2 * var(--sg-rem));\n}\n.sg-name::after {\n  content: "{;";\n}',
    }
    for name, rules in own.items():
        text = Templates().css(name)
        (tmp_path / f"assets/{name}.css").write_text(f"{text}\n{rules}\n", encoding="utf-8")
    rules = HOST + "#page .sg-name { display: none !important; }"
    folder = page_of(WAVE, rules=rules, attributes='data-theme="dark"', templates=Templates(tmp_path))
    with opened(browser, folder) as visited:
        assert visited.page.evaluate(GROUND) == "rgb(16, 32, 48)"
        name = visited.page.locator(".sg-name")
        style = "(each, part) => { const found = getComputedStyle(each, part); return [found.display, found.fontSize, found.color, found.content] }"
        assert name.evaluate(style) == ["flex", "32px", "rgb(254, 220, 186)", "normal"]
        assert name.evaluate(f"each => ({style})(each, '::after')")[3] == '"{;"'


HIDDEN_RULES = {
    "plain": "",
    "bootstrap": "[hidden] { display: none !important; }",
    "tailwind": "@layer base { [hidden]:where(:not([hidden='until-found'])) { display: none !important; } }",
}
"""Host rules for the attribute `hidden`. An `!important` rule has more weight in a layer than outside."""


@pytest.mark.parametrize("rules", HIDDEN_RULES.values(), ids=HIDDEN_RULES)
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_notebook_looks_the_same(browser, page_of, motion, rules):
    seen = []
    browsers_own = ('"display:none"', '"display: none;"')  # as browsers write the attribute
    for host, changed in ((HOST_PAGE, False), (NOTEBOOK, False), (NOTEBOOK, True)):
        folder = page_of(EXPLORED, WAVE, rules=PLAIN + rules, host=host)
        page = folder / "page.html"
        if changed:
            page.write_text(page.read_text(encoding="utf-8").replace(*browsers_own), encoding="utf-8")
        with opened(browser, folder, reduced_motion=motion) as visited:
            visited.page.wait_for_selector(
                ".sg-offscreen:not(:has(.sg-plays))"
            )  # the wave knows that it is out of view
            visited.run("rest")
            shown = visited.page.locator("main :visible").count()
            boxes = [box for box in visited.run("geometry") if not box.endswith(" 0 0 0 0")]
            seen.append((boxes, visited.page.locator("main").inner_text(), shown))
            assert visited.complaints == []
    for boxes, *others in seen[1:]:
        assert sorted(set(boxes) ^ set(seen[0][0])) == []
        assert others == list(seen[0][1:])
