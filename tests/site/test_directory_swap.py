"""Readers never miss the site, what killed builds left is cleaned up, and builds at the same time do not mix."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import textwrap
import threading

import pytest

from sitegen.site.output_swap import swap_directories
from sitegen.site.staged_output import staged
from tests.site.written import tree, write_site


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="renameat2 is Linux's")
def test_the_exchange_is_one_step(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    swap_directories(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "name").read_text() == "other"
    assert (tmp_path / "other" / "name").read_text() == "one"
    with pytest.raises(FileNotFoundError):
        swap_directories(tmp_path / "one", tmp_path / "missing")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="renameat2 is Linux's")
def test_a_reader_never_meets_a_missing_site(out):
    write_site(out, {"index.html": "0"})
    missed, done = [], threading.Event()

    def read():
        while not done.is_set():
            try:
                (out / "index.html").read_text()
            except FileNotFoundError as error:
                missed.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(50):
        write_site(out, {"index.html": str(number)})
    done.set()
    reader.join()
    assert missed == []


KILLED = """
import os, pathlib, sys
from sitegen.site.staged_output import staged
with staged(pathlib.Path(sys.argv[1]), []) as folder:
    (folder / "index.html").write_text("half")
    os._exit(9)
"""


def test_what_a_killed_build_left_behind_is_cleaned(out):
    write_site(out, {"index.html": "one"})
    subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), out], check=False)
    assert len(os.listdir(out.parent)) == 2
    lookalike = out.parent / ".build.sitegen-mine"
    lookalike.mkdir()
    (lookalike / "thesis.tex").write_text("years of work")
    write_site(out, {"index.html": "two"})
    assert sorted(os.listdir(out.parent)) == [".build.sitegen-mine", "build"]
    assert tree(out) == {"index.html": "two"}


def test_a_build_leaves_the_staging_of_another_alone(out):
    with staged(out, []) as slow:
        (slow / "index.html").write_text("slow")
        write_site(out, {"index.html": "quick"})
        assert slow.is_dir()
        assert tree(out) == {"index.html": "quick"}
    assert tree(out) == {"index.html": "slow"}
    assert os.listdir(out.parent) == ["build"]


def build_often(out, name):
    for number in range(30):
        write_site(out, {"index.html": f"{name}{number}", "other.html": f"{name}{number}"})


def test_builds_at_the_same_time_each_leave_a_whole_site(out):
    spawn = multiprocessing.get_context("fork")
    builds = [spawn.Process(target=build_often, args=(out, name)) for name in "abc"]
    for build in builds:
        build.start()
    for build in builds:
        build.join(300)
    assert [build.exitcode for build in builds] == [0, 0, 0]
    site = tree(out)
    assert site["index.html"] == site["other.html"]
    assert os.listdir(out.parent) == ["build"]
