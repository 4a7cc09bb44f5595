"""Where data files are looked for, as folders and links make it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.site.config import CONFIG_NAME
from sitegen.spec.content_root import CONTENT_MARK, ContentRoot


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "figures").mkdir(parents=True)
    return tmp_path


def test_the_mark_of_a_content_folder_is_the_configuration_of_a_site():
    assert CONTENT_MARK == CONFIG_NAME


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
    assert ContentRoot.at(Path()).content == Path("..")


def test_without_a_site_a_folder_is_its_own_content_folder():
    assert ContentRoot.at(Path("content/figures")).content == Path("content/figures")


def test_names_are_shown_without_detours():
    home = ContentRoot(Path("content/figures"), Path("content"))
    assert str(home.path("../data/./run.csv")) == "content/data/run.csv"
    assert home.holds(home.path("../data/run.csv"))
    assert not home.holds(home.path("../../run.csv"))
    assert not home.holds(home.path("../../content2/run.csv"))


def test_a_content_folder_that_is_a_link_holds_its_files():
    Path("link").symlink_to("content")
    home = ContentRoot(Path("link/figures"), Path("link"))
    assert home.really_holds(home.path("run.csv"))


def test_a_link_on_the_way_out_is_seen():
    Path("content/figures/up").symlink_to(os.pardir + "/" + os.pardir)
    home = ContentRoot(Path("content/figures"), Path("content"))
    assert home.holds(home.path("up/run.csv"))
    assert not home.really_holds(home.path("up/run.csv"))
