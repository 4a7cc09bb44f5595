"""Paths and numbers on the command line."""

from __future__ import annotations

import os
from typing import Any

import click


class WholeNumber(click.IntRange):
    """A whole number in a range, named in plain words in messages."""

    name = "whole number"


class UserPath(click.Path):
    """A path whose ``~`` is the home folder also where the shell leaves it, as in ``--out=~/site``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Expand ``~``, then check and convert the path."""
        return super().convert(os.path.expanduser(value), param, ctx)  # noqa: PTH111 - it keeps the type
