"""The command as a process: what it prints, ports in use, signals, content that vanishes, saves without end."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.serve.watch import changes
from tests.cli.processes import sitegen
from tests.serve.conftest import FILES, write, write_all
from tests.serve.served import END_S, Served, serving

BROKEN = "kind: gradient-decay\ntitle: Plain\nparams:\n  activation: reluu\n"
PLAIN = FILES["figures/plain.yaml"]


def changed_to(served: Served, path: str, words: str) -> None:
    """Wait until a page has the words."""
    ends = time.monotonic() + END_S
    while words not in served.get(path).text:
        assert time.monotonic() < ends, served.lines
        time.sleep(0.02)


def test_it_says_where_it_is_and_what_changes(served: Served, content: Path):
    assert served.lines[0] == f"{content} is at {served.address} (Ctrl-C ends)"
    assert re.fullmatch(r"\d+ pages, 2 figures \(\d\.\d\d s\)", served.lines[1])
    served.get("/other.html")
    write(content, "other.md", FILES["other.md"].replace("Other words", "New words"))
    assert re.fullmatch(r"Changed: other.html \(\d\.\d\d s\)", served.printed("Changed"))


def test_problems_are_printed_once(served: Served, content: Path):
    served.get("/other.html")
    write(content, "figures/plain.yaml", BROKEN)
    served.printed("1 error")
    seen = len(served.lines)
    write(content, "figures/plain.yaml", f"{BROKEN}  num_layers: 3\n")
    write(content, "figures/plain.yaml", f"{BROKEN}  depth: 3\n")
    served.printed("depth", seen)
    served.printed("1 error", seen)
    write(content, "figures/plain.yaml", PLAIN)
    served.printed("No errors any more")
    lines = [line for line in served.lines if "error:" in line]
    assert ["reluu" in line for line in lines] == [True, False]
    assert any("^^^^^ did you mean 'relu'?" in line for line in served.lines)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quickly_and_without_a_trace(served: Served, content: Path, sign: int):
    files = sorted(content.parent.rglob("*"))
    with served.updates() as updates, socket.create_connection((served.host, served.port)) as slow:
        next(updates)
        slow.sendall(b"GET /")
        assert served.end(sign) == 0
        assert list(updates) == []
    assert served.printed("Stopped") == "Stopped"
    assert not any("Traceback" in line or "Error" in line for line in served.lines)
    assert sorted(content.parent.rglob("*")) == files


def test_a_port_in_use_is_named_with_its_user_and_the_next_is_taken(content: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with serving(content, "--port", str(taken)) as served:
            note = next(line for line in served.lines if "in use" in line)
            assert note.startswith(f"Port {taken} is in use")
            if sys.platform == "linux":
                assert f"(process {os.getpid()})" in note
            assert served.port > taken
            served.printed(" pages, ")
            assert served.get("/").status == 200


def test_it_opens_the_browser_that_was_asked_for(content: Path, tmp_path: Path):
    with serving(content, "--open", "--port", "0", BROWSER=f"/bin/sh -c 'echo %s > {tmp_path}/opened'") as served:
        ends = time.monotonic() + END_S
        while not (tmp_path / "opened").exists() or not (tmp_path / "opened").read_text():
            assert time.monotonic() < ends, served.lines
            time.sleep(0.05)
        assert (tmp_path / "opened").read_text() == f"{served.address}\n"


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_it_answers_at_an_address_of_ipv6(content: Path):
    with serving(content, "--host", "::1", "--port", "0") as served:
        assert "http://[::1]:" in served.lines[0]
        served.printed(" pages, ")
        assert served.get("/").status == 200


def test_a_host_that_is_not_here_is_wrong_usage(content: Path):
    for host in ("192.0.2.1", "no such host"):
        ended = sitegen("serve", str(content), "--host", host)
        assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
        assert host in ended.stderr


def test_a_folder_that_is_missing_is_wrong_usage(tmp_path: Path):
    ended = sitegen("serve", str(tmp_path / "nothing"))
    assert (ended.returncode, "There is no folder" in ended.stderr) == (2, True)


def test_content_may_be_deleted_and_come_back(served: Served, content: Path):
    for number in range(3):
        seen = len(served.lines)
        shutil.rmtree(content)
        served.printed("there is no such folder", seen)
        assert served.get("/").status == 200
        write_all(content)
        served.printed("No errors any more", seen)
        write(content, "other.md", FILES["other.md"].replace("Other words", f"Words {number}"))
        changed_to(served, "/other.html", f"Words {number}")


def test_content_that_is_deleted_before_it_is_watched_is_noticed(tmp_path: Path):
    async def first_change() -> None:
        async for _ in changes(tmp_path / "gone"):
            return

    with ThreadPoolExecutor(1) as pool:  # Playwright has an event loop in this thread
        pool.submit(asyncio.run, asyncio.wait_for(first_change(), END_S)).result()


def test_a_folder_may_be_moved_into_the_place_of_the_content(served: Served, content: Path):
    write_all(content.parent / "next")
    write(content.parent / "next", "other.md", FILES["other.md"].replace("Other words", "Moved words"))
    content.rename(content.parent / "old")
    (content.parent / "next").rename(content)
    changed_to(served, "/other.html", "Moved words")
    write(content, "other.md", FILES["other.md"].replace("Other words", "Later words"))
    changed_to(served, "/other.html", "Later words")


def test_what_editors_leave_behind_is_no_change(served: Served, content: Path):
    with served.updates() as updates:
        version = next(updates)["version"]
        for name in (".other.md.swp", "other.md~", "#other.md#", ".#other.md", "other.tmp", ".git/index"):
            write(content, name, "garbage")
        write(content, "other.md", FILES["other.md"].replace("Other words", "New words"))
        assert next(updates)["version"] == version + 1


def test_new_folders_and_renamed_files_are_noticed(served: Served, content: Path):
    write(content, "lessons/deep/one.md", "# One\n\nDeep words.\n")
    changed_to(served, "/lessons/deep/one.html", "Deep words")
    write(content, "lessons/deep/one.md", "# One\n\nDeeper words.\n")
    changed_to(served, "/lessons/deep/one.html", "Deeper words")
    (content / "lessons/deep/one.md").rename(content / "lessons/deep/two.md")
    changed_to(served, "/lessons/deep/two.html", "Deeper words")
    assert served.get("/lessons/deep/one.html").status == 404


def test_1000_saves_in_a_second_end_in_the_last_one(served: Served, content: Path):
    served.get("/other.html")
    with served.updates() as updates:
        first = next(updates)["version"]
        for number in range(1000):
            write(content, "other.md", FILES["other.md"].replace("Other words", f"Words {number}."))
        changed_to(served, "/other.html", "Words 999.")
        assert next(updates)["version"] > first
    assert not any("rror" in line for line in served.lines)


def test_half_written_files_are_survived(served: Served, content: Path):
    """A save that is slow: the file is empty, then half, then whole."""
    for text in ("", PLAIN[:30], PLAIN.replace("4", "7")):
        (content / "figures/plain.yaml").write_text(text)
        time.sleep(0.15)
    changed_to(served, "/figures/plain/description.txt", "7 layers")


@pytest.mark.skipif(sys.platform != "linux", reason="counts handles in /proc")
def test_saves_open_no_handles_for_good(served: Served, content: Path):
    def handles() -> int:
        return len(list(Path(f"/proc/{served.process.pid}/fd").iterdir()))

    def threads() -> int:
        return len(list(Path(f"/proc/{served.process.pid}/task").iterdir()))

    def save(number: int) -> None:
        write(content, "other.md", FILES["other.md"].replace("Other words", f"Words {number}."))
        changed_to(served, "/other.html", f"Words {number}.")
        with served.updates() as updates:
            next(updates)

    for number in range(5):
        save(number)
    before = handles(), threads()
    for number in range(5, 60):
        save(number)
    ends = time.monotonic() + END_S
    while (handles(), threads()) > before:
        assert time.monotonic() < ends, (before, handles(), threads())
        time.sleep(0.05)


def test_only_the_preview_imports_the_web_server(content: Path):
    code = (
        "import sys, sitegen, sitegen.cli; sitegen.build_site(*map(sys.modules['pathlib'].Path, sys.argv[1:]));"
        "assert not {'starlette', 'uvicorn', 'watchfiles', 'sitegen.serve.app'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, content, content.parent / "build"], check=True)
