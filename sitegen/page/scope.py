"""The site's style sheet becomes one for pages of others: what a figure needs, held inside one class, sure against theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.page.environment import Templates
from sitegen.page.rules import Rule, declarations, properties, rules, with_strings, without_strings
from sitegen.svg.keyframes import spring_css
from sitegen.svg.role_css import role_css
from sitegen.theme import THEME

SCOPE = "sg-fragment"
"""Class of the box around a figure on a page of others."""

_PARENT = f".{SCOPE},#sg-none#sg-none"
"""Nothing has this id: in a list, all nested rules get its weight, which is more than a page's own rules have."""
_INSISTED = (
    "display position inset float clear width min-width max-width height min-height max-height padding border-width "
    "border-style border-radius box-shadow overflow opacity filter content columns white-space vertical-align table-layout "
    "caption-side list-style appearance align-self text-indent text-transform"
)
"""What rules of a page may not change in a figure even where they insist."""
_INSIDE = ":where(:not(svg,svg *)),::before,::after"
_RESET = (
    f"&,{_INSIDE},::first-letter,::first-line,::marker,::-webkit-details-marker,::-webkit-slider-thumb,::-webkit-slider-runnable-track{{all:revert}}"
    "::-moz-range-thumb,::-moz-range-track{all:revert}"
    f"{_INSIDE}{{{';'.join(f'{name}:revert!important' for name in _INSISTED.split())}}}"
    "svg{position:static!important;float:none!important;opacity:1!important;margin:0;padding:0!important;border:0!important;border-radius:0!important;"
    "min-width:0!important;max-width:none!important;max-height:none!important;background:none;box-shadow:none!important;"
    "fill:#000;stroke:none;filter:none!important;transform:none}"
)
"""Inside drawings attributes count as rules of the page, so that there nothing may be taken back at once.

Nor in ``::details-content``, which browsers hide with what counts as a rule of the page, too.
"""
_ELEMENTS = re.compile(
    "figure|figcaption|div|span|p|strong|fieldset|legend|label|input|select|option|output|button|details|summary"
    "|ol|ul|li|dl|dt|dd|table|caption|thead|tbody|tr|th|td|svg|rect|text"
)
"""What a figure consists of; it has no links where no files lie beside it."""
_CLASSES = re.compile("sg|sg-.*|number")
_DARK = (
    '[data-md-color-scheme="slate"]',
    '[data-theme="dark"]',
    '[data-bs-theme="dark"]',
    '[data-jp-theme-light="false"]',
    ".quarto-dark",
    ".vscode-dark",
)
_LIGHT = (
    '[data-md-color-scheme="default"]',
    '[data-theme="light"]',
    '[data-bs-theme="light"]',
    '[data-jp-theme-light="true"]',
    ".quarto-light",
    ".vscode-light",
)
"""How pages say what their reader has chosen: Material, Furo and PyData, Bootstrap, JupyterLab, Quarto, VS Code."""
_AUTO = '[data-theme="auto"]'
"""Furo leaves it to the reader's system."""
_SWITCHED = (
    f":where({','.join(_LIGHT)}) &{{color-scheme:light}}"
    f"@media screen{{:where({_AUTO}) &{{color-scheme:light dark}}:where({','.join(_DARK)}) &{{color-scheme:dark}}}}"
)
"""Without a switch, the scheme is that of the page around; the browser's own parts, such as check boxes, follow as well."""
_LAB = ":where(.jp-NotebookPanel) & .sg-copy{display:none!important}"
"""In JupyterLab every run of a cell has another address, and a link to a state would soon lead nowhere."""
_TWO_SCHEMES = "@supports (color:light-dark(#000,#000))"
_ONE_SCHEME = "@supports not (color:light-dark(#000,#000)){&{color-scheme:light}}"
"""A browser that does not know two schemes shows light figures."""
_YIELDING = re.compile(
    r"--|accent-color|animation|background|color|fill|font|letter-spacing|line-height|margin|stroke|text-align|transform"
    r"|word-spacing|.*!\s*important$",
    re.IGNORECASE,
)
"""Declarations of ours that stay as they are. An important one would stop an animation; readers' own tools insist on letters,
spacing and colours; the last is important already.
"""
_DARK_SETTING = re.compile(r"\s+and\s+\(prefers-color-scheme:\s*dark\)|\(prefers-color-scheme:\s*dark\)(?:\s+and\s+)?")
_NOT_ALONE = re.compile(r"\bnot\b|\bor\b|,")
"""In a query that is more than one thing after the other, the setting cannot be taken out."""
_COLOUR = re.compile(
    r"#[\da-fA-F]{3,8}|[a-z]+\([^()]*(?:\([^()]*\)[^()]*)*\)|(?!none|auto|normal|initial|inherit|unset|revert|url)[a-z]+"
)

_Light = dict[str, dict[str, str]]


def scoped_stylesheet(templates: Templates) -> str:
    """The rules of every figure in a page of others.

    Colours follow the page's own switch where it has one of those that are known, and else its ``color-scheme``: a figure is
    not dark on a page that is always light. A page may set each colour as ``--sg-<colour name>``. The size of letters is the
    reader's own, whatever the page makes of ``rem``.
    """
    return _scoped(templates.stylesheet(), templates.source("assets/fragment.css").read_text(encoding="utf-8"))


@cache
def _scoped(site: str, fragment: str) -> str:
    strings: list[str] = []
    site, fragment = (without_strings(sheet, strings) for sheet in (site, fragment))
    parts = [*rules(site), *rules(_open_to_host(role_css(THEME))), *rules(fragment)]
    nested = with_strings(_without_unused(_relative("".join(_nested(parts)))), strings)
    unit = '@property --sg-rem{syntax:"<length>";inherits:true;initial-value:16px}'
    return f"{spring_css()}{unit}{_PARENT}{{{_RESET}{nested}{_SWITCHED}{_LAB}{_ONE_SCHEME}}}"


def _without_unused(css: str) -> str:
    """Without the custom properties that nothing asks for, such as the colours of code."""
    used = set(re.findall(r"var\(--([\w-]+)", css))
    return re.sub(r"(?<![\w(-])--([\w-]+):[^;}]*;?", lambda found: found[0] if found[1] in used else "", css)


def _open_to_host(roles: str) -> str:
    """Colours of our own under names of our own, so that a page's may stand before them; the system's before both."""
    return "".join(
        f"{prelude}{{{body if 'forced-colors' in prelude else _own(body)}}}" for prelude, body in rules(roles)
    )


def _own(body: str) -> str:
    return re.sub(
        r"var\(--sg-([\w-]+)\)", r"var(--sg-\1,var(--sg-own-\1))", re.sub(r"(?<![(\w-])--sg-", "--sg-own-", body)
    )


def _relative(css: str) -> str:
    """Lengths that do not depend on the page's root element; in conditions the letters of the box are the measure."""
    conditions = re.sub(r"(@container[^{]*?[\d.]+)rem", r"\1em", css)
    return re.sub(r"([\d.]+)rem", r"calc(\1*var(--sg-rem))", conditions)


def _nested(parts: list[Rule], light: _Light | None = None, around: str = "") -> Iterator[str]:
    """The rules that can reach a figure, the colours of the dark scheme beside those of the light.

    `light` has the custom properties so far, by the condition that they are set under; `around` is the condition of `parts`.
    """
    light = {} if light is None else light
    for prelude, body in parts:
        if not prelude.startswith("@"):
            selectors = ",".join(_selectors(prelude))
            yield f"{selectors}{{{_declarations(body, insists=selectors != '&')}}}" if selectors else ""
            if _is_root(prelude):
                light.setdefault(around, {}).update(properties(body))
        elif _DARK_SETTING.search(prelude) and not _NOT_ALONE.search(prelude):
            yield from _dark(prelude, list(rules(body)), light, around)
        else:
            nested = "".join(_nested(list(rules(body)), light, _condition(prelude)))
            yield f"{prelude}{{{nested}}}" if nested else ""


def _dark(prelude: str, parts: list[Rule], light: _Light, around: str) -> Iterator[str]:
    """Each colour of the dark scheme with its partner; what has none stays under the reader's own setting."""
    others = _DARK_SETTING.sub("", prelude).strip()
    known = light.get("", {}) | light.get(around, {}) | light.get(_condition(others), {})
    pairs: dict[str, str] = {}
    left: list[Rule] = []
    for selector, body in parts:
        own = properties(body) if _is_root(selector) else {}
        paired = {
            name for name, value in own.items() if _COLOUR.fullmatch(value) and _COLOUR.fullmatch(known.get(name, ""))
        }
        pairs |= {name: f"light-dark({known[name]},{own[name]})" for name in own if name in paired}
        kept = [each for each in declarations(body) if each.partition(":")[0].strip() not in paired]
        left += [(selector, ";".join(kept))] if kept else []
    schemes = f"&{{{';'.join(f'{name}:{value}' for name, value in pairs.items())}}}"
    if pairs:
        yield f"{_TWO_SCHEMES}{{{schemes if others == '@media' else f'{others}{{{schemes}}}'}}}"
    nested = "".join(_nested(left)) if left else ""
    yield f"{prelude}{{{nested}}}" if nested else ""


def _is_root(selectors: str) -> bool:
    return ":root" in map(str.strip, selectors.split(","))


def _condition(prelude: str) -> str:
    """A media query as a key."""
    return re.sub(r"\s+", "", prelude.removeprefix("@media"))


def _selectors(prelude: str) -> Iterator[str]:
    """Those of a list of selectors that can match in a figure; the root of the page becomes the box."""
    for selector in re.split(r",\s*(?![^()]*\))", prelude):
        plain = re.sub(r"::?[\w-]+", "", re.sub(r"\[[^\]]*\]", "", selector))
        classes = re.findall(r"\.([\w-]+)", plain)
        elements = re.findall(r"(?<![\w.-])[a-z][\w-]*", plain)
        if all(map(_ELEMENTS.fullmatch, elements)) and all(map(_CLASSES.fullmatch, classes)):
            yield selector.replace(":root", "&")


def _declarations(body: str, *, insists: bool) -> str:
    """Without the spaces that nobody needs, and important where rules of a page are not to be.

    The box itself does not insist: a page may place it, and hide it.
    """
    parts = (re.sub(r"^([\w-]+): ", r"\1:", each.strip()) for each in declarations(body))
    return ";".join(f"{each}!important" if insists and not _YIELDING.match(each) else each for each in parts)
