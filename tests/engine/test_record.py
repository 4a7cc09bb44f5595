from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.engine.record import Record, load_record, record_name, save_record
from sitegen.engine.stamps import FileState, Snapshot
from sitegen.engine.store import Store
from sitegen.errors import Diagnostic

NAME = "a" * 64
WARNING = Diagnostic(file="a\udcff.md", line=2, column=3, message="m", severity="warning", source_line="„x“")
RECORD = Record(
    conditions={"sitegen": "1"},
    read=Snapshot(1, {"ä\udcff.md": FileState("0", 1, 2, 3, 4)}),
    written=Snapshot(2, {"index.html": FileState("f", 5, 6, 0, 7)}),
    pages=3,
    figures=4,
    warnings=(WARNING,),
)


def test_a_record_is_read_as_it_was_written(tmp_path):
    store = Store(tmp_path)
    save_record(store, NAME, RECORD)
    assert load_record(store, NAME) == RECORD


@pytest.mark.parametrize("document", [b"", b"[]", b"{}", b'{"format": 0}', b'{"format": 1, "read": 1}', b"\xff"])
def test_what_is_no_record_is_none(tmp_path, document):
    store = Store(tmp_path)
    store.put_record(NAME, document)
    assert load_record(store, NAME) is None


def test_each_pair_of_folders_has_a_record_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert record_name(Path("a"), Path("b")) == record_name(tmp_path / "a", tmp_path / "x" / ".." / "b")
    assert record_name(Path("a"), Path("b")) != record_name(Path("a"), Path("c"))
