"""Stage 4: shapes, words and look become SVG text and CSS. The only importer of svgwrite."""
