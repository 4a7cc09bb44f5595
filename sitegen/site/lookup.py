"""One figure of a content folder, without the work of the others."""

from __future__ import annotations

from pathlib import Path

from sitegen.audit.report import require_accessible
from sitegen.errors import ContentError
from sitegen.pipeline import render_figure
from sitegen.resolve.references import Resolver
from sitegen.site.content import find_content
from sitegen.site.source_pages import read_pages
from sitegen.site.specs import SpecBook, collect
from sitegen.write.figure_files import RenderedFigure


def read_book(content: Path) -> SpecBook:
    """Every spec of the folder, in files and in pages; none is drawn."""
    found = find_content(content)
    pages, _ = read_pages(found.pages)
    book = collect(found.specs, pages)
    book.problems += found.problems
    return book


def draw_one(book: SpecBook, name: str) -> RenderedFigure:
    """Draw the figure `name`, one of those in `book`.

    Raises
    ------
    ContentError
        With what is wrong with it; of a broken one, or one whose id another has, with every error in the
        book, since its own may be any of them.
    """
    if name not in book.specs or name in book.broken:
        raise ContentError([problem for problem in book.problems if problem.severity == "error"])
    spec = book.specs[name]
    resolver = Resolver({other: each.loaded for other, each in book.specs.items()})
    figure = render_figure(resolver.resolve(spec.loaded))
    require_accessible(figure.audit, spec.file, spec.line)
    return figure
