"""What a build says of each mistake in a table, or in naming its columns and rows: the whole report."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import ContentError, load_spec
from sitegen.spec.data.csv_table import cell_span
from sitegen.spec.source_text import MERGE_ADVICE
from tests.spec.data.reports import CSV, FILE, NAMED, pointed, spec_line


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
         ("no row has 5 in the column 'step'", "the column has 0, 10")),
        ("{file: ../data/run.csv, column: norm, where: {layer: b}}", "where.layer", "b",
         ("no row has 'b' in the column 'layer'", "the column has in, out")),
        ("{file: ../data/run.csv, column: norm, where: {step: 10, layer: out}}", "where", "{step: 10, layer: out}",
         ("no row has step 10 and layer 'out' at the same time", "")),
        ("{file: ../data/run.csv, column: norm, where: {step: true}}", "where.step", "true",
         ("true is not a number or text, or a list of these", "this is a truth value in YAML; put it in quotes for the text")),
        ("{file: ../data/run.csv, column: norm, where: 3}", "where", "3",
         ("3 is not a mapping of columns to values", "")),
        ("{file: ../data/run.csv, pointer: /a}", "pointer", "/a",
         ("this key is for files that end in .json or .jsonl or .ndjson", "delete it")),
        ("{file: ../data/run.csv, colum: norm}", "colum", "colum",
         ("this key is unknown; known here: array, blank, column, columns, file, header, pointer, row, where", "did you mean 'column'?")),
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
        ("step,norm\n0,1\n0,1_0\n", 3, (3, 3), ("'1_0' is not a number", "write 10")),
        ('step,norm\n0,1\n0,"0,5"\n', 3, (3, 5), ("'0,5' is not a number", "write 0.5, with a point")),
        ("step,norm\n0,1\n0,\n", 3, (3, 1), ("the cell is empty", "leave blank values out with blank: skip")),
        ("step,norm\n0,1\n0,NaN\n", 3, (3, 3), ("'NaN' is not a finite number", "leave blank values out with blank: skip")),
        ("step,norm\n0,1\n0,-inf\n", 3, (3, 4), ("'-inf' is not a finite number", "")),
        ("step,norm\n0,1\n0,1e999\n", 3, (3, 5), ("'1e999' is not a finite number", "")),
        ('step,norm\n0,1\n"a\nb",x\n', 4, (4, 1), ("'x' is not a number", "")),
        ("step,norm\r\n0,1\r\n0,x\r\n", 3, (3, 1), ("'x' is not a number", "")),
        ("step,norm\n0,1\n0\n", 3, (1, 1), ("the row has 1 cell, but there are 2 columns", "")),
        ("step,norm\n0,1\n0,1,2\n", 3, (1, 5), ("the row has 3 cells, but there are 2 columns", "")),
        ("step,norm\n0,1\n=======\n", 3, (1, 7), ("the row has 1 cell, but there are 2 columns", MERGE_ADVICE)),
        ('step,norm\n0,"1\n0,2\n', 2, (3, 1), ("this quote is never closed", "")),
        ('step,norm\n0,"1"2\n', 2, (6, 1), ("a comma must follow the closing quote", 'write a quote inside a quoted cell twice: ""')),
        ("step,norm\n", 1, (1, 1), ("below the names of the columns there is no row", "")),
    ],
)  # fmt: skip
def test_tables(report, table, line, caret, said):
    message, hint = said
    found = report(CSV, run_csv=table)
    shown = pointed(line, table.split("\n")[line - 1].rstrip("\r"), *caret, hint)
    assert found == f"content/data/run.csv:{line}:{caret[0]}: error: {message} {NAMED}{shown}"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "1:1: error: the file is empty"),
        ("\ufeff", "1:1: error: the file is empty"),
        ("\n\n  \n", "1:1: error: the file is empty"),
    ],
)
def test_tables_with_empty_lines(report, table, message):
    assert report(CSV, run_csv=table) == f"content/data/run.csv:{message} {NAMED}"


def test_two_columns_of_the_same_name(report, read):
    assert report(CSV, run_csv="norm,norm\n1,2\n") == (
        FILE
        + "there are two columns 'norm' in the file"
        + spec_line(CSV, "../data/run.csv", "rename one, or choose by position: the first is 0")
    )
    assert read(CSV, run_csv="a,norm,a\n1,2,1\n1,3,1\n1,4,1\n") == (2, 3, 4)


@pytest.mark.parametrize(
    ("place", "values"), [(0, (1, 1, 1)), (1, (2, 3, 4)), (2, (5, 6, 7)), (-1, (8, 8, 8)), (-3, (2, 3, 4))]
)
def test_a_position_counts_columns_of_the_same_name(read, place, values):
    text = f"{{file: ../data/run.csv, column: {place}}}"
    assert read(text, run_csv="b,a,a,c\n1,2,5,8\n1,3,6,8\n1,4,7,8\n") == values


def test_every_wrong_cell_is_told_and_many_are_counted(report):
    found = report(CSV, run_csv="norm\n" + "x\n" * 1000)
    assert found.count("is not a number") == 50
    assert found.endswith(f"content/data/run.csv:51:1: error: … and 950 more problems like these {NAMED}")


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
    assert found.split("\n")[0] == f"content/data/run.csv:2:3: error: {said} {NAMED}"


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
        "content/figures/wave.yaml:4:14: error: params.gradients: has 2 values, but layers has 3: give one value per layer "
        "(from ../data/run.csv)" + spec_line(CSV, CSV)
    )


def test_too_many_rows_for_want_of_a_condition(report):
    rows = "".join(f"{step},{layer},1\n" for step in range(5) for layer in range(3))
    assert report(CSV, run_csv=f"layer,step,norm\n{rows}").endswith("^ add where: {step: …}")
    assert report(CSV, run_csv=f"norm,phase\n{'1,a' * 1}\n1,a\n1,b\n1,b\n").endswith("^ add where: {phase: …}")


@pytest.mark.parametrize(("index", "place"), [(0, (0, 0, 1)), (1, (0, 2, 1)), (2, (0, 3, 3))])
def test_an_empty_cell_has_a_caret_too(index, place):
    assert cell_span("1,,300\n", index, ",") == place


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("~1.5", "write 1.5"),
        ("1.5 ± 0.2", "write 1.5"),
        ("<0.001", "this is a limit and no value: leave the cell empty, and write blank: skip in the spec"),
        ("(1.5)", "write -1.5 if the brackets stand for a minus, or else 1.5"),
        ("2026-11-30", "dates are not read: count days or steps"),
        ("1.5D-03", "write 0.0015"),
        ("2 × 10^-3", "write 0.002"),
        ("2x10-3", "write 0.002"),
        ("2·10⁻³", "write 0.002"),
        ("10⁻³", "write 0.001"),
        ("2 * 100", ""),
        ("1.5k", "write 1500"),
        ("2 M", "write 2000000"),
        ("10 thousand", "write 10000"),
        ("1e-3%", "write 1e-3, without %, or 1e-05 for the share"),
        ("50 percent", "write 0.5"),
        ("5‰", "write 5, without ‰, or 0.005 for the share"),
        ("1e-3 ms", "write 1e-3, without ms"),
        ("½", "write 0.5"),
        ("1/4", "write 0.25"),
        ("1e", ""),
        ("‑5", "write -5, with a hyphen"),
        ("5-", "write -5"),
        ("0.5**", "write 0.5"),
        ("0.5 (0.1)", "write 0.5"),
        ("[0.5]", "write 0.5"),
        ("00:12", "times are not read: count seconds"),
        ("sqrt(2)", "write 1.4142135623730951"),
        ("log(2)", ""),
        ("tensor(0.5)", "write 0.5"),
        ("np.float32(0.5)", "write 0.5"),
        ("'0.5'", "write 0.5"),
        ("１２", "write 12"),
        ("<NA>", "leave blank values out with blank: skip"),
        ("-nan(ind)", "leave blank values out with blank: skip"),
        ("–", "leave blank values out with blank: skip"),
        ("*", "leave blank values out with blank: skip"),
        ("***", ""),
        ("[1 2 3]", "a cell has one number: write each in a column of its own"),
        ("#DIV/0!", "this is an error of the spreadsheet: mend it there, or leave the cell empty"),
        ("########", "this is an error of the spreadsheet: mend it there, or leave the cell empty"),
        ("=B2/3", "this is a formula: save its value"),
        ("mV", "delete this row if it has units"),
        ("[a.u.]", "delete this row if it has units"),
        ("(1+2j)", ""),
        ("0xff", "write 255"),
    ],
)
def test_cells_that_are_almost_numbers(tmp_path: Path, cell: str, hint: str) -> None:
    (tmp_path / "run.csv").write_text(f"b,a\n1,1\n2,{cell}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_spec({"kind": "curves", "params": {"series": {"a": {"file": "run.csv", "column": "a"}}}}, folder=tmp_path)
    assert caught.value.diagnostics[0].hint == hint


@pytest.mark.parametrize("sign", [",", "_", "−", "'", "x", "1,"])
def test_a_cell_of_many_signs_is_no_number(tmp_path: Path, sign: str) -> None:
    (tmp_path / "run.tsv").write_text(f"a\tb\n1\t2\nx{sign * 50_000}\t3\n", encoding="utf-8")
    with pytest.raises(ContentError, match="is not a number"):
        load_spec({"kind": "curves", "params": {"series": {"a": {"file": "run.tsv", "column": "a"}}}}, folder=tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "sign"),
    [
        ("run.txt", '"norm" "std"\n"layer 1" 1 2\n"layer 2" 2 3\n', "'row'"),
        ("run.txt", "   norm  std\n0   1.0    2\n1   2.0    3\n", "'row'"),
        ("run.csv", "norm,std\nl0,1,2\nl1,2,3\n", "a comma"),
    ],
)
def test_rows_with_a_name_that_the_names_of_columns_lack(tmp_path: Path, file: str, text: str, sign: str) -> None:
    def loaded() -> object:
        return load_spec(
            {"kind": "curves", "params": {"series": {"a": {"file": file, "column": "std"}}}}, folder=tmp_path
        )

    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="the row has 3 cells, but there are 2 columns") as caught:
        loaded()
    advice = f"if the first cell is the name of the row, as R writes it, begin the line of names with {sign}"
    assert {each.hint for each in caught.value.diagnostics} == {advice}
    (tmp_path / file).write_text(("," if file.endswith("csv") else "row ") + text, encoding="utf-8")
    assert loaded()
