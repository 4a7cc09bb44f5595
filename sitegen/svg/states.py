"""Many states of one picture become one drawing: the union of their elements, and what each state changes in it.

An element belongs to two states when it has the same place in the tree. Siblings are aligned like the lines of two texts, by
their keys, or without a key by their roles and anchors. What only some states have is in the drawing, too, and is not displayed in
the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count
from xml.etree import ElementTree as ET

from sitegen.svg.marks import KEY

TEXT = "#text"
"""Stands for the text of an element among its attributes."""
_HIDDEN = {"display": "none"}

Attributes = dict[str, str]
Change = dict[str, str | None]
"""New values by attribute; None takes the attribute away."""
Patch = dict[int, Change]
"""What a state changes, by the number of the element."""
_Here = Mapping[int, "ET.Element | None"]
"""One place of the tree in every state, by the number of the state; None where the state has nothing there."""


@dataclass(frozen=True, slots=True)
class United:
    """All states of one panel as one tree.

    Parameters
    ----------
    tree : Element
        The first state, with the elements of the others hidden in it. An element that varies has the class ``s<number>``.
    patches : list of Patch
        What each state changes in the tree; that of the first is empty.
    """

    tree: ET.Element
    patches: list[Patch]


@dataclass(slots=True)
class _Place:
    """A place among siblings, and who stands there, by the number of the state."""

    name: str
    found: dict[int, ET.Element] = field(default_factory=dict)


def unite(trees: Sequence[ET.Element], numbers: Iterator[int] | None = None) -> United:
    """Unite the trees of all states of a panel; they are not changed.

    Parameters
    ----------
    trees : sequence of Element
        One for each state.
    numbers : iterator of int
        Gives numbers to the elements that vary, over all panels of a drawing.
    """
    union = United(ET.Element(trees[0].tag), [{} for _ in trees])
    _fill(union, union.tree, dict(enumerate(trees)), numbers or count())
    return union


def _fill(union: United, made: ET.Element, here: _Here, numbers: Iterator[int]) -> None:
    """Make `made` what it is in the first of the states, and note what the others change."""
    base = next(iter(here.values()))
    if base is None:
        shown = {**_attributes(next(each for each in here.values() if each is not None)), **_HIDDEN}
    else:
        shown = _attributes(base)
    changes = {state: _change(shown, element) for state, element in here.items()}
    if any(changes.values()):
        number = next(numbers)
        own = f"{KEY}s{number}"
        for state, change in changes.items():
            if change:
                union.patches[state][number] = {**change, **_classes(change, own)}
        shown = {**shown, "class": f"{shown.get('class', '')} {own}".strip()}
    made.text = shown.pop(TEXT, None)
    made.attrib.update(shown)
    present = {state: element for state, element in here.items() if element is not None}
    for tag, children in _matched(present):
        _fill(union, ET.SubElement(made, tag), children, numbers)


def _attributes(element: ET.Element) -> Attributes:
    return {**element.attrib, **({TEXT: element.text} if element.text else {})}


def _change(shown: Attributes, element: ET.Element | None) -> Change:
    """What makes an element that is `shown` into `element`."""
    if element is None:
        return {} if shown.get("display") == "none" else {**_HIDDEN}
    wanted = _attributes(element)
    gone: Change = dict.fromkeys(sorted(shown.keys() - wanted.keys()))
    return {**gone, **{name: value for name, value in wanted.items() if shown.get(name) != value}}


def _classes(change: Change, own: str) -> Change:
    """The class of an element that varies stays on it whatever role it takes."""
    return {"class": f"{change['class'] or ''} {own}".strip()} if "class" in change else {}


def _matched(parents: Mapping[int, ET.Element]) -> Iterator[tuple[str, _Here]]:
    """The children of all states, place by place, in an order that every state keeps, each with its tag."""
    order: list[_Place] = []
    known: dict[tuple[str, ...], list[_Place]] = {}
    for state, parent in parents.items():
        names = tuple(map(_name, parent))
        if names not in known:
            order, known[names] = _aligned(order, names)
        for place, child in zip(known[names], parent, strict=True):
            place.found[state] = child
    for place in order:
        tag = next(iter(place.found.values())).tag
        yield tag, {state: place.found.get(state) for state in parents}


def _aligned(order: list[_Place], names: Sequence[str]) -> tuple[list[_Place], list[_Place]]:
    """The order with new places where `names` needs them, and the places of `names` in it."""
    matcher = SequenceMatcher(None, [place.name for place in order], names, autojunk=False)
    longer: list[_Place] = []
    places: list[_Place] = []
    for same, start, end, first, last in matcher.get_opcodes():
        kept, new = order[start:end], [_Place(name) for name in names[first:last]]
        longer += kept if same == "equal" else [*kept, *new]
        places += kept if same == "equal" else new
    return longer, places


def _name(child: ET.Element) -> str:
    """By its key, or without one by its role and, for a text, by the end that stays where it is."""
    role, keyed, key = child.get("class", "").rpartition(KEY)
    return f"{child.tag} {key}" if keyed else f"{child.tag} {role or key} {child.get('text-anchor', '')}"
