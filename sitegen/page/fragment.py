"""Figures become pieces of HTML that need no other file: the block with its rules, states and script, for pages of others."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Protocol

from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.environment import Templates
from sitegen.page.scope import SCOPE, scoped_stylesheet
from sitegen.write.figure_files import RenderedFigure

SCRIPT = "assets/explore.js"
KEEP_TABLES = "<!--| quarto-html-table-processing: none -->"
"""Without it, Quarto takes the tables of a figure out of it and writes its own in their place. A piece may be pasted there, too."""
PANEL = re.compile(r"(?<= data-panel=')[^'<>]*(?='></template>)")
"""The controls of a figure, `quoted`."""
_BLANK_LINES = re.compile(r"\n\s*\n")
_TEMPLATES = re.compile(r'(<template class="sg-[^>]*)>(.*?)</template>', re.DOTALL)


class HoldsFigure(Protocol):
    """What has a figure inside, such as the one that `sitegen.render_figure` gives."""

    @property
    def rendered(self) -> RenderedFigure:
        """The figure."""


class Fragments:
    """The figures of one page that sitegen did not write.

    What figures share stands on the page once: the style sheet with the first of them, the script with the first that has
    states or moments to choose among, a figure's own rules and states with its first use. There are no links to products,
    because there are no files beside the page.

    Parameters
    ----------
    templates : Templates or None
        What the figures are made with; by default those of sitegen.
    shown : Counter or None
        How many times each figure, by its id, has been shown before where ids must be unique; it is counted on.
    """

    def __init__(self, templates: Templates | None = None, *, shown: Counter[str] | None = None) -> None:
        self._templates = templates or Templates()
        self._shown: Counter[str] = Counter() if shown is None else shown
        self._written: set[str] = set()
        self._states: dict[str, str] = {}

    def add(
        self, figure: RenderedFigure | HoldsFigure, *, number: int | str = 0, anchor: str = "", lang: str = ""
    ) -> str:
        """The HTML of the next figure of the page.

        Parameters
        ----------
        figure : RenderedFigure, or what holds one
            What to show.
        number : int or str
            What stands before its name: ``Figure 2.`` for the number 2, a text as it is, nothing for 0.
        anchor : str
            Its id on the page; by default one that is made from the figure's own.
        lang : str
            Language of the page, where it is known; that of a number given as a text, too.

        Returns
        -------
        str
            One ``<div>`` without a blank line in it, so that a Markdown page may hold it.
        """
        figure = figure if isinstance(figure, RenderedFigure) else figure.rendered
        self._shown[figure.spec.id] += 1  # by id, since two specs may have the same one
        instance = self._shown[figure.spec.id]
        known = self._states.get(figure.prefix, "")
        address = known or f"{figure.prefix}-{instance}-states"
        place = BlockPlace("", number, instance, downloads=False, lang=lang, states=f"#{address}", anchor=anchor)
        block = _packed(_BLANK_LINES.sub("\n", str(figure_block(figure, place, self._templates)).strip()))
        styles = [
            *self._once("style", scoped_stylesheet(self._templates)),
            *self._once(figure.prefix, figure.files["figure.css"].strip()),
        ]
        parts = [KEEP_TABLES, *(f"<style>{style}</style>" for style in styles), block]
        if figure.exploration and not known:
            self._states[figure.prefix] = address
            parts.append(_states_block(address, figure.files["states.json"]))
        if figure.exploration or figure.scene.steps:
            parts += [f'<script type="module">{script}</script>' for script in self._once("script", self._script())]
        body = "\n".join(parts)
        return f'<div class="{SCOPE}">\n{body}\n</div>\n'

    def _once(self, name: str, text: str) -> list[str]:
        """`text`, if there is one and the page does not have it yet."""
        if not text or name in self._written:
            return []
        self._written.add(name)
        return [text]

    def _script(self) -> str:
        return self._templates.source(SCRIPT).read_text(encoding="utf-8").strip()


def html_fragment(figure: RenderedFigure) -> str:
    """The fragment of `figure` for a page that has no other."""
    return Fragments().add(figure)


def _packed(block: str) -> str:
    """Controls for the script in attributes: tools that read a page and write it again leave templates empty."""
    return _TEMPLATES.sub(lambda found: f"{found[1]} data-panel='{quoted(found[2].strip())}'></template>", block)


def quoted(html: str) -> str:
    """`html` as JSON for an attribute."""
    return _without_signs(json.dumps(html, ensure_ascii=False))


def unquoted(value: str) -> str:
    """What was `quoted`."""
    html: str = json.loads(value)
    return html


def _without_signs(data: str) -> str:
    """JSON without a sign of a tag or of an attribute's end: no later tool takes it for one, however it writes attributes."""
    for sign in "&<>'":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return data


def _states_block(name: str, states: str) -> str:
    """States in an attribute: no search takes them for words.

    A script that holds data would be run by sites that replace the content of a page and start its scripts again, such as
    those with Material's instant navigation.
    """
    return f"<template id=\"{name}\" data-record='{_without_signs(states.strip())}'></template>"


def policy_sources(html: str) -> dict[str, list[str]]:
    """What a Content-Security-Policy must allow so that the styles and scripts inside `html` count.

    Returns
    -------
    dict of str to list of str
        For ``style-src`` and ``script-src`` a source for each element, in its order: ``'sha256-…'`` with its quotation marks.
    """
    found = _Inline()
    found.feed(html)
    found.close()
    return {name: list(dict.fromkeys(map(_hash, texts))) for name, texts in found.texts.items()}


def policy(html: str) -> str:
    """The same as directives: ``style-src 'sha256-…'; script-src 'sha256-…'``, without those that need no source."""
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy_sources(html).items() if sources)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Inline(HTMLParser):
    """The texts of the style sheets and of the scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: dict[str, list[str]] = {"style-src": [], "script-src": []}
        self._directive = ""

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._directive = {"style": "style-src", "script": "script-src"}.get(tag, "")

    def handle_data(self, data: str) -> None:
        if self._directive:
            self.texts[self._directive].append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._directive = ""
