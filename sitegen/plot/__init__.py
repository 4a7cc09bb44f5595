"""Pieces of plots for any canvas: scales, ticks, axes, series, labels, and charts made of them. Pure, and without a kind's name.

Values are in **axis coordinates**: on a logarithmic axis a value is its log₁₀, so that numbers beyond the range of floats can
be drawn. NaN is a gap, and −inf on a logarithmic axis is an exact zero.
"""
