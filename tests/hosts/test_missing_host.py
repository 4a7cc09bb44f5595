"""An adapter whose tool is not installed says so in one sentence, and what to install."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.hosts.hosted import run_host

NEEDS = {
    "markdown": ("Python-Markdown and the PyMdown Extensions", ["markdown", "pymdownx", "pymdownx.superfences"]),
    "mkdocs": ("MkDocs or ProperDocs, and the PyMdown Extensions", ["mkdocs", "pymdownx.superfences"]),
    "pelican": ("Pelican and the PyMdown Extensions", ["pelican", "pymdownx.superfences"]),
    "sphinx": ("Sphinx", ["docutils", "sphinx"]),
    "zensical": ("Zensical and the PyMdown Extensions", ["zensical", "pymdownx.superfences"]),
}
PROGRAM = """
import sys
class Gone:
    def find_spec(name, path=None, target=None):
        if name == "{missing}":
            raise ModuleNotFoundError(name=name)
sys.meta_path.insert(0, Gone)
import sitegen.integrations.{adapter}
"""


@pytest.mark.parametrize(("adapter", "missing"), [(name, each) for name in NEEDS for each in NEEDS[name][1]])
def test_without_its_tool_an_adapter_says_what_is_missing(tmp_path: Path, adapter: str, missing: str):
    program = PROGRAM.format(adapter=adapter, missing=missing)
    done = run_host(sys.executable, "-c", program, folder=tmp_path, module=False)
    assert done.stderr.count("Error") == 1
    assert done.stderr.strip().splitlines()[-1] == (
        f'ImportError: sitegen.integrations.{adapter} needs {NEEDS[adapter][0]}: pip install "sitegen-figures[{adapter}]"'
    )
