"""Large sites of which little changed are updated in place: exactly, and harmless when a build fails or is killed."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import re
import signal
import stat
import sys

import pytest

from sitegen.errors import OutputError
from sitegen.site import publish_site
from sitegen.site.build import build_site
from sitegen.site.output_tree import MARKER
from tests.engine.faults import failing
from tests.site.conftest import ONE, RELU
from tests.site.edits import differences
from tests.site.observed import facts_of
from tests.site.written import contents

FORK = multiprocessing.get_context("fork")
CHANGES = {"open", "os.link", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}
PAGES = ("index.html", "lessons/one.html", "figures/relu/index.html")
EDIT = {
    "index.md": "# Home\n\nVersion 2.\n",
    "lessons/one.md": ONE.replace("The first", "Version 2"),
    "lessons/new/two.md": "# Two\n",
    "figures/relu.yaml": RELU.replace("4", "5"),
}


@pytest.fixture(autouse=True)
def in_place(monkeypatch):
    """Every site is large enough, and every change small enough."""
    monkeypatch.setattr(publish_site, "MANY", 0)
    monkeypatch.setattr(publish_site, "_FEW_PART", 100)


@pytest.fixture
def build(content, tmp_path):
    def made(changes=None, out="work/build", cache="cache"):
        return build_site(content(changes), tmp_path / out, cache=cache and tmp_path / cache)

    return made


@pytest.fixture
def out(tmp_path):
    return tmp_path / "work" / "build"


@pytest.fixture
def edited(content, out):
    """A built site with a file of others, of whose content pages were changed, added and deleted; returns what builds it again."""

    def old():
        folder = content({"lessons/old.md": "# Old\n", "notes/last.md": "# Last\n"})
        (folder / "lessons" / "new" / "two.md").unlink(missing_ok=True)
        build_site(folder, out, cache=folder.parent / "cache")
        content(EDIT)
        (folder / "lessons" / "old.md").unlink()
        (folder / "notes" / "last.md").unlink()

    old()
    (out / "theirs").mkdir()
    (out / "theirs" / "notes.txt").write_text("mine")
    return old


def files(out):
    """All that a reader of the files can see."""
    return {name: each for name, each in facts_of(out, ()).items() if not stat.S_ISDIR(each[0])}


def facts(out):
    return files(out), sorted(out.rglob("*")), (out / MARKER).read_bytes()


@pytest.mark.usefixtures("edited")
def test_only_what_changed_is_touched(build, out, tmp_path):
    before, folder = files(out), out.stat().st_ino
    result = build(EDIT)
    build(EDIT, out="clean", cache=None)
    touched = {name for name, each in before.items() if files(out).get(name) != each}
    assert touched <= {each.path for each in result.made} | set(result.removed)
    assert {"lessons/old.html", "notes/last.html"} <= touched
    assert out.stat().st_ino == folder
    found = contents(out)
    assert found.pop("theirs/notes.txt") == b"mine"
    assert found == contents(tmp_path / "clean")
    assert not (out / "notes").exists()
    assert os.listdir(out.parent) == ["build"]
    assert build(EDIT).unchanged


@pytest.mark.parametrize("seed", range(3))
def test_random_edits(seed):
    assert differences(1000 + seed, edits=4) == []


def test_an_error_at_any_operation_leaves_the_old_site(edited, build, out):
    before, at, done, told = facts(out), 0, 0, set()
    while at < 500:
        at += 1
        with failing(out.parent, at, errno.EACCES) as faults:
            try:
                build(EDIT)
            except (OSError, OutputError) as error:
                told.add(re.sub(r"/\S+/", "", str(error)))
            else:
                if faults.seen < at:
                    break
                done += 1  # it was an operation that is only tried, or one after all was done
                assert "Version 2" in (out / "index.html").read_text()
                edited()
                before = facts(out)
                continue
        assert facts(out) == before, at
    assert 20 < at - done < at < 500
    assert all("Permission denied" in each for each in told)
    assert os.listdir(out.parent) == ["build"]
    assert "Version 2" in (out / "index.html").read_text()


@pytest.mark.usefixtures("edited")
@pytest.mark.parametrize("name", ["lessons/new", "lessons/new/two.html"])
def test_what_others_put_in_the_way_is_refused(build, out, name):
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    before = facts(out)
    with pytest.raises(OutputError, match="was not written by sitegen"):
        build(EDIT)
    assert facts(out) == before


@pytest.mark.usefixtures("edited")
def test_a_folder_that_became_a_link_is_not_followed(build, out, tmp_path):
    (out / "lessons").rename(tmp_path / "elsewhere")
    (out / "lessons").symlink_to(tmp_path / "elsewhere")
    before = contents(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="was not written by sitegen"):
        build(EDIT)
    assert contents(tmp_path / "elsewhere") == before


def test_a_built_file_that_someone_changed_is_made_again(build, out):
    build()
    expected = contents(out)
    (out / "index.html").write_text("changed")
    (out / "404.html").unlink()
    build()
    assert contents(out) == expected


def test_builds_with_other_caches_make_what_they_should(build, out, tmp_path):
    for number in range(4):
        for cache in ("one", "two"):
            changes = {"index.md": f"# Home\n\n{number} {cache}\n"}
            build(changes, cache=cache)
            build(changes, out="clean", cache=None)
            assert contents(out) == contents(tmp_path / "clean")


def killed_at(call, arguments, counted):
    """Build, and kill this process before the change number `call` of the output; 0 counts them."""
    seen, folder = 0, str(arguments[1].parent)

    def hook(event, given):
        nonlocal seen
        if event in CHANGES and isinstance(given[0], str | os.PathLike) and os.fspath(given[0]).startswith(folder):
            seen += 1
            if seen == call:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    build_site(*arguments, cache=arguments[0].parent / "cache")
    counted.value = seen


def in_process(call, *arguments):
    counted = FORK.Value("i", 0)
    process = FORK.Process(target=killed_at, args=(call, arguments, counted))
    process.start()
    process.join()
    return process.exitcode, counted.value


def is_whole(html):
    return html.endswith("</html>") and len(re.findall(r"<title>", html)) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the processes are forked")
def test_a_build_that_is_killed_at_any_operation_leaves_whole_pages(content, build, out, tmp_path):
    versions = [{**EDIT, "index.md": f"# Home\n\nVersion {number}.\n"} for number in range(2)]
    versions[1]["lessons/three.md"] = "# Three\n"
    build(versions[0])
    code, calls = in_process(0, content(versions[1]), out)
    assert code == 0
    assert calls > 30
    kept = None
    for call in range(1, calls + 10, 3):
        version = versions[call // 3 % 2]
        folder = content(version)
        if "lessons/three.md" not in version:
            (folder / "lessons" / "three.md").unlink()
        code, _ = in_process(call, folder, out)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        found = contents(out)
        assert all(is_whole(found[page].decode()) for page in PAGES)
        assert all(
            is_whole(each.decode()) for name, each in found.items() if name.endswith(".html") and "frame" not in name
        )
        assert set(json.loads(found[MARKER])["files"]) >= found.keys()
        build(version)
        build(version, out="clean", cache=None)
        assert contents(out) == contents(tmp_path / "clean")
        assert os.listdir(out.parent) == ["build"]
        kept = call
    assert kept
