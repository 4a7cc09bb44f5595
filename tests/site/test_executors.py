"""Figures drawn by executors: the same site, whatever draws it, and the old one if nothing does."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from sitegen.errors import ExecutorError
from sitegen.site import same_program
from sitegen.site.build import build_site
from tests.site.written import contents

DATA = "kind: gradient-flow\nparams:\n  layers: {file: norms.csv, column: a}\n"


class Recorded(Executor):
    """Does all work in this process, as another machine would: it gets and gives only bytes."""

    def __init__(self, around=None):
        self.calls = 0
        self._around = around or (lambda work: work())

    def submit(self, function, /, *arguments):
        self.calls += 1
        sent = pickle.dumps((function, arguments))
        future = Future()

        def work():
            function, arguments = pickle.loads(sent)  # noqa: S301 - our own
            return pickle.loads(pickle.dumps(function(*arguments)))  # noqa: S301 - our own

        try:
            future.set_result(self._around(work))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


@pytest.fixture
def many(content):
    """A site of many figures, one of which reads a data file."""
    figures = {
        f"figures/f{number}.yaml": f"kind: gradient-decay\nparams:\n  num_layers: {number + 2}\n"
        for number in range(12)
    }
    return content({**figures, "figures/data.yaml": DATA, "figures/norms.csv": "a\n3\n2\n"})


@pytest.fixture
def expected(many, tmp_path):
    """The same site, made by one process."""
    build_site(many, tmp_path / "expected")
    return contents(tmp_path / "expected")


def test_threads_make_the_same_site(many, tmp_path, expected):
    with ThreadPoolExecutor(2) as pool:
        build_site(many, tmp_path / "build", executor=pool, jobs=2)
    assert contents(tmp_path / "build") == expected


def test_workers_need_no_file_of_the_content(many, tmp_path, expected):
    def without_content(work):
        many.rename(tmp_path / "away")
        try:
            return work()
        finally:
            (tmp_path / "away").rename(many)

    executor = Recorded(without_content)
    build_site(many, tmp_path / "build", executor=executor)
    assert executor.calls > 0
    assert contents(tmp_path / "build") == expected


def test_a_figure_that_only_a_worker_cannot_draw_is_drawn_here(many, tmp_path, expected):
    def failing(work):
        seconds, drawings = work()
        return seconds, [each._replace(parts=None) for each in drawings]

    build_site(many, tmp_path / "build", executor=Recorded(failing))
    assert contents(tmp_path / "build") == expected


def test_nothing_is_sent_if_nothing_changed(many, tmp_path):
    build_site(many, tmp_path / "build", cache=tmp_path / "cache")
    executor = Recorded()
    build_site(many, tmp_path / "build", cache=tmp_path / "cache", executor=executor)
    assert executor.calls == 0


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            BrokenProcessPool("a process ended"),
            r"workers that draw figures are gone \(BrokenProcessPool: a process ended\)",
        ),
        (ModuleNotFoundError("No module named 'sitegen'"), "each needs the same version of sitegen"),
    ],
)
def test_a_broken_executor_leaves_the_old_site(many, tmp_path, error, message):
    build_site(many, tmp_path / "build")
    before = contents(tmp_path / "build")
    (many / "index.md").write_text("# New\n")

    def broken(_work):
        raise error

    with pytest.raises(ExecutorError, match=message):
        build_site(many, tmp_path / "build", executor=Recorded(broken))
    assert contents(tmp_path / "build") == before


def test_processes_that_are_killed_are_an_error(many, tmp_path):
    with ProcessPoolExecutor(1) as pool:
        pool.submit(os._exit, 1)
        with pytest.raises(ExecutorError, match="are gone"):
            build_site(many, tmp_path / "build", executor=pool)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sitegen": "0" * 64}, "its sitegen is another version"),
        ({"numpy": "1.0"}, r"it has numpy 1\.0 instead of [0-9]"),
        ({"svgwrite": None}, "it has svgwrite nowhere instead of [0-9]"),
    ],
)
def test_a_worker_of_another_program_is_refused(many, tmp_path, monkeypatch, change, message):
    own = {name: value for name, value in {**same_program._own_program(), **change}.items() if value is not None}
    monkeypatch.setattr(same_program, "_own_program", lambda: own)
    with pytest.raises(ExecutorError, match=message):
        build_site(many, tmp_path / "build", executor=Recorded())
    assert not (tmp_path / "build").exists()
