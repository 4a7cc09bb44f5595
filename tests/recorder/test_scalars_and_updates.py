"""Scalars and updates of parameters against numpy, what is refused, and figures that read the files."""

from __future__ import annotations

import csv
import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen import load_spec, render_figure
from sitegen.recorder import Recorder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def weights(step: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(step)
    return {"a": rng.standard_normal((4, 3)).astype(np.float32), "b": rng.standard_normal(5)}


@pytest.fixture
def recorder() -> Recorder:
    """Gradients of three layers, updates of two of them, and two scalars, at three steps."""
    recorder = Recorder(["a", "b", "c"])
    for step in (0, 5, 10):
        recorder.record_scalars(step, loss=1 / (step + 1))
        for layer in ("c", "b", "a"):
            recorder.record(step, layer, [[1.0, step]])
        for layer in ("a", "b"):
            recorder.record_update(step, layer, weights(step)[layer], weights(step + 1)[layer])
        recorder.record_scalars(step, learning_rate=np.float32(0.5))
    return recorder


def test_updates_are_the_norms_of_numpy(recorder: Recorder) -> None:
    arrays = recorder.arrays()
    for index, step in enumerate((0, 5, 10)):
        for place, layer in enumerate("ab"):
            before, after = (weights(each)[layer].astype(np.float64) for each in (step, step + 1))
            expected = np.linalg.norm(before), np.linalg.norm(after - before)
            found = [arrays[name][index, place] for name in ("parameter_norm", "update_norm")]
            assert_allclose(found, expected, rtol=1e-14)
            assert arrays["update_ratio"][index, place] == found[1] / found[0]
    assert np.isnan(arrays["update_norm"][:, 2]).all(), "the layer without parameters"


def test_files_have_every_number(recorder: Recorder, tmp_path: Path) -> None:
    recorder.save(tmp_path / "run.csv")
    recorder.save_scalars(tmp_path / "scalars.csv")
    arrays = recorder.arrays()
    table = rows(tmp_path / "run.csv")
    assert list(table[0]) == [
        "step", "layer", "norm", "log10_norm", "mean", "peak", "zeros", "parameter_norm", "update_norm", "update_ratio",
    ]  # fmt: skip
    ratios = [float(row["update_ratio"] or "nan") for row in table]
    assert_allclose(ratios, arrays["update_ratio"].ravel(), rtol=0)
    assert rows(tmp_path / "scalars.csv")[1] == {
        "step": "5", "loss": repr(1 / 6), "loss_low": repr(1 / 6), "loss_high": repr(1 / 6),
        "learning_rate": "0.5", "learning_rate_low": "0.5", "learning_rate_high": "0.5",
    }  # fmt: skip
    assert arrays["loss"].tolist() == [1, 1 / 6, 1 / 11]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=70), st.integers(2, 9))
def test_no_extreme_is_lost_between_kept_steps(losses: list[float], samples: int) -> None:
    recorder = Recorder(samples=samples)
    for step, loss in enumerate(losses):
        recorder.record_scalars(step, loss=loss)
    arrays = recorder.arrays()
    ends = [0, *(step + 1 for step in arrays["step"].tolist())]
    between = [losses[start:end] for start, end in pairwise(ends)]
    assert arrays["loss"].tolist() == [each[-1] for each in between]
    assert arrays["loss_low"].tolist() == [min(each) for each in between]
    assert arrays["loss_high"].tolist() == [max(each) for each in between]


def test_a_recorder_of_updates_alone_saves_these(tmp_path: Path) -> None:
    recorder = Recorder()
    recorder.record_update(0, "w", [3.0, 4.0], [3.0, 4.5])
    recorder.record_update(0, "bias", [0.0], [0.1])
    recorder.save(tmp_path / "run.csv")
    assert rows(tmp_path / "run.csv") == [
        {"step": "0", "layer": "w", "parameter_norm": "5.0", "update_norm": "0.5", "update_ratio": "0.1"},
        {"step": "0", "layer": "bias", "parameter_norm": "0.0", "update_norm": "0.1", "update_ratio": ""},
    ]


@pytest.mark.parametrize(
    ("before", "after"), [([1e-320], [1e300]), ([1.7e308] * 4, [1.6e308] * 4), ([1.0] * 4, [1.7e308] * 4)]
)
def test_a_ratio_beyond_the_floats_is_blank(tmp_path: Path, before: list[float], after: list[float]) -> None:
    recorder = Recorder()
    recorder.record_update(0, "a", before, after)
    recorder.save(tmp_path / "run.csv")
    assert math.isnan(recorder.arrays()["update_ratio"][0, 0])
    assert rows(tmp_path / "run.csv")[0]["update_ratio"] == ""


def test_a_scalar_may_be_called_like_an_argument_of_numpy(tmp_path: Path) -> None:
    recorder = Recorder()
    recorder.record_scalars(0, file=1.5, allow_pickle=2.5, self=3.5, args=4.5)
    recorder.save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz") as saved:
        assert {name: saved[name].tolist() for name in saved} == {k: v.tolist() for k, v in recorder.arrays().items()}
        assert saved["allow_pickle"].tolist() == [2.5]


def test_a_step_that_lacks_something_is_not_saved(recorder: Recorder) -> None:
    recorder.record(20, "a", [[1.0, 2.0]])
    recorder.record_scalars(20, loss=0.1, learning_rate=0.5)
    assert recorder.steps == [0, 5, 10]
    with pytest.raises(ValueError, match="step 20 has no array for layer 'b'; record every layer at every step"):
        recorder.record(30, "a", [[1.0, 2.0]])


REFUSED = {
    "not finite": (lambda r: r.record_scalars(20, loss=math.nan), "'loss' at step 20: the number is not finite, but nan"),
    "several numbers": (lambda r: r.record_scalars(20, loss=[1, 2]), "'loss' at step 20: a single number is needed, not an array of shape (2,)"),
    "no number": (lambda r: r.record_scalars(20, loss="low"), "'loss' at step 20: real numbers are needed"),
    "a column of files": (lambda r: r.record_scalars(20, norm=1), "a scalar cannot be called 'norm'"),
    "the end of a column": (lambda r: r.record_scalars(20, loss_low=1), "a scalar cannot be called 'loss_low'"),
    "a new scalar": (lambda r: r.record_scalars(20, accuracy=1), "there is no scalar 'accuracy' at the first step, 0, but loss, learning_rate; what is recorded less often needs a recorder of its own"),
    "twice": (lambda r: r.record_scalars(10, loss=1), "there is a scalar 'loss' already at step 10; each step takes one"),
    "twice but for spaces": (lambda r: r.record_scalars(20, **{"loss": 1, "learning_rate": 1, " loss": 2}), "there is a scalar 'loss' already at step 20; each step takes one"),
    "a name that files end in": (lambda r: r.record_scalars(20, **{"loss.npy": 1}), "a scalar cannot be called 'loss.npy'"),
    "a step back": (lambda r: r.record_scalars(9, loss=1), "step 9 comes after step 10, but steps must grow"),
    "a new update": (lambda r: r.record_update(20, "c", [1], [2]), "there is no update of layer 'c' at the first step, 0, but a, b"),
    "an unknown layer": (lambda r: r.record_update(20, "d", [1], [2]), "there is no layer 'd' among a, b, c"),
    "an update twice": (lambda r: r.record_update(10, "a", [1], [2]), "layer 'a' already has an update at step 10"),
    "other shapes": (lambda r: r.record_update(20, "a", [1], [1, 2]), "parameters of layer 'a' at step 20: the shape is (1,) before and (2,) after"),
    "not finite after": (lambda r: r.record_update(20, "a", [1], [math.inf]), "parameters of layer 'a' at step 20, after: the number is not finite, but inf"),
    "a change beyond the floats": (lambda r: r.record_update(20, "a", [1.7e308], [-1.7e308]), "their change: the number is not finite"),
}  # fmt: skip


@pytest.mark.parametrize(("record", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_said_and_changes_nothing(recorder: Recorder, record, said: str) -> None:
    before = {name: array.tobytes() for name, array in recorder.arrays().items()}
    with pytest.raises(ValueError, match=re.escape(said)):
        record(recorder)
    assert {name: array.tobytes() for name, array in recorder.arrays().items()} == before


def test_a_scalar_that_was_left_out_is_missed_at_the_next_step() -> None:
    recorder = Recorder()
    recorder.record_scalars(0, loss=1, accuracy=0)
    recorder.record_scalars(1, loss=1)
    with pytest.raises(ValueError, match="step 1 has no scalar 'accuracy'; record it at every step"):
        recorder.record_scalars(2, loss=1)
    with pytest.raises(TypeError, match="there are no scalars"):
        recorder.record_scalars(1)


@pytest.mark.parametrize(("method", "needed"), [("save", "record or record_update"), ("save_units", "record")])
def test_a_file_of_what_was_not_recorded(tmp_path: Path, method: str, needed: str) -> None:
    recorder = Recorder()
    recorder.record_scalars(0, loss=1)
    with pytest.raises(
        ValueError, match=f"this needs numbers from {needed}, and this recorder has those from record_scalars"
    ):
        getattr(recorder, method)(tmp_path / "run.csv")


def draw(folder: Path, spec: str):
    (folder / "site.yaml").touch()
    loaded = load_spec(spec, folder=folder)
    render_figure(loaded)
    return loaded.params


def test_figures_read_the_files(recorder: Recorder, tmp_path: Path) -> None:
    recorder.save(tmp_path / "run.csv")
    recorder.save_scalars(tmp_path / "scalars.csv")
    recorder.save(tmp_path / "run.npz")
    losses = draw(
        tmp_path,
        "kind: training-curves\nparams:\n  steps: {file: scalars.csv, column: step}\n"
        "  runs: [{name: all, values: {file: scalars.csv, column: loss}}]",
    )
    assert (losses.steps, losses.runs[0].values) == ((0, 5, 10), (1, 1 / 6, 1 / 11))
    ratios = draw(
        tmp_path,
        "kind: curves\nparams:\n  x: {means: step, values: {file: run.npz, array: step}}\n"
        "  y: {means: update ratio, log: true}\n"
        "  series: {file: run.csv, by: layer, column: update_ratio, where: {layer: [a, b]}}",
    )
    assert [list(each.y) for each in ratios.series] == recorder.arrays()["update_ratio"].T[:2].tolist()
    profile = draw(
        tmp_path,
        "kind: layer-profile\nparams:\n  measure: update\n"
        "  measured: [{name: step 5, values: {file: run.csv, column: update_norm, where: {step: 5, layer: [a, b]}}}]",
    )
    assert list(profile.measured[0].values) == recorder.arrays()["update_norm"][1, :2].tolist()
