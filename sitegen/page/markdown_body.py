"""The text of a page as HTML with placeholders, which are filled in without the Markdown that it was read from."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sitegen.page.html_text import ENGLISH, lang_attribute

FIGURE, ENGLISH_TEXT = "\x04", "\x05"
"""In place of a figure, and of the ``lang`` attribute of generated text; no page contains these signs."""


def fill_body(body: str, figures: Sequence[Markup], lang: str) -> Markup:
    """The result of `sitegen.page.markdown_reader.body_with_placeholders` with the blocks of its figures, for a page in the language `lang`."""
    parts = body.replace(ENGLISH_TEXT, lang_attribute(ENGLISH, lang)).split(FIGURE)
    between = [*figures, ""]
    return Markup("".join(part for pair in zip(parts, between, strict=True) for part in pair))  # noqa: S704 - raw HTML is off
