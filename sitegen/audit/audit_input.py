"""What the audit of a figure measures: its picture, its words and its states."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sitegen.audit.contrast import Pair, used_pairs
from sitegen.description.sentences import Description
from sitegen.scene.canvas import NARROW, Canvas
from sitegen.scene.shapes import Mark, Scene
from sitegen.theme import Theme


@dataclass(frozen=True)
class AuditInput:
    """Everything that a figure shows: its picture on pages and in files, its words, and its other states, which it shows at rest.

    `states` are those of an interactive figure, each with its description; `snapshots` are shown side by side.
    """

    scene: Scene
    file_scene: Scene
    description: Description
    theme: Theme
    states: Sequence[tuple[Scene, Description]] = ()
    snapshots: Sequence[Scene] = ()
    canvas: Canvas = NARROW

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the picture and of all its states."""
        return tuple(mark for scene in self._scenes for mark in scene.marks())

    @property
    def _scenes(self) -> tuple[Scene, ...]:
        return self.scene, *self.alternates

    @property
    def moving(self) -> tuple[Scene, ...]:
        """The picture with the motion of pages and, if that differs, the picture with the motion of files."""
        return (self.scene,) if self.file_scene is self.scene else (self.scene, self.file_scene)

    @property
    def alternates(self) -> tuple[Scene, ...]:
        """The picture in all other states."""
        return (*(scene for scene, _ in self.states), *self.snapshots)

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Each role of these marks with each role that it lies on."""
        return used_pairs((panel for scene in self._scenes for panel in scene.panels), self.theme)


class PageWeight(NamedTuple):
    """What the states of an interactive figure add to its page, and the parameter that has the most values."""

    megabytes: float = 0.0
    num_states: int = 0
    parameter: str = ""
    num_values: int = 0
    is_estimate: bool = False
    """Whether it was estimated from a few states, before the others were drawn."""

    def __str__(self) -> str:
        verb = "would weigh about" if self.is_estimate else "weigh"
        return f"the {self.num_states:,} states to explore {verb} {math.ceil(self.megabytes * 10) / 10:g} MB"

    @property
    def advice(self) -> str:
        """What an author can do to reduce it."""
        return f"take larger steps or fewer values for '{self.parameter}', which has {self.num_values}"
