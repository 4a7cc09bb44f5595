"""The errors of the formulas in a block of a page, each at its place inside the formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.page.formulas.latex_to_mathml import mathml
from sitegen.page.formulas.text import FormulaError
from sitegen.page.markdown_parser import FORMULAS
from sitegen.spec.message_format import shortened

if TYPE_CHECKING:
    from markdown_it.token import Token

_CODE = re.compile("`[^`]*`")
_SIGN = re.compile(r"(?<!\\)[$|]")


def formula_errors(block: Token, text: str) -> Iterator[FormulaError]:
    """The errors in `block`, with their offsets in its `text`; 0 where a formula is not found as written."""
    if block.type == "tr_open" and (bar := bar_in_formula(text)):
        hint = r"write \lvert x \rvert, \lVert x \rVert or \mid"
        yield FormulaError("the '|' in this formula ends the cell of the table", bar, hint=hint)
    after = 0
    for formula in (block, *(block.children or ())):
        if formula.type not in FORMULAS:
            continue
        start = text.find(formula.markup + formula.content, after)
        after = max(after, start + 1)
        try:
            mathml(formula.content, "block" if formula.type == "math_block" else "inline")
        except FormulaError as error:
            message = f"the formula '{shortened(' '.join(formula.content.split()))}' cannot be drawn: {error}"
            offset = start + len(formula.markup) + error.offset if start >= 0 else 0
            yield FormulaError(message, offset, error.length if start >= 0 else 1, error.hint)


def bar_in_formula(row: str) -> int:
    """The place of a bar between two dollar signs in the row of a table; 0 if there is none."""
    row = _CODE.sub(lambda found: " " * len(found[0]), row)
    opening, bar = -1, 0
    for sign in _SIGN.finditer(row):
        at = sign.start()
        if sign[0] == "|":
            bar = bar or at
        elif opening >= 0 and (not bar or (not row[at - 1].isspace() and not row[at + 1 : at + 2].isdigit())):
            if bar:
                return bar
            opening = -1
        else:
            opening, bar = (at, 0) if not row[at + 1 : at + 2].isspace() else (-1, 0)
    return 0
