"""The page of one figure for an ``<iframe>`` on other sites; it reports its height to the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.page.block import SCRIPT, BlockPlace
from sitegen.page.environment import Templates

if TYPE_CHECKING:
    from sitegen.page.figure_parts import FigureParts

FRAME = "frame.html"
REPORT = "assets/frame.js"
"""Script that reports the height."""


def frame_page(figure: FigureParts, root: str, address: str, templates: Templates, *, has_fonts: bool = False) -> str:
    """The HTML of the page, with the style sheet and the scripts of the site; states are in the page, for use from the disk.

    `root` leads from the page to the site's root; `address` is that of the figure's own page, for search engines, or empty.
    Whenever its height changes, the page posts ``{sitegen: <id of the figure>, height: <CSS px>}`` to the page around it.
    """
    from sitegen.page.fragment import states_elements  # which needs numpy, for the styles of fragments

    states = f"{figure.prefix}-states"
    place = BlockPlace(root, downloads=False, lang="", states=f"#{states}")
    values = {
        "figure": figure,
        "lang": figure.title_language,
        "address": address,
        "stylesheets": [f"{root}assets/site.css", *(["figure.css"] if figure.is_styled else [])],
        "scripts": [root + name for name in (SCRIPT, REPORT) if name == REPORT or figure.is_scripted],
        "block": figure.block_at(place),
        "has_fonts": has_fonts,
        "states": Markup("\n").join(states_elements(states, figure.files)),
    }
    return str(templates.render("pages/frame.html", values))
