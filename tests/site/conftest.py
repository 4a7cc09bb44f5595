"""Small content folders, written file by file, and a place for a site."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.site.build import build_site, check_site

SITE = "title: Small\ndescription: A small site.\n"
INDEX = "# Home\n\nSee [one](lessons/one.md).\n\n```figure relu\n```\n"
ONE = """\
---
title: One
description: The first.
order: 1
---

## Part

```figure
kind: gradient-flow
params:
  layers: [3, 2]
```
"""
RELU = "kind: gradient-decay\ntitle: ReLU\nparams:\n  num_layers: 4\n"
FILES = {"site.yaml": SITE, "index.md": INDEX, "lessons/one.md": ONE, "figures/relu.yaml": RELU}


def files(folder):
    """The bytes of every file, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def content(tmp_path):
    """Write a content folder: the small site with the files given changed, added, or (None) left out."""

    def write(changes=None):
        folder = tmp_path / "content"
        for name, text in {**FILES, **(changes or {})}.items():
            if text is not None:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def built(content, tmp_path):
    """Build such a folder and return where the site lies."""

    def build(changes=None, **options):
        build_site(content(changes), tmp_path / "build", **options)
        return tmp_path / "build"

    return build


@pytest.fixture
def build(content, tmp_path):
    """Write such a folder and build it with the cache, into the same folder each time."""

    def made(changes=None, out="build", **options):
        return build_site(content(changes), tmp_path / out, **{"cache": tmp_path / "cache", **options})

    return made


@pytest.fixture
def problems(content):
    """The problems of such a folder: file name, line, column, message."""

    def find(changes=None, **options):
        folder = content(changes)
        try:
            found = check_site(folder, **options).diagnostics
        except ContentError as error:
            found = error.diagnostics
        return [(each.file.removeprefix(f"{folder}/"), each.line, each.column, each.message) for each in found]

    return find


@pytest.fixture
def out(tmp_path):
    """Where a site is to lie; the folder above is not there yet either."""
    return tmp_path / "work" / "build"
