"""Running means against convolution and weights, clipping against the definition, and runs from recordings."""

from __future__ import annotations

import csv
import json
from typing import Any

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.figures.training_curves.kernel import TrainingCurves, running_mean
from tests.conftest import CONTENT


def computed(**params: Any) -> TrainingCurves:
    found = KINDS["training-curves"].compute(load_spec({"kind": "training-curves", "params": params}).params)
    assert isinstance(found, TrainingCurves)
    return found


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.999])
def test_a_running_mean_is_a_convolution_with_its_weights(beta: float) -> None:
    values = np.random.default_rng(3).normal(2.0, 1.0, 300)
    kernel = beta ** np.arange(300.0)
    wanted = np.convolve(values, kernel)[:300] / np.cumsum(kernel)
    assert running_mean(values, beta) == pytest.approx(wanted, rel=1e-12)


def test_a_running_mean_is_that_of_adam() -> None:
    """Kingma and Ba 2015, algorithm 1: m ← β·m + (1 − β)·g, then m / (1 − βᵗ)."""
    values, beta, m, wanted = [3.0, 1.0, 4.0, 1.0, 5.0], 0.9, 0.0, []
    for t, value in enumerate(values, 1):
        m = beta * m + (1 - beta) * value
        wanted.append(m / (1 - beta**t))
    assert running_mean(np.array(values), beta) == pytest.approx(wanted, rel=1e-12)


def test_a_constant_run_has_itself_as_mean() -> None:
    assert running_mean(np.full(50, 0.7), 0.95) == pytest.approx(np.full(50, 0.7), rel=1e-14)


def test_steps_above_the_clipping_line_are_those_that_clipping_changes() -> None:
    norms = np.random.default_rng(5).lognormal(0.0, 1.0, 200)
    (run,) = computed(runs={"a": norms.tolist()}, measure="gradient norm", clip=1.5).runs
    clipped = norms * np.minimum(1.0, 1.5 / norms)  # Pascanu et al. 2013, algorithm 1
    assert run.clipped == np.count_nonzero(np.abs(clipped - norms) > 1e-12)


def test_the_first_step_at_which_two_runs_part() -> None:
    same = [2.0, 1.5, 1.2, 1.0]
    found = computed(runs={"a": [*same, 0.9, 0.8], "b": [*same, 3.0, 4.0]}, steps=[0, 10, 20, 30, 40, 50])
    assert found.pair is not None
    assert found.pair.parting is not None
    assert (found.pair.parting.together_until, found.pair.parting.apart_from) == (30.0, 40.0)


def test_runs_of_a_recording_are_its_rows() -> None:
    figure = render_figure(load_spec(CONTENT / "figures" / "run-norms.yaml"))
    with (CONTENT / "data" / "digits-sigmoid-8-gradients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for run, layer in zip(figure.data.runs, ("1", "5", "9"), strict=True):
        wanted = [float(row["weight_gradient_norm"]) for row in rows if row["layer"] == layer]
        assert run.values.tolist() == wanted


def test_a_run_that_stops_early() -> None:
    figure = render_figure("training-curves", runs={"a": [3.0, 2.0, 1.0], "b": [3.0, 9.0]})
    assert figure.data.pair is None
    assert figure.files["data.csv"].splitlines()[-1] == "2,1,1,none,none"


def test_every_step_of_a_long_run_is_in_the_files() -> None:
    values = np.random.default_rng(1).random(700).tolist()
    figure = render_figure("training-curves", runs={"a": values})
    table = figure.description.table
    assert table.shown is not None
    assert {int(np.argmin(values)), int(np.argmax(values)), 0, 699} <= set(table.shown)
    assert len(figure.files["data.csv"].splitlines()) == 701
    assert json.loads(figure.files["data.json"])["data"]["runs"][0]["values"] == pytest.approx(values, rel=1e-9)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"runs": {"a": [1, 2]}, "steps": [0, 1, 2]}, "the run “a” has 2 values, but there are 3 steps"),
        ({"runs": {"a": [1, 2, 3]}, "steps": [0, 2, 2]}, "steps must ascend, but 2 at position 2 is not above 2"),
        (
            {"runs": {"a": [1, -2]}, "log_scale": True},
            "the run “a” has values below 0, which a logarithmic axis cannot show",
        ),
        ({"runs": [{"name": "a", "values": [1]}, {"name": "a", "values": [2]}]}, "two runs are called 'a'"),
        ({"runs": [{"name": "a", "y": [1]}]}, "write values"),
        ({"runs": {"a": [1, 2]}, "smoothing": 1.0}, "0.999"),
        ({"runs": {"a": [1, 2]}, "clip": 0.0}, "clip"),
        (
            {"runs": {"a": [1, 2]}, "axis": {"range": [0, 1]}, "log_scale": True},
            "begins at 0, which a logarithmic axis cannot show",
        ),
        ({"runs": {"a": [1, 2]}, "axis": {"range": [1, 1]}}, "range"),
    ],
)
def test_what_does_not_fit(params: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError) as caught:
        computed(**params)
    assert message in str(caught.value)


def test_a_range_is_reached_and_nothing_is_cut() -> None:
    axes = [computed(runs={"a": values}, axis={"range": [0, 4]}) for values in ([1, 2], [3, 4], [0, 1])]
    assert len({(each.axis.low, each.axis.high) for each in axes}) == 1
    assert computed(runs={"a": [1, 9]}, axis={"range": [0, 4]}).axis.high > 9
    logarithmic = computed(runs={"a": [1, 2]}, axis={"range": [0.001, 5]}, log_scale=True)
    assert (logarithmic.axis.low, logarithmic.axis.high) == (-3, 1)


@pytest.mark.parametrize(
    ("values", "start", "end"), [([1, 2.5], 0, 2.56), ([2, 3], 1.96, 3.04), ([-2, -1], -2.04, 0), ([0, 0], -0.5, 0.5)]
)
def test_an_axis_ends_at_zero_if_that_is_no_farther_than_the_values_reach(
    values: list[float], start: float, end: float
) -> None:
    axis = computed(runs={"a": values}).axis
    assert (axis.start, axis.end) == (pytest.approx(start), pytest.approx(end))
