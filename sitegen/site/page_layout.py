"""Lay out pages: metadata, navigation and address, the same for every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from sitegen.page.environment import Templates
from sitegen.page.html_text import ENGLISH, lang_attribute
from sitegen.page.links import root_of
from sitegen.site.config import SiteConfig
from sitegen.site.navigation import Entry, main_navigation

MISSING = "404.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """Metadata of a page.

    Parameters
    ----------
    path : str
        Path in the built site.
    title, description : str
        For the browser's tab, lists and search engines.
    figures : sequence of str
        Ids of the figures on the page, which may need stylesheets and a script.
    """

    path: str
    title: str
    description: str
    figures: Sequence[str] = ()

    @property
    def root(self) -> str:
        """The relative address of the site's root."""
        return root_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """What all pages of a site share.

    Parameters
    ----------
    config : SiteConfig
        Title and language of the site.
    templates : Templates
        The templates of the pages.
    entries : tuple of Entry
        The main navigation.
    """

    config: SiteConfig
    templates: Templates
    entries: tuple[Entry, ...]

    @property
    def english(self) -> Markup:
        """The ``lang`` attribute for text of sitegen's own, which is in English."""
        return lang_attribute(ENGLISH, self.config.lang)

    @property
    def base_url(self) -> str | None:
        """Address of the built site, with a slash at its end; None when it is not known."""
        return self.config.base_url

    def address(self, path: str) -> str:
        """Full address of the page `path`; empty without a base address."""
        if self.base_url is None:
            return ""
        folder, _, name = path.rpartition("/")
        return self.base_url + quote(path if name != "index.html" else f"{folder}/" if folder else "")

    def page(
        self, meta: PageMeta, template: str, values: Mapping[str, Any], *, stylesheets: Sequence[str], script: str
    ) -> str:  # fmt: skip
        """The HTML of a page: `template` filled in with `values`, the navigation and the metadata."""
        shown = {
            "path": meta.path,
            "root": self._root(meta),
            "title": meta.title,
            "description": meta.description,
            "stylesheets": stylesheets,
            "script": script,
            "address": "" if meta.path == MISSING else self.address(meta.path),
            "navigation": main_navigation(self.entries, meta.path, self._root(meta)),
        }
        return str(
            self.templates.render(template, {"site": self.config, "english": self.english, "page": shown, **values})
        )

    def _root(self, meta: PageMeta) -> str:
        """The address of the site's root; absolute in 404.html, which a server shows at any depth."""
        return urlsplit(self.base_url).path if meta.path == MISSING and self.base_url else meta.root
