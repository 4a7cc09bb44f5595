"""The tokens of an expression, each with its place; a character that has no part in the language is an error."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from sitegen.expressions.expression_error import ExpressionError

LONGEST = 1000
"""Most characters of an expression."""

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/^<>(),−×·÷≤≥≠])"
)
_BLANKS = " \t\r\n"
_ALIASES = {"^": "**", "−": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!="}
"""Signs that are written in more than one way, as Python writes them."""
_HINTS = {
    "=": "write only what follows it, or == to compare",
    "\\": "an expression is not LaTeX: write exp(-x), a/b, sqrt(x)",
    "$": "write it without dollar signs",
    "|": "write abs(…)",
    "⁻": "write ^-",
    "√": "write sqrt(…)",
    "π": "write pi",
    "σ": "write sigmoid(…)",
    "∞": "write a large number",
    "%": "write x - n*floor(x/n) for the remainder",
    "[": "write ( and )",
    "{": "write ( and )",
    "_": "names begin with a letter, and numbers have digits alone",
    "&": "write a product, (x > 0)*(x < 1)",
    "?": "write where(x > 0, 1, 0)",
    "!": "write != to compare",
    ".": "write the function alone, exp(x)",
    "'": "write names and numbers without quotation marks",
    '"': "write names and numbers without quotation marks",
} | {power: f"write ^{digit}" for digit, power in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


@dataclass(frozen=True, slots=True)
class Token:
    """One number, name or sign."""

    kind: Literal["number", "name", "sign"]
    text: str
    """As Python writes it: ``**`` for ``^``; a number with its full precision."""
    written: str
    """As the author wrote it."""
    column: int
    """Column of its first character, counted from 1."""

    @property
    def end(self) -> int:
        """The column after its last character."""
        return self.column + len(self.written)


def tokens_of(text: str) -> list[Token]:
    """Split `text` into tokens.

    Raises
    ------
    ExpressionError
        If the text is empty or longer than `LONGEST`, or has a character or a number that the language does not.
    """
    if not text.strip(_BLANKS):
        raise ExpressionError("the expression is empty", 1, hint="write x, for example")
    if len(text) > LONGEST:
        raise ExpressionError(
            f"the expression has {len(text):,} characters; at most {LONGEST:,} are allowed", LONGEST + 1
        )
    tokens, place = [], 0
    while place < len(text):
        if text[place] in _BLANKS:
            place += 1
            continue
        token = _token_at(text, place)
        tokens.append(token)
        place = token.end - 1
    return tokens


def _token_at(text: str, place: int) -> Token:
    found = _TOKEN.match(text, place)
    if not found:
        raise _unknown_character(text[place], place + 1)
    written, column = found[0], place + 1
    if found["number"]:
        if math.isinf(value := float(written)):
            raise ExpressionError(f"{written} is too large for a number", column, len(written), "write at most 1.7e308")
        return Token("number", repr(value), written, column)
    if found["name"]:
        return Token("name", written, written, column)
    return Token("sign", _ALIASES.get(written, written), written, column)


def _unknown_character(character: str, column: int) -> ExpressionError:
    """The error for a character outside the language; one that only looks like a letter is named."""
    shown = f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"
    name = "" if character.isascii() else f" ({unicodedata.name(character, 'a character without a name').lower()})"
    hint = _HINTS.get(character, "")
    plain = unicodedata.normalize("NFKC", character)
    if not hint and not character.isascii() and _TOKEN.fullmatch(plain):
        hint = f"write {plain}"
    return ExpressionError(f"{shown}{name} has no meaning in an expression", column, hint=hint)
