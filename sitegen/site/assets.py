"""Write the files that browsers, editors and search engines load: stylesheet, script, icon, JSON Schemas and sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from typing import NamedTuple

from sitegen.engine.keys import key_of
from sitegen.figures import KINDS
from sitegen.page.block import SCRIPT
from sitegen.page.code import SCRIPT as CODE_SCRIPT
from sitegen.page.environment import Templates
from sitegen.page.frame import REPORT
from sitegen.site.content import TEMPLATES
from sitegen.site.figure_pages import GALLERY_SCRIPT
from sitegen.site.model import MISSING, Site
from sitegen.site.site_file import SiteFile
from sitegen.spec.declaration import Params
from sitegen.theme import Theme
from sitegen.theming.options import FontFile

_SPACE = re.compile(r"(?<=[{};])\n| (?=\{\n)")


def assets(site: Site) -> Iterator[SiteFile]:
    """The stylesheet, with the figures' roles, that of lists, the scripts, and the icon."""
    styles = {name: state.digest for name, state in site.memory.templates.items() if name.endswith(".css")}
    if site.config.theme:
        styles["theme in site.yaml"] = key_of(repr(site.config.theme))
    yield SiteFile("assets/site.css", partial(_stylesheet, site.templates, site.theme, site.fonts), inputs=styles)
    yield SiteFile(
        "assets/lists.css", partial(_lists_stylesheet, site.templates), inputs=_own(site, "assets/lists.css")
    )
    for name in (SCRIPT, CODE_SCRIPT, GALLERY_SCRIPT, REPORT, "assets/icon.svg"):
        yield SiteFile(name, partial(_template, site.templates, name), inputs=_own(site, name))


def _own(site: Site, name: str) -> dict[str, str]:
    """The digest of the author's own version of a template, if there is one."""
    own = f"{TEMPLATES}/{name}"
    return {own: site.memory.templates[own].digest} if own in site.memory.templates else {}


def _stylesheet(templates: Templates, theme: Theme, fonts: Sequence[FontFile]) -> str:
    """One line for each rule: after compression, it is shorter than one for each declaration."""
    from sitegen.svg.keyframes import spring_css  # with numpy
    from sitegen.svg.role_css import role_css
    from sitegen.theming.theme_css import font_faces

    return _SPACE.sub("", font_faces(fonts) + templates.stylesheet(theme.tokens) + role_css(theme) + spring_css())


def _lists_stylesheet(templates: Templates) -> str:
    """Rules for pages that few readers open: lessons, which most readers open, are lighter without them."""
    return _SPACE.sub("", templates.css("lists"))


def _template(templates: Templates, name: str) -> str:
    return templates.source(name).read_text(encoding="utf-8")


def schemas(site: Site) -> Iterator[SiteFile]:
    """JSON Schemas for editors: one for every spec, one for each kind."""
    yield SiteFile("schema/figure.schema.json", partial(_schema, site.kinds), inputs=site.kind_inputs(site.kinds))
    for name in site.kinds:
        inputs = site.kind_inputs([name])
        yield SiteFile(f"schema/{name}.schema.json", partial(_kind_schema, name), inputs=inputs)


def _schema(names: Iterable[str]) -> str:
    return _text_of_all(tuple((name, KINDS[name].params) for name in names))


def _kind_schema(name: str) -> str:
    return _text_of_kind(name, KINDS[name].params)


class _WithParams(NamedTuple):
    """The only part of a kind that its schema depends on, as a key for caches of schemas."""

    params: type[Params]


@lru_cache(maxsize=4)
def _text_of_all(kinds: tuple[tuple[str, type[Params]], ...]) -> str:
    from sitegen.spec.json_schema import schema_text, spec_schema

    return schema_text(spec_schema({name: _WithParams(params) for name, params in kinds}))


@lru_cache(maxsize=64)
def _text_of_kind(name: str, params: type[Params]) -> str:
    from sitegen.spec.json_schema import kind_schema, schema_text

    return schema_text(kind_schema(name, _WithParams(params)))


def search_engine_files(site: Site, pages: Iterable[str]) -> Iterator[SiteFile]:
    """``sitemap.xml`` and ``robots.txt``; neither is written without the full address of the site."""
    if site.config.base_url is None:
        return
    robots = f"User-agent: *\nAllow: /\nSitemap: {site.config.base_url}sitemap.xml\n"
    addresses = [site.address(path) for path in sorted(pages) if path != MISSING]
    inputs = {"addresses of pages": key_of(*addresses)}
    yield SiteFile("sitemap.xml", partial(_sitemap, addresses), inputs=inputs)
    yield SiteFile("robots.txt", partial(str, robots), inputs={"site.yaml": key_of(robots)})


def _sitemap(addresses: Iterable[str]) -> str:
    entries = "".join(f"<url><loc>{escape(address, quote=False)}</loc></url>\n" for address in addresses)
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{entries}</urlset>\n"
