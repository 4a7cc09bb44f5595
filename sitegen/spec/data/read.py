"""Read the CSV, JSON and NPZ files that specs name: numbers or named series, each with its place for messages."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.csv_table import read_table
from sitegen.spec.data.json_document import read_document
from sitegen.spec.data.npz_arrays import read_arrays
from sitegen.spec.data.values import MAX_FILE_BYTES, MAX_NUMBERS, DataReferenceError, DataValues, refuse_hidden_names
from sitegen.spec.source_text import SourceText, SpecSource, checked_text
from sitegen.spec.value_reference import DataFile, SeriesFile

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _KeptFile:
    """A file that was read: its bytes if it is an archive, else its text; and what was taken from it, by reference."""

    size: int
    content: bytes | SourceText
    values: dict[str, DataValues] = field(default_factory=dict)


class DataReader:
    """A cache of data files for one build: a file that several specs name is read and parsed once.

    A file is the same as long as its path, size and time of modification are. The files used last are kept, up to
    `MAX_FILE_BYTES` in all. Every file that is asked for is added to `files`, whether it exists or not.
    """

    def __init__(self, files: dict[Path, None]) -> None:
        self._files = files
        self._kept: dict[tuple[Path, int, int], _KeptFile] = {}
        self._bytes = 0

    def read(self, reference: DataFile, content_root: ContentRoot | None) -> DataValues:
        """The values that `reference` names.

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
            message = "a spec that is not a file has no folder where this file could be"
            raise DataReferenceError(("file",), message, hint)
        path = content_root.path(reference.file)
        self._files[path] = None
        file = _checked(path, content_root, lambda facts: self._file(path, facts))
        key = repr(reference)
        if key not in file.values:
            file.values[key] = _values(reference, str(path), file.content)
        return file.values[key]

    def _file(self, path: Path, facts: os.stat_result) -> _KeptFile:
        key = (path, facts.st_size, facts.st_mtime_ns)
        file = self._kept.pop(key, None)
        if file is None:
            with path.open("rb") as stream:
                content = stream.read(facts.st_size)
            file = _KeptFile(facts.st_size, content if path.suffix.lower() == ".npz" else _text(str(path), content))
            self._bytes += file.size
        self._kept[key] = file  # now the last, which is dropped last
        while self._bytes > MAX_FILE_BYTES:
            self._bytes -= self._kept.pop(next(iter(self._kept))).size
        return file


def _text(name: str, content: bytes) -> SourceText:
    if (lines := content.count(b"\n")) > MAX_NUMBERS:
        message = f"the file has {lines:,} lines; at most {MAX_NUMBERS:,} are read"
        raise ContentError([Diagnostic(file=name, message=message)])
    return checked_text(SpecSource(name, content), tabs=True)


def _values(reference: DataFile, name: str, content: bytes | SourceText) -> DataValues:
    if isinstance(content, bytes):
        values = read_arrays(content, name, reference)
    else:
        values = read_table(content, reference) if reference.suffix == ".csv" else read_document(content, reference)
    if isinstance(reference, SeriesFile):
        refuse_hidden_names(values)
    return values


def _checked(path: Path, content_root: ContentRoot, read: Callable[[os.stat_result], _T]) -> _T:
    """The result of `read` for a regular file in the content folder that is not too large."""
    message, hint = content_root.refusal(path)
    try:
        facts = path.stat() if not message else None
        if facts and not stat.S_ISREG(facts.st_mode):
            message = f"{path} is a folder, not a file" if path.is_dir() else f"{path} is not a file"
        elif facts and facts.st_size > MAX_FILE_BYTES:
            message = f"{path} has {facts.st_size:,} bytes; at most {MAX_FILE_BYTES:,} (64 MiB) are read"
            hint = "save only what the figure needs"
        elif facts:
            return read(facts)
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
