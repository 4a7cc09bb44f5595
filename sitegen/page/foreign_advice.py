"""Signs that other tools read in Markdown, and that are shown as text here: their patterns, and what to write in place of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.spec.source_text import MERGE_ADVICE

_LATEX_ADVICE = {
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
LATEX_COMMAND = re.compile(rf"\\({'|'.join(_LATEX_ADVICE)})\*?(?:\[[^\[\]\n]{{0,80}}\])?\{{[^{{}}\n]{{0,80}}\}}")
"""A command of LaTeX for texts; its group is the name."""

_NUMBERED = "fig|tbl|eq|lst|thm"
"""Beginnings of the ids of what Quarto numbers, apart from sections."""
_REFERENCE = rf"@(?:{_NUMBERED}|sec)-"
_TO_A_HEADING = "write a link: [text](#heading), or to a figure: [text](#fig-ID)"
_CONTENTS = "delete it: pages have their contents by themselves"
_BOX = "for a box, write > [!NOTE], and its text on the next lines, each after >"
_ATTRIBUTES = "width|height|align|target|rel|loading|style|title|lang|start|type|(?:data|aria)-[a-z-]{1,30}"
_ROLES = "ref|doc|term|math|eq|numref|cite(?::[a-z]{1,10})?|sub|sup|abbr|func|class|meth|mod|download"
_NO_ROLES = "write a link, a formula or code: there are no roles"
_TABS = "write a heading for each tab"
_BEGINNINGS = {**dict.fromkeys((":::", "!!! ", "??? "), _BOX), "[TOC]": _CONTENTS, '=== "': _TABS}
"""Beginnings of paragraphs that other tools take for more than text."""
_ADVICE = {
    # links and tables of contents of wikis
    r"\[\[_?TOC_?\]\]": _CONTENTS,
    r"\[\[[^\[\]\n]{1,80}\]\]": "write a link: [text](page.md)",
    # templates and shortcodes
    r"\{\{[^{}\n]{1,80}\}\}|\{%[^%\n]{1,80}%\}": "write what it stands for: pages have no variables and no shortcodes",
    # attributes
    rf"\{{#(?:{_NUMBERED})-[^{{}}\n]{{0,80}}\}}": "delete it: links to a figure end in #fig-ID, with its id",
    r"\{:? ?#[A-Za-z_-][^{}\n]{0,80}\}": "write {#id} alone after the heading, or delete it",
    r"\{:? ?\.[A-Za-z_-][^{}\n]{0,80}\}": "delete it: there are no classes",
    rf"\{{:? ?(?:{_ATTRIBUTES})=[^{{}}\n]{{1,80}}\}}": "delete it: there are no attributes",
    # directives and roles of Sphinx and MyST
    r"(?<!\S)\.\. [a-z][a-z-]{1,30}::": "write Markdown: there are no directives",
    rf"\{{(?:{_ROLES})\}}": _NO_ROLES,
    rf"(?<![\w:]):(?:{_ROLES}):(?![\w:])": _NO_ROLES,
    # merges of git
    r"(?<!\S)<{7} [^\n]{1,80}": MERGE_ADVICE,
    # unknown alerts, notes without a text, citations, references of Quarto
    r"\[!\w{1,20}\]": "alerts are [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] and [!CAUTION], alone in their line",
    r"\[\^[^\]\s]{1,40} [^\]\n]{0,40}\]": "write a name without blanks, such as [^1], here and where the text of the note is",
    r"\[\^[^\]\s]{1,40}\]": "write the note, too, in a line of its own: [^…]: text",
    rf"\[{_REFERENCE}[^\]\n]{{1,75}}\]|(?<![\w@]){_REFERENCE}[\w-]{{1,60}}": _TO_A_HEADING,
    r"\[@[^\]\n]{1,80}\]": "write a link to the source, or a note: [^1]",
    # highlights, indices and powers, emoji
    r"(?<![\w=])==(?=[^\s=])[^=\n]{1,80}(?<=\S)==(?![\w=])": "write **…** for stress",
    r"(?<=\w)~[\w+-]{1,10}~|(?<=\w)\^[\w+-]{1,10}\^": "write a formula: $H_2O$, $10^2$",
    r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])": "write the character itself",
    # addresses that no link may have
    r"\]\( *<?(?:javascript|vbscript|file|data):": "",
}
"""Patterns without groups, and the advice for each. Of two that match, the first one counts."""
FOREIGN_SYNTAX = re.compile("|".join(f"({pattern})" for pattern in _ADVICE), re.IGNORECASE)
"""What other tools take for more than text; the group that matches tells the advice."""


class ForeignSign(NamedTuple):
    """Signs that another tool would read, and what to write in place of them; empty if nothing does the same."""

    text: str
    advice: str


def foreign_sign(found: re.Match[str]) -> ForeignSign:
    """The signs of a match of `FOREIGN_SYNTAX`."""
    return ForeignSign(found[0], tuple(_ADVICE.values())[(found.lastindex or 1) - 1])


def foreign_beginning(paragraph: str) -> ForeignSign | None:
    """The signs with which a paragraph begins, if another tool would read them."""
    signs = (ForeignSign(sign.strip(), advice) for sign, advice in _BEGINNINGS.items() if paragraph.startswith(sign))
    return next(signs, None)


def latex_advice(command: str) -> str:
    """What to write in place of a command of LaTeX, named as in a match of `LATEX_COMMAND`."""
    return _LATEX_ADVICE[command]
