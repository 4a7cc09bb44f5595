"""A fence for every tool that renders its pages with Python-Markdown and the SuperFences of PyMdown Extensions.

What the fence asks for waits as a mark in the page until all of it is HTML: SuperFences also meets fences that turn out
to be shown as code, and those must neither be drawn nor carry the style that the page's figures share.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from operator import attrgetter
from pathlib import Path
from typing import Any

from sitegen.errors import Diagnostic
from sitegen.integrations import missing_host
from sitegen.integrations.source import Outcome, Request, figure_from
from sitegen.page.fragment import Fragment, Fragments

try:
    import pymdownx.superfences  # noqa: F401 - Python-Markdown loads it by its name
    from markdown import Markdown
    from markdown.postprocessors import Postprocessor
except ModuleNotFoundError:
    raise missing_host(__name__, "Python-Markdown and the PyMdown Extensions", "markdown") from None

FENCE = "figure"
"""What authors write behind the three backticks, as in pages of sitegen."""

_TAB = 4
_OPENING = re.compile(r"(?P<before>[ >]*)(?P<marks>`{3,}|~{3,})[ ]*\{?[ ]*\.?(?P<language>[\w#.+-]*)")
_MARK = re.compile(r'<!--.*?-->|<div class="sitegen-figure" id="sitegen-figure-(\d+)"></div>', re.DOTALL)
"""The place of a figure; or a comment, in which nothing is drawn."""
_WAITING = "sitegen-figures"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is being rendered.

    Parameters
    ----------
    path : Path
        Its file, as messages show it. Names of files begin at its folder, or with a slash at `root`.
    root : Path
        The folder that no name of a file may leave.
    text : str
        The whole file, so that messages count its lines from the top.
    """

    path: Path
    root: Path
    text: str

    @classmethod
    def at(cls, path: Path, root: Path) -> Page:
        """The page in the file `path`."""
        here = Path.cwd()
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        return cls(shown, root, path.read_text(encoding="utf-8-sig", errors="replace"))


def log_problems(outcome: Outcome) -> None:
    """Send what is wrong to the log of this module."""
    for problem in outcome.problems:
        (_log.error if problem.severity == "error" else _log.warning)("%s", problem)


@dataclass(frozen=True, slots=True)
class FigureFence:
    """The fence as one tool uses it.

    Parameters
    ----------
    page : callable
        The page that a `Markdown` is rendering; None when the tool does not tell. The text is then called ``<markdown>``,
        and names of files begin at the working folder.
    tell : callable
        Takes the outcome of every figure on its way into the page: to log problems, to watch files, to stop the build.
    html : callable
        Writes a figure into the page.
    """

    page: Callable[[Markdown], Page | None]
    tell: Callable[[Outcome], None]
    html: Callable[[Fragment], str] = attrgetter("html")

    def custom_fence(self) -> dict[str, Any]:
        """The entry for the list ``custom_fences`` of SuperFences."""
        return {"name": FENCE, "class": FENCE, "format": self.figure, "validator": self.validate}

    def validate(
        self, language: str, inputs: Mapping[str, str], options: dict[str, Any], attrs: Mapping[str, str], md: Markdown
    ) -> bool:
        """Take every header; what it says besides the fence's name is refused by `figure`, with its place."""
        options.update(inputs)
        return True

    def figure(
        self, source: str, language: str, class_name: str, options: Mapping[str, Any], md: Markdown, **header: Any
    ) -> str:
        """Leave a mark in the page for the figure that `source` asks for."""
        if _WAITING not in md.postprocessors:
            waiting = _Waiting(md, self)
            md.registerExtension(waiting)  # for its `reset`
            md.postprocessors.register(waiting, _WAITING, -1)  # behind those that change text
        extra = [*options, *filter(None, [header.get("id_value")]), *header.get("classes", ())]
        return str(md.postprocessors[_WAITING].add(source, language, extra))


class _Waiting(Postprocessor):  # type: ignore[misc]  # the library has no types
    """The figures of one page, from the moment that their fences are read until the page is HTML."""

    def __init__(self, md: Markdown, fence: FigureFence) -> None:
        super().__init__(md)
        self._fence = fence
        self._outcomes: list[Callable[[], Outcome]] = []
        self._next_line = 0

    def add(self, source: str, language: str, extra: Sequence[str]) -> str:
        """Note what a fence asks for; return the mark for its place."""
        number = len(self._outcomes)
        request = self._request(source, language)
        if extra:
            hint = "write it into the fence, such as 'file: figures/relu-16.yaml' or 'id: relu-16'"
            problem = request.problem(f"'{extra[0]}' has no effect behind '{language}'", hint)
            self._outcomes.append(lambda: Outcome(figure=None, problems=(problem,), files=()))
        else:
            self._outcomes.append(lambda: figure_from(request))
        return f'<div class="sitegen-figure" id="sitegen-figure-{number}"></div>'

    def run(self, text: str) -> str:
        """Put the figures into the finished page. Other extensions call this for headings as well, which hold none."""
        if _MARK.search(text) is None:
            return text
        fragments = Fragments()

        def block(mark: re.Match[str]) -> str:
            if mark[1] is None or int(mark[1]) >= len(self._outcomes):
                return mark[0]
            outcome = self._outcomes[int(mark[1])]()
            self._fence.tell(outcome)
            if outcome.figure is None:
                return problems_html(outcome.problems)
            return self._fence.html(fragments.add(outcome.figure))

        return _MARK.sub(block, text)

    def reset(self) -> None:
        """Forget the page; called before a `Markdown` begins another one."""
        self._outcomes.clear()
        self._next_line = 0

    def _request(self, source: str, language: str) -> Request:
        page = self._fence.page(self.md)
        path, root = (page.path, page.root) if page else (Path("<markdown>"), Path())
        lines = page.text.expandtabs(_TAB).split("\n") if page else self.md.lines
        number = len(self._outcomes) + 1
        for fence in _fences(lines, self._next_line):
            if fence.language == language and fence.text == _trimmed(source.split("\n")):
                self._next_line = fence.line + len(fence.text) + 1
                return Request(
                    document=path, root=root, text=source, line=fence.line, indent=fence.indent, number=number
                )
        # Put in by a snippet or a macro: nobody knows the place, so that lines are counted in the fence.
        name = f"{path}, figure {number}"
        return Request(document=path, root=root, text=source, text_line=1, number=number, name=name)


@dataclass(frozen=True, slots=True)
class _Fence:
    """A fence in the lines of a page: its first line, from 1, what stands before it, and its text without that."""

    line: int
    indent: int
    language: str
    text: list[str]


def _fences(lines: Sequence[str], start: int) -> Iterator[_Fence]:
    """The fences from the line `start` on, counted from 0; those inside another one are its text."""
    number = start
    while number < len(lines):
        opening = _OPENING.match(lines[number])
        number += 1
        if opening is None:
            continue
        indent = opening.end("before")
        closing = re.compile(rf"[ >]*{opening['marks']}\s*$")
        end = next((each for each in range(number, len(lines)) if closing.match(lines[each])), len(lines))
        text = _trimmed([line[indent:] for line in lines[number:end]])
        yield _Fence(number, indent, opening["language"], text)
        number = end + 1


def _trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without the blanks at their ends, which Python-Markdown removes in part."""
    return [line.rstrip() for line in lines]


def problems_html(problems: Sequence[Diagnostic]) -> str:
    """A box in the place of a figure that says what is wrong with it."""
    text = escape("\n".join(map(str, problems)), quote=False)
    title = '<p class="admonition-title">This figure cannot be drawn</p>'
    return f'<div class="admonition danger sitegen-problems">\n{title}\n<pre><code>{text}</code></pre>\n</div>'


_PLAIN = FigureFence(lambda _: None, log_problems)
figure = _PLAIN.figure
validate = _PLAIN.validate
