"""Write HTML from figures and Markdown. The only package that imports Jinja."""
