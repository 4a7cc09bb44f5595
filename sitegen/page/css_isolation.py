"""Isolation of figures in host pages: the style sheet of a figure, nested in a box that reverts the rules of the page.

The CSS is the site's own, verbatim but for ``:root``, which becomes the box, and ``!important``, which declarations of the
figure get where `_IMPORTANT` matches. ``templates/assets/isolation.css`` has the rules that revert those of the page.
"""

from __future__ import annotations

import re
from functools import cache

from sitegen.page.environment import Templates
from sitegen.svg.keyframes import spring_css
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME

BOX = "sg-fragment"
"""Class of the box around a figure in a host page."""
_SELECTOR = f".{BOX},#sg-none#sg-none"
"""No element has this id. In a list, all nested rules get its specificity, which is higher than that of a page's own rules."""
_REM = '@property --sg-rem{syntax:"<length>";inherits:true;initial-value:16px}'
_IMPORTANT = re.compile(
    r"^(?!--|accent-color|animation|background|color|fill|font|letter-spacing|line-height|margin|stroke|text-align|transform"
    r"|word-spacing)[\w-]+: (?!.*!important).+(?=;$)",
    re.MULTILINE,
)
"""Declarations that a page may not change even with ``!important``.

Not those of letters, spacing and colours, which readers' own tools change, nor of what animations change.
"""


def isolated_stylesheet(templates: Templates) -> str:
    """The style sheet of every figure in a host page, in one line.

    Colours follow the page's own light or dark switch if it is a known one, else its ``color-scheme``. A page may set each
    colour as ``--sg-<colour name>``. Lengths do not depend on the ``rem`` of the page.
    """
    return _isolated(*map(templates.css, ("tokens", "isolation", "base", "figure", "fragment")))


@cache
def _isolated(tokens: str, isolation: str, base: str, figure: str, fragment: str) -> str:
    important = _IMPORTANT.sub(r"\g<0> !important", base + figure)
    nested = "\n".join([tokens, role_css(THEME), isolation, important, fragment]).replace(":root", "&")
    lines = filter(None, map(str.strip, nested.split("\n")))
    line = "".join(each if each.endswith(("{", "}", ";", ",")) else f"{each} " for each in lines)
    return f"{spring_css()}{_REM}{_SELECTOR}{{{line}}}"
