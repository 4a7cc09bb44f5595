"""The merged drawing shows every state as it would be drawn alone, whatever the states have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.interactive.merge import MergedDrawing, StateDiff, merge_states, with_equal_heights
from sitegen.scene.shapes import Group, Mark, Panel, Rect, Scene, Text
from sitegen.svg.elements import DrawContext, panel_markup
from sitegen.svg.mark_geometry import TEXT
from sitegen.theme import THEME

CONTEXT = DrawContext(THEME, frozenset("abc")).for_page("p")
INHERITED = {"fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor"}
NUMBERED = re.compile(r" ?p-s(\d+)$")


def scene(*marks: Mark, **panel: Any) -> Scene:
    return Scene(panels=(Panel(height=9, marks=marks, **panel),))


def bar(key: str = "", **different: Any) -> Rect:
    return Rect(**{"role": "stable", "x": 0, "y": 0, "width": 1, "height": 1, "key": key, **different})


def label(text: str, **different: Any) -> Text:
    return Text(**{"role": "muted", "x": 0, "y": 0, "text": text, **different})


def patched(merged: MergedDrawing, diff: StateDiff) -> ET.Element:
    """The drawing in one state, as the script of a page makes it."""
    (panel,) = merged.panels
    root = ET.Element("svg", panel.attributes)
    root.append(ET.fromstring(panel.marks))
    numbered = {int(found[1]): each for each in root.iter() if (found := NUMBERED.search(each.get("class", "")))}
    for number, change in diff.items():
        for name, value in change.items():
            if name == TEXT:
                numbered[number].text = value
            elif value is None:
                numbered[number].attrib.pop(name, None)
            else:
                numbered[number].set(name, value)
    return root


def seen(drawn: ET.Element) -> tuple[Any, ...]:
    """An element without what is not displayed, and without the classes that number elements."""
    attributes = {**drawn.attrib, "class": NUMBERED.sub("", drawn.get("class", ""))}
    shown = [seen(child) for child in inheriting(drawn) if child.get("display") != "none"]
    return (drawn.tag, {name: value for name, value in attributes.items() if value}, drawn.text or "", shown)


def inheriting(drawn: ET.Element) -> Iterator[ET.Element]:
    """The children of an element. Those in a group that does nothing but paint them have the paint themselves."""
    for child in drawn:
        if child.tag == "g" and child.attrib and set(child.attrib) <= INHERITED:
            for each in child:
                painted = ET.Element(each.tag, {**child.attrib, **each.attrib})
                painted.text = each.text
                painted.extend(each)
                yield painted
        else:
            yield child


def alone(state: Scene) -> ET.Element:
    """The same state, drawn by itself."""
    (panel,) = state.panels
    root = ET.Element(
        "svg", {"viewBox": f"0 0 360 {panel.height:g}", **({"aria-label": panel.label} if panel.label else {})}
    )
    root.append(ET.fromstring(panel_markup(panel, CONTEXT)[0]))
    return root


SHARED = {
    "role": st.sampled_from(["stable", "muted", "grid"]),
    "key": st.sampled_from(["", "a", "b", "other"]),
    "opacity": st.sampled_from([0.0, 0.5, 1.0]),
}
LENGTH = st.integers(0, 2)
RECTS = st.builds(Rect, **SHARED, x=LENGTH, y=LENGTH, width=LENGTH, height=LENGTH)
TEXTS = st.builds(
    Text, **SHARED, x=LENGTH, y=LENGTH, text=st.sampled_from(["", "a", "b"]), anchor=st.sampled_from(["start", "end"])
)
MARKS = st.recursive(
    RECTS | TEXTS,
    lambda marks: st.builds(
        Group,
        children=st.lists(marks, max_size=4).map(tuple),
        key=SHARED["key"],
        semantics=st.sampled_from(["none", "item"]),
        label=st.sampled_from(["", "one", "two"]),
    ),
    max_leaves=8,
)
PANELS = st.builds(
    Panel,
    height=st.sampled_from([8, 9]),
    marks=st.lists(MARKS, max_size=4).map(tuple),
    label=st.sampled_from(["", "one"]),
)
STATES = st.lists(PANELS.map(lambda panel: Scene(panels=(panel,))), min_size=1, max_size=5)


@given(STATES, st.data())
def test_every_state_is_drawn_as_it_would_be_alone(states: list[Scene], data: st.DataObject) -> None:
    base = data.draw(st.integers(0, len(states) - 1))
    merged = merge_states(states, base, CONTEXT)
    assert merged.diffs[base] == {}
    assert [seen(patched(merged, diff)) for diff in merged.diffs] == [seen(alone(state)) for state in states]


@given(STATES)
def test_only_what_varies_has_a_number(states: list[Scene]) -> None:
    merged = merge_states(states, 0, CONTEXT)
    found = [match[1] for each in patched(merged, {}).iter() if (match := NUMBERED.search(each.get("class", "")))]
    assert sorted(map(int, found)) == sorted({number for diff in merged.diffs for number in diff})
    assert len(set(found)) == len(found)


@given(STATES)
def test_no_change_repeats_what_is_shown(states: list[Scene]) -> None:
    merged = merge_states(states, 0, CONTEXT)
    shown = {
        int(match[1]): {**each.attrib, **({TEXT: each.text} if each.text else {})}
        for each in patched(merged, {}).iter()
        if (match := NUMBERED.search(each.get("class", "")))
    }
    for diff in merged.diffs:
        for number, change in diff.items():
            assert all(shown[number].get(name) != value for name, value in change.items())


def test_what_is_the_same_in_all_states_is_written_once() -> None:
    def state(height: float) -> Scene:
        return scene(label("y"), bar(height=height))

    merged = merge_states([state(1), state(2), state(1)], 0, CONTEXT)
    assert merged.diffs == ({}, {0: {"height": "2"}}, {})
    _, varying = ET.fromstring(merged.panels[0].marks)
    assert varying.get("class") == "sg-stable p-s0"


@pytest.mark.parametrize("order", [["a", "b", "c"], ["c", "a", "b"], ["b"], []])
def test_drawing_order_is_that_of_every_state(order: list[str]) -> None:
    states = [scene(*map(bar, keys)) for keys in (["a", "b", "c"], order)]
    merged = merge_states(states, 0, CONTEXT)
    assert seen(patched(merged, merged.diffs[1])) == seen(alone(states[1]))


def test_panels_share_one_count_of_numbers() -> None:
    first, second = (Scene(panels=tuple(Panel(height=9, marks=(bar(x=x),)) for _ in "12")) for x in (1, 2))
    merged = merge_states([first, second], 0, CONTEXT)
    assert merged.diffs[1] == {0: {"x": "2"}, 1: {"x": "2"}}


def test_a_title_does_not_become_a_label_of_an_axis() -> None:
    """A text that stays in place at its other end would fly over the picture."""
    titled, plain = scene(label("Title"), label("1", anchor="end")), scene(label("2", anchor="end"))
    title, tick = merge_states([titled, plain], 0, CONTEXT).diffs[1].values()
    assert title == {"display": "none"}
    assert tick == {TEXT: "2"}


def test_a_key_decides_whatever_end_of_the_text_stays() -> None:
    left, right = (scene(label("1", key="a", anchor=anchor)) for anchor in ("start", "end"))
    (change,) = merge_states([left, right], 0, CONTEXT).diffs[1].values()
    assert change == {"text-anchor": "end"}


def test_states_have_room_for_the_tallest_panel() -> None:
    low, tall = Scene(panels=(Panel(height=9, marks=(bar(),)),)), Scene(panels=(Panel(height=12, marks=()),))
    assert [each.panels[0].height for each in with_equal_heights([low, tall])] == [12, 12]
    assert with_equal_heights([low, tall])[0].panels[0].marks == low.panels[0].marks
