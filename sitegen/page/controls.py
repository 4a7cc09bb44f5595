"""What the script puts into a page from templates: the native controls of explorable figures, and the player."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.description import text_of
from sitegen.resolve.axes import Axis, LinkedAxis, SliderAxis, SwitchAxis

LONG = 20
MOST_RADIOS = 4
"""With more choices than this a list opens instead."""


@dataclass(frozen=True, slots=True)
class Control:
    """One axis as a control.

    Parameters
    ----------
    name, label : str
        The parameter, and what it is called.
    form : {"range", "radios", "select", "switch", "followed"}
        Which native control; none where another figure is followed.
    values : tuple
        What the parameter may be, in order; the numbers of the states of a figure that is followed.
    shown, said : tuple of str
        Every value as it is shown, and as it is said, with its own name where it has one.
    marks : tuple of (int, str)
        Index and name of the values that have a name.
    base : int
        Index of the author's own value.
    """

    name: str
    label: str
    form: str
    values: tuple[Any, ...]
    shown: tuple[str, ...]
    said: tuple[str, ...]
    marks: tuple[tuple[int, str], ...]
    base: int

    @property
    def heading(self) -> str:
        """The label as the beginning of a line."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def data(self) -> dict[str, Any]:
        """What the script knows of the axis."""
        told = {"shown": self.shown, "said": self.said} if self.form == "range" else {}
        return {"name": self.name, "label": self.label, "values": self.values, "base": self.base, **told}

    @property
    def is_long(self) -> bool:
        """Whether Page Up and Page Down go farther than the arrows, which is a tenth of a range."""
        return len(self.shown) > LONG

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
        return Control(axis.name, axis.label, "followed", tuple(indices), (), (), (), axis.base)
    if isinstance(axis, SliderAxis | SwitchAxis):
        form = "range" if isinstance(axis, SliderAxis) else "switch"
    else:
        form = "radios" if len(axis.values) <= MOST_RADIOS else "select"
    return Control(
        name=axis.name,
        label=axis.label,
        form=form,
        values=axis.values,
        shown=tuple(text_of(axis.text(index), "visible") for index in indices),
        said=tuple(axis.spoken(index) for index in indices),
        marks=tuple(sorted(axis.marks.items())),
        base=axis.base,
    )
