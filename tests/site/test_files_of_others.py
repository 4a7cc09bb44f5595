"""What others put into the output folder: never moved, copied, changed or hidden, whichever way a site is published."""

from __future__ import annotations

import multiprocessing
import os
import socket
import stat
import subprocess
import tempfile
from pathlib import Path

import pytest

from sitegen.errors import OutputError
from sitegen.site import output_swap
from tests.site.observed import facts_of
from tests.site.test_staged_output import cannot_swap
from tests.site.written import tree, write_site

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root can change owners and mount")


@pytest.fixture(params=["swap", "one by one"])
def way(request, monkeypatch):
    """Both ways of publishing."""
    if request.param == "one by one":
        cannot_swap(monkeypatch)


@pytest.fixture
def mount():
    """Mount folders for a test: a file system of its own, or another name of a folder of this one."""
    mounted = []

    def at(place, source=None):
        how = ["--bind", source] if source else ["-t", "tmpfs", "none"]
        if subprocess.run(["mount", *how, place], check=False, capture_output=True).returncode:
            pytest.skip("this machine allows no mounts")
        mounted.append(place)

    yield at
    for place in reversed(mounted):
        subprocess.run(["umount", place], check=True)


def git(out, *arguments):
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(["git", "-C", out, *identity, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.usefixtures("way")
class TestBothWays:
    def test_files_and_folders_of_every_type_stay_as_they_are(self, out):
        write_site(out, {"index.html": "one", "lessons/old.html": "old"})
        (out / "private").mkdir(mode=0o700)
        (out / "private" / "diary.txt").write_text("mine")
        (out / "private" / "diary.txt").chmod(0o640)
        (out / "empty" / "inner").mkdir(parents=True)
        (out / "lessons" / "notes.txt").write_text("beside a page")
        (out / "latest").symlink_to("private")
        (out / "nowhere").symlink_to("/does/not/exist")
        os.mkfifo(out / "pipe")
        with (out / "sparse").open("wb") as file:
            file.truncate(1 << 34)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(os.path.relpath(out / "socket"))
        (out / "closed").mkdir()
        (out / "closed" / "file").write_text("read only")
        (out / "closed").chmod(0o555)
        for name in ("private", "empty/inner", "empty", "closed"):
            os.utime(out / name, ns=(1_000_000_000, 2_000_000_001))
        before = facts_of(out, {"index.html", "lessons/old.html"})
        for text in ("two", "three"):
            write_site(out, {"index.html": text, "about/index.html": text})
            assert facts_of(out, {"index.html", "about", "about/index.html", "lessons"}) == {
                name: facts for name, facts in before.items() if name != "lessons"
            }
        assert os.listdir(out.parent) == ["build"]

    @pytest.mark.parametrize("worktree", [False, True])
    def test_a_git_repository_after_its_garbage_collection(self, out, tmp_path, worktree):
        write_site(out, {"index.html": "one"})
        if worktree:
            git(tmp_path, "init", "--quiet", "main")
            git(tmp_path / "main", "commit", "--quiet", "--allow-empty", "--message", "first")
            git(tmp_path / "main", "worktree", "add", "--quiet", "--no-checkout", tmp_path / "site")
            (tmp_path / "site" / ".git").rename(out / ".git")
            git(tmp_path / "main", "worktree", "repair", out)
        else:
            git(out, "init", "--quiet")
        git(out, "add", "--all")
        git(out, "commit", "--quiet", "--message", "second")
        git(out, "gc", "--quiet")
        git(out, "pack-refs", "--all")
        write_site(out, {"index.html": "one"})
        assert git(out, "status", "--porcelain", "--", "index.html") == ""
        write_site(out, {"index.html": "two"})
        assert git(out, "status", "--porcelain", "--", "index.html") == " M index.html\n"
        assert git(out, "log", "--format=%s").startswith("second\n")
        git(out, "fsck")

    def test_the_folder_of_the_site_has_the_mode_that_it_was_given(self, out):
        write_site(out, {"index.html": "one", "a/b.html": "one"})
        out.chmod(0o2750)
        (out / "a").chmod(0o770)
        write_site(out, {"index.html": "two", "a/b.html": "two"})
        assert (out.stat().st_mode & 0o7777, (out / "a").stat().st_mode & 0o7777) == (0o2750, 0o770)

    @as_root
    def test_owners_stay_and_new_files_have_the_group_of_a_shared_folder(self, out):
        write_site(out, {"index.html": "one"})
        (out / "theirs").mkdir()
        (out / "theirs" / "file").write_text("theirs")
        for path in (out, out / "theirs", out / "theirs" / "file"):
            os.chown(path, 65534, 65534)
        out.chmod(0o2750)
        write_site(out, {"index.html": "two", "new/page.html": "two"})
        owners = {name: facts[1:3] for name, facts in facts_of(out, set()).items()}
        assert owners["theirs"] == owners["theirs/file"] == (65534, 65534)
        assert (out.stat().st_uid, out.stat().st_gid) == (65534, 65534)
        assert owners["index.html"][1] == owners["new"][1] == owners["new/page.html"][1] == 65534

    def test_a_first_build_into_a_new_clone(self, out):
        out.mkdir(parents=True)
        git(out, "init", "--quiet")
        write_site(out, {"index.html": "one"})
        assert git(out, "status", "--porcelain") == "?? .sitegen\n?? index.html\n"

    @pytest.mark.parametrize("name", ["lessons", "index.html"])
    def test_a_folder_of_others_in_the_place_of_a_file_is_refused(self, out, name):
        write_site(out, {"a.html": "one"})
        (out / name).mkdir()
        with pytest.raises(OutputError, match="was not written by sitegen"):
            write_site(out, {"lessons": "a file", "index.html": "two"})
        assert tree(out) == {"a.html": "one"}

    def test_a_link_of_others_in_the_place_of_a_folder_is_refused(self, out, tmp_path):
        write_site(out, {"a.html": "one"})
        (out / "lessons").symlink_to(tmp_path)
        with pytest.raises(OutputError, match="lessons was not written by sitegen"):
            write_site(out, {"lessons/one.html": "two"})
        assert not (tmp_path / "one.html").exists()

    def test_a_folder_that_became_a_link_is_not_followed_to_delete_old_pages(self, out, tmp_path):
        write_site(out, {"index.html": "one", "old/page.html": "old"})
        (out / "old").rename(tmp_path / "elsewhere")
        (out / "old").symlink_to(tmp_path / "elsewhere")
        write_site(out, {"index.html": "two"})
        assert tree(tmp_path / "elsewhere") == {"page.html": "old"}
        assert (out / "old").is_symlink()


@as_root
class TestMountPoints:
    def test_a_mount_point_in_the_site(self, out, mount):
        write_site(out, {"index.html": "one"})
        (out / "volume").mkdir()
        mount(out / "volume")
        (out / "volume" / "file").write_text("mounted")
        before = facts_of(out, {"index.html"})
        notes = write_site(out, {"index.html": "two", "a/b.html": "two"})
        assert "were replaced one by one, not all in one step" in notes[0]
        assert notes[0].endswith(f"{out}/volume: is a mount point")
        assert facts_of(out, {"index.html", "a", "a/b.html"}) == before
        assert tree(out) == {"index.html": "two", "a/b.html": "two", "volume/file": "mounted"}
        assert os.listdir(out.parent) == ["build"]

    def test_another_name_of_an_empty_folder_of_this_file_system(self, out, mount, tmp_path):
        write_site(out, {"index.html": "one"})
        (tmp_path / "source").mkdir()
        (out / "volume").mkdir()
        mount(out / "volume", tmp_path / "source")
        write_site(out, {"index.html": "two"})
        (tmp_path / "source" / "file").write_text("seen")
        assert tree(out) == {"index.html": "two", "volume/file": "seen"}

    @pytest.mark.parametrize("bind", [False, True])
    def test_a_site_that_is_a_mount_point(self, out, mount, tmp_path, bind):
        (tmp_path / "source").mkdir()
        out.mkdir(parents=True)
        mount(out, tmp_path / "source" if bind else None)
        for text in ("one", "two"):
            notes = write_site(out, {"index.html": text, "a/b.html": text})
            assert notes[0].endswith(f"{out}: is a mount point")
            assert tree(out) == {"index.html": text, "a/b.html": text}
            assert sorted(os.listdir(out)) == [".sitegen", "a", "index.html"]
        assert os.listdir(out.parent) == ["build"]

    def test_pages_inside_a_mount_point(self, out, mount):
        write_site(out, {"index.html": "one", "a/b.html": "one", "a/old.html": "one"})
        for name in ("b.html", "old.html"):
            (out / "a" / name).unlink()
        mount(out / "a")
        for text in ("two", "three"):
            write_site(out, {"index.html": text, "a/b.html": text})
            assert tree(out) == {"index.html": text, "a/b.html": text}
            assert os.listdir(out / "a") == ["b.html"]


def test_a_file_that_cannot_be_linked_stays_in_place(out, monkeypatch):
    write_site(out, {"index.html": "one"})
    (out / "theirs").write_text("theirs")
    before = facts_of(out, {"index.html"})

    def refuse(source, *_arguments, **_options):
        raise PermissionError(1, "Operation not permitted", str(source))

    monkeypatch.setattr(os, "link", refuse)
    assert write_site(out, {"index.html": "two"})[0].endswith(f"{out}/theirs: Operation not permitted")
    assert facts_of(out, {"index.html"}) == before
    assert os.listdir(out.parent) == ["build"]


def as_nobody(out, files):
    """Build as a user without rights, in a process of its own; return the notes or the error."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def build():
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        try:
            sender.send(write_site(out, files))
        except OutputError as error:
            sender.send([str(error)])

    process = multiprocessing.get_context("fork").Process(target=build, daemon=True)
    process.start()
    sender.close()  # the only other end is that of the process, so the answer ends with it
    try:
        assert receiver.poll(60), "the build as another user does not end"
        return receiver.recv()
    except EOFError:
        pytest.fail("the build as another user gave no answer; its traceback is in the captured output")
    finally:
        process.kill()
        process.join()


@as_root
class TestWithoutRights:
    @pytest.fixture
    def out(self):
        with tempfile.TemporaryDirectory() as folder:  # which others may enter, unlike that of pytest
            Path(folder).chmod(0o777)
            closed = [path for path in Path(folder).resolve().parents if not path.stat().st_mode & stat.S_IXOTH]
            if closed:
                pytest.skip(f"other users cannot enter {closed[0]}: set TMPDIR to another folder")
            yield Path(folder) / "build"

    def test_a_folder_of_others_in_our_site(self, out):
        as_nobody(out, {"index.html": "one"})
        (out / "theirs").mkdir()
        (out / "theirs" / "file").write_text("theirs")
        (out / "empty").mkdir()
        (out / "secret").mkdir(mode=0o700)
        before = facts_of(out, {"index.html"})
        notes = as_nobody(out, {"index.html": "two"})
        assert "were replaced one by one" in notes[0]
        assert facts_of(out, {"index.html"}) == before
        assert (out / "index.html").read_text() == "two"
        assert os.listdir(out.parent) == ["build"]

    def test_a_file_of_others_in_our_site(self, out):
        as_nobody(out, {"index.html": "one"})
        (out / "theirs").write_text("theirs")
        before = facts_of(out, {"index.html"})
        as_nobody(out, {"index.html": "two"})
        assert facts_of(out, {"index.html"}) == before
        assert (out / "index.html").read_text() == "two"

    def test_a_site_of_others(self, out):
        write_site(out, {"index.html": "one", "a/b.html": "one"})
        (out / "theirs").write_text("theirs")
        before = facts_of(out, set())
        assert as_nobody(out, {"index.html": "two"}) == [f"{out} cannot be written: Permission denied"]
        out.chmod(0o777)
        assert as_nobody(out, {"index.html": "two", "a/c.html": "two"}) == [
            f"{out} cannot be written: {out}/a: Permission denied"
        ]
        assert facts_of(out, set()) == before
        assert os.listdir(out.parent) == ["build"]

    def test_a_parent_folder_that_cannot_be_entered(self, out):
        out.parent.chmod(0o700)
        assert as_nobody(out, {"index.html": "one"}) == [f"{out} cannot be written: Permission denied"]

    def test_a_home_folder_that_cannot_be_entered(self, out, monkeypatch):
        (out.parent / "closed" / "home").mkdir(parents=True)
        (out.parent / "closed").chmod(0o700)
        monkeypatch.setenv("HOME", str(out.parent / "closed" / "home"))
        assert as_nobody(out, {"index.html": "one"}) == []

    def test_a_parent_folder_that_cannot_be_written(self, out):
        as_nobody(out, {"index.html": "one"})
        out.parent.chmod(0o755)
        assert "were replaced one by one" in as_nobody(out, {"index.html": "two"})[0]
        assert tree(out) == {"index.html": "two"}

    def test_a_folder_of_ours_that_cannot_be_written(self, out):
        as_nobody(out, {"index.html": "one"})
        (out / "closed" / "inner").mkdir(parents=True)
        (out / "closed" / "file").write_text("theirs")
        for name in ("closed/file", "closed/inner", "closed"):
            os.chown(out / name, 65534, 65534)
        (out / "closed" / "inner").chmod(0o500)
        (out / "closed").chmod(0o500)
        before = facts_of(out, {"index.html"})
        assert as_nobody(out, {"index.html": "two"}) == []
        assert facts_of(out, {"index.html"}) == before
        assert os.listdir(out.parent) == ["build"]


def test_what_others_write_while_the_folders_are_swapped_is_not_lost(out, monkeypatch):
    write_site(out, {"index.html": "one"})
    for name in ("replaced", "deleted", "kept"):
        (out / name).write_text("old")
    exchange = output_swap._exchange

    def with_a_writer(one, other):
        (out / "late" / "inner").mkdir(parents=True)
        (out / "late" / "inner" / "file").write_text("late")
        (out / "part").write_text("new")
        (out / "part").rename(out / "replaced")
        (out / "deleted").unlink()
        return exchange(one, other)

    monkeypatch.setattr(output_swap, "_exchange", with_a_writer)
    write_site(out, {"index.html": "two"})
    assert tree(out) == {"index.html": "two", "kept": "old", "replaced": "new", "late/inner/file": "late"}
    assert os.listdir(out.parent) == ["build"]


def test_what_others_write_while_their_files_are_linked_is_linked_too(out, monkeypatch):
    write_site(out, {"index.html": "one"})
    for name in ("replaced", "deleted"):
        (out / name).write_text("old")
    link_others, calls = output_swap.link_others, []

    def with_a_writer(*arguments):
        taken = link_others(*arguments)
        if not calls:
            (out / "late").mkdir(mode=0o700)
            (out / "late" / "file").write_text("late")
            (out / "part").write_text("new")
            (out / "part").rename(out / "replaced")
            (out / "deleted").unlink()
        calls.append(arguments)
        return taken

    monkeypatch.setattr(output_swap, "link_others", with_a_writer)
    write_site(out, {"index.html": "two"})
    assert tree(out) == {"index.html": "two", "replaced": "new", "late/file": "late"}
    assert (out / "late").stat().st_mode & 0o7777 == 0o700
