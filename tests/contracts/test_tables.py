"""What the pages promise of tables: every value that is drawn is in a CSV file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sitegen.figure import Figure
from sitegen.figures import KINDS
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
    "graph": lambda data: _finite([*data["nodes"]["values"], *data["edges"]["values"]]),
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
def test_csv_files_have_every_value_that_is_drawn(figure: Figure) -> None:
    tables = [figure.files[file] for file in figure.files if file.endswith(".csv")]
    cells = {
        float(cell) for text in tables for row in csv.reader(io.StringIO(text)) for cell in row if _is_number(cell)
    }
    drawn = list(DRAWN[figure.spec.kind](json.loads(figure.files["data.json"])["data"]))
    assert drawn
    assert not set(map(float, drawn)) - cells


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
