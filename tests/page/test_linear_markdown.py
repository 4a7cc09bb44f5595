"""The work for a page grows with its length: counted in lines of Python that run, which no machine changes."""

from __future__ import annotations

import math

import pytest
from markupsafe import Markup

from sitegen.page.markdown_reader import read, write
from tests.lines_run import lines_run

MOST = 1.2
"""The largest exponent: work that doubles with the length has 1, quadratic work has 2."""
REPEATED = {
    "headings": "## a\n",
    "setext headings": "a\n---\n",
    "headings with ids": "## a {#x}\n",
    "headings with numbers": "## a\n## a-1\n",
    "angle-bracket addresses": "<http://a.b>\n",
    "bare addresses": "http://a.b/c\n",
    "nearly addresses": "http://",
    "colons": "a:",
    "mail addresses": "a@b.c ",
    "www": "www.",
    "pictures": "![a](<é.png>)\n",
    "links": "[a](b.md)\n",
    "links in one line": "[a](b.md) ",
    "links with encoded addresses": "[a](<#é>)\n",
    "reference links": "[x] ",
    "full reference links": "[a][x] ",
    "unknown references": "[a][b] ",
    "open links": "[a](",
    "open references": "[a][b",
    "open brackets": "[",
    "closing brackets": "]",
    "open pictures": "![",
    "emphasis": "*a* ",
    "open emphasis": "*a **b ",
    "underscores": "_a_",
    "mixed emphasis": "*a_ ",
    "strikethrough": "~~a",
    "code": "`a`",
    "open code": "`a ``b ",
    "rows": "|1|2|\n",
    "tables": "|a|b|\n|-|-|\n|1|2|\n\n",
    "tables with captions": "Table: a\n\n|a|b|\n|-|-|\n|1|2|\n\n",
    "captions without tables": "Table: a\n\n",
    "items": "- a\n",
    "loose items": "- a\n\n",
    "nested items": "- ",
    "tasks": "- [ ] a\n",
    "quotations": "> a\n\n",
    "nested quotations": ">",
    "alerts": "> [!NOTE]\n> a\n\n",
    "fences": "```\na\n```\n",
    "nearly figures": "```figures\n```\n",
    "indented code": "    a\n\n",
    "escapes": "\\*",
    "entities": "&amp;",
    "open tags": "<b ",
    "tags": "<b>a</b> ",
    "comments": "<!-- a -->\n",
    "comments in a line": "a <!-- b --> ",
    "open comments": "<!-- a\n",
    "open comments in quotations": "> <!-- a\n",
    "open comments in items": "- <!-- a\n",
    "open comments in a line": "a <!-- b ",
    "formulas": "$x$ ",
    "dollars": "$",
    "blocks of formulas": "$$\nx\n$$\n\n",
    "open formulas": "a$ b",
    "open blocks of formulas": "$$ a\n",
    "lines with open blocks of formulas": "a\n$$ $$ b\n",
    "wrong formulas": "$\\frac{1}$ ",
    "formulas without dollars": "\\(a ",
    "footnotes of one line": "a[^1] ",
    "inline footnotes": "a^[b] ",
    "open footnotes": "^[",
    "open references to notes": "[^a",
    "definitions": "a\n: b\n\n",
    "more definitions": "a\n: b\n",
    "powers": "1e5 ",
    "digits": "1",
    "blank lines": "\n",
    "lines of spaces": "  \n",
    "hard breaks": "a  \n",
    "definitions of two paragraphs": "a\n:   b\n\n    c\n\n",
    "definitions in items": "- a\n  : b\n",
    "lists of other signs": "- a\n* b\n+ c\n",
    "lists in lists": "- 1. * a\n",
    "steps of lists": "- a\n   1. b\n      * c\n",
    "lists in quotations": "> - a\n",
    "paragraphs of notes": "    b\n\n",
    "notes in notes": "^[a ^[b] c] ",
    "open notes in notes": "^[a ^[b] ",
    "links in links": "[a](b[a](b",
    "pictures in pictures": "![a![a](b)](b) ",
    "open titles": "[a](b 'c\n",
    "open definitions of links": "[a]: <b\n",
    "open links of wikis": "[[a",
    "links of wikis": "[[a]] ",
    "templates of other tools": "{{a ",
    "attributes of other tools": "{.a ",
    "highlights": "==a",
    "emoji": ":a",
    "formulas of latex": "\\[ a^ ",
    "signs of other tools": "::: a\n\n",
}
NESTED = {
    "notes": ("^[a ", "]"),
    "links": ("[a ", "](b)"),
    "pictures": ("![a ", "](b)"),
    "brackets": ("[", "]"),
    "emphasis": ("*a ", " b*"),
    "strong emphasis": ("**a ", " b**"),
    "struck text": ("~~a ", " b~~"),
}
"""Signs before and behind a text, which are put around each other."""
BEGINNINGS = {
    "paragraphs of notes": "a[^1]\n\n[^1]: b\n\n",
    "open references to notes": "a[^1]\n\n[^1]: b\n\n",
    "reference links": "[x]: y.md\n\n",
    "full reference links": "[x]: y.md\n\n",
    "rows": "|a|b|\n|-|-|\n",
}


def read_and_write(text):
    """Read a page, and write it if it has no error."""
    document = read(text, "page.md")
    list(document.link_places())
    if all(problem.severity == "warning" for problem in document.problems):
        write(document, [Markup()] * len(document.fences), lambda link: link.address)


@pytest.mark.matrix
@pytest.mark.parametrize("name", REPEATED)
def test_work_is_linear_in_the_length(name):
    unit = REPEATED[name]
    texts = ["# T\n\n" + BEGINNINGS.get(name, "") + unit * (factor * 500 // len(unit)) for factor in (1, 2, 4, 8)]
    lines_run(read_and_write, texts[0])  # caches are filled
    steps = [lines_run(read_and_write, text) for text in texts]
    assert math.log(steps[-1] / steps[0], 8) < MOST, steps


@pytest.mark.parametrize(
    "name", ["headings", "bare addresses", "links with encoded addresses", "open comments", "captions without tables"]
)
def test_a_long_page_takes_no_quadratic_work(name):
    unit = REPEATED[name]
    few, many = (lines_run(read_and_write, unit * (size // len(unit))) for size in (1000, 4000))
    assert math.log(many / few, 4) < MOST


@pytest.mark.parametrize("name", NESTED)
def test_work_is_linear_in_the_depth(name):
    before, behind = NESTED[name]
    few, many = (lines_run(read_and_write, f"# T\n\n{before * count}x{behind * count}") for count in (40, 160))
    assert math.log(many / few, 4) < MOST


def test_notes_without_a_reference_are_looked_for_once():
    few, many = (
        lines_run(read_and_write, "# T\n\n" + "".join(f"[^n{number}]: b\n\n" for number in range(count)))
        for count in (100, 400)
    )
    assert math.log(many / few, 4) < MOST


def test_an_open_formula_of_latex_is_looked_for_within_a_limit():
    """A search for its signs at every place before its end would take minutes."""
    assert not read("# T\n\n" + "\\[ a ^ " * 30_000, "page.md").problems
