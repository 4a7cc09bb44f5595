"""Stage 5: figures, words and Markdown become HTML; the only place that knows Jinja."""
