"""Expressions of authors, such as ``where(x > 0, x, a*x)``: read, evaluated and sampled, never run as Python."""

from sitegen.expressions.evaluate import evaluate as evaluate
from sitegen.expressions.evaluate import evaluate_with_slope as evaluate_with_slope
from sitegen.expressions.expression_error import ExpressionError as ExpressionError
from sitegen.expressions.functions import FUNCTIONS as FUNCTIONS
from sitegen.expressions.parse import parse as parse
from sitegen.expressions.sampling import Samples as Samples
from sitegen.expressions.sampling import sample as sample
from sitegen.expressions.tree import Expression as Expression
