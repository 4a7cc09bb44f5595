"""The player of a wave: by keyboard, by a host page, and with reduced motion."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.user_input import LISTEN, WAVE, hold_motion, until

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.locator(f".sg-player button[value='{name}']").focus()
    page.keyboard.press("Enter")


MOMENT = """() => { const figure = document.querySelector(".sg-figure");
    return [figure.playing, figure.current_layer, figure.querySelector(".sg-step:checked").value]; }"""


def moment(page: Page) -> list[Any]:
    return page.evaluate(MOMENT)


def test_nothing_moves_when_a_name_of_the_player_changes(visit):
    places = """() => [...document.querySelectorAll(".sg-player :is(button, output, input)")]
        .map((each) => Object.values(each.getBoundingClientRect().toJSON()).join())"""
    with visit(WAVE) as visited:
        page = visited.page
        press(page, "play")
        button, output = page.locator(".sg-player [value=play]"), page.locator(".sg-player output")
        seen = []
        for state, name in (("", "Play"), ("sg-plays", "Pause"), ("sg-ended", "Replay")):
            button.evaluate("(button, state) => { button.className = `sg-moving ${state}`; }", state)
            output.evaluate("(output, name) => { output.textContent = name.repeat(2); }", name)
            assert button.inner_text().strip() == name
            seen.append(page.evaluate(places))
        assert seen[0] == seen[1] == seen[2]


def test_the_player_plays_pauses_and_steps_by_keyboard(visit):
    with visit(WAVE) as visited:
        page = visited.page
        page.evaluate(LISTEN)
        hold_motion(page, 0)
        assert moment(page)[:2] == [True, 0]
        press(page, "play")
        assert not moment(page)[0]
        assert page.locator(".sg-pause").is_checked()
        player = page.get_by_role("group", name="Animation", exact=True)
        assert (
            player.get_by_role("status").last.text_content() == f"Paused at {player.locator('output').text_content()}"
        )
        press(page, "play")
        assert moment(page)[0]
        page.evaluate("document.getAnimations().forEach(animation => { animation.playbackRate = 1; })")
        until(page, "() => document.querySelector('.sg-figure').current_layer > 0")
        assert page.locator(".sg-player output").get_attribute("aria-hidden") == "true"  # the slider says the same
        last = len(page.locator(".sg-step").all()) - 2
        page.locator(".sg-player input").focus()
        page.keyboard.press("Home")  # of the slider, the input
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
        page.evaluate("document.querySelector('.sg-step[value=\"1\"]').click()")
        assert page.locator(".sg-player input").input_value() == "2"  # of 3, next to the output
        assert {"figure": "wave-textbook", "playing": False, "current_layer": 1}.items() <= page.evaluate(
            "heard.at(-1)"
        ).items()
        assert visited.complaints == []


def test_the_player_says_that_it_stays_at_an_end(visit):
    with visit(WAVE, reduced_motion="reduce") as visited:
        page = visited.page
        told = page.locator(".sg-player [role=status]")
        heard = []
        for key, name in (("Home", "1"), ("End", "-1")):
            page.locator(".sg-player input").press(key)
            layer = page.locator(".sg-player output").text_content()
            for _ in range(3):
                press(page, name)
                heard.append(told.text_content())
            assert [each.strip() for each in heard[-3:]] == [f"It stays at {layer}"] * 3
            assert page.locator(f".sg-player button[value='{name}']").evaluate(
                "each => each === document.activeElement"
            )
        assert all(one != other for one, other in pairwise(heard))  # or it would not be read aloud again


def test_a_host_page_plays_a_wave(visit):
    with visit(WAVE) as visited:
        page = visited.page
        for attribute, text, expected in (
            ("data-playing", "false", [False, None, "play"]),
            ("data-current-layer", "2", [False, 2, "2"]),
            ("data-playing", "true", [True, None, "play"]),
        ):
            found = page.evaluate(
                f"""async ([name, text]) => {{
                    document.querySelector('.sg-figure').setAttribute(name, text);
                    await null;  // observers of attributes are called
                    return ({MOMENT})(); }}""",
                [attribute, text],
            )
            assert [found[0], expected[1] and found[1], found[2]] == expected


def test_a_wave_begins_when_it_is_seen(visit):
    with visit(WAVE, height=300) as visited:
        page = visited.page
        page.evaluate("document.querySelector('.sg-figure').style.marginTop = '2000px'")
        page.reload()
        page.add_style_tag(url=visited.address + "assets/site.css")
        until(page, "() => !document.querySelector('.sg-figure').playing")
        page.locator(".sg-drawing").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.sg-drawing').scrollIntoView({ block: 'center' })")
        until(page, "() => document.querySelector('.sg-figure').playing")


def test_less_motion_leaves_stepping(visit):
    with visit(WAVE, reduced_motion="reduce") as visited:
        page = visited.page
        names = [button.inner_text().split("\n")[0] for button in page.locator(".sg-player button:visible").all()]
        assert names == ["Previous", "Next"]
        press(page, "-1")
        assert moment(page)[0] is False


def test_the_player_announces_user_input_alone(visit):
    with visit(WAVE) as visited:
        page = visited.page
        told = page.locator(".sg-player [role=status]")
        page.locator(".sg-player button[value='-1']").focus()
        until(page, "() => !document.querySelector('.sg-figure').playing")
        assert told.text_content() == ""
        page.keyboard.press("Enter")
        assert told.text_content() == page.locator(".sg-player output").text_content() != ""


@pytest.mark.parametrize("nonsense", ["'abc'", "undefined", "NaN"])
def test_a_moment_that_is_no_number_is_left_alone(visit, nonsense: str):
    with visit(WAVE, reduced_motion="reduce") as visited:
        before = moment(visited.page)
        visited.page.evaluate(f"document.querySelector('.sg-figure').current_layer = {nonsense}")
        assert moment(visited.page) == before
