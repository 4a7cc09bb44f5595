"""The lists of links on every page."""

from __future__ import annotations

import re

from sitegen.site.navigation import MOST_SIBLINGS

NAVIGATION = """\
title: T
description: D.
navigation:
  - {title: About, path: about.md}
  - {title: Course, section: lessons}
"""


def main(text):
    return re.search(r'<nav aria-label="Main">(.*?)</nav>', text, re.DOTALL)[1]


def test_without_a_navigation_the_folders_are_shown(built):
    text = main((built() / "index.html").read_text())
    assert re.findall(r'href="([^"]+)">([^<]+)', text) == [
        ("lessons/index.html", "Lessons"),
        ("figures/index.html", "Figures"),
        ("reference/index.html", "Reference"),
    ]


def test_the_page_and_its_section_are_marked(built):
    site = built({"site.yaml": NAVIGATION, "about.md": "# About\n"})
    about, lesson = (main((site / name).read_text()) for name in ("about.html", "lessons/one.html"))
    assert '<a href="about.html" aria-current="page">About</a>' in about
    assert about.count("aria-current") == 1
    assert '<a href="../lessons/index.html" aria-current="true">Course</a>' in lesson
    assert '<a href="lessons/index.html">Course</a>' in about


def test_a_folder_without_a_first_page_gets_a_list_in_order(built):
    changes = {
        f"lessons/{name}.md": f"---\ntitle: {name}\norder: {order}\n---\n" for name, order in (("b", 3), ("a", 2))
    }
    text = (built(changes) / "lessons" / "index.html").read_text()
    assert re.findall(r'<li><a href="(\w+\.html)">', text) == ["one.html", "a.html", "b.html"]


def test_a_folder_with_a_first_page_keeps_it(built):
    text = (built({"lessons/index.md": "# Welcome\n"}) / "lessons" / "index.html").read_text()
    assert "<h1>Welcome</h1>" in text


def test_a_page_shows_its_neighbours_and_marks_itself(built):
    text = (built({"lessons/two.md": "# Two\n"}) / "lessons" / "one.html").read_text()
    around = text[text.index('class="siblings"') :]
    assert '<a href="../lessons/one.html" aria-current="page">One</a>' in around
    assert '<a href="../lessons/two.html">Two</a>' in around


def test_a_long_section_shows_only_the_pages_beside(built):
    pages = {
        f"lessons/p{index:03}.md": f"---\ntitle: P{index:03}\norder: 2\n---\n" for index in range(MOST_SIBLINGS + 1)
    }
    text = (built(pages) / "lessons" / "p005.html").read_text()
    around = text[text.index('class="siblings"') :]
    assert re.findall(r"<li><a [^>]*>([^<]+)", around) == ["All of Lessons", "P004", "P005", "P006"]
