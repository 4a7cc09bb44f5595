"""What the pages promise of tables: every value that is drawn is in a CSV file, in the text file and, for readers, on a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sitegen.description.sentences import Table, text_of
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.page.html_table import MOST_ROWS
from tests.conftest import FIGURES

EXAMPLES = [path.stem for path in FIGURES]


def _finite(values: list[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _bptt_norm(data: dict[str, Any]) -> Iterator[float]:
    for network in (data["rnn"], data["gru"]):
        yield from _finite(network["log10_norm"])
        if band := network["band"]:
            yield from _finite([*band["low"], *band["high"]])


def _dead_neurons(data: dict[str, Any]) -> Iterator[float]:
    for card in data["cards"]:
        yield from card["activations"]
    if summary := data["summary"]:
        for layer in summary["drawn_layers"]:
            yield summary["layers"][layer]["dead"]
            yield summary["layers"][layer]["neurons"]


def _vanishing_gradients(data: dict[str, Any]) -> Iterator[float]:
    for profile in data["profiles"]:
        yield profile["passing_percent"]
        for series in ("path", "layer", "bound"):
            yield from profile[series]["magnitude"]


DRAWN: dict[str, Callable[[dict[str, Any]], Iterator[float] | list[float]]] = {
    "activation-curve": lambda data: [*data["z"], *data["value"], *data["slope"]],
    "bptt-norm": _bptt_norm,
    "curves": lambda data: _finite([value for curve in data["curves"] for value in curve["values"]["y"]]),
    "dead-neurons": _dead_neurons,
    "histogram": lambda data: [count for row in data["rows"] for count in row["counts"]],
    "bars": lambda data: _finite(data["values"]),
    "grid": lambda data: _finite([value for row in data["values"]["z"] for value in row]),
    "training-curves": lambda data: [y for run in data["runs"] for y in (*run["values"], *run["mean"])],
    "layer-profile": lambda data: [value for each in data["profiles"] for value in each["magnitude"]],
    "lr-schedule": lambda data: [rate for each in data["schedules"] for rate in each["rate"]],
    "gradient-decay": lambda data: data["magnitude"],
    "gradient-flow": lambda data: data["magnitude"],
    "vanishing-gradients": _vanishing_gradients,
}
"""The values that each kind draws, from `data.json`."""


def test_every_kind_is_covered() -> None:
    assert set(DRAWN) == set(KINDS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_csv_files_have_every_value_that_is_drawn(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    tables = [figure.files[file] for file in figure.files if file.endswith(".csv")]
    cells = {
        float(cell) for text in tables for row in csv.reader(io.StringIO(text)) for cell in row if _is_number(cell)
    }
    drawn = list(DRAWN[figure.spec.kind](json.loads(figure.files["data.json"])["data"]))
    assert drawn
    assert not set(map(float, drawn)) - cells


def _lines(table: Table) -> Iterator[str]:
    """The first column of the table in the text file, with what follows it on each line cut."""
    cells = [text_of(value, "page") for value in (table.columns[0].heading, *table.columns[0].cells)]
    width = max(map(len, cells))
    return (cell.rjust(width) if table.columns[0].is_numeric else cell.ljust(width) for cell in cells)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_file_and_the_page_have_every_row(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    html = figure.html
    for table in (figure.description.table, *figure.description.more_tables):
        count = len(table.rows)
        first = list(_lines(table))
        text = figure.files["description.txt"].split("\n")
        starts = [row for row, line in enumerate(text) if line.startswith(first[0])]
        assert any(all(map(str.startswith, text[row:], first)) for row in starts)
        if table.shown is None:
            assert f"All {count} rows" not in html
        elif not figure.states:
            assert count <= MOST_ROWS
            assert f"All {count} rows" in html
