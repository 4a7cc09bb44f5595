"""Sentences and values as HTML: one text for the eye, and where it is read otherwise, one for the ear."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from sitegen.description import Sentence, Value, text_of, told


@lru_cache(maxsize=8192)
def eye_text(value: Value) -> str:
    """One value as it is written."""
    return text_of(value, "visible")


@lru_cache(maxsize=8192)
def dual_text(value: Value) -> Markup:
    """One value: plain text when it is read as it is written, else a pair of spans."""
    text = told(value)
    if isinstance(text, str):
        return escape(text)
    eye, ear = text
    spans = f'<span class="sg-eye" aria-hidden="true">{escape(eye)}</span><span class="sg-spoken">{escape(ear)}</span>'
    return Markup(spans)  # noqa: S704 - joined from escaped texts


def sentence_html(sentence: Sentence) -> Markup:
    """A whole sentence with its values."""
    return Markup("".join([dual_text(part) for part in sentence.parts()]))  # noqa: S704 - joined from escaped texts


def prose(sentences: Iterable[Sentence]) -> Markup:
    """Sentences as one run of text."""
    return Markup(" ").join(sentence_html(sentence) for sentence in sentences)
