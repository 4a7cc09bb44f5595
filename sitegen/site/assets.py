"""Collect the files that browsers and editors load: stylesheet, script, icon and JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sitegen.figures import KINDS
from sitegen.figures.kind import AnyKind
from sitegen.page.fragment import SCRIPT
from sitegen.page.frame import REPORT
from sitegen.site.model import Site, SiteFile
from sitegen.spec.json_schema import kind_schema, schema_text, spec_schema
from sitegen.svg.keyframes import spring_css
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME


def assets(site: Site) -> Iterator[SiteFile]:
    """The stylesheet, with the figures' roles, the script of interactive figures, and the icon."""
    templates = site.layout.templates
    yield SiteFile("assets/site.css", lambda: templates.stylesheet() + role_css(THEME) + spring_css())
    for name in (SCRIPT, REPORT, "assets/icon.svg"):
        yield SiteFile(name, partial(templates.source(name).read_text, encoding="utf-8"))


def schemas() -> Iterator[SiteFile]:
    """JSON Schemas for editors: one for every spec, one for each kind."""
    yield SiteFile("schema/figure.schema.json", lambda: schema_text(spec_schema(KINDS)))
    for name, kind in sorted(KINDS.items()):
        yield SiteFile(f"schema/{name}.schema.json", partial(_kind_schema, name, kind))


def _kind_schema(name: str, kind: AnyKind) -> str:
    return schema_text(kind_schema(name, kind))
