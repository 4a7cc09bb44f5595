"""The figure that ``render`` draws: the argument SPEC, and the parameters of ``--set``."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.console import show
from sitegen.description.english import capitalised
from sitegen.errors import ContentError, OutputError, did_you_mean
from sitegen.figures import KINDS
from sitegen.spec.content_root import SITE_CONFIG
from sitegen.spec.message_format import shortened
from sitegen.spec.source_text import YAML_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Collection

    from sitegen.resolve.resolved_spec import ResolvedSpec
    from sitegen.spec.load import LoadedSpec

STDIN = "<stdin>"
_FIGURES = ("figures", "content/figures")


def existing_spec(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Check that the file exists; the id of a figure of a site in this folder is a frequent mistake."""
    if not value:
        raise click.BadParameter("The name of the file is empty.")
    if Path(value).is_dir():
        folders = (Path(value), *(Path(value, inner) for inner in _FIGURES))
        specs = (path for folder in folders for path in sorted(folder.glob("*.y*ml")) if path.name != SITE_CONFIG)
        first = next(specs, None)
        raise click.BadParameter(f"'{value}' is a folder. Name a spec in it{f', such as {first}' if first else ''}.")
    if value != "-" and not os.path.lexists(value):
        raise click.BadParameter(f"There is no file '{value}'. {_meant_file(Path(value))}")
    return value


def _meant_file(given: Path) -> str:
    """The spec that was meant by a file that does not exist, or by the id of a figure."""
    folders = [*map(Path, _FIGURES), given.parent]
    files = {
        path.stem: path for folder in folders for path in sorted(folder.glob("*.y*ml")) if path.name != SITE_CONFIG
    }
    stem = given.stem if given.suffix in YAML_SUFFIXES else given.name
    near = "" if stem in files else did_you_mean(stem, files)
    found = next((path for name, path in files.items() if name == stem or f"'{name}'" in near), None)
    if given.name in KINDS:
        return f"This is a kind. Write a spec with 'kind: {given.name}'; 'sitegen kinds {given.name}' shows one."
    if given.suffix in {".svg", ".png", ".html", ".pdf"}:
        return f"Give the output file with -o: sitegen render SPEC -o {given}"
    if "*" in given.name:
        return "It takes one file, and no pattern."
    if found is None:
        return "It takes a file, or '-' for standard input."
    return f"{capitalised(near)} Write its file: sitegen render {found}".lstrip()


def loaded_spec(name: str, files: dict[Path, None], *, local_kinds: bool) -> tuple[ResolvedSpec, LoadedSpec]:
    """Load the spec in the file `name` or on standard input, and show its warnings; add the files that it names to `files`."""
    from sitegen.resolve.read_spec import read_spec
    from sitegen.spec.source_text import MAX_BYTES, SpecSource

    if name == "-":
        if sys.stdin is None:
            raise OutputError(f"standard input cannot be read: {os.strerror(errno.EBADF)}")
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
        spec, loaded = read_spec(
            SpecSource(STDIN, content, default_id="figure"), folder=Path(), files=files, local_kinds=local_kinds
        )
    else:
        spec, loaded = read_spec(Path(name), files=files, local_kinds=local_kinds)
    show(spec.warnings, as_json=False)
    return spec, loaded


def with_changes(spec: ResolvedSpec, changes: tuple[str, ...]) -> ResolvedSpec:
    """The spec with parameters from the command line, which leave nothing to explore."""
    if not changes:
        return spec
    from sitegen.resolve.axes import with_values
    from sitegen.resolve.axis_checks import refusals
    from sitegen.resolve.recorded_axes import as_choice, value_problem

    values = dict(map(_change, changes))
    written = {name.strip(): text.strip() for name, _, text in (each.partition("=") for each in changes)}
    known = {*type(spec.params).model_fields, *spec.recorded.names}
    unknown = next((name for name in values if name not in known), None)
    if unknown is not None:
        hint = did_you_mean(unknown, known) or f"it has {', '.join(sorted(known))}"
        if unknown in type(spec.written).model_fields:
            hint = f"write {unknown} into the spec: --set changes parameters"
        hint = _inner_hint(unknown, written[unknown], known) or hint
        raise _refused(f"{spec.kind} has no parameter '{unknown}'; {hint}")
    for axis in (each for each in spec.recorded.axes if each.name in values):
        values[axis.name] = as_choice(axis, values[axis.name], written[axis.name])
        if problem := value_problem(axis, values[axis.name]):
            raise _refused(f"{axis.name}: {problem[0]}; {problem[1]}")
    own, others = spec.recorded.params(spec.params, values)
    if not others:
        return spec.alone(spec.in_state(values))
    for name, value in others.items():
        if isinstance(value, dict) and not value.keys().isdisjoint({"figure", "file"}):
            raise _refused(f"{name}: a figure or a file cannot be named here; write the numbers, or change the spec")
    for found in refusals(own, others):
        hint = f"; {found.hint}" if found.hint else ""
        place = ".".join(str(part) for part in found.path if part != "params")
        raise _refused(f"{place}: {found.message}{hint}")
    return spec.alone(with_values(own, others))


def _refused(message: str) -> click.BadParameter:
    return click.BadParameter(message, param_hint="'--set'")


def _inner_hint(name: str, value: str, known: Collection[str]) -> str:
    """How to write a parameter after ``params.``, or a key inside a parameter; empty for other names."""
    first, *inner = name.removeprefix("params.").split(".")
    if first not in known:
        return ""
    if not inner:
        return f"leave out 'params.': write {first}={shortened(value)}"
    for key in reversed(inner):
        value = f"{{{key}: {value}}}"
    return f"write '{first}={shortened(value)}', with the other keys that it needs"


def _change(text: str) -> tuple[str, object]:
    """Parse ``init_scale=1.4`` into a name and a value."""
    from sitegen.spec.source_text import SpecSource, read_text
    from sitegen.spec.yaml_tree import compose

    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise _refused(f"'{text}' is not NAME=VALUE, such as init_scale=1.4")
    try:
        tree = compose(read_text(SpecSource("--set", value)))
    except ContentError as error:
        raise _refused(f"{name}: {error.diagnostics[0].message}") from error
    if tree.problems:
        raise _refused(f"{name}: {tree.problems[0].message}")
    return name.strip(), tree.value
