"""Saved files give the recorded numbers back, float for float, are whole or not there, and specs read and draw them."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import OutputError
from sitegen.recorder import Recorder
from sitegen.recorder.history import MEASURES

WIDTHS = {"hidden, 1": 3, "hidden 2": 2, "output": 2}


@pytest.fixture
def recorder() -> Recorder:
    recorder, rng = Recorder(WIDTHS), np.random.default_rng(8)
    for step in (0, 100, 200):
        for name, width in reversed(WIDTHS.items()):
            array = rng.standard_normal((5, width)) * 10.0 ** rng.uniform(-9, 3)
            recorder.record(step, name, np.maximum(array, 0) * (np.arange(width) > 0))
    return recorder


def test_csv_holds_every_float_exactly(recorder: Recorder, tmp_path: Path) -> None:
    recorder.save(tmp_path / "run.csv")
    arrays = recorder.arrays()
    with (tmp_path / "run.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(int(row["step"]), row["layer"]) for row in rows] == [(s, name) for s in (0, 100, 200) for name in WIDTHS]
    for measure in MEASURES:
        assert [float(row[measure]) for row in rows] == arrays[measure].ravel().tolist()


def test_csv_of_units_holds_every_float_exactly(recorder: Recorder, tmp_path: Path) -> None:
    recorder.save_units(tmp_path / "units.csv")
    arrays = recorder.arrays()
    with (tmp_path / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["neuron"] for row in rows[:7]] == arrays["neuron"].tolist()
    assert {row["neuron"].rpartition("·")[0] for row in rows if row["layer"] == "output"} == {"output"}
    assert [float(row["peak"]) for row in rows] == arrays["neuron_peak"].T.ravel().tolist()


def test_npz_gives_the_arrays_back(recorder: Recorder, tmp_path: Path) -> None:
    recorder.save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz") as saved:
        assert {name: saved[name].tolist() for name in saved} == {k: v.tolist() for k, v in recorder.arrays().items()}


@pytest.mark.parametrize("name", ["run.csv", "run.npz"])
def test_the_same_run_gives_the_same_bytes_at_another_time(recorder: Recorder, tmp_path, monkeypatch, name) -> None:
    recorder.save(tmp_path / name)
    first = (tmp_path / name).read_bytes()
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    recorder.save(tmp_path / name)
    assert (tmp_path / name).read_bytes() == first


def draw(folder: Path, params: str, kind: str):
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "site.yaml").touch()
    path = folder / "figures" / "figure.yaml"
    path.write_text(f"kind: {kind}\nparams:\n{params}", encoding="utf-8")
    spec = load_spec(path)
    return spec, render_figure(spec).files["figure.svg"]


@pytest.mark.parametrize(
    ("reference", "row"),
    [
        ("{file: ../run.csv, column: norm, where: {step: 100}}", 1),
        ("{file: ../run.npz, array: norm_step_100}", 1),
        ("{file: ../run.npz, array: norm_step_200}", 2),
    ],
)
def test_a_wave_reads_and_draws_the_norms_of_a_step(
    recorder: Recorder, tmp_path: Path, reference: str, row: int
) -> None:
    recorder.save(tmp_path / "run.csv")
    recorder.save(tmp_path / "run.npz")
    spec, svg = draw(tmp_path, f"  layers: [3, 2, 2]\n  gradients: {reference}\n", "gradient-flow")
    assert list(spec.params.gradients) == recorder.arrays()["norm"][row].tolist()
    assert svg.startswith("<svg")


@pytest.mark.parametrize(
    "reference",
    ["{file: ../units.csv, by: neuron, column: peak}", "{file: ../run.npz, array: neuron_peak, by: neuron}"],
)
def test_cards_read_and_draw_the_units(recorder: Recorder, tmp_path: Path, reference: str) -> None:
    recorder.save(tmp_path / "run.npz")
    recorder.save_units(tmp_path / "units.csv")
    spec, svg = draw(tmp_path, f"  neurons: {reference}\n", "dead-neurons")
    arrays = recorder.arrays()
    assert [neuron.id for neuron in spec.params.neurons] == arrays["neuron"].tolist()
    assert [list(neuron.activations) for neuron in spec.params.neurons] == arrays["neuron_peak"].tolist()
    assert "3/7 dead" in svg, "the first unit of each layer never fires"


def test_a_file_that_cannot_be_written_stays_as_it_was(recorder: Recorder, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "run.csv"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match=r"run\.csv cannot be written: No space left on device"):
        recorder.save(path)
    assert ([each.name for each in tmp_path.iterdir()], path.read_text()) == (["run.csv"], "old")


@pytest.mark.parametrize(("method", "name"), [("save", "run.json"), ("save_units", "run.npz"), ("save", "run")])
def test_other_endings_are_refused(recorder: Recorder, tmp_path: Path, method: str, name: str) -> None:
    with pytest.raises(ValueError, match=r"must end in \.csv"):
        getattr(recorder, method)(tmp_path / name)


@pytest.mark.parametrize("method", ["save", "save_units", "norms"])
def test_nothing_is_saved_of_nothing(tmp_path: Path, method: str) -> None:
    with pytest.raises(ValueError, match="nothing is recorded yet"):
        getattr(Recorder(), method)(*([] if method == "norms" else [tmp_path / "run.csv"]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [None, 3, b"run.csv"])
@pytest.mark.parametrize("method", ["save", "save_units", "save_scalars"])
def test_a_path_of_a_wrong_type(method, path):
    with pytest.raises(TypeError, match=r"path is .+: give the name of a file that ends in \.csv"):
        getattr(Recorder(["a"]), method)(path)
