"""Syntax highlighting: the languages, and the time that the worst texts take within the limits."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape

import pytest

from sitegen.page.code import (
    LANGUAGES,
    LONGEST_BLANK,
    LONGEST_LINE,
    MAX_CODE,
    MAX_CODE_OF_PAGE,
    code_block,
    first_words,
    highlighted,
    is_language,
)
from tests.conftest import ROOT

WORST = [
    *[
        "\n",
        " \n",
        "\n ",
        "\t\n",
        "\n\t",
        "  \n",
        " ",
        "\t",
        "a::",
        "0:",
        "a:",
        "b@",
        ":\t",
        "*@",
        "=\t",
        " =",
        ": ",
        "&",
        "\\(",
        "$",
    ],
    *[
        "'\\",
        '"\\',
        "\\'",
        "`\\",
        "?_",
        "._",
        "`b",
        "a ",
        "a.",
        "a(",
        "(",
        "[",
        "{",
        "<",
        "</",
        "<!--",
        "'",
        '"',
        "`",
        "${",
        "#",
        "/*",
    ],
    *[
        "//",
        "--",
        "<style>",
        "<script>",
        '"""',
        "'''",
        "@a\n",
        "def ",
        ">>> ",
        "... ",
        "$ ",
        "- a\n",
        "a: b\n",
        "|\n",
        "\\begin{",
        "%{",
    ],
]
"""Of some thousand short texts that were repeated up to the limit, those that took the longest in some language."""


def test_every_language_has_a_lexer():
    for language in LANGUAGES:
        assert highlighted("x", language).striptags().strip() == "x"


@pytest.mark.parametrize("word", ["", "python", "haskell", "text", "txt", "c++"])
def test_words_of_fences_that_are_known(word):
    assert is_language(word)


@pytest.mark.parametrize("word", ["pythn", "figures", "Python 3"])
def test_words_of_fences_that_are_not(word):
    assert not is_language(word)


def test_what_is_long_or_of_an_untried_language_is_plain():
    assert "<span" in highlighted("return 1\n", "python")
    assert highlighted("<\n" + "return 1\n" * (MAX_CODE // 9 + 1), "python").startswith("&lt;\nreturn 1")
    assert highlighted("int a = 1;", "sas") == "int a = 1;"


SPEC = """\
kind: curves
caption: A caption that is too long for a phone, & has "quotes".
params:
  text: |
    two lines of a text that belong together,
    in one string
      and deeper

\t  # a\u2028b
"""


@pytest.mark.parametrize("language", ["yaml", "", "nonsense"])
def test_a_box_has_its_code_to_the_character(language):
    shown = re.fullmatch(
        r"<pre><button.*?</button><code[^>]*>(.*)</code></pre>\n", code_block(SPEC, language), re.DOTALL
    )
    assert unescape(re.sub("<[^>]+>", "", shown[1])) == SPEC


def test_a_line_that_may_be_broken_says_how_deep_it_begins():
    code = f"{'short'}\n{'x' * 21}\n  {'y' * 21}\n   {'z' * 21}\n{' ' * 30}deep\n"
    depths = re.findall(r'<span class="in-(\d)"> *(\w)', code_block(code, ""))
    assert depths == [("0", "x"), ("2", "y"), ("2", "z"), ("8", "d")]


def test_no_colour_goes_on_in_the_next_line():
    for line in highlighted(SPEC, "yaml").split("\n"):
        assert line.count("<span") == line.count("</span>")


def worst_within_limits(unit: str) -> Iterator[str]:
    """`unit` again and again, alone, and broken where a line or its blanks would be too long."""
    blanks, line = (unit * LONGEST_BLANK)[:LONGEST_BLANK] + "x", (unit * LONGEST_LINE)[:LONGEST_LINE] + "\n"
    return ((part * MAX_CODE)[:MAX_CODE] for part in (unit, blanks, line))


@pytest.mark.matrix
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_worst_texts_take_seconds(language):
    for code in (each for unit in WORST for each in worst_within_limits(unit)):
        begin = time.process_time()
        highlighted(code, language)
        spent = time.process_time() - begin
        assert spent * MAX_CODE_OF_PAGE / MAX_CODE < 3, (code[:20], spent)


@pytest.mark.parametrize("unit", ["\n", " \n", "\t", "#"])
def test_code_with_long_lines_or_many_blank_ones_is_plain(unit: str):
    most = (LONGEST_BLANK if unit.isspace() else LONGEST_LINE) // len(unit)
    assert "<span" in highlighted(f"# a{unit * (most - 4)}\nb", "python")
    assert "<span" not in highlighted(f"# a{unit * (most + 1)}\nb", "python")


@pytest.mark.parametrize("folder", ["sitegen/page", "sitegen/numerics"])
def test_real_code_is_highlighted(folder: str):
    paths = list((ROOT / folder).glob("*.py"))
    assert len(paths) > 10
    for path in paths:
        assert "<span" in highlighted(path.read_text(encoding="utf-8")[:MAX_CODE], "python"), path


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("$ pip install sitegen\nSuccessfully installed\n", "pip install sitegen Successfully …"),
        (">>> 1 + 1\n2\n", "1 + 1 2"),
        ("  kind:   gradient-decay\n", "kind: gradient-decay"),
        ("x" * 50, "x" * 40 + " …"),
        ("y" * 40, "y" * 40),
    ],
)
def test_code_is_named_by_its_first_words(code: str, words: str):
    assert first_words(code) == words


def test_the_name_of_a_button_is_text():
    assert 'aria-label="Copy &lt;a&gt; &#34;b&#34;"' in code_block('<a> "b"', "")
    assert 'aria-label="Copy the spec of {x}">' in code_block("a: 1", "yaml", "the spec of {x}")
