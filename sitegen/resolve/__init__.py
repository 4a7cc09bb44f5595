"""The stage after loading: a `FigureSpec` as written becomes a `ResolvedSpec`, with every number and every axis in place."""
