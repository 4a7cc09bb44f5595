"""Links into pages and files that sitegen makes: what is there may be linked to, and nothing else."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.site.build import check_site
from sitegen.site.link_index import ids


def linking(*addresses):
    return {"about.md": "# About\n\n" + "\n".join(f"[x]({address})" for address in addresses) + "\n"}


def test_every_file_that_is_written_may_be_linked_to(built, problems):
    site = built()
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    paths = [path for path in paths if not path.startswith(".")]
    assert len(paths) > 30
    assert "figures/relu/figure.css" in paths
    assert problems(linking(*paths)) == []


@pytest.mark.parametrize(
    "address",
    [
        "accessibility.html#page-evidence",
        "figures/#gradient-flow",
        "figures/relu.yaml#embed",
        "figures/relu.yaml#fig-relu",
        "index.md#fig-relu",
        "lessons/#page-main",
        "reference/gradient-flow.html#kind-example",
        "reference/gradient-flow.html#layers",
        "reference/#spec-fields",
    ],
)
def test_a_place_on_a_page_that_is_there(problems, address):
    assert problems(linking(address)) == []


def test_the_same_figure_twice_on_a_page_has_two_places(problems):
    text = {"lessons/two.md": "# Two\n\n```figure relu\n```\n\n```figure relu\n```\n"}
    assert problems({**linking("lessons/two.md#fig-relu--2"), **text}) == []
    assert len(problems(linking("index.md#fig-relu--2"))) == 1


WITHOUT_FIGURES = {"index.md": "# Home\n", "lessons/one.md": None, "figures/relu.yaml": None}


@pytest.mark.parametrize(
    "address",
    [
        "reference/gradient-flow.html#kind-example",
        "reference/gradient-flow.html#kind-figures",
        "figures/#gradient-flow",
        "figures/relu/figure.css",
    ],
)
def test_a_place_that_is_there_only_with_figures(problems, address):
    (found,) = problems({**linking(address), **WITHOUT_FIGURES})
    assert found[:3] == ("about.md", 3, 5)
    assert problems(linking(address)) == []


def test_while_something_else_is_wrong_no_link_into_our_pages_is_blamed(problems):
    changes = {**linking("figures/#gradient-flow", "reference/index.html#nowhere"), "figures/relu.yaml": "kind: no\n"}
    assert {found[0] for found in problems(changes)} == {"figures/relu.yaml"}


def test_a_page_that_could_not_be_read_is_blamed_alone(problems):
    changes = {**linking("new/bad.md", "new/", "new/bad.md#part"), "new/bad.md": "no title\n"}
    assert [found[0] for found in problems(changes)] == ["new/bad.md"]


def test_ids_are_those_of_elements():
    assert ids('<p class="a" id="one">id="two" &lt;b id="three"&gt;</p><svg id="four"/>') == {"one", "four"}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("[a](nope.html) [b](nope)", [5, 20]),
        ("[a](übung.md)", [5]),
        ("[a](<no pe.md>)", [6]),
        ("[a](nope 'title') [b](nope.md)", [5, 23]),
    ],
)
def test_each_link_is_reported_at_its_own_place(content, text, columns):
    with pytest.raises(ContentError) as caught:
        check_site(content({"lessons/two.md": f"# Two\n\n{text}\n"}))
    assert [(each.line, each.column) for each in caught.value.diagnostics] == [(3, column) for column in columns]


@pytest.mark.parametrize("address", ["/lessons/one.md", "../../lessons/one.md", "../../../one.md"])
def test_an_address_from_the_top_or_outside_has_the_right_one_as_a_hint(content, address):
    with pytest.raises(ContentError) as caught:
        check_site(content({"lessons/two.md": f"# Two\n\n[a]({address})\n"}))
    assert [each.hint for each in caught.value.diagnostics] == ["did you mean 'one.md'?"]


def test_addresses_in_messages_have_their_letters(content):
    with pytest.raises(ContentError, match=r"'Übung\.md' leads to no page"):
        check_site(content({"lessons/two.md": "# Two\n\n[a](Übung.md)\n"}))
