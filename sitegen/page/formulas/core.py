"""MathML as math-core writes it, without what is not MathML Core: styles become classes of the stylesheet.

The Content Security Policy of pages forbids ``style``; ``href``, ``id`` and HTML elements never come from a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from sitegen.page.formulas.latex_checks import FIRST_GAP
from sitegen.page.formulas.text import FormulaError

MAX_LEVELS = 120

_TOKENS = {"mi", "mn", "mo", "mtext"}
_ELEMENTS = _TOKENS | {"math", "mrow", "mspace", "mfrac", "msqrt", "mroot", "mpadded", "mphantom"}
_ELEMENTS |= {"mtable", "mtr", "mtd", "mmultiscripts", "mprescripts"}
_ELEMENTS |= {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
_ATTRIBUTES = {"class", "display", "displaystyle", "scriptlevel", "mathvariant"}
_ATTRIBUTES |= {"accent", "accentunder", "linethickness"}
_ATTRIBUTES |= {"form", "lspace", "rspace", "stretchy", "symmetric", "minsize", "maxsize", "movablelimits", "largeop"}
_ATTRIBUTES |= {"width", "height", "depth", "voffset"}
_CLASSES = {
    "text-align:right": "formula-right",
    "text-align:left": "formula-left",
    "padding-right:0": "formula-no-space-right",
    "padding-left:0": "formula-no-space-left",
    "padding-left:1em": "formula-space-left",
    "padding-top:0": "formula-close",
    **{
        f"border-{side}:0.05em {stroke} currentcolor": f"formula-{name}-{side}"
        for side in ("top", "bottom", "left", "right")
        for stroke, name in (("solid", "line"), ("dashed", "dashes"))
    },
    "margin-left:-0.16666667em": "formula-back-thin",
    "margin-left:-0.22222222em": "formula-back-medium",
    "margin-left:-0.2777778em": "formula-back-thick",
}
_NO_CLASS = ("justify-items:", "padding-bottom:0", "padding-top:0.1667em", "width:", "math-shift:")
"""Declarations that nothing depends on: the stylesheet or another class does the same."""
_SCRIPTS = {"msub", "msup", "msubsup"}
_NEVER_LARGE = set("⊕⊖⊗⊘⊙⊚⊛⊝⊎⊓⊔")
"""Signs between letters that Firefox draws as large as sums."""
_DOTS = "···"
_TEXT_CLASSES = {"b": "formula-bold", "i": "formula-italic", "em": "formula-italic", "code": "formula-code"}


def to_core(tree: Element, gaps: Sequence[str]) -> None:
    """Change `tree` to MathML Core, or raise a `FormulaError`; `gaps` are the lengths of row gaps, by their private characters."""
    level = [tree]
    for _ in range(MAX_LEVELS):
        for element in level:
            _join_dots(element)
            _change(element, gaps)
        level = [child for element in level for child in element]
        if not level:
            return
    raise FormulaError(f"more than {MAX_LEVELS} parts are inside each other", hint="write several formulas")


def _change(element: Element, gaps: Sequence[str]) -> None:
    if element.tag == "mtable":
        _table(element)
    elif element.tag == "mtext" and len(element):
        _styled_text(element)
    elif element.tag == "mpadded" and element.get("style"):
        _side_spaces(element)
    elif element.tag == "menclose" and element.get("notation") == "box":
        element.tag, element.attrib = "mrow", {"class": "formula-box"}
    elif element.tag == "munder" and element[1].text == "\u0332":
        element.tag, element.attrib = "mrow", {"class": "formula-underline"}
        element.remove(element[1])
    elif element.tag in _SCRIPTS and element[0].get("minsize"):  # Chromium draws such a sign at its least size
        element[0] = _in_row(element[0])
    elif element.tag in {"mi", "mo"} and element.text:
        _sign(element, element.text, gaps)
    if style := element.attrib.pop("style", ""):
        _classes(element, style)
    unknown = element.attrib.keys() - _ATTRIBUTES
    if element.tag not in _ELEMENTS or unknown or (element.tag in _TOKENS and len(element)):
        name = element.get("notation") or ", ".join(sorted(unknown)) or element.tag
        raise FormulaError(f"MathML Core cannot draw a part of it ({name})", hint="write it in another way")


def _join_dots(row: Element) -> None:
    r"""Write the three dots of ``\dots`` as one sign, which is spoken as one."""
    signs = "".join(text if child.tag == "mo" and len(text := child.text or "") == 1 else " " for child in row)
    for found in reversed(list(re.finditer(_DOTS, signs))):
        row[found.start()].text = "⋯"
        row[found.start()].attrib.clear()
        del row[found.start() + 1 : found.end()]


def _in_row(element: Element) -> Element:
    row = Element("mrow")
    row.append(element)
    return row


def _sign(element: Element, text: str, gaps: Sequence[str]) -> None:
    if element.tag == "mi":
        _letter(element, text, gaps)
    elif text in _NEVER_LARGE:
        element.set("largeop", "false")


def _letter(element: Element, text: str, gaps: Sequence[str]) -> None:
    gap = ord(text) - FIRST_GAP if len(text) == 1 else -1
    if 0 <= gap < len(gaps):
        # LaTeX adds the gap to the depth of a strut, which is three tenths of a line.
        element.tag, element.text = "mspace", None
        element.set("depth", gaps[gap])
    elif text.isascii() and text.isdigit():
        message = f"the digits {text} have no such letterform"
        raise FormulaError(message, hint=rf"write \mathbf{{{text}}} for bold digits")
    else:
        element.text = text.replace("\ufe00", "").replace("\ufe01", "")  # choices of a script letter, silent or noise
        if len(text) > 1:  # the name of a function, in which LaTeX draws a hyphen
            element.text = element.text.replace("−", "-")


def _classes(element: Element, style: str) -> None:
    """Write the declarations of `style` as classes."""
    names = [element.get("class", "")]
    for part in filter(None, style.split(";")):
        declaration = part.strip().replace(": ", ":")
        if declaration in _CLASSES:
            names.append(_CLASSES[declaration])
        elif declaration.startswith("margin-left:-"):
            raise FormulaError("this negative space cannot be drawn", hint=r"write \!, a small negative space")
        elif not declaration.startswith(_NO_CLASS):
            raise FormulaError(f"MathML Core cannot draw a part of it ({declaration})", hint="write it in another way")
    if any(names):
        element.set("class", " ".join(filter(None, names)))


def _table(table: Element) -> None:
    """Remove the empty row after a last line break, and the columns that only centre a numbered formula."""
    style = table.attrib.pop("style", "")
    while len(table) > 1 and not any(len(cell) for cell in table[-1]):
        line = re.search("border-top:([^;]*)", table[-1][0].get("style", ""))
        style += f"border-bottom:{line[1]};" if line else ""
        table.remove(table[-1])
    if "width" in style:
        _numbered(table)
    elif style:
        table.set("style", style)


def _numbered(table: Element) -> None:
    columns = max(map(len, table))
    for row in table:
        row.remove(row[0])
    if any(len(row) == columns - 1 and len(row[-1]) for row in table):
        table.set("class", "formula-numbered")
        return
    for row in table:
        row.remove(row[-1])
    if len(table) == 1:
        table.tag, table[:] = "mrow", [part for cell in table[0] for part in cell]


def _styled_text(text: Element) -> None:
    """Words in bold or italics become texts of their own."""
    pieces = [_text(text.text, "")]
    for part in text:
        if part.tag not in _TEXT_CLASSES or len(part):
            raise FormulaError("this style of text is not allowed", hint=r"write \text, \textbf, \textit or \texttt")
        pieces += [_text(part.text, _TEXT_CLASSES[part.tag]), _text(part.tail, "")]
    text.tag, text.text = "mrow", None
    text[:] = [piece for piece in pieces if piece.text]


def _text(words: str | None, name: str) -> Element:
    piece = Element("mtext", {"class": name} if name else {})
    piece.text = words
    return piece


def _side_spaces(padded: Element) -> None:
    r"""The space that ``\mathrel`` and its kind put at the sides."""
    declarations = dict(part.split(":", 1) for part in filter(None, padded.attrib.pop("style").split(";")))
    left, right = declarations.pop("padding-left", "0"), declarations.pop("padding-right", "0")
    padded.tag = "mrow"
    if left not in ("0", "0em"):
        padded.insert(0, Element("mspace", width=left))
    if right not in ("0", "0em"):
        padded.append(Element("mspace", width=right))
