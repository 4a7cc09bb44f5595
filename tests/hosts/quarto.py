"""Stands in for Quarto where it is absent: ``quarto render FILE`` runs the cells of a document through nbconvert.

So neither Quarto's reading of the document nor the page that it would write is tested.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.hosts.blocks import read_blocks
from tests.hosts.cells import notebook, untrue_images


def main() -> str | None:
    """What is wrong, for `sys.exit`."""
    document = Path(sys.argv[-1])
    if sys.argv[1:-1] != ["render"]:
        return "without Quarto, there is only `quarto render FILE`"
    blocks = read_blocks(document.read_text(encoding="utf-8"))
    executed = document.with_suffix(".ipynb")
    executed.write_text(notebook([block.text for block in blocks if block.language == "{python}"]), encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--inplace", executed]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"the cells of {document} do not run\n{done.stderr}"
    if untrue := untrue_images(executed):
        return f"{document}: this shows no picture with an alternative text:\n{untrue[0]}"
    return None
