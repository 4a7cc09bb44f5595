"""Load: YAML text to a validated, immutable `FigureSpec`; every problem is found in one run, with its place."""
