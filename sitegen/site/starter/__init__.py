"""A first site for a new author: a folder with content that builds."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

from sitegen.atomic import output_errors
from sitegen.errors import OutputError
from sitegen.figures import KINDS
from sitegen.spec.json_schema import schema_text, spec_schema


def create_site(folder: Path) -> tuple[str, ...]:
    """Fill `folder` with a small site and the schema of specs for editors, and return the names of its files, sorted.

    Raises
    ------
    OutputError
        If `folder` is a file, is not empty, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a new folder")
    with output_errors(folder):
        if folder.is_dir() and any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty; name a new folder, so that nothing of yours is overwritten")
        with as_file(files(__name__) / "files") as source:
            copytree(source, folder, dirs_exist_ok=True)
        (folder / "figure.schema.json").write_text(schema_text(spec_schema(KINDS)), encoding="utf-8")
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))
