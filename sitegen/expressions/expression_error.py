"""`ExpressionError`: what is wrong in an expression, and where."""

from __future__ import annotations


class ExpressionError(ValueError):
    """An expression that cannot be read.

    Parameters
    ----------
    message : str
        What was given and what is allowed, without a full stop.
    column : int
        Place in the expression, counted from 1 in characters.
    length : int
        How many characters it is about, at least 1.
    hint : str
        What to write instead, if that is known.
    """

    def __init__(self, message: str, column: int, length: int = 1, hint: str = "") -> None:
        super().__init__(message, column, length, hint)
        self.message = message
        self.column = column
        self.length = length
        self.hint = hint

    def __str__(self) -> str:
        """The message, its place, and the hint."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.message}, at character {self.column} of the expression{hint}"
