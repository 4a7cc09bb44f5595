"""Syntax highlighting of code at build time, by classes of the style sheet."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

MAX_CODE, MAX_CODE_OF_PAGE = 8_000, 40_000
"""The most characters of a fence, and of all fences of a page, that are highlighted; more code is plain.

Lexers are regular expressions, many of which take quadratic time. Within these limits, each of `LANGUAGES` takes at most seconds
for the worst known text. Other lexers, such as those of C and TypeScript, take longer.
"""
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
    """`code` with a span for each text of one colour; plain when `language` is not one of `LANGUAGES`, or `code` is long."""
    if language not in LANGUAGES or len(code) > MAX_CODE:
        return escape(code)
    spans = groupby(_lexer(language).get_tokens(code), key=lambda token: _class(token[0]))
    return Markup("".join([_span(name, "".join([text for _, text in tokens])) for name, tokens in spans]))  # noqa: S704 - `_span` escapes


@cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


@cache
def _class(token: _TokenType) -> str:
    """The class of the nearest type above `token` that has one; empty if none has."""
    return _CLASSES.get(".".join(token)) or (_class(token.parent) if token.parent else "")


def _span(name: str, text: str) -> str:
    return f'<span class="hl-{name}">{escape(text)}</span>' if name else str(escape(text))


def code_block(code: str, language: str, *, plain: bool = False) -> Markup:
    """A block of code with its language as class; without colours if `plain`."""
    name = Markup(' class="language-{}"').format(language) if language else ""
    return Markup("<pre><code{}>{}</code></pre>\n").format(name, escape(code) if plain else highlighted(code, language))
