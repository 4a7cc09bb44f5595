"""Classes for click: a group of commands, and the types of paths and numbers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import click

from sitegen.description.number_format import capitalised
from sitegen.errors import did_you_mean


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


class CommandGroup(click.Group):
    """A command group that has advice for unknown commands, and in `other_tools` what does the same as those of other tools."""

    def __init__(self, *given: Any, other_tools: Mapping[str, str] | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.other_tools = other_tools or {}

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command that the first argument names, or fail with what was meant."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            advice = self.other_tools.get(name) or capitalised(did_you_mean(name, known))
            ctx.fail(f"No such command '{name}'. {advice or 'Commands: ' + ', '.join(known)}")
        return super().resolve_command(ctx, args)
