"""The site's style sheet becomes one for pages of others: what a figure needs, held inside one class, sure against theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sitegen.page.environment import COMMENT, Templates
from sitegen.svg.motion import spring_css
from sitegen.svg.style import role_css
from sitegen.theme import THEME

SCOPE = "sg-fragment"
"""Class of the box around a figure on a page of others."""

_PARENT = f".{SCOPE},#sg-none#sg-none"
"""Nothing has this id: in a list, all nested rules get its weight, which is more than a page's own rules have."""
_RESET = (
    "&,:where(:not(svg,svg *)),::before,::after{all:revert}"
    "svg{margin:0;padding:0;border:0;min-width:0;max-width:none;max-height:none;background:none;box-shadow:none;"
    "fill:#000;stroke:none;filter:none;transform:none}"
)
"""Inside drawings attributes count as rules of the page, so that there nothing may be taken back at once."""
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
_LAB = ":where(.jp-NotebookPanel) & .sg-copy{display:none}"
"""In JupyterLab every run of a cell has another address, and a link to a state would soon lead nowhere."""
_TWO_SCHEMES = "@supports (color:light-dark(#000,#000))"
"""A browser that does not know two schemes shows light figures."""
_NUMBERED = re.compile(r'"(\d+)"')
_DARK_SETTING = re.compile(r"\(prefers-color-scheme:\s*dark\)")

_Rule = tuple[str, str]
"""What stands before the braces, and what in them."""


def scoped_stylesheet(templates: Templates) -> str:
    """The rules of every figure in a page of others.

    Colours follow the page's own switch where it has one of those that are known, and else its ``color-scheme``: a figure is
    not dark on a page that is always light. A page may set each colour as ``--sg-<colour name>``. The size of letters is the reader's own, whatever the page makes of ``rem``.
    """
    return _scoped(templates.stylesheet(), templates.source("assets/fragment.css").read_text(encoding="utf-8"))


@cache
def _scoped(site: str, fragment: str) -> str:
    strings: list[str] = []
    site, fragment = (_without_strings(sheet, strings) for sheet in (site, fragment))
    parts = [*_rules(site), *_rules(_open_to_host(role_css(THEME))), *_rules(fragment)]
    rules = _without_unused(_relative("".join(_nested(parts))))
    rules = _NUMBERED.sub(lambda found: strings[int(found[1])], rules)
    unit = '@property --sg-rem{syntax:"<length>";inherits:true;initial-value:16px}'
    return f"{spring_css()}{unit}{_PARENT}{{{_RESET}{rules}{_SWITCHED}{_LAB}}}"


def _without_strings(css: str, strings: list[str]) -> str:
    """Without comments, and with a number in place of every string, which may look like anything inside."""

    def number(found: re.Match[str]) -> str:
        if not found[1]:
            return ""
        strings.append(found[1])
        return f'"{len(strings) - 1}"'

    return COMMENT.sub(number, css)


def _without_unused(css: str) -> str:
    """Without the custom properties that nothing asks for, such as the colours of code."""
    used = set(re.findall(r"var\(--([\w-]+)", css))
    return re.sub(r"(?<![\w(-])--([\w-]+):[^;}]*;?", lambda found: found[0] if found[1] in used else "", css)


def _open_to_host(roles: str) -> str:
    """Colours of our own under names of our own, so that a page's may stand before them; the system's before both."""
    return "".join(
        f"{prelude}{{{body if 'forced-colors' in prelude else _own(body)}}}" for prelude, body in _rules(roles)
    )


def _own(body: str) -> str:
    return re.sub(
        r"var\(--sg-([\w-]+)\)", r"var(--sg-\1,var(--sg-own-\1))", re.sub(r"(?<![(\w-])--sg-", "--sg-own-", body)
    )


def _relative(css: str) -> str:
    """Lengths that do not depend on the page's root element; in conditions the letters of the box are the measure."""
    conditions = re.sub(r"(@container[^{]*?[\d.]+)rem", r"\1em", css)
    return re.sub(r"([\d.]+)rem", r"calc(\1*var(--sg-rem))", conditions)


def _rules(css: str) -> Iterator[_Rule]:
    """The rules of a style sheet, or those inside a rule; line breaks are gone, and statements such as ``@import``."""
    text = re.sub(r"\s+", " ", css)
    start = depth = 0
    for sign in re.finditer(r"[{};]", text):
        if sign[0] == "{":
            depth += 1
            if depth == 1:
                prelude, start = text[start : sign.start()].strip(), sign.end()
        elif depth == 0:  # what ends here is no rule
            start = sign.end()
        elif sign[0] == "}":
            depth -= 1
            if depth == 0:
                yield prelude, text[start : sign.start()].strip()
                start = sign.end()


def _nested(rules: list[_Rule]) -> Iterator[str]:
    """The rules that can reach a figure, the colours of the dark scheme beside those of the light."""
    light: dict[str, dict[str, str]] = {"": {}}
    for prelude, body in rules:
        if not prelude.startswith("@"):
            selectors = ",".join(_selectors(prelude))
            yield f"{selectors}{{{_declarations(body)}}}" if selectors else ""
            light[""] |= _properties(body) if prelude == ":root" else {}
        elif _DARK_SETTING.search(prelude):
            others = _condition(_DARK_SETTING.sub("", prelude).replace("and", ""))
            schemes = _schemes(light[""] | light.get(others, {}), list(_rules(body)))
            yield f"{_TWO_SCHEMES}{{{f'@media {others}{{{schemes}}}' if others else schemes}}}"
        else:
            inner = list(_rules(body))
            nested = "".join(_nested(inner))
            yield f"{prelude}{{{nested}}}" if nested else ""
            for _, declared in (each for each in inner if each[0] == ":root"):
                light.setdefault(_condition(prelude), {}).update(_properties(declared))


def _condition(prelude: str) -> str:
    """What a media query asks for besides the dark scheme."""
    return re.sub(r"\s+", "", prelude.removeprefix("@media"))


def _schemes(light: dict[str, str], rules: list[_Rule]) -> str:
    """Each colour of the dark scheme with its partner."""
    dark = {name: value for _, body in rules for name, value in _properties(body).items()}
    return f"&{{{';'.join(f'{name}:light-dark({light.get(name, value)},{value})' for name, value in dark.items())}}}"


def _properties(body: str) -> dict[str, str]:
    """The custom properties among the declarations."""
    declared = (each.partition(":") for each in body.split(";"))
    return {name.strip(): value.strip() for name, _, value in declared if name.strip().startswith("--")}


def _selectors(prelude: str) -> Iterator[str]:
    """Those of a list of selectors that can match in a figure; the root of the page becomes the box."""
    for selector in re.split(r",\s*(?![^()]*\))", prelude):
        plain = re.sub(r"::?[\w-]+", "", re.sub(r"\[[^\]]*\]", "", selector))
        classes = re.findall(r"\.([\w-]+)", plain)
        elements = re.findall(r"(?<![\w.-])[a-z][\w-]*", plain)
        if all(map(_ELEMENTS.fullmatch, elements)) and all(map(_CLASSES.fullmatch, classes)):
            yield selector.replace(":root", "&")


def _declarations(body: str) -> str:
    """Without the spaces that nobody needs."""
    return ";".join(re.sub(r"^([\w-]+): ", r"\1:", each.strip()) for each in body.split(";") if each.strip())
