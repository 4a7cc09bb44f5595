"""The lists of links on every page."""

from __future__ import annotations

import re

import pytest

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


def test_pages_without_an_order_come_after_every_order(built):
    heads = {"a": "", "b": "order: 1000\n", "c": "order: 100000\n"}
    changes = {f"lessons/{name}.md": f"---\ntitle: {name}\n{order}---\n" for name, order in heads.items()}
    site = built({**LESSONS, **changes})
    names = [name for name, _ in links(site / "lessons" / "index.html")]
    assert names[-4:] == ["b.html", "c.html", "lab.html", "a.html"]
    assert 'class="kicker"' in (site / "lessons" / "b.html").read_text()
    assert 'class="kicker"' not in (site / "lessons" / "a.html").read_text()


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


COURSE = NAVIGATION.replace("section: lessons", 'section: lessons, kicker: "Lektion {number} von {count}"')
LESSONS = {
    "site.yaml": f"{COURSE}lang: de\n",
    "about.md": "# About\n",
    "lessons/two.md": "---\ntitle: Two & more\norder: 2\n---\n",
    "lessons/lab.md": "# Lab\n",
}


def test_lessons_are_numbered_and_lead_to_the_next(built):
    site = built(LESSONS)
    texts = {name: (site / "lessons" / f"{name}.html").read_text() for name in ("one", "two", "lab")}
    kickers = {name: re.findall(r'class="kicker">([^<]+)', text) for name, text in texts.items()}
    assert kickers == {"one": ["Lektion 1 von 2"], "two": ["Lektion 2 von 2"], "lab": []}
    ends = {
        name: re.findall(r'<a rel="(\w+)" href="([^"]+)"><span lang="en">(\w+)</span> ([^<]+)', text)
        for name, text in texts.items()
    }
    assert ends == {
        "one": [("next", "two.html", "Next", "Two &amp; more")],
        "two": [("prev", "one.html", "Previous", "One"), ("next", "lab.html", "Next", "Lab")],
        "lab": [("prev", "two.html", "Previous", "Two &amp; more")],
    }
    for text in texts.values():
        assert (
            '<nav class="beside" aria-labelledby="page-beside">\n<h2 id="page-beside"><a href="index.html">Course<'
            in text
        )
        assert 'class="siblings"' not in text


NUMBERED = re.compile(r'<li>(?:<span class="place">(\d+)</span>\n)?<a href="(\w+)\.html">')
SHOWN = {
    "figures/wave.yaml": "kind: gradient-flow\nparams:\n  layers: [3, 4, 2]\n",
    "lessons/two.md": "---\ntitle: Two\norder: 2\n---\n\n```figure wave\n```\n\n```figure relu\n```\n",
}


@pytest.mark.parametrize("index", [{}, {"lessons/index.md": "# Contents\n"}])
def test_the_contents_of_a_course_have_the_numbers_of_its_pages_and_their_first_drawings(built, index):
    site = built({**LESSONS, **SHOWN, **index})
    text = (site / "lessons" / "index.html").read_text()
    found = {name: number for number, name in NUMBERED.findall(text)}
    assert found == {"one": "1", "two": "2", "lab": ""}
    for name, number in found.items():
        kicker = re.findall(r'class="kicker">Lektion (\d+) von 2<', (site / "lessons" / f"{name}.html").read_text())
        assert kicker == [number] * bool(number)
    second = text[text.index("two.html") : text.index("lab.html")]
    assert re.findall(r'src="([^"]+)" alt=""', second) == ["../figures/wave/still.svg"]
    assert (site / "figures/wave/still.svg").exists()
    assert "<picture>" not in text[text.index("lab.html") :]


def test_lists_of_other_pages_have_no_numbers_and_no_drawings(built):
    site = built({**SHOWN, "docs/a.md": "# A\n\n```figure relu\n```\n"})
    for name in ("lessons", "docs"):
        text = (site / name / "index.html").read_text()
        assert NUMBERED.findall(text)
        assert 'class="place"' not in text
        assert "<picture>" not in text


def test_other_pages_have_no_kicker_and_no_next(built):
    site = built({**LESSONS, "lessons/index.md": "# Start\n", "docs/a.md": "# A\n", "docs/b.md": "# B\n"})
    for name in ("index.html", "about.html", "docs/a.html", "lessons/index.html", "figures/relu/index.html"):
        text = (site / name).read_text()
        assert 'class="kicker"' not in text, name
        assert 'class="beside"' not in text, name


def test_following_next_from_the_first_lesson_visits_every_page(built):
    pages = {f"lessons/p{index}.md": f"---\ntitle: P{index}\norder: {9 - index}\n---\n" for index in range(7)}
    site, name, visited = built({**LESSONS, **pages, "lessons/more/x.md": "# X\n"}), "one.html", []
    while name:
        visited.append(name)
        found = re.search(r'<a rel="next" href="([^"]+)"', (site / "lessons" / name).read_text())
        name = found[1] if found else ""
    assert visited == [each for each, _ in links(site / "lessons" / "index.html")]
    assert visited[0] == "one.html"


NESTED = {"a/b/d.md": "# D\n", "a/b/c/e.md": "# E\n"}


def links(path):
    return re.findall(
        r'<li>(?:<span class="place">\d+</span>\n)?<a href="([^"]+)">([^<]+)',
        path.read_text().partition("</header>")[2],
    )


def test_a_folder_in_a_folder_stands_in_the_list_of_the_outer_one(built):
    site = built(NESTED)
    assert ("a/index.html", "A") in re.findall(r'href="([^"]+)">([^<]+)', main((site / "index.html").read_text()))
    assert links(site / "a" / "index.html") == [("b/index.html", "B")]
    assert links(site / "a" / "b" / "index.html") == [("d.html", "D"), ("c/index.html", "C")]


def test_the_outer_folder_may_stand_in_the_navigation(problems):
    assert problems({"site.yaml": NAVIGATION.replace("lessons", "a"), "about.md": "# About\n", **NESTED}) == []


def test_a_link_to_the_list_of_a_folder_whose_only_page_is_broken_is_not_judged(problems):
    found = problems({"about.md": "# About\n\n[a](a/)\n", "a/b/d.md": "no title\n"})
    assert [each[0] for each in found] == ["a/b/d.md"]


def test_pages_beside_the_figures_stand_in_the_gallery(built):
    site = built({"figures/readme.md": "# How to read them\n"})
    assert main((site / "index.html").read_text()).count(">Figures<") == 1
    gallery = (site / "figures" / "index.html").read_text()
    assert '<a href="readme.html">How to read them</a>' in gallery
    assert '<a href="relu/index.html">' in gallery


def test_every_sign_of_a_file_name_is_encoded_in_links(built):
    odd = "lessons/a b#c?%41&é.md"
    encoded = "lessons/a%20b%23c%3F%2541%26%C3%A9.html"
    config = 'title: T\ndescription: D.\nbase_url: "https://example.org/x%20y/"\n'
    site = built({"site.yaml": config, odd: "# Odd\n\n```figure relu\n```\n", "q?/one.md": "# Q\n"})
    page = (site / odd.replace(".md", ".html")).read_text()
    assert f'<link rel="canonical" href="https://example.org/x%20y/{encoded}">' in page
    assert f"<loc>https://example.org/x%20y/{encoded}</loc>" in (site / "sitemap.xml").read_text()
    assert f'<a href="../{encoded}" aria-current="page">Odd</a>' in page
    assert (encoded.removeprefix("lessons/"), "Odd") in links(site / "lessons" / "index.html")
    assert f'<a href="../../{encoded}">Odd</a>' in (site / "figures" / "relu" / "index.html").read_text()
    assert '<a href="q%3F/index.html">Q?</a>' in main((site / "index.html").read_text())
    assert '<a href="/x%20y/q%3F/index.html">Q?</a>' in main((site / "404.html").read_text())
    assert '<a href="../q%3F/index.html" aria-current="true">Q?</a>' in main((site / "q?" / "one.html").read_text())
