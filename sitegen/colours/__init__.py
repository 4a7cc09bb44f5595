"""Arithmetic of colours: contrast, differences, shades, and colours as CSS writes them. It knows nothing of figures."""
