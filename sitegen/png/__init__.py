"""A still drawing becomes a PNG, the same on every machine: resvg draws it with the fonts in ``fonts/``, never the system's."""
