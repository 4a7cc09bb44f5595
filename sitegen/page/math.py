"""LaTeX to MathML, which browsers draw and screen readers read."""

from __future__ import annotations

from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WIDE_FORMULA = 24
"""Characters of a formula that fit in 288 px."""

_CHILDREN = {"mfrac": 2, "msub": 2, "msup": 2, "mroot": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


class FormulaError(ValueError):
    """A formula that cannot be read."""


@lru_cache(maxsize=1024)
def mathml(latex: str, display: Literal["inline", "block"] = "inline") -> Markup:
    r"""The formula as a ``<math>`` element.

    Raises
    ------
    FormulaError
        If the LaTeX cannot be parsed, a part is missing (``\frac{a}``) or a command is unknown.
    """
    # Imported here, because pages without formulas do not need it.
    from xml.etree.ElementTree import tostring

    from latex2mathml.converter import convert_to_element

    try:
        tree = convert_to_element(latex, display=display)
    except Exception as problem:  # the library raises a dozen unrelated types, among them plain IndexError
        raise FormulaError(_reason(problem)) from problem
    _settle(tree)
    # The library's own serialiser does not escape `<` and `&`; that of ElementTree does.
    return Markup(tostring(tree, encoding="unicode"))  # noqa: S704


def formula_block(latex: str) -> Markup:
    """The formula as a block; one too long for a phone scrolls and can be focused.

    Raises
    ------
    FormulaError
        As `mathml`.
    """
    formula = mathml(latex, "block")
    wide = len(formula.striptags()) > WIDE_FORMULA
    reachable = Markup(' tabindex="0" role="group" aria-label="Formula"') if wide else ""
    return Markup('<div class="formula"{}>{}</div>').format(reachable, formula)


def _reason(problem: Exception) -> str:
    words = type(problem).__name__.removesuffix("Error")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in words).strip()


def _settle(tree: Element) -> None:
    """Replace character references by characters, and reject what the library accepts by mistake."""
    for element in tree.iter():
        wanted = _CHILDREN.get(element.tag)
        if wanted is not None and len(element) != wanted:
            message = "a part of a fraction, root or index is missing"
            raise FormulaError(message)
        if element.text:
            element.text = unescape(element.text)
            if element.text.startswith("\\") and len(element.text) > 1:
                message = f"unknown command {element.text}"
                raise FormulaError(message)
