"""Formulas: the LaTeX of an author becomes MathML Core, or is refused with its place and advice."""
