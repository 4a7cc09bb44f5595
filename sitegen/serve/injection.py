"""Add the script of the preview to the pages that are sent. The files of a build never have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

CLIENT = "/.sitegen/"
"""Folder of the preview's own files; no file of a site has a path that begins with a dot."""
_POLICY = re.compile(
    r"""(<meta\b[^>]*http-equiv=["']?Content-Security-Policy["']?[^>]*\bcontent=")([^"]*)(")""", re.IGNORECASE
)
_FIRST = re.compile(r"<script\b|</head>", re.IGNORECASE)
_NEEDED = ("script-src", "connect-src")


def with_client(html: str, **data: object) -> str:
    """The page with the script of the preview, and `data` as its ``data-`` attributes.

    The script comes before those of the page, so that it sees the page as it was sent.
    """
    attributes = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    element = f'<script type="module" src="{CLIENT}client.js"{attributes}></script>\n'
    html = _POLICY.sub(
        lambda found: found[1] + _allowing(unescape(found[2])).replace('"', "&quot;") + found[3], html, count=1
    )
    first = _FIRST.search(html)
    return html[: first.start()] + element + html[first.start() :] if first else element + html


def _allowing(policy: str) -> str:
    """A Content Security Policy that allows the preview's script and its requests, and is otherwise as strict as before."""
    directives = {name.lower(): sources for name, *sources in filter(None, map(str.split, policy.split(";")))}
    for name in _NEEDED:
        sources = directives.get(name, directives.get("default-src"))
        if sources is not None:
            directives[name] = _with_self(sources)
    return "; ".join(" ".join([name, *sources]) for name, sources in sorted(directives.items()))


def _with_self(sources: Iterable[str]) -> list[str]:
    found = [source for source in sources if source.lower() != "'none'"]
    return found if "'self'" in found else ["'self'", *found]
