"""The gallery of all figures, and the page that each figure has of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from sitegen.figures import KINDS
from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.code import code_block
from sitegen.page.links import root_of
from sitegen.page.snippets import snippets
from sitegen.page.words import sentence_html
from sitegen.products import RenderedFigure
from sitegen.site.evidence import evidence_of
from sitegen.site.pages import uses
from sitegen.site.shell import Head
from sitegen.site.site import Product, Site

GALLERY = "figures/index.html"


def figure_pages(site: Site) -> Iterator[Product]:
    """The gallery, and for every figure its page and its products."""
    yield GALLERY, _gallery(site)
    for name, figure in site.figures.items():
        yield f"figures/{name}/index.html", figure_page(site, figure)
        for file, text in figure.files.items():
            yield f"figures/{name}/{file}", text


def _gallery(site: Site) -> str:
    found = {name: site.of_kind(name) for name in sorted(KINDS)}
    groups = [
        {"kind": name, "title": KINDS[name].title, "cards": [_card(figure) for figure in figures]}
        for name, figures in found.items()
        if figures
    ]
    head = Head(path=GALLERY, title="Figures", description="Every figure of this site, with its data, words and files.")
    return site.shell.page(head, "pages/gallery.html", {"groups": groups})


def _card(figure: RenderedFigure) -> dict[str, Any]:
    """A still drawing with its name and the sentence that says its result."""
    telling = [sentence for sentence in figure.words.sentences if sentence.level > 1] or figure.words.sentences
    width, height = _size(figure)
    return {
        "id": figure.spec.id,
        "title": figure.title,
        "summary": sentence_html(telling[0]),
        "width": width,
        "height": height,
    }


def _size(figure: RenderedFigure) -> tuple[int, int]:
    """Size of the still drawing, so that the page does not jump when it arrives."""
    found = re.search(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"', figure.files["still.svg"])
    width, height = (float(found[1]), float(found[2])) if found else (3.0, 2.0)
    return figure.spec.width, round(figure.spec.width * height / width)


def figure_page(site: Site, figure: RenderedFigure) -> str:
    """The page of one figure: the block, its spec, ready snippets and the evidence."""
    path = f"figures/{figure.spec.id}/index.html"
    folder = site.shell.address(path)
    head = Head(
        path=path,
        title=figure.title,
        description=figure.spec.caption or figure.words.sentences[0].text(),
        stylesheets=site.stylesheets([figure.spec.id]),
    )
    values = {
        "figure": figure,
        "block": figure_block(figure, BlockPlace(head.root), site.shell.templates),
        "uses": [{"title": page.title, "address": root_of(path) + page.path} for page in uses(site, figure.spec.id)],
        "source": spec_source(site, figure.spec.id),
        "snippets": snippets(figure, folder),
        "absolute": bool(folder),
        "evidence": evidence_of(figure),
    }
    return site.shell.page(head, "pages/figure.html", values)


def spec_source(site: Site, name: str) -> Markup:
    """The YAML that a figure was made from, coloured."""
    return code_block(site.book.specs[name].text.strip() + "\n", "yaml")
