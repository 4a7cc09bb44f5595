"""One figure becomes a piece of HTML that needs no other file: the figure block with its rules, for pages of others."""

from __future__ import annotations

from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.environment import Templates
from sitegen.products import RenderedFigure
from sitegen.svg.style import role_css
from sitegen.theme import THEME

_SCOPE = "sg-fragment"
_GROUND = "padding:0 1rem;background:var(--ground);color:var(--ink)"


def html_fragment(figure: RenderedFigure) -> str:
    """The figure block of `figure` with a style sheet before it.

    The site's rules are nested below one class, so that they do not reach the page around the fragment; rules for parts
    that a fragment does not have match nothing. There are no links to products, because there are no files beside it.
    """
    templates = Templates()
    block = figure_block(figure, BlockPlace(root="", downloads=False), templates)
    rules = (templates.stylesheet() + role_css(THEME)).replace(":root", "&")
    style = f".{_SCOPE}{{{_GROUND};\n{rules}}}\n{figure.files['figure.css']}"
    return f'<div class="{_SCOPE}">\n<style>\n{style.rstrip()}\n</style>\n{block}\n</div>\n'
