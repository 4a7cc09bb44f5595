"""A wave that takes its series from a decay figure: the same network, the same numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.figures.gradient_decay.definition import KIND
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.resolve.references import Resolver
from sitegen.resolve.sibling_specs import SiblingSpecs
from sitegen.spec.declaration import Params

DECAY = "kind: gradient-decay\nparams: {num_layers: 4}\n"
WAVE = "kind: gradient-flow\nparams:\n  layers: [3, 4, 4, 2]\n  gradients: {figure: decay}\n"


def write(folder: Path, **specs: str) -> None:
    for name, text in specs.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_two_figures_of_one_network_show_the_same_magnitudes(tmp_path: Path) -> None:
    write(tmp_path, decay=DECAY, wave=WAVE)
    decay = render_figure(load_spec(tmp_path / "decay.yaml"))
    wave = render_figure(load_spec(tmp_path / "wave.yaml"))
    assert np.array_equal(decay.data.magnitude, wave.data.magnitude)
    assert np.array_equal(decay.data.steps_from_loss, wave.data.steps_from_loss)


def test_chains_are_followed(tmp_path: Path) -> None:
    write(tmp_path, decay=DECAY, middle=WAVE, wave=WAVE.replace("figure: decay", "figure: middle"))
    assert load_spec(tmp_path / "wave.yaml").params.gradients == (0.125, 0.25, 0.5, 1.0)


@pytest.mark.parametrize(
    ("specs", "message"),
    [
        ({"decay1": DECAY, "wave": WAVE}, "there is no figure 'decay'"),
        ({"wave": WAVE.replace("figure: decay", "figure: wave")}, "in a circle: wave → wave"),
        ({"decay": DECAY.replace("4", "5"), "wave": WAVE}, "figure 'decay' has 5 values, but layers has 4"),
    ],
)
def test_bad_references_are_reported_at_their_place(tmp_path: Path, specs: dict[str, str], message: str) -> None:
    write(tmp_path, **specs)
    with pytest.raises(ContentError) as caught:
        load_spec(tmp_path / "wave.yaml")
    (problem,) = caught.value.diagnostics
    assert message in problem.message
    assert (problem.line, problem.column) == (4, 23)


def test_figures_beside_may_end_in_either_way(tmp_path: Path) -> None:
    write(tmp_path, decay=DECAY, wave=WAVE)
    expected = load_spec(tmp_path / "wave.yaml").params
    (tmp_path / "decay.yaml").rename(tmp_path / "decay.yml")
    assert load_spec(tmp_path / "wave.yaml").params == expected
    write(tmp_path, decay=DECAY.replace("4", "5"))  # now there are both: the usual ending comes first
    with pytest.raises(ContentError, match="figure 'decay' has 5 values"):
        load_spec(tmp_path / "wave.yaml")


def test_near_names_are_suggested(tmp_path: Path) -> None:
    write(tmp_path, decay1=DECAY, wave=WAVE)
    with pytest.raises(ContentError, match="did you mean 'decay1'"):
        load_spec(tmp_path / "wave.yaml")


def test_circles_of_two_end(tmp_path: Path) -> None:
    write(tmp_path, a=WAVE.replace("figure: decay", "figure: b"), b=WAVE.replace("figure: decay", "figure: a"))
    with pytest.raises(ContentError, match="a → b → a"):
        load_spec(tmp_path / "a.yaml")


def test_a_figure_is_computed_once_for_all_that_refer_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waves = {f"wave{number}": f"{WAVE}link: decay\n" for number in range(3)}
    last = WAVE.replace("figure: decay", "figure: wave0")
    write(tmp_path, decay=f"{DECAY}explore: {{init_scale: [1, 2]}}\n", **waves, last=last)
    computed: list[Params] = []

    def compute(params: GradientDecayParams) -> DecaySeries:
        computed.append(params)
        return KIND.compute(params)

    monkeypatch.setitem(KINDS._imported, KIND.name, replace(KIND, compute=compute))
    siblings = SiblingSpecs(tmp_path)
    resolver = Resolver(siblings)
    for name in (*waves, "last"):
        assert resolver.resolve(siblings[name]).params.gradients == (0.125, 0.25, 0.5, 1.0)
    assert (
        len(computed) == 1 + 2 + 2
    )  # the figure, and each of its states for the axis that they share and for its followers


def test_siblings_are_the_specs_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path, decay=DECAY, wave=WAVE)
    (tmp_path / "notes.txt").write_text("no spec")
    siblings = SiblingSpecs(tmp_path)
    assert list(siblings) == ["decay", "wave"]
    assert len(siblings) == 2
    assert siblings["decay"] is siblings["decay"]
    assert "notes" not in siblings
