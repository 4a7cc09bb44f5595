"""A group of commands that names the right one for commands of other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from sitegen.description.number_format import capitalised
from sitegen.errors import did_you_mean


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
