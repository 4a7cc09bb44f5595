from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.engine.cache_folder import check_cache_folder, default_folder, opened_store, own_store
from sitegen.errors import OutputError


@pytest.mark.parametrize(
    ("variable", "expected"),
    [("/x/y", "/x/y/sitegen"), ("", "/home/me/.cache/sitegen"), ("relative", "/home/me/.cache/sitegen")],
)
def test_the_default_folder_is_that_of_the_xdg_specification(monkeypatch, variable, expected):
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("XDG_CACHE_HOME", variable)
    assert default_folder() == Path(expected)


def test_no_folder_is_a_store_for_one_build():
    notes = []
    with opened_store(None, notes) as store:
        store.put("a" * 64, b"x")
        assert store.get("a" * 64) == b"x"
    assert not store.folder.exists()
    assert notes == []


def test_a_folder_that_cannot_be_made_costs_a_note(tmp_path):
    (tmp_path / "file").touch()
    notes = []
    with opened_store(tmp_path / "file" / "cache", notes) as store:
        store.put("a" * 64, b"x")
        assert store.get("a" * 64) == b"x"
    (note,) = notes
    assert note.startswith("there is no cache, since its folder cannot be used: ")
    assert "Not a directory" in note


def test_a_folder_of_others_is_never_used(tmp_path):
    (tmp_path / "thesis.tex").touch()
    notes = []
    with opened_store(tmp_path, notes) as store:
        store.put("a" * 64, b"x")
    assert "has files that are not of a cache" in notes[0]
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
    with pytest.raises(OutputError, match="is not a cache of sitegen"), own_store(tmp_path):
        pass


@pytest.mark.parametrize(("cache", "used"), [("content/cache", "content"), ("content", "content"), (".", "content")])
def test_a_cache_is_not_among_the_content(tmp_path, cache, used):
    with pytest.raises(OutputError, match="cannot be in the content folder"):
        check_cache_folder(tmp_path / cache, tmp_path / used, "the content folder")


def test_a_cache_in_use_is_not_emptied(tmp_path):
    with opened_store(tmp_path / "cache", []) as store:
        store.put("a" * 64, b"x")
        with pytest.raises(OutputError, match="a build uses the cache"), own_store(tmp_path / "cache"):
            pass
    with own_store(tmp_path / "cache") as same:
        assert same.clear().entries == 1
    assert not os.path.lexists(tmp_path / "cache")
