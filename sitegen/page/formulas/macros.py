r"""Macros of a formula: ``\newcommand`` without parameters, expanded within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.page.formulas.text import FormulaError, Text

MAX_EXPANSIONS = 1_000
"""Commands, braces and stretches of other text that macros stand for in a formula."""
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|%[^\n]*\n?|[{}]|[^\\{}%]+|.", re.DOTALL)
_DEFINING = {"\\newcommand", "\\renewcommand", "\\providecommand", "\\def", "\\DeclareMathOperator"}
_NAME = re.compile(r"\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*")


def expand_macros(latex: str) -> Text:
    """The formula without comments and definitions, and with its macros replaced, or a `FormulaError`."""
    result = Text()
    macros: dict[str, str] = {}
    end = count = 0
    while end < len(latex):
        part, offset = _token(latex, end), end
        end += len(part)
        if part in _DEFINING:
            end = _define(latex, offset, end, macros)
        elif part in macros:
            for replacement in _expansion(part, macros):
                count += 1
                if count > MAX_EXPANSIONS:
                    message = f"its macros stand for more than {MAX_EXPANSIONS:,} parts"
                    raise FormulaError(message, offset, len(part), "write the commands out")
                result.add(replacement, offset, copied=False)
        elif part[0] != "%":
            result.add(part, offset)
        elif "\n" not in latex.strip() and part.strip("% "):
            message = "'%' begins a comment in LaTeX, so that the rest is not drawn"
            raise FormulaError(message, offset, hint=r"write \%")
    return result


def _token(latex: str, position: int) -> str:
    found = _TOKEN.match(latex, position)
    return found[0] if found else ""


def _expansion(name: str, macros: dict[str, str]) -> Iterator[str]:
    """The tokens that `name` stands for; an empty one for each macro inside."""
    waiting = [name]
    while waiting:
        part = waiting.pop()
        if part in macros:
            yield ""
            waiting.extend(reversed(_TOKEN.findall(macros[part])))
        elif part[0] != "%":
            yield part


def _define(latex: str, offset: int, end: int, macros: dict[str, str]) -> int:
    """Read the definition that begins at `offset` and goes on at `end`; returns where the formula goes on."""
    name = _NAME.match(latex, end)
    if name is None or latex[name.end() : name.end() + 1] != "{":
        message = "this definition cannot be read, or it has parameters"
        hint = r"write \newcommand{\name}{…} without parameters, or write the commands out"
        raise FormulaError(message, offset, end - offset, hint)
    begin = name.end() + 1
    end, depth = begin, 1
    while depth and end < len(latex):
        part = _token(latex, end)
        end += len(part)
        depth += {"{": 1, "}": -1}.get(part, 0)
    if depth:
        raise FormulaError("the brace of this definition is not closed", name.end(), hint="write '}' after it")
    body = latex[begin : end - 1]
    if re.search(r"(?<!\\)#", body):
        hint = "write the commands out"
        raise FormulaError("macros with parameters are not allowed", begin + body.index("#"), hint=hint)
    if latex.startswith("\\Declare", offset):
        star = "*" if name[0].startswith("*") else ""
        body = f"\\operatorname{star}{{{body}}}"
    macros[name[1] or name[2]] = body
    return end
