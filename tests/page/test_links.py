"""Links become relative addresses, or an error that says what is there."""

from __future__ import annotations

import pytest

from sitegen.page.links import LinkError, Targets, built_path, root_of

NONE: frozenset[str] = frozenset()
TARGETS = Targets(
    {
        "index.html": NONE,
        "about.html": frozenset({"who"}),
        "lessons/index.html": NONE,
        "lessons/one.html": frozenset({"a-heading"}),
        "lessons/größe.html": NONE,
        "figures/relu/index.html": NONE,
        "figures/relu/data.csv": NONE,
        "pictures/a b.png": NONE,
    }
)


@pytest.mark.parametrize(
    ("page", "root"), [("index.html", ""), ("lessons/one.html", "../"), ("figures/relu/index.html", "../../")]
)
def test_root(page, root):
    assert root_of(page) == root


@pytest.mark.parametrize(
    ("source", "built"),
    [
        ("lessons/one.md", "lessons/one.html"),
        ("figures/relu.yaml", "figures/relu/index.html"),
        ("data/other.yaml", "data/other.yaml"),
        ("a.png", "a.png"),
    ],
)
def test_built_path(source, built):
    assert built_path(source) == built


@pytest.mark.parametrize(
    ("href", "page", "address"),
    [
        ("one.md", "lessons/index.html", "one.html"),
        ("../about.md#who", "lessons/one.html", "../about.html#who"),
        ("#a-heading", "lessons/one.html", "#a-heading"),
        ("one.md#a-heading", "lessons/one.html", "#a-heading"),
        ("lessons/", "index.html", "lessons/index.html"),
        ("../figures/relu.yaml", "lessons/one.html", "../figures/relu/index.html"),
        ("figures/relu/data.csv", "index.html", "figures/relu/data.csv"),
        ("pictures/a%20b.png", "index.html", "pictures/a%20b.png"),
        ("gr%C3%B6%C3%9Fe.md", "lessons/one.html", "gr%C3%B6%C3%9Fe.html"),
        ("https://example.org/x?y#z", "index.html", "https://example.org/x?y#z"),
        ("mailto:a@example.org", "index.html", "mailto:a@example.org"),
    ],
)
def test_a_good_link(href, page, address):
    assert TARGETS.resolve(href, page) == address


@pytest.mark.parametrize(
    "href", ["../broken.md", "../broken.md#part", "../figures/bad.yaml", "../figures/bad/data.csv"]
)
def test_links_to_what_is_wrong_itself_are_not_judged(href):
    targets = Targets(TARGETS.anchors, frozenset({"broken.html", "figures/bad"}))
    assert targets.resolve(href, "lessons/one.html")
    with pytest.raises(LinkError):
        TARGETS.resolve(href, "lessons/one.html")


@pytest.mark.parametrize(
    ("href", "message"),
    [
        ("two.md", "leads to no page, figure or file"),
        ("on.md", "did you mean 'lessons/one.html'"),
        ("one.md#a-headin", "the page has no heading 'a-headin', did you mean 'a-heading'"),
        ("#nowhere", "the page has no heading 'nowhere'"),
        ("/about.html", "begins with a slash"),
        ("//example.org/x", "begins with a slash"),
        ("../../etc/passwd", "leaves the content folder"),
        ("%2e%2e/%2e%2e/x.md", "leaves the content folder"),
        ("javascript:alert(1)", "links may begin with http, https, mailto, not with javascript:"),
        ("data:text/html,x", "not with data:"),
    ],
)
def test_a_wrong_link(href, message):
    with pytest.raises(LinkError, match=message.replace("(", r"\(")):
        TARGETS.resolve(href, "lessons/one.html")
