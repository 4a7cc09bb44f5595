"""Whole sites of many pages, each with a figure: builds by sitegen, MkDocs and Hugo of the same Markdown.

MkDocs and Hugo get pictures that are drawn already. Each build is a process of its own, as authors start it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.subjects import PAGE_TEXT, SUBJECTS
from sitegen import render_figure

COLD, COLD_ALONE = "sitegen, cold, 2 processes", "sitegen, cold, 1 process"
NOTHING, ONE_SPEC, ONE_PAGE = "sitegen, nothing to do", "sitegen, one spec changed", "sitegen, one page changed"
MKDOCS, HUGO = "MkDocs, pictures drawn already", "Hugo, pictures drawn already"

MOST_NUMBERS = 9_000
"""Beyond it the specs of the subjects would leave their ranges."""

_CHECKOUT = Path(__file__).resolve().parent.parent
_HOME = "# Benchmark\n\nMany figures.\n"
_HUGO_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    '<body><nav><a href="/">Home</a></nav><main>{{ .Content }}</main></body></html>'
)


@dataclass(frozen=True, slots=True)
class Build:
    """One build: seconds on the wall, and the memory of its largest process [MB], at least that of the benchmark."""

    seconds: float
    megabytes: float


class Sites:
    """The same pages for each program, in a folder that is filled once; some builds need what the one before them left.

    Cold builds get new output folders, since some file systems need far longer for files where others were just deleted.
    """

    def __init__(self, folder: Path, pages: int, *, peers: bool = True) -> None:
        self.folder = folder
        self.pages = pages
        self._edits = 0
        self._built = 0
        self._write_ours()
        if peers:
            self._write_mkdocs()
            self._write_hugo()

    @property
    def content(self) -> Path:
        """The content folder of our site."""
        return self.folder / "ours" / "content"

    def contenders(self) -> Mapping[str, Callable[[], Build]]:
        """What is measured, in the order in which it runs."""
        return {
            COLD_ALONE: lambda: self._cold(jobs=1),
            COLD: lambda: self._cold(jobs=2),
            NOTHING: self._ours,
            ONE_SPEC: self._one_spec,
            ONE_PAGE: self._one_page,
            MKDOCS: self._mkdocs,
            HUGO: self._hugo,
        }

    def cold(self) -> Build:
        """One build by two processes without anything of an earlier one."""
        return self._cold(jobs=2)

    def _ours(self, *options: str) -> Build:
        ours = self.folder / "ours"
        places = ("--out", f"build-{self._built}", "--cache", f"cache-{self._built}")
        return run((sys.executable, "-m", "sitegen", "build", "content", *places, "--quiet", *options), ours)

    def _cold(self, *, jobs: int) -> Build:
        self._built += 1
        return self._ours("--jobs", str(jobs))

    def _one_spec(self) -> Build:
        self._edits += 1
        self._write_spec(self.pages // 2, self.pages + self._edits)
        return self._ours()

    def _one_page(self) -> Build:
        self._edits += 1
        page = self.content / "pages" / f"page-{self.pages // 3}.md"
        page.write_text(f"{page.read_text(encoding='utf-8')}\nEdit {self._edits}.\n", encoding="utf-8")
        return self._ours()

    def _mkdocs(self) -> Build:
        command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", f"site-{self._built}")
        return run(command, self.folder / "mkdocs")

    def _hugo(self) -> Build:
        return run(("hugo", "--quiet", "--destination", f"public-{self._built}"), self.folder / "hugo")

    def _write_ours(self) -> None:
        content = self.content
        _write(content / "site.yaml", "title: Benchmark\ndescription: Many figures.\n")
        _write(content / "index.md", _HOME)
        for number in range(self.pages):
            self._write_spec(number, number)
            fence = f"```figure figure-{number}\n```\n"
            _write(content / "pages" / f"page-{number}.md", PAGE_TEXT.format(number=number) + fence)

    def _write_spec(self, number: int, numbers: int) -> None:
        text = SUBJECTS[number % len(SUBJECTS)].spec(numbers % MOST_NUMBERS)
        _write(self.content / "figures" / f"figure-{number}.yaml", text)

    def _write_mkdocs(self) -> None:
        _write(self.folder / "mkdocs" / "mkdocs.yml", "site_name: Benchmark\nplugins: []\n")
        self._write_pages(self.folder / "mkdocs" / "docs", self.folder / "mkdocs" / "docs" / "pages", home="index.md")

    def _write_hugo(self) -> None:
        hugo = self.folder / "hugo"
        _write(hugo / "hugo.toml", 'baseURL = "/"\ntitle = "Benchmark"\ndisableKinds = ["RSS", "taxonomy", "term"]\n')
        for name in ("single.html", "list.html"):
            _write(hugo / "layouts" / "_default" / name, _HUGO_PAGE)
        self._write_pages(hugo / "content", hugo / "static" / "pages", home="_index.md")

    def _write_pages(self, content: Path, pictures: Path, *, home: str) -> None:
        """Pages with pictures: the same four drawings in turn, as the size of files is what matters."""
        drawings = [render_figure(subject.spec(0)).svg for subject in SUBJECTS]
        _write(content / home, _HOME)
        for number in range(self.pages):
            _write(pictures / f"figure-{number}.svg", drawings[number % len(drawings)])
            picture = f"![Gradient magnitude per layer](figure-{number}.svg)\n"
            text = PAGE_TEXT.format(number=number).replace("../index.md", f"../{home}" if home == "index.md" else "/")
            _write(content / "pages" / f"page-{number}.md", text + picture)


def run(command: Sequence[str], folder: Path) -> Build:
    """Run one build; an error ends the benchmark.

    Raises
    ------
    RuntimeError
        With the command, if it fails.
    """
    start = perf_counter()
    surroundings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(_CHECKOUT)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # authors do not compile Python anew in each process
    process = os.posix_spawnp("env", ["env", "-C", str(folder), *command], surroundings)
    _, status, usage = os.wait4(process, 0)
    seconds = perf_counter() - start
    if status:
        raise RuntimeError(f"{' '.join(command)} failed in {folder}")
    return Build(seconds, usage.ru_maxrss / 1000)


def _write(path: Path, text: str) -> None:
    with suppress(FileExistsError):
        path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
