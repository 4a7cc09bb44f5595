"""What to write in place of signs that other tools read in Markdown, and that are shown as text here."""

from __future__ import annotations

import re

_FOR_LATEX = {
    **dict.fromkeys(("ref", "autoref", "cref"), "write a link: [text](#heading)"),
    **dict.fromkeys(("cite", "citep", "citet"), "write a link, or a note: [^1]"),
    **dict.fromkeys(("textit", "emph"), "write *…*"),
    **dict.fromkeys(("textbf", "underline"), "write **…**"),
    **dict.fromkeys(("section", "subsection"), "write ## and the heading"),
    **dict.fromkeys(("url", "href"), "write a link: [text](https://…)"),
    "eqref": "write a link to the heading above the formula: [text](#heading)",
    "label": "write {#id} after the heading",
    "texttt": "write it between backticks",
    "includegraphics": "write ![what it shows](picture.svg)",
    "footnote": "write [^1], and [^1]: with the text in a line of its own",
    "caption": "write it into the text",
}
_ADVICE = {
    re.compile(r"\[?@(?:fig|tbl|sec|eq|lst|thm)-"): "write a link: [text](#heading), or to a figure: [text](#fig-ID)",
    re.compile(r"\[@"): "write a link to the source, or a note: [^1]",
    re.compile(r"\{#(?:fig|tbl|eq|lst)-"): "delete it: links to a figure end in #fig-ID, with its id",
    re.compile(r"\{:?\s?#"): "write {#id} alone after the heading, or delete it",
    re.compile(r"\{:?\s?\."): "delete it: there are no classes",
    re.compile(r":::|!!!|\?\?\?"): "for a box, write > [!NOTE], and its text on the next lines, each after >",
    re.compile(r"\[TOC\]|\[\[_?TOC"): "delete it: pages have their contents by themselves",
    re.compile(r"\[\["): "write a link: [text](page.md)",
    re.compile(r"\{\{|\{%"): "write what it stands for: pages have no variables and no shortcodes",
    re.compile(r"\[!"): "alerts are [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] and [!CAUTION], alone in their line",
    re.compile(r"\[\^"): "write the note, too, in a line of its own: [^…]: text",
    re.compile("=="): "write **…** for stress",
    re.compile(r"[~^]"): "write a formula: $H_2O$, $10^2$",
    re.compile(":"): "write the character itself",
}


def foreign_advice(sign: str) -> str:
    """What to write in place of `sign`; empty if nothing does the same."""
    return next((advice for form, advice in _ADVICE.items() if form.match(sign)), "")


def for_latex(command: str) -> str:
    """What to write in place of a command of LaTeX in a text."""
    return _FOR_LATEX[command]
