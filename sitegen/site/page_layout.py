"""What every page shares: its metadata, its navigation, its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from sitegen.page.environment import Templates
from sitegen.page.fragment import SCRIPT
from sitegen.page.html_text import ENGLISH, lang_attribute
from sitegen.page.links import root_of
from sitegen.site.config import SiteConfig
from sitegen.site.navigation import Entry, main_navigation

MISSING = "404.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """What a page says about itself.

    Parameters
    ----------
    path : str
        Where it stands in the built site.
    title, description : str
        For the browser's tab, lists and search engines.
    stylesheets : sequence of str
        Paths of stylesheets beyond the site's own: those of the figures on the page.
    explorable : bool
        Whether a figure on the page has states to choose among, which takes the script.
    """

    path: str
    title: str
    description: str
    stylesheets: Sequence[str] = ()
    explorable: bool = False

    @property
    def root(self) -> str:
        """The way to the site's root."""
        return root_of(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """The frame around every page.

    Parameters
    ----------
    config : SiteConfig
        What the site is called, in which language it is.
    templates : Templates
        What pages are made with.
    entries : tuple of Entry
        The main navigation.
    """

    config: SiteConfig
    templates: Templates
    entries: tuple[Entry, ...]

    @property
    def english(self) -> Markup:
        """The attribute that marks sitegen's own words on the pages."""
        return lang_attribute(ENGLISH, self.config.lang)

    @property
    def base_url(self) -> str | None:
        """Address of the built site, ending in a slash; None when it is not known."""
        return self.config.base_url

    def address(self, path: str) -> str:
        """Full address of the page `path`; empty without a base address."""
        if self.base_url is None:
            return ""
        folder, _, name = path.rpartition("/")
        return self.base_url + quote(path if name != "index.html" else f"{folder}/" if folder else "")

    def page(self, meta: PageMeta, template: str, values: Mapping[str, Any]) -> str:
        """The whole HTML text of a page."""
        shown = {
            "path": meta.path,
            "root": self._root(meta),
            "title": meta.title,
            "description": meta.description,
            "stylesheets": meta.stylesheets,
            "script": SCRIPT if meta.explorable else "",
            "address": "" if meta.path == MISSING else self.address(meta.path),
            "navigation": main_navigation(self.entries, meta.path, self._root(meta)),
        }
        return str(
            self.templates.fill(template, {"site": self.config, "english": self.english, "page": shown, **values})
        )

    def _root(self, meta: PageMeta) -> str:
        """The way to the site's root; a server shows 404.html at any depth, so there it begins at the server's root."""
        return urlsplit(self.base_url).path if meta.path == MISSING and self.base_url else meta.root
