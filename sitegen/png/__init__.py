"""Convert a still drawing to PNG with resvg and the fonts in ``fonts/``: the same bytes on every machine."""
