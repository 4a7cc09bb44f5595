"""Names of series: none may hold what a reader does not see, wherever it comes from, and each is refused at its place."""

from __future__ import annotations

import io
import json
import tracemalloc
import unicodedata
import zipfile

import numpy as np
import pytest

from sitegen.errors import ContentError
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.read import DataReader
from sitegen.spec.value_reference import SeriesFile
from tests.spec.data.reports import npz

SEEN = "aZ·µ–✓αж中אب\U0001f600\u0301\u200d\ue000 <&>\"'/\\"
"""Letters of any script are names, as are marks that join letters."""
BIDI = [char for char in map(chr, range(0x110000)) if unicodedata.bidirectional(char) in
        {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}]  # fmt: skip
HIDDEN = ["\x00", "\x01", "\x0b", "\x0c", "\r", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\u2028", "\u2029",
          "\ud800", "\udfff", "\ufeff", "\ufffe", "\uffff", *BIDI]  # fmt: skip


@pytest.fixture
def names(tmp_path):
    """The names of the series in a file with such a content."""

    def read(name, content, **keys):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return [
            each.id
            for each in DataReader({}).read(SeriesFile(file=name, **keys), ContentRoot(tmp_path, tmp_path)).values
        ]

    return read


@pytest.fixture
def refused(names, tmp_path):
    """What is said of such a file, without the folder."""

    def said(name, content, **keys):
        with pytest.raises(ContentError) as caught:
            names(name, content, **keys)
        (problem,) = caught.value.diagnostics
        return f"{problem.place}: {problem.message}".removeprefix(f"{tmp_path}/")

    return said


def test_there_are_nine_that_turn_the_direction_round():
    assert len(BIDI) == 9


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
def test_hidden_characters_are_refused_at_their_place(refused, char):
    said = f"the name of series 2, 'L1{' ' if char.isspace() else chr(0xFFFD)}N', holds the invisible character U+{ord(char):04X}; take it out"
    name = f"L1{char}N"
    escaped = json.dumps(name)
    at = "" if "\ud800" <= char <= "\udfff" else ":2:{}"  # PyYAML reads no surrogates
    assert refused("s.json", f'{{"a": [1],\n {escaped}: [2]}}') == f"s.json{at.format(4 + len(escaped))}: {said}"
    listed = f'[[1],\n {{"activations": [2], "id": {escaped}}}]'
    assert refused("s.json", listed) == f"s.json{at.format(listed.split(chr(10))[1].index(escaped) + 1)}: {said}"
    assert refused("s.npz", npz(v=[[1], [2]], names=["a", name]), by="names", array="v") == f"s.npz: {said}"


@pytest.mark.parametrize("char", [char for char in HIDDEN if not "\ud800" <= char <= "\udfff"], ids=ascii)
def test_so_are_they_in_tables(refused, char):
    found = refused("s.csv", f"name,v\na,1\nL1{char}N,2\n", by="name")
    assert found.startswith("s.csv:3:")
    assert f"the invisible character U+{ord(char):04X}" in found or "carriage return" in found


def test_letters_of_every_script_are_names(names):
    for char in SEEN:
        name = f"L1{char}N"
        assert names("s.json", json.dumps({name: [1]})) == [name]
        assert names("s.json", json.dumps([{"id": name, "activations": [1]}])) == [name]
        assert names("s.npz", npz(v=[[1]], names=[name]), by="names", array="v") == [name]
        quoted = name.replace('"', '""')
        assert names("s.csv", f'name,v\n"{quoted}",1\n', by="name") == [name]


def test_every_such_name_is_told(names):
    with pytest.raises(ContentError) as caught:
        names("s.json", json.dumps({f"N{index}\x07": [1] for index in range(60)}))
    *first, last = caught.value.diagnostics
    assert len(first) == 50
    assert last.message == "… and 10 more problems like these"


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("code", [0x110000, 0xFFFFFFFF])
def test_names_that_are_no_text(refused, order, code):
    bad = np.array([97, code], dtype=f"{order}u4").view(f"{order}U2")
    said = "the array 'names' holds bytes that are no text"
    assert refused("s.npz", npz(v=[[1]], names=bad), by="names", array="v") == f"s.npz: {said}"


def test_names_of_either_byte_order(names):
    for order in "<>":
        content = npz(v=[[1], [2]], names=np.array(["aé", "中"], dtype=f"{order}U3"))
        assert names("s.npz", content, by="names", array="v") == ["aé", "中"]


def test_a_header_that_claims_names_of_gigabytes(refused):
    head = b"\x93NUMPY\x01\x00\x76\x00{'descr': '<U500000000', 'fortran_order': False, 'shape': (1,), }"
    stream = io.BytesIO(npz(v=[[1.0]]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("names.npy", head.ljust(127) + b"\n" + b"\0" * 24)
    tracemalloc.start()
    try:
        said = refused("s.npz", stream.getvalue(), by="names", array="v")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert said == "s.npz: the array 'names' is cut off"
