from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.engine import executors
from sitegen.engine.executors import Workers


def square(numbers):
    return [number * number for number in numbers]


def slow_square(numbers):
    time.sleep(0.03 * len(numbers))
    return square(numbers)


def where(numbers):
    time.sleep(0.02 * len(numbers))
    return [(os.getpid(), os.environ.get("OPENBLAS_NUM_THREADS")) for _ in numbers]


def fail(numbers):
    if 7 in numbers:
        raise ValueError("seven")
    return numbers


def results(workers, function, count, **options):
    chunks = list(workers.map(function, range(count), **options))
    assert sorted(number for chunk, _ in chunks for number in chunk) == list(range(count))
    return {number: result for chunk, found in chunks for number, result in zip(chunk, found, strict=True)}


ALONE = """
import os, sys, threading, time
sys.path.insert(0, {checkout!r})
from tests.engine.test_executors import results, where
from sitegen.engine import executors, processes
from sitegen.engine.executors import Workers

assert processes.can_fork()
executors._START_SECONDS = 0
unsendable = threading.Lock()

def work(numbers):
    with unsendable:
        return where(numbers)

for _ in range(2):  # the second time, the threads of the first one are gone
    with Workers(2) as workers:
        found = results(workers, work, 60)
    print(len({{process for process, _ in found.values()}} - {{os.getpid()}}), {{threads for _, threads in found.values()}})
    assert processes.can_fork()
thread = threading.Thread(target=time.sleep, args=(1,))
thread.start()
assert not processes.can_fork()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells how many threads there are")
def test_a_process_with_one_thread_is_forked_and_sends_nothing():
    code = ALONE.format(checkout=str(Path(__file__).parents[2]))
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout, done.stderr) == ("2 {'1'}\n2 {'1'}\n", "")


def test_processes_are_not_started_because_the_first_item_imports_modules(monkeypatch):
    monkeypatch.setattr(executors, "_START_SECONDS", 0.3)
    first = []

    def work(numbers):
        time.sleep(0 if first else 0.1)
        first.append(os.getpid())
        return numbers

    with Workers(2) as workers:
        results(workers, work, 20)
    assert set(first) == {os.getpid()}


@pytest.fixture
def eager(monkeypatch):
    """Processes are started for the smallest work."""
    monkeypatch.setattr(executors, "_START_SECONDS", 0)


def test_without_processes_all_is_done_here():
    with Workers() as workers:
        assert results(workers, square, 500) == {number: number**2 for number in range(500)}


def test_nothing_to_do_gives_nothing():
    with Workers(2) as workers:
        assert list(workers.map(square, [])) == []


def test_short_work_starts_no_process():
    with Workers(2) as workers:
        assert {process for process, _ in results(workers, where, 5).values()} == {os.getpid()}


@pytest.mark.usefixtures("eager")
def test_processes_share_the_work_and_have_one_thread_each():
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    with Workers(2) as workers:
        found = results(workers, where, 60)
        assert results(workers, slow_square, 20) == {number: number**2 for number in range(20)}
    processes = {process for process, _ in found.values()} - {os.getpid()}
    assert len(processes) == 2
    assert {threads for _, threads in found.values()} == {"1"}
    assert os.environ.get("OPENBLAS_NUM_THREADS") == before


@pytest.mark.usefixtures("eager")
def test_an_error_of_a_process_is_raised_here_and_ends_all_of_them():
    before = set(multiprocessing.active_children())
    with pytest.raises(ValueError, match="seven"), Workers(2) as workers:
        results(workers, fail, 50)
    deadline = time.monotonic() + 30
    while set(multiprocessing.active_children()) - before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(multiprocessing.active_children()) - before == set()


def test_any_executor_does_the_work_but_what_is_local():
    with ThreadPoolExecutor(3, thread_name_prefix="given") as pool:
        sent = []
        submit = pool.submit
        pool.submit = lambda *arguments: sent.append(arguments) or submit(*arguments)
        with Workers(3, pool) as workers:
            assert results(workers, square, 100)[99] == 99**2
            assert sent
            sent.clear()
            assert results(workers, square, 100, local=True)[99] == 99**2
            assert sent == []
        assert pool.submit(square, [2]).result() == [4]  # it was not shut down


def test_few_chunks_are_under_way_at_a_time():
    with ThreadPoolExecutor(2) as pool, Workers(2, pool) as workers:
        most = 0
        begun, ended = [], []

        def work(numbers):
            begun.extend(numbers)
            time.sleep(0.001)
            return numbers

        for chunk, _ in workers.map(work, range(300)):
            ended.extend(chunk)
            most = max(most, len(begun) - len(ended))
    assert len(ended) == 300
    assert most <= 5 * executors._LARGEST_CHUNK


def test_chunks_take_as_long_as_they_should():
    assert executors._chunk_size(0.0) == 1
    assert executors._chunk_size(0.005) == 20
    assert executors._chunk_size(3.0) == 1
    assert executors._chunk_size(1e-9) == executors._LARGEST_CHUNK
