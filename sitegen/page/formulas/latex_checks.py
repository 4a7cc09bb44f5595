r"""Checks of LaTeX that math-core would pass over, and the rewriting of what it does not know.

math-core draws a bare ``\\`` or the length in ``\\[1em]`` as letters or not at all, and its parser is recursive.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sitegen.errors import did_you_mean
from sitegen.page.formulas.names import COLUMNS, ENVIRONMENTS, NUMBERED, OTHER_ENVIRONMENTS, REFUSED
from sitegen.page.formulas.text import FormulaError, Text
from sitegen.spec.message_format import counted

MAX_DEPTH = 60
"""Groups, environments and commands inside each other."""
FIRST_GAP = 0xE000
r"""A private character stands for the gap of each ``\\[1em]``: this one for the first."""

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}&#]|[^\\{}&#]+|.", re.DOTALL)
_GAP = re.compile(r"\*?(?:\[([^\]\n]*)\]|[ \t]+\[(\s*\d*\.?\d+\s*[a-z]{2}\s*)\])?")
_SYMBOL = re.compile(r"\\[^A-Za-z]")
_LENGTH = re.compile(r"\s*(\d*\.?\d+\s*(?:em|ex|pt|px|mm|cm|in))\s*")
_LOST = re.compile(r"([\^_])(?:([-+−])\d+|(?<=\^)([-−])[A-Za-z]|(\d)\d+)")
"""An index or a power of more than one sign without braces: LaTeX takes the first sign alone."""
_ENVIRONMENT = re.compile(r"\s*\{\s*([^{}\\]*?)\s*\}")
_PLACEMENT = re.compile(r"\s*\[[tcb]?\]")
_COLUMNS = re.compile(r"\s*\{((?:\s*[|:]?\s*[lcr])*\s*[|:]?)\s*\}")
_COUNT = re.compile(r"\s*\{\s*\d+\s*\}")
_LINES, _WORDS = "substack", "text"
_WORD_COMMANDS = {"\\text", "\\textrm", "\\textbf", "\\textit", "\\texttt", "\\mbox"}
_ANGLES = {"<": "\\langle", ">": "\\rangle"}
"""What LaTeX draws for these signs as fences."""
_FENCE_COMMANDS = {
    *("\\left", "\\middle", "\\right"),
    *(f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "m", "r")),
}
_SOME = "write aligned, gathered, cases, array, matrix or pmatrix"
_UNDRAWN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
"""Unicode categories of characters without a sign."""
_ONLY_IN_WORDS = {
    "Zs": r"write \, or ~ for a space",
    "Mn": r"write \hat{x}, \bar{x} or the like for a sign above a letter",
}
"""Categories that are drawn in words alone, and what to write elsewhere."""


@dataclass(slots=True)
class _Group:
    r"""What is open: a brace, ``\left`` or an environment, with its number of columns and that of the cell."""

    name: str
    columns: int = 0
    column: int = 1


class Checker:
    r"""Reads a formula whose macros are expanded: `result` is LaTeX for math-core, `gaps` has the lengths of all ``\\[1em]``, in order."""

    def __init__(self, source: Text, *, block: bool) -> None:
        self.result = Text()
        self.gaps: list[str] = []
        self._source, self._latex, self._block = source, str(source), block
        self._open: list[_Group] = []
        self._run = 0
        self._last = ""
        self._finished = False

    def read(self) -> None:
        """Read the whole formula; a `FormulaError` if something in it is not allowed."""
        position = 0
        while position < len(self._latex):
            part = _TOKEN.match(self._latex, position)
            position = self._take(part[0], position, part.end()) if part else len(self._latex)
            self._last = part[0] if part else ""

    def offset(self, position: int) -> int:
        """The place in the formula of what is at `position` in the result."""
        return self._source.offset(self.result.offset(position))

    def _error(self, problem: str, position: int, length: int = 1, hint: str = "") -> FormulaError:
        return FormulaError(problem, self._source.offset(position), length, hint)

    def _add(self, text: str, position: int, *, copied: bool = True) -> None:
        if self._finished and text.strip():
            hint = r"write \begin{aligned} or \begin{gathered} inside a formula"
            raise self._error("an environment with numbered lines is a formula of its own", position, hint=hint)
        self.result.add(text, position, copied=copied)

    def _take(self, part: str, position: int, end: int) -> int:
        """Handle the part between `position` and `end`; returns where the next begins."""
        self._check_depth(part, position)
        if part in ("\\begin", "\\end"):
            return self._environment(part, position, end)
        if part == "\\\\":
            return self._line_break(position, end)
        if part == "\\substack":
            return self._substack(position, end)
        if part in "{}&#":
            self._special(part, position)
        elif part[0] == "\\":
            self._command(part, position)
        else:
            self._characters(part, position)
        return end

    def _check_depth(self, part: str, position: int) -> None:
        if part[0] == "\\":
            self._run += 1
        elif part not in "{}" and part.strip(" \t\n^_"):
            self._run = 0
        if len(self._open) + self._run > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} groups and commands are inside each other or in a row"
            raise self._error(message, position, len(part), "write several formulas")

    def _special(self, part: str, position: int) -> None:
        if part == "#":
            raise self._error("'#' is not allowed", position, hint=r"write \#")
        if part == "&":
            self._column(position)
        if part == "{":
            self._open.append(_Group(_WORDS if self._last in _WORD_COMMANDS else "{"))
        closes = part == "}" and self._inside("{", _WORDS, _LINES)
        if closes and self._open.pop().name == _LINES:
            self._add(r"\end{subarray}", position, copied=False)
        else:
            self._add(part, position)

    def _inside(self, *names: str) -> bool:
        return bool(self._open) and self._open[-1].name in names

    def _in_environment(self) -> bool:
        return bool(self._open) and not self._inside("{", _WORDS, "\\left")

    def _column(self, position: int) -> None:
        if not self._in_environment():
            hint = r"write \& for the sign, or \begin{aligned} … \end{aligned} around the lines"
            raise self._error("'&' separates columns and is outside an environment", position, hint=hint)
        group = self._open[-1]
        group.column += 1
        if group.columns and group.column > group.columns:
            message = f"'{group.name}' has {counted(group.columns, 'column')} here"
            hint = r"write one letter for each column: \begin{array}{lr}" if group.name == "array" else "leave '&' out"
            raise self._error(message, position, hint=hint)

    def _command(self, part: str, position: int) -> None:
        name = part[1:]
        if name == "tag" and not any(group.name in NUMBERED for group in self._open):
            hint = r"write $$\begin{equation} … \tag{1} \end{equation}$$"
            raise self._error(r"\tag numbers a formula of its own", position, len(part), hint)
        if name in REFUSED:
            raise self._error(f"{part} is not allowed in a formula", position, len(part), REFUSED[name])
        if part == "\\left":
            self._open.append(_Group(part))
        elif part == "\\right" and self._inside("\\left"):
            self._open.pop()
        elif part == "\\middle" and not self._inside("\\left"):
            raise self._error(f"{part} is not between \\left and \\right", position, len(part), r"write \big instead")
        self._add(part, position)

    def _characters(self, text: str, position: int) -> None:
        sign = text.lstrip()[:1]
        if sign in _ANGLES and self._last in _FENCE_COMMANDS:
            self._add(f"{_ANGLES[sign]} ", position, copied=False)
            skipped = text.index(sign) + 1
            text, position = text[skipped:], position + skipped
        if not text:
            return
        self._check_scripts(text, position)
        undrawn = _UNDRAWN if self._inside(_WORDS) else _UNDRAWN | _ONLY_IN_WORDS.keys()
        for number, character in enumerate(text):
            category = unicodedata.category(character)
            if character not in " \t\n" and category in undrawn:
                message = f"the character U+{ord(character):04X} has no sign of its own"
                hint = _ONLY_IN_WORDS.get(category, "leave it out")
                raise self._error(message, position + number, hint=hint)
        if text[0] == " " and self._inside(_WORDS) and _SYMBOL.fullmatch(self._last):
            self._add("\\", position, copied=False)  # math-core takes no space after a sign such as \%
        self._add(text, position)

    def _check_scripts(self, text: str, position: int) -> None:
        if found := None if self._inside(_WORDS) else _LOST.search(text):
            script, first = found[1], found[2] or found[3] or found[4]
            message = f"of '{found[0][1:]}', only '{first}' is {'raised' if script == '^' else 'lowered'}"
            hint = f"write {script}{{{found[0][1:]}}}, or a space behind '{first}'"
            raise self._error(message, position + found.start(), len(found[0]), hint)

    def _line_break(self, position: int, end: int) -> int:
        r"""``\\``, ``\\*`` or ``\\[1em]``."""
        if not self._in_environment():
            hint = r"write \begin{aligned} … \\ … \end{aligned} around the lines"
            raise self._error(r"'\\' begins a new line and is outside an environment", position, 2, hint)
        self._open[-1].column = 1
        gap = _GAP.match(self._latex, end)
        written = gap[gap.lastindex] if gap and gap.lastindex else None
        if gap and written is not None:
            length = _LENGTH.fullmatch(written)
            if length is None:
                message = f"'{written}' is not a positive length, such as 1em"
                hint = r"write \\ alone, \\[1em], or \\{} before a bracket"
                raise self._error(message, gap.start(gap.lastindex or 0), len(written), hint)
            self._add(chr(FIRST_GAP + len(self.gaps)), position, copied=False)
            self.gaps.append(length[1].replace(" ", ""))
        self._add("\\\\", position)
        return gap.end() if gap else end

    def _substack(self, position: int, end: int) -> int:
        brace = re.compile(r"\s*\{").match(self._latex, end)
        if brace is None:
            raise self._error(r"\substack needs lines in braces", position, 9, r"write \substack{a \\ b}")
        self._open.append(_Group(_LINES, 1))
        self._add(r"\begin{subarray}{c}", position, copied=False)
        return brace.end()

    def _environment(self, part: str, position: int, end: int) -> int:
        name = _ENVIRONMENT.match(self._latex, end)
        if name is None:
            raise self._error(f"{part} needs a name in braces", position, len(part), rf"write {part}{{aligned}}")
        if name[1] not in ENVIRONMENTS:
            hint = OTHER_ENVIRONMENTS.get(name[1].rstrip("*")) or did_you_mean(name[1], ENVIRONMENTS) or _SOME
            raise self._error(f"there is no environment '{name[1]}' in formulas", name.start(1), len(name[1]), hint)
        end = self._begin(name[1], position, name.end()) if part == "\\begin" else self._end(name[1], name)
        self._add(f"{part}{{{ENVIRONMENTS[name[1]]}}}", position, copied=False)
        self._finished = self._finished or (part == "\\end" and name[1] in NUMBERED and not self._open)
        return end

    def _begin(self, name: str, position: int, end: int) -> int:
        if name in NUMBERED and (not self._block or str(self.result).strip()):
            hint = rf"write $$\begin{{{name}}} … \end{{{name}}}$$, or \begin{{aligned}} inside a formula"
            raise self._error(f"'{name}' is a formula of its own", position, hint=hint)
        if placement := _PLACEMENT.match(self._latex, end):
            message = "the vertical place of an environment cannot be chosen"
            raise self._error(message, placement.start(), len(placement[0]), "leave it out")
        self._open.append(_Group(name, self._columns(name, end)))
        count = _COUNT.match(self._latex, end) if name.startswith(("alignat", "alignedat")) else None
        return count.end() if count else end

    def _columns(self, name: str, end: int) -> int:
        """The number of columns that the environment has; 0 for any number."""
        if name not in ("array", "subarray"):
            return COLUMNS.get(name, 0)
        columns = _COLUMNS.match(self._latex, end)
        if columns is None:
            message = f"the columns of '{name}' cannot be read"
            raise self._error(message, end, hint="write l, c, r and | in braces, such as {l|cr}")
        return len(re.findall("[lcr]", columns[1]))

    def _end(self, name: str, found: re.Match[str]) -> int:
        if not self._inside(name):
            hint = f"close '{self._open[-1].name}' first" if self._open else rf"write \begin{{{name}}} before it"
            raise self._error(rf"\end{{{name}}} does not fit what is open", found.start(1), len(name), hint)
        self._open.pop()
        return found.end()
