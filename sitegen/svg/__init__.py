"""Write a scene as SVG and CSS. The only package that imports svgwrite."""
