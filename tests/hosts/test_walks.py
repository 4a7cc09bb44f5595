"""The pages about hosts: their files and commands, followed as written in an empty folder, lead to a figure."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import CONTENT
from tests.hosts.blocks import DocError, read_blocks
from tests.hosts.cells import invalid_images
from tests.hosts.hosted import EXAMPLES
from tests.hosts.walks import walk

PAGES = sorted(page for page in (CONTENT / "hosts").glob("*.md") if page.stem != "index")
MOST_LINES = 9
"""From an empty folder to the first file with a figure, files and commands together; Hugo then puts that into a page."""
VALID_PAGE = """\
# A figure

Save this as `figures/wave.yaml`:

```yaml
kind: gradient-flow
params: {layers: [3, 2]}
```

Then draw it:

```console
$ pip install "sitegen-figures"
$ cd figures
$ sitegen render wave.yaml \\
    -o wave.svg
$ echo one; echo two
one
…o
$ echo "error: no wave.yml in the folder" && echo "look for wave.yaml" && false
error: ... in the folder
```

It also says what to do:

```text
look for wave.yaml
```

Add this to `../notes.md`:

````markdown
```figure
kind: ignored here
```
````
"""
INVALID_PAGES = {
    "fails": ("wave.yaml \\\n", "wavy.yaml \\\n", "sitegen render wavy.yaml     -o wave.svg fails"),
    "status": ("\nerror: ... in the folder\n", "\n", "&& false fails"),
    "answer": ("\none\n", "\nthree\n", "does not say 'three'"),
    "output": ("text\nlook", "text\nlock", "nothing says 'lock"),
    "program": ("$ cd figures", "$ drawfigures", "there is no program drawfigures"),
    "outside": ("`../notes.md`", "`../../notes.md`", "lies outside the reader's folder"),
    "nobody's": ("Add this to `../notes.md`:", "Like this:", "this block is no file, command or answer"),
    "two names": ("`../notes.md`:", "`../notes.md` or `a.md`:", "is this the file ../notes.md or a.md?"),
    "spec": ("kind: gradient-flow", "kind: gradient-flaw", "fails\nwave.yaml:1:7: error:"),
}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_leads_to_a_figure_as_written(page: Path, tmp_path: Path) -> None:
    reader = walk(page.read_text(encoding="utf-8"), tmp_path)
    assert reader.figures()
    assert reader.lines_to_figure <= MOST_LINES


def test_the_list_of_hosts_has_nothing_to_follow() -> None:
    assert read_blocks((CONTENT / "hosts/index.md").read_text(encoding="utf-8")) == []


def test_every_example_has_a_page() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} - {"themes"} <= {page.stem for page in PAGES}
    themes = (CONTENT / "docs" / "theme.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in themes for path in (EXAMPLES / "themes").glob("*.yaml"))


def test_a_valid_page_is_followed(tmp_path: Path) -> None:
    reader = walk(VALID_PAGE, tmp_path)
    assert reader.figures() == ["figures/wave.svg"]
    assert reader.lines_to_figure == 4
    assert (tmp_path / "work" / "notes.md").read_text() == "```figure\nkind: ignored here\n```\n"


@pytest.mark.parametrize(("true", "false", "said"), INVALID_PAGES.values(), ids=INVALID_PAGES)
def test_an_invalid_page_is_reported(true: str, false: str, said: str, tmp_path: Path) -> None:
    assert VALID_PAGE.count(true) == 1
    with pytest.raises(DocError, match=re.escape(said)):
        walk(VALID_PAGE.replace(true, false), tmp_path)


def test_a_page_that_makes_no_figure_has_none(tmp_path: Path) -> None:
    reader = walk("Save `figure.svg`:\n\n```xml\n<svg id='sg-wave-01234567'/>\n```\n", tmp_path)
    assert (reader.figures(), reader.lines_to_figure) == ([], None)


CELLS = "First:\n\n```python\nlayers = [3, 2]\n```\n\nThen:\n\n```python\nfrom sitegen import render_figure\n\nrender_figure({})\n```\n"


@pytest.mark.slow
def test_cells_run_together_and_show_a_figure(tmp_path: Path) -> None:
    reader = walk(CELLS.format('"gradient-flow", layers=layers'), tmp_path)
    assert (reader.figures(), reader.lines_to_figure) == (["cells.html"], 3)


@pytest.mark.slow
def test_a_cell_that_fails_is_caught(tmp_path: Path) -> None:
    with pytest.raises(DocError, match="ContentError"):
        walk(CELLS.format('"gradient-flow", layers=[]'), tmp_path)


AS_IS = "#| output: asis\nprint(text)\n"
PICTURE = '![Depth](depth.png){fig-alt="Every bar."}\n'


@pytest.mark.parametrize(
    ("source", "said", "untrue"),
    [
        (AS_IS, PICTURE, []),
        ("print(text)\n", "anything", []),
        (AS_IS, "", [""]),
        (AS_IS, "![Depth](depth.png)\n", ["![Depth](depth.png)\n"]),
        (AS_IS, PICTURE.replace("Every bar.", ""), [PICTURE.replace("Every bar.", "")]),
        (AS_IS, PICTURE.replace("depth", "wave"), [PICTURE.replace("depth", "wave")]),
    ],
)
def test_what_quarto_takes_for_markdown_must_be_a_picture_with_words(
    tmp_path: Path, source: str, said: str, untrue: list[str]
) -> None:
    (tmp_path / "depth.png").touch()
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": "chat"},
        {"output_type": "stream", "name": "stdout", "text": said},
    ]
    executed = tmp_path / "executed.ipynb"
    executed.write_text(json.dumps({"cells": [{"cell_type": "code", "source": source, "outputs": outputs}]}))
    assert invalid_images(executed) == untrue
