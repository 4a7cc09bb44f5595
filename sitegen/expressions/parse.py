"""Text to `Expression`, through the syntax tree of `ast`, of which a few nodes are allowed."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Collection

from sitegen.errors import did_you_mean
from sitegen.expressions.evaluate import value_of
from sitegen.expressions.expression_error import ExpressionError
from sitegen.expressions.functions import CHOOSERS, CONSTANTS, FUNCTIONS
from sitegen.expressions.syntax import ADVICE, MOST_TOKENS, check_order
from sitegen.expressions.tokens import Token, tokens_of
from sitegen.expressions.tree import Expression, Name, Node, Number, Operation

LARGEST_EXPONENT = 1000.0
"""Largest size of an exponent that is a number."""

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_NAME = re.compile("[A-Za-z][A-Za-z0-9_]*")
_ESCAPE = "_"
"""Put before every name, so that words of Python such as ``lambda`` and ``None`` are names like all others."""


def parse(text: str, names: Collection[str]) -> Expression:
    """Read an expression.

    Parameters
    ----------
    text : str
        Such as ``where(x > 0, x, a*x)``.
    names : collection of str
        The variable and the parameters; see `name_problem` for what they may be.

    Raises
    ------
    ExpressionError
        With the place of the first mistake.
    """
    tokens = tokens_of(text)
    check_order(tokens, names)
    source, reader = "", _Reader(frozenset(names))
    for token in tokens:
        reader.starts[len(source)] = token
        source += f"{_ESCAPE if token.kind == 'name' else ''}{token.text}"
        reader.ends[len(source)] = token
        source += " "
    return Expression(text, reader.read(ast.parse(source.strip(), mode="eval").body), frozenset(reader.used))


def name_problem(name: str) -> str:
    """Why `name` cannot be that of a variable or a parameter; empty if it can."""
    if not _NAME.fullmatch(name):
        return f"'{name}' is not a name of letters, digits and _ that begins with a letter"
    if name in CONSTANTS or name in FUNCTIONS or name in CHOOSERS:
        return f"'{name}' is already the name of a {'constant' if name in CONSTANTS else 'function'}"
    return ""


class _Reader:
    """Builds the tree from that of `ast`."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.used: set[str] = set()
        self.starts: dict[int, Token] = {}
        self.ends: dict[int, Token] = {}

    def read(self, node: ast.expr) -> Node:
        """The part of the tree at `node`."""
        match node:
            case ast.Constant(value=float(value)):
                return Number(value)
            case ast.Name(id=name):
                return self._name(node, name.removeprefix(_ESCAPE))
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
                return self._operation(node, "negative" if isinstance(sign, ast.USub) else "positive", operand)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _BINARY:
                return self._operation(node, _BINARY[type(sign)], left, right)
            case ast.Compare(left=left, ops=signs, comparators=others):
                chain = " ".join(_COMPARISONS[type(sign)] for sign in signs)
                return self._operation(node, chain, left, *others)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(node, name.removeprefix(_ESCAPE), arguments)
        raise self._refused(node, "this is not a part of the language")

    def _operation(self, node: ast.expr, function: str, *arguments: ast.expr) -> Node:
        """An operation, or its number if all its arguments are numbers."""
        read = tuple(self.read(argument) for argument in arguments)
        if function == "^" and isinstance(read[1], Number) and abs(read[1].value) > LARGEST_EXPONENT:
            allowed = f"from −{LARGEST_EXPONENT:,.0f} to {LARGEST_EXPONENT:,.0f}"
            raise self._refused(arguments[1], f"the exponent is out of range; allowed is {allowed}")
        operation = Operation(function, read)
        if not all(isinstance(argument, Number) for argument in read):
            return operation
        value = float(value_of(operation, {}))
        if not math.isfinite(value):
            raise self._refused(node, "this number is undefined, or too large")
        return Number(value)

    def _name(self, node: ast.expr, name: str) -> Node:
        if name in self.names:
            self.used.add(name)
            return Name(name)
        if name in CONSTANTS:
            return Number(CONSTANTS[name])
        if name in FUNCTIONS or name in CHOOSERS:
            raise self._refused(node, f"{name} is a function", f"write {name}(x)")
        known = (*sorted(self.names), *CONSTANTS)
        raise self._unknown(node, name, f"'{name}' is unknown; known here: {', '.join(known)}", known)

    def _call(self, node: ast.Call, name: str, arguments: list[ast.expr]) -> Node:
        if name in FUNCTIONS:
            least, most = 1, 1
        elif name in CHOOSERS:
            least, most = CHOOSERS[name][0], CHOOSERS[name][1] or MOST_TOKENS
        else:
            known = (*FUNCTIONS, *CHOOSERS)
            raise self._unknown(node.func, name, f"there is no function {name}; there are {', '.join(known)}", known)
        if not least <= len(arguments) <= most:
            wanted = f"at least {least} arguments" if most > least else f"{least} argument{'s' * (least > 1)}"
            raise self._refused(node, f"{name} takes {wanted}, not {len(arguments)}")
        return self._operation(node, name, *arguments)

    def _unknown(self, node: ast.expr, name: str, message: str, known: Collection[str]) -> ExpressionError:
        return self._refused(node, message, ADVICE.get(name.lower(), "") or did_you_mean(name, known))

    def _refused(self, node: ast.expr, message: str, hint: str = "") -> ExpressionError:
        start, end = self._place(node)
        return ExpressionError(message, start, end - start, hint)

    def _place(self, node: ast.expr) -> tuple[int, int]:
        """The columns of its first character and after its last one, in the text of the author."""
        return self.starts[node.col_offset].column, self.ends[node.end_col_offset or 0].end
