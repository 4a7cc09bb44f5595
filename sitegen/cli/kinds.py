"""The command ``kinds``: list the kinds of figures and their parameters."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import fill, indent
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.click_classes import UserPath
from sitegen.cli.console import problems_shown, say, say_error
from sitegen.cli.site_options import site_in
from sitegen.figures import KINDS
from sitegen.spec.other_words import nearest_word

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from sitegen.kinds.figure_kind import AnyKind

_WIDTH = 88


def _complete_kind(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=kind.title) for name, kind in KINDS.items() if name.startswith(incomplete)]


@click.command(short_help="List the kinds of figures, or the parameters of one.")
@click.argument("name", required=False, shell_complete=_complete_kind)
@click.option("--schema", "form", flag_value="schema", help="Print the JSON Schema of specs, for editors.")
@click.option("--json", "form", flag_value="json", help="Print the list as JSON, for programs.")
@click.option("--content", metavar="DIR", type=UserPath(path_type=Path), help="Also list the kinds of this site.")
def kinds(name: str | None, form: str | None, content: Path | None) -> None:
    """List the kinds of figures, or the parameters and a whole spec of the kind NAME.

    \b
    Examples:
      sitegen kinds
      sitegen kinds gradient-decay
      sitegen kinds --schema > figure.schema.json

    An editor checks a spec while you type when its first line names the schema:

    \b
      # yaml-language-server: $schema=figure.schema.json
    """
    from sitegen.spec.json_schema import kind_schema, schema_text, spec_schema

    with problems_shown(as_json=False):
        if content is not None:
            from sitegen.figures.local_kinds import site_kinds

            KINDS.use_local(site_kinds(site_in(content)))
        if name is not None and name not in KINDS:
            hint = nearest_word(name, KINDS).capitalize() or f"The kinds are {', '.join(sorted(KINDS))}."
            raise click.UsageError(f"No such kind '{name}'. {hint}")
        found, problems = ({name: KINDS[name]}, []) if name else KINDS.usable()
    for problem in problems:
        say_error(str(problem))
    if form == "schema":
        say(schema_text(kind_schema(name, found[name]) if name else spec_schema(found)), nl=False)
    elif form == "json":
        facts = [_facts(kind) for kind in found.values()]
        say(json.dumps(facts[0] if name else facts, indent=2, ensure_ascii=False))
    elif name:
        say(_described(found[name]))
    else:
        for kind in found.values():
            say(f"{kind.name}{_origin(kind)}\n{_indented(kind.purpose, 4)}")


def _origin(kind: AnyKind) -> str:
    """The distribution or file of a third-party kind."""
    origin = KINDS.origin(kind.name)
    return f" ({origin.distribution})" if origin else ""


def _facts(kind: AnyKind) -> dict[str, Any]:
    """A kind as a JSON object."""
    texts = {field: getattr(kind, field) for field in ("name", "title", "purpose", "formula", "source", "example")}
    origin = KINDS.origin(kind.name)
    texts |= {"distribution": origin.distribution} if origin else {}
    texts |= {"version": kind.version} if kind.version else {}
    reference = {"reference": dict(kind.reference)} if kind.reference else {}
    return {**texts, **reference, "params": _parameters(kind)}


def _parameters(kind: AnyKind) -> list[dict[str, Any]]:
    from sitegen.spec.declaration import field_docs
    from sitegen.spec.field_types import FieldType

    docs = field_docs(kind.params)
    return [
        {
            "name": name,
            "allowed": FieldType.of_field(field).phrase,
            "required": field.is_required(),
            "default": None if field.is_required() else _plain(field.get_default(call_default_factory=True)),
            "description": docs.get(name, ""),
        }
        for name, field in kind.params.model_fields.items()
    ]


def _plain(default: Any) -> Any:
    """A default as JSON; of a mapping, what its author would have to write."""
    from pydantic import BaseModel

    return (
        default.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        if isinstance(default, BaseModel)
        else default
    )


def _described(kind: AnyKind) -> str:
    """A kind as text for a terminal."""
    blocks = [
        f"{kind.name}: {kind.title}{_origin(kind)}",
        fill(kind.purpose, _WIDTH),
        f"Formula, in LaTeX:\n  {kind.formula}",
        fill(f"Source: {kind.source}", _WIDTH),
        f"A whole spec:\n\n{indent(_example(kind), '  ')}",
        "Parameters:",
    ]
    for each in _parameters(kind):
        default = "required" if each["required"] else f"default {json.dumps(each['default'], ensure_ascii=False)}"
        lines = (f"{each['allowed']}; {default}", each["description"])
        blocks.append("\n".join((f"  {each['name']}", *(_indented(line, 6) for line in lines))))
    return "\n\n".join(blocks)


def _example(kind: AnyKind) -> str:
    """A spec with the fields that all kinds have and some parameters of this one."""
    own = f"kind: {kind.name}\ntitle: {kind.title}\ncaption: One sentence below the title.\nnote: A remark below the figure.\n"
    return f"{own}params:\n{indent(kind.example, '  ')}"


def _indented(text: str, columns: int) -> str:
    return fill(text, _WIDTH, initial_indent=" " * columns, subsequent_indent=" " * columns)
