"""Merge the states of an interactive figure mark by mark: one drawing with the marks of all states, and what each state changes in it.

A mark belongs to two states when it has the same place among its siblings. Siblings are aligned as lines are in a comparison of two
texts: by key where CSS animates the mark, otherwise by role and text anchor. A mark that only some states have is in the drawing, and is
not displayed in the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import count

from sitegen.scene.shapes import Group, Mark, Panel, Scene, Text
from sitegen.svg.elements import DrawContext, Element, attributes, element, markup, tag
from sitegen.svg.mark_geometry import TEXT, Attributes
from sitegen.svg.page_drawing import PanelMarkup, panel_attributes

_HIDDEN = {"display": "none"}

Change = dict[str, str | None]
"""New values by attribute; None removes the attribute."""
StateDiff = dict[int, Change]
"""What a state changes in the merged drawing, by the number of the element."""
_ByState = Mapping[int, Mark | None]
"""The marks at one place of the drawing, by number of the state, the base first; None where a state has no mark there."""


@dataclass(frozen=True, slots=True)
class MergedDrawing:
    """All states of a figure as one drawing."""

    panels: tuple[PanelMarkup, ...]
    """The base state, with the marks of the others hidden in it. An element that varies has the class
    ``<prefix>-s<number>``."""
    diffs: tuple[StateDiff, ...]
    """What each state changes; nothing for the base."""


def with_equal_heights(scenes: Sequence[Scene]) -> list[Scene]:
    """The scenes with room for the tallest of each panel, so that a change of state moves nothing below the drawing."""
    panels = [
        [replace(panel, height=max(each.height for each in same)) for panel in same]
        for same in zip(*(scene.panels for scene in scenes), strict=True)
    ]
    return [replace(scene, panels=each) for scene, each in zip(scenes, zip(*panels, strict=True), strict=True)]


def merge_states(scenes: Sequence[Scene], base: int, context: DrawContext) -> MergedDrawing:
    """Merge the scenes of all states; a page shows that with the number `base` before the reader changes anything.

    Raises
    ------
    ValueError
        If the number of panels differs.
    """
    base_first = sorted(range(len(scenes)), key=lambda state: state != base)
    merge = _Merge(context, tuple({} for _ in scenes))
    columns = (
        dict(zip(base_first, panels, strict=True))
        for panels in zip(*(scenes[state].panels for state in base_first), strict=True)
    )
    return MergedDrawing(tuple(merge.panel(panels) for panels in columns), merge.diffs)


@dataclass(slots=True)
class _Place:
    """A place among siblings, and the marks there by number of the state."""

    name: tuple[str, ...]
    found: dict[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Merge:
    """Collects the differences, and numbers the elements that vary over all panels of a drawing."""

    context: DrawContext
    diffs: tuple[StateDiff, ...]
    numbers: Iterator[int] = field(default_factory=count)

    def panel(self, panels: Mapping[int, Panel]) -> PanelMarkup:
        shown = panel_attributes(next(iter(panels.values())))
        changes = {state: _change(shown, panel_attributes(panel)) for state, panel in panels.items()}
        shown |= self._varying(shown, changes)
        marks = self._children({state: panel.marks for state, panel in panels.items()})
        return PanelMarkup(shown, markup(Element("g", {}, marks)))

    def _element(self, here: _ByState) -> Element:
        """The element at one place, which looks as in the first of the states."""
        base = next(iter(here.values()))
        if base and all(mark is base or mark == base for mark in here.values()):
            return element(base, self.context)
        present = {state: mark for state, mark in here.items() if mark}
        first = next(iter(present.values()))
        drawn = attributes(first, self.context)
        shown = drawn if base else {**drawn, **_HIDDEN}
        changes = {state: self._change_to(mark, base, shown) for state, mark in here.items()}
        varying = self._varying(shown, changes)
        children = self._children({state: mark.children for state, mark in present.items() if isinstance(mark, Group)})
        made = Element(tag(first), drawn, children)
        made.attribs |= {**({} if base else _HIDDEN), **varying}
        return made

    def _change_to(self, mark: Mark | None, base: Mark | None, shown: Attributes) -> Change:
        """What turns the element that is `shown`, `base` in the first state, into `mark`."""
        if mark == base:
            return {}
        return _change(shown, attributes(mark, self.context)) if mark else {**_HIDDEN}

    def _varying(self, shown: Attributes, changes: Mapping[int, Change]) -> Attributes:
        """Number an element that some states change, and return its class; empty where no state does."""
        if not any(changes.values()):
            return {}
        number = next(self.numbers)
        own = f"{self.context.keys}s{number}"
        for state, change in changes.items():
            if "class" in change:  # the element keeps its own class whatever role it takes
                change["class"] = f"{change['class'] or ''} {own}".strip()
            if change:
                self.diffs[state][number] = change
        return {"class": f"{shown.get('class', '')} {own}".strip()}

    def _children(self, parents: Mapping[int, Sequence[Mark]]) -> list[Element]:
        """The children of all states, in an order that agrees with the drawing order of each."""
        order: list[_Place] = []
        known: dict[tuple[tuple[str, ...], ...], list[_Place]] = {}
        for state, marks in parents.items():
            names = tuple(map(self._name, marks))
            if names not in known:
                order, known[names] = _aligned(order, names)
            for place, mark in zip(known[names], marks, strict=True):
                place.found[state] = mark
        return [self._element({state: place.found.get(state) for state in parents}) for place in order]

    def _name(self, mark: Mark) -> tuple[str, ...]:
        """Tag and key, or tag, role and the end of a text that stays in place."""
        if mark.key in self.context.animated_keys:
            return (tag(mark), mark.key)
        return (tag(mark), mark.role, mark.anchor if isinstance(mark, Text) else "")


def _change(shown: Attributes, wanted: Attributes) -> Change:
    """What turns the attributes `shown` into those that are `wanted`."""
    removed: Change = dict.fromkeys(sorted(shown.keys() - wanted.keys()))
    differing = (name for name, value in wanted.items() if shown.get(name) != value)
    return {**removed, **{name: wanted[name] for name in sorted(differing, key=lambda name: (name == TEXT, name))}}


def _aligned(order: list[_Place], names: Sequence[tuple[str, ...]]) -> tuple[list[_Place], list[_Place]]:
    """The order with new places where `names` needs them, and the places of `names` in it."""
    matcher = SequenceMatcher(None, [place.name for place in order], names, autojunk=False)
    longer: list[_Place] = []
    places: list[_Place] = []
    for same, start, end, first, last in matcher.get_opcodes():
        kept, new = order[start:end], [_Place(name) for name in names[first:last]]
        longer += kept if same == "equal" else [*kept, *new]
        places += kept if same == "equal" else new
    return longer, places
