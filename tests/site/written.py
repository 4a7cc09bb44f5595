"""A site of a few files, written into its folder and read again."""

from __future__ import annotations

from sitegen.site.output_tree import MARKER
from sitegen.site.staged_output import staged


def write_site(out, files, **options):
    notes = []
    with staged(out, notes, **options) as folder:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    return notes


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def contents(folder):
    """The bytes of all files by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
