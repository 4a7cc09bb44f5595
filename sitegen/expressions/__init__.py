"""A small closed language for curves, such as ``tanh(x)`` or ``where(x > 0, x, a*x)``: values and exact slopes.

An expression is never run as Python. `parse` splits it into tokens, checks them, and takes only the shape of the syntax tree
from `ast`; `evaluate` computes that tree over numpy arrays. Numbers, names, ``+ - * / ^`` (or ``**``), comparisons and the
functions in `functions` are the whole language.
"""
