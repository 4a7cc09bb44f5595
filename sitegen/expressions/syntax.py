"""The order of tokens: what may follow what, before the tree is built."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sitegen.expressions.expression_error import ExpressionError
from sitegen.expressions.functions import FUNCTIONS
from sitegen.expressions.tokens import Token

DEEPEST = 50
"""Most parentheses inside one another."""
MOST_TOKENS = 300
"""Most numbers, names and signs, other than parentheses and commas."""
ADVICE = {
    "ln": "write log",
    "lg": "write log10",
    "pow": "write a^b",
    "atan": "write arctan",
    "heaviside": "write step",
    "clip": "write min(max(x, low), high)",
    "mod": "write x - n*floor(x/n)",
    "round": "write floor(x + 0.5)",
    "if": "write where(x > 0, a, b)",
    "else": "write where(x > 0, a, b)",
    "and": "write a product, (x > 0)*(x < 1)",
    "or": "write max(a, b)",
    "not": "write 1 - a",
    "inf": "write a large number",
    "lambda": "write only what follows the colon",
}
"""What to write for names of other languages."""
_PREFIXES, _BRACKETS = frozenset("+-"), frozenset("(),")


@dataclass(slots=True)
class _Open:
    """An opening parenthesis that is not closed yet."""

    token: Token
    is_call: bool


def check_order(tokens: Sequence[Token], names: Collection[str]) -> None:
    """Refuse tokens that do not make an expression, each mistake with a message of its own; there is at least one token.

    One of `names`, the variable and the parameters, before a parenthesis is a factor whose sign is missing.
    """
    counted = [token for token in tokens if token.text not in _BRACKETS]
    if len(counted) > MOST_TOKENS:
        message = f"more than {MOST_TOKENS} numbers, names and signs; split the expression"
        raise ExpressionError(message, counted[MOST_TOKENS].column)
    opened: list[_Open] = []
    before: Token | None = None
    for token in tokens:
        if before and _ends_operand(before):
            _check_after_operand(token, before, opened, names)
        else:
            _check_operand(token, before)
        if token.text == "(":
            opened.append(_Open(token, before is not None and before.kind == "name"))
            if len(opened) > DEEPEST:
                raise ExpressionError(f"more than {DEEPEST} parentheses are open here", token.column)
        elif token.text == ")":
            opened.pop()
        before = token
    if before and not _ends_operand(before):
        raise ExpressionError(f"something is missing after '{before.written}'", before.column, len(before.written))
    if opened:
        raise ExpressionError("this parenthesis is not closed", opened[-1].token.column, hint="write )")


def _ends_operand(token: Token) -> bool:
    return token.kind != "sign" or token.text == ")"


def _check_operand(token: Token, before: Token | None) -> None:
    """A number, a name, ``(``, or a plus or minus before one of them."""
    if token.kind != "sign" or token.text == "(" or token.text in _PREFIXES:
        return
    if before and before.text == "(" and token.text == ")":
        raise ExpressionError("there is nothing between these parentheses", before.column, token.end - before.column)
    where = f"between '{before.written}' and '{token.written}'" if before else f"before '{token.written}'"
    raise ExpressionError(f"a number or a name is missing {where}", token.column, len(token.written))


def _check_after_operand(token: Token, before: Token, opened: list[_Open], names: Collection[str]) -> None:
    """An operator, ``)``, a comma inside a function, or the parenthesis of a function."""
    if token.text == ")" and not opened:
        raise ExpressionError("there is no open parenthesis for this one", token.column, hint="delete it")
    if token.text == "," and not (opened and opened[-1].is_call):
        hint = "write a point in decimal numbers" if before.kind == "number" else ""
        raise ExpressionError("a comma is allowed only between the arguments of a function", token.column, hint=hint)
    if token.kind == "sign" and token.text != "(":
        return
    if token.text == "(" and before.kind == "name" and before.text not in names:
        return
    advice = next((ADVICE[each.text] for each in (token, before) if each.text in ADVICE), "")
    right = {"(": "(…)"}.get(token.text, token.written)
    call = before.text in FUNCTIONS and before.text not in names
    hint = advice or (f"write {before.written}({right})" if call else f"write {before.written}*{right}")
    message = f"a sign is missing between '{before.written}' and '{token.written}'"
    raise ExpressionError(message, before.column, token.end - before.column, hint)
