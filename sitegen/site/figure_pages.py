"""Write the gallery of all figures, and the page and files of each figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from posixpath import dirname

from markupsafe import Markup

from sitegen.engine.keys import key_of
from sitegen.errors import Diagnostic, figure_problem
from sitegen.page.block import BlockPlace
from sitegen.page.code import code_block
from sitegen.page.figure_parts import FigureParts
from sitegen.page.frame import FRAME, frame_page
from sitegen.page.html_text import in_language
from sitegen.page.links import relative, root_of
from sitegen.page.snippets import snippets, spec_snippets
from sitegen.png.convert import missing_message, png
from sitegen.site.model import Site
from sitegen.site.navigation import entry_links
from sitegen.site.site_file import SiteFile
from sitegen.site.spec_registry import source_text

GALLERY = "figures/index.html"
FRAME_TEMPLATE, GALLERY_TEMPLATE, PAGE_TEMPLATE = "pages/frame.html", "pages/gallery.html", "pages/figure.html"
GALLERY_SCRIPT = "assets/gallery.js"
"""The script that marks the kind that the gallery shows."""


def figure_pages(site: Site) -> Iterator[SiteFile]:
    """The gallery, and the page and files of every figure."""
    yield site.page_file(GALLERY, GALLERY_TEMPLATE, partial(_gallery, site), _gallery_inputs(site))
    for name, figure in site.figures.items():
        own = site.figure_inputs([name])
        path = f"figures/{name}/index.html"
        yield site.page_file(path, PAGE_TEMPLATE, partial(figure_page, site, name), _page_inputs(site, name))
        frame = site.inputs(FRAME_TEMPLATE, own)
        yield SiteFile(f"figures/{name}/{FRAME}", partial(_frame, site, name), frame, True, FRAME_TEMPLATE)
        for file in figure.file_names:
            yield SiteFile(f"figures/{name}/{file}", _FigureFile(site, name, file), inputs=own)
        if figure.is_raster:
            yield SiteFile(f"figures/{name}/figure.png", partial(_picture, site, name), inputs=own)


def _gallery_inputs(site: Site) -> Mapping[str, str]:
    figures = [figure for _, group in sorted(site.figures_by_kind.items()) for figure in group]
    section = {"pages in figures": key_of(repr(site.sections.get(dirname(GALLERY))))}
    return {**site.list_inputs(figures, attrgetter("list_digest")), **section}


def _page_inputs(site: Site, name: str) -> Mapping[str, str]:
    uses = [(page.title, page.path) for page in site.pages_by_figure[name]]
    return {
        **site.figure_inputs([name]),
        f"spec of {name}": site.registry.entries[name].place.digest,
        f"pages with {name}": key_of(repr(uses)),
    }


def _frame(site: Site, name: str) -> str:
    path = f"figures/{name}/index.html"
    return frame_page(site.parts(name), root_of(path), site.address(path), site.templates, has_fonts=bool(site.fonts))


@dataclass(slots=True)
class _FigureFile:
    """Makes a file of a figure. A site has so many of them that a `partial` for each would need more memory than all else."""

    site: Site
    name: str
    file: str

    def __call__(self) -> str:
        return self.site.parts(self.name).files[self.file]


def _picture(site: Site, name: str) -> bytes:
    return png(site.parts(name).picture)


def picture_warnings(site: Site) -> Iterator[Diagnostic]:
    """A warning for each figure whose PNG lacks characters."""
    for name, figure in site.figures.items():
        if figure.missing_characters:
            place = site.registry.entries[name].place
            message = missing_message(figure.missing_characters)
            yield figure_problem(place.name, message, "warning", line=place.line)


def _gallery(site: Site) -> str:
    groups = [
        {"kind": name, "title": figures[0].kind_title, "cards": figures}
        for name, figures in sorted(site.figures_by_kind.items())
    ]
    section = site.sections.get(dirname(GALLERY))  # the author's pages in the figures folder
    entries = entry_links(section.entries, GALLERY, site.config.lang) if section else []
    description = "Every figure of this site, with its data, words and files."
    values = {"groups": groups, "count": len(site.figures), "entries": entries}
    scripts = [GALLERY_SCRIPT] if len(groups) > 1 else []
    return site.page(GALLERY, GALLERY_TEMPLATE, values, title="Gallery", description=description, scripts=scripts)


def figure_page(site: Site, name: str) -> str:
    """The page of one figure: figure block, spec, snippets and audit results."""
    figure = site.parts(name)
    path = f"figures/{figure.id}/index.html"
    folder, lang = site.address(path), site.config.lang
    values = {
        "figure": figure,
        "block": figure.block_at(BlockPlace(root_of(path), lang=lang)),
        "uses": [
            {"title": in_language(page.title, lang), "address": relative(page.path, path)}
            for page in site.pages_by_figure[figure.id]
        ],
        "source": spec_source(site, figure),
        "snippets": [
            (each, code_block(each.text, "", f"the snippet for {each.name}"))
            for each in (*snippets(figure, folder, with_drawing=False), *spec_snippets(figure.id))
        ],
        "absolute": bool(folder),
    }
    figures = [figure.id]
    return site.page(path, PAGE_TEMPLATE, values, title=figure.title, description=figure.summary, figures=figures)


def spec_source(site: Site, figure: FigureParts) -> Markup:
    """The YAML of a figure with syntax highlighting."""
    text = source_text(site.registry.entries[figure.id].source).strip()
    return code_block(f"{text}\n", "yaml", f"the spec of {figure.title}")
