"""Curves: numbers or expressions as lines, steps or points. The author declares what they mean.

Long lines are thinned by M4, which keeps the first, the last, the lowest and the highest point of every column.
Source: Jugel, Jerzak, Hackenbroich and Markl 2014, "M4: a visualization-oriented time series data aggregation",
VLDB 7, 797, for the thinning; Griewank and Walther 2008, chapter 3, for slopes.
"""
