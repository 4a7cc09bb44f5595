"""Boxes of code, with syntax highlighting at build time by classes of the style sheet."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

MAX_CODE, MAX_CODE_OF_PAGE = 8_000, 40_000
"""The most characters of a fence, and of all fences of a page, that are highlighted; more code is plain.

Lexers are regular expressions, many of which take quadratic time. Within these limits and those of `_SLOW`, each of `LANGUAGES`
takes at most seconds for the worst known text. Other lexers, such as those of C and TypeScript, take longer.
"""
LONGEST_LINE, LONGEST_BLANK = 1_000, 200
"""The most characters of a line, and of blanks and line breaks in a row, in code that is highlighted."""
_SLOW = re.compile(rf"[^\n]{{{LONGEST_LINE + 1}}}|\s{{{LONGEST_BLANK + 1}}}")
"""Text for which lexers of sessions, of Python and of MATLAB take quadratic time."""
# fmt: off
LANGUAGES = frozenset((
    "python", "py", "python3", "pycon", "bash", "sh", "shell", "zsh", "console", "shell-session", "yaml", "yml",
    "json", "toml", "ini", "css", "html", "xml", "javascript", "js", "rust", "go", "julia", "matlab", "r", "sql", "tex", "latex",
    "diff", "docker", "dockerfile", "jinja",
))
# fmt: on
"""The words behind the backticks of a fence that colour its code."""
_CLASSES = {
    "Comment": "c",
    "Generic.Prompt": "c",
    "Generic.Output": "c",
    "Keyword": "k",
    "Operator.Word": "k",
    "Literal.String": "s",
    "Literal.Number": "m",
    "Literal.Scalar.Plain": "m",
    "Name.Tag": "nt",
    "Name.Function": "nt",
    "Name.Class": "nt",
    "Name.Builtin": "nt",
    "Name.Decorator": "nt",
}
"""The types of tokens that have a colour, with the class of that colour in ``text.css``."""
LONGEST_UNBROKEN = 20
"""Characters of code that are never broken, even on a narrow phone."""
DEEPEST = 8
"""Spaces up to which the rest of a broken line is indented like the line."""
SCRIPT = "assets/code.js"
"""The script for Copy buttons."""
LONGEST_NAME = 40
"""Characters of the beginning of code that names its button."""
_PROMPT = re.compile(r"^(\$|>>>) ")
_TAG, _LINE = re.compile(r"<[^>]+>"), re.compile(r"[^\n]*\n|[^\n]+")
_PLAIN = frozenset(["", "txt", "plain", "plaintext", "none", "output"])
"""Words for code that has no colours, besides those of Pygments."""


def is_language(word: str) -> bool:
    """Whether a fence may begin with `word`: a language that is highlighted, or one that Pygments knows, which stays plain."""
    return word in LANGUAGES or word in _PLAIN or word in _aliases()


@cache
def _aliases() -> frozenset[str]:
    from pygments.lexers import get_all_lexers

    return frozenset(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


@lru_cache(maxsize=256)
def highlighted(code: str, language: str) -> Markup:
    """`code` with a span for each text of one colour; plain when `language` is not one of `LANGUAGES`, or the code would take long."""
    if language not in LANGUAGES or len(code) > MAX_CODE or _SLOW.search(code):
        return Markup(escape(code, quote=False))  # noqa: S704 - escaped
    spans = groupby(_lexer(language).get_tokens(code), key=lambda token: _class(token[0]))
    texts = ((name, "".join([text for _, text in tokens])) for name, tokens in spans)
    pieces = [_span(name, line) for name, text in texts for line in _LINE.findall(text)]  # no span is in two lines
    return Markup("".join(pieces))  # noqa: S704 - `_span` escapes


@cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


@cache
def _class(token: _TokenType) -> str:
    """The class of the nearest type above `token` that has one; empty if none has."""
    return _CLASSES.get(".".join(token)) or (_class(token.parent) if token.parent else "")


def _span(name: str, text: str) -> str:
    text = escape(text, quote=False)
    return f'<span class="hl-{name}">{text}</span>' if name else text


def code_block(code: str, language: str, name: str = "", *, plain: bool = False, english: str = "") -> Markup:
    """A box of code with its language as class and a Copy button, whose accessible name is `name` or else the `first_words`.

    The language is a word as in a fence, and may be empty; `plain` leaves out the colours; `english` is the ``lang`` attribute of
    English text on the page, as HTML.
    """
    class_name = f' class="language-{Markup.escape(language)}"' if language else ""
    lines = "".join(map(_line, _LINE.findall(highlighted(code, "" if plain else language))))
    button = _copy_button(name or first_words(code), english)
    return Markup(f"<pre>{button}<code{class_name}>{lines}</code></pre>\n")  # noqa: S704 - escaped


def _copy_button(name: str, english: str) -> str:
    """The button before code; the style sheet shows it where the script runs."""
    return f'<button class="copy" hidden{english} aria-label="Copy {Markup.escape(name)}">Copy</button>'


def first_words(code: str) -> str:
    """The beginning of code, without a prompt and the breaks of lines."""
    text = " ".join(_PROMPT.sub("", code.strip()).split())
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[:LONGEST_NAME].rpartition(' ')[0] or text[:LONGEST_NAME]} …"


def _line(html: str) -> str:
    """A line of code; one that may be broken is in a span of its own, whose class says how the rest is indented."""
    if len(html) <= LONGEST_UNBROKEN:
        return html
    text = _TAG.sub("", html).rstrip("\n")
    if len(text) <= LONGEST_UNBROKEN:
        return html
    indent = min(len(text) - len(text.lstrip(" ")), DEEPEST)
    return f'<span class="in-{indent - indent % 2}">{html}</span>'
