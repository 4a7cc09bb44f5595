"""Stands in for Quarto where it is absent: ``quarto render FILE`` makes a page as Quarto does, or the LaTeX of a PDF.

Cells run in Jupyter, and pandoc writes the page: Quarto uses both. What it does itself between them and with the page, its
documentation and sources say; the parts that concern a figure are done here and in quarto.lua. Its own programs, its theme (but for
Bootstrap, on which that is built) and its scripts are not tested.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypandoc

from tests.hosts.cells import invalid_images, notebook

_CELL = re.compile(r"^```\{python\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PDF = re.compile(r"^format: pdf$", re.MULTILINE)
_BOOTSTRAP = files("mkdocs") / "themes/mkdocs/css/bootstrap.min.css"
_PAGE = {
    "include-before": '<main class="content">',
    "include-after": "</main>",
    "lang": "en",
}


def main() -> str | None:
    """What is wrong, for `sys.exit`."""
    document = Path(sys.argv[-1])
    if sys.argv[1:-1] != ["render"]:
        return "without Quarto, there is only `quarto render FILE`"
    text = document.read_text(encoding="utf-8")
    executed = document.with_suffix(".ipynb")
    executed.write_text(notebook(_CELL.findall(text)), encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--inplace", executed]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"the cells of {document} do not run\n{done.stderr}"
    if untrue := invalid_images(executed):
        return f"{document}: this shows no picture with an alternative text:\n{untrue[0]}"
    cells = iter(json.loads(executed.read_text(encoding="utf-8"))["cells"])
    markdown = _CELL.sub(lambda _found: cell_markdown(next(cells)), text)
    if _PDF.search(text):
        document.with_suffix(".tex").write_text(pandoc(markdown, "latex"), encoding="utf-8")
    else:
        document.with_suffix(".html").write_text(html_page(markdown), encoding="utf-8")
    return None


def cell_markdown(cell: dict[str, Any]) -> str:
    """What Quarto writes for a cell that has run: its code, unless it says otherwise, and what it has to show."""
    source = "".join(cell["source"])
    options = dict(re.findall(r"^#\| (\w+): (\w+)$", source, re.MULTILINE))
    if options.get("include") == "false":
        return ""
    shown = "" if options.get("echo") == "false" else f"``` {{.python .cell-code}}\n{source}\n```\n\n"
    for output in cell["outputs"]:
        if options.get("output") == "asis":
            shown += "".join(output["text"])
        elif "data" in output:
            html = "".join(output["data"]["text/html"])
            shown += f"::: {{.cell-output .cell-output-display}}\n```{{=html}}\n{html}\n```\n:::\n"
    return f"::: {{.cell}}\n{shown}\n:::\n"


def html_page(markdown: str) -> str:
    """The page: pandoc's, with classes of Bootstrap for figures and for tables of data, and nothing inside of templates."""
    page = pandoc(markdown, "html5", f"--lua-filter={Path(__file__).with_suffix('.lua')}")
    parts = re.split(r"(<script.*?</script>)", page, flags=re.DOTALL)
    parts[::2] = map(_finished, parts[::2])
    return "".join(parts)


def _finished(html: str) -> str:
    html = html.replace("</head>", f"<style>{_BOOTSTRAP.read_text(encoding='utf-8')}</style>\n</head>")
    html = html.replace("<figcaption>", '<figcaption class="figure-caption">')
    html = html.replace('<figure class="', '<figure class="figure ')
    html = re.sub(r'(<table class="[^"]*\bdataframe\b)', r"\1 table table-sm table-striped", html)
    return re.sub(r"(<template[^>]*>).*?</template>", r"\1</template>", html, flags=re.DOTALL)


def pandoc(markdown: str, form: str, *options: str) -> str:
    """A whole document."""
    variables = [f"--variable={name}:{value}" for name, value in _PAGE.items() if form == "html5"]
    written: str = pypandoc.convert_text(markdown, form, "markdown", [*options, *variables, "--standalone"])
    return written
