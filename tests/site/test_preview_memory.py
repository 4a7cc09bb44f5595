"""A preview reads and draws only what changed, keeps no more than the site needs, and shows what a build would write."""

from __future__ import annotations

import pytest

from sitegen.site import render_figures, source_pages
from sitegen.site.build import build_site
from sitegen.site.memory import ContentChangedError
from sitegen.site.preview import Preview
from tests.site.conftest import ONE, RELU


@pytest.fixture
def work(monkeypatch):
    """The figures that are drawn and the pages that are read."""
    done = []
    for module, name in ((render_figures, "render_resolved"), (source_pages, "read_page")):
        function = getattr(module, name)

        def counted(*arguments, function=function, name=name, **options):
            done.append(name)
            return function(*arguments, **options)

        monkeypatch.setattr(module, name, counted)
    return done


def test_only_what_changed_is_read_and_drawn(content, work):
    preview = Preview(content())
    preview.refresh()
    preview.find("index.html")
    preview.find("lessons/one.html")
    work.clear()
    assert preview.refresh().changed == frozenset()
    assert work == []
    content({"figures/relu.yaml": RELU.replace("4", "5")})
    assert preview.refresh().changed == {"index.html"}
    assert work == ["render_resolved"]
    work.clear()
    content({"figures/relu.yaml": RELU.replace("4", "5"), "lessons/one.md": f"{ONE}\nMore.\n"})
    assert preview.refresh().changed == {"lessons/one.html"}
    assert work == ["read_page"]


def test_an_error_forgets_nothing(content, work):
    preview = Preview(content())
    preview.refresh()
    content({"site.yaml": "title: x\n"})
    assert preview.refresh().has_errors
    work.clear()
    content()
    assert not preview.refresh().has_errors
    assert work == []


def test_memory_does_not_grow_with_the_number_of_changes(content):
    preview = Preview(content())
    sizes = []
    for number in range(2, 8):
        content({"figures/relu.yaml": RELU.replace("4", str(number))})
        preview.refresh()
        sizes.append(len(preview._memory.store._results))
    assert len(set(sizes)) == 1


def test_it_shows_what_a_build_writes(content, tmp_path):
    folder = content()
    preview = Preview(folder)
    for changes in ({}, {"figures/relu.yaml": RELU.replace("4", "5")}, {"lessons/two.md": "# Two\n"}):
        content(changes)
        preview.refresh()
        build_site(folder, tmp_path / "build")
        written = [path for path in (tmp_path / "build").rglob("*") if path.is_file() and path.name != ".sitegen"]
        assert len(written) > 20
        for path in written:
            assert preview.find(path.relative_to(tmp_path / "build").as_posix()) == path.read_bytes()


def test_content_that_changes_all_the_time_is_a_problem_and_no_fault(content, monkeypatch):
    folder = content()
    preview = Preview(folder)
    preview.refresh()

    def change(*_arguments, **_options):
        raise ContentChangedError("a.md changed")

    monkeypatch.setattr("sitegen.site.preview.prepare", change)
    monkeypatch.setattr("sitegen.site.preview._PAUSE", 0)
    (finding,) = preview.refresh().findings
    assert "changes all the time" in finding.diagnostic.message
    assert preview.find("index.html")
