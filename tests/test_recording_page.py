"""The page about recording: its programs run as written, write true gradients, and its specs read what they wrote."""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen import load_spec, render_figure
from sitegen.recorder import Recorder
from sitegen.recorder.history import MEASURES, UPDATE_MEASURES
from tests.conftest import CONTENT

PAGE = (CONTENT / "docs" / "recording.md").read_text(encoding="utf-8")
WIDTHS = [8, 16, 16, 2]
GRADIENTS_AGAIN = """
import numpy
torch.manual_seed(42)
model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 2))
inputs = torch.randn(256, 8)
targets = (inputs[:, 0] > 0).long()
hidden_1 = model[1](model[0](inputs))
hidden_2 = model[3](model[2](hidden_1))
output = model[4](hidden_2)
loss = nn.functional.cross_entropy(output, targets)
found = torch.autograd.grad(loss, [hidden_1, hidden_2, output], retain_graph=True)
numpy.save("again.npy", [gradient.double().norm().item() for gradient in found])
moved = torch.autograd.grad(loss, model[0].weight, retain_graph=True)[0].norm()
numpy.save("first.npy", [loss.item(), moved.item(), model[0].weight.detach().norm().item()])
numpy.save("peaks.npy", hidden_2.detach().abs().amax(dim=0).numpy())
"""
"""The first step of the page's network, with PyTorch's own gradients in place of hooks."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def program(name: str) -> str:
    (found,) = [code for code in blocks("python") if code.startswith(f"import {name}")]
    return found


def figures(folder: Path) -> list[Path]:
    """The page's specs for CSV files, beside the files that its program wrote."""
    for name in ("data", "figures"):
        (folder / "content" / name).mkdir(parents=True)
    (folder / "content" / "site.yaml").touch()
    for name in ("run-gradients.csv", "run-activations.csv", "run-scalars.csv"):
        (folder / name).rename(folder / "content" / "data" / name)
    names = ("wave", "units", "losses", "ratios", "profile")
    paths = [folder / "content" / "figures" / f"{name}.yaml" for name in names]
    for path, spec in zip(paths, blocks("yaml"), strict=False):
        path.write_text(spec, encoding="utf-8")
    return paths


def mean_squared_errors(weights, inputs, targets, layer, moved):
    """The error of each example, with `moved` added to what the hidden or last `layer` gives."""
    values = inputs
    for number, weight in enumerate(weights):
        sums = values @ weight
        values = sums if number == 2 else np.where(sums.real > 0, sums, 0)
        values = values + moved if number == layer else values
    return ((values - targets) ** 2).sum(axis=1) / targets.size


def slope_of_weights(weights, inputs, targets, number: int = 0) -> np.ndarray:
    """The gradient of the mean squared error by the weights of a layer, entry by entry with complex steps."""
    slope = np.zeros_like(weights[number])
    for place in np.ndindex(slope.shape):
        moved = [weight.astype(complex) for weight in weights]
        moved[number][place] += 1e-30j
        slope[place] = mean_squared_errors(moved, inputs, targets, 0, 0).sum().imag / 1e-30
    return slope


def test_the_program_in_numpy_records_true_gradients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against complex steps: every example has its own error, so that one step moves a unit of all of them."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(program("numpy"), "recording.md", "exec"), names)  # noqa: S102 - the page's own program
    rng = np.random.default_rng(42)
    weights = [rng.normal(0, np.sqrt(2 / a), (a, b)) for a, b in pairwise(WIDTHS)]
    inputs = rng.standard_normal((256, 8))
    targets = np.stack([inputs[:, 0], inputs[:, 1] ** 2], axis=1)
    expected = [
        np.linalg.norm(
            [
                mean_squared_errors(weights, inputs, targets, layer, 1e-30j * np.eye(width)[unit]).imag / 1e-30
                for unit in range(width)
            ]
        )
        for layer, width in enumerate(WIDTHS[1:])
    ]
    every = list(map(load_spec, figures(tmp_path)))
    wave, units, losses, ratios, profile = every
    assert_allclose(wave.params.gradients, expected, rtol=1e-12)
    first_error = mean_squared_errors(weights, inputs, targets, 0, 0).sum()
    assert losses.params.runs[0].values[0] == pytest.approx(first_error, rel=1e-12)
    assert losses.params.steps == tuple(range(101))
    moved = 0.05 * slope_of_weights(weights, inputs, targets)
    ratio = np.linalg.norm(moved) / np.linalg.norm(weights[0])
    assert (ratios.params.series[0].name, ratios.params.series[0].y[0]) == ("hidden 1", pytest.approx(ratio, rel=1e-9))
    assert [neuron.id for neuron in units.params.neurons] == [f"hidden 2·N{unit}" for unit in range(1, 17)]
    assert {len(neuron.activations) for neuron in units.params.neurons} == {101}
    assert [render_figure(spec).files["figure.svg"].count("<svg") for spec in every] == [1] * 5
    recorder = names["gradients"]
    assert isinstance(recorder, Recorder)
    assert list(profile.params.measured[0].values) == recorder.norms().tolist()
    assert recorder.norms()[-1] < recorder.norms(0)[-1] / 2, "the network has learned nothing"


def needs(framework: str) -> pytest.MarkDecorator:
    missing = importlib.util.find_spec(framework) is None
    return pytest.mark.skipif(missing, reason=f"{framework} is not installed (group torch, jax or keras)")


def run(folder: Path, code: str) -> None:
    """Run a program in `folder`, which must not write to the terminal."""
    (folder / "program.py").write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "JAX_PLATFORMS": "cpu"}
    environment |= {"KERAS_BACKEND": "jax" if importlib.util.find_spec("jax") else "torch"}
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@needs("torch")
@pytest.mark.slow
def test_the_program_in_pytorch_records_the_gradients_of_autograd(tmp_path: Path) -> None:
    run(tmp_path, program("torch") + GRADIENTS_AGAIN)
    every = list(map(load_spec, figures(tmp_path)))
    wave, units, losses, ratios, _ = every
    assert_allclose(wave.params.gradients, np.load(tmp_path / "again.npy"), rtol=1e-6)
    first = [neuron.activations[0] for neuron in units.params.neurons]
    assert_allclose(first, np.load(tmp_path / "peaks.npy"), rtol=1e-7)
    loss, moved, weight = np.load(tmp_path / "first.npy")
    assert losses.params.runs[0].values[0] == pytest.approx(loss, rel=1e-6)
    assert ratios.params.series[0].y[0] == pytest.approx(0.1 * moved / weight, rel=1e-4)
    assert [render_figure(spec).files["figure.svg"].count("<svg") for spec in every] == [1] * 5


@needs("jax")
@pytest.mark.slow
def test_the_program_in_jax_records_true_gradients(tmp_path: Path) -> None:
    """Against complex steps, in double precision."""
    code = program("jax")
    saving = "np.savez('first.npz', *weights, inputs=inputs, targets=targets)\n"
    run(tmp_path, code.replace("recorder = Recorder(layers)\n", f"{saving}recorder = Recorder(layers)\n"))
    with np.load(tmp_path / "first.npz") as first:
        weights = [first[f"arr_{number}"].astype(np.float64) for number in range(3)]
        inputs, targets = first["inputs"].astype(np.float64), first["targets"].astype(np.float64)
    with (tmp_path / "run-gradients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:3]
    slopes = [np.linalg.norm(slope_of_weights(weights, inputs, targets, number)) for number in range(3)]
    assert_allclose([float(row["norm"]) for row in rows], slopes, rtol=1e-5)
    lengths = [np.linalg.norm(weight) for weight in weights]
    assert_allclose([float(row["update_ratio"]) for row in rows], 0.05 * np.divide(slopes, lengths), rtol=1e-4)
    with (tmp_path / "run-scalars.csv").open(encoding="utf-8", newline="") as file:
        loss = float(next(csv.DictReader(file))["loss"])
    assert loss == pytest.approx(mean_squared_errors(weights, inputs, targets, 0, 0).sum(), rel=1e-6)


@needs("keras")
@pytest.mark.slow
def test_the_program_in_keras_records_what_the_network_has(tmp_path: Path) -> None:
    saving = "np.savez('{}.npz', *model.get_weights(), inputs=inputs)\n"
    code = program("keras").replace("recording = Recording", f"{saving.format('first')}recording = Recording")
    run(tmp_path, code + saving.format("last"))
    with np.load(tmp_path / "first.npz") as first:
        lengths = [np.linalg.norm(first[f"arr_{number}"]) for number in (0, 2, 4)]
    with (tmp_path / "run-updates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["step"]) for row in rows[::3]] == list(range(100))
    assert_allclose([float(row["parameter_norm"]) for row in rows[:3]], lengths, rtol=1e-6)
    assert min(float(row["update_norm"]) for row in rows) > 0
    with np.load(tmp_path / "last.npz") as last:
        values = last["inputs"]
        for number in (0, 2):
            values = np.maximum(values @ last[f"arr_{number}"] + last[f"arr_{number + 1}"], 0)
    with (tmp_path / "run-activations.csv").open(encoding="utf-8", newline="") as file:
        peaks = [
            float(row["peak"]) for row in csv.DictReader(file) if (row["step"], row["layer"]) == ("99", "hidden_2")
        ]
    assert_allclose(peaks, values.max(axis=0), rtol=1e-4)
    with (tmp_path / "run-scalars.csv").open(encoding="utf-8", newline="") as file:
        losses = [float(row["loss"]) for row in csv.DictReader(file)]
    assert losses[-1] < losses[0] / 2, "the network has learned nothing"


def test_a_notebook_takes_the_norms_directly() -> None:
    gradients = Recorder()
    for layer, norm in enumerate([0.25, 0.5, 1.0]):
        gradients.record(0, layer, [norm])
    (cell,) = [code for code in blocks("python") if "render_figure" in code]
    import_line, call = cell.strip().split("\n\n")
    names: dict[str, object] = {"gradients": gradients}
    exec(import_line, names)  # noqa: S102 - the page's own program
    figure = eval(call, names)  # noqa: S307 - as above
    assert figure.data.magnitude.tolist() == [0.25, 0.5, 1.0]


def test_the_specs_for_npz_read_what_save_writes(tmp_path: Path) -> None:
    recorder = Recorder()
    for step in (0, 100):
        recorder.record(step, "a", [[0.5, 2.0]])
    (tmp_path / "data").mkdir()
    (tmp_path / "site.yaml").touch()
    recorder.save(tmp_path / "data" / "run.npz")
    gradients, neurons, histogram = [spec for spec in blocks("yaml") if ".npz" in spec]
    wave = load_spec(f"kind: gradient-flow\nparams:\n  layers: [2]\n  {gradients}".replace("../", ""), folder=tmp_path)
    cards = load_spec(f"kind: dead-neurons\nparams:\n  {neurons}".replace("../", ""), folder=tmp_path)
    assert wave.params.gradients == (4.25**0.5,)
    assert [(each.id, each.activations) for each in cards.params.neurons] == [
        ("a·N1", (0.5, 0.5)),
        ("a·N2", (2.0, 2.0)),
    ]
    recorder = Recorder(["hidden 1", "output"], histograms=True)
    for step in (0, 100):
        for layer in recorder.layers:
            recorder.record(step, layer, [[0.5, -2.0, step]])
    recorder.save(tmp_path / "data" / "run.npz")
    counted = load_spec(histogram.replace("../", ""), folder=tmp_path)
    assert [axis.values for axis in counted.axes] == [(0, 100)]
    assert render_figure(counted).data.rows[1].total == 3


def test_the_error_is_the_one_that_is_shown() -> None:
    array = np.zeros((256, 16))
    array[:, [3, 7]] = np.nan
    with pytest.raises(ValueError, match="not finite") as caught:
        Recorder().record(30, "hidden 1", array)
    assert f"{caught.value}\n" == blocks("text")[1]


def test_every_column_and_default_is_named() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [*MEASURES, *UPDATE_MEASURES]
    defaults = Recorder.__init__.__kwdefaults__
    assert f"the first {defaults['units']} units" in PAGE
    assert f"At most {defaults['samples']} steps" in PAGE
