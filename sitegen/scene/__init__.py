"""Stage 3: numbers become shapes as values: marks with roles, never colours, ids or markup."""
