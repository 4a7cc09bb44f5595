"""Which language a text is in, said where it differs from that of the text around it; sitegen itself writes English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from sitegen.write.figure_files import RenderedFigure

ENGLISH = "en"


def mark(language: str, around: str = ENGLISH) -> Markup:
    """The attribute, after a space, of an element in `language`; empty where the text around is in the same."""
    same = language == around or (language == ENGLISH and around.lower().partition("-")[0] == ENGLISH)
    return Markup() if same else Markup(' lang="{}"').format(language)


def marked(text: str, language: str, around: str = ENGLISH) -> Markup:
    """`text` as HTML, in an element of its own where its language is not that of the text around."""
    attribute = mark(language, around)
    return Markup("<span{}>{}</span>").format(attribute, text) if attribute else escape(text)


def title_language(figure: RenderedFigure) -> str:
    """The language of the title of `figure`: its author's, unless the title was made from the numbers."""
    return figure.spec.lang if figure.spec.title else ENGLISH


def title_html(figure: RenderedFigure) -> Markup:
    """The title of `figure` amid English text."""
    return marked(figure.title, title_language(figure))
