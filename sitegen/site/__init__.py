"""Build a site: a folder of pages and figure files from a content folder."""
