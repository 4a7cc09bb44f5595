"""A site of 200 figures, each with its own page and a page of text that shows it: content folder to built folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.stopwatch import cpu_ms
from benchmarks.subjects import PAGE_TEXT, SUBJECTS
from sitegen.site.build import build_site
from sitegen.site.last_build import BuildResult

FIGURES = 200

_PAGE = PAGE_TEXT + "```figure figure-{number}\n```\n"


@dataclass(frozen=True, slots=True)
class SiteTime:
    """Median time of a build [s], and what each build made."""

    seconds: float
    pages: int
    figures: int


def measure(rounds: int) -> SiteTime:
    """Build the site `rounds` times, with other numbers each time."""
    times: list[float] = []
    reports: list[BuildResult] = []
    for number in range(rounds):
        with TemporaryDirectory() as name:
            content, out = Path(name) / "content", Path(name) / "build"
            write_content(content, number)
            times.append(cpu_ms(partial(_build, content, out, reports), number))
    return SiteTime(median(times) / 1000, reports[0].pages, reports[0].figures)


def _build(content: Path, out: Path, reports: list[BuildResult], _number: int) -> None:
    reports.append(build_site(content, out))


def write_content(folder: Path, round_number: int) -> None:
    """The content of one round; both kinds take turns, and no two figures have the same numbers."""
    for name in ("figures", "pages"):
        (folder / name).mkdir(parents=True)
    _write(folder / "site.yaml", "title: Benchmark\ndescription: Two hundred figures.\n")
    _write(folder / "index.md", "# Benchmark\n\nTwo hundred figures.\n")
    for number in range(FIGURES):
        subject = SUBJECTS[number % len(SUBJECTS)]
        _write(folder / "figures" / f"figure-{number}.yaml", subject.spec(round_number * FIGURES + number))
        _write(folder / "pages" / f"page-{number}.md", _PAGE.format(number=number))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
