"""The command line: parse, call, print. Heavy imports happen inside the commands that need them.

Exit codes: 0 done; 1 the content is wrong, all problems listed, or an executor failed; 2 wrong usage, or a place
that cannot be written; 3 a fault of sitegen itself.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from sitegen import __version__
from sitegen.cli.build_command import build
from sitegen.cli.cache import cache
from sitegen.cli.click_classes import CommandGroup
from sitegen.cli.console import FAULT, WRONG_USAGE, show_fault, show_os_error
from sitegen.cli.kinds import kinds
from sitegen.cli.render import render
from sitegen.cli.serve import serve
from sitegen.cli.site_commands import check, embed, new
from sitegen.spec.other_words import for_words

_INTERRUPTED = 130
_DEBUG = "sitegen.debug"

_OTHER_TOOLS = for_words(
    {
        "init create start": "A new site: sitegen new DIR",
        "server watch preview dev run": "A preview that follows your changes: sitegen serve",
        "lint validate test": "It lists every problem: sitegen check",
        "draw plot convert export": "One figure: sitegen render SPEC",
        "deploy gh-deploy publish": "Any web server can show what 'sitegen build' writes",
        "clean clear": "The cache: sitegen cache clear",
        "list ls": "The kinds of figures: sitegen kinds",
        "help": "Help: sitegen --help",
        "version": "The version: sitegen --version",
        "schema": "The schema: sitegen kinds --schema",
    }
)
"""Commands that other tools have, and what does the same."""


_OTHER_OPTIONS = for_words(
    {
        "-d --dest --destination --site-dir": "The folder for the site: --out",
        "--format -f --type --to": "The format: --as, or the ending of FILE",
        "--dpi --resolution --zoom": "Pixels of a PNG: --scale",
        "--width --height": "Write size in the spec: small, medium or large",
        "--config -c": "Name the folder with site.yaml",
        "--watch --livereload": "A preview that follows your changes: sitegen serve",
        "--verbose -v": "Where an unforeseen error occurs: add --debug after the command",
        "-j": "Processes: --jobs",
        "--theme": "The colours of a site: theme in site.yaml; of one figure for dark pages: render --dark",
        "--fix": "sitegen changes no files of yours: correct each place that it names",
        "--dry-run": "To write nothing: sitegen check",
        "--clean --force --rebuild": "To make everything anew: --no-cache",
        "--draft --drafts -D": "Move drafts out of the content folder",
        "--lang --language": "Write lang in site.yaml or in the spec",
        "--title --caption": "Write it in the spec",
        "--param --params -p": "A parameter: render --set NAME=VALUE",
        "--png --svg --html --text": "The format: --as, or the ending of FILE",
        "--baseurl --site-url -b": "The address of the site: --base-url",
        "--no-color --no-colour": "Set NO_COLOR=1 in the environment",
        "--input -i": "Name the spec or the folder without an option",
    }
)
"""Options that other tools have, and what does the same."""

_TOO_MANY = "Got unexpected extra argument"
_ONE_ARGUMENT = for_words(
    {
        "embed": "Name the folder of the site with --content DIR",
        "build": "Name the folder for the site with --out DIR",
        "render": "It draws one figure; give the output file with -o",
        "kinds": "Name one kind at a time",
        "check serve": "Name one folder at a time",
        "new": "Name one folder, in quotes if it has blanks",
        "info clear": "Name the folder of the cache with --cache DIR",
        "prune": "Name the size that is left with --keep SIZE",
    }
)
"""What to do with a second argument of a command."""


def _with_advice(error: click.NoSuchOption) -> click.UsageError:
    """The error of an option that other tools have, or that is a command of its group, with what to write."""
    name = error.option_name.strip("-")
    advice = _OTHER_OPTIONS.get(error.option_name) or _advice_for_command(name, error.ctx)
    if not advice and error.ctx and error.ctx.info_name == "render" and name.replace("-", "_") in _parameters():
        advice = f"A parameter: --set {name.replace('-', '_')}=VALUE"
    return click.UsageError(f"No such option '{error.option_name}'. {advice}.", error.ctx) if advice else error


def _parameters() -> set[str]:
    """The parameters of all kinds."""
    from sitegen.figures import KINDS

    return {name for kind in KINDS.values() for name in kind.params.model_fields}


def _advice_for_command(name: str, ctx: click.Context | None) -> str:
    """What to write for the `name` of a command that is given as an option; empty for an option of a single command."""
    if ctx is None or not isinstance(ctx.command, CommandGroup):
        return ""
    if name in ctx.command.commands:
        return f"Commands have no hyphens: {ctx.command_path} {name}"
    return ctx.command.other_tools.get(name, "")


class _Quietly(CommandGroup):
    """A command group that ends without a traceback on Ctrl-C and on errors of the system."""

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except OSError as error:
            show_os_error(error)
            sys.exit(WRONG_USAGE)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise _with_advice(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nInterrupted", err=True)
            ctx.exit(_INTERRUPTED)
        except click.NoSuchOption as error:
            raise _with_advice(error) from error
        except click.UsageError as error:
            command = error.ctx.info_name if error.ctx else None
            if error.message.startswith(_TOO_MANY) and (advice := _ONE_ARGUMENT.get(command or "")):
                raise click.UsageError(f"{error.message}. {advice}", error.ctx) from error
            raise
        except (OSError, click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.meta.get(_DEBUG):
                raise
            show_fault(error)
            ctx.exit(FAULT)


@click.group(
    cls=_Quietly,
    other_tools=_OTHER_TOOLS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn small YAML specs into figures that everyone can read, and into a static site.

    \b
    Examples:
      sitegen new my-site                      a small site to begin with
      sitegen serve my-site                    shows it in a browser and follows your changes
      sitegen build my-site                    builds it into the folder build
      sitegen check my-site                    lists every problem, writes nothing
      sitegen render fig.yaml -o fig.svg       draws one figure
      sitegen embed relu-16 --for github       prints a snippet that shows a figure of a site in a README
      sitegen kinds gradient-decay             lists the parameters of this kind
      sitegen cache info                       shows the size of the cache of builds

    Exit codes: 0 done, 1 errors in the content or a failed executor, 2 wrong usage or a place that cannot be written, 3 a fault of sitegen.
    """


def _debug(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUG] = value or ctx.meta.get(_DEBUG, False)


for command in (build, check, new, serve, render, embed, kinds, cache):
    command.params.append(
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_debug,
            help="Show where an unforeseen error occurs.",
        )
    )
    cli.add_command(command)
