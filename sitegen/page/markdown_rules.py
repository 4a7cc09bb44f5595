"""Markdown that the parser library lacks: comments, heading ids, bare addresses, captions of tables, and signs that are not read.

Every rule takes linear time in the length of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it.token import Token
from mdit_py_plugins.dollarmath.index import math_block_dollar
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from sitegen.page.foreign_advice import (
    FOREIGN_SYNTAX,
    LATEX_COMMAND,
    ForeignSign,
    foreign_beginning,
    foreign_sign,
    latex_advice,
)
from sitegen.page.links import GENERATED_IDS

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

ID_LEVELS = ("h2", "h3", "h4")
"""The headings that have an id of their own."""
UNSUPPORTED = "unsupported"
"""Type of a token for signs that are shown as they are written; its ``info`` says why."""
CAPTION = "Table: "
"""The beginning of a paragraph that is the caption of the table after or before it."""
_WRITTEN_ID = re.compile(r"[A-Za-z][\w:.-]*")
_TAG = re.compile(
    r"</?(?:a|abbr|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|details|dfn|div|dl|dt|em|embed|figcaption"
    r"|figure|font|form|h[1-6]|head|hr|html|i|iframe|img|input|ins|kbd|label|li|link|mark|meta|object|ol|option|p|picture|pre"
    r"|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot"
    r"|th|thead|tr|tt|u|ul|var|video)(?=[\s/>])[^<>]*>|<(?:\?\w|!DOCTYPE\b|!\[CDATA\[)[^<>]*>",
    re.IGNORECASE,
)
_LATEX = re.compile(r"\\begin\{|\\\((?=.{0,400}?\\\))", re.DOTALL)
_LATEX_BLOCK = re.compile(r"\\\[([^\]]{1,800}+)(?<=\\)\]")
_NOTE_LABEL = re.compile(r"\[\^[^\s\]]{1,200}\]")
_FORMULA_BLOCK = math_block_dollar(allow_labels=False)


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Leave out a comment that begins a line, with all of its lines; what follows it in its last line is read on."""
    source, begin = state.src, state.bMarks[start] + state.tShift[start]
    first, behind = state.env.get("unclosed", (0, 0))  # lines in which no comment ends
    if state.is_code_block(start) or not source.startswith("<!--", begin) or first <= start < behind:
        return False
    line, at = start, source.find("-->", begin + 4, state.eMarks[start])
    while at < 0 and (line := line + 1) < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        at = source.find("-->", state.bMarks[line], state.eMarks[line])
    if at < 0:
        state.env["unclosed"] = (start, line)
        return False
    rest = source[at + 3 : state.eMarks[line]]
    if rest.strip() and line == start:  # a comment in a line of text
        return False
    if not silent:
        state.line = line if rest.strip() else line + 1
        if rest.strip():
            state.bMarks[line], state.tShift[line] = at + 3, len(rest) - len(rest.lstrip())
    return True


def comment_inline(state: StateInline, _silent: bool) -> bool:  # noqa: FBT001
    """Leave out a comment in a line."""
    if not state.src.startswith("<!--", state.pos) or state.env.get("open text") is state.src:
        return False
    at = state.src.find("-->", state.pos + 4, state.posMax)
    if at < 0:
        state.env["open text"] = state.src
        return False
    state.pos = at + 3
    return True


def unsupported(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """HTML, LaTeX without dollars or with too many: shown as written, with a warning. Comments without an end are errors."""
    source, at = state.src, state.pos
    if source[at] == "<":
        found = _TAG.match(source, at, state.posMax)
        signs = found[0] if found else "<!--" if source.startswith("<!--", at) else ""
        reason = f"HTML is not read: '{signs[:40]}' is shown as text; write Markdown, or put it between backticks"
        if not found:
            reason = "this comment has no end in its paragraph, so it would be published; close it with -->"
    elif source[at] == "\\":
        found = _LATEX.match(source, at, state.posMax)
        signs = found[0] if found else r"\[" if _begins_formula(source, at, state.posMax) else ""
        reason = f"formulas are between dollars: '{signs}' is shown as text; write $…$, or $$ in lines of their own"
        if not signs and (command := LATEX_COMMAND.match(source, at, state.posMax)):
            signs = command[0]
            reason = f"LaTeX is read in formulas alone: '{signs}' is shown as text; {latex_advice(command[1])}"
    elif source.startswith("$$", at):
        signs = "$$"
        reason = r"'$$' is around a formula only in lines of its own; write $…$ in a line, and \$\$ for the signs"
        begins_line = source[at - 1 : at] in ("", "\n")
        if begins_line and source.find("$$", at + 2) < 0 and state.env.get("dollars") is not source:
            reason = (
                r"this formula has no end before the next empty line; close it with $$, or write \$\$ for the signs"
            )
        state.env["dollars"] = source
    else:
        return False
    if not signs:
        return False
    if not silent:
        token = state.push(UNSUPPORTED, "", 0)
        token.content, token.info = signs, reason
        token.meta.update(severity="error" if signs == "<!--" else "warning", at=at)
    state.pos += len(signs)
    return True


def _begins_formula(source: str, at: int, end: int) -> bool:
    r"""Whether ``\[`` at a place begins a formula, and is no bracket that was escaped."""
    found = _LATEX_BLOCK.match(source, at, end)
    content = found[1][:-1] if found else ""
    stands_apart = len(content) > 2 and content[0].isspace() and content[-1].isspace()
    return stands_apart or any(sign in content for sign in "\\^_=")


def formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A formula between ``$$``, which may follow a line of text directly. The rule of the library ignores `silent`."""
    source, begin = state.src, state.bMarks[start] + state.tShift[start]
    first, behind = state.env.get("open formula", (0, 0))  # lines in which no formula ends
    if state.is_code_block(start) or not source.startswith("$$", begin) or first <= start < behind:
        return False
    line, tokens = state.line, len(state.tokens)
    found = _FORMULA_BLOCK(state, start, end, silent)
    if not found and source.find("$$", begin + 2, state.eMarks[start]) < 0:
        last = next((each for each in range(start, end) if state.isEmpty(each)), end)
        state.env["open formula"] = (start, last)
    if found and silent:
        state.line = line
        del state.tokens[tokens:]
    return found


def formulas_in_backticks(state: StateCore) -> None:
    """Read formulas as GitHub and GitLab write them, with backticks inside of the dollars."""
    for part in (part for token in state.tokens for part in token.children or ()):
        if part.type == "math_inline" and len(part.content) > 2 and part.content[0] == part.content[-1] == "`":
            part.content, part.markup = part.content[1:-1], "$`"


def note_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """The text of a note; a label that is defined again is kept in the environment with its line."""
    label = _NOTE_LABEL.match(state.src, state.bMarks[start] + state.tShift[start])
    known = state.env.get("footnotes", {}).get("refs", {})
    is_again = label is not None and f":{label[0][2:-1]}" in known
    found = footnote_def(state, start, end, silent)
    if label and is_again and found and not silent:
        state.env.setdefault("repeated_notes", []).append(start)
    return found


def note_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    """A reference to a note. The rule of the library looks for the end of its label in the whole paragraph."""
    return bool(_NOTE_LABEL.match(state.src, state.pos, state.posMax)) and footnote_ref(state, silent)


def number_headings(state: StateCore) -> None:
    """Give each heading the id that its author wrote, ``## Text {#id}``, or one from its text."""
    headings = [pair for pair in pairwise(state.tokens) if pair[0].type == "heading_open"]
    written: set[str] = set()
    for opening, inline in headings:
        found = _take_id(inline)
        if not found:
            continue
        opening.attrSet("id", found)
        if found in written:
            opening.meta["problem"] = f"the id '{found}' is already that of a heading above"
        elif GENERATED_IDS.match(found):
            opening.meta["problem"] = f"the id '{found}' begins like those that sitegen makes; choose another one"
        written.add(found)
    used: Counter[str] = Counter()
    for opening, inline in headings:
        if opening.tag in ID_LEVELS and "id" not in opening.attrs:
            parts = inline.children or ()
            base = heading_id("".join(part.content for part in parts if part.type in ("text", "code_inline")).strip())
            found = base
            while found in written:  # each number is tried once, whatever the number of headings
                used[base] += 1
                found = f"{base}-{used[base]}"
            written.add(found)
            opening.attrSet("id", found)


def _take_id(inline: Token) -> str:
    """The id at the end of a heading, removed from its text; empty if there is none."""
    last = inline.children[-1] if inline.children else None
    if last is None or last.type != "text" or not last.content.rstrip().endswith("}"):
        return ""
    text, brace, found = last.content.rstrip()[:-1].rpartition("{#")
    if not brace or not _WRITTEN_ID.fullmatch(found):
        return ""
    last.content = text.rstrip()
    return found


def heading_id(text: str) -> str:
    """The id of a heading `text`, before equal ids are numbered; never a generated id."""
    slug = re.sub(r"[^\w-]", "", text.lower().replace(" ", "-"))
    return f"section-{slug}".rstrip("-") if not slug or GENERATED_IDS.match(slug) else slug


def caption_tables(state: StateCore) -> None:
    """Move a paragraph ``Table: …`` before or behind a table into it, as its caption."""
    kept: list[Token] = []
    tokens = state.tokens
    index = number = 0
    while index < len(tokens):
        token = tokens[index]
        kept.append(token)
        index += 1
        if token.type != "table_open":
            continue
        number += 1
        caption = [kept.pop(-2) for _ in range(3)][::-1] if _is_caption(kept[-4:-1]) else []
        at = len(kept)
        while kept[-1].type != "table_close":
            kept.append(tokens[index])
            index += 1
        if not caption and _is_caption(tokens[index : index + 3]):
            caption = tokens[index : index + 3]
            index += 3
        kept[at:at] = _caption(caption, number)
    state.tokens = kept


def _is_caption(tokens: Sequence[Token]) -> bool:
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    parts = tokens[1].children or [tokens[1]]
    return parts[0].content.startswith(CAPTION)


def _caption(paragraph: Sequence[Token], number: int) -> Iterator[Token]:
    for token in paragraph:
        if token.children:
            token.children[0].content = token.children[0].content.removeprefix(CAPTION)
        elif token.nesting:
            token.type = token.type.replace("paragraph", "caption")
            token.tag, token.hidden = "caption", False
            if token.nesting == 1:
                token.attrSet("id", f"page-table-{number}")
        yield token


def foreign_syntax(inline: Token, *, paragraph: bool) -> Iterator[ForeignSign]:
    """What another tool would take for more than text, and this one shows as it is written."""
    if paragraph and (beginning := foreign_beginning(inline.content)):
        yield beginning
    source = inline.content
    # Signs after a backslash were escaped; a set, because the text may have many signs.
    written = {found[0] for found in FOREIGN_SYNTAX.finditer(source) if source[max(0, found.start() - 1)] != "\\"}
    for part in (inline.children or ()) if written else ():
        if part.type == "text":
            signs = map(foreign_sign, FOREIGN_SYNTAX.finditer(part.content))
            yield from (sign for sign in signs if sign.text in written)
