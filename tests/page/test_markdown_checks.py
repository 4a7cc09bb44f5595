"""What reads like more than text, and is none, is reported with its place."""

from __future__ import annotations

import pytest

from sitegen.page.links import LinkError, Targets
from sitegen.page.markdown_reader import read


def problems(text):
    return [(problem.severity, problem.line, problem.column) for problem in read(text, "page.md").problems]


@pytest.mark.parametrize(
    "text",
    ["a &#x202E;b", "[&#8238;b](x.md)", "![a&#x202e;](b.png)", '[x](a.md "&#x2066;")', "| a |\n|---|\n| &#x202E; |"],
)
def test_an_entity_for_an_invisible_character_is_an_error(text):
    assert [(found.severity, found.message) for found in read(text, "page.md").problems] == [
        ("error", f"an entity stands for the invisible character U+{'2066' if '2066' in text else '202E'}; delete it")
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a[^1]\n\n[^1]: first\n\nb\n\n[^1]: second", 7),
        ("a[^1]\n\n[^1]: first\n\n> [^1]: second", 5),
        ("a [x][r]\n\n[r]: a.md\n[R]: b.md", 4),
    ],
)
def test_what_is_defined_twice_is_a_warning_at_the_second_place(text, line):
    assert problems(text) == [("warning", line, 1)]


@pytest.mark.parametrize(
    ("row", "columns"),
    [("| $$x$$ | $$x$$ |", (3, 11)), ("|    $$x$$|a $$x$$|", (6, 14)), ("| $$x$$ | b | $$x$$ |", (3, 15))],
)
def test_signs_in_equal_cells_of_a_row_have_places_of_their_own(row, columns):
    text = f"{row}\n{'|---' * (row.count('|') - 1)}|\n{row}"
    assert problems(text) == [("warning", line, column) for line in (1, 3) for column in columns]


@pytest.mark.parametrize("text", ["a[^1] b[^2]\n\n[^1]: c\n\n[^2]: d", "a[^1]\n\n[^1]: b\n\n```\n[^1]: c\n```"])
def test_what_is_defined_once_has_no_warning(text):
    assert problems(text) == []


@pytest.mark.parametrize("text", ["a [](x.md)", "a [ ](x.md)", "a [](x.md 'T')", "a [&nbsp;](x.md) [c](y.md)"])
def test_a_link_without_text_is_an_error(text):
    assert problems(text) == [("error", 1, text.index("x.md") + 1)]


@pytest.mark.parametrize(
    "text", ["[![p](p.png)](x.md)", "[`c`](x.md)", "[$x$](x.md)", "<https://example.org>", "[*a*](x.md)"]
)
def test_a_link_with_code_a_formula_or_a_picture_has_a_text(text):
    assert problems(text) == []


@pytest.mark.parametrize("text", [r"a \[ x \] b", r"a \( x \) b", "a $$x$$ b", r"\begin{align} x \end{align}"])
def test_a_formula_without_its_dollars_is_one_warning(text):
    assert [severity for severity, *_ in problems(text)] == ["warning"]


@pytest.mark.parametrize("text", ["# T\n\n##\n", "# T\n\n## \n\ntext", "# T\n\n## <!-- later -->x\n\n## &nbsp;"])
def test_a_heading_without_text_is_an_error(text):
    last = text.rindex("##")
    assert problems(text)[:1] == ([("error", text.count("\n", 0, last) + 1, 1)] if "&" not in text else [])


@pytest.mark.parametrize("text", ["$$\nx = y\n\nmore", "a\n\n$$ x\n\ny"])
def test_a_formula_without_an_end_is_called_so(text):
    (found,) = read(text, "page.md").problems
    assert found.message.startswith("this formula has no end before the next empty line")


def test_a_formula_with_blanks_at_its_dollars_is_a_warning():
    assert problems(r"so $ \alpha $ is") == [("warning", 1, 4)]
    assert problems("costs $ 5 and $ 6") == []


def test_a_note_that_is_never_referred_to_is_a_warning():
    assert problems("a[^1]\n\n[^1]: one\n\n[^b]: two") == [("warning", 5, 1)]


@pytest.mark.parametrize("info", ["yaml figure", "python figure relu"])
def test_the_word_figure_behind_another_one_is_an_error(info):
    assert problems(f"```{info}\nkind: gradient-decay\n```") == [("error", 1, 4)]


def test_an_entity_in_code_is_code():
    assert problems("`&#x202E;` and &rlm; and &zwj;") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n\n##A heading", (3, 1)),
        ("see [x](my page.md)", (1, 5)),
        ("see [x][label]", (1, 5)),
        ("see (x)[index.md]", (1, 5)),
        ("    ```figure d\n    ```", (1, 1)),
        ("| a | b |\n| 1 | 2 |", (1, 1)),
        ("| a | b |\n|---|\n| 1 | 2 |", (1, 1)),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |", (4, 1)),
        ("Table: Results\n\ntext", (1, 1)),
        ("Table: One\n\n| a |\n|---|\n| 1 |\n\nTable: Two", (7, 1)),
        ("- [ ]read", (1, 3)),
        ("term\n:definition", (2, 1)),
        ('see **"quoted"**text', (1, 5)),
        ("**强调。**后", (1, 1)),
        ("a <!DOCTYPE html>", (1, 3)),
        ("a <?php x ?>", (1, 3)),
    ],
)
def test_a_warning_where_markdown_is_nearly_right(text, place):
    assert problems(text) == [("warning", *place)]


@pytest.mark.parametrize(
    "text",
    [
        "#1 of 3 steps",
        '[x](page.md "a title")',
        "[x][label]\n\n[label]: page.md",
        "f(x)[0] and `[x][y]` and [ ] (see below)",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 |\n| \\| | `x` |",
        "> | a | b |\n> |---|---|\n> | 1 | 2 |",
        "|x| is a norm",
        "```python\nx\n```",
        "> ```\n> code\n\nText",
        "Table: Results\n\n| a |\n|---|\n| 1 |",
        "**a**b and 2 ** 3 ** 4 and \\*\\*c\\*\\*",
        "- [ ] read\n- [x](a.md)",
        "Set {x=1}\n:) and a",
        "the weight W[i][j] and f(x)[0][1]",
        "~~~~\n```\n~~~~",
    ],
)
def test_no_warning_where_it_is_right(text):
    assert problems(text) in ([], [("warning", 1, 1)] if text.startswith("#1") else [])


@pytest.mark.parametrize(
    ("text", "severity", "place"),
    [
        ("<!-- a --> text <!-- b", "error", (1, 17)),
        ("a <!-- a -->\nand <!-- b", "error", (2, 5)),
        ("> - a <!-- a\n>   b --> and <!-- c", "error", (2, 15)),
        ("| a | b |\n|---|---|\n| <!-- c --> | d <!-- e |", "error", (3, 18)),
        ("`<b>` and <b>", "warning", (1, 11)),
        ("<b> and <b> and <b>", "warning", (1, 1)),
        ("# A\n\n## `\\(x\\)` and \\(x\\)", "warning", (3, 16)),
    ],
)
def test_the_place_of_signs_that_stand_in_comments_or_code_before(text, severity, place):
    assert problems(text) == [(severity, *place)]


@pytest.mark.parametrize("text", ["```python\nx = 1\n\nText", "a\n\n```", "- a\n\n  ~~~\n  x"])
def test_a_fence_without_an_end_is_an_error(text):
    (problem,) = read(text, "page.md").problems
    assert "has no end" in problem.message
    assert problem.severity == "error"


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("www.example.org", "write https://www.example.org"),
        ("figures%5Cd.yaml", "write figures/d.yaml"),
        ("c:/a.md", "put the file into the content folder, and write its path relative to this page"),
    ],
)
def test_addresses_of_other_systems(address, hint):
    with pytest.raises(LinkError) as caught:
        Targets({"index.html": frozenset()}).resolve(address, "index.html")
    assert caught.value.hint() == hint
