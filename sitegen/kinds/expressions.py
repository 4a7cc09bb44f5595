"""Expressions of authors, such as ``where(x > 0, x, a*x)``: read, evaluated and sampled, never run as Python."""

from __future__ import annotations

from sitegen.expressions.evaluate import evaluate, evaluate_with_slope
from sitegen.expressions.expression_error import ExpressionError
from sitegen.expressions.functions import FUNCTIONS
from sitegen.expressions.parse import parse
from sitegen.expressions.sampling import Samples, sample
from sitegen.expressions.tree import Expression

__all__ = [
    "FUNCTIONS",
    "Expression",
    "ExpressionError",
    "Samples",
    "evaluate",
    "evaluate_with_slope",
    "parse",
    "sample",
]
