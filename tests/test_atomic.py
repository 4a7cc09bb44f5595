"""A file is the old one or the new one, and nothing of a failed attempt stays."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from sitegen.atomic import write_atomic
from sitegen.errors import OutputError


def test_writes_utf8_with_newlines_as_given(tmp_path):
    write_atomic(tmp_path / "a.svg", "σ ≈ 0.25\n")
    assert (tmp_path / "a.svg").read_bytes() == "σ ≈ 0.25\n".encode()


def test_writes_bytes_as_they_are(tmp_path):
    write_atomic(tmp_path / "a.png", b"\x89PNG\r\n\x1a\n\xff")
    assert (tmp_path / "a.png").read_bytes() == b"\x89PNG\r\n\x1a\n\xff"


def test_keeps_the_permissions(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text("old")
    path.chmod(0o640)
    write_atomic(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failure_keeps_the_old_text(tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    path.write_text("old")

    def full(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomic(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.svg"]


def test_writes_through_a_link(tmp_path):
    (tmp_path / "link.svg").symlink_to("real.svg")
    write_atomic(tmp_path / "link.svg", "text")
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "real.svg").read_text() == "text"


def test_writes_into_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    received = []
    reader = threading.Thread(target=lambda: received.append((tmp_path / "pipe").read_text()))
    reader.start()
    write_atomic(tmp_path / "pipe", "text")
    reader.join()
    assert received == ["text"]
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="Is a directory"):
        write_atomic(tmp_path, "text")


def test_a_missing_folder_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match=r"missing.a\.svg cannot be written: No such file or directory"):
        write_atomic(tmp_path / "missing" / "a.svg", "text")


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="this system does not name open files")
def test_writes_into_a_pipe_without_a_name():
    reader, writer = os.pipe()
    write_atomic(Path(f"/dev/fd/{writer}"), "text")
    os.close(writer)
    assert os.read(reader, 99) == b"text"
    os.close(reader)


def test_a_file_that_cannot_be_replaced_as_it_is_a_mount_point_is_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    path.write_text("old, and longer")

    def busy(_self, _target):
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(Path, "replace", busy)
    write_atomic(path, "new")
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["a.svg"]


def test_the_longest_name_is_possible(tmp_path):
    path = tmp_path / ("a" * 251 + ".svg")
    write_atomic(path, "new")
    assert path.read_text() == "new"
