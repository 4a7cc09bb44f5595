"""Write the accessibility statement: text, and the audit results of every figure."""

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
    """The default text, for a site whose author wrote none."""
    return read_page(ContentFile(STATEMENT, templates.source(f"texts/{STATEMENT}")))


def statement_page(site: Site, targets: Targets) -> SiteFile:
    """The statement with the table of audit results."""
    return SiteFile(site.statement.path, lambda: _page(site, body(site, site.statement, targets)))


def statement_without_text(site: Site) -> SiteFile:
    """The page without the author's text; it can be made before the links of the text are checked."""
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
