"""The published script is the one that is written in `templates/script`, and small."""

from __future__ import annotations

import gzip

import pytest

from sitegen.theme import template_folder

minify = pytest.importorskip("minify", reason="no wheel of tdewolff-minify for this machine")

SOURCES = ("common.js", "explorer.js", "player.js", "points.js", "start.js")
PUBLISHED = template_folder() / "assets" / "explore.js"
MOST_BYTES = 6144


def test_the_published_script_is_what_is_written(pytestconfig: pytest.Config):
    folder = template_folder() / "script"
    assert {file.name for file in folder.iterdir()} == set(SOURCES)
    written = "".join((folder / name).read_text(encoding="utf-8") for name in SOURCES)
    made = minify.string("application/javascript", f"(() => {{{written}}})()") + "\n"  # or its names would stay long
    if pytestconfig.getoption("accept"):
        PUBLISHED.write_text(made, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == made


def test_the_script_is_small():
    assert len(gzip.compress(PUBLISHED.read_bytes(), 9)) < MOST_BYTES
