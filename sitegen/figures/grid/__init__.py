"""Grid: a matrix of numbers, or an expression of two variables, as cells with a shade for each band of values.

Source: marching squares, the case in two dimensions of Lorensen and Cline 1987, "Marching cubes", SIGGRAPH 21, 163, for iso-lines.
"""
