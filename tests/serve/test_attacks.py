"""Attacks on the preview: paths, forged names and origins, slow clients, many streams, malformed requests."""

from __future__ import annotations

import resource
import socket
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.serve.conftest import FILES, write
from tests.serve.served import Served, serving

SECRET = "a secret outside of the site"
PATHS = (
    "/../secret.txt",
    "/../../../../../../etc/passwd",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%252fsecret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/figures/../../secret.txt",
    "/figures/plain/..%2f..%2f..%2fsecret.txt",
    "//secret.txt",
    "//etc/passwd",
    "/%2fetc%2fpasswd",
    "/./.././secret.txt",
    "/index.html%00.txt",
    "/%00",
    "/secret.txt%00",
    "/..%c0%afsecret.txt",
    "/..%ff%fesecret.txt",
    "/.sitegen/../secret.txt",
    "/.sitegen/..%2f..%2fsecret.txt",
    "/.sitegen/app.py",
    "/.sitegen/..%2fapp.py",
    "/site.yaml",
    "/index.md",
    "/figures/plain.yaml",
    "/.hidden",
    "/C:%5cWindows%5cwin.ini",
    "/" + "a/" * 4000,
    "/" + "%2e%2e%2f" * 500 + "etc/passwd",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory):
    """A preview that survives all attacks of this module."""
    folder = tmp_path_factory.mktemp("attacked")
    content = folder / "content"
    for name, text in FILES.items():
        write(content, name, text)
    (folder / "secret.txt").write_text(SECRET)
    (content / ".hidden").write_text(SECRET)
    with serving(content) as found:
        found.printed(" pages, ")
        yield found
        assert found.get("/").status == 200
        assert not any("Traceback" in line for line in found.lines)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_no_path_leads_out_of_the_site(served: Served, path: str):
    answer = served.get(path)
    assert answer.status in (400, 404)
    assert SECRET.encode() not in answer.body
    assert b"root:" not in answer.body


def test_redirects_stay_here(served: Served):
    for path in ("//evil.example/..", "//evil.example", "/\\evil.example", "/%0d%0aX:%20y", "//figures"):
        answer = served.get(path)
        assert answer.status == 404
        assert "location" not in answer.headers


def test_links_out_of_the_content_are_refused(content: Path):
    outside = content.parent / "secret.txt"
    outside.write_text(SECRET)
    write(content, "notes.txt", "Notes.")
    with serving(content) as served:
        served.printed(" pages, ")
        assert served.get("/notes.txt").body == b"Notes."
        (content / "link.txt").symlink_to(outside)
        assert "leads out of the content folder" in served.printed("link.txt")
        assert served.get("/link.txt").status == 404
        (content / "link.txt").unlink()
        served.printed("No errors any more")
        (content / "notes.txt").unlink()
        (content / "notes.txt").symlink_to(outside)
        for _ in range(20):  # also before the change is noticed
            answer = served.get("/notes.txt")
            assert answer.status == 404
            assert SECRET.encode() not in answer.body


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost.evil.example",
        "evil.example#127.0.0.1",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}@evil.example",
        "127.0.0.1/evil.example",
        "127.0.0.1:port",
        "127.0.0.1:99999",
        "[::1",
        "2130706433",
        "",
    ],
)
def test_other_names_of_this_machine_are_refused(served: Served, host: str):
    for path in ("/", "/.sitegen/events", "/.sitegen/client.js", "/figures/plain"):
        assert served.get(path, Host=host.format(port=served.port)).status == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:1", "[::1]:{port}", "192.0.2.7"])
def test_addresses_and_localhost_are_answered(served: Served, host: str):
    assert served.get("/", Host=host.format(port=served.port)).status == 200


def test_a_name_that_was_asked_for_is_answered(content: Path):
    with serving(content, "--host", "localhost", "--port", "0") as served:
        served.printed(" pages, ")
        assert served.get("/", Host=f"localhost:{served.port}").status == 200
        assert served.get("/", Host="evil.example").status == 403


def test_a_request_without_a_host_or_with_two_is_refused(served: Served):
    for lines in (b"", b"Host: 127.0.0.1\r\nHost: evil.example\r\n"):
        assert served.send(b"GET / HTTP/1.1\r\n" + lines + b"\r\n")[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 403")
        assert served.send(b"GET / HTTP/1.0\r\n" + lines + b"\r\n")[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 403")
    absolute = b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert b" 403 " in served.send(absolute)[:20]


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost", "", "%", "[::"]
)
def test_other_origins_are_refused(served: Served, origin: str):
    assert served.get("/.sitegen/events", Origin=origin).status == 403
    assert served.get("/", Origin=origin).status == 403


def test_the_own_origin_is_answered_and_no_other_may_read(served: Served):
    answer = served.get("/", Origin=f"http://127.0.0.1:{served.port}")
    assert answer.status == 200
    assert not any(name.startswith("access-control") for name in answer.headers)
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_pages_of_other_sites_may_link_here_but_not_use_files(served: Served):
    assert served.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200
    assert served.get("/figures/plain/data.json", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    assert served.get("/figures/plain/data.json", Sec_Fetch_Site="same-origin", Sec_Fetch_Mode="cors").status == 200


@pytest.mark.parametrize(
    "request_",
    [
        b"\x00" * 100,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xff" * 200,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nA: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"A: b\r\n" * 30_000 + b"\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\nHost: 127.0.0.1\n\n",
        b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: a\r\n\r\n",
        b"G\xc3\x89T /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"",
    ],
    ids=range(16),
)
def test_malformed_requests_are_survived(served: Served, request_: bytes):
    with suppress(OSError):  # the server may close the connection early
        served.send(request_)
    assert served.get("/").status == 200


def test_clients_that_are_slow_do_not_keep_others_waiting(served: Served):
    with ExitStack() as stack:
        for number in range(200):
            client = stack.enter_context(socket.create_connection((served.host, served.port)))
            client.sendall(
                b"GET / HTTP/1.1\r\nHost:" if number % 2 else b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20
            )
        assert served.get("/other.html").status == 200


def test_500_open_streams_get_their_updates_and_keep_no_one_waiting(content: Path):
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft > 1000
    with serving(content) as served, ExitStack() as stack:
        served.printed(" pages, ")
        streams = [stack.enter_context(served.updates()) for _ in range(500)]
        versions = {next(stream)["version"] for stream in streams}
        assert served.get("/").status == 200
        write(content, "other.md", FILES["other.md"].replace("Other words", "New words"))
        assert {next(stream)["version"] for stream in streams} == {version + 1 for version in versions}
        assert served.get("/").status == 200
        assert served.end() == 0
