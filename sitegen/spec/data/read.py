"""Read the CSV, JSON or NPZ file that a spec names: numbers or named series, each with its place for messages."""

from __future__ import annotations

import stat
from pathlib import Path

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.csv_table import read_table
from sitegen.spec.data.json_document import read_document
from sitegen.spec.data.npz_arrays import read_arrays
from sitegen.spec.data.values import MAX_FILE_BYTES, MAX_NUMBERS, DataReferenceError, DataValues, refuse_hidden_names
from sitegen.spec.source_text import SpecSource, checked_text
from sitegen.spec.value_reference import DataFile, SeriesFile


def read_data(reference: DataFile, content_root: ContentRoot | None) -> DataValues:
    """Read the file that `reference` names.

    Parameters
    ----------
    reference : DataFile
        Numbers; or, when it is a `SeriesFile`, named series.
    content_root : ContentRoot or None
        Where the file is looked for.

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
    found = _parse(reference, str(path), _content(path, content_root))
    if isinstance(reference, SeriesFile):
        refuse_hidden_names(found)
    return found


def _parse(reference: DataFile, name: str, content: bytes) -> DataValues:
    if reference.suffix == ".npz":
        return read_arrays(content, name, reference)
    if (lines := content.count(b"\n")) > MAX_NUMBERS:
        message = f"the file has {lines:,} lines; at most {MAX_NUMBERS:,} are read"
        raise ContentError([Diagnostic(file=name, message=message)])
    text = checked_text(SpecSource(name, content), tabs=True)
    return read_table(text, reference) if reference.suffix == ".csv" else read_document(text, reference)


def _content(path: Path, content_root: ContentRoot) -> bytes:
    """The bytes of a regular file in the content folder that is not too large."""
    message, hint = content_root.refusal(path)
    try:
        facts = path.stat() if not message else None
        if facts and not stat.S_ISREG(facts.st_mode):
            message = f"{path} is a folder, not a file" if path.is_dir() else f"{path} is not a file"
        elif facts and facts.st_size > MAX_FILE_BYTES:
            message = f"{path} has {facts.st_size:,} bytes; at most {MAX_FILE_BYTES:,} (64 MiB) are read"
            hint = "save only what the figure needs"
        elif facts:
            with path.open("rb") as stream:
                return stream.read(facts.st_size)
    except FileNotFoundError:
        message, hint = f"there is no file {path}", _nearest(path)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or type(error).__name__}"
    raise DataReferenceError(("file",), message, hint)


def _nearest(path: Path) -> str:
    """A guess at the file that was meant, among those in its folder."""
    try:
        return did_you_mean(path.name, (each.name for each in path.parent.iterdir() if each.is_file()))
    except OSError:
        return f"there is no folder {path.parent} either"
