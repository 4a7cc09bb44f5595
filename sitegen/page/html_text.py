"""Text as HTML: values and sentences for the eye and for screen readers, and the ``lang`` attribute (locale) of each text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sitegen.description.sentences import Sentence, Value, text_or_pair

if TYPE_CHECKING:
    from sitegen.figure import Figure

ENGLISH = "en"
"""The language of every text that sitegen generates."""
SPOKEN = Markup('<span class="sg-spoken">')
"""Opening tag of a text for screen readers alone."""


@lru_cache(maxsize=8192)
def dual_text(value: Value, spoken: Markup = SPOKEN) -> Markup:
    """One value: plain text if it is read as it is written, else a visible span and one that opens with `spoken`."""
    text = text_or_pair(value)
    if isinstance(text, str):
        return escape(text)
    visible, aloud = text
    spans = f'<span class="sg-visual" aria-hidden="true">{escape(visible)}</span>{spoken}{escape(aloud)}</span>'
    return Markup(spans)  # noqa: S704 - joined from escaped texts


def sentence_html(sentence: Sentence, spoken: Markup = SPOKEN) -> Markup:
    """A sentence with its values."""
    return Markup("".join([dual_text(part, spoken) for part in sentence.parts()]))  # noqa: S704 - joined from escaped texts


def prose(sentences: Iterable[Sentence], spoken: Markup = SPOKEN) -> Markup:
    """Sentences as one run of text."""
    return Markup(" ").join(sentence_html(sentence, spoken) for sentence in sentences)


def lang_attribute(language: str, around: str = ENGLISH) -> Markup:
    """The ``lang`` attribute after a space; empty if the surrounding text, in `around`, has the same language."""
    same = language == around or (language == ENGLISH and around.lower().partition("-")[0] == ENGLISH)
    return Markup() if same else Markup(' lang="{}"').format(language)


def in_language(text: str, language: str, around: str = ENGLISH) -> Markup:
    """`text` as HTML, in a span with ``lang`` if the surrounding text has another language."""
    attribute = lang_attribute(language, around)
    return Markup("<span{}>{}</span>").format(attribute, text) if attribute else escape(text)


def title_language(figure: Figure) -> str:
    """The language of the title: that of the spec, or English if the title is generated."""
    return figure.spec.lang if figure.spec.title else ENGLISH


def title_html(figure: Figure) -> Markup:
    """The title of `figure` for English text around it."""
    return in_language(figure.title, title_language(figure))


def escaped_json(data: str) -> Markup:
    """JSON text for an attribute in single quotes.

    All of ``& < > '`` are escaped as in JSON, so that no later tool takes them for a tag, however it writes attributes.
    """
    for sign in "&<>'":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(data)  # noqa: S704 - escaped above
