"""Figures in pages that sitegen did not write: from the disk and from a server, under a strict policy, among rules of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sitegen.page.fragment import Fragments, policy
from sitegen.page.notebook import in_notebook
from sitegen.pipeline import render_figure
from tests.browser import chromium
from tests.browser.accessibility import violations
from tests.browser.built import served
from tests.browser.chromium import MEDIA, Visit
from tests.browser.explored import made_anew, spec_of, states
from tests.browser.hand import RUNNING, until
from tests.browser.test_one_page import dangling, ids

pytestmark = pytest.mark.browser

HOST = """
html { font-size: 62.5%; color-scheme: light; }
body { margin: 0; background: #fff; color: #223; font: italic 700 1.8rem/2.4 serif; letter-spacing: 1px; text-transform: uppercase;
  hyphens: auto; word-break: break-all; text-wrap: balance; }
#page { width: 640px; margin: 0 auto; text-align: center; }
#page * { margin: 3px; }
#page p, #page li, #page summary, #page label { padding: 7px; border: 2px solid #060; background: #eee; color: #333; }
#page summary::before, #page legend::after { content: "★"; }
#page ::marker { color: #f0f; font-size: 2em; }
#page p::first-letter { float: left; font-size: 60px; }
#page ::-webkit-slider-thumb { -webkit-appearance: none; width: 40px; height: 40px; background: #f0f; }
#page ::-webkit-slider-runnable-track { background: #060; border: 3px solid #300; }
.prose figure { display: inline-block; float: right; width: 50%; }
.prose table { width: 100%; font-size: 3rem; border-collapse: separate; }
.prose th { background: #300; color: #fff; }
.prose input, .prose button, .prose select { display: block; height: 90px; border-radius: 20px; }
.prose ul, .prose ol { list-style: square; columns: 2; }
.prose svg { max-width: 200px; padding: 9px; fill: #f0f; }
"""
"""Rules such as a theme may have, some of them with the weight of an id."""
PARTS = "div, figure, figcaption, p, span, fieldset, legend, label, input, button, details, summary, ol, ul, li, table, caption, th, td, svg"
INSISTENT = f"""{HOST}
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
PLAIN = "html { color-scheme: light; } body { margin: 0; } #page { width: 640px; margin: 0 auto; }"
EXPLORED, WAVE = "scale-explorer", "wave-textbook"
TOLD = (
    "[...document.querySelectorAll('.sg-figure')].map(each => each.querySelector('.sg-told, .sg-summary').textContent)"
)
GROUND = "getComputedStyle(document.querySelector('.sg-fragment')).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 22, 26)"


@pytest.fixture(scope="module")
def figures():
    return {name: render_figure(spec_of(name)) for name in (EXPLORED, WAVE)}


@pytest.fixture
def page_of(figures, tmp_path):
    """Write a page of others with the named figures."""

    def write(*names: str, rules: str = HOST, attributes: str = "") -> Path:
        fragments = Fragments()
        body = "".join(fragments.add(figures[name], number=number) for number, name in enumerate(names, 1))
        sheet = f"<style>{rules}</style>"
        text = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page of others</title>'
            f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; {policy(sheet + body)}">'
            f'<link rel="icon" href="data:,">{sheet}</head><body {attributes}><main id="page" class="prose"><h1>Theirs</h1>'
            f"<p>Before.</p>{body}<p>After.</p></main></body></html>"
        )
        (tmp_path / "page.html").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@contextmanager
def opened(browser, folder: Path, scheme: str = "file", path: str = "page.html", **options) -> Iterator[Visit]:
    if scheme == "file":
        with chromium.visit(browser, f"{folder.as_uri()}/", path, **options) as visited:
            yield visited
    else:
        with served(folder) as address, chromium.visit(browser, address, path, **options) as visited:
            yield visited


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_every_control_works_under_a_strict_policy_and_without_a_network(browser, page_of, scheme):
    spec = spec_of(EXPLORED)
    pairs = [(state, made_anew(spec, params)) for state, params in list(states(spec))[::29]]
    with opened(browser, page_of(EXPLORED, WAVE), scheme, reduced_motion="reduce") as visited:
        asked: list[str] = []
        visited.page.on("request", lambda request: asked.append(request.url))
        assert visited.run("drawn", pairs) == []
        step(visited.page)
        assert asked == []
        assert visited.complaints == []


def step(page: Page) -> None:
    """Take the wave one step back, as a reader does it."""
    wave = page.locator(".sg-figure").last
    before = wave.evaluate("figure => figure.current_layer")
    wave.locator("button", has_text="Previous").click()
    assert wave.evaluate("figure => figure.current_layer") == before - 1


def test_a_hand_on_a_slider_changes_words_and_drawing(browser, page_of):
    with opened(browser, page_of(EXPLORED)) as visited:
        before = visited.page.evaluate(TOLD)
        visited.page.locator("input[type=range]").press("End")
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
            found[name] = violations(visited)
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
        visited.page.locator("input[type=range]").nth(1).press("Home")
        until(visited.page, f"before => ({TOLD})[1] !== before", second)
        assert visited.page.evaluate(TOLD)[0] == first
        assert visited.page.locator("style").count() == 2 + len({EXPLORED, WAVE})
        assert visited.page.locator("script[type=module]").count() == 1
        assert visited.complaints == []


def test_nothing_moves_for_readers_who_ask_for_less_motion(browser, page_of):
    folder = page_of(EXPLORED, WAVE)
    with opened(browser, folder) as visited:
        assert visited.page.evaluate(RUNNING) > 0
    with opened(browser, folder, reduced_motion="reduce") as visited:
        assert visited.page.evaluate(RUNNING) == 0
        assert visited.page.locator(".sg-parked").first.is_visible()


def test_rules_of_the_page_do_not_reach_the_figures(browser, page_of):
    """Among rules that would change everything, every pixel is what it is in a page without any."""
    pictures, aside = [], "#page > :is(h1, p) { display: none; }"  # or both would begin within different pixels
    for rules in (PLAIN, HOST, INSISTENT):
        with opened(browser, page_of(EXPLORED, WAVE, rules=rules + aside), reduced_motion="reduce") as visited:
            visited.run("unfold")
            visited.page.locator("summary").first.focus()
            boxes = visited.page.locator(".sg-fragment")
            pictures.append([boxes.nth(index).screenshot() for index in range(boxes.count())])
    assert pictures[0] == pictures[1] == pictures[2]


def test_letters_and_spacing_that_a_reader_insists_on_reach_the_figures(browser, page_of):
    """Tools of readers put their rules into the page, and WCAG 1.4.12 names these."""
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
"""What the page says of itself, its switch, the reader's setting, and the ground that the figure then has."""


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
    folder = page_of(EXPLORED, rules=HOST + ":root { --sg-ink: #123456; }")
    ink = "getComputedStyle(document.querySelector('.sg-text')).fill"
    with opened(browser, folder) as visited:
        assert visited.page.evaluate(ink) == "rgb(18, 52, 86)"
        visited.emulate(forced_colors="active")
        assert visited.page.evaluate(ink) != "rgb(18, 52, 86)"


INSISTING = {
    "plain": "",
    "bootstrap": "[hidden] { display: none !important; }",
    "tailwind": "@layer base { [hidden]:where(:not([hidden='until-found'])) { display: none !important; } }",
}
"""What a page makes of the attribute hidden. What is important counts for more in a layer than outside."""
POLICY = re.compile(r"<meta http-equiv[^>]*>")


@pytest.mark.parametrize("rules", INSISTING.values(), ids=INSISTING)
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_in_a_notebook_all_looks_the_same(browser, page_of, motion, rules):
    """On a page without a policy, which would forbid the attribute style."""
    folder = page_of(EXPLORED, WAVE, rules=PLAIN + rules)
    page = folder / "page.html"
    plain = POLICY.sub("", page.read_text(encoding="utf-8"))
    output = in_notebook(plain)
    seen = []
    for text in (plain, output, output.replace('"display:none"', '"display: none;"')):  # the last as browsers write it
        page.write_text(text, encoding="utf-8")
        with opened(browser, folder, reduced_motion=motion) as visited:
            visited.page.wait_for_selector(".sg-waiting:not(:has(.sg-plays))")  # the wave knows that it is out of view
            visited.run("rest")
            shown = visited.page.locator("main :visible").count()
            boxes = [box for box in visited.run("geometry") if not box.endswith(" 0 0 0 0")]
            seen.append((boxes, visited.page.locator("main").inner_text(), shown))
            assert visited.complaints == []
    for boxes, *others in seen[1:]:
        assert sorted(set(boxes) ^ set(seen[0][0])) == []
        assert others == list(seen[0][1:])


@pytest.mark.parametrize("where", ["#fig-wave-textbook", "button[value='-1']"])
def test_what_is_scrolled_to_stands_clear_of_a_header(browser, page_of, where):
    header = "body::before { content: ''; position: fixed; inset: 0 0 auto; height: 64px; background: #060; }"
    with opened(browser, page_of(EXPLORED, WAVE, rules=PLAIN + header)) as visited:
        visited.page.locator(where).evaluate("element => element.scrollIntoView({ block: 'start' })")
        assert visited.page.locator(where).bounding_box()["y"] >= 64


def test_a_page_that_comes_back_shows_its_own_state(browser, page_of):
    """Browsers fill in what a reader has chosen, but not what the figure made of it."""
    with opened(browser, page_of(EXPLORED, rules=PLAIN), "http") as visited:
        visited.page.locator("input[type=range]").press("End")
        visited.page.goto("about:blank")
        visited.page.go_back()
        figure = visited.page.locator(".sg-figure")
        chosen = visited.page.locator("input[type=range]").get_attribute("aria-valuetext")
        assert chosen.startswith(f"initialisation scale {figure.evaluate('figure => figure.state.init_scale'):g}")
        assert visited.page.locator("input[type=range]").input_value() == "2"


def test_without_scripts_the_figures_are_complete(browser, page_of):
    with opened(browser, page_of(EXPLORED, WAVE), scripts=False) as visited:
        assert visited.page.locator("fieldset.sg-explore, div.sg-player").count() == 0
        assert visited.page.locator(".sg-stills li").first.is_visible()
        assert visited.page.locator(".sg-choice").first.is_visible()
        assert not visited.page.locator("td").first.is_visible()  # what is folded stays so
        assert visited.complaints == []
