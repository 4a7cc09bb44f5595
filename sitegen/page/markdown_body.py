"""The text of a page as HTML with placeholders, which are filled in without the Markdown that it was read from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from sitegen.page.html_text import ENGLISH, lang_attribute, with_powers

FIGURE, ENGLISH_TEXT, POWER = "\x04", "\x05", "\x06"
"""Signs in place of a figure and of the ``lang`` attribute of generated text, and around a number with an exponent. No page contains them."""


def fill_body(body: str, figures: Sequence[Markup], lang: str, followers: Collection[int] = ()) -> Markup:
    """The result of `sitegen.page.markdown_reader.body_with_placeholders` with the blocks of its figures, for a page in the language `lang`.

    `followers` are the indices of figures that show the state of the figure before them. Without text between, they are side by side.
    """
    attribute = lang_attribute(ENGLISH, lang)
    parts = _with_numbers(body, english=not attribute).replace(ENGLISH_TEXT, attribute).split(FIGURE)
    beside = {index for index in followers if not parts[index].strip()}
    for index in beside:
        if index - 1 not in beside:
            parts[index - 1] += '<div class="linked">\n'
        if index + 1 not in beside:
            parts[index + 1] = f"\n</div>{parts[index + 1]}"
    between = [*figures, ""]
    return Markup("".join(part for pair in zip(parts, between, strict=True) for part in pair))  # noqa: S704 - raw HTML is off


def _with_numbers(body: str, *, english: bool) -> str:
    """The body with its powers of ten, whose spoken form is English; pages in other languages have them as written."""
    parts = body.split(POWER)
    if english:
        parts[1::2] = [with_powers(Markup(part)) for part in parts[1::2]]  # noqa: S704 - digits and signs
    return "".join(parts)
