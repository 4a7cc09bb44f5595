"""What a build says of each mistake in a data file, or in naming one: the whole report."""

from __future__ import annotations

import io
import os
from time import perf_counter

import numpy as np
import pytest

CSV = "{file: ../data/run.csv, column: norm}"
JSON = "{file: ../data/run.json, pointer: /runs/0}"
NPZ = "{file: ../data/run.npz, array: norms}"
FILE = "content/figures/wave.yaml:4:21: error: params.gradients.file: "
PICKLED = (
    "the array 'norms' holds pickled Python objects, which are never loaded "
    "(save numbers: numpy.savez(…, norms=numpy.asarray(values, dtype=float)))"
)
TOO_MANY = "the array 'norms' is too large: 5,000,001 numbers are too many; at most 5,000,000 are read"
NAMED = "(named in content/figures/wave.yaml:4:21)"


def npz(**arrays) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def pointed(line: int, text: str, column: int, length: int = 1, hint: str = "") -> str:
    """The source line with its caret."""
    gutter = f"  {line} | "
    caret = f"{' ' * (len(gutter) - 2)}| {' ' * (column - 1)}{'^' * length} {hint}".rstrip()
    return f"\n{gutter}{text}\n{caret}"


def spec_line(reference: str, word: str, hint: str = "") -> str:
    line = f"  gradients: {reference}"
    return pointed(4, line, line.index(word) + 1, len(word), hint)


def test_no_such_file(report):
    assert report(CSV.replace("run", "rum"), run_csv="") == (
        FILE
        + "there is no file content/data/rum.csv"
        + spec_line(CSV.replace("run", "rum"), "../data/rum.csv", "did you mean 'run.csv'?")
    )


def test_no_such_folder(report):
    reference = "{file: ../dato/run.csv}"
    assert report(reference) == (
        FILE
        + "there is no file content/dato/run.csv"
        + spec_line(reference, "../dato/run.csv", "there is no folder content/dato either")
    )


def test_outside_the_content_folder(report, tmp_path):
    (tmp_path / "run.csv").write_text("norm\n1\n1\n1\n", encoding="utf-8")
    reference = "{file: ../../run.csv}"
    assert report(reference) == (
        FILE
        + "run.csv lies outside the content folder content"
        + spec_line(reference, "../../run.csv", "put the file into content, or a folder in it")
    )


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_link_out_of_the_content_folder(report, folder, tmp_path, linked):
    (tmp_path / "run.csv").write_text("norm\n1\n1\n1\n", encoding="utf-8")
    target, link = (tmp_path / "run.csv", "run.csv") if linked == "file" else (tmp_path, "all")
    (folder / "data" / link).symlink_to(target)
    name = "run.csv" if linked == "file" else "all/run.csv"
    reference = f"{{file: ../data/{name}}}"
    assert report(reference) == (
        FILE
        + f"content/data/{name} is reached through a link that leads out of the content folder content"
        + spec_line(reference, f"../data/{name}", "put the file itself there")
    )


def test_a_link_inside_is_followed(read, folder):
    (folder / "data" / "link.csv").symlink_to(folder / "data" / "run.csv")
    assert read("{file: ../data/link.csv}", run_csv="norm\n1\n2\n3\n") == (1, 2, 3)


def test_a_link_to_itself(report, folder):
    (folder / "data" / "run.csv").symlink_to(folder / "data" / "run.csv")
    assert "content/data/run.csv cannot be read: " in report(CSV)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("/etc/run.csv", "does not begin at this file", "write its path as seen from this file, such as ../data/run.csv"),
        ("~/run.csv", "does not begin at this file", "write its path as seen from this file, such as ../data/run.csv"),
        ("https://a.b/run.csv", "is an address, and nothing is fetched", "download the file into the content folder"),
        ("..\\data\\run.csv", "has backslashes", "write ../data/run.csv"),
        ("../data/run.npy", "is not a file that ends in .csv, .json or .npz", "save the numbers in one of these"),
        ("../data/run", "is not a file that ends in .csv, .json or .npz", "save the numbers in one of these"),
    ],
)  # fmt: skip
def test_names_that_are_no_files_beside(report, name, message, hint):
    reference = f"{{file: {name}}}"
    assert report(reference) == f"{FILE}'{name}' {message}" + spec_line(reference, name, hint)


def test_an_empty_name(report):
    reference = "{file: ''}"
    assert report(reference) == (
        FILE + "the text is empty" + spec_line(reference, "''", "write something, or delete the key")
    )


def test_a_folder_or_a_pipe_is_no_file(report, folder):
    (folder / "data" / "run.csv").mkdir()
    assert report(CSV).startswith(FILE + "content/data/run.csv is a folder, not a file\n")
    (folder / "data" / "run.csv").rmdir()
    os.mkfifo(folder / "data" / "run.csv")
    assert report(CSV).startswith(FILE + "content/data/run.csv is not a file\n")


@pytest.mark.parametrize("suffix", ["csv", "json", "npz"])
def test_two_gigabytes_are_not_read(report, folder, suffix):
    with (folder / "data" / f"run.{suffix}").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    reference = f"{{file: ../data/run.{suffix}}}"
    assert report(reference) == (
        FILE
        + f"content/data/run.{suffix} has 2,147,483,648 bytes; at most 67,108,864 (64 MiB) are read"
        + spec_line(reference, f"../data/run.{suffix}", "save only what the figure needs")
    )


@pytest.mark.parametrize(
    ("reference", "path", "word", "said"),
    [
        ("{file: ../data/run.csv, column: nrm}", "column", "nrm",
         ("there is no column 'nrm' in the file", "did you mean 'norm'?")),
        ("{file: ../data/run.csv, column: x}", "column", "x",
         ("there is no column 'x' in the file", "columns here: step, layer, norm")),
        ("{file: ../data/run.csv}", "file", "../data/run.csv",
         ("say with 'column' which column is meant; the file has step, layer, norm", "")),
        ("{file: ../data/run.csv, column: norm, where: {stp: 0}}", "where.stp", "stp",
         ("there is no column 'stp' in the file", "did you mean 'step'?")),
        ("{file: ../data/run.csv, column: norm, where: {step: 5}}", "where.step", "5",
         ("no row has 5 in the column 'step'", "there are 0, 10")),
        ("{file: ../data/run.csv, column: norm, where: {layer: b}}", "where.layer", "b",
         ("no row has 'b' in the column 'layer'", "there are in, out")),
        ("{file: ../data/run.csv, column: norm, where: {step: 10, layer: out}}", "where", "{step: 10, layer: out}",
         ("no row has step 10 and layer 'out' at the same time", "")),
        ("{file: ../data/run.csv, column: norm, where: {step: true}}", "where.step", "true",
         ("true is not a number or text", "put it in quotes")),
        ("{file: ../data/run.csv, column: norm, where: 3}", "where", "3",
         ("3 is not a mapping of columns to values", "")),
        ("{file: ../data/run.csv, pointer: /a}", "pointer", "/a",
         ("this key is for files that end in .json", "delete it")),
        ("{file: ../data/run.csv, colum: norm}", "colum", "colum",
         ("this key is unknown; known here: array, column, file, pointer, where", "did you mean 'column'?")),
    ],
)  # fmt: skip
def test_references_into_a_table(report, reference, path, word, said):
    message, hint = said
    line = f"  gradients: {reference}"
    column = line.index(f" {word}") + 2 if f" {word}" in line else line.index(word) + 1
    found = report(reference, run_csv="step,layer,norm\n0,in,1\n0,out,1\n10,in,1\n")
    head = f"content/figures/wave.yaml:4:{column}: error: params.gradients.{path}: {message}"
    assert found == head + pointed(4, line, column, len(word), hint)


@pytest.mark.parametrize(
    ("table", "line", "caret", "said"),
    [
        ("step,norm\n0,1\n0,abc\n", 3, (3, 3), ("'abc' is not a number", "")),
        ("step,norm\n0,1\n0,1_0\n", 3, (3, 3), ("'1_0' is not a number", "")),
        ('step,norm\n0,1\n0,"0,5"\n', 3, (3, 5), ("'0,5' is not a number", "write 0.5, with a point")),
        ("step,norm\n0,1\n0,\n", 3, (3, 1), ("the cell is empty", "")),
        ("step,norm\n0,1\n0,NaN\n", 3, (3, 3), ("'NaN' is not a finite number", "")),
        ("step,norm\n0,1\n0,-inf\n", 3, (3, 4), ("'-inf' is not a finite number", "")),
        ("step,norm\n0,1\n0,1e999\n", 3, (3, 5), ("'1e999' is not a finite number", "")),
        ('step,norm\n0,1\n"a\nb",x\n', 4, (4, 1), ("'x' is not a number", "")),
        ("step,norm\r\n0,1\r\n0,x\r\n", 3, (3, 1), ("'x' is not a number", "")),
        ("step,norm\n0,1\n0\n", 3, (1, 1), ("the row has 1 cell, but there are 2 columns", "")),
        ("step,norm\n0,1\n0,1,2\n", 3, (1, 5), ("the row has 3 cells, but there are 2 columns", "")),
        ('step,norm\n0,"1\n0,2\n', 2, (3, 1), ("this quote is never closed", "")),
        ('step,norm\n0,"1"2\n', 2, (6, 1), ("a comma must follow the closing quote", 'write a quote inside a quoted cell twice: ""')),
        ("norm,norm\n1,2\n", 1, (6, 4), ("there are two columns 'norm'", "rename one")),
        ("step,norm\n", 1, (1, 1), ("below the names of the columns there is no row", "")),
        ("step;norm\n0;1\n", 1, (1, 1), ("the cells are separated by semicolons, not by commas", "save the file as CSV with commas")),
    ],
)  # fmt: skip
def test_tables(report, table, line, caret, said):
    message, hint = said
    found = report(CSV, run_csv=table)
    shown = pointed(line, table.split("\n")[line - 1].rstrip("\r"), *caret, hint)
    assert found == f"content/data/run.csv:{line}:{caret[0]}: error: {message}{shown}"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "1:1: error: the file is empty"),
        ("\ufeff", "1:1: error: the file is empty"),
        ("\n\n1\n", "1:1: error: the first line must name the columns"),
        ("step,norm\n0,1\n\n0,1\n", "3:1: error: the line is empty; delete it"),
    ],
)
def test_tables_with_empty_lines(report, table, message):
    assert report(CSV, run_csv=table) == f"content/data/run.csv:{message}"


def test_numbers_without_a_name(report):
    reference = "{file: ../data/run.csv}"
    assert report(reference, run_csv="0.5\n1\n1\n1\n") == (
        FILE
        + "the first line must name the columns, and 0.5 is a number"
        + spec_line(reference, "../data/run.csv", "write a name above the numbers")
    )


def test_every_wrong_cell_is_told_and_many_are_counted(report):
    found = report(CSV, run_csv="norm\n" + "x\n" * 1000)
    assert found.count("is not a number") == 50
    assert found.endswith("content/data/run.csv:51:1: error: … and 950 more problems like these")


@pytest.mark.parametrize(
    ("cell", "length"),
    [
        ("1" * 140_000, "140,000"),
        ('"' + "1" * 140_000 + '"', "140,000"),
        ('"' + '""' * 131_073 + '"', "131,073"),
        ('"' + "a line that is short\n" * 7_000 + '"', "147,000"),
    ],
)
def test_a_cell_that_is_too_long(report, cell, length):
    found = report(CSV, run_csv=f"step,norm\n0,{cell}\n0,1\n")
    said = f"the cell is too long: it has {length} characters, and at most 131,072 are read"
    assert found.split("\n")[0] == f"content/data/run.csv:2:3: error: {said}"


def test_a_long_cell_that_is_read_is_not_blamed_for_another(report):
    found = report(CSV, run_csv='norm,a\n1,"' + "x" * 131_072 + '"\n1,"x\n')
    assert found.startswith("content/data/run.csv:3:3: error: this quote is never closed")


def test_a_quote_without_end_before_much_text(report):
    found = report(CSV, run_csv='step,norm\n0,"1\n' + "0,12345678\n" * 20_000)
    assert found.startswith("content/data/run.csv:2:3: error: this quote is never closed")


def test_bytes_that_are_no_text(report):
    assert report(CSV, run_csv=b"norm\n\xff\n").startswith(
        "content/data/run.csv:2:1: error: the byte 0xFF is not UTF-8;"
    )
    assert "the file is UTF-16" in report(CSV, run_csv="norm\n1\n".encode("utf-16"))
    assert report(CSV, run_csv="norm\n\x001\n").startswith("content/data/run.csv:2:1: error: the invisible character")


def test_numbers_that_the_parameter_does_not_take(report):
    assert report(CSV, run_csv="norm\n1\n-0.2\n1\n") == (
        "content/data/run.csv:3:1: error: params.gradients.1: -0.2 is out of range; allowed is 0 or more "
        + NAMED
        + pointed(3, "-0.2", 1, 4)
    )
    assert report(CSV, run_csv="norm\n1\n1\n") == (
        "content/data/run.csv:2:1: error: params.gradients: has 2 values, but layers has 3: give one value per layer "
        + NAMED
        + pointed(2, "1", 1)
    )


@pytest.mark.parametrize(
    ("document", "line", "caret", "message"),
    [
        ('{"runs": [[1, "x", 1]]}', 1, (15, 3), "/runs/0/1: 'x' is not a number"),
        ('{"runs": [[1, null, 1]]}', 1, (15, 4), "/runs/0/1: null is not a number"),
        ('{"runs": [[1, true, 1]]}', 1, (15, 4), "/runs/0/1: true is not a number"),
        ('{"runs": [[1, [2], 1]]}', 1, (15, 1), "/runs/0/1: a list is not a number"),
        ('{"runs": [[1,\n NaN, 1]]}', 2, (2, 3), "/runs/0/1: NaN is not a finite number"),
        ('{"runs": [[1,\n 1e999]]}', 2, (2, 5), "/runs/0/1: 1e999 is not a finite number"),
        ('{"runs": [[1, 2, -3]]}', 1, (18, 2), f"params.gradients.2: -3 is out of range; allowed is 0 or more {NAMED}"),
        ('{"runs": [[1, 2 3]]}', 1, (17, 1), "this is not JSON: a comma is missing"),
        ('{"runs": [[1, 2, 3]', 1, (20, 1), "this is not JSON: a comma is missing"),
        ('{"runs": [1, {"runs": 1, "runs": 2}]}', 1, (26, 6), "this key is there twice in the same mapping"),
    ],
)  # fmt: skip
def test_documents(report, document, line, caret, message):
    found = report(JSON, run_json=document)
    hint = "delete one" if "twice" in message else ""
    shown = pointed(line, document.split("\n")[line - 1], *caret, hint)
    assert found == f"content/data/run.json:{line}:{caret[0]}: error: {message}{shown}"


@pytest.mark.parametrize(
    ("pointer", "message", "hint"),
    [
        ("/runs/9", "'/runs/9' leads nowhere: /runs is a list of 2 items, numbered from 0", ""),
        ("/runs/1/norm", "'/runs/1/norm' leads nowhere: /runs/1 has no key 'norm'", "did you mean 'norms'?"),
        ("/runs/-", "'/runs/-' leads nowhere: /runs is a list of 2 items, numbered from 0", ""),
        ("/runs/01", "'/runs/01' leads nowhere: /runs is a list of 2 items, numbered from 0", ""),
        ("/runs/0/1/2", "'/runs/0/1/2' leads nowhere: /runs/0/1 is 5", ""),
        ("/runs/1", "'/runs/1' leads to a mapping with norms; a list of numbers is needed", ""),
        ("runs/0", "'runs/0' is not a pointer, which begins with '/'", "write /runs/0"),
        ("'#/runs/0'", "'#/runs/0' is not a pointer, which begins with '/'", "write /runs/0"),
        ("'#'", "'#' is not a pointer, which begins with '/'", "delete it: without a pointer the whole file is meant"),
    ],
)
def test_pointers(report, pointer, message, hint):
    reference = f"{{file: ../data/run.json, pointer: {pointer}}}"
    assert report(reference, run_json='{"runs": [[4, 5], {"norms": [1]}]}') == (
        f"content/figures/wave.yaml:4:48: error: params.gradients.pointer: {message}"
        + spec_line(reference, pointer, hint)
    )


def test_a_document_that_is_no_list(report):
    reference = "{file: ../data/run.json}"
    hint = "say with 'pointer' which list is meant, such as /runs/0/norms"
    assert report(reference, run_json='{"a": [1]}') == (
        FILE
        + "the file is a mapping with a; a list of numbers is needed"
        + spec_line(reference, "../data/run.json", hint)
    )


@pytest.mark.parametrize("inside", ["[" * 100_000, "[" * 199 + "]" * 199, "[" * 980 + "]" * 980])
def test_a_document_that_is_nested_too_deep(report, inside):
    found = report(JSON, run_json=f'{{"a": "[[[\\"[", "runs": [{inside}]}}')
    assert found == "content/data/run.json:1:224: error: nested more than 200 levels deep, the most that is read"


def test_a_document_that_is_as_deep_as_may_be(report, read):
    deep = "[" * 198 + "]" * 198
    assert read(JSON, run_json=f'{{"runs": [[1, 2, 3], {deep}]}}') == (1, 2, 3)
    assert "/runs/0/0: a list is not a number" in report(JSON, run_json=f'{{"runs": [[{deep[1:-1]}]]}}')


@pytest.mark.parametrize("content", ['"\\' * 200_000, '"' * 200_001, '["' + "a" * 200_000, "[" * 150 + '"\\'])
def test_texts_without_end_are_looked_at_once(report, content):
    start = perf_counter()
    assert report(JSON, run_json=content).startswith("content/data/run.json:1:")
    assert perf_counter() - start < 2


@pytest.mark.parametrize("digits", ["9" * 5_000, "-" + "9" * 5_000])
def test_numbers_with_thousands_of_digits(report, read, digits):
    found = report(JSON, run_json=f'{{"runs": [[1, {digits}]]}}')
    assert found == f"content/data/run.json:1:15: error: /runs/0/1: {digits[:40]} is not a finite number"
    assert "/runs/0/1: 'x' is not a number" in report(JSON, run_json=f'{{"a": {digits}, "runs": [[1, "x", {digits}]]}}')
    sound = f'{{"a": {digits}, "runs": [[1, 12345678901234567890, 3]]}}'
    assert read(JSON, run_json=sound) == (1, float("12345678901234567890"), 3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (npz(norms=np.array([1, 2, np.nan])), "norms[2]: nan is not a finite number"),
        (npz(norms=np.array([1, -np.inf, 1])), "norms[1]: -inf is not a finite number"),
        (npz(norms=np.array([1.0, "a"], dtype=object)), PICKLED),
        (npz(norms=[[1.0, 2, 3]]), "the array 'norms' has the shape 1 × 3; a single row is needed"),
        (npz(norms=3.0), "the array 'norms' has a single number; a single row is needed"),
        (npz(norms=[True, False, True]), "the array 'norms' holds true and false; real numbers are needed"),
        (npz(norms=[1j, 2, 3]), "the array 'norms' holds complex numbers; real numbers are needed"),
        (npz(norms=["a", "b"]), "the array 'norms' holds text; real numbers are needed"),
        (npz(norms=np.zeros(3, dtype=[("a", float)])), "the array 'norms' holds records; real numbers are needed"),
        (npz(norms=np.zeros(5_000_001, dtype=np.int8)), TOO_MANY),
        (npz(norms=[1.0, -2, 3]), f"params.gradients.1: -2.0 is out of range; allowed is 0 or more {NAMED}"),
        (npz(norms=[1.0, 2, 3])[:-30], "this is not an NPZ file, or it is damaged (write it again with numpy.savez)"),
        (b"", "this is not an NPZ file, or it is damaged (write it again with numpy.savez)"),
    ],
)  # fmt: skip
def test_arrays(report, content, message):
    assert report(NPZ, run_npz=content) == f"content/data/run.npz: error: {message}"


def test_names_of_arrays(report):
    assert report(NPZ, run_npz=npz(norm=[1.0])) == (
        "content/figures/wave.yaml:4:45: error: params.gradients.array: there is no array 'norms' in the file"
        + spec_line(NPZ, "norms", "did you mean 'norm'?")
    )
    reference = "{file: ../data/run.npz}"
    assert report(reference, run_npz=npz(a=[1.0], b=[1.0])) == (
        FILE + "say with 'array' which array is meant; the file has a, b" + spec_line(reference, "../data/run.npz")
    )
