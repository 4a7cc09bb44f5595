"""Links to a state: copying them, the state that they restore, and that their text is never markup."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from tests.browser.explored import base_of
from tests.browser.user_input import FIGURE, look, set_state, settle, tab_to

pytestmark = pytest.mark.browser


def test_a_link_brings_the_state_back(visit):
    with visit(FIGURE, permissions=["clipboard-write", "clipboard-read"]) as visited:
        page = visited.page
        tab_to(page, ".sg-explore [type=range]")
        page.keyboard.press("End")
        look(page)  # the change is announced first
        tab_to(page, ".sg-copy")
        page.keyboard.press("Enter")
        chosen = look(page)
        assert chosen["live"] == "The link to this state is copied."
        assert chosen["focus"] == "sg-copy"
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == page.url
        assert page.locator(".sg-address").input_value() == link
        page.goto("about:blank")
        page.goto(link)
        assert look(page)["state"] == chosen["state"]
        page.evaluate("location.hash = '#fig-scale-explorer?init_scale=0.49&activation=identity'")
        assert json.loads(look(page)["state"]) == {"init_scale": 0.5, "activation": "identity"}
        assert page.locator(".sg-explore [type=range]").get_attribute("aria-valuetext") == "0.5"


def test_without_a_clipboard_the_link_can_be_taken_from_a_field(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        set_state(page, init_scale=2)
        tab_to(page, ".sg-copy")
        page.keyboard.press("Enter")
        assert look(page)["live"] == "The link is selected; copy it."
        assert page.evaluate("getSelection().toString()") == page.url
        assert "init_scale=2&activation=relu" in page.url
        assert page.get_by_role("textbox", name="Link to this state", exact=True).evaluate(
            "field => field.matches(':focus')"
        )
        page.keyboard.press("Escape")
        assert not page.locator(".sg-address").is_visible()
        assert page.locator(".sg-copy").evaluate("each => each === document.activeElement")


def test_reset_takes_the_state_out_of_the_address(visit):
    with visit(f"{FIGURE}#fig-scale-explorer?init_scale=2") as visited:
        page = visited.page
        assert json.loads(look(page)["state"])["init_scale"] == 2
        page.locator(".sg-reset").press("Enter")
        assert page.url.endswith("#fig-scale-explorer")
        page.reload()
        assert json.loads(look(page)["state"]) == base_of("scale-explorer")


def test_a_link_belongs_to_its_state_and_leads_to_the_figure(visit):
    with visit(FIGURE) as visited:
        page = visited.page
        set_state(page, init_scale=2)
        page.locator(".sg-copy").press("Enter")
        assert page.locator(".sg-address").is_visible()
        set_state(page, init_scale=2.5)
        assert not page.locator(".sg-address").is_visible()
        page.evaluate("location.hash = '#fig-scale-explorer?init_scale=0.5'")
        settle(page)
        assert page.evaluate("document.activeElement.id") == "fig-scale-explorer"


def test_the_address_of_a_state_is_plain(visit):
    """No part of an address is used as markup."""
    with visit(f"{FIGURE}#fig-scale-explorer?activation={quote('<img src=x>')}") as visited:
        assert json.loads(look(visited.page)["state"]) == base_of("scale-explorer")
        assert visited.page.locator(".sg-figure img").count() == 0
        assert len(visited.complaints) == 1
