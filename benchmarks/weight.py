"""What a reader's browser loads of a lesson with two explorable figures, and the size of a plain figure on disk."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory

from benchmarks.site_builds import Sites
from benchmarks.subjects import SUBJECTS
from sitegen.scene.canvas import CANVASES
from sitegen.site.build import build_site

CONTENT = Path(__file__).parents[1] / "content"
LESSON = "lessons/scale-in-your-hand.html"
MOST_FIRST, MOST_IN_ALL = 34_000, 75_000
MOST_ON_DISK = 85_000
"""A page and a frame have two drawings each, for narrow and for wide places; with one, the aim was 60,000."""
Sizes = Mapping[str, Mapping[str, int]]
"""Bytes of each file of a figure, by the name of the figure."""
_FIRST = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script[^>]* src)="([^"]+)"')
_LATER = re.compile(r'data-states="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes after gzip, by the file's place in the built site.

    Parameters
    ----------
    first : mapping of str to int
        The page, its stylesheets, its script and its icon.
    later : mapping of str to int
        What is loaded when the reader's hand comes near a figure: its words, and the larger of its drawings.
    """

    first: dict[str, int]
    later: dict[str, int]

    @property
    def first_view(self) -> int:
        """Bytes until the page is complete."""
        return sum(self.first.values())

    @property
    def in_all(self) -> int:
        """Bytes when every figure has been explored."""
        return self.first_view + sum(self.later.values())


def weigh_content() -> Weight:
    """Build the real site, and weigh its lesson."""
    with TemporaryDirectory() as name:
        build_site(CONTENT, Path(name) / "build")
        return weigh(Path(name) / "build")


def weigh(site: Path, page: str = LESSON) -> Weight:
    """Weigh one page of a built site."""
    text = (site / page).read_text(encoding="utf-8")
    first, later = (
        [normpath(join(dirname(page), path)) for path in pattern.findall(text)] for pattern in (_FIRST, _LATER)
    )
    drawn = [max(_drawn(path), key=lambda each: _zipped(site / each)) for path in later]
    return Weight(*({path: _zipped(site / path) for path in paths} for paths in ([page, *first], [*later, *drawn])))


def _drawn(states: str) -> list[str]:
    """The files with the drawings of the states, for each canvas."""
    return [states.replace(".json", f"-{canvas}.json") for canvas in CANVASES]


def sizes_on_disk() -> Sizes:
    """The files of the subjects in a built site."""
    with TemporaryDirectory() as name:
        sites = Sites(Path(name), len(SUBJECTS), peers=False)
        build_site(sites.content, Path(name) / "build")
        folders = [Path(name) / "build" / "figures" / f"figure-{number}" for number in range(len(SUBJECTS))]
        return {
            subject.name: {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
            for subject, folder in zip(SUBJECTS, folders, strict=True)
        }


def _zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
