"""What the claims of the lessons are derived from: figures, changed figures, recordings."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

import numpy as np

from sitegen import load_spec
from sitegen.description.number_format import Compact, fixed_text
from sitegen.figures import KINDS
from tests.conftest import CONTENT

RATE = {"digits-sigmoid-8": 0.1, "digits-relu-8": 0.05, "digits-relu-hot": 1.6}
ACCURACY = {"digits-relu-8": 0.99, "digits-relu-hot": 0.51}
PROBE = 128
"""What only the notes of the recordings say."""


@cache
def figure(name: str) -> Any:
    """The numbers of a figure in content/figures."""
    spec = load_spec(CONTENT / "figures" / f"{name}.yaml")
    return KINDS[spec.kind].compute(spec.params)


def changed(name: str, **params: Any) -> Any:
    """The numbers of that figure after the change that a reader is asked to try."""
    spec = load_spec(CONTENT / "figures" / f"{name}.yaml")
    asked = {**spec.params.model_dump(exclude_none=True), **params}
    return KINDS[spec.kind].compute(load_spec({"kind": spec.kind, "params": asked}).params)


@cache
def recorded(run: str) -> dict[str, np.ndarray]:
    """The activations of each neuron, oldest first."""
    series: dict[str, list[float]] = {}
    with (CONTENT / "data" / f"{run}-activations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            series.setdefault(row["neuron"], []).append(float(row["activation"]))
    return {name: np.array(values) for name, values in series.items()}


def first_update(run: str) -> float:
    """Length of the first step of plain SGD in the weights of the first layer."""
    with (CONTENT / "data" / f"{run}-gradients.csv").open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if (row["step"], row["layer"]) == ("0", "1"))
    return RATE[run] * float(row["weight_gradient_norm"])


def short(value: float) -> str:
    return Compact(value).visible()


def orders(value: float) -> str:
    return fixed_text(value, 2)
