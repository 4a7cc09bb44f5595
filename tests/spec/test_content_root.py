"""Where data files are looked for, as folders and links make it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.spec.content_root import ContentRoot


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "figures").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "content"),
    [("content/figures", "content"), ("content", "content"), ("content/figures/../figures", "content")],
)
def test_the_content_folder_is_the_nearest_one_upward(folder, content):
    Path("content/site.yaml").touch()
    assert ContentRoot.at(Path(folder)) == ContentRoot(Path(folder), Path(content))


def test_from_inside_it_is_shown_as_seen_from_there(monkeypatch):
    Path("content/site.yaml").touch()
    monkeypatch.chdir("content/figures")
    assert ContentRoot.at(Path()).root == Path("..")


def test_without_a_site_a_folder_is_its_own_content_folder():
    assert ContentRoot.at(Path("content/figures")).root == Path("content/figures")


def test_names_are_shown_without_detours():
    root = ContentRoot(Path("content/figures"), Path("content"))
    assert str(root.path("../data/./run.csv")) == "content/data/run.csv"
    assert root.contains(root.path("../data/run.csv"), follow_symlinks=False)
    assert not root.contains(root.path("../../run.csv"), follow_symlinks=False)
    assert not root.contains(root.path("../../content2/run.csv"), follow_symlinks=False)


def test_a_content_folder_that_is_a_link_holds_its_files():
    Path("link").symlink_to("content")
    root = ContentRoot(Path("link/figures"), Path("link"))
    assert root.contains(root.path("run.csv"))


def test_a_link_on_the_way_out_is_seen():
    Path("content/figures/up").symlink_to(os.pardir + "/" + os.pardir)
    root = ContentRoot(Path("content/figures"), Path("content"))
    assert root.contains(root.path("up/run.csv"), follow_symlinks=False)
    assert not root.contains(root.path("up/run.csv"))
