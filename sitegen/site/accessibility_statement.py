"""The accessibility statement: prose, and the audit of every figure."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from sitegen.audit.audit_report import columns
from sitegen.page.environment import Templates
from sitegen.page.html_text import title_html
from sitegen.page.links import Targets
from sitegen.site.content import STATEMENT, ContentFile
from sitegen.site.model import Site, SiteFile
from sitegen.site.page_layout import PageMeta
from sitegen.site.source_pages import SitePage, read_page
from sitegen.site.text_pages import body


def default_statement(templates: Templates) -> SitePage:
    """The text for a site whose author wrote none."""
    return read_page(ContentFile(STATEMENT, templates.source(f"texts/{STATEMENT}")))


def statement_page(site: Site, targets: Targets) -> SiteFile:
    """The statement with its table."""
    return SiteFile(site.statement.path, lambda: _page(site, body(site, site.statement, targets)))


def statement_without_text(site: Site) -> SiteFile:
    """The same page with its table alone, which can be made before any link of the prose is known to be good."""
    return SiteFile(site.statement.path, partial(_page, site, Markup()))


def _page(site: Site, prose: Markup) -> str:
    page = site.statement
    meta = PageMeta(
        path=page.path,
        title=page.title,
        description=page.front.description or page.title,
        figures=site.registry.usages[page.path],
    )
    rows = [(figure.spec.id, title_html(figure), figure.audit.cells()) for figure in site.figures.values()]
    default = all(file.path != STATEMENT for file in site.content.pages)
    values = {"body": prose, "columns": columns(), "rows": rows, "default": default}
    return site.page(meta, "pages/accessibility.html", values)
