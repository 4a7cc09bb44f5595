"""Formulas of pages: LaTeX as MathML, which browsers draw and screen readers read."""

from __future__ import annotations

from typing import Literal
from xml.etree.ElementTree import tostring

from markupsafe import Markup
from math_core import LatexToMathML

from sitegen.page.formulas.latex_to_mathml import to_element

WIDE_FORMULA = 24
"""Characters of a formula that fit in 288 px."""


def mathml(latex: str, display: Literal["inline", "block"] = "inline", numbers: LatexToMathML | None = None) -> Markup:
    r"""The formula as a ``<math>`` element, or a `FormulaError`; `numbers` counts numbered lines through all formulas of a page."""
    tree = to_element(latex, display, numbers)
    return Markup(tostring(tree, encoding="unicode"))  # noqa: S704


def formula_block(latex: str, numbers: LatexToMathML | None = None) -> Markup:
    """The formula as a block, or a `FormulaError`; one too long for a phone scrolls and can be focused."""
    formula = mathml(latex, "block", numbers)
    wide = len(formula.striptags()) > WIDE_FORMULA
    reachable = Markup(' tabindex="0" role="group" aria-label="Formula"') if wide else ""
    return Markup('<div class="formula"{}>{}</div>').format(reachable, formula)
