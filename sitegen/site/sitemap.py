"""Write ``sitemap.xml`` and ``robots.txt`` for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from xml.sax.saxutils import escape

from sitegen.site.model import Site, SiteFile
from sitegen.site.page_layout import MISSING


def search_engine_files(site: Site, pages: Iterable[str]) -> Iterator[SiteFile]:
    """``sitemap.xml`` and ``robots.txt``; neither is written without the full address of the site."""
    if site.layout.base_url is None:
        return
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.layout.base_url}sitemap.xml\n"
    yield SiteFile("sitemap.xml", partial(_sitemap, site, sorted(pages)))
    yield SiteFile("robots.txt", lambda: robots)


def _sitemap(site: Site, pages: Iterable[str]) -> str:
    addresses = (site.layout.address(path) for path in pages if path != MISSING)
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{entries}</urlset>\n"
