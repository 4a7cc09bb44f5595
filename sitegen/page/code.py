"""Syntax highlighting of code at build time, by classes of the style sheet."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

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
    """`code` with a span per token; plain text when `language` is not one of `LANGUAGES`, or `code` is long."""
    if language not in LANGUAGES or len(code) > MAX_CODE:
        return escape(code)
    # Imported here, because pages without code do not need it.
    from pygments import highlight

    return Markup(highlight(code, _lexer(language), _formatter()))  # noqa: S704


@cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


@cache
def _formatter() -> HtmlFormatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, classprefix="hl-")


def code_block(code: str, language: str, *, plain: bool = False) -> Markup:
    """A block of code with its language as class; without colours if `plain`."""
    name = Markup(' class="language-{}"').format(language) if language else ""
    return Markup("<pre><code{}>{}</code></pre>\n").format(name, escape(code) if plain else highlighted(code, language))
