from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from sitegen.engine import stamps
from sitegen.engine.stamps import NOTHING, Snapshot, all_unchanged, file_digest, linked_state, take_snapshot

OLD = time.time() - 3600


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "content" / "sub").mkdir(parents=True)
    for name in ("a", "sub/b", ".hidden"):
        (tmp_path / "content" / name).write_text(name)
    return tmp_path / "content"


def snapshot(folder, before=NOTHING):
    return take_snapshot(folder, lambda name: name.startswith("."), before)


@pytest.fixture
def read(monkeypatch):
    """The files that were read."""
    found = []

    def digest(path):
        found.append(Path(path).name)
        return file_digest(path)

    monkeypatch.setattr(stamps, "file_digest", digest)
    return found


def settled(found):
    """The snapshot as if it had been taken long after the last change."""
    return Snapshot(time.time_ns() + 10**11, found.files)


def test_digests_of_all_that_is_not_ignored(folder):
    assert snapshot(folder).digests() == {"a": sha("a"), "sub": stamps.FOLDER, "sub/b": sha("sub/b")}


def test_a_file_with_the_same_stamp_is_not_read_again(folder, read):
    before = settled(snapshot(folder))
    read.clear()
    assert snapshot(folder, before).files == before.files
    assert read == []


def test_a_file_that_changed_just_before_the_snapshot_is_read_again(folder, read):
    before = snapshot(folder)
    read.clear()
    snapshot(folder, before)
    assert sorted(read) == ["a", "b"]


def test_a_change_that_keeps_size_and_time_is_seen(folder):
    os.utime(folder / "a", (OLD, OLD))
    before = settled(snapshot(folder))
    (folder / "a").write_text("z")
    os.utime(folder / "a", (OLD, OLD))
    assert snapshot(folder, before).digests()["a"] == sha("z")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "sub" / "b").unlink(),
        lambda folder: (folder / "a").rename(folder / "c"),
        lambda folder: (folder / "c").touch(),
        lambda folder: (folder / "empty").mkdir(),
        lambda folder: (folder / "c").symlink_to("a"),
    ],
)
def test_what_comes_and_goes_is_seen(folder, change):
    before = snapshot(folder)
    change(folder)
    assert snapshot(folder, before).digests() != before.digests()


def test_a_link_to_another_file_with_the_same_text_is_a_change(folder):
    (folder / "same").write_text("a")
    (folder / "link").symlink_to("a")
    before = settled(snapshot(folder))
    (folder / "link").unlink()
    (folder / "link").symlink_to("same")
    assert snapshot(folder, before).digests()["link"] != before.digests()["link"]


def test_what_cannot_be_read_has_a_state(folder):
    (folder / "nowhere").symlink_to("missing")
    os.mkfifo(folder / "pipe")
    found = snapshot(folder).digests()
    assert found["nowhere"].startswith(stamps.UNREADABLE)
    assert found["pipe"] == stamps.UNREADABLE


def test_a_file_that_becomes_a_pipe_is_not_waited_for(folder):
    """It is listed as a file, and is a pipe when it is read."""
    os.mkfifo(folder / "pipe")
    assert stamps.file_digest(folder / "pipe") == stamps.UNREADABLE


def known(folder, names=("a", "sub/b")):
    return Snapshot(time.time_ns(), {name: linked_state(f"{folder}/{name}", sha(name)) for name in names})


def test_links_to_a_file_do_not_change_it(folder, tmp_path):
    before = known(folder)
    os.link(folder / "a", tmp_path / "a")
    assert all_unchanged(folder, before)


def test_a_deleted_or_replaced_output_is_seen(folder):
    before = known(folder)
    (folder / "a").unlink()
    assert not all_unchanged(folder, before)
    (folder / "a").write_text("a")
    assert not all_unchanged(folder, before)


def test_an_output_that_was_changed_at_once_is_seen(folder):
    before = known(folder)
    facts = (folder / "a").stat()
    with (folder / "a").open("r+") as file:
        file.write("z")
    os.utime(folder / "a", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert not all_unchanged(folder, before)


def test_whole_seconds_are_no_proof_for_two_seconds(folder):
    second = int(time.time())
    os.utime(folder / "a", (second, second))
    state = linked_state(f"{folder}/a", sha("a"))
    assert not state.is_proof((second + 1) * 10**9)
    assert state.is_proof((second + 3) * 10**9)
