"""The specs on the pages of the documentation are valid as they are written, with data files like those that they name.

Lines, zones and notes without a series are in `test_curves_page`, data files in `test_data_page`.
"""

from __future__ import annotations

import re
import shutil

import pytest

from sitegen import load_spec
from tests.conftest import CONTENT

KINDS = {"histograms": "histogram", "graphs": "graph"}
"""Kinds of the fragments on a page that has another name."""
STEPS = [(step, layer) for step in range(4) for layer in range(1, 4)]
RUNS = {
    "bars": "step,layer,norm\n0,a,0.1\n0,b,0.2\n1,a,0.3\n",
    "curves": "step,training,validation\n0,2,2.1\n1,1,1.2\n",
    "exploring": "step,norm\n" + "".join(f"{step},{layer / 10}\n" for step, layer in STEPS),
    "grid": "step,layer,gradient_norm\n" + "".join(f"{step},{layer},{layer / 10}\n" for step, layer in STEPS),
}
"""The file run.csv of each page."""
OTHERS = {
    "sigmoid.csv": "loss\n2\n1\n",
    "relu.csv": "loss\n2\n0.5\n",
    "nodes.csv": "node,value\na,1\nb,2\n",
    "edges.csv": "source,target,gradient\na,b,1\n",
    "gradients.csv": "layer 1,layer 2\n-0.1,0.2\n0.3,0.001\n0.02,-4\n",
}


def specs():
    for page in sorted({"curves", "bars", "grid", "histograms", "graphs", "exploring", "specs", "first-figure"}):
        text = (CONTENT / "docs" / f"{page}.md").read_text(encoding="utf-8")
        for found in re.finditer(r"^```yaml\n((?:kind:|params:(?!\n  lines)).*?)^```", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, found.start()) + 1
            yield pytest.param(page, found[1], id=f"{page}:{line}")


@pytest.mark.parametrize(("page", "written"), list(specs()))
def test_a_spec_of_a_page_is_valid(page, written, tmp_path):
    for name in ("relu-16.yaml", "scale-explorer.yaml"):
        shutil.copy(CONTENT / "figures" / name, tmp_path)
    for name, text in {**OTHERS, "run.csv": RUNS.get(page, "")}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    spec = tmp_path / "written.yaml"
    spec.write_text(written if written.startswith("kind") else f"kind: {KINDS.get(page, page)}\n{written}")
    load_spec(spec)


def test_there_are_many_of_them():
    assert len(list(specs())) >= 18
