"""Read NPZ: numbers from one array, or named series from the rows of one; pickled objects are never loaded."""

from __future__ import annotations

import io
import lzma
import math
import sys
import tokenize
import zipfile
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.data.values import (
    MAX_FILE_BYTES,
    MAX_NUMBERS,
    DataReferenceError,
    DataValues,
    NamedSeries,
    raise_problems,
    repeated,
    too_many,
)
from sitegen.spec.message_format import format_value, listed, shortened
from sitegen.spec.value_reference import DataFile, SeriesFile

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tokenize.TokenError, SyntaxError, EOFError, OSError, MemoryError,
    ValueError, TypeError, KeyError, IndexError, ArithmeticError, RuntimeError, Warning,
)  # fmt: skip
"""What zipfile and numpy raise for files that are truncated, damaged, encrypted or malicious."""
_AGAIN = "write it again with numpy.savez"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What numpy writes. Python decompresses other methods at once, however little is asked for."""
_NOT_REAL = {
    "b": "true and false", "c": "complex numbers", "U": "text", "S": "bytes", "V": "records", "M": "dates",
    "m": "time spans",
}  # fmt: skip


def read_arrays(content: bytes, name: str, reference: DataFile) -> DataValues:
    """Read numbers or named series from an NPZ file; errors as in `DataReader`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Arrays(archive, name).read(reference)
    except _DAMAGED as error:
        problem = Diagnostic(file=name, message="this is not an NPZ file, or it is damaged", hint=_AGAIN)
        raise ContentError([problem]) from error


class _Arrays:
    """The arrays of one file."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive = archive
        self.name = name
        members = {member.filename: member for member in archive.infolist()}
        self.members = {file.removesuffix(".npy"): each for file, each in members.items() if file.endswith(".npy")}

    def read(self, reference: DataFile) -> DataValues:
        by = reference.by if isinstance(reference, SeriesFile) else None
        array = self._chosen(reference, by)
        values = self._loaded(array, 2 if isinstance(reference, SeriesFile) else 1)
        with np.errstate(over="ignore"):
            wrong = np.argwhere(~np.isfinite(values.astype(np.float64))).tolist()
        said = "{}{}: {} is not a finite number"
        raise_problems(wrong, lambda index: self._problem(said.format(shortened(array), index, values[tuple(index)])))
        found: tuple[Any, ...] = tuple(values.tolist())
        if isinstance(reference, SeriesFile):
            names = self._names(by, len(found)) if by else [f"N{index + 1}" for index in range(len(found))]
            found = tuple(NamedSeries(name, tuple(row)) for name, row in zip(names, found, strict=True))
        return DataValues(found, lambda _, message: self._problem(message))

    def _chosen(self, reference: DataFile, by: str | None) -> str:
        """The array that the reference names, or the only one."""
        left = [name for name in self.members if name != by]
        for key, name in (("by", by), ("array", reference.array)):
            if name is not None and name not in self.members:
                hint = did_you_mean(name, map(shortened, left)) or f"arrays here: {listed(left) or 'none'}"
                raise DataReferenceError((key,), f"there is no array {format_value(name)} in the file", hint)
        if reference.array is not None:
            return reference.array
        if len(left) != 1:
            message = f"say with 'array' which array is meant; the file has {listed(left) or 'none'}"
            raise DataReferenceError(("file",), message)
        return left[0]

    def _loaded(self, array: str, dimensions: int, kinds: str = "iuf") -> NDArray[Any]:
        """The array, once its size, shape and type are known to be right: numpy allocates what a header claims."""
        member = self.members[array]
        if member.file_size > MAX_FILE_BYTES:
            raise self._error(
                array, f"unpacks to {member.file_size:,} bytes; at most {MAX_FILE_BYTES:,} (64 MiB) are read"
            )
        if member.compress_type not in _METHODS:
            raise self._error(array, "is compressed in a way that is not read", _AGAIN)
        with self.archive.open(member) as packed:
            stream = io.BytesIO(packed.read(member.file_size + 1))  # bounded: a small archive may hold terabytes
        major, _ = np.lib.format.read_magic(stream)
        read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(stream)
        if dtype.hasobject:
            hint = f"save numbers: numpy.savez(…, {shortened(array)}=numpy.asarray(values, dtype=float))"
            raise self._error(array, "holds pickled Python objects, which are never loaded", hint)
        if dtype.kind not in kinds:
            wanted = "names are text" if kinds == "U" else "real numbers are needed"
            raise self._error(array, f"holds {_NOT_REAL.get(dtype.kind, 'numbers')}; {wanted}")
        if len(shape) != dimensions:
            wanted = "a single row is needed" if dimensions == 1 else "rows (series) and columns (samples) are needed"
            shaped = f"the shape {' × '.join(map(str, shape))}" if shape else "a single number"
            raise self._error(array, f"has {shaped}; {wanted}")
        if math.prod(shape) > MAX_NUMBERS:
            raise self._error(array, f"is too large: {too_many(math.prod(shape))}")
        if math.prod(shape) * dtype.itemsize > len(stream.getbuffer()) - stream.tell():
            raise self._error(array, "is cut off", _AGAIN)
        stream.seek(0)
        loaded: NDArray[Any] = np.load(stream, allow_pickle=False)
        return loaded

    def _names(self, by: str, count: int) -> list[str]:
        loaded = self._loaded(by, 1, "U")
        codes = np.dtype(np.uint32).newbyteorder(loaded.dtype.byteorder)
        if loaded.dtype.itemsize and loaded.view(codes).max(initial=0) > sys.maxunicode:
            raise self._error(by, "holds bytes that are no text", _AGAIN)
        names = [str(name) for name in loaded.tolist()]
        if len(names) != count:
            raise self._error(by, f"has {len(names):,} names, but there are {count:,} series")
        if twice := repeated(names):
            raise self._error(by, f"has the name {format_value(names[twice[0]])} twice")
        return names

    def _problem(self, message: str, hint: str = "") -> Diagnostic:
        return Diagnostic(file=self.name, message=message, hint=hint)

    def _error(self, array: str, fault: str, hint: str = "") -> ContentError:
        return ContentError([self._problem(f"the array {format_value(array)} {fault}", hint)])
