"""What a reader's browser loads of a lesson with two explorable figures: before the first change, and in all."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import TemporaryDirectory

from sitegen.site.build import build_site

CONTENT = Path(__file__).parents[1] / "content"
LESSON = "lessons/scale-in-your-hand.html"
MOST_FIRST, MOST_IN_ALL = 25_500, 60_000
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
        What is loaded when the reader's hand comes near a figure.
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
    return Weight(*({path: _zipped(site / path) for path in paths} for paths in ([page, *first], later)))


def _zipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))
