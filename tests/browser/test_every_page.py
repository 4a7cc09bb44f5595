"""Pages at both widths, in each reader setting, by keyboard, with and without scripts: axe, layout and tab order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.browser import chromium
from tests.browser.accessibility import faint_texts, violations
from tests.browser.chromium import MEDIA, WIDTHS, Visit, script
from tests.browser.listing import TEMPLATE_PAGES

pytestmark = pytest.mark.browser

SETTINGS = (
    (1280, {}),
    (320, {"color_scheme": "dark", "reduced_motion": "reduce"}),
    (1280, {"forced_colors": "active"}),
)
"""Width and media features: each width, palette and kind of motion once."""
SCRIPTED = "<title>before</title><script>document.title = 'after'</script>"
SCRIPTED_PARTS = "document.querySelectorAll('.sg-explore, div.sg-player, .sg-scripted').length"
AROUND_FIGURES = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll(".sg-figure").forEach((figure) => figure.remove());
  copy.querySelectorAll("[tabindex]").forEach((box) => box.removeAttribute("tabindex"));  // see test_boxes
  for (const name of ["name", "open"])  // one snippet is open at a time, see test_snippets
    copy.querySelectorAll("details.snippet").forEach((snippet) => snippet.removeAttribute(name));
  return copy.innerHTML;
}"""


def test_axe_sees_what_is_wrong(visit):
    with visit("index.html") as visited:
        visited.page.evaluate("document.querySelector('main').innerHTML = '<h1>Title</h1><img src=assets/icon.svg>'")
        assert [found.split(":")[0] for found in violations(visited)] == ["image-alt"]


@pytest.mark.parametrize(
    ("style", "seen"),
    [
        ("color: #aaa", True),  # 2.32:1
        ("color: #6a6a6a", True),  # 5.39:1
        ("color: #8a8a8a; font-size: 24px", True),  # 3.45:1
        ("color: #6a6a6a; font-size: 24px", False),
        ("color: #555", False),  # 7.46:1
    ],
)
def test_axe_sees_contrast_below_level_aaa(revisit, style: str, seen: bool):
    with revisit("404.html") as visited:
        visited.page.evaluate(
            "style => { document.querySelector('main p').style.cssText = `background: #fff; ${style}` }", style
        )
        assert [found.split(":")[0] for found in violations(visited)] == ["color-contrast"] * seen


def test_every_other_page_is_accessible_and_fits_on_a_phone(revisit, other_path: str):
    """The pages that are not chosen: one visit, with all details open for axe, which leaves out colours."""
    with revisit(other_path, width=320) as visited:
        found = reading_problems(visited, focus_in_turn(visited))
        visited.run("unfold")
        found |= {"axe": violations(visited, contrast=None), "complaints": visited.complaints, **misfits(visited)}
        assert {name: what for name, what in found.items() if what} == {}


def test_chosen_pages_are_accessible_and_fit_for_different_readers(revisit, chosen: str):
    """Contrast with all details open, and on pages that differ in their figure alone, in the figure."""
    changing = "html" if chosen in TEMPLATE_PAGES else ".sg-figure"
    with revisit(chosen, width=320) as visited:
        found = {"320 px, light, folded": [*violations(visited, contrast=None), *misfits(visited).items()]}
        visited.run("unfold")
        for width, media in SETTINGS:
            visited.resize(width)
            visited.emulate(**media)
            found[f"{width} px, {media}"] = [
                *faint_texts(visited, within=changing),
                *misfits(visited).items(),
            ]
        visited.emulate()
        found["all details open"] = violations(visited, contrast=None)
        visited.run("spacing")  # may break words in narrow columns, but must lose nothing
        for width in WIDTHS:
            visited.resize(width)
            found[f"{width} px, wide spacing"] = [*misfits(visited, "broken").items()]
        assert {where: what for where, what in found.items() if what} == {}
        assert visited.complaints == []


@pytest.mark.matrix
def test_axe_finds_nothing_and_nothing_complains(revisit, path: str):
    """Light and dark at both widths with colours, the other settings at 1280 px."""
    with revisit(path, width=320) as visited:
        found = {}
        for width in WIDTHS:
            visited.resize(width)
            for name, media in MEDIA.items():
                visited.emulate(**media)
                measured = width == WIDTHS[-1] or name in ("light", "dark")
                found[f"{width} px, {name}"] = violations(visited, contrast="AAA" if measured else None, every_row=True)
        visited.emulate()
        visited.run("unfold")
        found["all details open"] = violations(visited, every_row=True)
        assert {where: what for where, what in found.items() if what} == {}
        assert visited.complaints == []


@pytest.mark.parametrize(("scripts", "title"), [(True, "after"), (False, "before")])
def test_pages_are_loaded_without_scripts(browser, scripts: bool, title: str):
    with chromium.visit(browser, "data:text/html,", SCRIPTED, scripts=scripts) as visited:
        assert visited.page.title() == title


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.matrix)])
def test_axe_finds_nothing_without_scripts(revisit, scripted: str, width: int):
    """In figures: scripts change nothing else, as the last test of this file checks."""
    with revisit(scripted, width=width, scripts=False) as visited:
        assert violations(visited, within=".sg-figure") == []
        assert visited.complaints == []


@pytest.mark.matrix
def test_everything_fits_at_every_size(revisit, path: str):
    with revisit(path, width=320) as visited:
        found = {}
        for width in WIDTHS:
            visited.resize(width)
            for name, media in MEDIA.items():
                visited.emulate(**media)
                found[f"{width} px, {name}"] = misfits(visited)
        visited.emulate()
        visited.run("unfold")
        for width in WIDTHS:
            visited.resize(width)
            found[f"{width} px, all details open"] = misfits(visited)
        visited.run("spacing")  # may break words in narrow columns, but must lose nothing
        for width in WIDTHS:
            visited.resize(width)
            found[f"{width} px, wide spacing"] = misfits(visited, "broken")
        assert {where: what for where, what in found.items() if what} == {}


def misfits(visited: Visit, *accepted: str) -> dict[str, object]:
    layout = visited.run("layout")
    assert layout.pop("targets") > 3
    assert layout.pop("headings") == 1
    assert layout.pop("scripts") == []
    return {name: found for name, found in layout.items() if found and name not in accepted}


SCROLLED = """style => {
  document.querySelector("main").innerHTML = "<h1>Title</h1><div><p>first</p><p>second</p></div><p>after</p>";
  const [region, first, second, after] = document.querySelectorAll("main div, main p");
  region.style.cssText = "overflow-x: auto; width: 200px; height: 80px";
  first.style.cssText = "margin: 0; width: 900px";
  second.style.cssText = `margin: 0; ${style}`;
  after.style.margin = 0;
}"""
"""A region that scrolls, with two texts in it and one below it."""


@pytest.mark.parametrize(
    ("style", "overprinted"),
    [
        ("position: relative; top: 0", []),
        ("margin-top: -1.2em", ["first | second"]),
        ("position: relative; top: 60px", []),  # below the end of the region, where the text after it is
        ("position: relative; top: 34px; height: 60px", []),  # cut off at this end
    ],
)
def test_texts_in_a_region_that_scrolls_count_where_they_are_seen(revisit, style: str, overprinted: list[str]):
    with revisit("404.html", width=320) as visited:
        visited.page.evaluate(SCROLLED, style)
        layout = visited.run("layout")
        assert (layout["overprinted"], layout["wide"]) == (overprinted, [])


@pytest.mark.parametrize("path", ["index.html", "figures/scale-explorer/index.html"])
def test_four_hundred_percent_is_a_narrow_screen(visit, path: str):
    with visit(path, width=320, height=256, device_scale_factor=4) as zoomed:
        assert zoomed.page.evaluate("[innerWidth, devicePixelRatio]") == [320, 4]
        assert misfits(zoomed) == {}


def test_tab_goes_everywhere_in_reading_order(revisit, path: str):
    with revisit(path, width=320) as visited:
        assert_reading_order(visited)


def test_tab_goes_everywhere_in_reading_order_on_a_wide_screen(revisit, template: str):
    with revisit(template, width=1280) as visited:
        assert_reading_order(visited)


@pytest.mark.matrix
@pytest.mark.parametrize("width", WIDTHS)
def test_tab_goes_everywhere_at_every_width(revisit, path: str, width: int):
    with revisit(path, width=width) as visited:
        assert_reading_order(visited)


def assert_reading_order(visited: Visit) -> None:
    stops = tab_through(visited, len(visited.run("tabbable")) + 1)
    last = stops.pop()
    assert last is None or last["index"] == stops[0]["index"]  # the focus has left the page, or begins again
    found = reading_problems(visited, stops)
    assert {name: what for name, what in found.items() if what} == {}


def test_the_reading_order_sees_what_is_wrong(revisit):
    with revisit("404.html", width=320) as visited:
        visited.page.evaluate("""() => {
            const [first, second, third, last] = document.querySelectorAll("main a, footer a, nav a");
            first.tabIndex = 2;
            second.style.outline = "none";
            third.style.cssText = "position: fixed; left: -999px";
            last.parentElement.style.cssText = "display: flex; flex-direction: row-reverse";
        }""")
        found = reading_problems(visited, focus_in_turn(visited))
        assert {name for name, what in found.items() if what} == {"tab order", "no ring", "out of view", "backward"}


def reading_problems(visited: Visit, stops: list[dict]) -> dict[str, list]:
    """What is wrong with the elements that had the focus, in the order in which they had it."""
    expected, indices = visited.run("tabbable"), [stop["index"] for stop in stops]
    return {
        "tab order": [] if indices == expected else [indices, expected],
        "no ring": [stop["name"] for stop in stops if stop["ring"] < 2],
        "out of view": [stop["name"] for stop in stops if not stop["inView"]],
        "backward": backward_jumps(stops),
    }


def focus_in_turn(visited: Visit) -> list[dict]:
    """Each element that Tab should reach, focused by a script in the order of `tabIndex`, which is faster than pressing Tab."""
    visited.page.keyboard.press("Tab")  # browsers draw rings around what has the focus after a key
    return visited.page.evaluate(
        f"""indices => {{
            const all = document.querySelectorAll("a, button, select, textarea, summary, input, [tabindex]");
            const order = indices.map(index => all[index]).sort((one, other) => (other.tabIndex > 0) - (one.tabIndex > 0));
            return order.map(element => {{ element.focus(); return ({script("focus")})(); }});
        }}""",
        visited.run("tabbable"),
    )


def tab_through(visited: Visit, presses: int) -> list[dict | None]:
    """The focused element after each press. The page records it itself, since asking takes as long as pressing."""
    visited.page.evaluate(
        f"window.stops = []; addEventListener('keyup', () => stops.push(({script('focus')})()), true)"
    )
    for _ in range(presses):
        visited.page.keyboard.press("Tab")
    return visited.page.evaluate("stops")


def backward_jumps(stops: list[dict]) -> list[str]:
    """Neighbours in the tab order of a landmark whose second is above the first, or left of it in the same row."""
    jumps = []
    for one, other in pairwise(stops):
        left, top, _, bottom = one["box"]
        next_left, next_top, _, next_bottom = other["box"]
        same_row = min(bottom, next_bottom) - max(top, next_top) > 0.5 * min(bottom - top, next_bottom - next_top)
        backward = next_left < left if same_row else next_top < top
        if one["landmark"] == other["landmark"] and backward:
            jumps.append(f"{one['name']} → {other['name']}")
    return jumps


def test_skip_link_comes_first_and_leads_to_the_content(revisit, template: str):
    with revisit(template, width=320) as visited:
        visited.page.keyboard.press("Tab")
        skip = visited.run("focus")
        assert skip["name"] == 'a "Skip to the content"'
        assert min(skip["box"]) >= 0
        visited.page.keyboard.press("Enter")
        assert visited.page.evaluate("document.activeElement.matches('main:target')")
        visited.page.keyboard.press("Tab")
        assert visited.page.evaluate("document.activeElement.closest('main, footer') !== null")


def test_scripts_add_their_parts_to_figures_and_change_nothing_else(revisit, scripted: str):
    seen = []
    for scripts in (True, False):
        with revisit(scripted, scripts=scripts, reduced_motion="reduce") as visited:
            assert (visited.page.evaluate(SCRIPTED_PARTS) > 0) == scripts
            seen.append(visited.page.evaluate(AROUND_FIGURES))
            assert visited.complaints == []
    assert seen[0] == seen[1]
