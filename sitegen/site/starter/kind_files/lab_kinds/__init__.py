"""Kinds of figures for sitegen."""
