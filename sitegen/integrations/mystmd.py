"""The plugin ``sitegen-mystmd`` for mystmd and Jupyter Book 2: the directive ``figure-spec``, as an executable plugin.

mystmd starts the program once without arguments, and again for every directive. The first answer imports the standard library
only.
"""

from __future__ import annotations

import json
import os
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from sitegen.description.sentences import Table
    from sitegen.figure import Figure
    from sitegen.integrations.figure_request import FigureRequest, FigureResult

NAME = "figure-spec"
PLUGIN: dict[str, Any] = {
    "name": "sitegen figures",
    "directives": [
        {
            "name": NAME,
            "doc": "A figure about gradients, from a spec in the text or in a file.",
            "arg": {"type": "string", "doc": "Name of a file with the spec; it begins at the folder of the page."},
            "options": {"name": {"type": "string", "doc": "Label for cross-references.", "alias": ["label"]}},
            "body": {"type": "string", "doc": "The spec, in YAML."},
        }
    ],
}
Node = dict[str, Any]
"""A node of the MyST syntax tree, as JSON."""
_NAMES_FILES = re.compile(r"\b(file|figure)[\"']?[ \t]*:(?![ \t]*[\"']?/)")
"""A name of a file or figure relative to the page; a leading slash is the folder of the project."""
_NOT_PAGES = frozenset({"_build", "node_modules"})


def main() -> None:
    """Answer mystmd: the description of the plugin, or the tree of one directive. Errors go to standard error, with exit code 1."""
    sys.exit(answer(sys.argv[1:], sys.stdin, sys.stdout))


def answer(arguments: list[str], given: TextIO, out: TextIO) -> int:
    """Read a request from `given` and write the answer to `out`, both as JSON; return the exit code."""
    if not arguments:
        json.dump(PLUGIN, out)
        return 0
    if arguments != ["--directive", NAME]:
        sys.stderr.write(f"usage: sitegen-mystmd [--directive {NAME}]\n")
        return 2
    try:
        data = json.load(given)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        sys.stderr.write("sitegen-mystmd: the standard input holds no directive in JSON, as mystmd sends it\n")
        return 2
    result = _result(data, Path())
    sys.stderr.writelines(f"{problem}\n" for problem in result.problems)
    if result.figure is None:
        return 1
    label = str((data.get("options") or {}).get("name") or "")
    json.dump([_container(result.figure, label), _details(result.figure.description.table)], out)
    return 0


def _result(data: Node, root: Path) -> FigureResult:
    """The result of a directive. mystmd passes its line, but not its page, so that pages with it are searched."""
    from sitegen.integrations.figure_request import FigureResult, figure_from

    request = _request(data, root)
    found = (each for page in _pages(root) if (each := _at(page, request)))
    first = next(found, request)
    if not _NAMES_FILES.search(f"file: {request.file}" if request.file else request.text):
        return figure_from(first)
    other = next((each for each in found if each.document.parent != first.document.parent), None)
    if other is None:
        return figure_from(first)
    message = (
        f"{first.document} and {other.document} both have this in line {request.line}; nobody knows which is meant"
    )
    problem = first.problem(message, "begin the name of the file with /, or move one of the two to another line")
    return FigureResult(problems=(problem,))


def _request(data: Node, root: Path) -> FigureRequest:
    from sitegen.integrations.figure_request import FigureRequest

    node = data.get("node") or {}
    body: Node = next((child for child in node.get("children", ()) if child.get("type") == "mystDirectiveBody"), {})
    return FigureRequest(
        document=root / "page.md",
        root=root,
        text=str(data.get("body") or ""),
        file=str(data.get("arg") or ""),
        line=_line(node),
        text_line=_line(body),
        number=max(_line(node), 1),  # the number of figures before it is not known
    )


def _line(node: Node) -> int:
    return int(node.get("position", {}).get("start", {}).get("line", 0))


def _at(page: Path, request: FigureRequest) -> FigureRequest | None:
    """`request` with the path `page`, if the page has this directive in this line."""
    try:
        lines = ["", *page.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:  # a dangling symlink, or no permission
        return None
    if not 0 < request.line < len(lines):
        return None
    directive, given = f"{{{NAME}}} {request.file}".rstrip(), request.text.splitlines()
    body = lines[request.text_line : request.text_line + len(given)] if request.text_line else []
    if not lines[request.line].rstrip().endswith(directive) or len(body) < len(given):
        return None
    if not all(line.rstrip().endswith(one.rstrip()) for line, one in zip(body, given, strict=True)):
        return None
    return replace(request, document=page, indent=len(body[0]) - len(given[0]) if given else 0)


def _pages(root: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _NOT_PAGES and not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(files) if name.endswith(".md"))


def _container(figure: Figure, label: str) -> Node:
    """A numbered figure of MyST: picture, alternative text, caption and legend."""
    address = f"data:image/svg+xml;base64,{b64encode(figure.svg.encode()).decode()}"
    image = {"type": "image", "url": address, "alt": figure.alt, "width": f"{figure.spec.width}px"}
    caption = [_node("strong", _text(figure.title))]
    if figure.caption:
        caption.append(_text(f" {figure.caption}"))
    legend = [_node("paragraph", _text(each)) for each in (figure.description.summary("page"), figure.note) if each]
    container = _node("container", image, _node("caption", _node("paragraph", *caption)), _node("legend", *legend))
    return {**container, "kind": "figure", **({"label": label, "identifier": label.lower()} if label else {})}


def _details(table: Table) -> Node:
    """The data table in a ``details`` element, with column and row headers."""
    from sitegen.description.sentences import text_of

    heading = [_cell(text_of(column.heading, "page"), header=True) for column in table.columns]
    rows = [
        _node("tableRow", *(_cell(text_of(cell, "page"), header=index == 0) for index, cell in enumerate(row)))
        for row in table.rows
    ]
    name = _node("summary", _text(f"Data table: {table.caption}"))
    return _node("details", name, _node("table", _node("tableRow", *heading), *rows))


def _cell(text: str, *, header: bool) -> Node:
    cell = _node("tableCell", _text(text))
    return {**cell, "header": True} if header else cell


def _node(kind: str, *children: Node) -> Node:
    return {"type": kind, "children": list(children)}


def _text(text: str) -> Node:
    return {"type": "text", "value": text}


if __name__ == "__main__":
    main()
