"""The HTML of parsed Markdown: raw HTML is escaped, so that nothing must be sanitised; no inline style; figures in fences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from markdown_it.renderer import RendererHTML
from markupsafe import Markup, escape

from sitegen.description.sentences import apostrophes, true_minus, with_units
from sitegen.page.code import LONGEST_UNBROKEN, MAX_CODE_OF_PAGE, code_block, first_words
from sitegen.page.formulas.latex_to_mathml import formula_block, mathml, numbering
from sitegen.page.html_table import must_scroll
from sitegen.page.html_text import mark_powers
from sitegen.page.markdown_body import POWER
from sitegen.page.markdown_document import address_of, plain_text

if TYPE_CHECKING:
    from markdown_it.token import Token

SHORT = Markup(' class="short"')
_OPENING = "([“‘„"
_CLOSING = re.compile(r"(?:[-'’][^\W\d_]{1,12}(?!\w))?[.,;:!?)\]”’…]*")
"""What stays in one line with the formula behind or before it: brackets, punctuation, and endings such as ``-th``."""


def is_figure(token: Token) -> bool:
    """Whether the token is a fence with a figure."""
    return token.type == "fence" and token.info.split()[:1] == ["figure"]


class PageRenderer(RendererHTML):
    """HTML for the tokens that the library does not know or renders differently. It never changes a token.

    It reads from `env`: ``figures``, an iterator over the blocks; ``addresses``, from the `id` of a token to the address in
    the built page; ``english``, the ``lang`` attribute of generated text; ``in body``, whether the tokens are the body of a page,
    not its title. The renderer itself sets ``code``, the characters of highlighted code so far, and ``in table``.
    """

    def fence(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The next figure of the page, or highlighted code."""
        token = tokens[index]
        if is_figure(token):
            return str(next(env["figures"]))
        language = token.info.strip().partition(" ")[0]
        env["code"] = env.get("code", 0) + (len(token.content) if language else 0)
        plain = env["code"] > MAX_CODE_OF_PAGE
        return _box(token.content, language, env, plain=plain)

    def text(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The HTML of a text, without the punctuation that `math_inline` keeps with a formula; powers of ten stay short in tables."""
        text = tokens[index].content
        before, after = _closing(tokens, index - 1), _opening(tokens, index + 1)
        html = escape(with_units(true_minus(apostrophes(text[len(before) : len(text) - len(after)]))))
        return mark_powers(html, POWER) if env.get("in body") and not env.get("in table") else str(html)

    def unsupported(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """Signs that are not read, as they are written."""
        return str(escape(tokens[index].content))

    def list_item_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """An item; that of a task begins with a box that has a name, since readers cannot change it."""
        done = tokens[index].meta.get("checked")
        opening = self.renderToken(tokens, index, options, env)
        if done is None:
            return opening
        name = "done" if done else "to do"
        return f'{opening}<span class="task-box" role="img"{env["english"]} aria-label="{name}">{"☑" if done else "☐"}</span> '

    def bullet_list_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A list; one of tasks has no signs before its items, and then Safari needs its role."""
        token = tokens[index]
        attrs = {**token.attrs, "role": "list"} if "class" in token.attrs else token.attrs
        return self.renderToken([token.copy(attrs=attrs)], 0, options, env)

    def alert_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A note, a tip or a warning; its first paragraph names it."""
        return f'<div class="alert alert-{tokens[index].info.lower()}" role="note">\n'

    def alert_title_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The name of an alert."""
        return f'<p class="alert-title"{env["english"]}>'

    def code_block(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """Indented code, without a language."""
        return _box(tokens[index].content, "", env)

    def heading_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A heading, which names the code below it."""
        env["section"] = plain_text(tokens[index + 1])
        return self.renderToken(tokens, index, options, env)

    def code_inline(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """Inline code; short code, such as an option, is not broken at hyphens."""
        text = tokens[index].content
        return str(Markup("<code{}>{}</code>").format(SHORT if len(text) <= LONGEST_UNBROKEN else "", text))

    def link_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A link, with its address in the built site."""
        token = tokens[index]
        return self.renderToken([token.copy(attrs={**token.attrs, "href": _built(token, env)})], 0, options, env)

    def image(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A picture, loaded lazily."""
        token = tokens[index]
        attrs = {**token.attrs, "src": _built(token, env), "loading": "lazy"}
        return super().image([token.copy(attrs=attrs)], 0, options, env)

    def renderInlineAsText(self, tokens: Sequence[Token] | None, options: Any, env: Any) -> str:  # noqa: N802 - of the library
        """The alternative text of a picture: formulas and HTML as they are written."""
        parts = tokens or ()
        written = {"math_inline", "unsupported"}
        texts = (
            part.content if part.type in written else super(PageRenderer, self).renderInlineAsText([part], options, env)
            for part in parts
        )
        return "".join(texts)

    def table_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A table; one that is too wide for a phone scrolls by itself, so that the page does not."""
        env["in table"] = True
        env["wide"] = must_scroll(_longest_words(_until(tokens, index, "table_close")))
        caption = tokens[index + 1]
        name = f' role="region" aria-labelledby="{caption.attrs["id"]}"' if caption.type == "caption_open" else ""
        return f'<div class="scroll scroll-text" tabindex="0"{name}>\n<table>\n' if env["wide"] else "<table>\n"

    def table_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The end of a table."""
        env["in table"] = False
        return "</table>\n</div>\n" if env["wide"] else "</table>\n"

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A column header."""
        return f'<th scope="col"{_alignment(tokens[index])}>'

    def td_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A cell; the first of a row is the row header."""
        name = '<th scope="row"' if _names_row(tokens, index) else "<td"
        return f"{name}{_alignment(tokens[index])}>"

    def td_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The end of a cell, the third of its tokens."""
        return "</th>\n" if _names_row(tokens, index - 2) else "</td>\n"

    def math_inline(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """An inline formula; no line ends between it and the punctuation beside it."""
        before, after = _opening(tokens, index), _closing(tokens, index)
        formula = mathml(tokens[index].content)
        return str(
            Markup("<span{}>{}{}{}</span>").format(SHORT, before, formula, after) if before or after else formula
        )

    def math_block(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """A block formula."""
        if "numbers" not in env:
            env["numbers"] = numbering()
        return f"{formula_block(tokens[index].content, env['numbers'])}\n"

    def footnote_anchor(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The link back from a footnote, with a label."""
        meta = tokens[index].meta
        number, again = str(meta["id"] + 1), meta["subId"]
        target, name = (f"{number}:{again}", f"{number}, place {again + 1}") if again else (number, number)
        return f' <a class="footnote-back"{env["english"]} href="#fnref{target}" aria-label="Back to the text, note {name}">↩</a>'

    def footnote_caption(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The number of a footnote, the same at each of its places."""
        return f"[{tokens[index].meta['id'] + 1}]"

    def footnote_block_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        """The beginning of the footnotes."""
        return f'<section class="footnotes">\n<h2 id="page-notes"{env["english"]}>Notes</h2>\n<ol>\n'


def _box(code: str, language: str, env: Any, *, plain: bool = False) -> str:
    """A box of code whose button is named by the first words, the section, and a number where that is not enough."""
    parts = (first_words(code), f"in {env['section']}" if env.get("section") else "")
    name = ", ".join(filter(None, parts))
    seen = env.setdefault("named", Counter())
    seen[name] += 1
    again = f", {seen[name]}" if seen[name] > 1 else ""
    return str(code_block(code, language, name + again, plain=plain, english=env["english"]))


def _built(token: Token, env: Any) -> str:
    """The address in the built site; a title is rendered before it is known and keeps the written one."""
    found: str = env.get("addresses", {}).get(id(token), address_of(token))
    return found


def _until(tokens: Sequence[Token], index: int, end: str) -> Iterator[Token]:
    rest = (tokens[each] for each in range(index, len(tokens)))
    return takewhile(lambda token: token.type != end, rest)


def _opening(tokens: Sequence[Token], index: int) -> str:
    """The brackets and quotation marks before the formula at `index`; empty if that token is not a formula."""
    before = tokens[index - 1] if 0 < index < len(tokens) and tokens[index].type == "math_inline" else None
    text = before.content if before and before.type == "text" else ""
    return text[len(text.rstrip(_OPENING)) :]


def _closing(tokens: Sequence[Token], index: int) -> str:
    """The punctuation after the formula at `index`; empty if that token is not a formula."""
    text = tokens[index + 1] if 0 <= index < len(tokens) - 1 and tokens[index].type == "math_inline" else None
    found = _CLOSING.match(text.content) if text and text.type == "text" else None
    return found[0] if found else ""


def _names_row(tokens: Sequence[Token], cell: int) -> bool:
    """Whether the cell is the first of its row and has text; assistive technology does not read a formula as a name."""
    children = tokens[cell + 1].children or ()
    return tokens[cell - 1].type == "tr_open" and any(child.type != "math_inline" for child in children)


def _alignment(cell: Token) -> str:
    """A class instead of the library's inline style, which the Content Security Policy forbids."""
    style = str(cell.attrs.get("style", ""))
    return ' class="number"' if "right" in style else ' class="center"' if "center" in style else ""


def _longest_words(table: Iterable[Token]) -> Iterable[int]:
    """Characters of the longest word of every column."""
    longest: dict[int, int] = {}
    column = -1  # the caption is in no column
    for token in table:
        if token.type == "tr_open":
            column = 0
        elif token.type == "inline" and column >= 0:
            longest[column] = max(longest.get(column, 0), *map(len, _words(token)), 0)
            column += 1
    return longest.values()


def _words(cell: Token) -> Iterator[str]:
    """The unbreakable parts of a cell: words, and short code."""
    for child in cell.children or ():
        if child.type == "code_inline" and len(child.content) <= LONGEST_UNBROKEN:
            yield child.content
        else:
            yield from child.content.split()
