"""When processes, a Dask cluster and a remote cache pay: wall time of builds from nothing.

``python -m benchmarks.shared_work`` prints a table. All programs run on this machine: the Dask workers share its cores, and the
server of the cache waits before each answer as long as a network would take.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.whole_site import write_content
from sitegen.engine.dask_cluster import DaskExecutor
from sitegen.engine.remote import RemoteCache
from sitegen.site.build import build_site
from tests.engine.cache_server import CacheServer, running

ROUNDS = 3
HEAVY = 40
DELAYS = (0, 10)
"""Milliseconds that an answer takes."""
_PORT = 18786
_HEAVY = """kind: gradient-decay
title: Figure {number}
caption: The figure of number {number}.
params: {{num_layers: {layers}}}
explore:
  num_layers: {{from: 2, to: 32, step: 2}}
  rule: [mean, rms]
"""

Build = Callable[[Path, Path], object]


def write_heavy(folder: Path) -> None:
    """A site whose figures have many states."""
    (folder / "figures").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: Benchmark\ndescription: Figures to explore.\n", encoding="utf-8")
    (folder / "index.md").write_text("# Benchmark\n", encoding="utf-8")
    for number in range(HEAVY):
        spec = _HEAVY.format(number=number, layers=2 + 2 * (number % 16))
        (folder / "figures" / f"figure-{number}.yaml").write_text(spec, encoding="utf-8")


@contextmanager
def cluster() -> Iterator[DaskExecutor]:
    """A scheduler and two workers on this machine."""
    address = f"tcp://127.0.0.1:{_PORT}"
    head = [sys.executable, "-m"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ, "PYTHONPATH": "."}}
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(_PORT), "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    processes = [subprocess.Popen([*head, *each], **quiet) for each in (scheduler, worker, worker)]
    try:
        with DaskExecutor(address, 60) as executor:
            while executor.slots < 2:
                time.sleep(0.1)
            yield executor
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def from_server(server: CacheServer, milliseconds: int, content: Path, out: Path) -> None:
    """Build with a server that has all figures."""
    server.answer = lambda _handler: time.sleep(milliseconds / 1000)
    build_site(content, out, remote=RemoteCache(server.address))


def seconds(content: Path, builds: Mapping[str, Build]) -> dict[str, float]:
    """Median time of each build; the builds take turns."""
    times: dict[str, list[float]] = {name: [] for name in builds}
    for _ in range(ROUNDS):
        for name, build in builds.items():
            with TemporaryDirectory() as place:
                begin = time.perf_counter()
                build(content, Path(place) / "build")
                times[name].append(time.perf_counter() - begin)
    return {name: median(each) for name, each in times.items()}


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as place, cluster() as executor, running() as server:
        sites = {"200 plain figures": Path(place) / "plain", f"{HEAVY} figures to explore": Path(place) / "heavy"}
        write_content(sites["200 plain figures"], 0)
        write_heavy(sites[f"{HEAVY} figures to explore"])
        for name, content in sites.items():
            build_site(content, Path(place) / "out", remote=RemoteCache(server.address, upload=True))
            builds: dict[str, Build] = {
                "one process": build_site,
                "two processes": partial(build_site, jobs=2),
                "Dask, two workers": partial(build_site, executor=executor),
            }
            builds |= {f"remote cache, {each} ms": partial(from_server, server, each) for each in DELAYS}
            print(f"{name}:", flush=True)
            for way, took in seconds(content, builds).items():
                print(f"  {way}: {took:.2f} s")


if __name__ == "__main__":
    main()
