"""Which figures the gallery and the reference pages list, and in which order."""

from __future__ import annotations

import re

import pytest

DECAY = "kind: gradient-decay\ntitle: {}\nparams:\n  num_layers: {}\n"
PAGES = {
    "figures/a-decay.yaml": DECAY.format("A", 5),
    "figures/b-decay.yaml": DECAY.format("B", 6),
    "figures/c-flow.yaml": "kind: gradient-flow\ntitle: C\nparams:\n  layers: [2, 3]\n",
    "index.md": "# Home\n\n```figure b-decay\n```\n\n```figure relu\n```\n",
}


def listed(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="(?:\.\./figures/)?([\w-]+)/index\.html"', page)))


def test_the_gallery_groups_figures_by_kind_in_the_order_of_the_pages(built):
    gallery = (built(PAGES) / "figures/index.html").read_text(encoding="utf-8")
    decay, flow = gallery.split('href="../reference/gradient-flow.html"', 1)
    assert listed(decay) == ["b-decay", "relu", "a-decay"]
    assert listed(flow) == ["one-1", "c-flow"]


def test_the_gallery_is_filtered_by_links_to_its_kinds(built):
    gallery = (built(PAGES) / "figures/index.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'<a href="#([\w-]+)">.*? <span class="count">(\d+)<', gallery))
    assert links == {"page-all": "5", "gradient-decay": "3", "gradient-flow": "2"}
    parts = gallery.split("<section ")[1:]
    assert [(re.search(r'<h2 id="([\w-]+)"', part)[1], part.count('class="card"')) for part in parts] == [
        ("gradient-decay", 3),
        ("gradient-flow", 2),
    ]
    assert 'class="count">3 figures<' in parts[0]


def test_a_gallery_of_one_kind_has_no_filter(built):
    pages = {"lessons/one.md": "# One\n"}
    gallery = (built(pages) / "figures/index.html").read_text(encoding="utf-8")
    assert 'class="filter"' not in gallery
    assert 'class="count">1 figure<' in gallery


def test_a_reference_page_lists_the_figures_of_its_kind_alone(built):
    page = (built(PAGES) / "reference/gradient-decay.html").read_text(encoding="utf-8")
    assert listed(page) == ["b-decay", "relu", "a-decay"]


FOLLOWER = """\
kind: gradient-flow
params:
  layers: [2, 2, 2, 2]
  gradients: {figure: hand}
link: hand
"""
EXPLORED = f"{DECAY.format('Hand', 4)}explore:\n  init_scale: [1, 2]\n"


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("{hand}{flow}", ["hand flow"]),
        ("{flow}{hand}{relu}", ["flow hand"]),
        ("{relu}{hand}{flow}{flow}Text.\n\n{hand}{flow}", ["hand flow flow--2", "hand--2 flow--3"]),
        ("{hand}Text.\n\n{flow}{relu}{relu}", []),
    ],
)
def test_linked_figures_without_text_between_are_together(built, text: str, together: list[str]):
    fences = {name: f"```figure {name}\n```\n\n" for name in ("hand", "flow", "relu")}
    site = built(
        {"figures/hand.yaml": EXPLORED, "figures/flow.yaml": FOLLOWER, "a.md": "# A\n\n" + text.format(**fences)}
    )
    found = re.findall(r'<div class="linked">\n(.*?</figure>)\s*</div>', (site / "a.html").read_text(), re.DOTALL)
    assert [" ".join(re.findall(r'<figure [^>]*id="fig-([\w-]+)"', each)) for each in found] == together


def test_a_figure_names_the_pages_that_show_it(built):
    site = built({**PAGES, "lessons/two.md": "# Two\n\n```figure relu\n```\n\n```figure relu\n```\n"})
    page = (site / "figures/relu/index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="\.\./\.\./(index\.html|lessons/\w+\.html)">(?:<[^>]+>)?(Home|One|Two)', page) == [
        ("index.html", "Home"),
        ("lessons/two.html", "Two"),
    ]
