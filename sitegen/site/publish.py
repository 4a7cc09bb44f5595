"""What programs read rather than people: stylesheet, schemas, sitemap, and the marks for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from sitegen.figures import KINDS
from sitegen.site.shell import MISSING
from sitegen.site.site import Product, Site
from sitegen.spec.schema import kind_schema, schema_text, spec_schema
from sitegen.svg.style import role_css
from sitegen.theme import THEME


def assets(site: Site) -> Iterator[Product]:
    """The stylesheet, with the figures' roles, and the icon."""
    templates = site.shell.templates
    yield "assets/site.css", templates.stylesheet() + role_css(THEME)
    yield "assets/icon.svg", templates.source("assets/icon.svg").read_text(encoding="utf-8")


def schemas() -> Iterator[Product]:
    """JSON Schemas for editors: one for every spec, one for each kind."""
    yield "schema/figure.schema.json", schema_text(spec_schema(KINDS))
    for name, kind in sorted(KINDS.items()):
        yield f"schema/{name}.schema.json", schema_text(kind_schema(name, kind))


def index_files(site: Site, paths: Iterable[str]) -> Iterator[Product]:
    """``sitemap.xml`` and ``robots.txt``; they need the full address of the site."""
    if site.shell.base_url is None:
        return
    pages = sorted(path for path in paths if path.endswith(".html") and path != MISSING)
    entries = "".join(f"<url><loc>{escape(site.shell.address(path))}</loc></url>\n" for path in pages)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield "sitemap.xml", f"{opening}{entries}</urlset>\n"
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.shell.base_url}sitemap.xml\n"
