"""Builds are killed at random moments, while a reader watches the site and the files of others in its folder."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time

import pytest

from sitegen.site import staged_output
from sitegen.site.build import build_site
from tests.site.observed import facts_of

FORK = multiprocessing.get_context("fork")
PAGES = ("index.html", "lessons/one.html", "figures/relu/index.html")
CHANGES = {
    "open",
    "os.link",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.chmod",
    "os.chown",
    "os.utime",
    "ctypes.dlsym",
}


def write_others(out, count):
    """Files of others: many small ones, a private and an empty folder, a git repository after its garbage collection."""
    (out / "theirs").mkdir()
    for number in range(count):
        (out / "theirs" / f"{number}.txt").write_text(f"{number}\n" * 20)
    (out / "private" / "empty").mkdir(parents=True)
    (out / "private" / "diary").write_text("mine")
    (out / "private").chmod(0o700)
    for command in ("init", "add theirs", "commit -m x", "gc", "pack-refs --all"):
        identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", "-C", out, *identity, *command.split()], check=True, capture_output=True)
    assert not [path for path in (out / ".git" / "refs").rglob("*") if path.is_file()]


def others(out):
    """What a reader sees of the files of others. Git itself rewrites its index when it is asked for the status."""
    found = facts_of(out, ())
    kept = {name: facts for name, facts in found.items() if name.startswith(("theirs", "private", ".git", "volume"))}
    return {name: facts for name, facts in kept.items() if name not in {".git", ".git/index"}}


def version(out, page):
    """The version of a page; fails for one that is torn or missing."""
    html = (out / page).read_text()
    assert html.endswith("</html>")
    (found,) = set(re.findall(r"Version (\d+)\.", html))
    return int(found)


def watch(out, expected, whole_site, done, result):
    """Read until `done`: the files of others are as they were, pages are whole, and no page is older than one read before."""
    reads, faults, newest = 0, [], 0
    while not done.is_set() and len(faults) < 100:
        try:
            seen = others(out)
            if seen != expected:
                faults.append(sorted(name for name in {*seen, *expected} if seen.get(name) != expected.get(name))[:3])
            for page in PAGES * 20:
                number = version(out, page)
                if whole_site and number < newest:
                    faults.append(f"{page}: {number} after {newest}")
                newest = max(newest, number)
            reads += len(seen) + 20 * len(PAGES)
        except (AssertionError, ValueError, OSError) as error:
            faults.append(repr(error))
    result.put((reads, faults))


def die_in_the_swap(call):
    """Kill this process before the system call number `call` of those with which it publishes the site; 0 counts them."""
    publish, calls = staged_output._publish, []

    def hook(event, _arguments):
        if calls and event in CHANGES:
            calls.append(event)
            if len(calls) - 1 == call:
                os.kill(os.getpid(), signal.SIGKILL)

    def publish_and_count(*arguments):
        calls.append("begin")
        publish(*arguments)

    sys.addaudithook(hook)
    staged_output._publish = publish_and_count
    return calls


def build(content, out, call, counted):
    calls = die_in_the_swap(call)
    build_site(content, out, cache=content.parent / "cache")
    counted.value = len(calls) - 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere files are replaced one by one")
@pytest.mark.parametrize(
    ("kills", "count", "mounted"),
    [(4, 60, False), *(pytest.param(300, 1000, mounted, marks=pytest.mark.matrix) for mounted in (False, True))],
)
def test_whoever_kills_a_build_harms_nothing(content, tmp_path, kills, count, mounted):
    out, chance = tmp_path / "work" / "build", random.Random(f"{kills} {mounted}")
    page = "---\ntitle: {}\n---\n\nVersion {}.\n"
    relu = "kind: gradient-decay\ntitle: ReLU\ncaption: Version {}.\nparams:\n  num_layers: 4\n"

    def write(number):
        pages = {"index.md": page.format("Home", number), "lessons/one.md": page.format("One", number)}
        return content({**pages, "figures/relu.yaml": relu.format(number)})

    build_site(write(0), out)
    write_others(out, count)
    if mounted:
        (out / "volume").mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "none", out / "volume"], check=False).returncode:
            pytest.skip("this machine allows no mounts")
        (out / "volume" / "file").write_text("mounted")
    done = FORK.Event()
    try:
        harm = killed_builds(write, out, kills, chance, done, whole_site=not mounted)
    finally:
        done.set()
        if mounted:
            subprocess.run(["umount", out / "volume"], check=True)
    assert harm == []


def killed_builds(write, out, kills, chance, done, *, whole_site):
    """Kill half of the builds in the swap, half at any time; finish every tenth. Return what a reader saw that is wrong."""
    expected = others(out)
    result, counted = FORK.Queue(), FORK.Value("i", 0)
    reader = FORK.Process(target=watch, args=(out, expected, whole_site, done, result), daemon=True)
    reader.start()
    died, number, faults, start = 0, 1, [], time.perf_counter()
    build_in_process(write(1), out, 0, counted)
    calls, seconds = counted.value, time.perf_counter() - start
    while died < kills:
        number += 1
        in_swap = number % 2
        process = start_build(write(number), out, chance.randint(1, calls) if in_swap else 0, counted)
        if not in_swap:
            process.join(chance.uniform(0, seconds))
            process.kill()
        process.join()
        died += process.exitcode == -signal.SIGKILL
        if others(out) != expected:
            faults.append(f"after kill {number}")
        if number % 10 == 1 or died == kills:
            build_in_process(write(number), out, 0, counted)
            subprocess.run(["git", "--no-optional-locks", "-C", out, "status"], check=True, capture_output=True)
            faults += [f"after build {number}"] * (others(out) != expected)
            faults += [f"litter: {os.listdir(out.parent)}"] * (os.listdir(out.parent) != ["build"])
            faults += [f"{page} is old" for page in PAGES if version(out, page) != number]
    done.set()
    reads, seen = result.get(timeout=300)
    reader.join()
    print(  # noqa: T201 - the numbers of a long run
        f"{died} of {number - 1} builds killed, {calls} calls in a swap, {reads} files read, {len(seen) + len(faults)} faults"
    )
    return [*faults, *seen[:10]]


def start_build(*arguments):
    process = FORK.Process(target=build, args=arguments, daemon=True)
    process.start()
    return process


def build_in_process(*arguments):
    process = start_build(*arguments)
    process.join(300)
    assert process.exitcode == 0
