"""A host page: its CSS rules, figures as fragments in it, and a visit from disk or from a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sitegen.figure import Figure
from sitegen.page.csp import policy
from sitegen.page.environment import Templates
from sitegen.page.fragment import Fragments
from sitegen.page.host import HOST_PAGE, Host
from tests.browser import chromium
from tests.browser.built import served
from tests.browser.chromium import Visit

HOST = """
html { font-size: 62.5%; color-scheme: light; }
body { margin: 0; background: #fff; color: #223; font: italic 700 1.8rem/2.4 serif; letter-spacing: 1px; text-transform: uppercase;
  hyphens: auto; word-break: break-all; text-wrap: balance; }
#page { width: 640px; margin: 0 auto; text-align: center; }
#page * { margin: 3px; }
#page p, #page li, #page summary, #page label { padding: 7px; border: 2px solid #060; background: #eee; color: #333; }
#page summary::before, #page legend::after { content: "★"; }
#page ::marker { color: #f0f; font-size: 2em; }
#page p::first-letter { float: left; font-size: 60px; }
#page ::-webkit-slider-thumb { -webkit-appearance: none; width: 40px; height: 40px; background: #f0f; }
#page ::-webkit-slider-runnable-track { background: #060; border: 3px solid #300; }
.prose figure { display: inline-block; float: right; width: 50%; }
.prose table { width: 100%; font-size: 3rem; border-collapse: separate; }
.prose th { background: #300; color: #fff; }
.prose input, .prose button, .prose select { display: block; height: 90px; border-radius: 20px; }
.prose ul, .prose ol { list-style: square; columns: 2; }
.prose svg { max-width: 200px; padding: 9px; fill: #f0f; }
"""
"""CSS rules such as a theme may have, some with the specificity of an id."""
PLAIN = "html { color-scheme: light; } body { margin: 0; } #page { width: 640px; margin: 0 auto; }"
EXPLORED, WAVE = "scale-explorer", "wave-textbook"


def write_page(
    folder: Path,
    figures: list[Figure],
    rules: str = HOST,
    attributes: str = "",
    *,
    host: Host = HOST_PAGE,
    templates: Templates | None = None,
) -> Path:
    """Write ``page.html``; its policy allows the figures alone, or all that is inline where the host uses style attributes."""
    page = Fragments(templates, host=host)
    fragments = [page.add(figure, number=number) for number, figure in enumerate(figures, 1)]
    styles = [rules, *(style for each in fragments for style in each.styles)]
    allowed = policy(styles, [script for each in fragments for script in each.scripts])
    if host.unstyled:
        allowed = "style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    body = "".join(each.html for each in fragments)
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page of others</title>'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; {allowed}">'
        f'<link rel="icon" href="data:,"><style>{rules}</style></head><body {attributes}><main id="page" class="prose">'
        f"<h1>Theirs</h1><p>Before.</p>{body}<p>After.</p></main></body></html>"
    )
    (folder / "page.html").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def opened(browser, folder: Path, scheme: str = "file", path: str = "page.html", **options) -> Iterator[Visit]:
    if scheme == "file":
        with chromium.visit(browser, f"{folder.as_uri()}/", path, **options) as visited:
            yield visited
    else:
        with served(folder) as address, chromium.visit(browser, address, path, **options) as visited:
            yield visited
