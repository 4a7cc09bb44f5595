"""The accessibility statement: prose, and the evidence of every figure."""

from __future__ import annotations

from sitegen.page.environment import Templates
from sitegen.site.content import STATEMENT, ContentFile
from sitegen.site.documents import SitePage, read_page
from sitegen.site.evidence import evidence_table
from sitegen.site.pages import body
from sitegen.site.shell import Head
from sitegen.site.site import Product, Site


def default_statement(templates: Templates) -> SitePage:
    """The text for a site whose author wrote none."""
    return read_page(ContentFile(STATEMENT, templates.source(f"texts/{STATEMENT}")))


def statement_page(site: Site) -> Product:
    """The statement with its table."""
    page = site.statement
    head = Head(
        path=page.path,
        title=page.title,
        description=page.front.description or page.title,
        stylesheets=site.stylesheets(site.book.shown[page.path]),
    )
    values = {"body": body(site, page), "evidence": evidence_table(site.figures.values())}
    return page.path, site.shell.page(head, "pages/accessibility.html", values)
