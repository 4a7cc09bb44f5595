"""What is read from sound files, against the libraries that wrote them; and that broken ones never end otherwise than told."""

from __future__ import annotations

import csv
import io
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import ContentError
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.csv_table import cell_span
from sitegen.spec.data.read import DataReader
from sitegen.spec.data.values import DataReferenceError, NamedSeries
from sitegen.spec.value_reference import DataFile, SeriesFile

FINITE = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15) + 1, 10**15 - 1)
TEXT = st.text(st.sampled_from('ab,"\n é\t'), max_size=6)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("content")


def read(place, name, content, model=DataFile, **keys):
    (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return DataReader({}).read(model(file=name, **keys), ContentRoot(place, place))


def table(rows, **style) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, **style).writerows(rows)
    return stream.getvalue()


@given(
    rows=st.lists(st.tuples(TEXT, FINITE, TEXT), min_size=1, max_size=8),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_a_table_that_python_writes_is_read_again(place, rows, quoting, end, mark):
    written = table([("a", "norm", "b"), *rows], quoting=quoting, lineterminator=end)
    found = read(place, "t.csv", mark + written, column="norm")
    assert found.values == tuple(number for _, number, _ in rows)
    for index in range(len(rows)):
        problem = found.problem((index,), "x")
        shown = written.replace("\r\n", "\n").split("\n")[problem.line - 1]
        cell = shown[problem.column - 1 :][: problem.length].strip('"')
        assert float(cell) == rows[index][1]


@given(rows=st.lists(st.lists(TEXT, min_size=2, max_size=3), min_size=1, max_size=5))
def test_cells_stand_where_the_csv_module_finds_them(rows):
    written = table(rows, lineterminator="\n")
    lines = written.split("\n")
    for row in rows:
        for index, cell in enumerate(row):
            where = cell_span("\n".join(lines), index, ",")
            rest = "\n".join([lines[where.line][where.column :], *lines[where.line + 1 :]])
            assert (next(csv.reader(io.StringIO(rest + "\n", newline=""))) or [""])[0] == cell
        lines = lines[1 + sum(cell.count("\n") for cell in row) :]


def test_filters_compare_numbers_as_numbers_and_text_as_text(place):
    content = "step,run,norm\n0,a,1\n0.0, a ,2\n1,a,3\n0e0,b,4\n00,A,5\n"
    assert read(place, "t.csv", content, column="norm", where={"step": 0}).values == (1, 2, 4, 5)
    assert read(place, "t.csv", content, column="norm", where={"step": "0"}).values == (1,)
    assert read(place, "t.csv", content, column="norm", where={"step": 0, "run": "a"}).values == (1, 2)


def test_the_only_column_left_is_meant(place):
    assert read(place, "t.csv", "norm\n1\n2.5\n").values == (1, 2.5)
    assert read(place, "t.csv", "step,norm\n0,1\n1,2\n", where={"step": 1}).values == (2,)


def test_spaces_and_empty_lines_at_the_end_do_not_count(place):
    assert read(place, "t.csv", "step, norm \n0, 1 \n0,\t2\n\n  \n", column="norm").values == (1, 2)


def test_whole_numbers_stay_whole(place):
    stream = io.BytesIO()
    np.savez(stream, a=np.array([3, 4], dtype=">i2"))
    for name, content in (("a.csv", "a\n3\n4\n"), ("a.json", "[3, 4]"), ("a.npz", stream.getvalue())):
        found = read(place, name, content).values
        assert found == (3, 4)
        assert {type(value) for value in found} == {int}


@given(st.lists(FINITE, max_size=9), st.text(max_size=5), st.sampled_from([None, 1]))
def test_a_document_that_python_writes_is_read_again(place, numbers, key, indent):
    keys = {"other": {"x": [1]}, key: [["no"], numbers]}
    try:
        written = json.dumps(keys, indent=indent)
        pointer = f"/{key.replace('~', '~0').replace('/', '~1')}/1"
        found = read(place, "d.json", written, pointer=pointer)
    except UnicodeEncodeError:
        return
    assert found.values == tuple(numbers)
    for index, number in enumerate(numbers):
        problem = found.problem((index,), "x")
        if max(key, default="") > "\uffff":  # Python escapes it as two surrogates, which PyYAML does not read
            assert problem.line == 0
            continue
        shown = written.split("\n")[problem.line - 1][problem.column - 1 :]
        assert json.JSONDecoder().raw_decode(shown)[0] == number


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", ">f8", "i1", "u8", "longdouble"])
def test_arrays_of_every_real_type(place, dtype):
    stream = io.BytesIO()
    np.savez_compressed(stream, a=np.array([0, 1, 100], dtype=dtype), b=["x"])
    assert read(place, "a.npz", stream.getvalue(), array="a").values == (0, 1, 100)


SERIES = (NamedSeries("L1·N2", (0.5, 0.25)), NamedSeries("L1·N1", (0, 2)))


def test_series_of_a_table_come_in_order_of_first_appearance(place):
    content = "step,neuron,peak,run\n0,L1·N2,0.5,a\n0,L1·N1,0,a\n8,L1·N1,2,a\n8,L1·N2,.25,a\n8,x,1,b\n"
    found = read(place, "s.csv", content, SeriesFile, by="neuron", column="peak", where={"run": "a"})
    assert found.values == SERIES
    assert found.problem((0, "activations", 1), "x").place.endswith("s.csv:5:9")
    assert found.problem((1, "id"), "x").place.endswith("s.csv:3:3")
    assert found.problem((), "x").place.endswith("s.csv:2:9")


@pytest.mark.parametrize(
    ("document", "place_of_second", "place_of_name"),
    [
        ('{"L1·N2": [0.5, 0.25], "L1·N1": [0, 2]}', "1:37", "1:33"),
        ('[{"id": "L1·N2", "activations": [0.5, 0.25]},\n{"activations": [0, 2], "id": "L1·N1"}]', "2:21", "2:31"),
    ],
)
def test_series_of_a_document(place, document, place_of_second, place_of_name):
    found = read(place, "s.json", document, SeriesFile)
    assert found.values == SERIES
    assert found.problem((1, "activations", 1), "x").place.endswith(f"s.json:{place_of_second}")
    assert found.problem((1, "values", 1), "x").place.endswith(f"s.json:{place_of_second}")
    assert found.problem((1, "id"), "x").place.endswith(f"s.json:{place_of_name}")
    assert found.problem((), "x").place.endswith("s.json:1:1")


def test_series_without_names_are_numbered(place):
    found = read(place, "s.json", "[[1], [2, 3]]", SeriesFile)
    assert found.values == (NamedSeries("N1", (1,)), NamedSeries("N2", (2, 3)))
    stream = io.BytesIO()
    np.savez(stream, peaks=[[1, 2], [3, 4]])
    found = read(place, "s.npz", stream.getvalue(), SeriesFile)
    assert [series.id for series in found.values] == ["N1", "N2"]


def test_a_number_may_be_a_name(place):
    found = read(place, "s.json", '[{"id": 7, "activations": [1]}, {"id": 1.5, "activations": []}]', SeriesFile)
    assert [series.id for series in found.values] == ["7", "1.5"]


def test_series_of_arrays(place):
    stream = io.BytesIO()
    np.savez(stream, peaks=[[0.5, 0.25], [0, 2]], names=["L1·N2", "L1·N1"])
    assert read(place, "s.npz", stream.getvalue(), SeriesFile, by="names").values == SERIES


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ('{"a": 1, "b": [1]}', "s.json:1:7: error: /a: 1 is not a list of numbers"),
        ('[{"id": "a", "activations": [1]}, {"id": "a", "activations": [1]}]',
         "s.json:1:42: error: /1/id: this name is there twice"),
        ('[{"id": null, "activations": [1]}]', "s.json:1:9: error: /0/id: null is not a name; write text in quotes, or a number"),
        ('[{"id": [1], "activations": [1]}]', "s.json:1:9: error: /0/id: a list is not a name"),
        ('[{"activations": [1]},\n {"activations": [1], "id": true}]', "s.json:2:29: error: /1/id: true is not a name"),
        ('[{"id": Infinity, "activations": [1]}]', "s.json:1:9: error: /0/id: Infinity is not a name"),
        ('{"a\\u001b[31m": 3, "b": [1]}', "s.json:1:17: error: /a\ufffd[31m: 3 is not a list of numbers"),
        ('[{"id": "a"}]', "s.json:1:2: error: /0/activations: there is no list 'activations'"),
        ("[[1], 2]", "s.json:1:7: error: /1: 2 is not a list of numbers"),
        ("[[1], [true]]", "s.json:1:8: error: /1/0: true is not a number"),
    ],
)  # fmt: skip
def test_series_that_are_none(place, document, message):
    with pytest.raises(ContentError) as caught:
        read(place, "s.json", document, SeriesFile)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["a"], "the array 'names' has the shape 1; it needs 2 values, one for each row of 'peaks'"),
        (["a", "a"], "names[1]: the name 'a' is there twice"),
        ([[1, 2], [3, 4]], "the array 'names' has the shape 2 × 2; it needs 2 values, one for each row of 'peaks'"),
    ],
)
def test_names_that_do_not_fit(place, names, message):
    stream = io.BytesIO()
    np.savez(stream, peaks=[[1, 2], [3, 4]], names=names)
    with pytest.raises((ContentError, DataReferenceError)) as caught:
        read(place, "s.npz", stream.getvalue(), SeriesFile, array="peaks", by="names")
    assert message in str(caught.value)


@pytest.mark.parametrize(("names", "hint"), [(["a", "b", "c"], "save peaks.T"), (["a"], "")])
def test_an_array_the_wrong_way_round(place, names, hint):
    stream = io.BytesIO()
    np.savez(stream, peaks=[[1, 2, 3], [4, 5, 6]], names=names)
    with pytest.raises(DataReferenceError) as caught:
        read(place, "s.npz", stream.getvalue(), SeriesFile, array="peaks", by="names")
    assert caught.value.problem.hint == hint


def test_series_of_a_table_need_names(place):
    with pytest.raises(DataReferenceError, match="say with 'by' which column names the series; the file has a, b"):
        read(place, "s.csv", "a,b\n1,2\n", SeriesFile)


def check_outcome(place, name, content, keys):
    """Content is refused, or it gives finite numbers."""
    for model in (DataFile, SeriesFile):
        try:
            found = read(place, name, content, model, **keys)
        except (ContentError, DataReferenceError):
            continue
        for value in found.values:
            numbers = value.values if isinstance(value, NamedSeries) else [value]
            assert all(number is None or math.isfinite(number) for number in numbers)


@given(st.binary(max_size=60) | st.text(st.sampled_from('a,"\n1.\r\ufeff;'), max_size=40).map(str.encode))
def test_any_table_is_read_or_refused(place, content):
    check_outcome(place, "x.csv", content, {})
    check_outcome(place, "x.csv", b"a,b\n" + content, {"column": "a", "where": {"b": 1}})


@given(st.binary(max_size=60) | st.text(st.sampled_from('[]{}:,"\\u1e- \nNatrue'), max_size=40).map(str.encode))
def test_any_document_is_read_or_refused(place, content):
    check_outcome(place, "x.json", content, {})
    check_outcome(place, "x.json", b'{"a": ' + content + b"}", {"pointer": "/a"})


@given(st.data())
def test_any_archive_is_read_or_refused(place, data):
    """A sound file with some of its bytes changed, cut off at some place."""
    stream = io.BytesIO()
    np.savez_compressed(stream, a=np.arange(3.0)) if data.draw(st.booleans()) else np.savez(stream, a=[["x"]], b=[1])
    content = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    check_outcome(place, "x.npz", bytes(content[: data.draw(st.integers(0, len(content)))]), {})
    check_outcome(place, "x.npz", bytes(content), {"array": "a"})
