"""Kernels can be imported with numpy alone, and without the rest of sitegen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sitegen.figures

KINDS = sorted(path.parent.name for path in Path(sitegen.figures.__file__).parent.glob("*/definition.py"))
PROBE = """
import json, sys
before = set(sys.modules)
import numpy
standard = set(sys.stdlib_module_names)
with_numpy = {{name.partition(".")[0] for name in sys.modules}}
import sitegen.figures.{kind}.kernel
loaded = set(sys.modules) - before
print(json.dumps({{
    "own": sorted(name for name in loaded if name.partition(".")[0] == "sitegen"),
    "foreign": sorted({{name.partition(".")[0] for name in loaded}} - with_numpy - standard - {{"sitegen"}}),
}}))
"""


def loaded_by(kind):
    """The modules that a Python with nothing but the kernel of `kind` has loaded."""
    found = subprocess.run([sys.executable, "-c", PROBE.format(kind=kind)], capture_output=True, text=True, check=True)
    return json.loads(found.stdout)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kernel_loads_numerics_and_numpy_alone(kind):
    loaded = loaded_by(kind)
    assert f"sitegen.figures.{kind}.kernel" in loaded["own"]
    parts = (f"figures.{kind}", "expressions", "numerics", "kinds.expressions", "kinds.numerics")
    allowed = re.compile(rf"sitegen(\.figures|\.kinds|\.({'|'.join(parts)})(\..*)?)?")
    assert [name for name in loaded["own"] if not allowed.fullmatch(name)] == []
    assert loaded["foreign"] == []


@pytest.mark.parametrize(
    "kind", ["bptt_norm", "dead_neurons", "gradient_decay", "gradient_flow", "vanishing_gradients"]
)
def test_a_kernel_without_shared_pieces_loads_few_modules(kind):
    assert len(loaded_by(kind)["own"]) <= 10


def test_every_kind_has_a_kernel_and_a_definition():
    assert len(KINDS) == len(sitegen.figures.KINDS)
    assert all(name.replace("_", "-") in sitegen.figures.KINDS for name in KINDS)


def test_a_figure_imports_its_own_kind_alone():
    probe = "import sys, sitegen; sitegen.render_figure('gradient-decay'); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert {kind for kind in KINDS if f"sitegen.figures.{kind}" in found} == {"gradient_decay"}


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        sitegen.figures.KINDS["gradient_decay"]
