"""The fence for Zensical, whose Markdown extensions know the page, but not the strict mode."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from sitegen.errors import ContentError
from sitegen.integrations import missing_dependency

try:
    import pymdownx.superfences  # noqa: F401 - Python-Markdown loads it by its name
    from markdown import Markdown
    from zensical.extensions.context import ContextPreprocessor
except ModuleNotFoundError:
    raise missing_dependency(__name__, "Zensical and the PyMdown Extensions", "zensical") from None

from sitegen.integrations.figure_request import FigureResult
from sitegen.integrations.markdown import FigureFence, Page, log_problems

_TAKES_A_VALUE = re.compile(r"--config-file|-[cs]*f")
_STRICT = re.compile(r"--strict|-c*s.*")


def _page(md: Markdown) -> Page | None:
    context = ContextPreprocessor.from_markdown(md)
    if context is None:
        return None
    root = Path(context.config["root_dir"])
    return Page.at(root / context.config["docs_dir"] / context.page.path, root)


def _on_result(result: FigureResult) -> None:
    """Log the problems, or raise them in strict mode, which is the only way to stop the build."""
    if result.figure is None and builds_strictly(sys.argv):
        raise ContentError(result.problems)
    log_problems(result)


def builds_strictly(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for the strict mode; the server has none.

    Short options may be joined, ``-cs``; the value of ``-f`` is a file name, with or without a space before it.
    """
    return "build" in arguments and any(
        _STRICT.fullmatch(argument) and not _TAKES_A_VALUE.fullmatch(before) for before, argument in pairwise(arguments)
    )


_FENCE = FigureFence(_page, _on_result)
figure = _FENCE.figure
validate = _FENCE.validate
