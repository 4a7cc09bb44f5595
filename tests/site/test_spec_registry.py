"""Figure specs of a site: ids, references, and every mistake told once."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.site.build import check_site
from sitegen.site.prepare import prepare


def fence(text, head="figure"):
    return f"# Two\n\n```{head}\n{text}```\n"


def test_problems_in_fences_have_their_lines_in_the_page(problems):
    text = fence("kind: gradient-decay\nparams:\n  activation: reluu\n")
    (found,) = problems({"lessons/two.md": text})
    assert found[:3] == ("lessons/two.md", 6, 15)
    assert "'reluu' is not one of identity, relu, leaky-relu, sigmoid" in found[3]


def test_a_fence_in_a_list_counts_its_columns_from_the_page(problems):
    text = "# Two\n\n- item\n\n  ```figure\n  kind: gradient-decai\n  ```\n"
    (found,) = problems({"lessons/two.md": text})
    assert found[:3] == ("lessons/two.md", 6, 9)


def test_an_id_in_two_places_names_both(problems, content):
    text = fence("id: relu\nkind: gradient-decay\n")
    (found,) = problems({"lessons/two.md": text})
    assert found[:3] == ("lessons/two.md", 4, 5)
    assert found[3] == f"id: the id 'relu' is already used in {content()}/figures/relu.yaml:1"


def test_the_same_page_name_in_two_folders_needs_an_id(problems):
    text = fence("kind: gradient-decay\n")
    (found,) = problems({"lessons/two.md": text, "docs/two.md": text})
    assert "the id 'two-1' is already used in" in found[3]


def test_index_pages_have_ids_with_their_folders(content):
    fence = "# Week\n\n```figure\nkind: gradient-decay\n```\n"
    pages = {
        "week1/index.md": fence,
        "Week 2/index.md": fence,
        "a/week-3/index.md": fence,
        "index.md": fence,
        "b/index-9.md": fence,
    }
    found = prepare(content(pages)).site.figures
    assert {"week1-1", "week-2-1", "week-3-1", "index-1", "index-9-1"} <= set(found)


def test_an_id_inside_a_fence_is_told_its_place(problems):
    (found,) = problems({"lessons/two.md": fence("relu\n")})
    assert found[3] == "the id of a figure comes after the word figure: ```figure relu"


def test_an_id_never_leaves_the_folder(problems):
    (found,) = problems({"lessons/two.md": fence("id: ../../x\nkind: gradient-decay\n")})
    assert found[:3] == ("lessons/two.md", 4, 5)


@pytest.mark.parametrize(
    ("name", "written", "hint"),
    [
        ("other", "another", "delete this line, or rename the file to another.yaml"),
        ("My_Figure", "my-figure", "rename the file to my-figure.yaml"),
        ("another", "relu", "delete this line, or rename the file to relu.yaml"),
    ],
)
def test_the_id_of_a_file_is_its_name(content, name, written, hint):
    folder = content({f"figures/{name}.yaml": f"id: {written}\nkind: gradient-decay\n"})
    with pytest.raises(ContentError) as caught:
        prepare(folder)
    (found,) = caught.value.diagnostics
    assert (found.file, found.line, found.column) == (f"{folder}/figures/{name}.yaml", 1, 5)
    assert found.hint == hint


def test_a_fence_that_names_a_kind_is_told_where_it_belongs(content):
    with pytest.raises(ContentError) as caught:
        prepare(content({"lessons/two.md": "# Two\n\n```figure gradient-decay\n```\n"}))
    (found,) = caught.value.diagnostics
    assert found.hint == "this is a kind: write 'kind: gradient-decay' in the line below"


def test_a_reference_to_a_figure_that_is_not_there(problems):
    (found,) = problems({"lessons/two.md": fence("", "figure rely")})
    assert found == ("lessons/two.md", 3, 11, "there is no figure 'rely'")


def test_a_reference_to_a_broken_figure_is_reported_once(problems):
    found = problems({"figures/relu.yaml": "kind: gradient-decay\nparams: {num_layers: many}\n"})
    assert [each[0] for each in found] == ["figures/relu.yaml"]


def test_a_link_to_a_broken_figure_is_no_second_error(problems):
    broken = "kind: gradient-decay\nparams: {num_layers: many}\n"
    linked = "kind: gradient-decay\nlink: relu\nexplore: {num_layers: {from: 2, to: 4, step: 1}}\n"
    found = problems({"figures/relu.yaml": broken, "figures/linked.yaml": linked})
    assert [each[0] for each in found] == ["figures/relu.yaml"]


BROKEN = "kind: gradient-decay\nparams: {num_layers: many}\n"
FROM_RELU = "kind: gradient-flow\nparams:\n  layers: [3, 3, 3, 2]\n  gradients: {figure: relu}\n"


@pytest.mark.parametrize(
    "text", ["# Two\n\n[the figure](../figures/relu.yaml)\n", fence("", "figure relu"), fence(FROM_RELU)]
)
def test_whoever_names_a_broken_figure_has_made_no_mistake(problems, text):
    found = problems({"figures/relu.yaml": BROKEN, "lessons/two.md": text})
    assert [each[:2] for each in found] == [("figures/relu.yaml", 2)]


def test_nor_has_who_takes_the_numbers_of_such_a_figure(problems):
    further = FROM_RELU.replace("relu", "next")
    found = problems({"figures/relu.yaml": BROKEN, "figures/next.yaml": FROM_RELU, "figures/last.yaml": further})
    assert [each[0] for each in found] == ["figures/relu.yaml"]


def test_a_broken_fence_is_known_by_the_id_that_it_has(problems):
    text = fence(f"id: mine\n{BROKEN}") + "\n```figure mine\n```\n"
    assert [each[:2] for each in problems({"lessons/two.md": text})] == [("lessons/two.md", 6)]


@pytest.mark.parametrize("head", ["order: x", "ordr: 1", "description: D"])
def test_a_figure_in_a_page_that_cannot_be_read_is_known(problems, head):
    bad = (
        f"---\n{head}\n---\n\n```figure\nid: mine\nkind: gradient-decay\n```\n\n```figure\nkind: gradient-decay\n```\n"
    )
    text = fence("", "figure mine") + "\n```figure bad-2\n```\n"
    assert [each[0] for each in problems({"lessons/bad.md": bad, "lessons/two.md": text})] == ["lessons/bad.md"]


def test_a_mistake_that_two_figures_share_is_told_once(problems):
    wrong = FROM_RELU.replace("relu", "nothing")
    found = problems({"figures/next.yaml": wrong, "figures/last.yaml": FROM_RELU.replace("relu", "next")})
    assert [each[:2] for each in found] == [("figures/next.yaml", 4)]


def test_a_figure_with_a_warning_is_there(problems):
    found = problems(
        {
            "figures/relu.yaml": "kind: gradient-decay\nparams: {num_layers: 99}\n",
            "lessons/two.md": fence("", "figure rely"),
        }
    )
    assert [each[0] for each in found] == ["figures/relu.yaml", "lessons/two.md"]


def test_a_fence_with_a_name_and_a_spec(problems):
    (found,) = problems({"lessons/two.md": fence("kind: gradient-decay\n", "figure relu")})
    assert found[:2] == ("lessons/two.md", 3)
    assert "keep one of the two" in found[3]


def test_a_fence_may_take_its_numbers_from_a_file(problems):
    text = fence("kind: gradient-flow\nparams:\n  layers: [3, 3, 3, 2]\n  gradients: {figure: relu}\n")
    assert problems({"lessons/two.md": text}) == []
    (found,) = problems({"lessons/two.md": text.replace("[3, 3, 3, 2]", "[3, 2]")})
    assert found[:2] == ("lessons/two.md", 7)


def test_every_problem_of_every_file_is_found_in_one_run(problems):
    found = problems(
        {
            "site.yaml": "title: T\ndescription: D.\nnavigation:\n  - {title: A, section: nowhere}\n",
            "figures/one.yaml": "kind: nothing\n",
            "figures/two.yaml": "kind: gradient-decay\nparams: {num_layers: many, activation: no-such}\n",
            "lessons/two.md": "# Two\n\n[x](nowhere.md) ![](a.png)\n\n```figure gone\n```\n",
            "lessons/three.md": "---\nordr: 1\n---\n",
        }
    )
    assert [(name, line) for name, line, *_ in found if "site.yaml" not in name] == [
        ("figures/one.yaml", 1),
        ("figures/two.yaml", 2),
        ("figures/two.yaml", 2),
        ("lessons/three.md", 2),
        ("lessons/two.md", 3),
        ("lessons/two.md", 3),
        ("lessons/two.md", 3),
        ("lessons/two.md", 5),
    ]


def test_warnings_are_reported_and_fail_a_strict_run(problems, content):
    change = {"figures/relu.yaml": "kind: gradient-decay\nparams: {num_layers: 99}\n"}
    assert "64 is used" in problems(change)[0][3]
    assert len(check_site(content(change)).diagnostics) == 1
    with pytest.raises(ContentError, match="64 is used"):
        check_site(content(change), strict=True)


def test_a_fence_with_several_ids_is_told_apart(problems):
    (found,) = problems({"lessons/two.md": fence("", "figure relu two-1")})
    assert found[:3] == ("lessons/two.md", 3, 11)
    assert found[3] == "a fence shows one figure, and 'relu two-1' are several ids; write a fence for each"


def test_a_circle_and_a_wrong_link_are_reported_together(problems):
    one = "kind: gradient-flow\nlink: nowhere\nparams: {layers: [2, 2], gradients: {figure: two}}\n"
    two = "kind: gradient-flow\nparams: {layers: [2, 2], gradients: {figure: one}}\n"
    messages = [each[3] for each in problems({"figures/one.yaml": one, "figures/two.yaml": two})]
    assert any("circle" in message for message in messages)
    assert "link: there is no figure 'nowhere'" in messages


def test_a_circle_and_an_unknown_key_are_reported_together(problems):
    one = "kind: gradient-flow\ntitel: One\nparams: {layers: [2, 2], gradients: {figure: two}}\n"
    two = "kind: gradient-flow\nparams: {layers: [2, 2], gradients: {figure: one}}\n"
    found = [(name, line) for name, line, *_ in problems({"figures/one.yaml": one, "figures/two.yaml": two})]
    assert found == [("figures/one.yaml", 2), ("figures/one.yaml", 3)]


def test_a_reference_to_a_figure_with_errors_is_no_further_error(problems):
    one = "kind: gradient-flow\ntitel: One\nparams: {layers: [2, 2], gradients: {figure: two}}\n"
    for two in ("kind: gradient-decay\nparams: {num_layers: x}\n", "kind: [\n", "kind: nothing\n"):
        found = [(name, line) for name, line, *_ in problems({"figures/one.yaml": one, "figures/two.yaml": two})]
        assert [name for name, _ in found] == ["figures/one.yaml", "figures/two.yaml"]
