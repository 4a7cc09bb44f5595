"""Follow a page of the documentation as a reader would, in an empty folder: save its files, run its commands, see a figure.

A block is

- a *file* when the line before it names it in backticks and ends in a colon; "add" in that line adds it to the file's end;
- *commands* when its language is ``console`` or ``sh``; with ``$`` before the commands, its other lines are their output;
- a *cell* of a notebook when it is Python without a name; the cells of a page are run together at its end;
- *output*, when its language is ``text`` or ``html``: it must be in the output of the commands, or in a file that they made;
- a figure of the page itself when its language is ``figure``; the build draws these.

Any other block would be untested, so it is a `DocError`, like every wrong statement.

Two things differ from a reader's machine. Nothing is installed: a virtual environment is a folder with the commands of this checkout,
and a project of the reader, ``pip install -e``, is imported from its folder. And some programs have test doubles, in modules of their own.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT
from tests.hosts.blocks import COMMANDS, INSTALLS, SAID, SERVES, Block, DocError, count_lines, missing, read_blocks
from tests.hosts.cells import notebook
from tests.hosts.hosted import distribution, host_environment

FIGURE = re.compile(rb"\bsg-[0-9a-f]{8}\b")
"""Prefix of ids in a figure: spec id and content hash."""
CODE_CELL = b'class="jp-Cell jp-CodeCell'
VENV = re.compile(r"python3? -m venv (\S+)")
EDITABLE = re.compile(r"pip install -e (\S+)")
STAND_INS = {"myst": "tests.hosts.mystmd:main"}
"""Test doubles of programs that would download something."""
WHERE_ABSENT = {"quarto": "tests.hosts.quarto:main"}
"""Test doubles of programs that may not be installed."""


@dataclass(slots=True)
class Walk:
    """The folder of a reader who follows a page, and the results.

    Parameters
    ----------
    folder : Path
        Working folder; empty at first.
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
        """Follow every block of the page in order."""
        for block in read_blocks(markdown):
            if block.file is not None:
                self._save(block)
            elif block.language in COMMANDS:
                for command, answer in block.commands:
                    self._run(command, answer, block)
            elif block.language == "python":
                self.cells.append(block.text)
                self.lines += count_lines(block.text)
                self.ends.append(self.lines)
            elif block.language in SAID:
                self._find(block)
            elif block.language != "figure":
                raise DocError(
                    f"line {block.line}: this block is no file, command or answer; name its file in the line before"
                )
        if self.cells:
            self._run_page()

    def figures(self) -> list[str]:
        """Files with a figure that the commands made."""
        made = (path for path in self.folder.rglob("*") if path.is_file() and path not in self.written)
        return sorted(path.relative_to(self.folder).as_posix() for path in made if FIGURE.search(path.read_bytes()))

    def _save(self, block: Block) -> None:
        path = (self.here / (block.file or "")).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise DocError(f"line {block.line}: {block.file} lies outside the reader's folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        adds = re.search(r"\badd\b", block.before, re.IGNORECASE) and path.exists()
        path.write_text((path.read_text(encoding="utf-8") if adds else "") + block.text, encoding="utf-8")
        self.written.add(path)
        self.lines += count_lines(block.text)

    def _run(self, command: str, answer: list[str], block: Block) -> None:
        if INSTALLS.match(command):
            self._install(command)
            return
        program = shlex.split(command)[0]
        if program != "cd" and self._which(program) is None:
            raise DocError(f"line {block.line}: there is no program {program}")
        if SERVES.match(command):
            return
        self.lines += 1
        status, said = self._shell(command)
        self.said += said
        shown = "\n".join(answer)
        if status != 0 and not re.search("error", shown, re.IGNORECASE):
            raise DocError(f"line {block.line}: {command} fails\n{said}")
        if unsaid := missing(shown, said):
            raise DocError(f"line {block.line}: {command} does not say {unsaid!r}, but\n{said}")
        self._look()

    def _shell(self, command: str) -> tuple[int, str]:
        """Run a command in the current folder, and keep the folder that it changes to."""
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
        if found := EDITABLE.fullmatch(command):
            project = (self.here / found[1]).resolve()
            distribution(self.folder.parent, project)
            self.environment["PYTHONPATH"] += f"{os.pathsep}{project}"

    def _run_page(self) -> None:
        """Run the cells of the page, and find the first with a figure."""
        file = self.here / "cells.ipynb"
        file.write_text(notebook(self.cells), encoding="utf-8")
        self.written.add(file)
        status, said = self._shell(f"{shlex.quote(sys.executable)} -m nbconvert --execute --to html {file.name}")
        if status:
            raise DocError(f"the cells do not run\n{said}")
        html = file.with_suffix(".html").read_bytes()
        if first := FIGURE.search(html):
            lines = self.ends[html.count(CODE_CELL, 0, first.start()) - 1]
            self.lines_to_figure = min(lines, self.lines_to_figure or lines)

    def _look(self) -> None:
        if self.lines_to_figure is None and self.figures():
            self.lines_to_figure = self.lines

    def _find(self, block: Block) -> None:
        made = [path for path in self.folder.rglob("*") if path.is_file() and path not in self.written]
        places = [self.said, *(path.read_bytes().decode(errors="replace") for path in made)]
        if all(missing(block.text, place) for place in places):
            raise DocError(f"line {block.line}: nothing says {missing(block.text, self.said)!r}")


def walk(markdown: str, folder: Path) -> Walk:
    """Follow a page in the empty `folder`, with the commands of this checkout."""
    work, commands = folder / "work", folder / "bin"
    work.mkdir()
    commands.mkdir()
    environment = host_environment(distribution(folder))
    place_commands(commands, environment["PATH"])
    environment["PATH"] = f"{commands}:{environment['PATH']}"
    reader = Walk(work, environment)
    reader.follow(markdown)
    return reader


def place_commands(folder: Path, path: str) -> None:
    """Write the commands of this checkout and the test doubles to `folder`, some only for programs that are not on `path`."""
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    absent = {name: place for name, place in WHERE_ABSENT.items() if shutil.which(name, path=path) is None}
    for name, place in {**own, **STAND_INS, **absent}.items():
        module, function = place.split(":")
        program = f"import sys; from {module} import {function}; sys.argv[0] = {name!r}; sys.exit({function}())"
        (folder / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(program)} "$@"\n')
        (folder / name).chmod(0o755)
