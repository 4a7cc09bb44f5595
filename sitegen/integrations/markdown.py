"""The fence ``figure`` for tools that render pages with Python-Markdown and the SuperFences of PyMdown Extensions.

A fence leaves a placeholder, which is replaced when the whole page is HTML: SuperFences also formats fences that are then
shown as code, and those must neither be drawn nor get the styles that the figures of a page share.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from operator import attrgetter
from pathlib import Path
from typing import Any

from sitegen.errors import Diagnostic, did_you_mean
from sitegen.integrations import missing_dependency
from sitegen.integrations.figure_request import FigureRequest, FigureResult, figure_from
from sitegen.page.fragment import Fragment, Fragments

try:
    import pymdownx.superfences  # noqa: F401 - Python-Markdown loads it by its name
    from markdown import Markdown
    from markdown.postprocessors import Postprocessor
except ModuleNotFoundError:
    raise missing_dependency(__name__, "Python-Markdown and the PyMdown Extensions", "markdown") from None

FENCE = "figure"
"""The word after the three backticks, as in pages of sitegen."""

_TAB = 4
_OPENING = re.compile(r"(?P<before>[ >]*)(?P<marks>`{3,}|~{3,})[ ]*\{?[ ]*\.?(?P<language>[\w#.+-]*)")
_MARK = re.compile(r'<!--.*?-->|<div class="sitegen-figure" id="sitegen-figure-(\d+)"></div>', re.DOTALL)
"""The placeholder of a figure; or a comment, in which nothing is drawn."""
_PENDING = "sitegen-figures"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is being rendered."""

    path: Path
    """Its file, as in messages. File names are relative to its folder, or with a leading slash to `root`."""
    root: Path
    """The folder that no file name may leave."""
    text: str
    """The whole file, so that messages have its line numbers."""

    @classmethod
    def at(cls, path: Path, root: Path) -> Page:
        """The page in the file `path`."""
        here = Path.cwd()
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        return cls(shown, root, path.read_text(encoding="utf-8-sig", errors="replace"))


def log_problems(result: FigureResult, log: logging.Logger | logging.LoggerAdapter[Any] = _log) -> None:
    """Log the problems of a figure."""
    for problem in result.problems:
        (log.error if problem.severity == "error" else log.warning)("%s", problem)


def misspelt_fences(page: Page) -> FigureResult:
    """Warnings of fences whose word is nearly ``figure``: Python-Markdown shows them as code."""
    problems = (
        Diagnostic(
            file=str(page.path),
            line=fence.line,
            column=fence.indent + 1,
            message=f"the fence of a figure begins with ```{FENCE}, not with ```{fence.language}: it is shown as code",
            severity="warning",
        )
        for fence in _fences(page.text.expandtabs(_TAB).split("\n"), 0)
        if fence.language not in ("", FENCE) and did_you_mean(fence.language, [FENCE])
    )
    return FigureResult(problems=tuple(problems))


@dataclass(frozen=True, slots=True)
class FigureFence:
    """The fence for one tool."""

    page: Callable[[Markdown], Page | None]
    """Returns the page that a `Markdown` is rendering, or None if it is not known. The text is then called
    ``<markdown>``, and file names are relative to the working folder."""
    on_result: Callable[[FigureResult], None]
    """Called with the result of every figure: to log problems, to watch files, to stop the build."""
    html: Callable[[Fragment], str] = attrgetter("html")
    """Writes a figure as HTML."""
    shown: Counter[str] | None = None
    """How many times each figure has been shown, for a tool that puts all pages into one; None if ids are unique in a page alone."""

    def custom_fence(self) -> dict[str, Any]:
        """The entry for ``custom_fences`` of SuperFences."""
        return {"name": FENCE, "class": FENCE, "format": self.figure, "validator": self.validate}

    def validate(
        self, language: str, inputs: Mapping[str, str], options: dict[str, Any], attrs: Mapping[str, str], md: Markdown
    ) -> bool:
        """Accept every header; `figure` refuses options, with their place."""
        options.update(inputs)
        return True

    def figure(
        self, source: str, language: str, class_name: str, options: Mapping[str, Any], md: Markdown, **header: Any
    ) -> str:
        """Return a placeholder for the figure that `source` asks for."""
        if _PENDING not in md.postprocessors:
            pending = _PendingFigures(md, self)
            md.registerExtension(pending)  # for its `reset`
            md.postprocessors.register(pending, _PENDING, -1)  # after those that change text
        extra = [*options, *filter(None, [header.get("id_value")]), *header.get("classes", ())]
        return str(md.postprocessors[_PENDING].add(source, language, extra))


class _PendingFigures(Postprocessor):  # type: ignore[misc]  # the library has no types
    """The figures of one page whose fences were read, until the page is HTML."""

    def __init__(self, md: Markdown, fence: FigureFence) -> None:
        super().__init__(md)
        self._fence = fence
        self._results: list[Callable[[], FigureResult]] = []
        self._next_line = 0

    def add(self, source: str, language: str, extra: Sequence[str]) -> str:
        """Store the request of a fence and return its placeholder."""
        number = len(self._results)
        request = self._request(source, language)
        if extra:
            hint = "write it into the fence, such as 'file: figures/relu-16.yaml' or 'id: relu-16'"
            problem = request.problem(f"'{extra[0]}' has no effect after '{language}'", hint)
            self._results.append(lambda: FigureResult(problems=(problem,)))
        else:
            self._results.append(lambda: figure_from(request))
        return f'<div class="sitegen-figure" id="sitegen-figure-{number}"></div>'

    def run(self, text: str) -> str:
        """Replace the placeholders in the finished page. Other extensions call this for headings, too, which have none."""
        if _MARK.search(text) is None:
            return text
        fragments = Fragments(shown=self._fence.shown)

        def block(mark: re.Match[str]) -> str:
            if mark[1] is None or int(mark[1]) >= len(self._results):
                return mark[0]
            result = self._results[int(mark[1])]()
            self._fence.on_result(result)
            if result.figure is None:
                return problems_html(result.problems)
            return self._fence.html(fragments.add(result.figure))

        return _MARK.sub(block, text)

    def reset(self) -> None:
        """Clear the figures; called before the next page."""
        self._results.clear()
        self._next_line = 0

    def _request(self, source: str, language: str) -> FigureRequest:
        page = self._fence.page(self.md)
        path, root = (page.path, page.root) if page else (Path("<markdown>"), Path())
        lines = page.text.expandtabs(_TAB).split("\n") if page else self.md.lines
        number = len(self._results) + 1
        for fence in _fences(lines, self._next_line):
            if fence.language == language and fence.text == _trimmed(source.split("\n")):
                self._next_line = fence.line + len(fence.text) + 1
                return FigureRequest(
                    document=path, root=root, text=source, line=fence.line, indent=fence.indent, number=number
                )
        # The fence comes from a snippet or a macro: its place is not known, so lines are counted in the fence.
        name = f"{path}, figure {number}"
        return FigureRequest(document=path, root=root, text=source, text_line=1, number=number, name=name)


@dataclass(frozen=True, slots=True)
class _Fence:
    """A fence in the lines of a page: its first line, from 1, its indentation, and its text without it."""

    line: int
    indent: int
    language: str
    text: list[str]


def _fences(lines: Sequence[str], start: int) -> Iterator[_Fence]:
    """The fences from line `start` on, counted from 0; fences inside another one are its text."""
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
    """The lines without trailing blanks, some of which Python-Markdown removes."""
    return [line.rstrip() for line in lines]


def problems_html(problems: Sequence[Diagnostic]) -> str:
    """A box with the problems of a figure, shown in its place."""
    text = escape("\n".join(map(str, problems)), quote=False)
    title = '<p class="admonition-title">This figure cannot be drawn</p>'
    return f'<div class="admonition danger sitegen-problems">\n{title}\n<pre><code>{text}</code></pre>\n</div>'


_PLAIN = FigureFence(lambda _: None, log_problems)
figure = _PLAIN.figure
validate = _PLAIN.validate
