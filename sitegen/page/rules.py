"""The rules of a style sheet, read as far as that needs no knowledge of CSS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.page.environment import COMMENT

_NUMBERED = re.compile(r'"(\d+)"')
Rule = tuple[str, str]
"""What stands before the braces, and what in them."""


def without_strings(css: str, strings: list[str]) -> str:
    """Without comments, and with a number in place of every string, which may look like anything inside."""

    def number(found: re.Match[str]) -> str:
        if not found[1]:
            return ""
        strings.append(found[1])
        return f'"{len(strings) - 1}"'

    return COMMENT.sub(number, css)


def with_strings(css: str, strings: list[str]) -> str:
    """What `without_strings` was given, the comments aside."""
    return _NUMBERED.sub(lambda found: strings[int(found[1])], css)


def rules(css: str) -> Iterator[Rule]:
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


def declarations(body: str) -> list[str]:
    """The declarations of a rule."""
    return [each for each in body.split(";") if each.strip()]


def properties(body: str) -> dict[str, str]:
    """The custom properties among the declarations."""
    declared = (each.partition(":") for each in declarations(body))
    return {name.strip(): value.strip() for name, _, value in declared if name.strip().startswith("--")}
