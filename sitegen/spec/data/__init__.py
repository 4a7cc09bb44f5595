"""A file beside the spec becomes numbers or named series: CSV, JSON and NPZ, each value with its place for messages."""

from __future__ import annotations

import stat
from pathlib import Path

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.csv_table import read_table
from sitegen.spec.data.json_document import read_document
from sitegen.spec.data.npz_arrays import read_arrays
from sitegen.spec.data.values import (
    MAX_FILE_BYTES,
    MAX_NUMBERS,
    DataReferenceError,
    DataValues,
    NamedSeries,
    refuse_hidden,
)
from sitegen.spec.source_text import SpecSource, checked_text
from sitegen.spec.value_reference import DataFile, SeriesFile

__all__ = ["MAX_FILE_BYTES", "DataReferenceError", "DataValues", "NamedSeries", "read_data"]


def read_data(reference: DataFile, content_root: ContentRoot | None) -> DataValues:
    """Read what `reference` names.

    Parameters
    ----------
    reference : DataFile
        Numbers; or, when it is a `SeriesFile`, named series.
    content_root : ContentRoot or None
        Where the spec stands.

    Raises
    ------
    DataReferenceError
        When the reference is wrong: no such file, column, row, list or array.
    ContentError
        When the file is wrong, with every problem at its place in the file.
    """
    if content_root is None:
        hint = "say which: load_spec(…, folder=Path('content/figures'))"
        raise DataReferenceError(("file",), "a spec that is not a file has no folder where this file could be", hint)
    path = content_root.path(reference.file)
    found = _read(reference, str(path), _content(path, content_root))
    if isinstance(reference, SeriesFile):
        refuse_hidden(found)
    return found


def _read(reference: DataFile, name: str, content: bytes) -> DataValues:
    if reference.suffix == ".npz":
        return read_arrays(content, name, reference)
    if content.count(b"\n") > MAX_NUMBERS:
        message = f"the file has {content.count(10):,} lines; at most {MAX_NUMBERS:,} are read"
        raise ContentError([Diagnostic(file=name, message=message)])
    text = checked_text(SpecSource(name, content), tabs=True)
    return read_table(text, reference) if reference.suffix == ".csv" else read_document(text, reference)


def _content(path: Path, content_root: ContentRoot) -> bytes:
    """The bytes of a file, once it is known to be a file, inside, and small enough."""
    if not content_root.holds(path):
        hint = f"put the file into {content_root.content}, or a folder in it"
        raise DataReferenceError(("file",), f"{path} lies outside the content folder {content_root.content}", hint)
    if not content_root.really_holds(path):
        message = f"{path} is reached through a link that leads out of the content folder {content_root.content}"
        raise DataReferenceError(("file",), message, "put the file itself there")
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise DataReferenceError(
                ("file",), f"{path} is a folder, not a file" if path.is_dir() else f"{path} is not a file"
            )
        if facts.st_size > MAX_FILE_BYTES:
            raise DataReferenceError(
                ("file",), f"{path} has {facts.st_size:,} bytes; {_LIMIT}", "save only what the figure needs"
            )
        with path.open("rb") as stream:
            return stream.read(facts.st_size)
    except FileNotFoundError as error:
        raise DataReferenceError(("file",), f"there is no file {path}", _near(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataReferenceError(("file",), f"{path} cannot be read: {reason}") from error


_LIMIT = f"at most {MAX_FILE_BYTES:,} (64 MiB) are read"


def _near(path: Path) -> str:
    """A guess at the file that was meant, among those in its folder."""
    try:
        return did_you_mean(path.name, (each.name for each in path.parent.iterdir() if each.is_file()))
    except OSError:
        return f"there is no folder {path.parent} either"
