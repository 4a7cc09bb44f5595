"""Follow a page of the documentation as a reader would, in an empty folder: save its files, run its commands, see a figure.

A block is

- a *file* when the line before it names it in backticks and ends in a colon; "add" in that line adds it to the file's end;
- *commands* when its language is ``console`` or ``sh``; with ``$`` before the commands, its other lines are what they say;
- a *cell* of a notebook when it is Python without a name; the cells of a page are run together at its end;
- *said*, when its language is ``text`` or ``html``: then it stands in what the commands said, or in a file that they made;
- a figure of the page itself when its language is ``figure``; the build draws these.

Any other block is not followed by anyone, so that the page could say there what it likes: it is a `UntrueError`, like all that is not so.

Three things are not as a reader has them. Nothing is installed, because everything is: a virtual environment is a folder with the commands
of this checkout. mystmd finds a stand-in for the theme that it would fetch. And where there is no Quarto, ``quarto render`` runs the cells
of the document through nbconvert, so that neither Quarto's reading of it nor the page that it would write is tested.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt

from tests.conftest import ROOT
from tests.hosts.cells import notebook, untrue_images
from tests.hosts.hosted import distribution, host_environment, place_theme

COMMANDS = ("console", "sh")
SAID = ("html", "text")
FIGURE = re.compile(rb"\bsg-[a-z0-9-]+-[0-9a-f]{8}\b")
"""What only a figure has: a prefix of spec id and content hash."""
CODE_CELL = b'class="jp-Cell jp-CodeCell'
INSTALLS = re.compile(
    r"(?:python3? -m )?(?:pip|uv|npm|pipx)3? (?:pip )?(?:install|add|i)\b|python3? -m venv |(?:source|\.) "
)
"""The test environment has everything already."""
VENV = re.compile(r"python3? -m venv (\S+)")
SERVES = re.compile(
    r"\S+ (?:serve|lab|notebook|preview|start)\b|pelican .*(?:-l|--listen)\b|\S+ -m http\.server|sphinx-autobuild "
)
"""Runs until it is stopped."""
QUARTO = re.compile(r"quarto render (\S+)\.qmd")


class UntrueError(AssertionError):
    """Something on a page is not so."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code, with the line before it and its line in the page."""

    language: str
    text: str
    before: str
    line: int

    @property
    def file(self) -> str | None:
        """The file that the line before names."""
        names = [name for name in re.findall(r"`([^`]+)`", self.before) if re.fullmatch(r"[\w-]*[./][\w./-]*\w", name)]
        if self.language in COMMANDS or not self.before.endswith(":") or not names:
            return None
        if len(names) > 1:
            raise UntrueError(f"line {self.line}: is this the file {' or '.join(names)}?")
        return names[0]

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """Every command, and what the page shows of its answer."""
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
    """The fenced blocks of a page, in their order."""
    blocks, before = [], ""
    for token in MarkdownIt().parse(markdown):
        if token.type == "inline":
            before = token.content.splitlines()[-1] if token.content else ""
        elif token.type == "fence":
            language = token.info.split()[0] if token.info.strip() else ""
            blocks.append(Block(language, token.content, before.strip(), token.map[0] + 1))
            before = ""
    return blocks


@dataclass(slots=True)
class Walk:
    """A reader's folder, and what happened in it.

    Parameters
    ----------
    folder : Path
        Where the reader stands; empty at first.
    environment : dict
        Variables of the commands.
    """

    folder: Path
    environment: dict[str, str]
    here: Path = field(init=False)
    written: set[Path] = field(default_factory=set)
    said: str = ""
    cells: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lines: int = 0
    lines_to_figure: int | None = None

    def __post_init__(self) -> None:
        self.here = self.folder

    def follow(self, markdown: str) -> None:
        """Do what the page says, from its top to its end."""
        for block in read_blocks(markdown):
            if block.file is not None:
                self._save(block)
            elif block.language in COMMANDS:
                for command, answer in block.commands:
                    self._run(command, answer, block)
            elif block.language == "python":
                self.cells.append(block.text)
                self.lines += _count(block.text)
                self.ends.append(self.lines)
            elif block.language in SAID:
                self._find(block)
            elif block.language != "figure":
                raise UntrueError(
                    f"line {block.line}: this block is no file, command or answer; name its file in the line before"
                )
        if self.cells:
            self._run_page()

    def figures(self) -> list[str]:
        """The files with a figure that were made on the way, the page's own files aside."""
        made = (path for path in self.folder.rglob("*") if path.is_file() and path not in self.written)
        return sorted(path.relative_to(self.folder).as_posix() for path in made if FIGURE.search(path.read_bytes()))

    def _save(self, block: Block) -> None:
        path = (self.here / (block.file or "")).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise UntrueError(f"line {block.line}: {block.file} lies outside the reader's folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        adds = re.search(r"\badd\b", block.before, re.IGNORECASE) and path.exists()
        path.write_text((path.read_text(encoding="utf-8") if adds else "") + block.text, encoding="utf-8")
        self.written.add(path)
        self.lines += _count(block.text)

    def _run(self, command: str, answer: list[str], block: Block) -> None:
        if INSTALLS.match(command):
            self._install(command)
            return
        program = shlex.split(command)[0]
        absent = program != "cd" and self._which(program) is None
        document = QUARTO.fullmatch(command)
        if absent and not document:
            raise UntrueError(f"line {block.line}: there is no program {program}")
        if SERVES.match(command):
            return
        self.lines += 1
        if absent and document:
            self._run_document(document[1])
            return
        if program == "myst":
            place_theme(self.here)
        status, said = self._shell(command)
        self.said += said
        shown = "\n".join(answer)
        if status != 0 and not re.search("error", shown, re.IGNORECASE):
            raise UntrueError(f"line {block.line}: {command} fails\n{said}")
        if missing := _missing(shown, said):
            raise UntrueError(f"line {block.line}: {command} does not say {missing!r}, but\n{said}")
        self._look()

    def _shell(self, command: str) -> tuple[int, str]:
        """Run a command where the reader stands, and go where it leads."""
        stands = self.folder.with_name(f"{self.folder.name}-stands")
        done = subprocess.run(
            ["/bin/sh", "-c", f"{command}\nstatus=$?\npwd >{shlex.quote(str(stands))}\nexit $status"],
            cwd=self.here, env=self.environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, timeout=120,
        )  # fmt: skip
        self.here = Path(stands.read_text(encoding="utf-8").rstrip("\n"))
        return done.returncode, done.stdout

    def _which(self, program: str) -> str | None:
        return shutil.which(program, path=self.environment["PATH"])

    def _install(self, command: str) -> None:
        if made := VENV.fullmatch(command):
            (self.here / made[1]).mkdir()
            (self.here / made[1] / "bin").symlink_to(Path(self._which("sitegen") or "").parent)

    def _run_page(self) -> None:
        """Run the cells of the page, and see after which of them there is a figure."""
        self._run_cells(self.cells, "cells", "--to html")
        html = (self.here / "cells.html").read_bytes()
        if first := FIGURE.search(html):
            lines = self.ends[html.count(CODE_CELL, 0, first.start()) - 1]
            self.lines_to_figure = min(lines, self.lines_to_figure or lines)

    def _run_document(self, name: str) -> None:
        """Run the cells of a Quarto document, without Quarto."""
        text = (self.here / f"{name}.qmd").read_text(encoding="utf-8")
        cells = [block.text for block in read_blocks(text) if block.language == "{python}"]
        self._run_cells(cells, name, f"--to notebook --output {name}-executed")
        if untrue := untrue_images(self.here / f"{name}-executed.ipynb"):
            raise UntrueError(f"{name}.qmd: this shows no picture with an alternative text:\n{untrue[0]}")
        self._look()

    def _run_cells(self, cells: list[str], name: str, options: str) -> None:
        file = self.here / f"{name}.ipynb"
        file.write_text(notebook(cells), encoding="utf-8")
        self.written.add(file)
        status, said = self._shell(f"{shlex.quote(sys.executable)} -m nbconvert --execute {options} {file.name}")
        if status:
            raise UntrueError(f"the cells of {name} do not run\n{said}")

    def _look(self) -> None:
        if self.lines_to_figure is None and self.figures():
            self.lines_to_figure = self.lines

    def _find(self, block: Block) -> None:
        made = [path for path in self.folder.rglob("*") if path.is_file() and path not in self.written]
        places = [self.said, *(path.read_bytes().decode(errors="replace") for path in made)]
        if all(_missing(block.text, place) for place in places):
            raise UntrueError(f"line {block.line}: nothing says {_missing(block.text, self.said)!r}")


def walk(markdown: str, folder: Path) -> Walk:
    """Follow a page in the empty `folder`, with the commands of this checkout."""
    work = folder / "work"
    work.mkdir()
    environment = host_environment(distribution(folder))
    commands = folder / "bin"
    commands.mkdir()
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    for name, place in scripts.items():
        module, function = place.split(":")
        program = f"import sys; from {module} import {function}; sys.argv[0] = {name!r}; sys.exit({function}())"
        (commands / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(program)} "$@"\n')
        (commands / name).chmod(0o755)
    environment["PATH"] = f"{commands}:{environment['PATH']}"
    reader = Walk(work, environment)
    reader.follow(markdown)
    return reader


def _count(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def _missing(shown: str, said: str) -> str | None:
    """The first line that is shown and not said; three dots stand for anything."""
    for line in map(str.strip, shown.splitlines()):
        pattern = ".*".join(map(re.escape, re.split(r"…|\.\.\.", line)))
        if line and not re.search(pattern, said):
            return line
    return None
