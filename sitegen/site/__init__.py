"""Stage 6: a content folder becomes a folder of pages and products."""
