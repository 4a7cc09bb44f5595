"""Themes of authors: their options, the palettes that follow from these, and proof that everyone can read the result."""
