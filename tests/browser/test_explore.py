"""Explorable figures: what the reader's hand does, what the page then shows and says, and what it costs."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from sitegen.pipeline import load_spec
from tests.browser import chromium
from tests.browser.built import build, served
from tests.browser.chromium import MEDIA
from tests.browser.explored import axes_of_figure, follows, made_anew, spec_of, states
from tests.browser.test_every_page import WIDTHS, violations
from tests.conftest import CONTENT
from tests.explore.test_states import EXPLORE, explorable_spec

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden" / "scale-explorer.txt"
FIGURE = "figures/scale-explorer/index.html"
WAVE = "figures/wave-textbook/index.html"
SPEAK_MS = 400
"""The live region speaks a quarter of a second after the last change."""
MAIN_THREAD_MS = 4.0
REPEATS = 3
"""A machine that does other things as well is never faster than an idle one: the best of several medians counts."""
RUNNING = "document.getAnimations().filter(({ playState }) => playState === 'running').length"
LOOK = """
() => {
  const figure = document.querySelector(".sg-figure");
  const shown = (selector) => figure.querySelector(selector)?.textContent;
  const ear = (selector) => {
    const copy = figure.querySelector(selector).cloneNode(true);
    copy.querySelectorAll("[aria-hidden]").forEach((element) => element.remove());
    return copy.textContent;
  };
  const focus = document.activeElement;
  const label = [focus.closest("fieldset")?.querySelector("legend"), ...(focus.labels ?? [])].map((element) => element?.textContent);
  return { drawing: figure.querySelector(".sg-drawing").innerHTML, summary: ear(".sg-told"), table: shown(".sg-table tbody"),
           live: shown(".sg-explore .sg-live"), state: JSON.stringify(figure.state), valuetext: focus.ariaValueText, label: focus.localName === "button" ? focus.textContent : label.join(", "),
           focus: focus.id || focus.name || focus.className || focus.localName };
}
"""
LISTEN = """
window.heard = [];
document.addEventListener("sitegen:change", ({ detail }) => heard.push(detail));
"""


def look(page: Page) -> dict[str, str]:
    page.wait_for_timeout(SPEAK_MS)
    return page.evaluate(LOOK)


def set_state(page: Page, **values: Any) -> None:
    """As a host page does it, until the figure has changed."""
    page.evaluate(
        """values => new Promise(resolve => {
            const figure = document.querySelector(".sg-figure");
            figure.addEventListener("sitegen:change", resolve, { once: true });
            figure.state = values;
        })""",
        values,
    )


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus stands on `selector`."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never comes to {selector}")


def test_every_state_is_the_figure_made_for_it_alone(visit, explorable: str):
    pairs = [(state, made_anew(spec_of(explorable), params)) for state, params in states(spec_of(explorable))]
    with visit(f"figures/{explorable}/index.html", reduced_motion="reduce") as visited:
        assert visited.run("drawn", [*pairs, pairs[0]]) == []
        assert visited.complaints == []


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory):
    """A site with an explorable figure of each kind."""
    content = tmp_path_factory.mktemp("kinds") / "content"
    (content / "figures").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Kinds\ndescription: A figure of each kind.\n", encoding="utf-8")
    (content / "index.md").write_text("---\ntitle: Kinds\n---\n\nText.\n", encoding="utf-8")
    for kind in EXPLORE:
        (content / "figures" / f"{kind}.yaml").write_text(json.dumps(explorable_spec(kind)), encoding="utf-8")
    with served(build(content, content.parent / "site").folder) as address:
        yield address


@pytest.mark.parametrize("kind", EXPLORE)
def test_every_kind_is_explored_by_the_same_script(browser, every_kind: str, kind: str):
    spec = load_spec({"id": kind, **explorable_spec(kind)})
    pairs = [(state, made_anew(spec, params)) for state, params in states(spec)]
    with chromium.visit(browser, every_kind, f"figures/{kind}/index.html", reduced_motion="reduce") as visited:
        assert visited.run("drawn", [*pairs, pairs[0]]) == []
        assert visited.complaints == []


def test_the_comparison_of_states_sees_what_is_wrong(visit):
    spec = spec_of("scale-explorer")
    first, *_, (state, _) = states(spec)
    with visit(FIGURE, reduced_motion="reduce") as visited:
        found = visited.run("drawn", [(state, made_anew(spec, first[1]))])
        assert {each.split("} ")[1].split(":")[0] for each in found} >= {"drawing", "summary", "tables"}


def presses(figure: str) -> Iterator[tuple[str, str]]:
    """For every control: how it is found, and a key that changes it."""
    for axis in axes_of_figure(figure):
        box = f'[data-axis*=\'"name": "{axis.name}"\']'
        last = len(axis.values) - 1
        if axis.form == "range":
            keys = (
                ("Home", "End", "ArrowLeft", "PageDown") if axis.base == 0 else ("End", "Home", "ArrowRight", "PageUp")
            )
            yield from ((f"{box} input", key) for key in keys)
        else:
            yield f"{box} :is(input, select)", ("ArrowLeft" if axis.base == last else "ArrowRight")


def test_every_control_works_by_keyboard_alone(visit, explorable: str):
    if follows(explorable):
        pytest.skip("it has no controls of its own")
    with visit(f"figures/{explorable}/index.html") as visited:
        page = visited.page
        before = look(page)
        for selector, key in presses(explorable):
            tab_to(page, selector)
            page.keyboard.press(key)
            after = look(page)
            changed = {name for name in after if after[name] != before[name]}
            expected = {"drawing", "summary", "table", "state"}
            if key in ("Home", "End") and after["state"] == before["state"]:
                continue
            assert changed >= expected, (selector, key)
            assert after["live"].endswith(".")
            assert page.evaluate("selector => document.activeElement.matches(selector)", selector)
            before = after
        tab_to(page, ".sg-reset")
        page.keyboard.press("Enter")
        assert json.loads(look(page)["state"]) == base_of(explorable)
        assert look(page)["focus"] == "sg-reset"
        assert visited.complaints == []


def base_of(figure: str) -> dict[str, Any]:
    return {axis.name: axis.values[axis.base] for axis in axes_of_figure(figure)}


def test_home_and_end_go_to_the_extremes(visit):
    (axis, *_) = axes_of_figure("scale-explorer")
    with visit(FIGURE) as visited:
        tab_to(visited.page, "input[type=range]")
        for key, value in (("Home", axis.values[0]), ("End", axis.values[-1])):
            visited.page.keyboard.press(key)
            assert json.loads(look(visited.page)["state"])[axis.name] == value


def test_what_is_heard_makes_sense_unseen(visit, pytestconfig: pytest.Config):
    """The golden is what a listener hears after every key: what the control says, the sentence, and the words of the figure."""
    heard = []
    with visit(FIGURE) as visited:
        page = visited.page
        for selector, key in [*presses("scale-explorer"), (".sg-reset", "Enter")]:
            tab_to(page, selector)
            page.keyboard.press(key)
            seen = look(page)
            heard.append(
                f"{key}\n  control: {seen['valuetext'] or seen['label']}\n  answer:  {seen['live']}\n  words:   {seen['summary']}\n"
            )
    text = "\n".join(heard)
    if pytestconfig.getoption("accept"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_axe_finds_nothing_after_a_change(visit, explorable: str):
    (*_, (state, _)) = states(spec_of(explorable))
    with visit(f"figures/{explorable}/index.html", width=320) as visited:
        visited.page.evaluate(AXE_SCRIPT)
        visited.page.evaluate("document.querySelectorAll('main section').forEach(section => section.remove())")
        set_state(visited.page, **state)
        visited.run("unfold")
        found = {}
        for width, name in ((320, "reduced motion"), (320, "forced colours"), (1280, "light"), (1280, "dark")):
            visited.resize(width)
            visited.emulate(**MEDIA[name])
            found[f"{width} px, {name}"] = violations(visited)
        assert {where: what for where, what in found.items() if what} == {}
        assert visited.complaints == []


def test_less_motion_is_no_motion(visit):
    with visit(FIGURE, reduced_motion="reduce") as visited:
        set_state(visited.page, init_scale=2.5)
        assert visited.page.evaluate(RUNNING) == 0
    with visit(FIGURE) as visited:
        set_state(visited.page, init_scale=2.5)
        moved = visited.page.evaluate(
            "document.getAnimations().flatMap(({ effect }) => effect.getKeyframes().flatMap(Object.keys))"
        )
        assert set(moved) == {"transform", "opacity", "offset", "easing", "composite", "computedOffset"}


def test_bars_travel_from_where_they_stood(visit):
    """At the first moment of its motion every bar is as tall as it was."""
    heights = """() => [...document.querySelectorAll(".sg-drawing rect")].filter(bar => !bar.hasAttribute("display"))
        .map(bar => Math.round(bar.getBoundingClientRect().height))"""
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=1.25)
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        page.wait_for_timeout(200)
        before = page.evaluate(heights)
        set_state(page, init_scale=1.5)
        delays = page.evaluate("""() => document.getAnimations().filter(({ effect }) => effect.target.localName === "rect")
            .map(animation => { animation.pause(); animation.currentTime = 0; return animation.effect.getTiming().delay; })""")
        assert page.evaluate(heights) == before
        assert delays == sorted(delays, reverse=True)
        assert 0 <= min(delays) < max(delays) <= 300
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        assert page.evaluate(heights) != before


def test_a_host_page_drives_and_listens(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        page.evaluate(LISTEN)
        page.evaluate("""addEventListener("scroll", () => {
            document.querySelector(".sg-figure").state = { init_scale: 0.5 + scrollY / 200 };
        })""")
        for top in (100, 200, 300):
            page.evaluate("top => scrollTo(0, top)", top)
            page.wait_for_timeout(150)
        heard = page.evaluate("heard")
        assert [each["state"]["init_scale"] for each in heard] == [1.0, 1.5, 2.0][-len(heard) :]
        assert (heard[-1]["figure"], heard[-1]["state"]) == (
            "scale-explorer",
            {"init_scale": 2.0, "activation": "relu"},
        )
        assert look(page)["live"] == ""
        page.evaluate(
            """document.querySelector(".sg-figure").dataset.state = '{"activation": "sigmoid", "init_scale": 0.76}'"""
        )
        assert json.loads(look(page)["state"]) == {"init_scale": 0.75, "activation": "sigmoid"}
        assert visited.complaints == []


@pytest.mark.parametrize("given", ['{"speed": 1}', '{"activation": "tanh"}', '{"init_scale": true}', "{"])
def test_what_nobody_knows_is_left_alone(visit, given: str):
    with visit(FIGURE) as visited:
        before = look(visited.page)
        visited.page.evaluate("text => { document.querySelector('.sg-figure').dataset.state = text }", given)
        assert look(visited.page) == before
        (complaint,) = visited.complaints
        assert complaint.startswith("console warning: sitegen:")
        assert given == "{" or "init_scale: 0.5," in complaint


def test_a_host_may_speak_before_the_script_does(visit):
    with visit("404.html") as visited:
        visited.page.add_init_script(
            "addEventListener('readystatechange', () => { const figure = document.querySelector('.sg-figure');"
            'if (figure) figure.dataset.state = \'{"activation": "sigmoid"}\' }, { capture: true })'
        )
        visited.page.goto(visited.address + FIGURE)
        assert json.loads(look(visited.page)["state"])["activation"] == "sigmoid"


BROKEN = {
    "missing": {"status": 404, "body": "no"},
    "corrupt": {"body": '{"version": "1'},
    "of another build": {"body": '{"version":"0 sg","axes":[],"base":0,"states":[]}'},
    "of another shape": {"body": "null"},
}


@pytest.mark.parametrize("how", BROKEN)
def test_without_states_the_figure_stays_and_says_so(visit, how: str):
    with visit(FIGURE) as visited:
        page = visited.page
        page.route("**/states.json", lambda route: route.fulfill(**BROKEN[how]))
        before = look(page)
        tab_to(page, ".sg-explore :is(input, .sg-live)")  # the controls ask for the states when the focus comes
        after = look(page)
        assert after["live"] == "The other states of this figure could not be read, so it stays as it is."
        assert {name: after[name] for name in ("drawing", "summary", "table", "state")} == {
            name: before[name] for name in ("drawing", "summary", "table", "state")
        }
        assert page.locator(".sg-explore .sg-live").is_visible()
        assert page.evaluate("document.querySelector('.sg-explore').disabled")
        assert page.evaluate("document.activeElement.matches('.sg-live')")


def test_a_link_brings_the_state_back(visit):
    with visit(FIGURE, permissions=["clipboard-write", "clipboard-read"]) as visited:
        page = visited.page
        tab_to(page, "input[type=range]")
        page.keyboard.press("End")
        tab_to(page, ".sg-copy")
        page.keyboard.press("Enter")
        chosen = look(page)
        assert chosen["live"] == "The link to this state is copied."
        assert chosen["focus"].endswith("-link")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == page.url
        assert page.locator(".sg-address").input_value() == link
        page.goto("about:blank")
        page.goto(link)
        assert look(page)["state"] == chosen["state"]
        page.evaluate("location.hash = '#fig-scale-explorer?init_scale=0.49&activation=identity'")
        assert json.loads(look(page)["state"]) == {"init_scale": 0.5, "activation": "identity"}
        assert page.locator("input[type=range]").get_attribute("aria-valuetext").startswith("initialisation scale 0.5")


def test_without_a_clipboard_the_link_can_be_taken_from_a_field(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        set_state(page, init_scale=2)
        tab_to(page, ".sg-copy")
        page.keyboard.press("Enter")
        assert look(page)["live"] == "The link to this state stands in the field above."
        assert page.evaluate("getSelection().toString()") == page.url
        assert "init_scale=2&activation=relu" in page.url


def test_downloads_follow_the_state(visit):
    with visit(FIGURE, accept_downloads=True) as visited:
        page = visited.page
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
        assert 'viewBox="0 0 360 276"' in texts["figure.svg"]
        assert "×0.53" in texts["still.svg"]
        assert 'display="none"' not in texts["still.svg"]
        assert "initialisation scale 2.50" in texts["description.txt"]
        assert json.loads(texts["data.json"])["state"] == {"init_scale": 2.5, "activation": "sigmoid"}
        assert texts["data.csv"].splitlines()[-1].startswith('"15","0","1.0e0"')
        page.locator(".sg-reset").click()
        page.wait_for_timeout(100)
        assert [link.get_attribute("href") for link in page.locator(".sg-downloads a").all()][: len(own)] == own
        assert page.locator(".sg-downloads a[download]").count() == 0
        assert visited.complaints == []


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory):
    """A page with a figure, one that is linked to it, and the first again."""
    content = tmp_path_factory.mktemp("three") / "content"
    shutil.copytree(CONTENT / "figures", content / "figures")
    shutil.copytree(CONTENT / "data", content / "data")
    (content / "site.yaml").write_text("title: Three\ndescription: Three figures.\n", encoding="utf-8")
    names = ("scale-explorer", "wave-explorer", "scale-explorer")
    fences = "".join(f"```figure {name}\n```\n\n" for name in names)
    (content / "index.md").write_text(f"---\ntitle: Three\n---\n\n{fences}", encoding="utf-8")
    with served(build(content, content.parent / "site").folder) as address:
        yield address


def test_linked_figures_follow_and_twins_do_not(browser, three: str):
    with chromium.visit(browser, three, "index.html", reduced_motion="reduce") as visited:
        page = visited.page
        page.evaluate(LISTEN)
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        words = "[...document.querySelectorAll('.sg-told')].map(element => element.textContent)"
        before = page.evaluate(words)
        page.locator("input[type=range]").first.focus()
        page.keyboard.press("End")
        page.wait_for_timeout(SPEAK_MS)
        after = page.evaluate(words)
        assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, False]
        assert [each["figure"] for each in page.evaluate("heard")] == ["scale-explorer", "wave-explorer"]
        spoken = page.evaluate(
            "[...document.querySelectorAll('.sg-explore .sg-live')].map(live => live.textContent !== '')"
        )
        assert spoken == [True, False, False]
        page.evaluate("location.hash = '#fig-scale-explorer--2?init_scale=0.5'")
        page.wait_for_timeout(SPEAK_MS)
        assert page.evaluate(words)[0] == after[0]
        assert page.evaluate(words)[2] != after[2]
        assert len([url for url in requests if "scale-explorer/states.json" in url]) == 1
        assert visited.complaints == []


def test_a_change_moves_nothing_beyond_the_figure(visit, explorable: str):
    beyond = """() => [...document.querySelectorAll("main *")].filter(element => !element.closest(".sg-figure"))
        .map(element => Math.round(element.getBoundingClientRect().top + scrollY)).join(" ")"""
    for width in WIDTHS:
        with visit(f"figures/{explorable}/index.html", width=width, reduced_motion="reduce") as visited:
            visited.page.wait_for_load_state("networkidle")
            before = visited.page.evaluate(beyond)
            every = [state for state, _ in states(spec_of(explorable))]
            for state in every[:: len(every) // 8]:
                visited.page.evaluate("state => { document.querySelector('.sg-figure').state = state }", state)
                visited.page.wait_for_timeout(60)
                assert visited.page.evaluate(beyond) == before, state


DRAG = """
async step => {
  const slider = document.querySelector("input[type=range]");
  const start = performance.now();
  slider.value = step % (Number(slider.max) + 1);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  for (let turn = 0; turn < 5; turn++) await null;
  const spent = performance.now() - start;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return spent;
}
"""
MANY = """
async count => {
  const slider = document.querySelector("input[type=range]");
  for (let step = 0; step < count; step++) {
    slider.value = step % (Number(slider.max) + 1);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    for (let turn = 0; turn < 5; turn++) await null;
    if (step % 500 === 0) await new Promise(requestAnimationFrame);
  }
}
"""


def metrics(session: Any) -> dict[str, float]:
    return {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}


def settled(page: Page, session: Any) -> dict[str, float]:
    """The metrics when all is quiet and nothing is left to collect."""
    page.wait_for_timeout(1500)
    session.send("HeapProfiler.collectGarbage")
    return metrics(session)


def dragged(page: Page, session: Any) -> float:
    """Main-thread time [ms] of a state, the median of sixty: the script's own, style and layout."""
    spent = []
    for step in range(60):
        start = metrics(session)
        script = page.evaluate(DRAG, step)
        end = metrics(session)
        spent.append(script + 1000 * sum(end[name] - start[name] for name in ("LayoutDuration", "RecalcStyleDuration")))
    return median(spent)


def test_dragging_is_cheap_and_leaves_nothing_behind(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=2)
        session = page.context.new_cdp_session(page)
        session.send(
            "Performance.enable", {"timeDomain": "threadTicks"}
        )  # of the page's own thread, not of a busy machine
        page.evaluate(MANY, 50)
        before = settled(page, session)
        drags = [dragged(page, session) for _ in range(REPEATS)]
        logging.getLogger(__name__).info("ms a state: %s", drags)
        assert min(drags) < MAIN_THREAD_MS
        page.evaluate(MANY, 10_000)
        after = settled(page, session)
        assert after["Nodes"] <= before["Nodes"] + 100
        assert after["JSEventListeners"] <= before["JSEventListeners"]


def press(page: Page, name: str) -> None:
    page.locator(f".sg-player button[value='{name}']").focus()
    page.keyboard.press("Enter")


def moment(page: Page) -> list[Any]:
    return page.evaluate("""() => { const figure = document.querySelector(".sg-figure");
        return [figure.playing, figure.current_layer, figure.querySelector(".sg-step:checked").value]; }""")


def test_the_player_plays_pauses_and_steps_by_keyboard(visit):
    with visit(WAVE) as visited:
        page = visited.page
        page.evaluate(LISTEN)
        assert moment(page)[0]
        press(page, "play")
        assert not moment(page)[0]
        assert page.locator(".sg-pause").is_checked()
        press(page, "restart")
        assert moment(page) == [True, 0, "play"]
        page.wait_for_timeout(600)
        assert moment(page)[1] > 0
        assert page.locator(".sg-player output").get_attribute("aria-live") == "off"
        last = len(page.locator(".sg-step").all()) - 2
        page.locator(".sg-player input").focus()
        page.keyboard.press("End")
        assert moment(page) == [False, last, str(last)]
        press(page, "1")
        assert moment(page)[1] == last
        press(page, "-1")
        assert moment(page) == [False, last - 1, str(last - 1)]
        assert (
            page.locator(".sg-player [role=status]").text_content() == page.locator(".sg-player output").text_content()
        )
        label = page.locator(".sg-step:checked").locator("..").text_content()
        assert page.locator(".sg-player input").get_attribute("aria-valuetext") == label
        assert page.locator(".sg-player output").text_content() == label
        page.locator('.sg-step[value="1"]').check(force=True)
        assert page.locator(".sg-player input").input_value() == "1"
        assert {"figure": "wave-textbook", "playing": False, "current_layer": 1}.items() <= page.evaluate(
            "heard.at(-1)"
        ).items()
        assert visited.complaints == []


def test_a_host_page_plays_a_wave(visit):
    with visit(WAVE) as visited:
        page = visited.page
        for attribute, text, expected in (
            ("data-playing", "false", [False, None, "play"]),
            ("data-current-layer", "2", [False, 2, "2"]),
            ("data-playing", "true", [True, None, "play"]),
        ):
            page.evaluate(
                "([name, text]) => document.querySelector('.sg-figure').setAttribute(name, text)", [attribute, text]
            )
            page.wait_for_timeout(50)
            found = moment(page)
            assert [found[0], expected[1] and found[1], found[2]] == expected


def test_a_wave_begins_when_it_is_seen(visit):
    with visit(WAVE, height=300) as visited:
        page = visited.page
        page.evaluate("document.querySelector('.sg-figure').style.marginTop = '2000px'")
        page.reload()
        page.add_style_tag(url=visited.address + "assets/site.css")
        playing = moment(page)[0]
        page.locator(".sg-drawing").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.sg-drawing').scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(200)
        assert [playing, moment(page)[0]] == [False, True]


def test_less_motion_leaves_stepping(visit):
    with visit(WAVE, reduced_motion="reduce") as visited:
        page = visited.page
        names = [button.inner_text().split("\n")[0] for button in page.locator(".sg-player button:visible").all()]
        assert [name.split()[0] for name in names] == ["Previous", "Next"]
        press(page, "-1")
        assert moment(page)[0] is False


def test_without_scripts_no_control_is_dead(visit, explorable: str):
    with visit(f"figures/{explorable}/index.html", scripts=False) as visited:
        assert visited.page.locator(".sg-explore, .sg-control").count() == 0


def test_the_address_of_a_state_is_plain(visit):
    """Nothing of an address is taken as markup."""
    with visit(f"{FIGURE}#fig-scale-explorer?activation={quote('<img src=x>')}") as visited:
        assert json.loads(look(visited.page)["state"]) == base_of("scale-explorer")
        assert visited.page.locator(".sg-figure img").count() == 0
        assert len(visited.complaints) == 1


def test_a_linked_wave_says_only_what_is_there(browser, three: str):
    with chromium.visit(browser, three, "index.html") as visited:
        visited.page.locator("input[type=range]").first.press("ArrowRight")
        visited.page.wait_for_timeout(SPEAK_MS)
        assert "undefined" not in visited.page.locator("body").text_content()
        moments = visited.page.locator(".sg-choices .sg-moment").all_text_contents()
        assert moments[0] == "gradient magnitude 1"
        assert len({*moments}) == len(moments)


def test_the_player_speaks_for_a_hand_alone(visit):
    with visit(WAVE) as visited:
        page = visited.page
        told = page.locator(".sg-player [role=status]")
        page.locator(".sg-player button[value='-1']").focus()
        for _ in range(100):
            page.wait_for_timeout(100)
            if not moment(page)[0]:
                break
        assert told.text_content() == ""
        page.keyboard.press("Enter")
        assert told.text_content() == page.locator(".sg-player output").text_content() != ""


def test_focus_stays_when_a_host_changes_the_figure(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        page.locator(".sg-pause").focus()
        set_state(page, init_scale=2)
        page.wait_for_timeout(100)
        assert page.evaluate("document.activeElement.className") == "sg-pause"


def test_a_link_belongs_to_its_state_and_leads_to_the_figure(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=2)
        page.locator(".sg-copy").press("Enter")
        assert page.locator(".sg-address").is_visible()
        set_state(page, init_scale=2.5)
        assert not page.locator(".sg-address").is_visible()
        page.evaluate("location.hash = '#fig-scale-explorer?init_scale=0.5'")
        page.wait_for_timeout(SPEAK_MS)
        assert page.evaluate("document.activeElement.id") == "fig-scale-explorer"


@pytest.mark.parametrize(("given", "expected"), [("{ init_scale: 2.5 }", 2.5), ("null", 1.0)])
def test_a_state_given_before_the_script_came_counts(visit, given: str, expected: float):
    with visit("404.html") as visited:
        visited.page.add_init_script(
            "addEventListener('readystatechange', () => { const figure = document.querySelector('.sg-figure');"
            f"if (figure) figure.state = {given} }}, {{ capture: true, once: true }})"
        )
        visited.page.goto(visited.address + FIGURE)
        assert json.loads(look(visited.page)["state"])["init_scale"] == expected


@pytest.mark.parametrize("nonsense", ["'abc'", "undefined", "NaN"])
def test_a_moment_that_is_no_number_is_left_alone(visit, nonsense: str):
    with visit(WAVE, reduced_motion="reduce") as visited:
        before = moment(visited.page)
        visited.page.evaluate(f"document.querySelector('.sg-figure').current_layer = {nonsense}")
        assert moment(visited.page) == before
