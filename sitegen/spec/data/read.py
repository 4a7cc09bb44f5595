"""Read the data files that specs name: numbers, texts or named series, each with its place for messages."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path

from sitegen.engine.regular_files import open_regular
from sitegen.errors import Diagnostic, did_you_mean
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.csv_table import read_table
from sitegen.spec.data.file_contents import check_content
from sitegen.spec.data.json_document import JsonDocument
from sitegen.spec.data.npz_arrays import read_arrays
from sitegen.spec.data.plain_values import read_value
from sitegen.spec.data.selection import select
from sitegen.spec.data.text_lines import TextLines
from sitegen.spec.data.values import MAX_FILE_BYTES, MAX_FILES, DataReferenceError, DataValues, refuse_hidden_names
from sitegen.spec.message_format import FieldPath, counted
from sitegen.spec.value_reference import ARRAYS, DOCUMENTS, DataFile, SeriesFile, TextFile, suffix_of

_MOST_NOTES = 5
"""Files whose notes a warning has."""
_VALUE_BYTES = 8
"""How much more memory the values of a document need than its text."""


@dataclass(frozen=True, slots=True)
class _KeptFile:
    """A file that was read: its arrays as bytes, its lines, or its document; and what was taken from it, by reference."""

    size: int
    content: bytes | TextLines | JsonDocument
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
        """The numbers that `reference` names; named series for a `SeriesFile`, texts for a `TextFile`.

        A `DataReferenceError` when the reference is wrong: no such file, column, row, list or array. A `ContentError` when a file is wrong,
        with every problem at its place in the file.
        """
        if content_root is None:
            hint = "say which: load_spec(…, folder=Path('content/figures'))"
            raise DataReferenceError("a spec that is not a file has no folder where this file could be", hint)
        if isinstance(reference.file, str) and not _is_pattern(reference.file, content_root):
            return self._read(reference, content_root.path(reference.file), content_root)
        paths = [path for name in reference.files for path in _matching(name, content_root)]
        if len(paths) > MAX_FILES:
            raise DataReferenceError(f"{len(paths):,} files are too many; at most {MAX_FILES:,} are read")
        if isinstance(reference, TextFile) and reference.column is None and reference.columns is None:
            self._files |= dict.fromkeys(paths)
            stems = tuple(path.stem for path in paths)
            names = stems if len(set(stems)) == len(stems) else tuple(path.parent.name for path in paths)
            return DataValues(names, lambda at, message: _file_problem(paths, at, message))
        return _joined([self._read_one(reference, path, content_root) for path in paths], paths, reference)

    def _read_one(self, reference: DataFile, path: Path, content_root: ContentRoot) -> DataValues:
        """The values in one of several files; errors name it."""
        try:
            return self._read(reference, path, content_root)
        except DataReferenceError as error:
            problem = error.problem
            message = problem.message if str(path) in problem.message else f"{path}: {problem.message}"
            raise DataReferenceError(message, problem.hint, problem.path) from error

    def _read(self, reference: DataFile, path: Path, content_root: ContentRoot) -> DataValues:
        self._files[path] = None
        try:
            file = self._file(path, _facts(path, content_root))
        except FileNotFoundError as error:
            raise DataReferenceError(f"there is no file {path}", _nearest(path, content_root)) from error
        except OSError as error:
            raise DataReferenceError(f"{path} cannot be read: {error.strerror or type(error).__name__}") from error
        key = repr((type(reference), reference))
        if key not in file.values:
            file.values[key] = _values(reference, path, file.content)
        return file.values[key]

    def _file(self, path: Path, facts: os.stat_result) -> _KeptFile:
        key = (path, facts.st_size, facts.st_mtime_ns)
        file = self._kept.pop(key, None)
        if file is None:
            with open_regular(path) as stream:
                content = stream.read(facts.st_size)
            parsed = _parsed(path, content)
            file = _KeptFile(facts.st_size * (_VALUE_BYTES if isinstance(parsed, JsonDocument) else 1), parsed)
            self._bytes += file.size
        self._kept[key] = file  # now the last, which is dropped last
        while self._bytes > MAX_FILE_BYTES:
            self._bytes -= self._kept.pop(next(iter(self._kept))).size
        return file


def _parsed(path: Path, content: bytes) -> bytes | TextLines | JsonDocument:
    suffix = suffix_of(path.name)
    check_content(str(path), content)
    if suffix in ARRAYS:
        return content
    return (JsonDocument.read if suffix in DOCUMENTS else TextLines.checked)(str(path), content)


def _values(reference: DataFile, path: Path, content: bytes | TextLines | JsonDocument) -> DataValues:
    if isinstance(content, JsonDocument):
        values = read_value(content.value, path.stem, reference, content)
    elif isinstance(content, TextLines):
        values = select(read_table(content, path.stem, has_header=reference.header), reference)
    else:
        values = select(read_arrays(content, str(path), path.stem, reference), reference)
    if isinstance(reference, SeriesFile | TextFile):
        refuse_hidden_names(values)
    return values


def _is_pattern(name: str, content_root: ContentRoot) -> bool:
    return any(sign in name for sign in "*?[") and not os.path.lexists(content_root.path(name))


def _matching(name: str, content_root: ContentRoot) -> list[Path]:
    """The files that a pattern means, numbers in their names in order; any other name is a file."""
    path = content_root.path(name)
    if not _is_pattern(name, content_root):
        return [path]
    message, hint = content_root.refusal(path)
    if not message:
        names = glob(str(path))  # noqa: PTH207 - the folders of the pattern may be patterns, too
        found = [each for each in map(Path, names) if content_root.contains(each) and each.is_file()]
        if found:
            return sorted(found, key=_natural)
        message, hint = f"no file matches {path}", _nearest(path, content_root)
    raise DataReferenceError(message, hint)


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """Sorts l2 before l10."""
    parts = re.split(r"([0-9]+)", str(path))
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts]


def _file_problem(paths: Sequence[Path], at: FieldPath, message: str) -> Diagnostic:
    return Diagnostic(file=str(paths[int(at[0]) if at else 0]), message=message)


def _joined(found: Sequence[DataValues], paths: Sequence[Path], reference: DataFile) -> DataValues:
    """The values of several files: one number or text from each, or all of their series."""
    if not isinstance(reference, SeriesFile):
        for path, each in zip(paths, found, strict=True):
            if len(each.values) != 1:
                message = f"{path} gives {len(each.values):,} values; of several files, each gives one"
                raise DataReferenceError(message, each.advice(True) or "add row: -1 for the last")
    return join(found)


def join(found: Sequence[DataValues]) -> DataValues:
    """The values of several references, one after another."""
    owners = [(each, at) for each in found for at in range(len(each.values))]

    def problem(path: FieldPath, message: str) -> Diagnostic:
        owner, at = owners[int(path[0])] if path else owners[0]
        return owner.problem((at, *path[1:]) if path else (), message)

    notes = [each.notes for each in found if each.notes]
    more = [f"… and the same of {counted(len(notes) - _MOST_NOTES, 'more file')}"] if len(notes) > _MOST_NOTES else []
    return DataValues(
        tuple(value for each in found for value in each.values),
        problem,
        found[0].advice,
        lambda: next(filter(None, (each.steps() for each in found)), ""),
        "; ".join([*notes[:_MOST_NOTES], *more]),
    )


def _facts(path: Path, content_root: ContentRoot) -> os.stat_result:
    """Size and time of a regular file in the content folder that is not too large."""
    message, hint = content_root.refusal(path)
    if message:
        raise DataReferenceError(message, hint)
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise DataReferenceError(f"{path} is a folder, not a file" if path.is_dir() else f"{path} is not a file")
    if facts.st_size > MAX_FILE_BYTES:
        message = f"{path} has {facts.st_size:,} bytes; at most {MAX_FILE_BYTES:,} (64 MiB) are read"
        raise DataReferenceError(message, "save only what the figure needs")
    return facts


def _nearest(path: Path, content_root: ContentRoot) -> str:
    """A guess at the file that was meant: the one of this name from the content folder on or in its data, or one like it here."""
    root, base = (os.path.abspath(folder) for folder in (content_root.root, content_root.base_dir))  # noqa: PTH100 - as written
    written = os.path.relpath(path, base)
    for place in (os.path.join(root, written), os.path.join(root, "data", path.name)):  # noqa: PTH118
        if os.path.normpath(place).startswith(root) and os.path.isfile(place):  # noqa: PTH113
            return f"write {os.path.relpath(place, base).replace(os.sep, '/')}"
    try:
        return did_you_mean(path.name, (each.name for each in path.parent.iterdir() if each.is_file()))
    except OSError:
        return f"there is no folder {path.parent} either"
