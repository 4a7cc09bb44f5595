"""Builds with a real Dask scheduler and two workers on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

import pytest

from sitegen.engine import executors
from sitegen.engine.dask_cluster import DaskExecutor
from sitegen.errors import ExecutorError
from sitegen.site.build import build_site
from tests.conftest import ROOT
from tests.site.written import contents

pytestmark = pytest.mark.slow
WORKERS = 2


def start(*words):
    command = [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__DASHBOARD__STATUS": "0"}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def free_port():
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


def wait_for(port, seconds=60):
    """Wait until a server listens."""
    ends = time.monotonic() + seconds
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        assert time.monotonic() < ends, "the scheduler does not start"
        time.sleep(0.05)


def end(process):
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGCONT)
        process.kill()
    process.wait()


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder):
        self._folder, port = folder, free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        wait_for(port)
        self.workers = []

    def add_workers(self, count=WORKERS):
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self._folder))
        self.workers += [start("dask_worker", self.address, *options) for _ in range(count)]

    def end(self):
        for process in (*self.workers, self.scheduler):
            end(process)


@pytest.fixture
def cluster(tmp_path):
    found = Cluster(tmp_path / "dask")
    yield found
    found.end()


@pytest.fixture
def many(content):
    return content(
        {
            f"figures/f{number}.yaml": f"kind: gradient-decay\nparams:\n  num_layers: {number + 2}\n"
            for number in range(60)
        }
    )


@contextmanager
def once_sent(executor, action):
    """Do something when the build has sent its first chunks."""
    submit, sent = executor.submit, threading.Event()

    def noted(*arguments):
        future = submit(*arguments)
        if not sent.is_set():
            sent.set()
            action()
        return future

    executor.submit = noted
    yield
    assert sent.is_set()


def test_a_cluster_makes_the_same_site_although_a_worker_is_killed(many, tmp_path, cluster):
    build_site(many, tmp_path / "one")
    cluster.add_workers()
    with DaskExecutor(cluster.address, 60) as executor:
        assert build_site(many, tmp_path / "build", executor=executor).drawn.keys() >= {"f0", "f59"}
    assert contents(tmp_path / "build") == contents(tmp_path / "one")
    with DaskExecutor(cluster.address, 60) as executor, once_sent(executor, cluster.workers[0].kill):
        build_site(many, tmp_path / "other", executor=executor)
    assert contents(tmp_path / "other") == contents(tmp_path / "one")


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, pytest.param(signal.SIGSTOP, marks=pytest.mark.matrix)], ids=["vanishes", "falls silent"]
)
def test_a_scheduler_that_leaves_is_an_error_and_the_old_site_stays(many, tmp_path, cluster, monkeypatch, number):
    monkeypatch.setattr(executors, "_PATIENCE", 1.0)
    cluster.add_workers()
    build_site(many, tmp_path / "build")
    before = contents(tmp_path / "build")
    (many / "index.md").write_text("# New\n")
    with (
        pytest.raises(ExecutorError),
        DaskExecutor(cluster.address, 20) as executor,
        once_sent(executor, lambda: cluster.scheduler.send_signal(number)),
    ):
        build_site(many, tmp_path / "build", executor=executor)
    assert contents(tmp_path / "build") == before


def test_all_workers_leaving_is_an_error(many, tmp_path, cluster, monkeypatch):
    monkeypatch.setattr(executors, "_PATIENCE", 1.0)
    cluster.add_workers(1)
    with DaskExecutor(cluster.address, 20) as executor:
        executor.check()
        executor._seconds = 5
        with once_sent(executor, cluster.workers[0].kill), pytest.raises(ExecutorError, match="has no worker any more"):
            build_site(many, tmp_path / "build", executor=executor)


def test_a_cluster_without_workers_is_an_error(many, tmp_path, cluster):
    with pytest.raises(ExecutorError, match="has no worker"), DaskExecutor(cluster.address, 8) as executor:
        build_site(many, tmp_path / "build", executor=executor)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("listens", [True, False], ids=["never answers", "is not there"])
def test_a_scheduler_that_does_not_answer_is_an_error(many, tmp_path, listens):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        begin = time.monotonic()
        with (
            pytest.raises(ExecutorError, match="does not answer within 2 seconds"),
            DaskExecutor(address, 2) as executor,
        ):
            build_site(many, tmp_path / "build", executor=executor)
    assert time.monotonic() - begin < 60  # it ended by itself
    assert not (tmp_path / "build").exists()
