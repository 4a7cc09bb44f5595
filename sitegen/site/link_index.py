"""Index everything that a page may link to, and check every link and image of the author's pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sitegen.errors import Diagnostic
from sitegen.page.links import LinkError, Targets, built_path, folders_of
from sitegen.site.model import Site
from sitegen.site.site_file import SiteFile
from sitegen.site.site_page import PageLink, SitePage
from sitegen.site.text_pages import statement_page
from sitegen.spec.source_text import first_problems

_NONE: frozenset[str] = frozenset()
_ID = re.compile(r'<[a-z][^<>]*? id="([^"]*)"')


def link_index(site: Site, files: Iterable[SiteFile], *, sound: bool) -> Targets:
    """Index every file of the built site with the ids that links may end in.

    Parameters
    ----------
    site : Site
        The content and the figures.
    files : iterable of SiteFile
        The files that sitegen makes. A page among them is made here only when a link ends in one of its ids.
    sound : bool
        Whether there are no errors so far. Otherwise these pages cannot be made, and links to them are not checked.
    """
    anchors = dict.fromkeys((file.path for file in site.content.files), _NONE)
    wanted = set(_ends_in_an_id(site)) - {page.path for page in site.pages}
    for file in (*files, statement_page(site)):
        anchors[file.path] = _ids_of(site, file) if sound and file.path in wanted else _NONE
    for page in _authored(site):
        anchors[page.path] = anchors.get(page.path, _NONE) | site.anchors(page)
    content = site.content
    sources = {file.path: built_path(file.path) for file in (*content.pages, *content.specs, *content.files)}
    return Targets(anchors, frozenset({*_unfinished(site), *(() if sound else wanted)}), sources)


def _ids_of(site: Site, file: SiteFile) -> frozenset[str]:
    """The ids in a page that sitegen makes."""
    memory = site.memory
    key = memory.key("ids", file.path, *(f"{name} {digest}" for name, digest in sorted(file.inputs.items())))
    known = memory.anchors.facts(key)
    return frozenset(memory.anchors.add(key, sorted(ids(file.text()))) if known is None else known)


def ids(html: str) -> frozenset[str]:
    """The ids of all elements in `html`."""
    return frozenset(_ID.findall(html))


def _authored(site: Site) -> tuple[SitePage, ...]:
    return (*site.pages, site.statement)


def _ends_in_an_id(site: Site) -> Iterator[str]:
    """Paths of the pages that links with a fragment lead to."""
    return (link.target for page in _authored(site) for link in page.targets if link.fragment)


def _unfinished(site: Site) -> Iterator[str]:
    """Paths about which nothing can be said: pages with errors, lists of these pages, and folders of figures with errors."""
    for path in {built_path(file.path) for file in site.content.pages} - {page.path for page in _authored(site)}:
        yield path
        yield from (f"{folder}/index.html" for folder in folders_of(path))
    yield from (
        f"figures/{name}" for name in site.registry.invalid | (site.registry.entries.keys() - site.figures.keys())
    )


def link_problems(site: Site, targets: Targets) -> Iterator[Diagnostic]:
    """Broken links, images from other hosts, and images without alternative text: the first of each page."""
    for page in _authored(site):
        yield from first_problems(_problems_of(page, targets))


def _problems_of(page: SitePage, targets: Targets) -> Iterator[Callable[[], Diagnostic]]:
    for link in page.links:
        try:
            found = (link.target, link.fragment) if link.target else targets.destination(link.address, page.path)
            targets.check(link.address, page.path, found, picture=link.is_picture)
        except LinkError as error:
            yield partial(_link_problem, link, error)
        if link.is_picture and not link.alternative:
            yield partial(
                link.problem,
                "the picture has no alternative text; write it between the brackets: ![what it shows](…)",
            )


def _link_problem(link: PageLink, error: LinkError) -> Diagnostic:
    return link.problem(str(error), error.hint())
