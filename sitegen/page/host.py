"""What the HTML of a figure block needs on the page around it: our own site, a host page, or the output of a notebook cell."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sitegen.page.html_text import SPOKEN

_NONE = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """How a block is adapted to the page that shows it."""

    packed: bool = False
    """Whether the controls for the script are JSON in the attribute ``data-panel`` of their ``template`` element, not
    its content: tools that read a page and write it again, such as Quarto, empty templates."""
    keys: Markup = _NONE
    """Attribute of every element that handles keys itself."""
    unstyled: Markup = _NONE
    """Attribute of elements that are meaningless without the style sheet."""
    spoken: Markup = SPOKEN
    """Opening tag of a text for screen readers alone, with `unstyled`."""
    commented: bool = False
    """Whether styles and scripts are HTML comments inside their elements: nbconvert's sanitiser removes the elements and
    the comments, but not other text."""
    table_class: str = ""
    """Further class of data tables, after a space."""
    notice: Markup = _NONE
    """First element of the box around the block."""


SITE = Host()
HOST_PAGE = Host(packed=True)
NOTEBOOK = Host(
    packed=True,
    keys=Markup(' data-lm-suppress-shortcuts="true"'),
    unstyled=Markup(' style="display:none"'),
    spoken=Markup('<span class="sg-spoken" style="display:none">'),
    commented=True,
    table_class=" dataframe",
    notice=Markup(
        '<p class="sg-untrusted">Part of this figure is left out here. '
        "In a notebook, trust it or run its cell to see the whole.</p>\n"
    ),
)
"""JupyterLab handles arrows and letters as commands unless the focused element has ``data-lm-suppress-shortcuts``.

From an output that is not trusted it removes style sheets, scripts and drawings, but not ``style`` attributes, which our style
sheet overrides. The attribute ``hidden`` cannot be used: Bootstrap and Tailwind hide it with ``!important``. PyData's theme and
Jupyter Book put a light background under outputs of a dark page unless they have a table of the class ``dataframe``.
"""
