"""What new authors begin with: a site that builds, or a distribution with a kind of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from keyword import iskeyword
from pathlib import Path
from shutil import copytree

from sitegen.atomic import output_errors
from sitegen.errors import OutputError
from sitegen.figures import KINDS
from sitegen.figures.third_party_kinds import name_problem
from sitegen.spec.json_schema import schema_text, spec_schema


def create_site(folder: Path) -> tuple[str, ...]:
    """Fill `folder` with a small site and the schema of specs for editors, and return the names of its files, sorted.

    Raises
    ------
    OutputError
        If `folder` is a file, is not empty, or cannot be written.
    """
    with _new_folder(folder):
        with as_file(files(__name__) / "files") as source:
            copytree(source, folder, dirs_exist_ok=True)
        (folder / "figure.schema.json").write_text(schema_text(spec_schema(KINDS)), encoding="utf-8")
    return _names(folder)


def create_kind(name: str, folder: Path) -> tuple[str, ...]:
    """Fill `folder` with a distribution that has the kind `name`, a spec and a test, and return the names of its files, sorted.

    Raises
    ------
    OutputError
        If others have a kind of this name, it cannot have this name, or `folder` is a file, is not empty, or cannot be written.
    """
    if problem := name_problem(name):
        raise OutputError(problem)
    if origin := KINDS.origin(name) if name in KINDS else None:
        raise OutputError(f"there is a kind '{name}' in {origin.distribution}; write another name")
    owner, _, own = name.partition(".")
    module = _identifier(own)
    changes = {
        "lab.hinge": name,
        "lab_kinds.hinge": f"{_identifier(owner)}_kinds.{module}",
        "lab-kinds": f"{owner}-kinds",
        "TestHinge": f"Test{module.title().replace('_', '')}",
    }
    named = re.compile("|".join(map(re.escape, changes)))
    with _new_folder(folder):
        for path, text in _kind_files():
            target = folder / path.replace("lab_kinds", f"{_identifier(owner)}_kinds").replace("hinge", module)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(named.sub(lambda found: changes[found[0]], text), encoding="utf-8")
    return _names(folder)


def _kind_files() -> Iterator[tuple[str, str]]:
    """Path and text of each file of a distribution with a kind."""
    with as_file(files(__name__) / "kind_files") as source:
        for path in sorted(source.rglob("*.*")):
            if path.is_file() and path.suffix in {".py", ".toml", ".yaml"}:
                yield path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")


def _identifier(name: str) -> str:
    """A part of a kind's name as a name in Python."""
    plain = name.replace("-", "_").replace(".", "_")
    return plain if plain.isidentifier() and not iskeyword(plain) else f"kind_{plain}"


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """Refuse a file or a folder with something in it."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a new folder")
    with output_errors(folder):
        if folder.is_dir() and any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty; name a new folder, so that nothing of yours is overwritten")
        yield


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))
