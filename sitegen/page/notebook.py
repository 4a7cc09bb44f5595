"""What a fragment needs in a notebook: keys of its own, and a plain reading where the notebook is not trusted."""

from __future__ import annotations

import re

from sitegen.page.fragment import PANEL, quoted, unquoted
from sitegen.page.scope import SCOPE

_KEYS = re.compile(r'<(?:input|select|button|summary|div class="sg-scroll")(?=[ >])')
_NEEDS_STYLES = re.compile(
    r"""<(?!template)[a-z]+(?: [\w-]+(?:="[^"<>]*"|='[^'<>]*')?)*?"""
    r' class="(?:(?:[^"<>]* )?sg-(?:spoken|controls|parked|drawing|stills)(?: [^"<>]*)?|sg-moving)"'
)
"""In tags, attribute by attribute, because an author's text may look like anything inside."""
_TABLE = '<table class="sg-table"'
_BOX = f'<div class="{SCOPE}">\n'
_UNTRUSTED = '<p class="sg-untrusted">Part of this figure is left out here. In a notebook, trust it or run its cell to see the whole.</p>\n'


def in_notebook(fragment: str) -> str:
    """`fragment` for the output of a cell.

    JupyterLab takes arrows and letters as commands unless the focused element itself says that it wants them. Of an output
    that is not trusted it leaves out style sheets, scripts and drawings, and keeps the attribute ``style``, which the style
    sheet overrules: what is nothing without it is then not shown, and a sentence says why. The attribute ``hidden`` would not
    do, because Bootstrap and Tailwind insist on it. PyData's theme and Jupyter Book put a light ground under all outputs of a
    dark page but those with a table of the class ``dataframe``.
    """
    keyed = PANEL.sub(lambda found: quoted(_keyed(unquoted(found[0]))), _keyed(fragment))
    plain = _NEEDS_STYLES.sub(lambda found: f'{found[0]} style="display:none"', keyed)
    return plain.replace(_TABLE, f'{_TABLE[:-1]} dataframe"').replace(_BOX, _BOX + _UNTRUSTED, 1)


def _keyed(html: str) -> str:
    return _KEYS.sub(lambda found: f'{found[0]} data-lm-suppress-shortcuts="true"', html)
