"""Reading a data file twice as large takes about twice the work, and the largest files stay within memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from math import log2
from pathlib import Path

import numpy as np
import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data.json_document import MAX_LINES, MAX_VALUES, JsonDocument
from sitegen.spec.data.read import DataReader
from sitegen.spec.data.values import DataReferenceError
from sitegen.spec.value_reference import DataFile, SeriesFile
from tests.lines_run import lines_run

Made = tuple[str, str | bytes, DataFile]
SIZES = (200, 400, 800, 1600)
MEBIBYTE = 1024 * 1024


def archive(**arrays: object) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def table(lines: object, **keys: object) -> Made:
    return "r.csv", "\n".join(map(str, lines)), DataFile(file="r.csv", **keys)


def document(value: object, model: type[DataFile] = DataFile, **keys: object) -> Made:
    return "r.json", json.dumps(value), model(file="r.json", **keys)


CASES: dict[str, Callable[[int], Made]] = {
    "a column": lambda n: table(["v", *range(n)]),
    "a condition": lambda n: table(["s,v", *(f"{i // 9},{i}" for i in range(n))], column="v", where={"s": 3}),
    "many conditions": lambda n: table(["s,v", *(f"{i},{i}" for i in range(n))], column="v", where={"s": list(range(n))}),
    "columns": lambda n: table([",".join(f"c{i}" for i in range(n)), ",".join(["1"] * n)], columns="c*"),
    "listed columns": lambda n: table(
        [",".join(f"c{i}" for i in range(n)), ",".join(["1"] * n)], columns=[f"c{i}" for i in range(n)]
    ),
    "columns by position": lambda n: table(
        [",".join(f"c{i}" for i in range(n)), ",".join(["1"] * n)], columns=list(range(n))
    ),
    "wrong cells": lambda n: table(["v", *["x"] * n]),
    "wrong rows": lambda n: table(["v,w", *["1"] * n], column="v"),
    "no such column": lambda n: table([",".join(f"c{i}" for i in range(n)), ",".join(["1"] * n)], column="x"),
    "no such row": lambda n: table(["s,v", *(f"{i},1" for i in range(n))], column="v", where={"s": -1}),
    "blank lines": lambda n: table(["v", "1", *[""] * n]),
    "open quote": lambda n: table(["v", '"', *["x"] * n]),
    "carriage returns": lambda n: table(["v", "1" + "\r" * n, "2"]),
    "blanks": lambda n: ("r.txt", "\n".join(f"{i} 1" for i in range(n)), DataFile(file="r.txt", column=1)),
    "names": lambda n: (
        "r.csv", "\n".join(["k,v", *(f"a{i},1" for i in range(n))]), SeriesFile(file="r.csv", by="k", column="v")
    ),
    "numbers": lambda n: document([0.5] * n),
    "records": lambda n: document([{"v": i, "s": 1} for i in range(n)], column="v"),
    "unlike records": lambda n: document([{f"k{i}": i} for i in range(n)], column="k1", blank="skip"),
    "records inside records": lambda n: document([{"g": {"a": i, "b": 1}} for i in range(n)], columns="g/*", row=-1),
    "a mapping of mappings": lambda n: document({f"k{i}": {"a": i} for i in range(n)}, columns="*/a"),
    "columns with names of rows": lambda n: document(
        {"v": {"r": 1}} | {f"k{i}": {f"r{i}": 1} for i in range(n)}, column="v", blank="skip"
    ),
    "records of an array": lambda n: (
        "r.npz", archive(r=np.zeros(n, dtype=[("a", "f8"), ("b", "f8")])), DataFile(file="r.npz", column="a")),
    "decimal commas": lambda n: ("r.csv", "a;b\n" + "1;0,5\n" * n, DataFile(file="r.csv", column="b")),
    "a title": lambda n: ("r.csv", "title\na,b\n" + "1,0.5\n" * n, DataFile(file="r.csv", column="b")),
    "a mapping": lambda n: document({f"k{i}": i for i in range(n)}),
    "columns of a document": lambda n: document({f"k{i}": [i] for i in range(n)}),
    "series of a document": lambda n: document([[1]] * n, SeriesFile),
    "wrong numbers": lambda n: document(["x"] * n),
    "texts with quotes": lambda n: document({"a": [1], "b": '\\"' * n}, pointer="/a"),
    "an array": lambda n: ("r.npz", archive(a=np.ones(n)), DataFile(file="r.npz")),
    "rows of an array": lambda n: ("r.npz", archive(a=np.ones((n, 3))), SeriesFile(file="r.npz")),
    "many arrays": lambda n: ("r.npz", archive(**{f"a{i}": [1] for i in range(n)}), DataFile(file="r.npz", columns="a*")),
}  # fmt: skip


def calls(folder: Path, made: Made) -> int:
    """The number of calls of functions, of C functions too, while a file is read."""
    name, content, reference = made
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    count = 0

    def follow(_frame: object, event: str, _function: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(follow)
    try:
        DataReader({}).read(reference, ContentRoot(folder, folder))
    except (ContentError, DataReferenceError):
        pass
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("case", CASES)
def test_work_grows_as_the_file_does(tmp_path: Path, case: str) -> None:
    calls(tmp_path, CASES[case](SIZES[0]))  # fills caches
    counts = [calls(tmp_path, CASES[case](size)) for size in SIZES]
    assert log2(counts[-1] / counts[0]) / log2(SIZES[-1] / SIZES[0]) <= 1.2


def repeated(unit: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    return lambda count: head + unit * count + tail


WAVE = "kind: gradient-flow\nparams:\n  layers: [3, 4, 2]\n  gradients: "
UNITS = "kind: dead-neurons\nparams:\n  neurons: "
LARGEST: dict[str, tuple[str, int, Callable[[int], str | bytes]]] = {
    "recording": (
        WAVE + "{file: r.csv, column: v, where: {s: 1000000}}",
        4_500_000,
        lambda n: "s,k,v\n" + "\n".join(f"{i // 3},{i % 3},0.1" for i in range(n)),
    ),
    "blanks": (
        WAVE + "{file: r.txt, column: 2, where: {'0': 1000000}}",
        4_500_000,
        lambda n: "\n".join(f"{i // 3} {i % 3} 0.1" for i in range(n)),
    ),
    "wrong cells": (WAVE + "{file: r.csv}", 4_999_998, repeated("x\n", "v\n")),
    "wrong rows": (WAVE + "{file: r.csv, column: v}", 4_999_998, repeated("1\n", "v,w\n")),
    "one long row": (WAVE + "{file: r.csv, column: a}", 29_000_000, repeated(",", "a,b\n1,2")),
    "no such row": (
        WAVE + "{file: r.csv, column: v, where: {s: 0.5}}",
        4_500_000,
        lambda n: "s,k,v\n" + "\n".join(f"{i // 9},{i % 9},0.1" for i in range(n)),
    ),
    "names": (UNITS + "{file: r.csv, by: k}", 4_900_000, lambda n: "k,v\n" + "\n".join(f"{i},1" for i in range(n))),
    "open quote": (WAVE + "{file: r.csv}", 4_999_000, repeated("0.5,1\n", 'v\n"')),
    "emoji": (
        WAVE + "{file: r.csv, column: v, where: {s: 100}}",
        3_000_000,
        lambda n: "s,k,v\n" + "\n".join(f"{i // 3},\U0001f600,0.1" for i in range(n)),
    ),
    "json text": (
        WAVE + "{file: r.json, pointer: /a}",
        31 * MEBIBYTE,
        repeated("a", '{"x": "\U0001f600', '", "a": [1,1,1]}'),
    ),
    "json escapes": (
        WAVE + "{file: r.json, pointer: /a}",
        15 * MEBIBYTE,
        repeated('\\"', '{"x": "', '", "a": [1,1,1]}'),
    ),
    "json records": (WAVE + "{file: r.json, column: a}", 660_000, repeated('{"a":0},', "[", '{"a":0}]')),
    "json lists": (WAVE + "{file: r.json, column: 0}", 990_000, repeated("[0],", "[", "[0]]")),
    "json keys": (
        WAVE + "{file: r.json, pointer: /x}",
        990_000,
        lambda n: "{" + ",".join(f'"{i}":0' for i in range(n)) + "}",
    ),
    "json mappings": (
        WAVE + "{file: r.json, columns: '*/a'}",
        490_000,
        lambda n: "{" + ",".join(f'"{i}":{{"a":1}}' for i in range(n)) + "}",
    ),
    "json on lines": (
        WAVE + "{file: r.json, column: 0}",
        990_000,
        repeated("    [\n        0\n    ],\n", "[\n", "    [0]\n]"),
    ),
    "json blank lines": (WAVE + "{file: r.json}", MAX_LINES, repeated("\n", "[", '1,"x"]')),
    "json lines": (WAVE + "{file: r.jsonl}", MAX_VALUES, repeated("1\n")),
    "npz column": (WAVE + "{file: r.npz, column: 0}", 8_000_000, lambda n: archive(a=np.ones((n, 1)))),
    "npz row": (WAVE + "{file: r.npz, row: 3}", 8000, lambda n: archive(a=np.ones((1000, n)))),
    "npz series": (UNITS + "{file: r.npz}", 4096, lambda n: archive(a=np.ones((n, 240)))),
}
SHARES = (800, 200)
"""Parts of the largest files whose reading is traced."""
MEASURE = """
import sys
from pathlib import Path
from sitegen import load_spec
from sitegen.errors import ContentError
try:
    load_spec(Path(sys.argv[1]))
except ContentError:
    pass
status = Path("/proc/self/status").read_text()  # the other measures of a process begin with those of its parent
print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def written(folder: Path, case: str, part: int = 1) -> Path:
    """The spec of a case, beside one of these parts of its largest file."""
    spec, most, make = LARGEST[case]
    content = make(most // part)
    name = spec.split("file: ")[1].split(",")[0].rstrip("}")
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    return folder / "spec.yaml"


@pytest.mark.matrix
@pytest.mark.parametrize("case", LARGEST)
def test_four_times_as_large_a_file_runs_at_most_four_times_as_many_lines(tmp_path: Path, case: str) -> None:
    lines_run(lambda _: load_spec(written(tmp_path, case, SHARES[0])), "")  # fills caches
    few, many = (lines_run(lambda path: load_spec(Path(path)), str(written(tmp_path, case, part))) for part in SHARES)
    assert many <= 4.1 * few


@pytest.mark.matrix
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process had")
@pytest.mark.parametrize("case", LARGEST)
def test_the_largest_files_take_megabytes(tmp_path: Path, case: str) -> None:
    command = [sys.executable, "-c", MEASURE, written(tmp_path, case)]
    assert float(subprocess.check_output(command, text=True)) < 500


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.json", b"\n" * (MAX_LINES + 1), "the file has 5,000,001 lines; of JSON, at most 5,000,000 are read"),
        ("r.jsonl", b"1\n" * (MAX_VALUES + 1), "about 2,000,001 values and keys; at most 2,000,000 are read"),
    ],
    ids=["lines", "values in lines of their own"],
)
def test_json_of_too_many_lines_is_refused(name: str, content: bytes, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        JsonDocument.read(name, content)
