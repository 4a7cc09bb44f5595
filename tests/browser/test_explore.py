"""Interactive figures: user input, and what the page then shows and announces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sitegen import load_spec, render_figure
from sitegen.resolve.axes import SliderAxis, with_values
from tests.browser import chromium
from tests.browser.accessibility import faint_texts, violations
from tests.browser.chromium import MEDIA, WIDTHS
from tests.browser.explored import axes_of_figure, base_of, fresh_render, spec_of, states
from tests.browser.user_input import FIGURE, look, motion_of, set_state, settle, tab_to, until
from tests.interactive.test_states import EXPLORE, explorable_spec

pytestmark = pytest.mark.browser

FINISH = "document.getAnimations().forEach(animation => animation.finish())"
GOLDEN = Path(__file__).parent / "golden" / "scale-explorer.txt"


@pytest.mark.parametrize("width", WIDTHS)
def test_every_state_is_the_figure_made_for_it_alone(visit, explorable: str, width: int):
    """On a narrow screen and on a wide one, which show different drawings."""
    pairs = [(state, fresh_render(spec_of(explorable), params)) for state, params in states(spec_of(explorable))]
    with visit(f"figures/{explorable}/index.html", width=width, reduced_motion="reduce") as visited:
        assert visited.run("drawn", [*pairs, pairs[0]]) == []
        assert visited.complaints == []


def test_a_drawing_that_comes_into_view_shows_the_state_of_the_other(visit):
    """Its states are loaded then, and not before."""
    spec = spec_of("scale-explorer")
    state, params = list(states(spec))[-1]
    asked: list[str] = []
    with visit(FIGURE, width=1280, reduced_motion="reduce") as visited:
        visited.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        set_state(visited.page, **state)
        assert sorted(asked) == ["states-wide.json", "states.json"]
        visited.resize(320)
        settle(visited.page)
        assert visited.run("drawn", [(state, fresh_render(spec, params))]) == []
        assert "states-narrow.json" in asked


@pytest.mark.parametrize("kind", EXPLORE)
def test_every_kind_is_explored_by_the_same_script(browser, every_kind: str, kind: str):
    spec = load_spec({"id": kind, **explorable_spec(kind)})
    pairs = [(state, fresh_render(spec, params)) for state, params in states(spec)]
    with chromium.visit(browser, every_kind, f"figures/{kind}/index.html", reduced_motion="reduce") as visited:
        assert visited.run("drawn", [*pairs, pairs[0]]) == []
        assert visited.complaints == []


@pytest.mark.parametrize("kind", EXPLORE)
def test_the_picture_of_a_state_is_an_image_with_a_name(browser, every_kind: str, kind: str):
    spec = load_spec({"id": kind, **explorable_spec(kind)})
    _, (state, params), *_ = states(spec)
    description = render_figure(spec.alone(with_values(spec.params, params))).description
    facts = {"", *(f"; {each.text('spoken').removesuffix('.')}" for each in description.more)}
    with chromium.visit(browser, every_kind, f"figures/{kind}/index.html") as visited:
        set_state(visited.page, **state)
        visited.run("unfold")
        link = visited.page.locator(".sg-downloads a").first
        with visited.page.expect_download() as waiting:
            link.press("Enter")
        picture = ET.parse(waiting.value.path()).getroot()
        assert picture.get("role") == "img"
        label = f"{visited.page.locator('.sg-name').inner_text()}: {description.readout_text('spoken')}"
        assert picture.get("aria-label") in {label + fact for fact in facts}
        assert not [part for part in picture if part.get("role")]
        assert len(picture) == visited.page.locator(".sg-wide svg").count()


def test_the_comparison_of_states_sees_what_is_wrong(visit):
    spec = spec_of("scale-explorer")
    first, *_, (state, _) = states(spec)
    with visit(FIGURE, reduced_motion="reduce") as visited:
        found = visited.run("drawn", [(state, fresh_render(spec, first[1]))])
        assert {each.split("} ")[1].split(":")[0] for each in found} >= {"drawing", "lead", "tables"}


def presses(figure: str) -> Iterator[tuple[str, str]]:
    """For every control: its selector, and a key that changes it."""
    for axis in axes_of_figure(figure):
        box = f'[data-axis*=\'"name": "{axis.name}"\']'
        last = len(axis.values) - 1
        if isinstance(axis, SliderAxis):
            keys = (
                ("Home", "End", "ArrowLeft", "PageDown")
                if axis.base == last
                else ("End", "Home", "ArrowRight", "PageUp")
            )
            yield from ((f"{box} input", key) for key in keys)
        else:
            yield f"{box} :is(input, select)", ("ArrowLeft" if axis.base == last else "ArrowRight")


def table_in(figure: str, seen: dict[str, str]) -> str:
    """The data table in the state of the figure that was seen."""
    html = fresh_render(spec_of(figure), json.loads(seen["state"]))
    return html[html.index("<tbody>") : html.index("</tbody>")]


def test_a_linked_figure_has_no_controls_of_its_own(visit, linked: str):
    with visit(f"figures/{linked}/index.html") as visited:
        assert visited.page.locator(".sg-explore").count() == 1
        assert visited.page.locator(".sg-explore :is(input, select, button)").count() == 0


def test_every_control_works_by_keyboard_alone(visit, controlled: str):
    with visit(f"figures/{controlled}/index.html") as visited:
        page = visited.page
        before = look(page)
        for selector, key in presses(controlled):
            tab_to(page, selector)
            page.keyboard.press(key)
            after = look(page)
            changed = {name for name in after if after[name] != before[name]}
            assert changed >= {"drawing", "state"}, (selector, key)
            assert ("table" in changed) == (table_in(controlled, after) != table_in(controlled, before)), (
                selector,
                key,
            )
            assert changed & {"lead", "summary"}, (selector, key)
            assert after["live"].endswith(".")
            assert page.evaluate("selector => document.activeElement.matches(selector)", selector)
            before = after
        if not page.locator(".sg-reset").is_visible():  # the last key led back
            page.keyboard.press("ArrowLeft")
        tab_to(page, ".sg-reset")
        page.keyboard.press("Enter")
        assert json.loads(look(page)["state"]) == base_of(controlled)
        assert look(page)["focus"] == "sg-reset"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert not page.locator(".sg-reset").is_visible()  # there is nothing to reset
        assert visited.complaints == []


def test_home_and_end_go_to_the_extremes(visit):
    (axis, *_) = axes_of_figure("scale-explorer")
    with visit(FIGURE) as visited:
        tab_to(visited.page, ".sg-explore [type=range]")
        for key, value in (("Home", axis.values[0]), ("End", axis.values[-1])):
            visited.page.keyboard.press(key)
            assert json.loads(look(visited.page)["state"])[axis.name] == value


def test_what_is_heard_makes_sense_unseen(visit, pytestconfig: pytest.Config):
    """The golden has what a screen reader announces after every key: the control, the answer, and the figure's words."""
    heard = []
    with visit(FIGURE) as visited:
        page = visited.page
        for selector, key in [*presses("scale-explorer"), (".sg-reset", "Enter")]:
            tab_to(page, selector)
            page.keyboard.press(key)
            seen = look(page)
            heard.append(
                f"{key}\n  control: {seen['valuetext'] or seen['label']}\n  answer:  {seen['live']}\n  lead:    {seen['lead']}\n  more:    {seen['summary']}\n"
            )
    text = "\n".join(heard)
    if pytestconfig.getoption("accept"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("explorer", "control", "keys"),
    [
        ("schedule-explorer", "[type=range]", ("End", "ArrowLeft", "ArrowLeft", "Home")),
        ("grid-momentum", "[type=range]", ("End", "ArrowLeft", "ArrowLeft", "Home")),
        ("run-smoothing", "select", ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp")),
    ],
)
def test_only_what_differs_is_announced_again(visit, explorer: str, control: str, keys: tuple[str, ...]):
    same = "The finding stays the same."
    spec = spec_of(explorer)
    records = json.loads(render_figure(spec).files["states.json"])
    own = records["states"][records["base"]]["words"]
    announced = {
        tuple(state.values()): record["words"].get("say", own["say"])
        for (state, _), record in zip(states(spec), records["states"], strict=True)
    }
    with visit(f"figures/{explorer}/index.html") as visited:
        page = visited.page
        tab_to(page, f".sg-explore {control}")
        heard, said = [], []
        for key in keys:
            page.keyboard.press(key)
            seen = look(page)
            said.append(announced[tuple(json.loads(seen["state"]).values())])
            heard.append(seen["live"])
    before = [[], *said[:-1]]
    for last, now, live in zip(before, said, heard, strict=True):
        assert live == ("; ".join(part for part in now if part not in last) + "." if now != last else same)
    assert (same in heard) == (explorer == "run-smoothing")


def test_axe_finds_nothing_after_a_change(visit, explorable: str):
    (*_, (state, _)) = states(spec_of(explorable))
    with visit(f"figures/{explorable}/index.html", width=320) as visited:
        visited.page.evaluate("document.querySelectorAll('main section').forEach(section => section.remove())")
        set_state(visited.page, **state)
        visited.run("unfold")
        found = {"all details open": violations(visited, contrast=None)}
        for width, name in ((320, "reduced motion"), (320, "forced colours"), (1280, "light"), (1280, "dark")):
            visited.resize(width)
            visited.emulate(**MEDIA[name])
            found[f"{width} px, {name}"] = faint_texts(visited)
        assert {where: what for where, what in found.items() if what} == {}
        assert visited.complaints == []


def test_less_motion_is_no_motion(visit):
    with visit(FIGURE, reduced_motion="reduce") as visited:
        assert motion_of(visited.page, init_scale=2.5) == 0
    with visit(FIGURE) as visited:
        keyframes = "animations => animations.flatMap(({ effect }) => effect.getKeyframes().flatMap(Object.keys))"
        moved = motion_of(visited.page, keyframes, init_scale=2.5)
        assert set(moved) == {"transform", "opacity", "offset", "easing", "composite", "computedOffset"}


def test_fast_dragging_skips_the_motion(visit):
    """A single change moves; quick changes show their states at once."""
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=2)
        page.evaluate(FINISH)
        page.evaluate("window.now = Date.now() + 1000; Date.now = () => window.now += 10")
        moving = [motion_of(page, init_scale=scale) > 0 for scale in (0.5, 0.75, 1, 1.25)]
        assert moving == [True, False, False, False]
        height = "document.querySelector('.sg-wide rect').getBoundingClientRect().height"
        found = page.evaluate(height)
        page.evaluate(FINISH)
        assert page.evaluate(height) == pytest.approx(found)


def test_dots_are_round_and_at_their_values_at_once(visit):
    """A dot on its way would stand at values that it does not have, and would be stretched with its stem."""
    places = """() => [...document.querySelectorAll(".sg-wide path[class*='-dot-']")]
        .flatMap(dot => { const { top, height } = dot.getBoundingClientRect(); return [top, height]; })"""
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=1.25)
        page.evaluate(FINISH)
        page.evaluate("(now => { Date.now = () => now() + 1000; })(Date.now)")  # or it would be dragging
        before = page.evaluate(places)
        hold = "animations => animations.map(animation => { animation.pause(); animation.currentTime = 0; })"
        assert len(motion_of(page, hold, init_scale=1.5)) > 0
        found = page.evaluate(places)
        assert found != pytest.approx(before, abs=0.1)
        page.evaluate(FINISH)
        assert page.evaluate(places) == pytest.approx(found, abs=0.01)


def test_downloads_follow_the_state(visit):
    with visit(FIGURE, accept_downloads=True) as visited:
        page = visited.page
        visited.run("unfold")
        links = page.locator(".sg-downloads a[href*=scale-explorer]")
        own = [link.get_attribute("href") for link in links.all()]
        set_state(page, init_scale=2.5, activation="sigmoid")
        texts = {}
        for index, address in enumerate(own):
            link = page.locator(".sg-downloads a").nth(index)
            link.focus()
            with page.expect_download() as waiting:
                page.keyboard.press("Enter")
            name = waiting.value.suggested_filename
            assert "2.5" in name
            assert "sigmoid" in name
            assert name.endswith(address.rpartition(".")[2])
            texts[address.rpartition("/")[2]] = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert 'viewBox="0 0 860 ' in texts["figure.svg"]
        assert "×0.53" in texts["still.svg"]
        assert 'display="none"' not in texts["still.svg"]
        assert "initialisation scale 2.5." in texts["description.txt"]
        assert json.loads(texts["data.json"])["state"] == {"init_scale": 2.5, "activation": "sigmoid"}
        assert texts["data.csv"].splitlines()[-1].startswith('"15","0","1.00"')
        page.locator(".sg-reset").click()
        until(page, "() => !document.querySelector('.sg-downloads a[download]')")
        assert [link.get_attribute("href") for link in page.locator(".sg-downloads a").all()][: len(own)] == own
        assert visited.complaints == []


def test_without_scripts_no_control_is_dead(visit, explorable: str):
    with visit(f"figures/{explorable}/index.html", scripts=False) as visited:
        assert visited.page.locator(".sg-explore, .sg-control").count() == 0
