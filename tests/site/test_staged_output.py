"""The folder that a build writes: what was there is replaced, kept or refused, and never half written."""

from __future__ import annotations

import ctypes
import errno
import json
import os
from pathlib import Path

import pytest

from sitegen.errors import OutputError
from sitegen.site import output_swap
from sitegen.site.output_tree import MARKER
from sitegen.site.staged_output import staged
from tests.site.written import tree, write_site


def cannot_swap(monkeypatch, number=errno.ENOSYS):
    """Replace the call that swaps two folders by that of a system that cannot."""

    def refuse(_one, _other):
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(output_swap, "_exchange", refuse)


@pytest.fixture(params=["swap", "one by one"])
def way(request, monkeypatch):
    """Both ways of replacing a site: in one step, and for systems without it."""
    if request.param == "one by one":
        cannot_swap(monkeypatch)
    return request.param


def test_the_first_build_makes_the_folder_and_those_above(out):
    write_site(out, {"index.html": "one", "a/b.html": "b"})
    assert tree(out) == {"index.html": "one", "a/b.html": "b"}
    assert os.listdir(out.parent) == ["build"]


def test_the_marker_lists_what_was_written(out):
    write_site(out, {"index.html": "one", "a/b.html": "b"})
    assert json.loads((out / MARKER).read_text())["files"] == [".sitegen", "a/b.html", "index.html"]


@pytest.mark.usefixtures("way")
def test_files_of_any_name_are_known_again(out):
    names = ["#1.txt", "two\nlines.txt", "next\x85line.txt", '"quoted".txt', " ", os.fsdecode(b"caf\xe9.txt")]
    write_site(out, dict.fromkeys(names, "one"))
    write_site(out, dict.fromkeys(names, "two"))
    assert tree(out) == dict.fromkeys(names, "two")
    write_site(out, {"index.html": "three"})
    assert tree(out) == {"index.html": "three"}


@pytest.mark.parametrize("files", ['[1, "index.html"]', "3", "[[]]"])
def test_a_damaged_list_of_files_is_no_list(out, files):
    write_site(out, {"index.html": "one"})
    (out / ".sitegen").write_text(f'{{"files": {files}}}', encoding="utf-8")
    with pytest.raises(OutputError, match="files that sitegen did not write"):
        write_site(out, {"index.html": "two"})
    assert (out / "index.html").read_text(encoding="utf-8") == "one"


def test_the_folder_has_the_usual_permissions(out):
    write_site(out, {"index.html": ""})
    plain = out.parent / "plain"
    plain.mkdir()
    assert out.stat().st_mode == plain.stat().st_mode


@pytest.mark.usefixtures("way")
def test_a_rebuild_leaves_no_deleted_page_behind(out):
    write_site(out, {"index.html": "one", "old/page.html": "old"})
    write_site(out, {"index.html": "two"})
    assert tree(out) == {"index.html": "two"}
    assert not (out / "old").exists()
    assert os.listdir(out.parent) == ["build"]


def test_an_empty_folder_is_taken(out):
    out.mkdir(parents=True)
    write_site(out, {"index.html": "one"})
    assert tree(out) == {"index.html": "one"}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (PermissionError(13, "Permission denied", "content/a.png"), r"content/a\.png: Permission denied"),
    ],
)
def test_what_the_system_refuses_while_the_site_is_written_is_an_output_error(out, error, told):
    def fail():
        with staged(out, []):
            raise error

    with pytest.raises(OutputError, match=f"build cannot be written: {told}$"):
        fail()
    assert os.listdir(out.parent) == []


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_a_failed_build_leaves_the_old_site_untouched(out, error):
    write_site(out, {"index.html": "one"})

    def fail():
        with staged(out, []) as folder:
            (folder / "index.html").write_text("half")
            raise error

    with pytest.raises(type(error)):
        fail()
    assert tree(out) == {"index.html": "one"}
    assert os.listdir(out.parent) == ["build"]


def test_the_old_site_stays_until_the_new_one_is_complete(out):
    write_site(out, {"index.html": "one"})
    with staged(out, []) as folder:
        (folder / "index.html").write_text("two")
        assert tree(out) == {"index.html": "one"}
    assert tree(out) == {"index.html": "two"}


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EBUSY, errno.EXDEV, errno.EPERM])
def test_where_folders_cannot_be_swapped_each_file_is_replaced_and_a_note_says_so(out, monkeypatch, number):
    write_site(out, {"index.html": "one", "a": "file", "b/c.html": "c", "old/page.html": "old"})
    (out / "old" / "mine.txt").write_text("mine")
    cannot_swap(monkeypatch, number)
    notes = write_site(out, {"index.html": "two", "a/index.html": "now a folder", "b": "now a file"})
    assert notes == [f"the files in {out} were replaced one by one, not all in one step: {out}: {os.strerror(number)}"]
    site = {"index.html": "two", "a/index.html": "now a folder", "b": "now a file"}
    assert tree(out) == {**site, "old/mine.txt": "mine"}
    assert json.loads((out / MARKER).read_text())["files"] == sorted([MARKER, *site])
    assert os.listdir(out.parent) == ["build"]


class TestForeignFiles:
    def test_a_folder_that_sitegen_did_not_write_is_refused(self, out):
        out.mkdir(parents=True)
        (out / "thesis.tex").write_text("years of work")
        with pytest.raises(OutputError, match=r"build holds files that sitegen did not write"):
            write_site(out, {"index.html": ""})
        assert tree(out) == {"thesis.tex": "years of work"}

    @pytest.mark.parametrize("marker", [b"", b"thesis.tex\n", b"[]", b'{"files": []}', b'{"files": 1}', b"\xff{", b"0"])
    def test_a_marker_of_someone_else_does_not_make_it_ours(self, out, marker):
        out.mkdir(parents=True)
        (out / MARKER).write_bytes(marker)
        (out / "thesis.tex").write_text("years of work")
        with pytest.raises(OutputError, match="did not write"):
            write_site(out, {"index.html": ""})
        assert tree(out) == {"thesis.tex": "years of work"}

    @pytest.mark.usefixtures("way")
    def test_what_others_put_into_the_site_is_kept(self, out):
        write_site(out, {"index.html": "one"})
        (out / "CNAME").write_text("figures.example")
        (out / ".git" / "refs").mkdir(parents=True)
        (out / ".git" / "refs" / "head").write_text("3f2a")
        (out / "latest").symlink_to("somewhere")
        write_site(out, {"index.html": "two"})
        write_site(out, {"index.html": "three"})
        assert tree(out) == {"index.html": "three", "CNAME": "figures.example", ".git/refs/head": "3f2a"}
        assert (out / "latest").readlink() == Path("somewhere")
        assert os.listdir(out.parent) == ["build"]

    @pytest.mark.parametrize("name", ["docs/mine.txt", "docs/more/mine.txt"])
    def test_a_file_in_a_folder_that_becomes_a_page_is_refused(self, out, name):
        old = {"index.html": "one", "docs/page.html": "one"}
        write_site(out, old)
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine")
        with pytest.raises(
            OutputError, match=r"docs/(mine\.txt|more) was not written by sitegen, and the new site needs its place"
        ):
            write_site(out, {"index.html": "two", "docs": "two"})
        assert tree(out) == {**old, name: "mine"}

    @pytest.mark.parametrize("name", ["about.html", "about.html/more", "docs"])
    def test_a_file_in_the_way_of_a_new_page_is_refused(self, out, name):
        write_site(out, {"index.html": "one"})
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine")
        with pytest.raises(OutputError, match="was not written by sitegen, and the new site needs its place"):
            write_site(out, {"index.html": "two", "about.html": "new", "docs/a.html": "new"})
        assert tree(out) == {"index.html": "one", name: "mine"}
        assert os.listdir(out.parent) == ["build"]


class TestRefusedPlaces:
    def refuse(self, out, match, **options):
        with pytest.raises(OutputError, match=match), staged(out, [], **options):
            pytest.fail("the folder was given out")

    def test_a_file(self, tmp_path):
        (tmp_path / "build").write_text("text")
        self.refuse(tmp_path / "build", "is a file, not a folder")
        assert (tmp_path / "build").read_text() == "text"

    def test_the_content_folder(self, tmp_path):
        content = tmp_path / "content"
        content.mkdir()
        self.refuse(content, "is the content folder itself", content=content)
        self.refuse(content / "build", "lies inside the content folder", content=content)
        self.refuse(tmp_path, "holds the content folder", content=content)
        assert os.listdir(tmp_path) == ["content"]

    def test_the_content_folder_by_another_name(self, tmp_path):
        (tmp_path / "content").mkdir()
        (tmp_path / "link").symlink_to("content")
        self.refuse(tmp_path / "link", "is the content folder itself", content=tmp_path / "content")

    def test_the_current_folder_and_those_above(self, tmp_path, monkeypatch):
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        for out in (Path(), Path(".."), Path("/"), tmp_path):
            self.refuse(out, "is or holds the current folder")

    def test_the_home_folder(self, tmp_path, monkeypatch):
        monkeypatch.setenv("HOME", str(tmp_path / "home" / "ada"))
        self.refuse(tmp_path / "home", "is or holds your home folder")
        self.refuse(tmp_path / "home" / "ada", "is or holds your home folder")

    def test_a_link_to_itself(self, tmp_path):
        (tmp_path / "build").symlink_to("build")
        self.refuse(tmp_path / "build", "build is a link that leads back to itself")

    @pytest.mark.parametrize("marker", ["brackets", "endless", "pipe", "folder"])
    def test_a_marker_that_is_no_list(self, tmp_path, marker):
        path = tmp_path / "build" / MARKER
        path.parent.mkdir()
        make = {
            "brackets": lambda: path.write_text("[" * 100_000),
            "endless": lambda: path.symlink_to("/dev/zero"),
            "pipe": lambda: os.mkfifo(path),
            "folder": path.mkdir,
        }
        make[marker]()
        self.refuse(tmp_path / "build", "holds files that sitegen did not write")

    def test_a_place_below_a_file(self, tmp_path):
        (tmp_path / "file").write_text("text")
        self.refuse(tmp_path / "file" / "build", "file/build cannot be written: (Not a directory|File exists)")


def test_a_link_is_followed(tmp_path):
    (tmp_path / "www").mkdir()
    (tmp_path / "build").symlink_to("www")
    for text in ("one", "two"):
        write_site(tmp_path / "build", {"index.html": text})
    assert (tmp_path / "build").is_symlink()
    assert tree(tmp_path / "www") == {"index.html": "two"}
    assert sorted(os.listdir(tmp_path)) == ["build", "www"]
