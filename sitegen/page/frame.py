"""The page of one figure for an ``<iframe>`` on other sites; it reports its height to the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.environment import Templates
from sitegen.page.fragment import SCRIPT, states_element
from sitegen.page.html_text import title_language

if TYPE_CHECKING:
    from sitegen.figure import Figure

FRAME = "frame.html"
REPORT = "assets/frame.js"
"""Script that reports the height."""


def frame_page(figure: Figure, root: str, address: str, templates: Templates) -> str:
    """The HTML of the page, with the style sheet and the scripts of the site; states are in the page, for use from the disk.

    Parameters
    ----------
    figure : Figure
        The figure to show.
    root : str
        Relative path from the page to the site's root, ``../../``.
    address : str
        Full address of the figure's own page, for search engines; empty if it is not known.
    templates : Templates
        The templates of the site.

    Notes
    -----
    Whenever its height changes, the page posts ``{sitegen: <id of the figure>, height: <CSS px>}`` to the page around it.
    """
    states = f"{figure.prefix}-states"
    explored, stepped = figure.states is not None, bool(figure.drawing.steps)
    place = BlockPlace(root, downloads=False, lang="", states=f"#{states}")
    values = {
        "figure": figure,
        "lang": title_language(figure),
        "address": address,
        "stylesheets": [f"{root}assets/site.css", *(["figure.css"] if figure.files["figure.css"].strip() else [])],
        "scripts": [root + name for name in (SCRIPT, REPORT) if name == REPORT or explored or stepped],
        "block": figure_block(figure, place, templates),
        "states": states_element(states, figure.files["states.json"]) if explored else Markup(),
    }
    return str(templates.render("pages/frame.html", values))
