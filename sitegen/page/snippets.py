"""Ready pieces of HTML and Markdown with which others show a figure, its alternative text filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from sitegen.products import RenderedFigure

_MARKDOWN_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&|$"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """One way to embed a figure.

    Parameters
    ----------
    name : str
        What it is called on the page.
    purpose : str
        Where it fits and what it keeps of the figure, in one or two sentences.
    text : str
        The text to copy: plain text, to be escaped like any other where a page shows it.
    """

    name: str
    purpose: str
    text: str


def alternative(figure: RenderedFigure) -> str:
    """The text that stands for the picture: its name and its summary, as they are said."""
    title = figure.title.rstrip()
    stop = "" if title.endswith((".", "!", "?")) else "."
    return " ".join(f"{title}{stop} {figure.words.summary('spoken')}".split())


def snippets(figure: RenderedFigure, address: str) -> tuple[Snippet, ...]:
    """The snippets of `figure`, whose files lie at `address` (empty: beside the page that shows them)."""
    return (_inline(figure), _picture(figure, address), _markdown(figure, address))


def _inline(figure: RenderedFigure) -> Snippet:
    drawing = Markup(figure.files["figure.svg"])  # noqa: S704 - the writer of SVG escapes its texts
    caption = figure.spec.caption or figure.title
    return Snippet(
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
        name="As a picture",
        purpose="For README files and pages that take no inline SVG. It is still for readers who ask for less motion.",
        text=str(lines),
    )


def _markdown(figure: RenderedFigure, address: str) -> Snippet:
    return Snippet(
        name="In Markdown",
        purpose="One line; the picture is the light one everywhere.",
        text=f"![{alternative(figure).translate(_MARKDOWN_SPECIAL)}]({address}image.svg)",
    )
