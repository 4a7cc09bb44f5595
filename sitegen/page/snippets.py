"""HTML and Markdown snippets that embed a figure in other pages, with its alternative text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

if TYPE_CHECKING:
    from sitegen.page.figure_parts import FigureParts

_LISTENER = """
<script>
addEventListener("message", ({ data, source }) => {
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source && data?.sitegen) frame.height = data.height;
});
</script>"""
_TEXT_PX = 480
"""Height of text and controls on a page of usual width [CSS px], for frames without the listener."""
_REST = "A link to the full description follows."
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", ".”", "!”", "?”", ".)")
_PLACE_OF_DRAWING = "<!-- the text of figure.svg -->"
_MARKDOWN_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&|$"})
_SNIPPETS = {
    "html": (
        "HTML page",
        "The drawing itself: real text, colours that follow your page, motion that respects the reader’s setting.",
        "<figure>\n{svg}\n<figcaption>{caption}</figcaption>\n</figure>",
    ),
    "github": (
        "README on GitHub or GitLab",
        "A picture, for pages that take no inline SVG. It does not move for readers who ask for less motion.",
        """\
<picture>
  <source media="(prefers-reduced-motion: reduce) and (prefers-color-scheme: dark)" srcset="{at}image-dark.svg#still">
  <source media="(prefers-reduced-motion: reduce)" srcset="{at}still.svg">
  <source media="(prefers-color-scheme: dark)" srcset="{at}image-dark.svg">
  <img src="{at}figure.svg" width="{width}" alt="{alt}">
</picture>
<a href="{at}description.txt">{link}</a>""",
    ),
    "markdown": ("Markdown", "A picture and a link; the picture is the light one everywhere.", "{markdown}"),
    "object": (
        "HTML page, as an object",
        "The drawing from its own file: real text, and motion that respects the reader’s setting.",
        """\
<object type="image/svg+xml" data="{at}figure.svg" width="{width}" style="max-width: 100%" aria-label="{title}">
{said} <a href="{at}description.txt">{link}</a>
</object>""",
    ),
    "iframe": (
        "Course system or wiki, as a frame",
        """\
The whole figure with its controls, words and table. \
The script fits the height; one copy of it serves all the frames of a page.""",
        """\
<iframe src="{at}frame.html" title="{title}" width="100%" height="{height}" style="border: 0" \
loading="lazy" allow="clipboard-write"></iframe>{listener}""",
    ),
}
"""Name on the page, purpose and template of every snippet."""
_SPEC_SNIPPETS = {
    "mkdocs": ("MkDocs, Zensical or Pelican", "```figure\nfile: {id}.yaml\n```"),
    "sphinx": ("Sphinx", ".. figure-spec:: {id}.yaml"),
    "notebook": ("Notebook", 'from sitegen import render_figure\n\nrender_figure("{id}.yaml")'),
}
"""Name and template of the snippets for tools that draw the figure themselves."""
_FROM_SPEC = "The whole figure. Save its spec as {id}.yaml, with the data files and figures that it names, in the folder of your page."
SNIPPETS = tuple(_SNIPPETS)
"""The ways to embed a figure."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One way to embed a figure."""

    form: str
    name: str
    """Its names on the command line and on the page."""
    purpose: str
    """One or two sentences: where it can be used, and what it shows."""
    text: str
    """The plain text to copy."""


def snippets(figure: FigureParts, address: str, *, with_drawing: bool = True) -> tuple[Snippet, ...]:
    """A snippet for each of `SNIPPETS`; `address` is that of the figure's files, empty for the folder of the page.

    Unless `with_drawing`, the snippet for HTML pages has a comment that names the file with the drawing.
    """
    target, words = (_markdown_address(f"{address}{name}") for name in ("figure.svg", "description.txt"))
    end = "" if figure.alt.endswith(_SENTENCE_ENDS) else "."
    alt, link = f"{figure.alt}{end} {_REST}", f"Full description: {figure.title}"
    texts = {"at": address, "caption": figure.caption or figure.title, "title": figure.title, "said": figure.alt}
    texts |= {"alt": alt, "link": link}
    values = {
        **{name: escape(text) for name, text in texts.items()},
        "svg": figure.files["figure.svg"].strip() if with_drawing else _PLACE_OF_DRAWING,
        "width": figure.width,
        "height": figure.height + _TEXT_PX,
        "markdown": f"![{alt.translate(_MARKDOWN_SPECIAL)}]({target})\n[{link.translate(_MARKDOWN_SPECIAL)}]({words})",
        "listener": _LISTENER,
    }
    return tuple(
        Snippet(form, name, purpose, template.format(**values)) for form, (name, purpose, template) in _SNIPPETS.items()
    )


def spec_snippets(name: str) -> tuple[Snippet, ...]:
    """A snippet for each tool that draws the figure with the id `name` from its spec."""
    purpose = _FROM_SPEC.format(id=name)
    return tuple(Snippet(form, title, purpose, text.format(id=name)) for form, (title, text) in _SPEC_SNIPPETS.items())


def _markdown_address(address: str) -> str:
    return f"<{address}>" if {*"()"} & {*address} else address
