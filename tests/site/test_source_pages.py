"""Pages of the author: front matter, titles, encoding."""

from __future__ import annotations

import re
from html import unescape

import pytest

from sitegen.errors import ContentError
from sitegen.site.build import check_site


def page(front, text="Text.\n"):
    return {"lessons/two.md": f"---\n{front}---\n\n{text}"}


@pytest.mark.parametrize(
    ("front", "line", "column", "message"),
    [
        ("title: T\nordr: 1\n", 3, 1, "ordr"),
        ("title: T\norder: first\n", 3, 8, "order: "),
        ("title: T\norder: -1\n", 3, 8, "order: "),
        ("title: [T\n", 2, 8, "a bracket is opened here and never closed"),
    ],
)
def test_front_matter_has_its_lines_in_the_page(problems, front, line, column, message):
    (found,) = problems(page(front))
    assert found[:3] == ("lessons/two.md", line, column)
    assert message in found[3]


def test_a_page_needs_a_title(problems):
    assert problems({"lessons/two.md": "Text.\n"})[0][3].startswith("the page has no title")


def test_a_page_that_is_not_utf8(content, problems):
    folder = content()
    (folder / "lessons" / "two.md").write_bytes(b"# T\n\nna\xefve\n")
    assert problems()[0][:3] == ("lessons/two.md", 3, 3)


def test_tabs_may_indent_markdown_but_not_yaml(built, problems):
    makefile = "```make\nsite:\n\tsitegen build\n```\n\n- item\n\n\tof two paragraphs\n"
    html = (built(page("title: T\n", makefile)) / "lessons" / "two.html").read_text()
    assert "\tsitegen build" in unescape(re.sub("<[^>]*>", "", html))
    tab = "a tab in the indentation; indent with spaces"
    assert problems(page("title: T\n\torder: 1\n")) == [("lessons/two.md", 3, 1, tab)]
    fence = "```figure\nkind: gradient-decay\nparams:\n\tnum_layers: 4\n```\n"
    assert problems(page("title: T\n", fence)) == [("lessons/two.md", 8, 1, tab)]


def test_a_page_that_is_too_large_is_not_called_a_spec(problems):
    ((name, *_, message),) = problems(page("title: T\n", "word " * 220_000))
    assert name == "lessons/two.md"
    assert message == "the text is larger than 1,048,576 bytes (1 MiB), the most that is read"


def test_a_heading_is_a_title(built):
    text = (built({"lessons/two.md": "# Two *words*\n"}) / "lessons" / "two.html").read_text()
    assert "<h1>Two <em>words</em></h1>" in text
    assert "<title>Two words · Small</title>" in text


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("# Two\n\nSome $\\alhpa$ text.\n", 3, 7),
        ("# Two $\\alhpa$\n", 1, 8),
        ("# Two\n\n## Part $\\alhpa$\n", 3, 10),
        ("# Two\n\n$$\n\\alhpa\n$$\n", 4, 1),
        ("# Two\n\nText[^a].\n\n[^a]: A note $\\alhpa$.\n", 5, 15),
        ("# Two\n\nTable: $\\alhpa$\n\n| a |\n|---|\n| b |\n", 3, 9),
    ],
)
def test_a_formula_with_an_error_is_reported_with_all_others(problems, text, line, column):
    other, found = problems({"index.md": "# Home\n\n[None](none.md)\n", "lessons/two.md": text})
    assert other[0] == "index.md"
    assert found[:3] == ("lessons/two.md", line, column)
    assert "unknown command \\alhpa" in found[3]


@pytest.mark.parametrize(
    "text", ["---\ntitle: Two\n\nText.\n", "--- \ntitle: Two\n\n# Two\n", "----\ntitle: Two\n---\n# Two\n"]
)
def test_front_matter_without_an_end_is_named(problems, text):
    (found,) = problems({"lessons/two.md": text})
    message = "the front matter has no end; write a line --- before its first field, and one after its last"
    assert found == ("lessons/two.md", 1, 1, message)


@pytest.mark.parametrize("text", ["----\ntitle: Two\n----\n", "---\n---\n# Two\n", "--- \ntitle: Two\n--- \n"])
def test_lines_of_dashes_around_front_matter(problems, text):
    assert problems({"lessons/two.md": text}) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: Two\n\n# Two\n", 1),
        ("===\ntitle: Two\n===\n", 2),
        ("\u2014\u2014\u2014\ntitle: Two\n", 2),
        ("```yaml\ntitle: Two\n```\n", 2),
        ("---\ntitle: Two\n---\n---\norder: 3\n---\n", 5),
    ],
)
def test_a_field_in_the_text_is_no_front_matter(problems, text, line):
    (found,) = problems({"lessons/two.md": text})
    assert found[:3] == ("lessons/two.md", line, 1)
    assert found[3].startswith("front matter is between two lines of three dashes")


@pytest.mark.parametrize("text", ["# Two\n\n```yaml\ntitle: Two\n```\n", "---\ntitle: Two\n---\n\nThe title: two.\n"])
def test_a_field_elsewhere_in_the_text_is_text(problems, text):
    assert problems({"lessons/two.md": text}) == []


def test_an_unknown_key_with_a_date_is_an_unknown_key(problems):
    first, second = problems({"lessons/two.md": "---\ntitle: Two\ndate: 2026-11-30\n---\n"})
    assert first[3].startswith("date: this key is unknown")
    assert second[3].startswith("date: 2026-11-30 is a date to some programs")


@pytest.mark.parametrize("field", ["title", "description"])
def test_markup_in_the_settings_is_a_warning(content, field):
    fields = {"title": "Small", "description": "A small site.", field: "My $x^2$"}
    report = check_site(content({"site.yaml": "".join(f'{name}: "{text}"\n' for name, text in fields.items())}))
    (found,) = report.diagnostics
    assert found.message == f"{field}: this is plain text: '$x^2$' is shown as it is written"


def test_keys_of_other_tools_have_advice(content):
    with pytest.raises(ContentError) as caught:
        check_site(content({"lessons/two.md": "---\ntitle: Two\ndraft: true\n---\n"}))
    (found,) = caught.value.diagnostics
    assert (found.line, found.hint) == (3, "to leave the page out, begin its file name with a dot")


@pytest.mark.parametrize("text", ["$s \\cdot f$", "\\alpha", "[x](y.md)", "**bold**", "`code`", "<br/>", "</sub>"])
def test_markup_in_a_title_is_a_warning(content, text):
    page, spec = f"---\ntitle: 'A {text}'\n---\n", f"kind: gradient-decay\ncaption: 'A {text}'\n"
    found = check_site(content({"lessons/two.md": page, "figures/x.yaml": spec})).diagnostics
    assert [(each.severity, each.line, each.field) for each in found] == [
        ("warning", 2, "caption"),
        ("warning", 2, "title"),
    ]
    assert found[0].message == f"caption: this is plain text: '{text}' is shown as it is written"


@pytest.mark.parametrize("text", ["costs $5 or $6", "a_b and c^d", "[0, 1] (a)", "5 * 6 ** 7", "C:\\x"])
def test_what_is_no_markup_is_no_warning(content, text):
    assert check_site(content({"lessons/two.md": f"---\ntitle: '{text}'\n---\n"})).diagnostics == ()


def test_wrong_keys_are_listed_up_to_a_limit(problems):
    keys = "".join(f"key{number}: x\n" for number in range(217))
    found = problems({"lessons/two.md": f"---\ntitle: Two\n{keys}---\n"})
    assert len(found) == 51
    assert found[-1][3] == "… and 167 more problems like these"
