"""A file that several specs name is read once, until it changes, and only so much is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.spec.content_root import ContentRoot
from sitegen.spec.data import read
from sitegen.spec.data.read import DataReader
from sitegen.spec.value_reference import DataFile

NORM = DataFile(file="a.csv", column="norm")


@pytest.fixture
def root(tmp_path: Path) -> ContentRoot:
    (tmp_path / "a.csv").write_text("step,norm\n0,1\n1,0.5\n")
    return ContentRoot(tmp_path, tmp_path)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are decoded."""
    names: list[str] = []
    original = read._parsed

    def parsed(path: Path, content: bytes) -> object:
        names.append(path.name)
        return original(path, content)

    monkeypatch.setattr(read, "_parsed", parsed)
    return names


def test_a_file_is_read_once(root: ContentRoot, decoded: list[str]) -> None:
    reader = DataReader({})
    assert reader.read(NORM, root).values == (1, 0.5)
    assert reader.read(DataFile(file="a.csv", column="norm"), root) is reader.read(NORM, root)
    assert reader.read(DataFile(file="a.csv", column="step"), root).values == (0, 1)
    assert decoded == ["a.csv"]


def test_a_file_that_changed_is_read_again(root: ContentRoot) -> None:
    reader = DataReader({})
    file = root.base_dir / "a.csv"
    assert reader.read(NORM, root).values == (1, 0.5)
    before = file.stat()
    file.write_text("step,norm\n0,2\n1,0.5\n")  # of the same size
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert reader.read(NORM, root).values == (2, 0.5)


def test_the_files_used_last_are_kept(root: ContentRoot, decoded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    size = (root.base_dir / "a.csv").stat().st_size
    for name in ("b.csv", "c.csv"):
        (root.base_dir / name).write_bytes((root.base_dir / "a.csv").read_bytes())
    monkeypatch.setattr(read, "MAX_FILE_BYTES", 2 * size)
    reader = DataReader({})
    for name in ("a.csv", "b.csv", "a.csv", "c.csv", "a.csv", "b.csv"):
        reader.read(DataFile(file=name, column="norm"), root)
    assert decoded == ["a.csv", "b.csv", "c.csv", "b.csv"]


def test_every_use_of_a_file_is_checked(root: ContentRoot, tmp_path: Path) -> None:
    reader = DataReader({})
    reader.read(NORM, root)
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(read.DataReferenceError, match="outside the content folder"):
        reader.read(DataFile(file="../a.csv", column="norm"), ContentRoot(inner, inner))
