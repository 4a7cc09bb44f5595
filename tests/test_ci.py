"""Which changes need the tests of other tools."""

from __future__ import annotations

import runpy
import subprocess

import pytest

from tests.conftest import ROOT

SCRIPT = runpy.run_path(str(ROOT / ".ci/needs_hosts.py"))


@pytest.mark.parametrize(
    ("changed", "needed"),
    [
        ([], True),
        (["README.md", "sitegen/kinds/figure_kind.py", "content/docs/data.md", "tests/page/test_block.py"], False),
        (["README.md", "sitegen/integrations/mkdocs.py"], True),
        (["sitegen/page/fragment.py"], True),
        (["sitegen/resolve/references.py"], True),
        (["templates/assets/figure.css"], True),
        (["content/hosts/sphinx.md"], True),
        (["content/hosts.md", "sitegen/pages.py"], False),
        ([".ci/requirements/hosts.txt"], True),
    ],
)
def test_hosts_are_tested_where_the_change_can_reach_them(changed: list[str], needed: bool):
    assert SCRIPT["needs_hosts"](changed) == needed


def test_every_path_that_counts_exists():
    assert [path for path in SCRIPT["HOST_PATHS"] if not (ROOT / path).exists()] == []


def test_the_change_is_everything_since_the_main_branch(tmp_path, monkeypatch):
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, capture_output=True)

    monkeypatch.chdir(tmp_path)
    assert SCRIPT["changed_paths"]() == []
    git("init", "--initial-branch", "main")
    (tmp_path / "old").touch()
    git("add", ".")
    git("commit", "--message", "one")
    assert SCRIPT["changed_paths"]() == []
    git("checkout", "-b", "change")
    (tmp_path / "committed").touch()
    git("add", ".")
    git("commit", "--message", "two")
    (tmp_path / "old").write_text("edited")
    (tmp_path / "é new").touch()
    assert SCRIPT["changed_paths"]() == ["committed", "old", "é new"]


def test_without_git_nothing_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert SCRIPT["changed_paths"]() == []
