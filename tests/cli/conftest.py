"""The command line in an empty folder, and a small site in it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from sitegen.cli import cli
from tests.cli.processes import PAGE, RELU


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, **options: CliRunner().invoke(
        cli, [str(word) for word in words], prog_name="sitegen", **options
    )


@pytest.fixture
def site(tmp_path):
    """A small site, made by hand."""
    files = {"site.yaml": "title: Site\ndescription: A site.\n", "index.md": PAGE, "figures/relu-4.yaml": RELU}
    for name, text in files.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text)
    return tmp_path / "content"
