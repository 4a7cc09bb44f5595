"""A small site with a slider, and its preview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.served import Served, serving

FILES = {
    "site.yaml": "title: Small\ndescription: A small site.\n",
    "index.md": "---\ntitle: Home\n---\n\nFirst words.\n\n```figure plain\n```\n\nMore words.\n\n```figure slider\n```\n",
    "other.md": "---\ntitle: Other\n---\n\nOther words.\n",
    "figures/plain.yaml": "kind: gradient-decay\ntitle: Plain\nparams:\n  num_layers: 4\n  activation: relu\n",
    "figures/slider.yaml": (
        "kind: gradient-decay\ntitle: With a slider\nparams:\n  num_layers: 5\n  activation: relu\n"
        "explore:\n  init_scale: {from: 0.5, to: 2, step: 0.5}\n"
    ),
}


def write(content: Path, name: str, text: str) -> None:
    """Write a file as editors do: beside it, and then in its place."""
    path = content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}~")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def write_all(content: Path) -> None:
    """Write the small site, and delete everything else."""
    for path in sorted(content.rglob("*"), reverse=True):
        if path.relative_to(content).as_posix() not in FILES:
            path.rmdir() if path.is_dir() and not any(path.iterdir()) else path.is_dir() or path.unlink()
    for name, text in FILES.items():
        write(content, name, text)


def save(served: Served, content: Path, name: str, text: str) -> dict[str, Any]:
    """Write a file, and wait for the update that follows."""
    with served.updates() as updates:
        next(updates)
        write(content, name, text)
        return next(updates)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder of a small site."""
    write_all(tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def served(content: Path) -> Iterator[Served]:
    """A preview of it, whose first site is complete."""
    with serving(content) as found:
        found.printed(" pages, ")
        yield found
