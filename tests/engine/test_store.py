from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os

import pytest

from sitegen.engine.store import TAG, InMemoryStore, Store, Usage
from tests.engine.faults import failing

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def files(store, part):
    return sorted(path for path in (store.folder / part).rglob("*") if path.is_file())


def test_a_result_is_found_by_its_key_in_another_process_too(store):
    store.put(KEY, b"result")
    assert store.get(KEY) == Store(store.folder).get(KEY) == b"result"
    assert store.get(OTHER) is None


def test_contents_are_where_bazel_has_them(store):
    digest = store.put(KEY, b"result")
    assert digest == hashlib.sha256(b"result").hexdigest()
    assert (store.folder / "cas" / digest[:2] / digest).read_bytes() == b"result"
    assert store.content(digest) == b"result"


def test_equal_results_are_stored_once(store):
    store.put(KEY, b"result")
    store.put(OTHER, b"result")
    assert store.usage() == Usage(1, 6)
    assert store.get(OTHER) == b"result"


@pytest.mark.parametrize("damage", [b"", b"resulT", b"result and more"])
def test_a_damaged_content_is_deleted_and_can_be_stored_again(store, damage):
    store.put(KEY, b"result")
    (content,) = files(store, "cas")
    content.write_bytes(damage)
    assert store.get(KEY) is None
    assert files(store, "cas") == files(store, "ac") == []
    store.put(KEY, b"result")
    assert store.get(KEY) == b"result"


@pytest.mark.parametrize("damage", [b"", b"x" * 64, b"../../../etc/passwd", b"\xff\xfe"])
def test_a_damaged_action_is_no_result(store, damage):
    store.put(KEY, b"result")
    (action,) = files(store, "ac")
    action.write_bytes(damage)
    assert store.get(KEY) is None


def test_records_are_replaced_and_checked(store):
    store.put_record(KEY, b"one")
    store.put_record(KEY, b"two")
    assert store.record(KEY) == b"two"
    (path,) = files(store, "records")
    path.write_bytes(path.read_bytes() + b"!")
    assert store.record(KEY) is None
    assert not path.exists()


def test_what_was_used_last_survives_a_prune(store):
    for number in range(10):
        store.put(f"{number:064}", bytes([number]) * 100)
        os.utime(files(store, "cas")[0], (1, 1))
    for path in files(store, "cas"):
        os.utime(path, (1000, 1000))
    assert store.get(f"{3:064}") is not None
    assert store.prune(150) == Usage(9, 900)
    assert store.get(f"{3:064}") == b"\x03" * 100
    assert len(files(store, "ac")) == 1


def test_a_store_stays_below_its_limit(tmp_path):
    for build in range(8):
        store = Store(tmp_path, limit=1000)
        for number in range(3):
            store.put(f"{build:032}{number:032}", os.urandom(100))
        store.keep_within_limit()
    assert 500 <= store.usage().size <= 1000


def test_a_cache_is_marked_for_programs_that_make_backups(store):
    store.put(KEY, b"result")
    assert (store.folder / TAG).read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_all_is_deleted_but_what_others_put_there(store):
    store.put(KEY, b"result")
    store.put_record(KEY, b"record")
    (store.folder / "mine").touch()
    assert store.clear().entries == 2
    assert [path.name for path in store.folder.iterdir()] == ["mine"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_fault_at_any_operation_costs_at_most_the_result(tmp_path, number):
    with failing(tmp_path, 0) as count:
        use(Store(tmp_path / "whole"))
    assert count.seen > 10
    for at in (*range(1, count.seen + 1), -1):
        store = Store(tmp_path / f"at{at}")
        with failing(tmp_path, at, number):
            use(store)
        assert {store.get(KEY), store.record(KEY)} <= {b"result", b"record", None}
        assert list((tmp_path / f"at{at}").rglob(".*")) == []  # no temporary files
        use(store)
        assert (store.get(KEY), store.record(KEY)) == (b"result", b"record")
    assert store.problem


def use(store):
    store.put(KEY, b"result")
    store.get(KEY)
    store.put_record(KEY, b"record")
    store.record(KEY)
    store.keep_within_limit()


def fill(folder, seed):
    store = Store(folder)
    for number in range(200):
        content = f"{number} " * 1000
        store.put(f"{number:064}", content.encode())
        found = store.get(f"{(number * seed) % 200:064}")
        assert found is None or found.startswith(f"{(number * seed) % 200} ".encode())


def test_processes_share_a_store(tmp_path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=fill, args=(tmp_path, seed)) for seed in (3, 7)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(300)
    assert [process.exitcode for process in processes] == [0, 0]
    assert Store(tmp_path).usage().entries == 200


def test_a_store_in_memory_forgets_what_is_not_needed():
    store = InMemoryStore()
    store.put(KEY, b"result")
    store.put(OTHER, b"other")
    store.forget_all_but([OTHER])
    assert (store.get(KEY), store.get(OTHER)) == (None, b"other")
