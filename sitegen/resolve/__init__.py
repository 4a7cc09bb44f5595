"""Resolve a `FigureSpec` into a `ResolvedSpec`: replace references by numbers, and compute the axes."""
