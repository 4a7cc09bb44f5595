"""The Markdown parser of pages, with the limits that bound its work."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import table
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from sitegen.page.bare_addresses import link_addresses
from sitegen.page.markdown_renderer import PageRenderer, is_figure
from sitegen.page.markdown_rules import (
    caption_tables,
    comment_block,
    comment_inline,
    formula_block,
    formulas_in_backticks,
    note_definition,
    note_reference,
    number_headings,
    unsupported,
)

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MAX_PAGE_BYTES = 256 * 1024
"""The longest page: some 40,000 words."""
MAX_FIGURES, MAX_FORMULAS, MAX_CELLS = 200, 5000, 50_000
"""The most figures, formulas and cells of tables on a page. Rows that lack cells are filled up, so a short page can have many."""
MAX_DEPTH = 20
"""The deepest nesting of lists and quotations that the parser reads."""
FORMULAS = ("math_inline", "math_block")


class PageLimitError(ValueError):
    """A page that would take too much work; the text states the limit."""


@cache
def parser_of_pages() -> MarkdownIt:
    """The Markdown parser with all rules and plugins, made once a process."""
    options = {"html": False, "xhtmlOut": False, "typographer": False, "tasklists": True, "alerts": True}
    parser = MarkdownIt("commonmark", options, renderer_cls=PageRenderer)
    parser.enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(deflist_plugin).use(footnote_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, allow_labels=False)
    block, inline, core = parser.block.ruler, parser.inline.ruler, parser.core.ruler
    block.at("table", _counted_table, {"alt": ["paragraph", "reference"]})
    block.at("math_block", formula_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    block.before("table", "comment", comment_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    block.at("footnote_def", note_definition, {"alt": ["paragraph", "reference"]})
    inline.at("footnote_ref", note_reference)
    inline.before("escape", "comment", comment_inline)
    inline.before("escape", "unsupported", unsupported)
    for rule in (formulas_in_backticks, number_headings, link_addresses, caption_tables, _place_cells):
        core.push(rule.__name__, rule)
    renderer = parser.renderer
    # The plugins register their own rules; the methods of PageRenderer override them.
    for name in ("math_inline", "math_block", "footnote_anchor", "footnote_block_open", "footnote_caption"):
        renderer.rules[name] = getattr(renderer, name)  # type: ignore[attr-defined]
    return parser


def _counted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    before = len(state.tokens)
    found = table(state, start, end, silent)
    cells = state.env["cells"] = state.env.get("cells", 0) + sum(
        token.type in ("th_open", "td_open") for token in state.tokens[before:]
    )
    if cells > MAX_CELLS:
        raise PageLimitError(f"the tables have more than {MAX_CELLS:,} cells, the most of a page")
    return found


def _place_cells(state: StateCore) -> None:
    """Note where in its line each cell of a table begins, since two cells of a row may be equal."""
    lines, after = state.src.split("\n"), 0
    for opening, token in pairwise(state.tokens):
        if opening.type == "tr_open":
            after = 0
        if opening.type in ("th_open", "td_open") and token.map:
            begin = lines[token.map[0]].find(token.content, after)
            token.meta["begin"] = max(begin, after)
            after = token.meta["begin"] + (len(token.content) if begin >= 0 else 0)


def parse(text: str, env: dict[str, Any]) -> list[Token]:
    """The tokens of the page `text`, or a `PageLimitError`; `env` is filled with what its rendering needs."""
    if len(text) > MAX_PAGE_BYTES or len(text.encode("utf-8", "replace")) > MAX_PAGE_BYTES:
        message = (
            f"the page is larger than {MAX_PAGE_BYTES:,} bytes ({MAX_PAGE_BYTES // 1024} KiB), the most that is read"
        )
        raise PageLimitError(f"{message}; write two pages")
    tokens = parser_of_pages().parse(text, env)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    _check("figures", sum(map(is_figure, tokens)), MAX_FIGURES)
    _check("formulas", sum(part.type in FORMULAS for part in parts), MAX_FORMULAS)
    # Links by reference repeat the address and the title of their definition.
    _check("characters in addresses and titles of links", sum(map(_written, parts)), MAX_PAGE_BYTES)
    return tokens


def _check(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise PageLimitError(f"the page has {found:,} {what}; {limit:,} is the most")


def _written(token: Token) -> int:
    return sum(len(str(value)) for value in token.attrs.values()) if token.type in ("link_open", "image") else 0
