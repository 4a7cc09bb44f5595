"""Text that was meant as Markdown, and is shown as it is because of a slip, such as a heading without a blank after its #."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.page.markdown_rules import CAPTION

if TYPE_CHECKING:
    from markdown_it.token import Token

_TABLE = re.compile(r"\|[^\n|]+\|[^\n]*\n *\|")
_TASK = re.compile(r"\[[ xX]\][^\s(\[:]")
_DEFINITION = re.compile(r"\n:(?![a-z0-9_+-]{1,30}:)[A-Za-z]")
_TEXT_UNREAD = {
    re.compile(r"\*\*(?!\s)[^*\n]{1,80}\*\*|\*\*[^*\n]{0,80}[^\s*]\*\*"): (
        "these stars are shown as text, because a blank or the punctuation is on the wrong side of them"
    ),
    re.compile(r"\$ (?=[^$\n]{0,80}[\\^_=])[^$\n]{1,80} \$"): (
        "a formula has no blanks after its first dollar and before its last; this is shown as text"
    ),
    re.compile(r"\[[^\[\]\n]{1,80}\]\([^()\s]{1,80} [^()\n\"']{1,80}\)"): (
        "an address with a blank is no link; write %20 for the blank"
    ),
    re.compile(r"\([^()\n]{1,80}\)\[[^\[\]\s]{1,80}\.(?:md|html)\]"): (
        "a link is written the other way round: [text](address); this is shown as text"
    ),
    re.compile(r"(?<![\w\])])\[[^\[\]\n]{1,80}\]\[[^\[\]\n]{0,80}\]"): (
        "no address is given for this link: write [text](address), or [label]: address in a line of its own"
    ),
}


def unread(opening: Token, block: Token) -> Iterator[tuple[str, str]]:
    """Text that looks like a heading, a table, a fence or a link but is none, and the message for it."""
    if block.type == "code_block" and block.content.startswith(("```", "~~~")):
        yield "", "a fence indented by four spaces or more is shown as code; move it to the left"
    if block.type != "inline" or opening.type != "paragraph_open":
        return
    if re.match(r"#{1,6}[^#\s]", block.content):
        yield "", "a heading has a blank after its #; this is shown as text"
    if _TABLE.match(block.content):
        yield "", "a table has a line such as |---|---| below its head, with as many cells; this is shown as text"
    if block.content.startswith(CAPTION):
        yield "", "this caption has no table of its own above or below it; it is shown as text"
    if task := _TASK.match(block.content):
        yield task[0], "a task is written - [ ] text, with a blank behind the bracket; this is shown as text"
    if definition := _DEFINITION.search(block.content):
        yield definition[0].strip(), "a definition has a blank after its colon; this is shown as text"
    for part in block.children or ():
        for sign, message in _TEXT_UNREAD.items() if part.type == "text" else ():
            yield from ((found[0], message) for found in sign.finditer(part.content) if found[0] in block.content)
