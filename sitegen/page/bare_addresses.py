"""Bare addresses in the text of a page, such as ``https://example.org``, which become links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

_ADDRESS = re.compile(r"(?<![\w/.@:-])(?:https?://(?=[^\s<>\"/]*\.)|www\.(?=\w))[^\s<>\"]*")


def link_addresses(state: StateCore) -> None:
    """Turn bare addresses into links."""
    for block in state.tokens:
        if block.children and ("://" in block.content or "www." in block.content):
            block.children = list(_with_links(state, block.children))


def _with_links(state: StateCore, tokens: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for token in tokens:
        inside += token.nesting if token.type.startswith("link_") else 0
        if token.type != "text" or inside:
            yield token
            continue
        done = 0
        for found in _ADDRESS.finditer(token.content):
            address = _without_punctuation(found[0])
            yield _text(token, token.content[done : found.start()])
            done = found.start() + len(address)
            target = address if "://" in address else f"http://{address}"
            opening = Token("link_open", "a", 1, {"href": state.md.normalizeLink(target)}, level=token.level)
            yield from (opening, _text(token, address, 1), Token("link_close", "a", -1, level=token.level))
        yield _text(token, token.content[done:])


def _text(token: Token, content: str, deeper: int = 0) -> Token:
    return Token("text", "", 0, content=content, level=token.level + deeper)


def _without_punctuation(address: str) -> str:
    """`address` without the punctuation of the sentence around it."""
    address = address.rstrip("?!.,:;*_~'")
    closing = min(len(address) - len(address.rstrip(")")), address.count(")") - address.count("("))
    return address[: len(address) - max(0, closing)].rstrip("?!.,:;*_~'")
