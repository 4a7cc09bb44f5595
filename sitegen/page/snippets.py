"""HTML and Markdown snippets that embed a figure in other pages, with its alternative text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from sitegen.write.figure_files import RenderedFigure

SNIPPETS = ("html", "github", "markdown", "object", "iframe")
"""The ways to embed a figure."""
_LISTENER = """
<script>
addEventListener("message", ({ data, source }) => {
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source && data?.sitegen) frame.height = data.height;
});
</script>"""
_TEXT_PX = 480
"""Height of text and controls on a page of usual width [CSS px], for frames without the listener."""
_MARKDOWN_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&|$"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """One way to embed a figure.

    Parameters
    ----------
    form : str
        Its name on the command line.
    name : str
        Its name on the page.
    purpose : str
        One or two sentences: where it can be used, and what it shows.
    text : str
        The plain text to copy.
    """

    form: str
    name: str
    purpose: str
    text: str


def alternative(figure: RenderedFigure) -> str:
    """The alternative text: title and summary, as they are spoken."""
    title = figure.title.rstrip()
    stop = "" if title.endswith((".", "!", "?")) else "."
    return " ".join(f"{title}{stop} {figure.words.summary('spoken')}".split())


def snippets(figure: RenderedFigure, address: str) -> tuple[Snippet, ...]:
    """A snippet of `figure` for each of `SNIPPETS`, in their order; its files are at `address` (empty: next to the page)."""
    made = (_inline(figure), *(make(figure, address) for make in (_picture, _markdown, _object, _iframe)))
    return tuple(made)


def _inline(figure: RenderedFigure) -> Snippet:
    drawing = Markup(figure.files["figure.svg"])  # noqa: S704 - the writer of SVG escapes its texts
    caption = figure.spec.caption or figure.title
    return Snippet(
        form="html",
        name="In an HTML page",
        purpose="The drawing itself: real text, colours that follow your page, "
        "motion that respects the reader’s setting.",
        text=str(Markup("<figure>\n{}\n<figcaption>{}</figcaption>\n</figure>").format(drawing.strip(), caption)),
    )


def _picture(figure: RenderedFigure, address: str) -> Snippet:
    less_motion, dark = "(prefers-reduced-motion: reduce)", "(prefers-color-scheme: dark)"
    template = Markup(
        "<picture>\n"
        '  <source media="{less} and {dark}" srcset="{at}still-dark.svg">\n'
        '  <source media="{less}" srcset="{at}still.svg">\n'
        '  <source media="{dark}" srcset="{at}image-dark.svg">\n'
        '  <img src="{at}image.svg" width="{width}" alt="{alt}">\n'
        "</picture>"
    )
    alt, width = alternative(figure), figure.spec.width
    lines = template.format(less=less_motion, dark=dark, at=address, width=width, alt=alt)
    return Snippet(
        form="github",
        name="As a picture",
        purpose="For README files and pages that take no inline SVG. It is still for readers who ask for less motion.",
        text=str(lines),
    )


def _markdown(figure: RenderedFigure, address: str) -> Snippet:
    picture = f"{address}image.svg"
    target = f"<{picture}>" if {*"()"} & {*picture} else picture
    return Snippet(
        form="markdown",
        name="In Markdown",
        purpose="One line; the picture is the light one everywhere.",
        text=f"![{alternative(figure).translate(_MARKDOWN_SPECIAL)}]({target})",
    )


def _object(figure: RenderedFigure, address: str) -> Snippet:
    template = Markup(
        '<object type="image/svg+xml" data="{at}figure.svg" width="{width}" style="max-width: 100%" '
        'aria-label="{title}">\n{alt}\n</object>'
    )
    text = template.format(at=address, width=figure.spec.width, title=figure.title, alt=alternative(figure))
    return Snippet(
        form="object",
        name="As an object",
        purpose="The drawing from its own file: real text, and motion that respects the reader’s setting.",
        text=str(text),
    )


def _iframe(figure: RenderedFigure, address: str) -> Snippet:
    template = Markup(
        '<iframe src="{at}frame.html" title="{title}" width="100%" height="{height}" style="border: 0" '
        'loading="lazy" allow="clipboard-write"></iframe>'
    )
    height = round(figure.spec.width * figure.drawing.height / figure.drawing.width) + _TEXT_PX
    return Snippet(
        form="iframe",
        name="As a frame",
        purpose="The whole figure with its controls, words and table. The script fits the height; "
        "one copy of it serves all the frames of a page.",
        text=str(template.format(at=address, title=figure.title, height=height)) + _LISTENER,
    )
