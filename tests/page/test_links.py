"""Links become relative addresses, or an error that says what is there."""

from __future__ import annotations

import re

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
    },
    sources={
        "index.md": "index.html",
        "about.md": "about.html",
        "lessons/index.md": "lessons/index.html",
        "lessons/one.md": "lessons/one.html",
        "figures/relu.yaml": "figures/relu/index.html",
        "pictures/a b.png": "pictures/a b.png",
    },
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
        ("pictures/a%20b.png#xywh=1,2,3,4", "index.html", "pictures/a%20b.png#xywh=1,2,3,4"),
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
        ("one.md#a-headin", "the page has no heading 'a-headin'"),
        ("https:evil.example/x", "'https:evil.example/x' names no host; write it like https://example.org"),
        ("http:/evil.example", "names no host"),
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


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("on.md", "did you mean 'one.md'?"),
        ("one", "did you mean 'one.md'?"),
        ("../lessons/one.html5", "did you mean 'one.md'?"),
        ("relu", "did you mean '../figures/relu.yaml'?"),
        ("../figures/relu-.yaml", "did you mean '../figures/relu.yaml'?"),
        ("abuot.md", "did you mean '../about.md'?"),
        ("../lesson/index.md", "did you mean 'index.md'?"),
        ("../a b.png", "did you mean '../pictures/a b.png'?"),
        ("nope.md", ""),
        ("two.md", ""),
        ("one.md#a-headin", "did you mean 'a-heading'?"),
        ("one.md#nowhere", "headings here: a-heading"),
        ("../lessons", "this is a folder; write ../lessons/"),
    ],
)
def test_the_hint_is_what_the_author_would_write_on_this_page(href, hint):
    with pytest.raises(LinkError) as caught:
        TARGETS.resolve(href, "lessons/two.html")
    assert caught.value.hint() == hint


def test_the_page_itself_is_no_hint():
    with pytest.raises(LinkError) as caught:
        TARGETS.resolve("on.md", "lessons/one.html")
    assert caught.value.hint() == ""


@pytest.mark.parametrize(
    ("href", "message"),
    [
        ("https://example.org/x.png", "pages load no pictures from other hosts"),
        ("HTTPS://example.org/x.png", "pages load no pictures from other hosts"),
        ("https:evil.example/x.png", "names no host"),
        ("http:/evil.example", "names no host"),
        ("//evil.example/x.png", "begins with a slash"),
        ("mailto:x@example.org", "pages load no pictures from other hosts"),
        ("#x", "the page has no heading 'x'"),
        ("#a-heading", "'#a-heading' is no picture; a picture is a file such as diagram.png"),
        ("", "'' is no picture"),
        ("../about.md", "'../about.md' is no picture; a picture is a file"),
        ("../figures/relu.yaml", "is no picture; to show the figure, write a fence: ```figure relu"),
        ("data:text/html,x", "not with data:"),
        (
            "../figures/relu/data.csv",
            "'../figures/relu/data.csv' is no picture; a picture is a file such as diagram.png",
        ),
    ],
)
def test_what_is_no_picture(href, message):
    with pytest.raises(LinkError, match=re.escape(message)):
        TARGETS.resolve(href, "lessons/one.html", picture=True)


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("../figures/relu.svg", "to show the figure, write a fence: ```figure relu"),
        ("relu", "to show the figure, write a fence: ```figure relu"),
        ("a-b.png", "did you mean '../pictures/a b.png'?"),
        ("on.md", ""),
    ],
)
def test_the_hint_for_a_picture_is_a_picture_or_a_fence(href, hint):
    with pytest.raises(LinkError) as caught:
        TARGETS.resolve(href, "lessons/two.html", picture=True)
    assert caught.value.hint() == hint


def test_a_picture_is_a_file_of_the_site():
    assert TARGETS.resolve("../pictures/a%20b.png", "lessons/one.html", picture=True) == "../pictures/a%20b.png"


@pytest.mark.parametrize(
    ("href", "hint"),
    [("ann@example.org", "write mailto:ann@example.org"), ("www.example.org", "write https://www.example.org")],
)
def test_addresses_without_their_scheme(href, hint):
    with pytest.raises(LinkError) as caught:
        TARGETS.resolve(href, "lessons/one.html")
    assert caught.value.hint() == hint
