from __future__ import annotations

import hashlib
import time

import pytest

from sitegen.engine import remote
from sitegen.engine.remote import RemoteCache
from tests.engine.cache_server import drip, reply, running

KEY = "ab" * 32


@pytest.fixture
def server():
    with running() as found:
        yield found


@pytest.fixture
def cache(server):
    found = RemoteCache(server.address, upload=True)
    yield found
    found.close()


def test_what_was_put_is_got(server, cache):
    assert cache.get(KEY) is None
    cache.put(KEY, b"result")
    assert cache.get(KEY) == b"result"
    digest = hashlib.sha256(b"result").hexdigest()
    assert server.files == {f"/cache/cas/{digest}": b"result", f"/cache/ac/{KEY}": digest.encode()}
    assert cache.problem == ""


def test_it_is_only_read_unless_upload_is_wanted(server):
    cache = RemoteCache(server.address)
    cache.put(KEY, b"result")
    assert server.requests == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda handler: reply(handler, 500), "it answered GET with status 500"),
        (lambda handler: reply(handler, 401), "it answered GET with status 401"),
        (lambda handler: reply(handler, 302, Location="/cache/elsewhere"), "it answered GET with status 302"),
        (
            lambda handler: reply(handler, 200, b"<html>Please log in</html>"),
            "it has results that sitegen did not write",
        ),
        (lambda handler: reply(handler, 200, b"x" * 64), "it has results that sitegen did not write"),
        (lambda handler: reply(handler, 200, b"a" * 64), "contents that do not agree with their digests"),
        (lambda handler: reply(handler, 200, b"abc", Content_Length="900") and handler.connection.close(), ""),
        (lambda handler: reply(handler, 200, b"a" * 4000), "an answer is too long"),
        (lambda handler: handler.wfile.write(b"garbage\r\n\r\n") and handler.connection.close() is None, ""),
        (lambda handler: time.sleep(3) or reply(handler, 200), "timed out"),
        (drip, ""),
    ],
    ids=["500", "401", "302", "login", "no digest", "lies", "cut", "long", "garbage", "silent", "drip"],
)
def test_after_a_failure_it_is_not_asked_again(server, cache, monkeypatch, answer, why):
    monkeypatch.setattr(remote, "_MOST_BYTES", 1000)
    monkeypatch.setattr(remote, "_REQUEST_SECONDS", 1.5)
    cache._connection.timeout = 1.0
    server.answer = answer
    assert cache.get(KEY) is None
    assert cache.problem.startswith(f"the remote cache {server.address} is not used: ")
    assert why in cache.problem
    count = len(server.requests)
    assert count <= 2
    assert cache.get(KEY) is None
    cache.put(KEY, b"result")
    assert len(server.requests) == count


def test_a_server_that_is_not_there_is_a_problem():
    cache = RemoteCache("http://127.0.0.1:1/cache")
    assert cache.get(KEY) is None
    assert "Connection refused" in cache.problem


def test_credentials_are_sent_and_never_shown(server):
    cache = RemoteCache(server.address.replace("://", "://me:s%40cret@"))
    server.answer = lambda handler: reply(handler, 403)
    cache.get(KEY)
    cache.close()
    assert server.requests == [("GET", f"/cache/ac/{KEY}", "Basic bWU6c0BjcmV0")]
    assert "cret" not in cache.problem + cache.shown


@pytest.mark.parametrize(
    "address",
    [
        *("", "cache", "ftp://host/a", "file:///etc/passwd", "http://", "http:///a", "http://host/a?b"),
        *("http://host:port/", "http://host/a#b", "http://ho st/", "http://host/\r\nX: y", "https://host:99999/"),
    ],
)
def test_other_addresses_are_refused(address):
    with pytest.raises(ValueError):  # noqa: PT011 - of any message, since the command line has its own
        RemoteCache(address)
