"""What a fragment needs in a notebook: keys of its own, and a plain reading where the notebook is not trusted."""

from __future__ import annotations

import re

from sitegen.page.scope import SCOPE

_KEYS = re.compile(r'(?:<|&lt;)(?:input|select|button|summary|div class="sg-scroll")(?=[ >&])')
_NEEDS_STYLES = re.compile(
    r'class="(?:[^"]* )?sg-(?:spoken|controls|parked|drawing)(?: [^"]*)?"|(?<=<span )class="sg-moving"'
)
_BOX = f'<div class="{SCOPE}">\n'
_UNTRUSTED = '<p class="sg-untrusted">Part of this figure is left out here. In a notebook, trust it or run its cell to see the whole.</p>\n'


def in_notebook(fragment: str) -> str:
    """`fragment` for the output of a cell.

    JupyterLab takes arrows and letters as commands unless the focused element itself says that it wants them. Of an output
    that is not trusted it leaves out styles, scripts and drawings, and keeps the attribute ``hidden``, which the style sheet
    overrules: what is nothing without it is then not shown, and a sentence says why.
    """
    keyed = _KEYS.sub(lambda found: f'{found[0]} data-lm-suppress-shortcuts="true"', fragment)
    plain = _NEEDS_STYLES.sub(lambda found: f'{found[0]} hidden="hidden"', keyed)
    return plain.replace(_BOX, _BOX + _UNTRUSTED, 1)
