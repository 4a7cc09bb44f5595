"""One figure becomes a page for an ``<iframe>``: it needs no other file, and tells the page around how high it is."""

from __future__ import annotations

from markupsafe import Markup

from sitegen.page.csp import policy
from sitegen.page.css_isolation import BOX
from sitegen.page.environment import Templates
from sitegen.page.fragment import Fragments
from sitegen.page.html_text import title_language
from sitegen.write.figure_files import RenderedFigure

FRAME = "frame.html"

_STYLE = (
    "body{margin:0}h1{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}"
    f".{BOX}{{margin-block:0!important}}"
)
"""The name of the figure stands in the figure, and the heading is for those who hear the page."""
_REPORT = (
    'const figure=document.querySelector("main"),report=()=>parent.postMessage('
    '{{sitegen:"{id}",height:Math.ceil(figure.getBoundingClientRect().height)}},"*");'
    "report();new ResizeObserver(report).observe(figure)"
)
"""Browsers do not observe a frame that is out of view, so that the first report does not wait for that."""


def frame_page(figure: RenderedFigure, address: str, templates: Templates) -> str:
    """The whole HTML text.

    Parameters
    ----------
    figure : RenderedFigure
        What to show.
    address : str
        Full address of the figure's own page, for search engines; empty when it is not known.
    templates : Templates
        What the page is made with.

    Notes
    -----
    Whenever the height changes, the page around gets the message ``{sitegen: <id of the figure>, height: <CSS px>}``.
    """
    fragment = Fragments(templates).add(figure)
    script = _REPORT.format(id=figure.spec.id)
    values = {
        "figure": figure,
        "lang": title_language(figure),
        "address": address,
        "policy": Markup(policy((_STYLE, *fragment.styles), (*fragment.scripts, script))),  # noqa: S704 - names and hashes
        "style": Markup(f"<style>{_STYLE}</style>"),  # noqa: S704 - our own rules
        "fragment": Markup(fragment.html),  # noqa: S704 - the result of an autoescaping template
        "script": Markup(f'<script type="module">{script}</script>'),  # noqa: S704 - our own program, and an id of letters, digits and hyphens
    }
    return str(templates.fill("pages/frame.html", values))
