"""Interactive figures and the page around them: host pages that drive them, linked figures, missing files."""

from __future__ import annotations

import json
import shutil
from itertools import groupby

import pytest

from tests.browser import chromium
from tests.browser.built import build, served
from tests.browser.user_input import FIGURE, LISTEN, look, set_state, tab_to, until
from tests.conftest import CONTENT

pytestmark = pytest.mark.browser


def test_a_host_page_drives_and_listens(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        page.evaluate(LISTEN)
        page.evaluate("""addEventListener("scroll", () => {
            document.querySelector(".sg-figure").state = { init_scale: 0.5 + scrollY / 200 };
        })""")
        for top in (100, 200, 300):
            page.evaluate("top => scrollTo(0, top)", top)
        until(page, "() => window.heard.at(-1)?.state.init_scale === 2")
        heard = page.evaluate("heard")
        scales = [
            scale for scale, _ in groupby(each["state"]["init_scale"] for each in heard)
        ]  # once more as the motion ends
        assert scales == [scale for scale in (1.0, 1.5, 2.0) if scale in scales], (
            "a state may be skipped, in their order"
        )
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
def test_unknown_axes_and_values_are_ignored(visit, given: str):
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
        tab_to(page, ".sg-explore :is(input, .sg-live)")  # the controls load the states on focus
        after = look(page)
        assert after["live"] == "The other states of this figure could not be read, so it stays as it is."
        assert {name: after[name] for name in ("drawing", "lead", "summary", "table", "state")} == {
            name: before[name] for name in ("drawing", "lead", "summary", "table", "state")
        }
        assert page.locator(".sg-explore .sg-live").is_visible()
        assert page.evaluate("document.querySelector('.sg-explore').disabled")
        assert page.evaluate("document.activeElement.matches('.sg-live')")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory):
    """A page with a figure, a figure linked to it, and the first again."""
    content = tmp_path_factory.mktemp("three") / "content"
    (content / "figures").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Three\ndescription: Three figures.\n", encoding="utf-8")
    names = ("scale-explorer", "wave-explorer", "scale-explorer")
    for name in {*names}:
        shutil.copy(CONTENT / "figures" / f"{name}.yaml", content / "figures")
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
        words = "[...document.querySelectorAll('.sg-lead-text')].map(element => element.textContent)"
        before = page.evaluate(words)
        page.locator(".sg-explore [type=range]").first.focus()
        page.keyboard.press("End")
        until(page, "() => document.querySelector('.sg-explore .sg-live').textContent && window.heard.length > 1")
        after = page.evaluate(words)
        assert [one != other for one, other in zip(before, after, strict=True)] == [True, True, False]
        assert [each["figure"] for each in page.evaluate("heard")] == ["scale-explorer", "wave-explorer"]
        spoken = page.evaluate(
            "[...document.querySelectorAll('.sg-explore .sg-live')].map(live => live.textContent !== '')"
        )
        assert spoken == [True, False, False]
        page.evaluate("location.hash = '#fig-scale-explorer--2?init_scale=0.5'")
        until(page, f"before => {words}[2] !== before", after[2])
        assert page.evaluate(words)[0] == after[0]
        assert len([url for url in requests if "scale-explorer/states.json" in url]) == 1
        assert visited.complaints == []


def test_a_linked_wave_says_only_what_is_there(browser, three: str):
    with chromium.visit(browser, three, "index.html") as visited:
        lead = "document.querySelectorAll('.sg-lead-text')[1].textContent"
        before = visited.page.evaluate(lead)
        visited.page.locator(".sg-explore [type=range]").first.press("ArrowRight")
        until(visited.page, f"before => {lead} !== before", before)
        assert "undefined" not in visited.page.locator("body").text_content()
        moments = visited.page.locator(".sg-choices .sg-moment").all_text_contents()
        assert moments[0] == "gradient magnitude 1"
        assert len({*moments}) == len(moments)


def test_focus_stays_when_a_host_changes_the_figure(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        page.locator(".sg-player [value=play]").focus()
        set_state(page, init_scale=2)
        assert page.evaluate("document.activeElement.value") == "play"


@pytest.mark.parametrize(("given", "expected"), [("{ init_scale: 2.5 }", 2.5), ("null", 1.0)])
def test_a_state_given_before_the_script_came_counts(visit, given: str, expected: float):
    with visit("404.html") as visited:
        visited.page.add_init_script(
            "addEventListener('readystatechange', () => { const figure = document.querySelector('.sg-figure');"
            f"if (figure) figure.state = {given} }}, {{ capture: true, once: true }})"
        )
        visited.page.goto(visited.address + FIGURE)
        assert json.loads(look(visited.page)["state"])["init_scale"] == expected
