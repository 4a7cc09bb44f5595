"""Boxes of code: their Copy buttons, and lines that are broken."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

PAGE = "docs/data.html"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
CODE = "document.querySelector('pre:has(.in-2) code')"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_copies_exactly_the_code_and_says_so(opened, key):
    page = opened(PAGE, permissions=CLIPBOARD)
    page.evaluate("window.setTimeout = () => 0")  # or it would say so for three seconds
    code = page.locator("pre:has(.in-0) code").first
    button = page.locator("pre:has(.in-0)").first.get_by_role("button", name="Copy ")
    button.press(key)
    page.wait_for_selector("[role=status]:text('Copied')", state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == code.text_content()
    assert button.text_content() == "Copied"


def test_code_is_copied_on_a_page_with_an_explorer_too(opened):
    page = opened("docs/exploring.html", permissions=CLIPBOARD)
    page.evaluate("window.setTimeout = () => 0")
    button = page.get_by_role("button", name="Copy ").first
    assert page.locator(".sg-live[data-copied]").count() > 0
    button.press("Enter")
    page.wait_for_selector("[role=status]:text-is('Copied')", state="attached")
    assert button.text_content() == "Copied"


@pytest.mark.parametrize(
    ("session", "copied"),
    [
        ("hosts/readme.html", "sitegen new course\nsitegen embed relu-16 "),
        ("docs/kinds.html", 'python3 -m venv .venv\n. .venv/bin/activate\npip install "./sitegen[contract,mkdocs]"'),
    ],
)
def test_of_a_session_the_commands_are_copied(opened, session: str, copied: str):
    page = opened(session, permissions=CLIPBOARD)
    box = page.locator("pre:has(.language-console)").first
    assert box.locator("code").text_content().startswith("$ ")
    box.locator("button").press("Enter")
    page.wait_for_selector("[role=status]:text('Copied')", state="attached")
    found = page.evaluate("navigator.clipboard.readText()")
    assert found.startswith(copied)
    assert not re.search("^([$<]|figures/)", found, re.MULTILINE)


@pytest.mark.parametrize(
    ("language", "code", "copied"),
    [
        ("pycon", ">>> def f():\n...     return 1\n...\n>>> f()\n1\n", "def f():\n    return 1\n\nf()"),
        ("console", "$ a \\\n  --b\nout\n$ c\n", "a \\\n  --b\nc"),
        ("console", "no prompt\n", "no prompt\n"),
        ("sh", "$ a\n", "$ a\n"),
    ],
)
def test_prompts_and_answers_are_left_out(opened, language: str, code: str, copied: str):
    page = opened(PAGE, permissions=CLIPBOARD)
    box = page.locator("pre").first
    box.locator("code").evaluate(
        "(element, [name, text]) => { element.className = `language-${name}`; element.textContent = text; }",
        [language, code],
    )
    box.locator("button").press("Enter")
    page.wait_for_selector("[role=status]:text('Copied')", state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == copied


@pytest.mark.parametrize("with_code", [PAGE, "docs/kinds.html", "figures/relu-16/index.html", "reference/index.html"])
def test_every_button_names_what_it_copies(opened, with_code: str):
    page = opened(with_code)
    names = page.evaluate("[...document.querySelectorAll('.copy')].map((each) => each.ariaLabel)")
    assert names
    assert len(set(names)) == len(names)
    assert all(name.startswith("Copy ") and len(name) > len("Copy x") for name in names)


def test_where_copying_is_not_allowed_the_code_is_selected(opened):
    page = opened(PAGE)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator(".copy").first.click()
    assert "is selected" in page.locator("[role=status][data-copied]").text_content()
    assert page.evaluate("getSelection().toString()").strip() == page.locator("pre code").first.text_content().strip()


def test_a_reader_who_selects_the_code_gets_its_lines_and_nothing_else(opened):
    page = opened(PAGE)
    page.evaluate(f"getSelection().selectAllChildren({CODE}.parentElement)")
    assert page.evaluate("getSelection().toString()").rstrip() == page.evaluate(f"{CODE}.textContent").rstrip()


def test_a_broken_line_goes_on_below_its_beginning(opened):
    page = opened(PAGE, width=320)
    starts = page.evaluate(f"""() => [...{CODE}.querySelectorAll('.in-2')].map((line) => {{
        const text = document.createRange(), rows = new Map();
        text.selectNodeContents(line);
        for (const box of text.getClientRects()) rows.set(Math.round(box.bottom / 8), Math.min(rows.get(Math.round(box.bottom / 8)) ?? 1e9, box.left));
        return [line.getBoundingClientRect().left, ...rows.values()];
    }})""")
    assert any(len(rows) > 2 for rows in starts)
    for left, _first, *rest in starts:
        assert all(each > left + 20 for each in rest)


def test_the_rest_of_a_broken_line_has_a_sign_in_each_row(opened):
    """The sign is in the indentation of the rest, and neither read aloud nor copied."""
    page = opened(PAGE, width=320)
    lines = page.evaluate(f"""() => [...{CODE}.querySelectorAll('[class^=in-]')].map((line) => {{
        const sign = getComputedStyle(line, "::before");
        return {{
            height: line.getBoundingClientRect().height, row: parseFloat(getComputedStyle(line).lineHeight),
            sign: parseFloat(sign.height), width: parseFloat(sign.width), content: sign.content,
        }};
    }})""")
    broken = [line for line in lines if line["height"] > 1.5 * line["row"]]
    assert 0 < len(broken) < len(lines)
    for line in lines:
        assert line["sign"] == pytest.approx(line["height"] - line["row"], abs=0.5)
        assert line["content"].startswith('"↪ ↪')
        assert line["content"].endswith(' / ""')
        assert 0 < line["width"] < 10


@pytest.mark.parametrize("width", [320, 1280])
def test_a_copy_button_takes_no_room_from_the_code_and_covers_none(opened, width: int):
    page = opened(PAGE, width=width)
    without = opened(PAGE, width=width, java_script_enabled=False)
    heights = "[...document.querySelectorAll('pre')].map((box) => box.getBoundingClientRect().height)"
    assert page.evaluate(heights) == without.evaluate(heights)
    covered = """[...document.querySelectorAll('pre')].filter((box) => {
        const [button, code] = [...box.children].map((each) => each.getBoundingClientRect());
        const above = box.previousElementSibling?.getBoundingClientRect().bottom ?? 0;
        return button.bottom > code.top + 4 || button.top < above || button.height < 24;
    }).length"""
    assert page.evaluate(covered) == 0


def test_boxes_of_code_are_no_tab_stops_and_never_scroll(opened):
    page = opened(PAGE, width=320)
    assert page.evaluate(
        "[...document.querySelectorAll('pre')].every((box) => box.tabIndex < 0 && box.scrollWidth <= box.clientWidth)"
    )


def test_of_the_snippets_one_is_open_at_a_time_and_without_scripts_all_are(opened):
    page = opened("figures/relu-16/index.html")
    opens = "[...document.querySelectorAll('.snippet')].map((each) => each.open)"
    assert page.evaluate(opens) == [True] + [False] * 7
    page.locator(".snippet summary").nth(2).press("Enter")
    assert page.evaluate(opens) == [False, False, True] + [False] * 5
    assert opened("figures/relu-16/index.html", java_script_enabled=False).locator(".snippet pre:visible").count() == 8


@pytest.mark.parametrize(("scripts", "media"), [(False, "screen"), (True, "print")])
def test_there_is_no_button_where_it_can_do_nothing(revisit, scripts, media):
    with revisit(PAGE, scripts=scripts, media=media) as visited:
        assert visited.page.locator(".copy").count() > 5
        assert visited.page.locator(".copy:visible").count() == 0
        assert visited.page.locator("pre").first.is_visible()
