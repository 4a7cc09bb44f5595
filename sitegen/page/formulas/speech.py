"""Changes to MathML that screen readers need: fences and indices that are clear, numbers in one piece, known signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

_ROWS = {"math", "mrow", "mtd", "msqrt", "mphantom", "mpadded"}
_SCRIPTS = {"msub", "msup", "msubsup"}
_BARS = {"|", "‖"}
_OPENING, _CLOSING = set("([{⟨⌊⌈"), set(")]}⟩⌋⌉")
_OPERATORS = set("+−±=≠<>≤≥≈,:")
_TALL = {"mfrac", "mtable", "munder", "munderover", "msqrt", "mroot", "mover"}
_TRANSPOSED = {"⊤", "⊺", "𝖳"}
_ACCENTS = {"ˆ": "^", "\u0302": "^", "\u20d7": "→", "\u0332": "¯"}
"""Accents over one letter, by signs that are spoken; the stylesheet makes hat and arrow small."""
_SEPARATOR, _APPLICATION = "\u2063", "\u2061"


def improve_speech(tree: Element) -> None:
    """Change the formula `tree`, so that it is spoken as meant and drawn as before."""
    for element in tree.iter():
        if element.tag in _ROWS and len(element):
            _null_fences(element)
            element[:] = _grouped(_joined(_doubled(_applied(element))), element)
            _binomials(element)
        if element.tag in _SCRIPTS:
            _script(element)
        elif element.tag == "mover":
            _accent(element)


def _is_sign(element: Element, text: str) -> bool:
    return element.tag == "mo" and element.text == text


def _null_fences(row: Element) -> None:
    r"""The ``.`` of ``\left.``, a separator that would be spoken, as the space that LaTeX leaves for it."""
    for part in (row[0], row[-1]):
        if _is_sign(part, _SEPARATOR):
            part.tag, part.text, part.attrib = "mspace", None, {"width": "0.12em"}


def _binomials(row: Element) -> None:
    r"""Name the numbers one above the other between parentheses; elsewhere, as by ``\atop``, they are no binomial."""
    for before, part, behind in zip(row, row[1:], row[2:], strict=False):
        if part.get("linethickness") == "0" and _is_sign(before, "(") and _is_sign(behind, ")"):
            part.set("intent", "binomial($upper,$lower)")
            part[0].set("arg", "upper")
            part[1].set("arg", "lower")


def _applied(row: Element) -> Iterator[Element]:
    """The parts of a row, with a function and the first letter of its argument no longer in a group of their own."""
    for part in row:
        if part.tag == "mrow" and len(part) == len(("function", "of", "letter")) and _is_sign(part[1], _APPLICATION):
            yield from part
        else:
            yield part


def _doubled(parts: Iterable[Element]) -> list[Element]:
    """The parts of a row, with ``||`` as one sign, unless a bar stands alone elsewhere, as in ``|a-|b||``."""
    parts = list(parts)
    if sum(map(_is_bar, parts)) != 2 * sum(_is_bar(first) and _is_bar(second) for first, second in pairwise(parts)):
        return parts
    result: list[Element] = []
    for part in parts:
        if result and _is_bar(part) and _is_bar(result[-1]):
            result.pop()
            (part[0] if part.tag in _SCRIPTS else part).text = "‖"
        result.append(part)
    return result


def _joined(parts: Iterable[Element]) -> list[Element]:
    """Three points as an ellipsis, groups of thousands as one number, degrees."""
    result: list[Element] = []
    for part in parts:
        if part.tag == "msup" and part[0].tag == "mn" and _is_sign(part[1], "∘"):
            part[1].tag, part[1].text = "mi", "°"
            result += part
            continue
        result.append(part)
        if len(result) < 3:
            continue
        first, middle, last = result[-3:]
        if all(_is_sign(piece, ".") for piece in (first, middle, last)):
            del result[-2:]
            first.text = "…"
        elif part.tag == "mn" and first.tag == "mn" and re.fullmatch(r"\d{3}(\.\d+)?", part.text or ""):
            sign = _thousands_sign(middle)
            if sign and re.fullmatch(r"\d{1,3}([,\u2009]\d{3})*", first.text or ""):
                first.text = f"{first.text}{sign}{part.text}"
                del result[-2:]
    return result


def _is_bar(part: Element) -> bool:
    """Whether the part is a plain bar, perhaps with an index."""
    sign = part[0] if part.tag in _SCRIPTS else part
    return _is_sign(sign, "|") and not {"form", "minsize"} & set(sign.keys())


def _thousands_sign(part: Element) -> str:
    if _is_sign(part, ",") and part.get("rspace") == "0":
        return ","
    return "\u2009" if part.tag == "mspace" and part.get("width", "").startswith("0.1666") else ""


def _delimiter(part: Element) -> tuple[str, bool]:
    """The sign of a fence, and whether it has an index or a power; empty if `part` is none."""
    scripted = part.tag in _SCRIPTS
    sign = part[0] if scripted else part
    return (sign.text or "", scripted) if sign.tag == "mo" else ("", False)


def _grouped(parts: Sequence[Element], parent: Element) -> list[Element]:
    """The parts of a row, with each pair of bars and what is between them as a group, which takes index and power.

    A bar between ``left`` and ``right`` of LaTeX is none of a pair: it is as high as the fences around it.
    """
    result: list[Element] = []
    waiting: list[tuple[str, int]] = []
    for part in parts:
        result.append(part)
        sign, scripted = _delimiter(part)
        bar = part[0] if scripted else part
        form = bar.get("form") if sign else None
        if sign in _BARS and bar.get("stretchy") == "true" and "minsize" not in bar.attrib:  # of \middle
            continue
        if sign in _OPENING:
            waiting.append((sign, len(result) - 1))
        elif sign in _CLOSING:
            while waiting and waiting.pop()[0] in _BARS:
                pass
        elif sign in _BARS and form != "prefix" and waiting and _closes(result, *waiting[-1]):
            begin = waiting.pop()[1]
            if begin == 0 and parent.tag == "mrow" and len(parts) == len(result) and not scripted:
                _norm(parent, result)
            else:
                _close(result, begin)
        elif sign in _BARS and form != "postfix" and not scripted:
            waiting.append((sign, len(result) - 1))
    return result


def _closes(parts: Sequence[Element], opened: str, begin: int) -> bool:
    """Whether the last of the parts, a bar, can close the bar `opened` at `begin`: neither right behind it nor behind an operator."""
    before = parts[-2]
    behind_operator = before.tag == "mo" and (before.text or "") in _OPERATORS
    return _delimiter(parts[-1])[0] == opened and begin < len(parts) - 2 and not behind_operator


def _close(result: list[Element], begin: int) -> None:
    """Make a group of all parts from `begin`, the last of which is the closing bar."""
    last = result[-1]
    scripted = last.tag in _SCRIPTS
    if scripted and _is_tall(result[begin + 1 : -1]):
        return
    bar = last[0] if scripted else last
    group, content = Element("mrow"), [*result[begin:-1], bar]
    _norm(group, content)
    group.extend(content)
    if scripted:
        last[0] = group
        result[begin:] = [last]
    else:
        result[begin:] = [group]


def _norm(group: Element, parts: list[Element]) -> None:
    """Make one part of what is between the first and the last of `parts`, the bars of `group`, and name a norm."""
    inside = parts[1:-1]
    content = inside[0] if len(inside) == 1 else Element("mrow")
    if content is not inside[0]:
        content.extend(inside)
    parts[1:-1] = [content]
    if parts[0].text == "‖":
        group.set("intent", "norm($inside)")
        content.set("arg", "inside")


def _is_tall(parts: Sequence[Element]) -> bool:
    """Whether an index of the group would be at another height than one of its bar."""
    elements = (element for part in parts for element in part.iter())
    return any(element.tag in _TALL or {"height", "depth"} & element.attrib.keys() for element in elements)


def _script(element: Element) -> None:
    if element.tag != "msup":
        _separate(element[1])
    if element.tag == "msub":
        return
    power = element[-1]
    for sign in power.iter():
        if sign.text in _TRANSPOSED:
            sign.tag, sign.text, sign.attrib = "mi", "𝖳", {}
    if power.text == "𝖳" and element.tag == "msup" and element[0].tag != "mo":  # the parenthesis of (AB)^T is no matrix
        element.set("intent", "transpose($base)")
        element[0].set("arg", "base")


def _separate(index: Element) -> None:
    """Put the invisible separator between the two letters of an index such as hh, which is no product or function.

    More letters are a word, such as out, and a separator would be spoken behind each.
    """
    letters = list(index)
    if index.tag == "mrow" and len(letters) == len("hh") and all(map(_is_letter, letters)):
        separator = Element("mo")
        separator.text = _SEPARATOR
        index.insert(1, separator)


def _is_letter(part: Element) -> bool:
    return part.tag == "mi" and len(part.text or "") == 1


def _accent(element: Element) -> None:
    base, accent = element
    if accent.text == "\u0332" and base.tag != "mi":
        element.set("class", "formula-overline")
        accent.text, accent.attrib = "¯", {"stretchy": "false"}
    elif base.tag == "mi" and accent.text in _ACCENTS:
        accent.text, accent.attrib = _ACCENTS[accent.text], {"stretchy": "false"}
        if accent.text in "^→":
            accent.set("class", "formula-accent")
