"""Recognise a data file by its first bytes, where its suffix says something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from sitegen.errors import ContentError
from sitegen.spec.value_reference import DOCUMENTS, suffix_of

_AS_TABLE = "save the numbers as CSV, JSON or NPZ"


class _Content(NamedTuple):
    """What a file is, and what to do."""

    what: str
    hint: str
    suffixes: tuple[str, ...] = ()
    """Suffixes of the files that may begin so."""


_BEGINNINGS: Mapping[bytes, _Content] = {
    b"PK\3\4": _Content("a ZIP archive, as of Excel or NPZ", "save the sheet as CSV, or name arrays .npz", (".npz",)),
    b"\x93NUMPY": _Content("an NPY file", "name it .npy", (".npy",)),
    b"\x1f\x8b": _Content("compressed by gzip", "unpack it"),
    b"BZh": _Content("compressed by bzip2", "unpack it"),
    b"\xfd7zXZ": _Content("compressed by xz", "unpack it"),
    b"7z\xbc\xaf": _Content("compressed by 7-Zip", "unpack it"),
    b"(\xb5/\xfd": _Content("compressed by Zstandard", "unpack it"),
    b"\x89PNG": _Content("a picture", _AS_TABLE),
    b"\x89HDF": _Content("an HDF5 file", _AS_TABLE),
    b"\xd0\xcf\x11\xe0": _Content("a file of an old Excel", "save the sheet as CSV"),
    b"%PDF": _Content("a PDF file", _AS_TABLE),
    b"PAR1": _Content("a Parquet file", _AS_TABLE),
    b"ARROW1": _Content("an Arrow or Feather file", _AS_TABLE),
    b"\x80\x04\x95": _Content("a pickle of Python, which is never loaded", _AS_TABLE),
    b"\x80\x05\x95": _Content("a pickle of Python, which is never loaded", _AS_TABLE),
    b"SQLite format 3": _Content("an SQLite file", _AS_TABLE),
    b"version https://git-lfs": _Content("a pointer of Git LFS, not the file itself", "run: git lfs pull"),
    b"/annex/objects/": _Content("a pointer of git-annex, not the file itself", "run: git annex get"),
    b"<!doctype": _Content("an HTML page", "download the file itself"),
    b"<html": _Content("an HTML page", "download the file itself"),
    b"{": _Content("JSON", "name it .json, or .jsonl if each line is a value", DOCUMENTS),
    b"[[": _Content("JSON", "name it .json", DOCUMENTS),
    b"[{": _Content("one list of JSON", "name it .json", (".json",)),
}
"""The first bytes of files, with letters in lower case."""


_LIST = re.compile(rb"\[(?:\s*[-+.0-9][^\[\]\n]*,[^\[\]\n]*\])?\s*(?:\n|\Z)")
"""The first line of a JSON list of numbers."""


def check_content(name: str, content: bytes) -> None:
    """Raise a `ContentError` for a file whose first bytes do not fit its suffix."""
    suffix, begin = suffix_of(name), content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, found in _BEGINNINGS.items():
        if begin.lower().startswith(sign.lower()) and suffix not in found.suffixes:
            raise ContentError.of(name, f"this is {found.what}", found.hint)
    if suffix not in DOCUMENTS and _LIST.match(begin):
        raise ContentError.of(name, "this is JSON", "name it .json, or .jsonl if each line is a value")
    if suffix in DOCUMENTS and not begin:
        raise ContentError.of(name, "the file is empty", line=1)
    is_word = begin[:1].isalpha() and not begin.startswith((b"true", b"false", b"null", b"NaN", b"Infinity"))
    if suffix in DOCUMENTS and is_word and any(sign in begin.split(b"\n")[0] for sign in b",;\t"):
        raise ContentError.of(name, "this is a table, not JSON", "name it .csv")
