"""A few figures of the site, kept as readable files: the still drawing beside its text. `make accept` rewrites them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen import load_spec, render_figure
from tests.conftest import CONTENT

HERE = Path(__file__).parent
CHOSEN = (
    "relu-16",
    "he-rms",
    "exploding",
    "wave-textbook",
    "wave-digits-sigmoid",
    "vanishing-10",
    "neurons-demo",
    "neurons-digits-hot-end",
    "bptt-lab",
    "gelu-curve",
    "schedule-shapes",
    "curves-losses",
    "curves-leaky",
    "run-losses",
    "bars-slopes",
    "bars-norms",
    "profile-wirings",
    "grid-momentum",
    "grid-layers",
    "histogram-gradients",
    "graph-backprop",
    "graph-residual",
)


@pytest.mark.parametrize("name", CHOSEN)
def test_figure_is_as_accepted(name: str, pytestconfig: pytest.Config) -> None:
    figure = render_figure(load_spec(CONTENT / "figures" / f"{name}.yaml"))
    found = {
        f"{name}.svg": figure.files["still.svg"].replace("> <", "><").replace("><", ">\n<"),
        f"{name}.txt": figure.files["description.txt"],
        f"{name}.css": figure.files["figure.css"].replace("}", "}\n"),
    }
    for file, text in found.items():
        path = HERE / file
        if pytestconfig.getoption("--accept"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{file} has changed: look at it, then run `make accept`"


@pytest.mark.parametrize("name", ["relu-16", "wave-relu-16"])
def test_picture_of_the_readme_is_as_accepted(name: str, pytestconfig: pytest.Config) -> None:
    figure = render_figure(load_spec(CONTENT / "figures" / f"{name}.yaml"), canvas="wide")
    path = HERE / f"{name}-wide.svg"
    if pytestconfig.getoption("--accept"):
        path.write_text(figure.svg, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == figure.svg, (
        f"{path.name} has changed: look at it, then run `make accept`"
    )
    readme = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
    assert f"![{figure.alt}](tests/golden/{path.name})" in readme
