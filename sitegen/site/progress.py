"""The progress of a build: how much of its work is done."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""A callback: name of the stage, pieces done, pieces in all."""


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Show nothing."""
