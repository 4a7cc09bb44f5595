"""Bars: named values as bars, or as dots on a logarithmic axis. The author declares what they mean.

Source: Cleveland and McGill 1984, "Graphical perception", JASA 79, 531, for bars that begin at zero and dots where no zero is.
"""
