"""Links of authors, resolved to relative addresses in the built site."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, partial
from urllib.parse import quote, unquote, urlsplit

from sitegen.errors import LONGEST_NAME, MOST_NAMES
from sitegen.spec.message_format import nearest_or_all
from sitegen.spec.source_text import YAML_SUFFIXES

SCHEMES = ("http", "https", "mailto")
GENERATED_IDS = re.compile(r"(page|fig|sg)(-|$)|fn(ref)?\d")
"""The beginnings of generated ids; no heading has such an id."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".apng", ".bmp", ".ico")
"""Suffixes of pictures that browsers show."""


class LinkError(ValueError):
    """A link without a target; the text says what is allowed, and `hint` finds the nearest right address."""

    def __init__(self, message: str, hint: Callable[[], str] = str) -> None:
        super().__init__(message)
        self.hint = hint


def root_of(path: str) -> str:
    """The relative path from the page `path` to the site's root: ``../../`` for ``figures/relu/index.html``."""
    return "../" * path.count("/")


def folders_of(path: str) -> Iterator[str]:
    """The folder of `path` and its parent folders, without the uppermost."""
    while path := path.rpartition("/")[0]:
        yield path


def built_path(source: str) -> str:
    """Path in the built site of a content file: ``.html`` for a page, the figure's page for a spec."""
    stem, dot, suffix = source.rpartition(".")
    if not stem.rpartition("/")[2].strip("."):  # a hidden file has no suffix
        return source
    if suffix == "md":
        return f"{stem}.html"
    if dot + suffix in YAML_SUFFIXES and source.startswith("figures/"):
        return f"{stem}/index.html"
    return source


def readable(href: str) -> str:
    """The address as an author writes it, without the percent signs of letters such as ü."""
    decoded = unquote(href)
    return decoded if decoded.isprintable() and quote(decoded) != decoded and " " not in decoded else href


def relative(target: str, page: str) -> str:
    """The address of the file `target` relative to the file `page`, both paths in the built site."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or "."))


def destination(href: str, page: str) -> tuple[str, str] | None:
    """The target of `href` in `page`: a path in the built site and an anchor, or None for an external address.

    A `LinkError` if the address would not work under every base address.
    """
    parts = urlsplit(href)
    if parts.scheme:
        if parts.scheme.lower() not in SCHEMES:
            message = f"links may begin with {', '.join(SCHEMES)}, not with {parts.scheme}:"
            on_disk = "put the file into the content folder, and write its path relative to this page"
            raise LinkError(message, (lambda: on_disk) if len(parts.scheme) == 1 else str)
        if parts.scheme.lower() != "mailto" and not parts.netloc:
            raise LinkError(f"'{readable(href)}' names no host; write it like https://example.org")
        return None
    if href.startswith("/"):
        raise LinkError(f"'{readable(href)}' begins with a slash; write the path relative to this page")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if path.startswith("../") or path == "..":
        raise LinkError(f"'{readable(href)}' leaves the content folder")
    target = built_path(path)
    if parts.path.endswith("/") or path == ".":
        target = posixpath.normpath(posixpath.join(path, "index.html"))
    return target, unquote(parts.fragment)


def built_address(href: str, page: str) -> str:
    """The address for `href` in `page`, relative in the built site; a `LinkError` as from `destination`."""
    found = destination(href, page)
    if found is None:
        return href
    target, fragment = found
    behind = f"#{quote(fragment, safe='/=&,:')}" if fragment else ""
    return behind if target == page and behind else relative(target, page) + behind


@dataclass(frozen=True)
class Targets:
    """All targets of links."""

    anchors: Mapping[str, frozenset[str]]
    """The ids of every page of the built site, by its path; empty for other files."""
    unchecked: frozenset[str] = frozenset()
    """Files and folders that are not checked, because they have other errors."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """The files that authors write and may link to, with their paths in the built site."""

    def resolve(self, href: str, page: str, *, picture: bool = False) -> str:
        """The address for `href` in `page`, a path in the built site.

        Raises
        ------
        LinkError
            If there is no such target, the address would not work under every base address, or `picture` is true and the
            target is no picture.
        """
        self.check(href, page, self.destination(href, page), picture=picture)
        return built_address(href, page)

    def destination(self, href: str, page: str) -> tuple[str, str] | None:
        """As the function `destination`; the error has the nearest right address."""
        try:
            return destination(href, page)
        except LinkError as error:
            if error.hint is str and not urlsplit(href).scheme:  # a path from the top, or to a place outside
                raise LinkError(str(error), partial(self._suggestion, href.lstrip("/"), page)) from error
            raise

    def check(self, href: str, page: str, found: tuple[str, str] | None, *, picture: bool) -> None:
        """Check the link `href` in `page`, whose `destination` was `found`; errors as those of `resolve`."""
        if found is None:
            if picture:
                raise LinkError("pages load no pictures from other hosts; put the file into the content folder")
            return
        target, fragment = found
        if not self.unchecked & {target, posixpath.dirname(target)}:
            self._check(href, page, target, fragment, picture=picture)
            if picture and not target.lower().endswith(PICTURES):
                hint = _fence_of(target) or "a picture is a file such as diagram.png or diagram.svg"
                raise LinkError(f"'{readable(href)}' is no picture; {hint}")

    def _check(self, href: str, page: str, target: str, fragment: str, *, picture: bool) -> None:
        if target not in self.anchors:
            message = f"'{readable(href)}' leads to no page, figure or file"
            raise LinkError(message, partial(self._suggestion, href, page, picture=picture))
        known = self.anchors[target]
        if fragment and fragment not in known and not _is_part_of_file(target, fragment):
            message = f"'{readable(href)}': the page has no heading '{fragment}'"
            headings = sorted(each for each in known if not GENERATED_IDS.match(each))
            raise LinkError(message, partial(nearest_or_all, fragment, headings, "headings"))

    @cached_property
    def _by_stem(self) -> Mapping[str, list[str]]:
        """The sources by their names without folder and suffix."""
        found: dict[str, list[str]] = defaultdict(list)
        for source in sorted(self.sources):
            found[_stem(source)].append(source)
        return found

    def _suggestion(self, href: str, page: str, *, picture: bool = False) -> str:
        """``did you mean '../lessons/one.md'?``: the source with the nearest name, relative to `page`, which is not meant itself."""
        if _MAIL.fullmatch(href) or href.startswith("www."):
            return f"write {'https://' if href.startswith('www.') else 'mailto:'}{href}"
        if "%5C" in href or "\\" in href:
            return f"write {href.replace('%5C', '/').replace(chr(92), '/')}"
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(href).path)))
        if not picture and posixpath.join(wanted, "index.html") in self.anchors:
            return f"this is a folder; write {urlsplit(href).path}/"
        others = {
            stem: [each for each in found if (_is_shown(self.sources[each]) if picture else self.sources[each] != page)]
            for stem, found in self._by_stem.items()
        }
        names = {stem: found for stem, found in others.items() if found}
        stem = _stem(wanted) if _stem(wanted) in names else next(iter(_near(_stem(wanted), names)), "")
        if not stem:
            return ""
        source = next(iter(_near(wanted, names[stem], 0)), names[stem][0])
        if picture and (fence := _fence_of(self.sources[source])):
            return fence
        return f"did you mean '{posixpath.relpath(source, posixpath.dirname(page) or '.')}'?"


_MAIL = re.compile(r"[^\s@/:]+@[^\s@/:]+\.[a-zA-Z]{2,}")


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].lower()


def _near(name: str, names: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """The nearest of the first names."""
    return get_close_matches(name[:LONGEST_NAME], list(names)[:MOST_NAMES], 1, cutoff)


def _is_part_of_file(target: str, fragment: str) -> bool:
    """Whether viewers find the part that `fragment` names: a page of a PDF, or a part of a picture, sound or film."""
    return target.endswith(".pdf") or ("=" in fragment and not target.endswith(".html"))


def _is_shown(target: str) -> bool:
    """Whether `target` is a picture, or the page of a figure."""
    return target.lower().endswith(PICTURES) or bool(_fence_of(target))


def _fence_of(target: str) -> str:
    """What to write instead of a picture of a figure's page; empty for other files."""
    folder, _, name = target.removesuffix("/index.html").rpartition("/")
    is_figure = folder == "figures" and target.endswith("/index.html")
    return f"to show the figure, write a fence: ```figure {name}" if is_figure else ""
