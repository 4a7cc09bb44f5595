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


class ThemeFilePath(UserPath):
    """The file of a theme; names of palettes get advice."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse the name of a palette, then check and convert the path."""
        if value in ("light", "dark") and not os.path.exists(value):  # noqa: PTH110 - the type takes texts, too
            option = "--dark" if value == "dark" else "leave the option out"
            self.fail(
                f"'{value}' is not a file with the options of a theme. For the {value} colours: {option}", param, ctx
            )
        return super().convert(value, param, ctx)
