"""The union of trees gives every one of them back, whatever they have in common."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.svg.marks import KEY
from sitegen.svg.states import TEXT, Patch, unite

OWN = re.compile(f" ?{KEY}s(\\d+)$")


def patched(tree: ET.Element, patch: Patch) -> ET.Element:
    """What a page does with a patch, without its script."""
    made = copy.deepcopy(tree)
    numbered = {int(found[1]): each for each in made.iter() if (found := OWN.search(each.get("class", "")))}
    for number, change in patch.items():
        for name, value in change.items():
            if name == TEXT:
                numbered[number].text = value
            elif value is None:
                numbered[number].attrib.pop(name, None)
            else:
                numbered[number].set(name, value)
    return made


def seen(element: ET.Element) -> tuple[Any, ...]:
    """An element without what is not displayed, and without the classes that the union gave."""
    attributes = {**element.attrib, "class": OWN.sub("", element.get("class", ""))}
    shown = [seen(child) for child in element if child.get("display") != "none"]
    return (element.tag, {k: v for k, v in attributes.items() if v}, element.text or "", shown)


ATTRIBUTES = st.dictionaries(st.sampled_from(["x", "y", "fill"]), st.sampled_from(["1", "2", "3"]))
ROLES = st.sampled_from(["", "bar", "tick", f"bar {KEY}a", f"bar {KEY}b", f"{KEY}c"])


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> ET.Element:
    role = draw(ROLES)
    element = ET.Element(
        draw(st.sampled_from(["g", "rect", "text"])), draw(ATTRIBUTES) | ({"class": role} if role else {})
    )
    element.text = draw(st.sampled_from([None, "a", "b"]))
    if depth:
        element.extend(draw(st.lists(trees(depth - 1), max_size=4)))
    return element


def rooted(children: list[ET.Element]) -> ET.Element:
    root = ET.Element("g")
    root.extend(children)
    return root


@given(st.lists(st.lists(trees(), max_size=4).map(rooted), min_size=1, max_size=5))
def test_every_state_comes_back(states: list[ET.Element]) -> None:
    before = [ET.tostring(state) for state in states]
    united = unite(states)
    assert united.patches[0] == {}
    assert [seen(patched(united.tree, patch)) for patch in united.patches] == [seen(state) for state in states]
    assert [ET.tostring(state) for state in states] == before


def numbers(tree: ET.Element) -> Iterator[int]:
    return (int(found[1]) for each in tree.iter() if (found := OWN.search(each.get("class", ""))))


@given(st.lists(st.lists(trees(), max_size=4).map(rooted), min_size=1, max_size=5))
def test_only_what_varies_has_a_number(states: list[ET.Element]) -> None:
    united = unite(states)
    found = list(numbers(united.tree))
    assert sorted(found) == sorted({number for patch in united.patches for number in patch})
    assert len(set(found)) == len(found)


def test_what_is_the_same_is_said_once() -> None:
    def state(height: str) -> ET.Element:
        return rooted(
            [ET.Element("line", {"class": "grid", "y1": "4"}), ET.Element("rect", {"class": "bar", "height": height})]
        )

    united = unite([state("1"), state("2"), state("1")])
    assert united.patches == [{}, {0: {"height": "2"}}, {}]
    assert united.tree[1].get("class") == f"bar {KEY}s0"


@pytest.mark.parametrize("order", [["a", "b", "c"], ["c", "a", "b"], ["b"], []])
def test_drawing_order_is_that_of_every_state(order: list[str]) -> None:
    def state(keys: list[str]) -> ET.Element:
        return rooted([ET.Element("rect", {"class": f"bar {KEY}{key}"}) for key in keys])

    united = unite([state(["a", "b", "c"]), state(order)])
    assert seen(patched(united.tree, united.patches[1])) == seen(state(order))


def test_a_title_does_not_become_a_label_of_an_axis() -> None:
    """A text that stays at its other end would fly over the picture."""
    titled, plain = (
        ET.fromstring('<g><text class="muted">Title</text><text class="muted" text-anchor="end">1</text></g>'),
        ET.fromstring('<g><text class="muted" text-anchor="end">2</text></g>'),
    )
    title, label = unite([titled, plain]).patches[1].values()
    assert title == {"display": "none"}
    assert label == {TEXT: "2"}


def test_a_key_holds_whatever_end_of_the_text_stays() -> None:
    left, right = (rooted([ET.Element("text", {"class": f"{KEY}a", "text-anchor": end})]) for end in ("start", "end"))
    (change,) = unite([left, right]).patches[1].values()
    assert change == {"text-anchor": "end"}
