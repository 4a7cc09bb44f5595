"""What a sentence says of an axis: its scale and its ends."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sitegen.description.number_format import Counted
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.description.series_words import same_text
from sitegen.numerics.axis_limits import AxisLimits

_LONGEST_NAME = 40
"""Characters of a name in a message."""


def axis_sentence(subject: str, means: str | None, limits: AxisLimits, written: Callable[[float], Value]) -> Sentence:
    """Scale and ends of an axis, or the values that it is near if both ends look the same.

    `subject` is ``The vertical axis``, `means` what it shows, and `written` writes a value of the axis.
    """
    values: dict[str, Value] = {"low": written(limits.start), "high": written(limits.end)}
    if means:
        subject, values["means"] = f"{subject}, {{means}},", means
    if same_text(values["low"], values["high"]):
        del values["high"]
        return sentence(f"{subject} shows values near {{low}}.", 1, **values)
    if limits.linear:
        values["near"] = written(limits.linear)
        sides = ", on each side of zero" if limits.start < 0 < limits.end else ""
        template = f"{subject} is logarithmic, from {{low}} to {{high}}{sides}, and linear where values are nearer to zero than {{near}}."
        return sentence(template, 1, **values)
    scale = "logarithmic" if limits.log else "linear"
    return sentence(f"{subject} is {scale}, from {{low}} to {{high}}.", 1, **values)


def chart_sentence(shows: str, limits: AxisLimits, written: Callable[[float], Value], **values: Value) -> Sentence:
    """What a chart shows, and the scale and the ends of its vertical axis, whose values are `written`.

    The sentence begins with `shows`, such as ``Line chart of {count} by step``, which contains the `values`.
    """
    shows += f", on a {'logarithmic' if limits.log else 'linear'} axis"
    low, high = written(limits.start), written(limits.end)
    if same_text(low, high):
        return sentence(f"{shows} near {{low}}.", 1, **values, low=low)
    return sentence(f"{shows} from {{low}} to {{high}}.", 1, **values, low=low, high=high)


def rings_sentence(zeros: int, place: str, of: str = "") -> Sentence:
    """How many rings in a `place`, such as ``on the baseline``, stand for exact zeros, which a logarithmic axis does not have.

    There is at least one; `of` is what is zero.
    """
    template = f"A ring {place} marks {{zeros}}" if zeros == 1 else f"Rings {place} mark {{zeros}}"
    count = Counted(zeros, "exact zero")
    return sentence(f"{template} of {{of}}.", 2, zeros=count, of=of) if of else sentence(f"{template}.", 2, zeros=count)


_ENDS = {("x", True): "left", ("x", False): "right", ("y", True): "lower", ("y", False): "upper"}


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A line, an area or a note that an author places on an axis, or a curve."""

    field: str
    """Its place among the parameters, such as ``lines.0.at``."""
    what: Literal["line", "area", "note", "curve"]
    name: str
    start: float
    end: float
    """Where it is; a line and a note have the same twice."""
    axis: Literal["x", "y"]
    low: float
    high: float
    """The ends of this axis."""

    @property
    def is_outside(self) -> bool:
        """Whether the drawing shows nothing of it."""
        at_an_end = self._is_at(self.end, self.low) or self._is_at(self.start, self.high)
        return self.what == "area" if at_an_end else self.end < self.low or self.start > self.high

    def _is_at(self, place: float, end: float) -> bool:
        """Whether both are one place, also in comparison with the axis, which may be short and far from zero."""
        half_length = self.high / 2 - self.low / 2
        return math.isclose(place, end) and abs(place - end) <= 2e-9 * half_length

    @property
    def advice(self) -> tuple[str, str]:
        """Message and hint for the author of a mark that is outside."""
        name = self.name if len(self.name) <= _LONGEST_NAME else f"{self.name[:_LONGEST_NAME]}…"
        low, high, least, most = (
            repr(end).removesuffix(".0")
            for end in (self.low, self.high, min(self.low, self.start), max(self.high, self.end))
        )
        ends = f"[{least}, {most}]"
        message = f"the {self.what} “{name}” is not drawn: the axis goes from {low} to {high}"
        return message, f"to show it, write {self.axis}: {{range: {ends}}}"

    def sentence(self, *, only_axis: bool = False) -> Sentence:
        """That a mark is outside, and where."""
        end = _ENDS[self.axis, self.end <= self.low or self._is_at(self.end, self.low)]
        axis = "axis" if only_axis else "horizontal axis" if self.axis == "x" else "vertical axis"
        template = f"The {self.what} “{{name}}” is beyond the {end} end of the {axis}, and not drawn."
        return sentence(template, 1, name=self.name)
