"""NPZ files that are made to do harm, or cut off: little memory, and a clear refusal."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest

NPZ = "{file: ../data/run.npz, array: norms}"


def test_a_bomb_is_not_unpacked(report):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("norms.npy", b"\0" * 70_000_000)
    assert report(NPZ, run_npz=stream.getvalue()) == (
        "content/data/run.npz: error: the array 'norms' unpacks to 70,000,000 bytes; at most 67,108,864 (64 MiB) are read"
    )


def packed(content: bytes, method: int = zipfile.ZIP_DEFLATED, said: int | None = None) -> bytes:
    """An archive of one array; with `said` it says that only so many of its bytes are there, and gives their checksum."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("norms.npy", content)
    found = bytearray(stream.getvalue())
    if said is not None:
        for signature, checksum, size in ((b"PK\1\2", 16, 24), (b"PK\3\4", 14, 22)):
            at = found.rindex(signature)
            struct.pack_into("<I", found, at + checksum, zlib.crc32(content[:said]))
            struct.pack_into("<I", found, at + size, said)
    return bytes(found)


def array(values) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array(values))
    return stream.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_no_more_is_unpacked_than_the_archive_says(read, method):
    sound = array([0.5, 0.25, 1.0])
    bomb = packed(sound + b"\0" * 30_000_000, method, said=len(sound))
    tracemalloc.start()
    try:
        assert read(NPZ, run_npz=bomb) == (0.5, 0.25, 1.0)
        assert tracemalloc.get_traced_memory()[1] < len(bomb) + 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_python_unpacks_at_once_is_refused(report, method):
    bomb = packed(array([0.5, 0.25, 1.0]) + b"\0" * 30_000_000, method, said=152)
    tracemalloc.start()
    try:
        found = report(NPZ, run_npz=bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    said = "the array 'norms' is compressed in a way that is not read (write it again with numpy.savez)"
    assert found == f"content/data/run.npz: error: {said}"


@pytest.mark.parametrize("missing", [1, 24])
def test_an_array_that_is_cut_off(report, missing):
    said = "the array 'norms' is cut off (write it again with numpy.savez)"
    assert report(NPZ, run_npz=packed(array([1.0, 2, 3])[:-missing])) == f"content/data/run.npz: error: {said}"


def test_a_header_that_claims_more_than_there_is(report):
    head = b"\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }"
    assert "1,000,000,000,000 numbers are too many" in report(NPZ, run_npz=packed(head.ljust(127) + b"\n" + b"\0" * 24))
