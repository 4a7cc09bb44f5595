"""The options of ``build`` that explain, measure and compare."""

from __future__ import annotations

import json
from functools import partial

import pytest

from sitegen.engine import dask_cluster


@pytest.fixture
def build(run, site):  # noqa: ARG001 - the site is built
    """Build the small site; return the output."""
    return lambda *options: run("build", *options)


def test_explain_says_what_changed_and_what_is_gone(build, site):
    page = site / "lessons" / "two.md"
    page.parent.mkdir()
    page.write_text("# Two\n")
    build()
    page.unlink()
    (site / "index.md").write_text("# Other\n")
    told = build("--explain").stdout.splitlines()
    assert told[0].startswith("build: ")
    assert "index.html: page index.html" in "\n".join(told)
    assert "lessons/two.html: removed, since nothing makes it any more" in told
    assert build("--explain").stdout.splitlines() == [f"{told[0]} (nothing changed)"]


def test_json_has_a_row_for_each_file_that_was_made(build, site):
    build()
    (site / "files.txt").write_text("hello")
    report = json.loads(build("--json").stdout)
    (row,) = report["made"]
    assert (row["path"], row["reason"], row["size"]) == ("files.txt", "it is new", 5)
    assert len(row["key"]) == 64
    assert row["milliseconds"] > 0
    assert (report["unchanged"], report["removed"]) == (False, [])
    assert json.loads(build("--json").stdout)["unchanged"] is True


def test_profile_names_figures_and_templates(build):
    build("--no-cache")
    told = build("--no-cache", "--profile").stdout
    assert "Slowest figures:" in told
    assert " ms  relu-4" in told
    assert " ms  pages/figure.html, 1 time, " in told
    build()
    assert "No figure was drawn.\nNo file was made.\n" in build("--profile").stdout


def test_an_equal_site_is_reproducible_and_a_changed_file_is_named(build, monkeypatch):
    build()
    done = build("--check-reproducible")
    assert (done.exit_code, done.stderr) == (0, "Another build from nothing made the same files.\n")
    monkeypatch.setattr("sitegen.site.reproducible.written_files", lambda _: frozenset({"index.html", ".sitegen"}))
    monkeypatch.setattr("sitegen.site.reproducible.file_digest", str)
    done = build("--check-reproducible")
    assert done.exit_code == 1
    assert done.stderr == (
        ".sitegen: another build made it differently\nindex.html: another build made it differently\n"
    )


@pytest.mark.parametrize("jobs", ["0", "many", "257"])
def test_a_wrong_number_of_jobs_is_refused(build, jobs):
    assert build("--jobs", jobs).exit_code == 2


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "dask=127.0.0.1", "dask=tcp://127.0.0.1", "ray=tcp://a:1"])
def test_a_wrong_address_of_a_cluster_is_refused(build, address):
    result = build("--executor", address)
    assert result.exit_code == 2
    assert f"'{address}' is no cluster; write dask=tcp://HOST:PORT" in " ".join(result.stderr.split())


def test_without_dask_the_message_says_what_to_install(build, monkeypatch):
    monkeypatch.setattr("sitegen.cli.build_command.find_spec", lambda _name: None)
    result = build("--executor", "dask=tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "pip install 'sitegen-figures[dask]'" in " ".join(result.stderr.split())


def test_a_cluster_that_is_not_there_is_an_error(build, site, tmp_path, monkeypatch):
    monkeypatch.setattr(dask_cluster, "DaskExecutor", partial(dask_cluster.DaskExecutor, seconds=1))
    for layers in range(2, 6):
        (site / "figures" / f"f{layers}.yaml").write_text(f"kind: gradient-decay\nparams:\n  num_layers: {layers}\n")
    result = build("--executor", "dask=tcp://127.0.0.1:1")
    assert result.exit_code == 1
    assert "the Dask scheduler at tcp://127.0.0.1:1 does not answer within 1 seconds" in " ".join(result.stderr.split())
    assert not (tmp_path / "build").exists()


def test_the_remote_cache_is_named_by_an_option_or_by_the_environment(build, monkeypatch, tmp_path):
    note = "Note: the remote cache http://127.0.0.1:1/a is not used: "
    given = build("--remote-cache", "http://me:secret@127.0.0.1:1/a", "--cache", tmp_path / "one")
    monkeypatch.setenv("SITEGEN_REMOTE_CACHE", "http://me:secret@127.0.0.1:1/a")
    found = build("--cache", tmp_path / "two")
    for result in (given, found):
        assert result.exit_code == 0
        assert note in result.stderr
        assert "secret" not in result.output


@pytest.mark.parametrize("options", [("--remote-cache", "ftp://me:secret@a/b"), ("--remote-upload",)])
def test_a_wrong_remote_cache_is_refused(build, options):
    result = build(*options)
    assert result.exit_code == 2
    assert "--remote-cache" in result.stderr
    assert "secret" not in result.output
