"""Stage 1: YAML text becomes a checked, immutable `FigureSpec`; every problem is found in one run, with its place."""
