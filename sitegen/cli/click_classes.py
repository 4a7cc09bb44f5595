"""Classes for click: a group of commands, and the types of paths and numbers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from sitegen.description.english import capitalised
from sitegen.errors import did_you_mean
from sitegen.spec.number_forms import written_number


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
        path = os.path.expanduser(value)  # noqa: PTH111 - Path raises for unknown users
        if not os.path.lexists(path):
            from sitegen.theming.read_theme import nearest_theme

            hint = capitalised(nearest_theme(Path(path), value))
            self.fail(f"There is no file '{value}'. {hint}", param, ctx)
        return super().convert(value, param, ctx)


class Number(click.types.FloatParamType):
    """A number; one in another form, such as ``2x``, gets advice."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Convert the number, or say how to write it."""
        try:
            return float(value)
        except ValueError:
            meant = written_number(re.sub(r"^@|\s*[x×]$", "", str(value)))
            hint = "" if meant is None else f" Write {meant:g}."
            raise click.BadParameter(f"'{value}' is not a number.{hint}", ctx, param) from None


class AdvisedChoice(click.Choice[str]):
    """One of several words. The error for another word names the one that `other_words` has for it, or the nearest, and the `advice`."""

    def __init__(self, choices: Iterable[str], other_words: Mapping[str, str], advice: str) -> None:
        super().__init__(list(choices))
        self.other_words, self.advice = other_words, advice

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the word, or say which one is meant."""
        if value in self.choices:
            return value
        meant = self.other_words.get(str(value).lower())
        hint = f"Write {meant}." if meant else capitalised(did_you_mean(str(value), self.choices))
        given = f"'{value}' is not one of {', '.join(self.choices)}."
        raise click.BadParameter(" ".join(filter(None, (given, hint, self.advice))), ctx, param)


class CommandGroup(click.Group):
    """A command group with advice for unknown commands; `other_tools` says what to use in place of commands of other tools."""

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
