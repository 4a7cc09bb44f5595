"""A build with nothing to do does nothing; after any change it makes what a build without a cache makes."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from sitegen import ContentError
from sitegen.errors import OutputError
from sitegen.site.build import build_site
from tests.engine.faults import failing
from tests.site.conftest import SITE, files

HEAVY = {"jinja2", "markdown_it", "msgspec", "numpy", "pydantic", "pygments", "svgwrite", "yaml"}
PROGRAM = (
    "import json, sys; from sitegen.__main__ import main\ntry: main()\nfinally: print(json.dumps(sorted(sys.modules)))"
)


def facts(folder):
    """All but the time of reading, by path."""
    found = {path: path.lstat() for path in (folder, *folder.rglob("*"))}
    return {path: (each.st_ino, each.st_mode, each.st_nlink, each.st_ctime_ns) for path, each in found.items()}


def test_nothing_is_imported_and_no_file_of_the_site_is_touched(content, tmp_path):
    places = ("--out", str(tmp_path / "build"), "--cache", str(tmp_path / "cache"))
    command = [sys.executable, "-c", PROGRAM, "build", str(content()), *places]
    first = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    before = facts(tmp_path / "build")
    again = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert {*json.loads(first[1]), "msgspec"} >= HEAVY
    assert {*HEAVY, "webbrowser"}.isdisjoint(json.loads(again[1]))
    assert facts(tmp_path / "build") == before
    assert again[0] == f"{first[0]} (nothing changed)"


def test_a_changed_spec_needs_nothing_that_reads_markdown(content, tmp_path):
    command = [sys.executable, "-c", PROGRAM, "build", str(content()), "--out", str(tmp_path / "build")]
    subprocess.run(command, check=True, capture_output=True)
    content({"figures/relu.yaml": "kind: gradient-decay\nparams:\n  num_layers: 5\n"})
    loaded = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[1])
    assert {"markdown_it", "mdit_py_plugins"}.isdisjoint(loaded)
    assert "svgwrite" in loaded


def test_a_changed_page_needs_nothing_that_draws(content, tmp_path):
    command = [sys.executable, "-c", PROGRAM, "build", str(content()), "--out", str(tmp_path / "build")]
    subprocess.run(command, check=True, capture_output=True)
    content({"lessons/two.md": "# Two\n\nAnother text.\n"})
    loaded = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[1])
    assert {"numpy", "svgwrite"}.isdisjoint(loaded)
    assert "markdown_it" in loaded


def test_warnings_are_told_again(build):
    page = "# Two\n\n<b>bold</b>\n"
    first, again = build({"lessons/two.md": page}), build({"lessons/two.md": page})
    assert again.unchanged
    assert again.diagnostics == first.diagnostics != ()
    with pytest.raises(ContentError):
        build({"lessons/two.md": page}, strict=True)


CHANGES = {
    "text": {"lessons/one.md": "# One\n\nOther words.\n"},
    "title": {"lessons/one.md": "# Another title\n"},
    "spec": {"figures/relu.yaml": "kind: gradient-decay\nparams:\n  num_layers: 5\n"},
    "settings": {"site.yaml": f"{SITE}lang: de\n"},
    "new page": {"lessons/two.md": "# Two\n"},
    "new file": {"lessons/notes.txt": "x"},
    "template": {"templates/pages/missing.html": "Nothing"},
    "style": {"templates/assets/print.css": "p { color: red; }"},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_built_and_so_is_its_end(build, content, tmp_path, name):
    build()
    first = files(tmp_path / "build")
    assert not build(CHANGES[name]).unchanged
    build(CHANGES[name], out="clean", cache=None)
    assert files(tmp_path / "build") == files(tmp_path / "clean") != first
    assert build(CHANGES[name]).unchanged
    for gone in CHANGES[name]:
        (content() / gone).unlink(missing_ok=True)
    assert not build().unchanged
    assert files(tmp_path / "build") == first
    assert build().unchanged


def test_options_and_the_date_count(build, monkeypatch):
    build()
    assert not build(base_url="https://example.org/").unchanged
    assert build(base_url="https://example.org/").unchanged
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert not build(base_url="https://example.org/").unchanged


def test_another_version_of_sitegen_counts(build, monkeypatch):
    build()
    monkeypatch.setattr("sitegen.site.last_build.code_digest", lambda _folders, _store: "another")
    assert not build().unchanged


def test_a_changed_or_deleted_output_is_made_again(build, tmp_path):
    build()
    expected = files(tmp_path / "build")
    for change in (
        lambda path: path.unlink(),
        lambda path: path.write_text("x"),
        lambda path: path.with_name(".sitegen").write_text(path.with_name(".sitegen").read_text()),
    ):
        change(tmp_path / "build" / "index.html")
        assert not build().unchanged
        assert files(tmp_path / "build") == expected


def test_files_of_others_do_not_count(build, tmp_path):
    build()
    (tmp_path / "build" / "CNAME").write_text("example.org")
    assert build().unchanged


def test_a_data_file_that_is_hidden_is_read_every_time(build, content, tmp_path):
    spec = "kind: gradient-flow\nparams:\n  layers: {file: .runs/a.csv, column: width}\n"
    folder = content({"figures/run.yaml": spec})
    (folder / "figures" / ".runs").mkdir()
    for widths in ("3\n2", "3\n4"):
        (folder / "figures" / ".runs" / "a.csv").write_text(f"width\n{widths}\n")
        assert not build({"figures/run.yaml": spec}).unchanged
        build({"figures/run.yaml": spec}, out="clean", cache=None)
        assert files(tmp_path / "build") == files(tmp_path / "clean")


def test_a_file_that_changes_during_the_build_is_built_next_time(build, content):
    spec = content() / "figures" / "relu.yaml"
    text = spec.read_text()

    def meddle(*_news):
        spec.write_text(text.replace("4", "9"))
        spec.write_text(text)

    build(progress=meddle)
    assert not build().unchanged


def test_a_killed_build_is_cleaned_up(build, tmp_path):
    build()
    (tmp_path / ".build.sitegen-0123456789ab").mkdir()
    assert not build().unchanged


def test_a_cache_is_neither_content_nor_output(build, tmp_path):
    for place in ("content/cache", "build/cache"):
        with pytest.raises(OutputError, match="--cache"):
            build(cache=tmp_path / place)


@pytest.mark.parametrize(
    ("number", "first", "step"),
    [
        (errno.ENOSPC, 1, 10),
        (errno.EACCES, 6, 10),
        *(pytest.param(number, 1, 1, marks=pytest.mark.matrix) for number in (errno.ENOSPC, errno.EACCES)),
    ],
)
def test_no_fault_of_the_cache_stops_a_build(build, tmp_path, number, first, step):
    """One file operation fails, in the matrix each of them in turn; or all do, from the first or the third on."""
    build(out="clean", cache=None)
    with failing(tmp_path / "cache", 0) as count:
        build()
    for at in (*range(first, count.seen + 1, step), -1, -3):
        with failing(tmp_path / "cache", at, number):
            build()
        assert files(tmp_path / "build") == files(tmp_path / "clean")


def test_the_second_of_two_builds_waits(content, tmp_path):
    told, later, waiting = [], [], threading.Event()
    build = partial(build_site, content(), tmp_path / "build", cache=tmp_path / "cache")

    def begin_another(stage, done, _total):
        if (stage, done) == ("Drawing figures", 1):
            later.append(pool.submit(build, progress=wait))
            waiting.wait(60)

    def wait(stage, *_):
        told.append(stage)
        waiting.set()

    with ThreadPoolExecutor(1) as pool:
        assert not build(progress=begin_another).unchanged
        assert later[0].result().unchanged
    assert told == ["Waiting for another build of this site"]
