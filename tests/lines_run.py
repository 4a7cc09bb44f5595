"""Counts the lines of Python that run: a measure of work that no machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable

from sitegen.errors import ContentError


def lines_run(work: Callable[[str], object], text: str) -> int:
    """The lines of Python that run in `work` with `text`, which it may refuse."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work(text)
    except ContentError:
        pass
    finally:
        sys.settrace(before)
    return count
