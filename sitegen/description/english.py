"""English words in messages and sentences: plurals and capitals."""

from __future__ import annotations


def plural(count: int, noun: str) -> str:
    """The English form of `noun` for `count`: ``page``, ``pages``. Nouns with another plural are not supported."""
    return noun if count == 1 else f"{noun}s"


def capitalised(text: str) -> str:
    """The text with a capital letter at its beginning, and the others as they are."""
    return text[:1].upper() + text[1:]
