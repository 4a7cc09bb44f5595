"""Code blocks of a documentation page: the file, the commands or the expected output in each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

COMMANDS = ("console", "sh")
SAID = ("html", "text")
INSTALLS = re.compile(
    r"(?:python3? -m )?(?:pip|uv|npm|pipx)3? (?:pip )?(?:install|add|i)\b|python3? -m venv |(?:source|\.) "
)
"""Skipped: everything is installed in the test environment."""
SERVES = re.compile(
    r"\S+ (?:serve|lab|notebook|preview|start)\b|pelican .*(?:-l|--listen)\b|\S+ -m http\.server|sphinx-autobuild "
)
"""Skipped: servers run until they are stopped."""


class DocError(AssertionError):
    """A statement of a documentation page is wrong."""


@dataclass(frozen=True, slots=True)
class Block:
    """A code block, the line of text before it, and its line number."""

    language: str
    text: str
    before: str
    line: int

    @property
    def file(self) -> str | None:
        """File that the line before names."""
        names = [name for name in re.findall(r"`([^`]+)`", self.before) if re.fullmatch(r"[\w-]*[./][\w./-]*\w", name)]
        if self.language in COMMANDS or not self.before.endswith(":") or not names:
            return None
        if len(names) > 1:
            raise DocError(f"line {self.line}: is this the file {' or '.join(names)}?")
        return names[0]

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """Each command with the expected lines of its output."""
        lines = self.text.replace("\\\n", "").splitlines()
        if not any(line.startswith("$ ") for line in lines):
            return [(line, []) for line in lines if line.strip() and not line.startswith("#")]
        found: list[tuple[str, list[str]]] = []
        for line in lines:
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found and line.strip():
                found[-1][1].append(line)
        return found


def read_blocks(markdown: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    blocks, before = [], ""
    for token in MarkdownIt().parse(markdown):
        if token.type == "inline":
            before = token.content.splitlines()[-1] if token.content else ""
        elif token.type == "fence":
            language = token.info.split()[0] if token.info.strip() else ""
            blocks.append(Block(language, token.content, before.strip(), token.map[0] + 1))
            before = ""
    return blocks


def count_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def missing(shown: str, said: str) -> str | None:
    """First expected line that the output lacks; three dots match anything."""
    for line in map(str.strip, shown.splitlines()):
        pattern = ".*".join(map(re.escape, re.split(r"…|\.\.\.", line)))
        if line and not re.search(pattern, said):
            return line
    return None
