"""Read NPZ and NPY: arrays of one or two dimensions as tables; pickled objects are never loaded."""

from __future__ import annotations

import io
import lzma
import math
import sys
import tokenize
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.data.table import Row, Table, Wrong
from sitegen.spec.data.values import MAX_FILE_BYTES, DataReferenceError
from sitegen.spec.message_format import counted, format_value, listed, nearest_or_all, shortened
from sitegen.spec.value_reference import DataFile, SeriesFile, suffix_of

MAX_ARRAYS = 10_000
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tokenize.TokenError, SyntaxError, EOFError, OSError, MemoryError,
    ValueError, TypeError, KeyError, IndexError, ArithmeticError, RuntimeError, Warning,
)  # fmt: skip
"""What zipfile and numpy raise for files that are truncated, damaged, encrypted or malicious."""
_AGAIN = "write it again with numpy.savez"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What numpy writes. Python decompresses other methods at once, however little is asked for."""
_NOT_READ = {"b": "true and false", "c": "complex numbers", "S": "bytes", "V": "records", "M": "dates",
             "m": "time spans"}  # fmt: skip


def read_arrays(content: bytes, file: str, name: str, reference: DataFile) -> Table:
    """The arrays that `reference` names, as a table. The place of a row is its index; columns are those of the array.

    The `content` is that of a `file`, whose `name` is without the suffix. Errors as in `DataReader`.
    """
    arrays, is_single = _Arrays(file, name), suffix_of(file) == ".npy"
    try:
        if is_single:
            return arrays.table(reference, {name: partial(arrays.load, name, content)})
        if (count := content.count(b"PK\1\2")) > MAX_ARRAYS:
            raise ContentError.of(file, f"the file has {counted(count, 'array')}; at most {MAX_ARRAYS:,} are read")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [each for each in archive.infolist() if each.filename.endswith(".npy")]
            names = [each.filename.removesuffix(".npy") for each in files]
            if again := next((name for name, times in Counter(names).items() if times > 1), None):
                message = f"the file has two arrays of the name {format_value(again)}"
                raise ContentError.of(file, message, "save each of them once")
            members = {each.filename.removesuffix(".npy"): partial(arrays.unpack, archive, each) for each in files}
            return arrays.table(reference, members)
    except _DAMAGED as error:
        kind = "NPY" if is_single else "NPZ"
        raise ContentError.of(file, f"this is not an {kind} file, or it is damaged", _AGAIN) from error


class _Arrays:
    """The arrays of one file, in messages and as a table."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name

    def table(self, reference: DataFile, arrays: Mapping[str, Callable[[], NDArray[Any]]]) -> Table:
        """One array with those that `where` and `by` name beside it, or several of one dimension as columns."""
        others = [*map(str, reference.where)]
        by = reference.by if isinstance(reference, SeriesFile) else None
        beside = [str(each) for each in (*others, by) if str(each) in arrays]
        left = [name for name in arrays if name not in beside]
        chosen = self._chosen(reference, left, arrays)
        loaded = {name: arrays[name]() for name in dict.fromkeys((*chosen, *beside))}
        main = loaded[chosen[0]]
        if main.ndim == 2 and not main.size:
            raise DataReferenceError(f"{_shape(chosen[0], main)}, so it is empty")
        if main.ndim not in {1, 2}:
            raise DataReferenceError(f"{_shape(chosen[0], main)}; a list or a table is needed")
        if main.ndim == 2 and main.dtype.names is not None:
            raise self._error(chosen[0], "has fields and two dimensions", "save one dimension of records")
        for name in (*chosen[1:], *beside):
            self._check_length(name, loaded[name], chosen[0], main)
        width = main.shape[1] if main.ndim == 2 else 0
        matrix = tuple(range(width))
        columns: dict[str, Any] = {str(key): key for key in matrix}
        named = [name for name in loaded if not width or name != chosen[0]]
        parts = {name: part for each in named for name, part in _fields(each, loaded[each])}
        columns |= {name: width + at for at, name in enumerate(parts)}
        if by is not None and str(by) not in columns:
            raise self._unknown(("by",), str(by), left)

        def rows() -> Iterator[Row]:
            for index in range(len(main)):
                head = main[index].tolist() if width else []
                yield index, head + [part[index].item() for part in parts.values()]

        def prefix(row: int, key: int) -> str:
            name, place = (list(parts)[key - width], row) if key >= width else (chosen[0], f"{row}, {key}")
            return f"{shortened(name)}[{place}]: "

        def problem(_row: int, _key: int, message: str, hint: str) -> Diagnostic:
            return Diagnostic(file=self.file, message=message, hint=hint)

        are_single = reference.array is None and len(chosen) > 1
        is_mapping = reference.column is None and (are_single or main.dtype.names is not None) and len(main) == 1
        return Table(
            columns=columns, rows=rows, number=_number, problem=problem, name=self.name, matrix=matrix,
            shape=_shape(chosen[0], main), prefix=prefix, is_mapping=is_mapping,
        )  # fmt: skip

    def _chosen(
        self, reference: DataFile, left: list[str], every: Mapping[str, Callable[[], NDArray[Any]]]
    ) -> list[str]:
        """The arrays with the values: the one that is named, all that are columns, or the only one."""
        if reference.array is not None:
            if reference.array not in every:
                raise self._unknown(("array",), reference.array, list(every))
            return [reference.array]
        if reference.column in every:
            return [str(reference.column)]
        if isinstance(reference.columns, tuple) and set(reference.columns) <= every.keys():
            return list(map(str, reference.columns))
        if isinstance(reference.columns, str) and len(left) > 1:
            return [name for name in left if fnmatchcase(name, reference.columns)] or left[:1]
        if len(left) != 1 and reference.columns is None and left and all(every[name]().size == 1 for name in left):
            return left
        if len(left) != 1:
            raise DataReferenceError(f"say with 'array' which array is meant; the file has {listed(left) or 'none'}")
        return left

    def _unknown(self, path: tuple[str], name: str, known: list[str]) -> DataReferenceError:
        hint = nearest_or_all(name, list(map(shortened, known)), "arrays")
        return DataReferenceError(f"there is no array {format_value(name)} in the file", hint, path)

    def _check_length(self, name: str, array: NDArray[Any], first: str, main: NDArray[Any]) -> None:
        if array.shape != main.shape[:1]:
            message = f"{_shape(name, array)}; it needs {counted(len(main), 'value')}, one for each row of {format_value(first)}"
            is_exchanged = main.ndim == 2 and array.shape == main.shape[1:]
            raise DataReferenceError(message, f"save {shortened(first)}.T" if is_exchanged else "")

    def unpack(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
        """An array of an archive, unless it has too many bytes."""
        name = member.filename.removesuffix(".npy")
        if member.file_size > MAX_FILE_BYTES:
            raise self._error(
                name, f"unpacks to {member.file_size:,} bytes; at most {MAX_FILE_BYTES:,} (64 MiB) are read"
            )
        if member.compress_type not in _METHODS:
            raise self._error(name, "is compressed in a way that is not read", _AGAIN)
        with archive.open(member) as packed:
            return self.load(name, packed.read(member.file_size + 1))  # bounded: a small archive may hold terabytes

    def load(self, name: str, content: bytes) -> NDArray[Any]:
        """The array, once its shape and type are known to be right: numpy allocates what a header claims."""
        stream = io.BytesIO(content)
        major, _ = np.lib.format.read_magic(stream)
        read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(stream)
        if dtype.hasobject:
            hint = f"save numbers: numpy.savez(…, {shortened(name)}=numpy.asarray(values, dtype=float))"
            raise self._error(name, "holds pickled Python objects, which are never loaded", hint)
        for field, kind in _types(dtype):
            if kind not in "iufU":
                where = f" in the field {format_value(field)}" if field else ""
                raise self._error(
                    name, f"holds {_NOT_READ.get(kind, 'something else')}{where}; real numbers are needed"
                )
        if math.prod(shape) * dtype.itemsize > len(content) - stream.tell():
            raise self._error(name, "is cut off", _AGAIN)
        stream.seek(0)
        loaded: NDArray[Any] = np.load(stream, allow_pickle=False)
        if any(map(_is_no_text, (part for _, part in _fields(name, loaded)))):
            raise self._error(name, "holds bytes that are no text", _AGAIN)
        with np.errstate(over="ignore"):
            return np.atleast_1d(loaded.astype(np.float64) if dtype.kind == "f" and dtype.itemsize > 8 else loaded)

    def _error(self, array: str, fault: str, hint: str = "") -> ContentError:
        return ContentError.of(self.file, f"the array {format_value(array)} {fault}", hint)


def _types(dtype: np.dtype[Any]) -> list[tuple[str, str]]:
    """The kind of an array's values, or the name and kind of each field of its records."""
    fields = dtype.names or ()
    return [(name, dtype[name].kind) for name in fields] or [("", dtype.kind)]


def _fields(name: str, array: NDArray[Any]) -> list[tuple[str, NDArray[Any]]]:
    """The array itself by its name, or the fields of its records."""
    return [(field, array[field]) for field in array.dtype.names or ()] or [(name, array)]


def _is_no_text(array: NDArray[Any]) -> bool:
    """Whether texts hold codes that Unicode does not have."""
    if array.dtype.kind != "U" or not array.dtype.itemsize or not array.size:
        return False
    codes = np.dtype(np.uint32).newbyteorder(array.dtype.byteorder)
    return bool(np.ascontiguousarray(array).view(codes).max() > sys.maxunicode)


def _shape(name: str, array: NDArray[Any]) -> str:
    return f"the array {format_value(name)} has the shape {shortened(' × '.join(map(str, array.shape[:8])))}"


def _number(value: Any) -> int | float | Wrong:
    if isinstance(value, str):
        return Wrong(f"{format_value(value)} is text, not a number")
    return value if math.isfinite(value) else Wrong(f"{value} is not a finite number")
