"""Syntax highlighting of code at build time, by classes of the style sheet."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer


@lru_cache(maxsize=256)
def highlighted(code: str, language: str) -> Markup:
    """`code` with a span per token; plain text when `language` is empty or unknown."""
    if not language:
        return escape(code)
    # Imported here, because pages without code do not need it.
    from pygments import highlight
    from pygments.util import ClassNotFound

    try:
        lexer = _lexer(language)
    except ClassNotFound:
        return escape(code)
    return Markup(highlight(code, lexer, _formatter()))  # noqa: S704


@cache
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


@cache
def _formatter() -> HtmlFormatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True, classprefix="hl-")


def code_block(code: str, language: str) -> Markup:
    """A block of code with its language as class."""
    name = Markup(' class="language-{}"').format(language) if language else ""
    return Markup("<pre><code{}>{}</code></pre>\n").format(name, highlighted(code, language))
