"""Builds that share their figures by a server."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from sitegen.engine.remote import RemoteCache
from sitegen.page.figure_parts import FigureParts
from sitegen.site.build import build_site
from tests.engine.cache_server import reply, running
from tests.site.written import contents


@pytest.fixture
def server():
    with running() as found:
        yield found


@pytest.fixture
def build(content, tmp_path, server):
    """Build with the server and an empty cache of its own; return the result and the files."""
    folder = content()

    def made(name, **options):
        remote = RemoteCache(server.address, **options)
        result = build_site(folder, tmp_path / name, cache=tmp_path / f"{name}-cache", remote=remote)
        return result, contents(tmp_path / name)

    return made


def test_a_warm_server_gives_the_bytes_of_a_cold_build(content, build, server, tmp_path):
    build_site(content(), tmp_path / "cold")
    cold = contents(tmp_path / "cold")
    first, files = build("one", upload=True)
    assert files == cold
    assert first.drawn
    second, files = build("two")
    assert files == cold
    assert (second.drawn, second.notes) == ({}, ())
    count = len(server.requests)
    third, files = build("two")  # the cache of this machine was filled
    assert third.unchanged
    assert files == cold
    assert len(server.requests) == count


def test_it_is_only_read_unless_upload_is_wanted(build, server):
    build("one")
    assert {method for method, _, _ in server.requests} == {"GET"}


def test_a_server_that_fails_costs_one_note(content, build, server, tmp_path):
    build_site(content(), tmp_path / "cold")
    server.answer = lambda handler: reply(handler, 500)
    result, files = build("one", upload=True)
    assert files == contents(tmp_path / "cold")
    assert result.notes == (f"the remote cache {server.address} is not used: it answered GET with status 500",)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda _parts: b"",
        lambda _parts: b"\x91" * 100_000,
        lambda _parts: b"cos\nsystem\n(S'touch hacked'\ntR.",
        lambda _parts: {"id": 7},
        lambda parts: {**parts, "id": "other"},
        lambda parts: {**parts, "ratio": float("nan")},
        lambda parts: {**parts, "title": b"\xff\xfe"},
        lambda parts: {**parts, "files": {}},
        lambda parts: {
            **parts,
            "file_names": [*parts["file_names"], "../../evil.html"],
            "files": {**parts["files"], "../../evil.html": "evil"},
        },
    ],
    ids=["empty", "nested", "pickle", "mistyped", "another figure", "nan", "no text", "no files", "path"],
)
def test_hostile_content_is_as_good_as_none(content, build, server, tmp_path, change):
    build_site(content(), tmp_path / "cold")
    build("one", upload=True)
    for path in [path for path in server.files if "/ac/" in path]:
        digest = server.files[path].decode()
        parts = msgspec.msgpack.decode(server.files.pop(f"/cache/cas/{digest}", b"\x80"))
        changed = change(parts)
        hostile = changed if isinstance(changed, bytes) else msgspec.msgpack.encode(changed)
        server.files[path] = hashlib.sha256(hostile).hexdigest().encode()
        server.files[f"/cache/cas/{server.files[path].decode()}"] = hostile
    result, files = build("two")
    assert files == contents(tmp_path / "cold")
    assert set(result.drawn) >= {"relu"}
    assert not (tmp_path / "evil.html").exists()


def test_what_is_changed_above_would_be_read_unchanged(build, server):
    build("one", upload=True)
    for path, content in server.files.items():
        if "/cas/" in path:
            again = msgspec.msgpack.encode(msgspec.msgpack.decode(content))
            assert msgspec.msgpack.decode(again, type=FigureParts).files
