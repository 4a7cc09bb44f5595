"""Everything a page of the site may link to, and the check of every link and image of the author's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.errors import Diagnostic
from sitegen.figures import KINDS
from sitegen.page.links import LinkError, Targets
from sitegen.page.markdown import Place
from sitegen.site.content import Content
from sitegen.site.documents import SitePage
from sitegen.site.figures import SpecBook
from sitegen.site.navigation import Section
from sitegen.spec.model import FigureSpec

_NONE: frozenset[str] = frozenset()
_DOWNLOADS = ("figure.svg", "image.svg", "image-dark.svg", "still.svg", "still-dark.svg")
_DATA = ("data.json", "data.csv", "description.txt", "manifest.json")


def all_targets(content: Content, pages: Iterable[SitePage], sections: Iterable[Section], book: SpecBook) -> Targets:
    """The pages and files of the built site, each with its anchors."""
    anchors: dict[str, frozenset[str]] = {file.path: _NONE for file in content.files}
    anchors |= {section.path: _NONE for section in sections}
    for page in pages:
        anchors[page.path] = page.document.anchors | {f"fig-{name}" for name in book.shown[page.path]}
    for name in book.specs:
        anchors[f"figures/{name}/index.html"] = frozenset({f"fig-{name}", "spec", "embed", "evidence"})
        anchors |= {f"figures/{name}/{file}": _NONE for file in (*_DOWNLOADS, *_DATA)}
    anchors["figures/index.html"] = frozenset(KINDS)
    anchors["reference/index.html"] = frozenset({"spec-schema", "spec-fields", *FigureSpec.model_fields})
    anchors["schema/figure.schema.json"] = _NONE
    for name, kind in KINDS.items():
        anchors[f"reference/{name}.html"] = frozenset(
            {"kind-example", "kind-formula", "kind-parameters", "kind-figures", *kind.params.model_fields}
        )
        anchors[f"schema/{name}.schema.json"] = _NONE
    return Targets(anchors)


def link_problems(pages: Iterable[SitePage], targets: Targets) -> Iterator[Diagnostic]:
    """Links that lead nowhere, and pictures that would not be shown or say nothing."""
    for page in pages:
        for place in (*page.document.links, *page.document.images):
            try:
                targets.resolve(place.address, page.path)
            except LinkError as error:
                yield place.diagnostic(page.document.file, str(error))
        for place in page.document.images:
            yield from _image_problems(place, page)


def _image_problems(place: Place, page: SitePage) -> Iterator[Diagnostic]:
    if "//" in place.address:
        message = "pages load no pictures from other hosts; put the file into the content folder"
        yield place.diagnostic(page.document.file, message)
    if not place.token.content.strip():
        message = "the picture has no alternative text; write it between the brackets: ![what it shows](…)"
        yield place.diagnostic(page.document.file, message)
