"""The site in memory: what changed, what stays while there are errors, and pages that are asked for during a refresh."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.page.environment import Templates
from sitegen.site import preview as preview_module
from sitegen.site.build import build_site
from sitegen.site.preview import Preview
from tests.site.conftest import INDEX, ONE, RELU


@pytest.fixture
def preview(content):
    found = Preview(content())
    found.refresh()
    return found


def test_it_has_the_bytes_of_a_build_after_every_change(preview, content, tmp_path):
    for changes in ({"figures/relu.yaml": RELU.replace("4", "6")}, {"lessons/one.md": ONE.replace("The first", "One")}):
        preview.refresh()
        build_site(content(changes), tmp_path / "build")
        preview.refresh()
        built = {path.relative_to(tmp_path / "build").as_posix(): path for path in (tmp_path / "build").rglob("*.*")}
        for name in sorted(built.keys() - {".sitegen"}):
            if built[name].is_file():
                assert preview.find(name) == built[name].read_bytes(), name


def test_only_files_that_were_read_and_differ_have_changed(preview, content):
    for path in ("index.html", "lessons/one.html", "figures/relu/data.csv", "assets/site.css"):
        assert preview.find(path)
    six = {"figures/relu.yaml": RELU.replace("4", "6")}
    content(six)
    assert preview.refresh().changed == {"index.html", "figures/relu/data.csv"}
    assert preview.refresh().changed == frozenset()
    content({**six, "lessons/one.md": f"{ONE}\n\n"})
    assert preview.refresh().changed == frozenset()
    (preview.content / "lessons" / "one.md").unlink()
    content({**six, "lessons/one.md": None, "index.md": INDEX.replace("See [one](lessons/one.md).", "Alone.")})
    assert preview.refresh().changed == {"index.html", "lessons/one.html"}
    assert preview.find("lessons/one.html") is None


def test_errors_leave_the_site_as_it_was(preview, content):
    before = preview.find("index.html")
    content({"figures/relu.yaml": "kind: nothing\n"})
    change = preview.refresh()
    assert (change.has_errors, change.changed) == (True, frozenset())
    assert {finding.figure for finding in change.findings} == {"relu"}
    assert preview.find("index.html") == before
    content({"figures/relu.yaml": RELU})
    assert preview.refresh() == replace(change, findings=())


def test_a_page_that_is_read_while_others_are_compared_has_changed(preview, content, monkeypatch):
    """Otherwise it would stay as it was, since it learns of no later change."""
    compare, pages = preview_module._Shown.changed_since, []

    def compared(self, before, paths):
        found = compare(self, before, paths)
        if not pages:
            pages.append(preview.find("lessons/one.html"))
        return found

    monkeypatch.setattr(preview_module._Shown, "changed_since", compared)
    content({"lessons/one.md": ONE.replace("The first", "A later")})
    assert preview.refresh().changed == {"lessons/one.html"}
    assert preview.find("lessons/one.html") != pages[0]


def test_a_changed_page_is_made_once(preview, content, monkeypatch):
    made, render = [], Templates.render
    monkeypatch.setattr(Templates, "render", lambda self, name, values: made.append(name) or render(self, name, values))
    preview.find("index.html")
    content({"index.md": INDEX.replace("See", "Read")})
    preview.refresh()
    before = len(made)
    assert b"Read" in preview.find("index.html")
    assert len(made) == before


def test_a_page_that_is_asked_for_during_a_refresh_is_that_of_the_new_site(preview, content):
    """What the page of the site before was made from may be forgotten by then."""

    def make():
        content({"index.md": INDEX.replace("See", "Read")})
        preview.refresh()
        raise KeyError

    shown = preview._shown
    shown.made["index.html"] = shown.made["index.html"]._replace(make=make)
    assert b"Read" in preview.find("index.html")
    shown = preview._shown
    shown.fresh.clear()
    shown.made["index.html"] = shown.made["index.html"]._replace(make=lambda: {}["none"])
    with pytest.raises(Exception, match="none"):
        preview.find("index.html")
