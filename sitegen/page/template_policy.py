"""What the Content Security Policy blocks in pages that are made from an author's templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import NamedTuple

from jinja2 import Environment

_Attributes = Mapping[str, str]
_STYLES = (
    "inline styles are blocked by the Content Security Policy of the pages",
    "put the rules into a style sheet, such as assets/pages.css",
)
_SCRIPTS = "inline scripts are blocked by the Content Security Policy of the pages", "leave them out"
_OTHERS = (
    "the Content Security Policy of the pages allows only files of this site, and no frames, audio, video or manifests",
    "link to it",
)
_BASE = (
    "the Content Security Policy of the pages blocks the base address of links",
    "write addresses from {{ page.root }} on",
)
_FORMS = "the Content Security Policy of the pages blocks forms that are sent", "link to a page that has the form"
_LINKS = ("href", "xlink:href", "action", "formaction", "src", "data")
_LOADED: Mapping[str, tuple[str, ...]] = {
    "script": ("src", "href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "video": ("poster",),
    "image": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
}
"""The attributes of elements whose files the policy allows from the site itself."""
_EMBEDDED: Mapping[str, str] = {"iframe": "src", "frame": "src", "object": "data", "embed": "src"}
"""Elements that the policy blocks, and the attribute without which they load nothing."""
_LOADING = frozenset(("stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch"))
"""Values of ``rel`` with which a link loads a file."""
_RUNS = re.compile(
    r"(?:text|application)/(?:x-)?(?:java|ecma|live|j)script(?:1\.\d)?|module|importmap|speculationrules"
)
_HANDLER = re.compile(r"on[a-z]+")
_REFERRING = frozenset(
    ("fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end", "cursor")
)
"""Attributes of SVG that may name a file."""
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NO_MARKUP = frozenset(("title", "textarea", "xmp", "noembed", "noframes"))
"""Elements whose content is text."""


class Blocked(NamedTuple):
    """A tag, or one of its attributes, that has no effect, with its place in the template, counted from 1."""

    line: int
    column: int
    length: int
    message: str
    hint: str


def blocked_by_policy(environment: Environment, text: str) -> list[Blocked]:
    """What browsers leave out of a page that is made by the template `text`, each fault of a tag once."""
    return _read(environment, text).found


def policy_of(environment: Environment, text: str) -> str:
    """The Content Security Policy that the template `text` states; empty if it states none."""
    return _read(environment, text).policy


def _read(environment: Environment, text: str) -> _Reader:
    reader = _Reader()
    with suppress(AssertionError):  # a declaration that HTML does not have ends the search
        reader.feed(_without_jinja(environment, text))
        reader.close()
    return reader


def _without_jinja(environment: Environment, text: str) -> str:
    """The template with an x for each character of an expression, and blanks for tags and comments of Jinja.

    So everything else keeps its place.
    """
    shown, at, in_expression = [], 0, False
    for _, kind, value in environment.lexer.tokeniter(text, None):
        start = text.find(value, at)
        shown += [_blank(text[at:start], " "), value if kind == "data" else _blank(value, " x"[in_expression])]
        if kind == "variable_begin":
            shown[-1], in_expression = _blank(value, "x"), True
        elif kind == "variable_end":
            shown[-1], in_expression = _blank(value, "x"), False
        at = start + len(value)
    return "".join((*shown, _blank(text[at:], " ")))


def _blank(text: str, sign: str) -> str:
    return re.sub(r"[^\n]", sign, text)


class _Reader(HTMLParser):
    """Notes what is blocked, and the policy."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Blocked] = []
        self.policy = ""
        self._text_of = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        if self._text_of:
            return
        if tag in _NO_MARKUP:
            self._text_of = tag
        given = {name: value or "" for name, value in reversed(attrs)}  # the first of equal names counts
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = given.get("content", "")
        written = self.get_starttag_text() or ""
        line, before = self.getpos()
        for message, hint in dict.fromkeys(_faults(tag, given)):
            self.found.append(Blocked(line, before + 1, len(written.partition("\n")[0]), message, hint))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag that ends itself, which has no content."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Read markup again behind the text of a title."""
        if tag == self._text_of:
            self._text_of = ""


def _faults(tag: str, given: _Attributes) -> Iterator[tuple[str, str]]:
    """Message and hint for each part of a tag that is blocked."""
    rules: Iterable[tuple[tuple[str, str], Callable[[str, _Attributes], bool]]] = (
        (_STYLES, _has_style),
        (_SCRIPTS, _has_script),
        (_OTHERS, _loads_others),
        (_BASE, lambda tag, given: tag == "base" and "href" in given),
        (_FORMS, _is_sent),
    )
    return (message for message, applies in rules if applies(tag, given))


def _has_style(tag: str, given: _Attributes) -> bool:
    return tag == "style" or "style" in given


def _has_script(tag: str, given: _Attributes) -> bool:
    if tag == "script" and not {"src", "href", "xlink:href"} & given.keys():
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if not kind or _RUNS.fullmatch(kind):
            return True
    has_handler = "-" not in tag and any(_HANDLER.fullmatch(name) for name in given)
    return has_handler or any(_address(given.get(name, "")).lower().startswith("javascript:") for name in _LINKS)


def _loads_others(tag: str, given: _Attributes) -> bool:
    if tag in {"audio", "video"} or (tag in _EMBEDDED and _EMBEDDED[tag] in given):
        return True
    loaded = [given.get(name, "") for name in _LOADED.get(tag, ())]
    if tag == "link":
        relations = set(given.get("rel", "").lower().split())
        if "manifest" in relations:
            return True
        if relations & _LOADING:
            loaded += [given.get("href", ""), *_candidates(given.get("imagesrcset", ""))]
    if tag in {"img", "source"}:
        loaded += _candidates(given.get("srcset", ""))
    loaded += [address for name, value in given.items() if name in _REFERRING for address in _URL.findall(value)]
    return any(map(_is_elsewhere, loaded))


def _is_sent(tag: str, given: _Attributes) -> bool:
    if tag == "form":
        return "action" in given and given.get("method", "").strip().lower() != "dialog"
    return tag in {"button", "input"} and "formaction" in given


def _candidates(srcset: str) -> list[str]:
    """The addresses in a ``srcset``; a comma within an address has no space behind it."""
    return [each.split()[0] for each in re.split(r",\s+|,$", srcset) if each.strip()]


def _address(text: str) -> str:
    """An address as browsers read it."""
    return re.sub(r"[\t\n\r]", "", text.strip("".join(map(chr, range(0x21))))).replace("\\", "/")


def _is_elsewhere(address: str) -> bool:
    """Whether an address begins with a scheme, such as ``data:``, or with a host."""
    read = _address(address)
    return read.startswith("//") or _SCHEME.match(read) is not None
