"""What the preview answers: the files of the site with their types, and pages with its script."""

from __future__ import annotations

import re
from pathlib import Path

from sitegen import build_site
from sitegen.serve.injection import with_client
from tests.serve.conftest import FILES, save, write
from tests.serve.served import Served, serving

TYPES = {
    "": "text/html; charset=utf-8",
    "assets/site.css": "text/css; charset=utf-8",
    "assets/explore.js": "text/javascript; charset=utf-8",
    "assets/icon.svg": "image/svg+xml",
    "figures/plain/data.csv": "text/csv; charset=utf-8",
    "figures/plain/data.json": "application/json",
    "figures/plain/description.txt": "text/plain; charset=utf-8",
    "notes.md.bin": "application/octet-stream",
}
SCRIPT = re.compile(rb'<script type="module" src="/\.sitegen/client\.js"[^>]*></script>\n')
POLICY = re.compile(rb'(?<=http-equiv="Content-Security-Policy" content=")[^"]*')


def test_files_have_their_types_and_are_not_stored(served: Served, content: Path):
    save(served, content, "notes.md.bin", "0123456789")
    for path, kind in TYPES.items():
        answer = served.get(f"/{path}")
        assert (answer.status, answer.headers["content-type"]) == (200, kind)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_file_is_that_of_a_build_but_for_the_script_in_pages(served: Served, content: Path, tmp_path: Path):
    build_site(content, tmp_path / "build")
    built = [path for path in sorted((tmp_path / "build").rglob("*.*")) if path.is_file() and path.name != ".sitegen"]
    assert len(built) > 40
    for path in built:
        sent = served.get("/" + path.relative_to(tmp_path / "build").as_posix()).body
        if path.suffix != ".html":
            assert sent == path.read_bytes()
            continue
        assert b"/.sitegen/" not in path.read_bytes()
        assert len(SCRIPT.findall(sent)) == 1
        assert POLICY.sub(b"", SCRIPT.sub(b"", sent)) == POLICY.sub(b"", path.read_bytes())


def test_the_policy_stays_as_strict_but_for_the_script():
    page = '<meta http-equiv="Content-Security-Policy" content="{}"></head>'
    sent = {
        "default-src 'none'; style-src 'self'": "connect-src 'self'; default-src 'none'; script-src 'self'; style-src 'self'",
        "script-src 'none'": "script-src 'self'",
        "default-src 'self'; script-src https://a.example": (
            "connect-src 'self'; default-src 'self'; script-src 'self' https://a.example"
        ),
        "img-src *": "img-src *",
    }
    for policy, expected in sent.items():
        assert f'content="{expected}"' in with_client(page.format(policy))
    assert with_client("<p>No head.").startswith("<script")


def test_folders_have_a_slash_and_their_index(served: Served):
    answer = served.get("/figures/plain")
    assert (answer.status, answer.headers["location"]) == (307, "plain/")
    assert served.get("/figures/plain/").body == served.get("/figures/plain/index.html").body
    assert served.get("/lost").status == 404
    assert b"not found" in served.get("/lost").body


def test_links_of_the_page_for_missing_addresses_lead_into_the_preview(content: Path):
    write(content, "site.yaml", f"{FILES['site.yaml']}base_url: https://example.org/course/\n")
    with serving(content) as served:
        served.printed(" pages, ")
        assert 'href="/course/assets/site.css"' in served.get("/deep/lost.html").text
        answer = served.get("/course/assets/site.css")
        assert (answer.status, answer.headers["location"]) == (307, "/assets/site.css")
        assert served.get("/course//evil.example/x").headers["location"] == "/evil.example/x"
        assert served.get("/course/").headers["location"] == "/"


def test_heads_and_ranges(served: Served, content: Path):
    save(served, content, "film.bin", "0123456789")
    whole, head = served.get("/film.bin"), served.get("/film.bin", "HEAD")
    assert (whole.body, head.body) == (b"0123456789", b"")
    assert head.headers["content-length"] == whole.headers["content-length"] == "10"
    part = served.get("/film.bin", Range="bytes=2-4")
    assert (part.status, part.body, part.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert served.get("/film.bin", Range="bytes=20-").status == 416
    assert served.get("/", "HEAD").body == b""


def test_nothing_but_reading_is_possible(served: Served):
    methods = ("POST", "PUT", "DELETE", "OPTIONS", "TRACE")
    assert {method: served.get("/", method).status for method in methods} == dict.fromkeys(methods, 405)


def test_updates_name_what_was_read_and_has_changed(served: Served, content: Path):
    served.get("/")
    served.get("/other.html")
    with served.updates() as updates:
        first = next(updates)
        assert (first["changed"], first["problems"]) == ([], [])
        write(content, "other.md", FILES["other.md"].replace("Other words", "New words"))
        second = next(updates)
        assert second["changed"] == ["other.html"]
        assert second["version"] == first["version"] + 1
        write(content, "figures/plain.yaml", FILES["figures/plain.yaml"].replace("4", "6"))
        assert next(updates)["changed"] == ["index.html"]


def test_a_site_with_errors_from_the_start_says_so_and_then_appears(content: Path):
    write(content, "figures/plain.yaml", "kind: gradient-decay\nparams:\n  activation: reluu\n")
    with serving(content) as served, served.updates() as updates:
        (problem,) = next(updates)["problems"]
        assert problem["place"] == f"{content}/figures/plain.yaml:3:15"
        assert problem["line"] == "  3 |   activation: reluu"
        assert problem["caret"] == "    |               ^^^^^"
        assert problem["hint"] == "did you mean 'relu'?"
        answer = served.get("/")
        assert (answer.status, "This site has errors" in answer.text) == (503, True)
        write(content, "figures/plain.yaml", FILES["figures/plain.yaml"])
        assert next(updates)["problems"] == []
        assert served.get("/").status == 200


def test_the_last_good_site_stays_while_there_are_errors(served: Served, content: Path):
    before = served.get("/").body
    write(content, "figures/plain.yaml", "kind: nothing\n")
    served.printed("error")
    assert SCRIPT.sub(b"", served.get("/").body) == SCRIPT.sub(b"", before)


def test_problems_name_their_figure(served: Served, content: Path):
    fence = "```figure\nid: in-text\nkind: gradient-decay\nparams:\n  num_layers: 4\n```\n"
    with served.updates() as updates:
        next(updates)
        write(content, "index.md", f"# Home\n\n{fence}")
        next(updates)
        write(content, "figures/plain.yaml", "kind: gradient-decay\ntitle: Plain\ndepth: 3\n")
        (first,) = next(updates)["problems"]
        write(content, "index.md", f"# Home\n\n{fence.replace('4', 'x')}")
        second, _ = sorted(next(updates)["problems"], key=lambda each: "index.md" not in each["place"])
    assert (first["figure"], second["figure"]) == ("plain", "in-text")
