"""Third-party kinds: those of installed distributions, and those in files of a site."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from traceback import extract_tb
from types import ModuleType
from typing import TYPE_CHECKING

from sitegen.engine.entry_points import EntryPoint, entry_points
from sitegen.errors import ContentError, Diagnostic
from sitegen.kinds import API

if TYPE_CHECKING:
    from sitegen.kinds.figure_kind import AnyKind

GROUP = "sitegen.kinds"
"""The group of entry points."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a third-party kind comes from."""

    distribution: str
    """A distribution and its version, ``lab-kinds 0.3``, or a file of a site, ``kinds/hinge.py``."""
    digest: str = ""
    """SHA-256 of a file."""


@dataclass(frozen=True, slots=True)
class LocalKind:
    """A file of a site that defines a kind. It can be pickled, for processes without the file."""

    file: str
    """Its name for messages."""
    path: str
    """Its name in ``site.yaml``."""
    source: bytes

    @property
    def origin(self) -> Origin:
        """The file, and the digest of its bytes."""
        return Origin(self.path, hashlib.sha256(self.source).hexdigest())

    @property
    def module(self) -> str:
        """Name of its module, another one for other bytes."""
        stem = re.sub(r"\W", "_", self.path.removesuffix(".py"))
        return f"sitegen_local_kinds_{stem}_{self.origin.digest[:12]}"


@cache
def installed_kinds() -> Mapping[str, tuple[EntryPoint, ...]]:
    """The kinds of installed distributions by name; a name should have one."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in entry_points(GROUP):
        found[entry.name] = (*found.get(entry.name, ()), entry)
    return found


def provider(entry: EntryPoint) -> str:
    """The distribution with its version."""
    return f"{entry.distribution} {entry.version}"


def installed_origin(name: str) -> Origin:
    """Where an installed kind comes from."""
    return Origin(provider(installed_kinds()[name][0]))


def with_our_names(names: Iterable[str]) -> list[Diagnostic]:
    """The problems of distributions whose kinds have `names` of ours; ours are used."""
    return [
        _diagnostic(provider(entry), f"'{name}' is the name of a kind of sitegen", "write a name such as lab.hinge")
        for name in names
        for entry in installed_kinds().get(name, ())
    ]


def load_installed(entries: tuple[EntryPoint, ...]) -> AnyKind:
    """Import the kind of an entry point.

    Raises
    ------
    ContentError
        If it is broken, with the name of its distribution.
    """
    entry = entries[0]
    name, source = entry.name, provider(entry)
    if len(entries) > 1:
        others = " and ".join(map(provider, entries))
        raise _broken(source, f"the kind '{name}' is in {others}", "uninstall one of them")
    module, _, attribute = entry.value.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (Exception, SystemExit) as error:
        raise _not_imported(source, f"the kind '{name}'", error) from error
    kind = _checked(found, source, entry.value)
    if kind.name != name:
        raise _broken(
            source, f"the kind '{kind.name}' has the entry point '{name}'", "write the same name in both places"
        )
    return kind


def load_local(files: Iterable[LocalKind]) -> dict[str, AnyKind]:
    """Run the files of a site that define kinds, and return the kinds by name.

    Raises
    ------
    ContentError
        With the problems of all broken files.
    """
    found: dict[str, AnyKind] = {}
    homes = {name: provider(entries[0]) for name, entries in installed_kinds().items()}
    problems: list[Diagnostic] = []
    for file in files:
        try:
            kind = _checked(_run(file), file.file, "KIND")
        except ContentError as error:
            problems += error.diagnostics
            continue
        if kind.name in homes:
            message = f"the kind '{kind.name}' is in {homes[kind.name]}, too"
            problems.append(_diagnostic(file.file, message, "write another name"))
        homes[kind.name] = file.path
        found[kind.name] = kind
    if problems:
        raise ContentError(problems)
    return found


def _run(file: LocalKind) -> object:
    """The value of ``KIND`` in a file, which is run once for the same bytes."""
    module = sys.modules.get(file.module)
    if module is None:
        module = ModuleType(file.module)
        module.__file__ = file.file
        sys.modules[file.module] = module  # pydantic looks there for the types of fields
        try:
            exec(compile(file.source, file.file, "exec"), module.__dict__)  # noqa: S102 - a kind is a program, see --no-local-kinds
        except SyntaxError as error:
            del sys.modules[file.module]
            diagnostic = Diagnostic(
                file=file.file,
                line=error.lineno or 1,
                column=error.offset or 1,
                message=f"this is no Python: {error.msg}",
            )
            raise ContentError([diagnostic]) from error
        except (Exception, SystemExit) as error:
            del sys.modules[file.module]
            lines = [frame.lineno or 1 for frame in extract_tb(error.__traceback__) if frame.filename == file.file]
            (problem,) = _not_imported(file.file, "this kind", error).diagnostics
            raise ContentError([replace(problem, line=lines[-1], column=1) if lines else problem]) from error
    return getattr(module, "KIND", None)


def _checked(found: object, source: str, place: str) -> AnyKind:
    """A `FigureKind` that this version can use."""
    from sitegen.figures.guarded_kind import guarded
    from sitegen.kinds.figure_kind import FigureKind

    if not isinstance(found, FigureKind):
        what = "nothing" if found is None else f"a {type(found).__name__}"
        raise _broken(source, f"{place} is {what}, not a kind", f"write {place.rpartition(':')[2]} = FigureKind(…)")
    if found.api > API:
        message = f"the kind '{found.name}' needs version {found.api} of sitegen.kinds; this sitegen has {API}"
        raise _broken(source, message, "install a newer sitegen-figures")
    if problem := name_problem(found.name):
        message, _, hint = problem.partition("; ")
        raise _broken(source, message, hint)
    try:
        for model in (found.params, found.resolved_model):
            model.model_rebuild()  # now, since errors in the types of its fields are found only then
    except Exception as error:
        raise _not_imported(source, "this kind", error) from error
    return guarded(found, source)


def name_problem(name: str) -> str:
    """Why a third-party kind cannot have this name, and what to write; empty if it can."""
    if _can_be_name(name):
        return ""
    if _NAME.fullmatch(name):
        return f"'{name}' is no name for a kind of your own: YAML reads it as a number; write a name such as lab.hinge"
    words = [re.sub(r"[^a-z0-9]+", "-", word).strip("-") for word in name.lower().split(".")]
    nearest = ".".join(word for word in words if word)
    nearest = f"lab.{nearest}" if nearest and "." not in nearest else nearest
    advice = f"write {nearest}" if _can_be_name(nearest) else "write a name such as lab.hinge"
    return f"'{name}' is no name for a kind of your own: it needs a dot, lower-case letters and digits; {advice}"


def _can_be_name(text: str) -> bool:
    """Whether it has the form of a name and is no number, such as 1.5 or 1.e3."""
    try:
        float(text)
    except ValueError:
        return _NAME.fullmatch(text) is not None
    return False


def _not_imported(source: str, what: str, error: BaseException) -> ContentError:
    return _broken(source, f"{what} cannot be imported: {type(error).__name__}: {str(error).partition(chr(10))[0]}")


def _broken(source: str, message: str, hint: str = "") -> ContentError:
    return ContentError([_diagnostic(source, message, hint)])


def _diagnostic(source: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(file=source, message=message, hint=hint, stage="kind")
