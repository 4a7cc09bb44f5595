"""The page about kinds names every public name, and every field of a kind. `make accept` rewrites the names."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import import_module
from textwrap import fill

import pytest

from sitegen.kinds import FigureKind
from tests.conftest import CONTENT

FILE = CONTENT / "docs/kinds.md"
PAGE = FILE.read_text(encoding="utf-8")


def _public_names(module: str) -> list[str]:
    return [name for name in dir(import_module(module)) if not name.startswith("_")]


def test_it_lists_every_public_name(pytestconfig: pytest.Config) -> None:
    start, heading, listed = PAGE.partition("## What a kind may import")
    pattern = re.compile(r"^`(sitegen\.kinds[\w.]*)` has (.+?:)\n(.+?)\.$", re.MULTILINE | re.DOTALL)
    assert len(pattern.findall(listed)) == 7

    def with_names(found: re.Match[str]) -> str:
        names = sorted(_public_names(found[1]), key=str.lower)
        return f"`{found[1]}` has {found[2]}\n" + fill(", ".join(f"`{name}`" for name in names) + ".", 132)

    wanted = start + heading + pattern.sub(with_names, listed)
    if pytestconfig.getoption("--accept"):
        FILE.write_text(wanted, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == wanted, "public names have changed: run `make accept`"


def test_it_explains_every_field_of_a_kind() -> None:
    table = PAGE.partition("Table: Fields of FigureKind")[2].partition("\n\nA mark")[0]
    named = {
        name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1] if "|" in row else "")
    }
    assert named == {field.name for field in fields(FigureKind)}


def test_the_names_to_begin_with_are_public() -> None:
    table = PAGE.partition("Table: Where to begin")[2].partition("\n\n`help")[0]
    for row in re.findall(r"^\| .+ \| (`.+) \|$", table, re.MULTILINE):
        for names, module in re.findall(r"((?:`\w+`(?:, | and )?)+)(?: and others)? of `(\w+)`", row):
            assert {*re.findall(r"`(\w+)`", names)} <= {*_public_names(f"sitegen.kinds.{module}")}, row
