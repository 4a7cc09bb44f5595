"""The controls of interactive figures: slider, radio buttons, list or switch, one for each axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.description.english import capitalised
from sitegen.description.sentences import text_of
from sitegen.resolve.axes import Axis, LinkedAxis, SliderAxis, SwitchAxis

MOST_RADIOS = 4
"""With more values, the control is a list (``select``)."""


@dataclass(frozen=True, slots=True)
class Control:
    """The control of one axis."""

    name: str
    label: str
    """Name of the parameter, and its text for readers."""
    control_type: str
    """The native control; ``linked`` has none, because another figure sets its value."""
    values: tuple[Any, ...]
    """Values of the parameter, in order; for a linked axis, the numbers of the states of the other figure."""
    shown: tuple[str, ...]
    said: tuple[str, ...]
    """The visible and the spoken text of every value, with its name if it has one."""
    marks: tuple[tuple[int, str], ...]
    """Index and name of the values that have a name."""
    base: int
    """Index of the value in the spec."""

    @property
    def heading(self) -> str:
        """The label with a capital letter."""
        return capitalised(self.label)

    @property
    def data(self) -> dict[str, Any]:
        """The data of the axis for the script."""
        texts = {"shown": self.shown, "said": self.said} if self.control_type == "range" else {}
        return {"name": self.name, "values": self.values, "base": self.base, **texts}

    @property
    def options(self) -> list[tuple[int, str]]:
        """Index and text of every value."""
        return list(enumerate(self.shown))


def controls(axes: Sequence[Axis]) -> list[Control]:
    """A control for each axis."""
    return [_control(axis) for axis in axes]


def _control(axis: Axis) -> Control:
    indices = range(len(axis.values))
    if isinstance(axis, LinkedAxis):
        return Control(axis.name, axis.label, "linked", tuple(indices), (), (), (), axis.base)
    if isinstance(axis, SliderAxis | SwitchAxis):
        control_type = "range" if isinstance(axis, SliderAxis) else "switch"
    else:
        control_type = "radios" if len(axis.values) <= MOST_RADIOS else "select"
    return Control(
        name=axis.name,
        label=axis.label,
        control_type=control_type,
        values=axis.values,
        shown=tuple(text_of(axis.text(index), "page") for index in indices),
        said=tuple(axis.spoken(index) for index in indices),
        marks=tuple(sorted(axis.marks.items())),
        base=axis.base,
    )
