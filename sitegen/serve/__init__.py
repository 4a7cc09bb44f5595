"""``sitegen serve``: a preview of a site that follows the author's changes. No other package but `sitegen.cli` imports this one."""
