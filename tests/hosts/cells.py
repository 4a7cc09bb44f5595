"""Cells of Python, from a page or from a Quarto document, as a notebook that nbconvert can run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_IMAGE = re.compile(r'!\[[^\]]+\]\((?P<file>\S+)\)\{fig-alt="(?P<alt>[^"]+)"\}\s*')
_AS_IS = re.compile(r"^#\| output: asis$", re.MULTILINE)


def notebook(cells: list[str]) -> str:
    """The JSON of a notebook that has not run yet."""
    made = [
        {"cell_type": "code", "id": f"cell-{number}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for number, text in enumerate(cells)
    ]  # fmt: skip
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def invalid_images(executed: Path) -> list[str]:
    """What the cells with ``output: asis`` say that is no picture beside the notebook with an alternative text.

    Quarto reads the output of such a cell as Markdown.
    """
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    said = ["".join(map(_printed, cell["outputs"])) for cell in cells if _AS_IS.search("".join(cell["source"]))]
    return [text for text in said if not _is_image(text, executed.parent)]


def _printed(output: dict[str, Any]) -> str:
    return "".join(output["text"]) if output.get("name") == "stdout" else ""


def _is_image(text: str, folder: Path) -> bool:
    found = _IMAGE.fullmatch(text)
    return found is not None and (folder / found["file"]).is_file()
