"""The fence for Zensical, which tells extensions of Markdown the page that it renders, but nothing of its strict mode."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from sitegen.errors import ContentError
from sitegen.integrations import missing_host

try:
    import pymdownx.superfences  # noqa: F401 - Python-Markdown loads it by its name
    from markdown import Markdown
    from zensical.extensions.context import ContextPreprocessor
except ModuleNotFoundError:
    raise missing_host(__name__, "Zensical and the PyMdown Extensions", "zensical") from None

from sitegen.integrations.markdown import FigureFence, Page, log_problems
from sitegen.integrations.source import Outcome

_TAKES_A_VALUE = re.compile(r"--config-file|-[cs]*f")
_STRICT = re.compile(r"--strict|-c*s.*")


def _page(md: Markdown) -> Page | None:
    context = ContextPreprocessor.from_markdown(md)
    if context is None:
        return None
    root = Path(context.config["root_dir"])
    return Page.at(root / context.config["docs_dir"] / context.page.path, root)


def _tell(outcome: Outcome) -> None:
    """Log what is wrong, or in strict mode end the build with it: no other way leads there."""
    if outcome.figure is None and builds_strictly(sys.argv):
        raise ContentError(outcome.problems)
    log_problems(outcome)


def builds_strictly(arguments: Sequence[str]) -> bool:
    """Whether a command line asks for the strict mode, which nothing else knows of; the server has none.

    Letters may be joined, ``-cs``; what stands behind ``f``, with or without a space, is the name of a file.
    """
    return "build" in arguments and any(
        _STRICT.fullmatch(argument) and not _TAKES_A_VALUE.fullmatch(before) for before, argument in pairwise(arguments)
    )


_FENCE = FigureFence(_page, _tell)
figure = _FENCE.figure
validate = _FENCE.validate
