"""The page about recording: its programs run as written, write true gradients, and its specs read what they wrote."""

from __future__ import annotations

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
from sitegen.recorder.history import MEASURES
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
found = torch.autograd.grad(loss, [hidden_1, hidden_2, output])
numpy.save("again.npy", [gradient.double().norm().item() for gradient in found])
numpy.save("peaks.npy", hidden_2.detach().abs().amax(dim=0).numpy())
"""
"""The first step of the page's network, with PyTorch's own gradients in place of hooks."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def program(name: str) -> str:
    (found,) = [code for code in blocks("python") if code.startswith(f"import {name}")]
    return found


def figures(folder: Path) -> tuple[Path, Path]:
    """The page's two specs, beside the two files that its program wrote."""
    for name in ("data", "figures"):
        (folder / "content" / name).mkdir(parents=True)
    (folder / "content" / "site.yaml").touch()
    for name in ("run-gradients.csv", "run-activations.csv"):
        (folder / name).rename(folder / "content" / "data" / name)
    paths = folder / "content" / "figures" / "wave.yaml", folder / "content" / "figures" / "units.yaml"
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
    wave, units = map(load_spec, figures(tmp_path))
    assert_allclose(wave.params.gradients, expected, rtol=1e-12)
    assert [neuron.id for neuron in units.params.neurons] == [f"hidden 2·N{unit}" for unit in range(1, 17)]
    assert {len(neuron.activations) for neuron in units.params.neurons} == {101}
    assert [render_figure(spec).files["figure.svg"].count("<svg") for spec in (wave, units)] == [1, 1]
    recorder = names["gradients"]
    assert isinstance(recorder, Recorder)
    assert recorder.norms()[-1] < recorder.norms(0)[-1] / 2, "the network has learned nothing"


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed (group torch)")
@pytest.mark.slow
def test_the_program_in_pytorch_records_the_gradients_of_autograd(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(program("torch") + GRADIENTS_AGAIN, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    wave, units = map(load_spec, figures(tmp_path))
    assert_allclose(wave.params.gradients, np.load(tmp_path / "again.npy"), rtol=1e-6)
    first = [neuron.activations[0] for neuron in units.params.neurons]
    assert_allclose(first, np.load(tmp_path / "peaks.npy"), rtol=1e-7)
    assert render_figure(wave).files["figure.svg"].count("<svg") == 1


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
    gradients, neurons = [spec for spec in blocks("yaml") if ".npz" in spec]
    wave = load_spec(f"kind: gradient-flow\nparams:\n  layers: [2]\n  {gradients}".replace("../", ""), folder=tmp_path)
    cards = load_spec(f"kind: dead-neurons\nparams:\n  {neurons}".replace("../", ""), folder=tmp_path)
    assert wave.params.gradients == (4.25**0.5,)
    assert [(each.id, each.activations) for each in cards.params.neurons] == [
        ("a·N1", (0.5, 0.5)),
        ("a·N2", (2.0, 2.0)),
    ]


def test_the_error_is_the_one_that_is_shown() -> None:
    array = np.zeros((256, 16))
    array[:, [3, 7]] = np.nan
    with pytest.raises(ValueError, match="not finite") as caught:
        Recorder().record(30, "hidden 1", array)
    assert f"{caught.value}\n" == blocks("text")[1]


def test_every_column_and_default_is_named() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(MEASURES)
    defaults = Recorder.__init__.__kwdefaults__
    assert f"the first {defaults['units']} units" in PAGE
    assert f"At most {defaults['samples']} steps" in PAGE
