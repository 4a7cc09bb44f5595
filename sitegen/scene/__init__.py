"""Shapes as values: marks with roles, without colours, ids or markup; axes, text widths and motion."""
