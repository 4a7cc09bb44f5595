"""Figures in words: sentences and tables with their values, and the format of numbers."""
