"""NPZ files that are mistaken, cut off or made to do harm: little memory, and a clear refusal."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest

from tests.spec.data.reports import DAMAGED, FILE, NAMED, NPZ, PICKLED, npz, spec_line


def test_a_bomb_is_not_unpacked(report):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("norms.npy", b"\0" * 70_000_000)
    assert report(NPZ, run_npz=stream.getvalue()) == (
        "content/data/run.npz: error: the array 'norms' unpacks to 70,000,000 bytes; at most 67,108,864 (64 MiB) are read "
        + NAMED
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


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_array_that_is_there_twice_is_refused(report):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("norms.npy", array([0.5, 0.25, 1.0]))
        archive.writestr("norms.npy", array([1.0, 1.0, 1.0]))
    assert report(NPZ, run_npz=stream.getvalue()) == (
        f"content/data/run.npz: error: the file has two arrays of the name 'norms' {NAMED} (save each of them once)"
    )


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
    said = "the array 'norms' is compressed in a way that is not read"
    assert found == f"content/data/run.npz: error: {said} {NAMED} (write it again with numpy.savez)"


@pytest.mark.parametrize("missing", [1, 24])
def test_an_array_that_is_cut_off(report, missing):
    said = f"the array 'norms' is cut off {NAMED} (write it again with numpy.savez)"
    assert report(NPZ, run_npz=packed(array([1.0, 2, 3])[:-missing])) == f"content/data/run.npz: error: {said}"


def test_a_header_that_claims_more_than_there_is(report):
    head = b"\x93NUMPY\x01\x00\x76\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }"
    assert "the array 'norms' is cut off" in report(NPZ, run_npz=packed(head.ljust(127) + b"\n" + b"\0" * 24))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (npz(norms=np.array([1, 2, np.nan])), "norms[2]: nan is not a finite number (leave blank values out with blank: skip)"),
        (npz(norms=np.array([1, -np.inf, 1])), "norms[1]: -inf is not a finite number"),
        (npz(norms=[["a", "b", "c"]]), "norms[0, 0]: 'a' is text, not a number"),
        (npz(norms=np.array([1.0, "a"], dtype=object)), PICKLED),
        (npz(norms=[True, False, True]), "the array 'norms' holds true and false; real numbers are needed"),
        (npz(norms=[1j, 2, 3]), "the array 'norms' holds complex numbers; real numbers are needed"),
        (
            npz(norms=np.zeros((2, 1), dtype=[("a", "i4"), ("b", "f8")])),
            "the array 'norms' has fields and two dimensions (save one dimension of records)",
        ),
        (npz(norms=np.zeros(3, dtype="V8")), "the array 'norms' holds records; real numbers are needed"),
        (npz(norms=[1.0, -2, 3]), "params.gradients.1: -2 is out of range; allowed is 0 or more"),
        (npz(norms=[1.0, 2, 3])[:-30], DAMAGED),
        (b"", DAMAGED),
    ],
)  # fmt: skip
def test_arrays(report, content, message):
    message, _, hint = message.partition(" (")
    found = report(NPZ, run_npz=content).split("\n")[0]
    assert found == f"content/data/run.npz: error: {message} {NAMED}{' (' + hint if hint else ''}"


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (npz(norms=np.zeros((2, 3, 4))), "the array 'norms' has the shape 2 × 3 × 4; a list or a table is needed", ""),
        (npz(norms=np.zeros((0, 3))), "the array 'norms' has the shape 0 × 3, so it is empty", ""),
        (npz(norms=[[1.0, 2], [3, 4]]), "say with 'row' or 'column' which numbers are meant; the array 'norms' has the shape 2 × 2",
         "add row: 0 or column: 0; -1 is the last"),
        (npz(norms=np.zeros(1_000_001, dtype=np.int8)), "more than 1,000,000 numbers; at most as many are read",
         "take fewer rows with 'where', or save fewer"),
    ],
)  # fmt: skip
def test_arrays_of_the_wrong_shape(report, content, message, hint):
    assert report(NPZ, run_npz=content) == FILE + message + spec_line(NPZ, "../data/run.npz", hint)


def test_a_header_of_many_digits_is_shortened(report):
    shape = "1" * 500
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}, 1, 1), }}".encode()
    head = head.ljust(1013) + b"\n"
    found = report(NPZ, run_npz=packed(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head)) + head + b"\0" * 24))
    assert len(found) < 300


def test_names_of_arrays(report):
    assert report(NPZ, run_npz=npz(norm=[1.0])) == (
        "content/figures/wave.yaml:4:45: error: params.gradients.array: there is no array 'norms' in the file"
        + spec_line(NPZ, "norms", "did you mean 'norm'?")
    )
    reference = "{file: ../data/run.npz}"
    assert report(reference, run_npz=npz(a=[1.0, 2], b=[1.0])) == (
        FILE + "say with 'array' which array is meant; the file has a, b" + spec_line(reference, "../data/run.npz")
    )
