"""Links of authors, resolved to relative addresses in the built site."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from sitegen.errors import did_you_mean
from sitegen.spec.source_text import YAML_SUFFIXES

SCHEMES = ("http", "https", "mailto")


class LinkError(ValueError):
    """A link without a target; the text says what is allowed."""


def root_of(path: str) -> str:
    """The relative path from the page `path` to the site's root: ``../../`` for ``figures/relu/index.html``."""
    return "../" * path.count("/")


def built_path(source: str) -> str:
    """Path in the built site of a content file: ``.html`` for a page, the figure's page for a spec."""
    stem, suffix = posixpath.splitext(source)
    if suffix == ".md":
        return f"{stem}.html"
    if suffix in YAML_SUFFIXES and source.startswith("figures/"):
        return f"{stem}/index.html"
    return source


def relative(target: str, page: str) -> str:
    """The address of the file `target` relative to the file `page`, both paths in the built site."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def destination(href: str, page: str) -> tuple[str, str] | None:
    """The target of `href` in `page`: a path in the built site and an anchor, or None for an external address.

    Raises
    ------
    LinkError
        If the address would not work under every base address.
    """
    parts = urlsplit(href)
    if parts.scheme:
        if parts.scheme.lower() not in SCHEMES:
            raise LinkError(f"links may begin with {', '.join(SCHEMES)}, not with {parts.scheme}:")
        return None
    if href.startswith("/"):
        raise LinkError(f"'{href}' begins with a slash; write the path relative to this page")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if path.startswith("../") or path == "..":
        raise LinkError(f"'{href}' leaves the content folder")
    target = built_path(path)
    if parts.path.endswith("/") or path == ".":
        target = posixpath.normpath(posixpath.join(path, "index.html"))
    return target, unquote(parts.fragment)


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets of links."""

    anchors: Mapping[str, frozenset[str]]
    """The ids of every page of the built site, by its path; empty for other files."""
    unjudged: frozenset[str] = frozenset()
    """Files and folders that are not checked, because they have other errors."""

    def resolve(self, href: str, page: str) -> str:
        """The address for `href` in `page`, a path in the built site.

        Raises
        ------
        LinkError
            If there is no such target, or the address would not work under every base address.
        """
        found = destination(href, page)
        if found is None:
            return href
        target, fragment = found
        if not self.unjudged & {target, posixpath.dirname(target)}:
            self._check(href, target, fragment)
        behind = f"#{quote(fragment)}" if fragment else ""
        if target == page and behind:
            return behind
        return relative(target, page) + behind

    def _check(self, href: str, target: str, fragment: str) -> None:
        if target not in self.anchors:
            raise LinkError(f"'{href}' leads to no page, figure or file{_suggestion(target, self.anchors)}")
        known = self.anchors[target]
        if fragment and fragment not in known:
            raise LinkError(f"'{href}': the page has no heading '{fragment}'{_suggestion(fragment, known)}")


def _suggestion(wrong: str, known: Mapping[str, object] | frozenset[str]) -> str:
    hint = did_you_mean(wrong, known)
    return f", {hint}" if hint else ""
