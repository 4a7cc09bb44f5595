"""What a content folder holds, and which names are taken."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

import pytest

from sitegen.engine.regular_files import open_regular
from sitegen.errors import ContentError
from sitegen.site import site_file
from sitegen.site.build import build_site, check_site
from sitegen.site.content import find_content
from tests.site.conftest import FILES


def test_every_file_has_its_place(content):
    folder = content({"data/runs.csv": "a\n", ".hidden/x.md": "", "templates/base.html": "", "figures/x.csv": ""})
    found = find_content(folder)
    assert [file.path for file in found.pages] == ["index.md", "lessons/one.md"]
    assert [file.path for file in found.specs] == ["figures/relu.yaml"]
    assert [file.path for file in found.files] == ["data/runs.csv", "figures/x.csv"]
    assert found.templates == folder / "templates"
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("404.md", "404.html belongs to the generator"),
        ("reference/mine.md", "reference/mine.html belongs to the generator"),
        ("assets/site.css", "assets/site.css belongs to the generator"),
        ("figures/index.md", "figures/index.html belongs to the generator"),
        ("figures/relu/index.html", "figures/relu/index.html belongs to the generator"),
        ("lessons/one.html", "this would be built to lessons/one.html, like"),
        ("figures/new.yml", "figure specs end in .yaml; rename the file to new.yaml"),
        ("figures/deep/x.yaml", "figure specs lie directly in figures/"),
    ],
)
def test_names_that_are_taken(problems, name, message):
    assert any(message in told for *_, told in problems({name: "# Text\n"}))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lessons/two.MD", "pages end in .md, so this file is only copied; rename it to two.md"),
        ("two.markdown", "pages end in .md, so this file is only copied; rename it to two.md"),
        ("decay.yaml", "figure specs lie in figures/, so this file is only copied; move it there"),
        (
            "figures/decay.YAML",
            "figure specs end in .yaml, so this file is only copied; rename it to decay.yaml",
        ),
        ("lessons/two.md.txt", "pages end in .md, so this file is only copied; rename it to two.md"),
        ("lessons/two.mdown", "pages end in .md, so this file is only copied; rename it to two.md"),
        ("Figures/d.yaml.txt", "figure specs lie in figures/, so this file is only copied; move it there, as d.yaml"),
    ],
)
def test_a_page_or_spec_that_is_only_copied(content, name, message):
    found = find_content(content({name: "kind: gradient-decay\n"})).problems
    assert [(each.severity, each.message) for each in found] == [("warning", message)]
    assert find_content(content({name: "a: 1\n"})).problems == (found if "pages" in message else ())


@pytest.mark.parametrize(
    ("text", "is_spec"),
    [
        ('{"kind": "gradient-decay"}', True),
        ('{\n  "title": "A",\n  "kind" : "curves"\n}', True),
        ('{"kind": "gradient-dekay"}', True),
        ('{"kind": "service"}', False),
        ('{"norm": [1, 2]}', False),
        ('{"kind": "lab.hinge"}', True),
        ('{"kind": "bar-chart", "data": [1]}', False),
        ('{"data": [{"kind": "graph"}]}', False),
        ('{\n"data": {\n"kind": "graph"\n}\n}', False),
        ('{"kind": 1.5}', False),
        ('{"kind": ["graph"]}', False),
        ("[" * 100_000, False),
    ],
)
def test_a_spec_in_json_is_told_to_be_yaml(content, text, is_spec):
    found = find_content(content({"figures/decay.json": text, "data/decay.json": text})).problems
    message = "figure specs end in .yaml, so this file is only copied; rename it to decay.yaml, as JSON is YAML, too"
    assert [(each.severity, each.message) for each in found] == [("warning", message)] * is_spec


def test_a_spec_in_json_is_read_where_its_name_ends_in_yaml(content):
    folder = content({"figures/decay.yaml": '{"kind": "gradient-decay",\n"params": {"num_layers": 9}}'})
    assert find_content(folder).problems == ()
    check_site(folder)


@pytest.mark.parametrize(
    ("kind", "is_spec"),
    [
        ("curves", True),
        ("histogram", True),
        ("lab.hinge", True),
        ("service", False),
        ("bar-chart", False),
        ("1.5", False),
    ],
)
def test_a_spec_outside_figures_is_known_by_its_kind(content, kind, is_spec):
    found = find_content(content({"data/a.yaml": f"kind: {kind}\n"})).problems
    assert [each.message.partition(",")[0] for each in found] == ["figure specs lie in figures/"] * is_spec


def test_the_settings_beside_the_content(content):
    folder = content()
    (folder / "site.yaml").rename(folder.parent / "site.yaml")
    with pytest.raises(ContentError, match=rf"site.yaml is next to this folder; move it into {folder.name}"):
        check_site(folder)


def test_the_content_in_a_folder_of_its_own(content):
    folder = content({"content/index.md": "# Home\n"})
    (folder / "index.md").unlink()
    with pytest.raises(ContentError, match=r"move site\.yaml into the folder content, where content/index\.md is"):
        check_site(folder)


def test_a_home_page_of_another_name(content):
    folder = content()
    (folder / "index.md").rename(folder / "README.md")
    assert [each.hint for each in find_content(folder).problems] == ["rename README.md to index.md"]


@pytest.mark.parametrize(
    "name", ["lessons/link.md", "figures/link.yaml", "site.yaml", "data.csv", "templates/base.html"]
)
def test_a_link_out_of_the_folder_is_refused_without_being_read(content, problems, tmp_path, name):
    (tmp_path / "secret").write_text("{{ PASSWORD=hunter2\ntitle: [\n")
    link = content({name: ""}) / name
    link.unlink()
    link.symlink_to(tmp_path / "secret")
    found = problems({key: None for key in ("site.yaml",) if key == name})
    assert found == [(name, 0, 0, "this link leads out of the content folder; put the file itself here")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root can read everything")
@pytest.mark.parametrize("name", ["lessons/one.md", "figures/relu.yaml", "data.csv", "templates/base.html"])
def test_what_cannot_be_read_is_reported_with_all_other_problems(content, problems, name):
    (content({name: "", "lessons/b.md": "no title"}) / name).chmod(0)
    found = problems({"lessons/b.md": "no title", **({name: None} if name in FILES else {})})
    assert (name, 0, 0, "the file cannot be read: Permission denied") in found
    assert len(found) > 1


@pytest.mark.parametrize("name", ["aa.txt", "a.md"])
def test_folders_of_any_depth(problems, content, name):
    os.makedirs(content() / "/".join(["d"] * 600))  # noqa: PTH103 - pathlib recurses
    (content() / "/".join(["d"] * 600) / name).write_text("# A\n" if name == "a.md" else "")
    assert [message for *_, message in problems()] == [
        "its path in the built site has 1,206 bytes; at most 1,000 are possible everywhere"
    ]


def test_a_name_that_is_too_long_for_its_page(problems):
    assert [message for *_, message in problems({"a" * 252 + ".md": "# A\n"})] == [
        "its name in the built site has 257 bytes; at most 255 are possible"
    ]


@pytest.mark.parametrize("name", ["s", "s.md", "figures/s.yaml", "lessons/s"])
def test_a_link_that_leads_to_no_file_is_refused_once(content, problems, name):
    content()
    for target in (PurePath(name).name, "nowhere"):
        (content() / name).unlink(missing_ok=True)
        (content() / name).symlink_to(target)
        assert {found for found in problems() if "link" in found[3]} == {
            (name, 0, 0, "this link leads to no file; put the file itself here")
        }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("lessons/index.html", "this would overwrite lessons/index.html, a file that sitegen makes"),
        ("accessibility.html", "this would overwrite accessibility.html, a file that sitegen makes"),
        ("figures/relu", "figures/relu has to be a folder, for figures/relu/data.csv"),
        ("assets", "assets has to be a folder, for assets/"),
        ("404.html/a.txt", "404.html is a file that sitegen makes, so no folder can have this name"),
    ],
)
def test_no_file_takes_the_place_of_one_that_is_made(problems, name, message):
    (found,) = problems({name: "text"})
    assert found[0] == name
    assert message in found[3]


@pytest.mark.parametrize("name", [b"caf\xe9.md", b"figures/caf\xe9.yaml", b"caf\xe9.csv", b"caf\xe9/one.md"])
def test_a_name_that_is_not_utf_8_is_refused(problems, name):
    shown = name.decode("utf-8", "backslashreplace")
    assert problems({os.fsdecode(name): "# Text\n"}) == [
        (shown, 0, 0, "the name of this file is not UTF-8; rename it"),
    ]


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x1b"])
@pytest.mark.parametrize("name", ["lessons/gpj{}.md", "figures/re{}lu.yaml", "da{}ta/a.csv", "a{}b.png"])
def test_a_name_with_an_invisible_character_is_refused(problems, name, hidden):
    message = f"the name of this file or its folder holds the invisible character U+{ord(hidden):04X}; rename it"
    assert message in {told for *_, told in problems({name.format(hidden): "x\n"})}


def test_folders_that_cannot_be_read_are_counted_from_the_fiftieth_on(content, monkeypatch):
    folder = content()
    for number in range(60):
        (folder / f"f{number:02}").mkdir()
    scandir = os.scandir

    def closed(path):
        if Path(path).name.startswith("f") and Path(path).name[1:].isdigit():
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = find_content(folder).problems
    assert len(found) == 51
    assert found[-1].message == "… and 10 more problems like these"


def test_a_site_needs_a_home_page(problems):
    assert problems({"index.md": None}) == [("index.md", 0, 0, "the site has no home page; write index.md")]


def test_what_editors_and_other_tools_leave_behind_is_not_published(built):
    left = ["notes.md~", "#notes.md#", "old.bak", "a.orig", ".a.swp", "a.swp", "~$a.docx", "a.tmp"]
    left += ["node_modules/x/index.js", "__pycache__/x.pyc", "Thumbs.db"]
    site = built({**dict.fromkeys(left, "private"), "data/kept.csv": "1"})
    found = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.read_bytes() == b"private"
    ]
    assert found == []
    assert (site / "data" / "kept.csv").is_file()


def test_an_author_may_write_robots_txt_where_none_is_made(built, problems):
    own = {"robots.txt": "User-agent: *\nDisallow: /\n"}
    assert (built(own) / "robots.txt").read_text() == own["robots.txt"]
    addressed = {**own, "site.yaml": "title: T\ndescription: D.\nbase_url: https://example.org/\n"}
    (found,) = problems(addressed)
    assert found[0] == "robots.txt"


def test_paths_that_differ_in_case_alone_are_a_warning(content):
    found = check_site(content({"lessons/One.md": "# O\n", "Lessons/b.md": "# B\n"})).diagnostics
    assert {each.severity for each in found} == {"warning"}
    assert {each.message for each in found} >= {
        "on Windows and macOS, lessons/one.html and lessons/One.html are the same; rename one of them"
    }
    assert any("lessons and Lessons are the same" in each.message for each in found)


def test_paths_that_differ_in_the_form_of_an_accent_alone_are_a_warning(content):
    (found,) = check_site(content({"é.md": "# C\n", "e\u0301.md": "# D\n"})).diagnostics
    assert found.severity == "warning"
    assert found.message.startswith("on macOS, ")
    assert found.message.endswith(" are the same, with letters that look alike; rename one of them")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("CON.md", "CON.md"),
        ("data/aux/b.txt", "aux"),
        ("data/a?.txt", "a?.txt"),
        ("data/b.", "b."),
        ("data/console.txt", ""),
        ("data/a.con", ""),
    ],
)
def test_names_that_windows_forbids_are_a_warning(content, path, name):
    found = check_site(content({path: "# T\n"})).diagnostics
    assert [each.message for each in found] == (
        [f"on Windows, no file or folder can be called {name}; rename it"] if name else []
    )


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("É", "é", "Windows and macOS"),
        ("E\u0301", "é", "macOS"),
        ("straße", "strasse", "macOS"),
        ("ΣΑΣ", "σας", "Windows and macOS"),
    ],
)
def test_windows_compares_letter_by_letter(content, one, other, where):
    (found,) = check_site(content({f"data/{one}.csv": "1", f"data/{other}.csv": "2"})).diagnostics
    assert found.message.startswith(f"on {where}, data/")
    assert found.message.endswith(" are the same; rename one of them")


def test_a_copied_file_that_becomes_a_pipe_does_not_stop_the_build(content, tmp_path, monkeypatch):
    """It is a pipe once the build has listed it as a file: nobody waits for a writer, and the next attempt tells of it."""
    folder = content({"data/notes.txt": "text"})

    def swapped(path):
        if path.name == "notes.txt" and path.is_file():
            path.unlink()
            os.mkfifo(path)
        return open_regular(path)

    monkeypatch.setattr(site_file, "open_regular", swapped)
    with pytest.raises(ContentError, match=r"data/notes\.txt"):
        build_site(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()
