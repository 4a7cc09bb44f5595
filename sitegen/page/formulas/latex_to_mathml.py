"""LaTeX to MathML Core, by math-core."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import unescape
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

from sitegen.errors import did_you_mean
from sitegen.page.formulas.core import to_core
from sitegen.page.formulas.latex_checks import Checker
from sitegen.page.formulas.macros import expand_macros
from sitegen.page.formulas.names import ADVICE, ELSEWHERE, IN_OTHER_WORDS, KNOWN, MACROS, SIGNS
from sitegen.page.formulas.speech import improve_speech
from sitegen.page.formulas.text import MAX_LENGTH, FormulaError

_CHARACTER = re.compile(r"&(?!(?:amp|lt|gt|quot);)\w+;")
_MESSAGE = re.compile(r"(\d+): (.*?)\.?\Z", re.DOTALL)
_DOCUMENTED = "the documentation lists what formulas may contain"
_ALMOST = 0.7
_COMMAND = re.compile(r'unknown command "\\(.*)"\Z', re.IGNORECASE)
WIDE_FORMULA = 24
"""Characters of a formula that fit in 288 px."""


def numbering() -> LatexToMathML:
    """A converter that numbers the lines of ``align``, ``gather`` and ``equation``, from 1."""
    return LatexToMathML(macros=MACROS, fancy_error=False)


_UNNUMBERED = numbering()


def mathml(latex: str, display: Literal["inline", "block"] = "inline", numbers: LatexToMathML | None = None) -> Markup:
    r"""The formula as a ``<math>`` element, or a `FormulaError`; `numbers` counts numbered lines through all formulas of a page."""
    tree = _element(latex, display, numbers)
    return Markup(tostring(tree, encoding="unicode"))  # noqa: S704


def formula_block(latex: str, numbers: LatexToMathML | None = None) -> Markup:
    """The formula as a block, or a `FormulaError`; one too long for a phone scrolls and can be focused."""
    formula = mathml(latex, "block", numbers)
    wide = len(formula.striptags()) > WIDE_FORMULA
    reachable = Markup(' tabindex="0" role="group" aria-label="Formula"') if wide else ""
    return Markup('<div class="formula"{}>{}</div>').format(reachable, formula)


def _element(latex: str, display: Literal["inline", "block"], numbers: LatexToMathML | None = None) -> Element:
    """The element ``math``; a `FormulaError` if the formula cannot be read, or cannot be drawn by MathML Core."""
    if len(latex) > MAX_LENGTH:
        message = f"it has {len(latex):,} characters, and {MAX_LENGTH:,} are allowed"
        raise FormulaError(message, hint="write several formulas")
    checker = Checker(expand_macros(latex), block=display == "block")
    checker.read()
    markup = _CHARACTER.sub(lambda found: unescape(found[0]), _convert(checker, display, numbers))
    try:
        tree = fromstring(markup)  # noqa: S314 - math-core escapes the author's text
    except ParseError as error:  # math-core writes an attribute twice, as for \mathbin\big/
        message = "commands for the class and the size of a sign do not go together"
        raise FormulaError(message, hint="leave one of them out") from error
    to_core(tree, checker.gaps)
    if not any(element.text for element in tree.iter()):
        raise FormulaError("it is empty", hint="write something between the dollar signs")
    improve_speech(tree)
    return tree


def _convert(source: Checker, display: str, numbers: LatexToMathML | None) -> str:
    block = display == "block"
    try:
        if numbers is not None:
            return numbers.convert_with_global_state(str(source.result), displaystyle=block)
        return _UNNUMBERED.convert_with_local_state(str(source.result), displaystyle=block)
    except LatexError as error:
        raise _formula_error(str(error), source) from error


def _nearest(name: str) -> str:
    """The frequent command that is spelled almost like `name`; none for short names, which are always near some other command."""
    near = did_you_mean(name, KNOWN)
    is_near = any(f"'{each}'" in near and SequenceMatcher(None, each, name).ratio() >= _ALMOST for each in KNOWN)
    return near if is_near else ""


def _formula_error(message: str, source: Checker) -> FormulaError:
    found = _MESSAGE.match(message)
    position, problem = (int(found[1]), found[2]) if found else (0, message)
    if command := _COMMAND.match(problem):
        name = command[1]
        hint = ELSEWHERE.get(name) or _nearest(name) or _DOCUMENTED
        return FormulaError(rf"unknown command \{name}", source.offset(position), len(name) + 1, hint)
    is_sign = problem.startswith(("Not valid in text mode", "Direct Unicode input"))
    sign = SIGNS.get(str(source.result)[position : position + 1], "") if is_sign else ""
    hint = sign or next((advice for part, advice in ADVICE.items() if part in problem), _DOCUMENTED)
    own = next((words for part, words in IN_OTHER_WORDS.items() if problem.startswith(part)), "")
    problem = own or problem[:1].lower() + problem[1:].replace("is not implemented yet", "is not possible")
    return FormulaError(problem, source.offset(position), hint=hint)
