"""The files without a drawing: data as JSON knows it, the text with its parts, the manifest with the kind's report."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.description.number_format import Compact, Count
from sitegen.description.sentences import Answer, Column, Table, sentence
from sitegen.errors import OutputError
from sitegen.figure import Figure
from sitegen.write.data_files import data_json, description_text, file_csv, manifest_json, plain, source_date, table_csv


@pytest.fixture(scope="module")
def figure() -> Figure:
    return render_figure(load_spec({"id": "decay", "kind": "gradient-decay", "params": {"num_layers": 3}}))


@dataclass(frozen=True)
class Held:
    values: np.ndarray
    name: str


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Held(np.array([1.0, np.inf, 1 / 3]), "a"), {"values": [1.0, None, 0.3333333333], "name": "a"}),
        ({"slope": float("nan"), "inner": {"n": (1, 2)}}, {"slope": None, "inner": {"n": [1, 2]}}),
        (np.float64(1e-320), 1e-320),
        (True, True),
        ([1.7976931348623157e308, -1.7976931345e308], [1.797693134e308, -1.797693134e308]),
    ],
)
def test_data_is_what_json_knows(value: object, expected: object) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("name", ["=1+1", "@sum", "-2+3|cmd", "+a", "-relu", "\t=1"])
def test_no_name_is_a_formula_of_a_spreadsheet(name: str) -> None:
    figure = render_figure("bars", bars={name: 1, "b": -2, "-3": 3})
    assert list(csv.reader(io.StringIO(figure.files["data.csv"]))) == [
        ["name", "value"],
        [f"'{name.strip()}", "1"],
        ["b", "-2"],
        ["-3", "3"],
    ]
    table = file_csv({name: np.array([1.0]), "b": [name]})
    assert list(csv.reader(io.StringIO(table))) == [[f"'{name}", "b"], ["1", f"'{name}"]]


def test_the_largest_floats_stay_finite_in_csv() -> None:
    table = Table("t", (Column("a", "A", (Compact(1.7976931348623157e308), Compact(-1.7976931348623157e308))),))
    assert table_csv(table).splitlines() == ["a", "1.797693134e+308", "-1.797693134e+308"]


@pytest.mark.parametrize("missing", [False, True])
def test_columns_of_a_file_are_written_like_a_table(missing: bool) -> None:
    values = np.concatenate([np.random.default_rng(1).lognormal(0, 30, 200), [0.0, -0.0, -5.0, 1e22, 1 / 3]])
    values = np.append(values, [np.nan, 1.7976931348623157e308]) if missing else values
    names = [f"a “{number}”, b" for number in range(len(values))]
    cells = tuple("none" if np.isnan(value) else Compact(value) for value in values.tolist())
    table = Table("all", (Column("name", "name", tuple(names)), Column("x", "x", cells)))
    assert file_csv({"name": names, "x": values}) == table_csv(table) == file_csv(table)


@pytest.mark.parametrize(
    "values", [[1 / 3, 2e-9, 0.0, 123456.7891234], [np.nan, 1.0], [1.7976931348623157e308, 1.0], []]
)
def test_arrays_are_rounded_like_single_numbers(values: list[float]) -> None:
    assert plain(np.array(values)) == [plain(value) for value in values]


def test_data_is_written_a_line_an_entry_and_lists_in_one(figure: Figure) -> None:
    data = {
        "log": [1.0, -0.5, None, 3],
        "none": [],
        "empty": {},
        "rows": [[1], [], [2e-9, 3]],
        "dead": [True, 0],
        "named": [{"id": 'é "x"\n', "values": [0.25, 0.5]}, {}],
    }
    text = data_json(figure.spec.canonical(), "T", data)
    assert text[text.index(' "data"') :] == LAYOUT
    assert json.loads(text)["data"] == data


LAYOUT = r""" "data": {
  "log": [1.0,-0.5,null,3],
  "none": [],
  "empty": {},
  "rows": [[1],[],[2e-09,3]],
  "dead": [true,0],
  "named": [{"id":"é \"x\"\n","values":[0.25,0.5]},{}]
 }
}
"""


def test_the_text_tells_answers_the_transcript_and_every_table(figure: Figure) -> None:
    cells = tuple(map(Count, range(100, 104)))
    thinned = Table("Bounds by depth", (Column("n", "n", cells),), shown=(0, 3), rule=sentence("The ends are shown."))
    answer = Answer("How fast?", (sentence("By {n}.", n=Count(2)), sentence("Not more.")))
    words = replace(figure.description, answers=(answer,), more_tables=(thinned,))
    text = description_text(figure.spec, words, "Layer  ###\n")
    assert "\n\nHow fast?\nBy 2. Not more.\n\nLayer  ###\n\n" in text
    assert text.endswith("\n\nBounds by depth\n\n  n\n100\n101\n102\n103\n")


@pytest.mark.parametrize(
    ("seconds", "date"), [(None, None), ("0", "1970-01-01"), ("1795305599", "2026-11-21"), ("1795305600", "2026-11-22")]
)
def test_a_report_is_dated_by_its_source(figure: Figure, seconds: str | None, date: str | None) -> None:
    def manifest(report: dict[str, object]) -> dict[str, object]:
        return json.loads(manifest_json(figure.spec, figure.audit, report, source_date_epoch=seconds))

    assert manifest({"seed": 1}).get("date") == date
    assert manifest({"date": "2020-02-29"})["date"] == "2020-02-29"
    assert "date" not in manifest({})


@pytest.mark.parametrize("seconds", ["", "yesterday", "1e9", "9" * 30])
def test_a_date_that_counts_no_seconds_is_an_error(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    message = f"SOURCE_DATE_EPOCH is '{seconds}', not a number of seconds"
    with pytest.raises(OutputError, match=message):
        source_date(seconds)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(OutputError, match=message):
        render_figure(load_spec({"id": "norms", "kind": "bptt-norm"}))


def test_the_environment_dates_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305599")
    manifest = render_figure(load_spec({"id": "norms", "kind": "bptt-norm"})).files["manifest.json"]
    assert json.loads(manifest)["date"] == "2026-11-21"


def test_the_manifest_holds_what_the_kind_reports(figure: Figure) -> None:
    report = {"experiment": "decay", "results_summary": {"slope": 2.0 / 3, "limit": float("inf")}}
    manifest = json.loads(manifest_json(figure.spec, figure.audit, report))
    assert manifest["results_summary"] == {"slope": 0.6666666667, "limit": None}
    assert manifest["experiment"] == "decay"
    assert manifest["versions"].keys() == {"sitegen", "numpy", "svgwrite", "python"}
    assert "python" not in json.loads(figure.files["manifest.json"])["versions"]


def test_the_manifest_names_what_draws_the_png(figure: Figure) -> None:
    drawn = render_figure("bptt-norm")
    assert (drawn.kind.raster, figure.kind.raster) == (True, False)
    assert json.loads(drawn.files["manifest.json"])["versions"]["resvg-py"] == version("resvg-py")
    assert "resvg-py" not in json.loads(figure.files["manifest.json"])["versions"]
