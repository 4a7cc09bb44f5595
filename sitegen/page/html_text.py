"""Text as HTML: values, sentences, and the ``lang`` attribute (locale) of each text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sitegen.description.number_format import superscript
from sitegen.description.sentences import AS_WRITTEN, Sentence, with_units
from sitegen.spec.languages import direction

if TYPE_CHECKING:
    from sitegen.figure import Figure

ENGLISH = "en"
"""The language of every text that sitegen generates."""
SPOKEN = Markup('<span class="sg-spoken">')
"""Opening tag of a text for screen readers alone."""


_POWER = re.compile(rf"{AS_WRITTEN}|(?<![\w.,/-])(\d[\d,]*(?:\.\d+)?)e(−?)(\d{{1,3}})(?![\w./-]*\w)")
"""Code, an address, or a number with an exponent."""
_EXPONENT = re.compile(r"[\d,]e−?\d")
"""What every number with an exponent contains, which is found faster."""


def sentence_html(sentence: Sentence) -> Markup:
    """A sentence with its values."""
    return with_powers(escape(sentence.text("page")))


def with_powers(html: Markup) -> Markup:
    """`html` with powers of ten for ``3.1e−5``, as they are written by hand, and as they are spoken in an attribute.

    Speech engines leave out superscripts, or read them as digits of the ten. Whatever knows no attributes, such as an index or a
    text browser, has the written form alone.
    """
    return Markup(_POWER.sub(_power, html)) if _EXPONENT.search(html) else html  # noqa: S704 - adds elements to escaped text


def mark_powers(html: str, sign: str) -> str:
    """`html` with `sign` before and after each number that `with_powers` would change."""
    return _POWER.sub(lambda found: f"{sign}{found[0]}{sign}" if found[1] else found[0], html)


def _power(found: re.Match[str]) -> str:
    mantissa, minus, exponent = found.groups()
    if not mantissa:
        return found[0]
    sign = "-" if minus else ""
    times, said = (
        ("", "") if mantissa == "1" else (f"{mantissa}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}", f"{mantissa} times ")
    )
    label = f"{said}ten to the {'minus ' if minus else ''}{exponent}"
    return f'<span role="img" aria-label="{label}">{times}10{superscript(int(sign + exponent))}</span>'


def prose(sentences: Iterable[Sentence]) -> Markup:
    """Sentences as one run of text."""
    return Markup(" ").join(map(sentence_html, sentences))


def lang_attribute(language: str, around: str = ENGLISH) -> Markup:
    """The ``lang`` attribute after a space, and ``dir`` if the direction of writing changes.

    Empty if the surrounding text, in `around`, has the same language.
    """
    if language == around or (language == ENGLISH and around.lower().partition("-")[0] == ENGLISH):
        return Markup()
    if direction(language) == direction(around):
        return Markup(' lang="{}"').format(language)
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def in_language(text: str, language: str, around: str = ENGLISH) -> Markup:
    """`text` as HTML, in a span with ``lang`` if the surrounding text has another language."""
    attribute = lang_attribute(language, around)
    return Markup("<span{}>{}</span>").format(attribute, text) if attribute else escape(text)


def author_text(text: str, language: str) -> Markup:
    """A caption or a note as HTML; powers of ten are spoken in English, so that texts in other languages have them as written."""
    html = in_language(with_units(text), language)
    return with_powers(html) if language.lower().partition("-")[0] == ENGLISH else html


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
