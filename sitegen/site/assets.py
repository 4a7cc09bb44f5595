"""Write the files that browsers, editors and search engines load: stylesheet, script, icon, JSON Schemas and sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from xml.sax.saxutils import escape

from sitegen.figures import KINDS
from sitegen.page.fragment import SCRIPT
from sitegen.page.frame import REPORT
from sitegen.site.model import MISSING, Site, SiteFile
from sitegen.spec.json_schema import kind_schema, schema_text, spec_schema
from sitegen.svg.keyframes import spring_css
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME


def assets(site: Site) -> Iterator[SiteFile]:
    """The stylesheet, with the figures' roles, the script of interactive figures, and the icon."""
    templates = site.templates
    yield SiteFile("assets/site.css", lambda: templates.stylesheet() + role_css(THEME) + spring_css())
    for name in (SCRIPT, REPORT, "assets/icon.svg"):
        yield SiteFile(name, partial(templates.source(name).read_text, encoding="utf-8"))


def schemas() -> Iterator[SiteFile]:
    """JSON Schemas for editors: one for every spec, one for each kind."""
    yield SiteFile("schema/figure.schema.json", lambda: schema_text(spec_schema(KINDS)))
    for name in sorted(KINDS):
        yield SiteFile(f"schema/{name}.schema.json", partial(_kind_schema, name))


def _kind_schema(name: str) -> str:
    return schema_text(kind_schema(name, KINDS[name]))


def search_engine_files(site: Site, pages: Iterable[str]) -> Iterator[SiteFile]:
    """``sitemap.xml`` and ``robots.txt``; neither is written without the full address of the site."""
    if site.config.base_url is None:
        return
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.config.base_url}sitemap.xml\n"
    yield SiteFile("sitemap.xml", partial(_sitemap, site, sorted(pages)))
    yield SiteFile("robots.txt", lambda: robots)


def _sitemap(site: Site, pages: Iterable[str]) -> str:
    addresses = (site.address(path) for path in pages if path != MISSING)
    entries = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{entries}</urlset>\n"
