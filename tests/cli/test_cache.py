from __future__ import annotations

import pytest

from sitegen.engine.store import Store


@pytest.fixture
def cache(tmp_path):
    store = Store(tmp_path / "cache")
    for number in range(3):
        store.put(f"{number:064}", bytes(10**6) + bytes([number]))
    return str(store.folder)


def test_info_says_where_it_is_and_how_large(run, cache):
    assert run("cache", "info", "--cache", cache).stdout == f"{cache}: 3 entries, 3.0 MB, at most 2,147.5 MB\n"


def test_prune_keeps_as_much_as_is_asked_for(run, cache):
    assert run("cache", "prune", "--cache", cache, "--keep", "1.5M").stdout == "Deleted 2 entries, 2.0 MB\n"
    assert run("cache", "info", "--cache", cache).stdout.startswith(f"{cache}: 1 entry, 1.0 MB")


def test_prune_takes_bytes(run, cache):
    assert run("cache", "prune", "--cache", cache, "--keep", "1000100B").stdout == "Deleted 2 entries, 2.0 MB\n"
    assert run("cache", "prune", "--cache", cache, "--keep", "0").stdout == "Deleted 1 entry, 1.0 MB\n"


def test_clear_deletes_all(run, cache, tmp_path):
    assert run("cache", "clear", "--cache", cache).stdout == "Deleted 3 entries, 3.0 MB\n"
    assert run("cache", "clear", "--cache", cache).stdout == "Deleted 0 entries, 0.0 MB\n"
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_size_or_no_cache_is_refused(run, cache, tmp_path):
    assert "'much' is no size such as 500M or 2G" in run("cache", "prune", "--cache", cache, "--keep", "much").stderr
    done = run("cache", "prune", "--cache", cache, "--keep", "200")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'200' has no unit. Write 200M for megabytes, or k or G" in done.stderr
    (tmp_path / "thesis.tex").touch()
    for command in ("prune", "clear"):
        result = run("cache", command, "--cache", str(tmp_path))
        assert (result.exit_code, "is not a cache of sitegen" in result.stderr) == (2, True)
    assert (tmp_path / "thesis.tex").exists()
