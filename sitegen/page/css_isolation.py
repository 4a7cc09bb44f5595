"""Isolation of figures in host pages: the style sheet of a figure, nested in a box that reverts the rules of the page.

The CSS is the site's own, verbatim but for ``:root``, which becomes the box, colours that the page may set, and ``!important``,
which declarations of the figure get where `_IMPORTANT` matches. ``templates/assets/isolation.css`` has the rules that revert those of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

from sitegen.page.environment import Templates
from sitegen.svg.keyframes import spring_css
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME, Theme

BOX = "sg-fragment"
"""Class of the box around a figure in a host page."""
_SELECTOR = ".{},#sg-none#sg-none"
"""No element has this id. In a list, all nested rules get its specificity, which is higher than that of a page's own rules."""
_REM = '@property --sg-rem{syntax:"<length>";inherits:true;initial-value:16px}'
_FROM_PAGE = {"ground": "surface", "ink": "ink", "link": "accent", "accent": "accent"}
"""Colours of the block that a page may set, and their names without ``--sg-``."""
_TOKEN = re.compile(rf"--({'|'.join(_FROM_PAGE)}): ([^;]+);")
_IMPORTANT = re.compile(
    r"^(?!--|accent-color|animation|background|color|fill|font|letter-spacing|line-height|margin|stroke|text-align|transform"
    r"|word-spacing)[\w-]+: (?!.*!important).+(?=;$)",
    re.MULTILINE,
)
"""Declarations that a page may not change even with ``!important``.

Not those of letters, spacing and colours, which readers' own tools change, nor of what animations change.
"""


def box_class(theme: Theme) -> str:
    """Class of the box around a figure with this theme: a page may have figures with several themes."""
    look = theme.name + theme.tokens
    return f"{BOX}-{crc32(look.encode()):08x}" if look else BOX


def isolated_stylesheet(templates: Templates, theme: Theme = THEME) -> str:
    """The style sheet of every figure with this theme in a host page, in one line.

    Colours follow the page's own light or dark switch if it is a known one, else its ``color-scheme``. A page may set each
    colour as ``--sg-<colour name>``. Lengths do not depend on the ``rem`` of the page.
    """
    return _isolated(theme, tuple(map(templates.css, ("tokens", "isolation", "base", "figure", "fragment"))))


@lru_cache(maxsize=16)
def _isolated(theme: Theme, texts: tuple[str, ...]) -> str:
    tokens, isolation, base, figure, fragment = texts
    own = _TOKEN.sub(
        lambda found: f"--{found[1]}: var(--sg-{_FROM_PAGE[found[1]]}, {found[2]});", tokens + theme.tokens
    )
    important = _IMPORTANT.sub(r"\g<0> !important", base + figure)
    nested = "\n".join([own, role_css(theme), isolation, important, fragment]).replace(":root", "&")
    lines = filter(None, map(str.strip, nested.split("\n")))
    line = "".join(each if each.endswith(("{", "}", ";", ",")) else f"{each} " for each in lines)
    return f"{spring_css()}{_REM}{_SELECTOR.format(box_class(theme))}{{{line}}}"
