"""Write the gallery of all figures, and the page and files of each figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from posixpath import dirname

from markupsafe import Markup

from sitegen.errors import Diagnostic, figure_problem
from sitegen.page.block import BlockPlace
from sitegen.page.code import code_block
from sitegen.page.figure_parts import FigureParts
from sitegen.page.frame import FRAME, frame_page
from sitegen.page.html_text import in_language
from sitegen.page.links import relative, root_of
from sitegen.page.snippets import snippets
from sitegen.png.convert import missing_characters, missing_message, png
from sitegen.site.model import Site, SiteFile
from sitegen.site.navigation import entry_links
from sitegen.site.spec_registry import source_text

GALLERY = "figures/index.html"


TALL = 1.1
"""Ratio of height to width from which the gallery crops a drawing."""


def figure_pages(site: Site) -> Iterator[SiteFile]:
    """The gallery, and the page and files of every figure."""
    yield SiteFile(GALLERY, partial(_gallery, site))
    for name, figure in site.figures.items():
        yield SiteFile(f"figures/{name}/index.html", partial(figure_page, site, figure))
        yield SiteFile(f"figures/{name}/{FRAME}", partial(_frame, site, figure), framed=True)
        for file in figure.files:
            yield SiteFile(f"figures/{name}/{file}", partial(figure.files.__getitem__, file))
        if figure.is_raster:
            yield SiteFile(f"figures/{name}/figure.png", partial(png, figure.files["still.svg"]))


def _frame(site: Site, figure: FigureParts) -> str:
    path = f"figures/{figure.id}/index.html"
    return frame_page(figure, root_of(path), site.address(path), site.templates)


def picture_warnings(site: Site) -> Iterator[Diagnostic]:
    """A warning for each figure whose PNG lacks characters."""
    for name, figure in site.figures.items():
        missing = missing_characters(figure.files["still.svg"]) if figure.is_raster else ()
        if missing:
            source = site.registry.sources[name]
            yield figure_problem(source.name, missing_message(missing), "warning", line=source.first_line)


def _gallery(site: Site) -> str:
    groups = [
        {"kind": name, "title": figures[0].kind_title, "cards": figures}
        for name, figures in sorted(site.figures_by_kind.items())
    ]
    section = site.sections.get(dirname(GALLERY))  # the author's pages in the figures folder
    entries = entry_links(section.entries, GALLERY, site.config.lang) if section else []
    description = "Every figure of this site, with its data, words and files."
    values = {"groups": groups, "entries": entries, "tall": TALL}
    return site.page(GALLERY, "pages/gallery.html", values, title="Gallery", description=description)


def figure_page(site: Site, figure: FigureParts) -> str:
    """The page of one figure: figure block, spec, snippets and audit results."""
    path = f"figures/{figure.id}/index.html"
    folder, lang = site.address(path), site.config.lang
    values = {
        "figure": figure,
        "block": figure.block_at(BlockPlace(root_of(path), lang=lang)),
        "uses": [
            {"title": in_language(page.title, lang), "address": relative(page.path, path)}
            for page in site.pages_by_figure[figure.id]
        ],
        "source": spec_source(site, figure.id),
        "snippets": snippets(figure, folder),
        "absolute": bool(folder),
    }
    figures = [figure.id]
    return site.page(path, "pages/figure.html", values, title=figure.title, description=figure.summary, figures=figures)


def spec_source(site: Site, name: str) -> Markup:
    """The YAML of a figure with syntax highlighting."""
    return code_block(source_text(site.registry.sources[name]).strip() + "\n", "yaml")
