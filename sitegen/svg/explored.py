"""The drawing of an explorable figure: one tree for each panel, and what every state changes in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree as ET

from sitegen.scene.shapes import Panel, Scene
from sitegen.svg.marks import Pen, number, panel_tree
from sitegen.svg.states import Patch, unite


@dataclass(frozen=True, slots=True)
class ExploredPanel:
    """One panel with the elements of all states.

    Parameters
    ----------
    panel : Panel
        As it is in the first state.
    attributes : mapping of str to str
        Of its ``<svg>``: the view box, the name where it has one, a class when these vary.
    marks : str
        What is in it, with the places for prefix and palette still open.
    """

    panel: Panel
    attributes: dict[str, str]
    marks: str


@dataclass(frozen=True, slots=True)
class Explored:
    """All panels, and the patch of every state over all of them; that of the first is empty."""

    panels: tuple[ExploredPanel, ...]
    patches: tuple[Patch, ...]


def write_explored(scenes: Sequence[Scene], pen: Pen) -> Explored:
    """Write the states of a figure, of which the first is what a page shows before the reader chooses.

    Raises
    ------
    ValueError
        If two states have not the same number of panels.
    """
    if len({len(scene.panels) for scene in scenes}) > 1:
        raise ValueError("the number of panels is not the same in all states")
    numbers = count()
    patches: list[Patch] = [{} for _ in scenes]
    panels = []
    for index, panel in enumerate(scenes[0].panels):
        united = unite([_root(scene.panels[index], pen) for scene in scenes], numbers)
        for patch, more in zip(patches, united.patches, strict=True):
            patch.update(more)
        marks = "".join(ET.tostring(child, encoding="unicode") for child in united.tree)
        panels.append(ExploredPanel(panel, united.tree.attrib, marks))
    return Explored(tuple(panels), tuple(patches))


def _root(panel: Panel, pen: Pen) -> ET.Element:
    attributes = {"viewBox": f"0 0 {number(panel.width)} {number(panel.height)}"}
    if panel.label:
        attributes |= {
            "aria-label": panel.label,
            **({"data-state": panel.state} if panel.state else {}),
        }
    root = ET.Element("svg", attributes)
    root.append(panel_tree(panel, pen))
    return root
