"""Axes of charts: the frame, the scale, values for ticks, and an axis at the left and at the bottom as marks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Line, Mark

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The plotting area in user units; `top` < `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear map from [`low`, `high`] in data units onto [`start`, `end`] in user units."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Map `value`; outside the limits it is clamped to the nearest end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_ticks(low: int, high: int, most: int = 6) -> list[int]:
    """Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most `most` + 1; 0 is one of them if it is inside."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= most)
    return list(range(-(-low // step) * step, high + 1, step))


def linear_ticks(high: float, most: int = 4) -> list[float]:
    """Round values from 0 to `high` > 0, at most `most` steps."""
    rough = high / most
    power = 10.0 ** math.floor(math.log10(rough))  # at a power of ten, both decades give the same step
    step = next(nice * power for nice in _NICE if nice * power >= rough * (1 - 1e-9))
    return [number * step for number in range(int(high / step + 1e-9) + 1)]


def index_ticks(number: int, most: int = 5) -> list[int]:
    """Indices to label among 0 … `number` − 1: round steps, and always the last one."""
    last = number - 1
    _, *ticks = round_ticks(0, last, most)
    return list(dict.fromkeys([0, *(tick for tick in ticks if last - tick >= 0.6 * ticks[0]), last]))


@dataclass(frozen=True, slots=True)
class LeftAxis:
    """A vertical axis at the left of a frame, its ticks as (value, label)."""

    frame: Frame
    scale: Scale
    ticks: tuple[tuple[float, str], ...]


def left_axis(axis: LeftAxis, canvas: Canvas) -> list[Mark]:
    """Grid lines with tick labels at their left, and the baseline."""
    frame = axis.frame
    marks: list[Mark] = []
    for value, label in axis.ticks:
        y = axis.scale(value)
        marks.append(Line(role="grid", x1=frame.left, y1=y, x2=frame.right, y2=y))
        marks.append(canvas.text("muted", label, frame.left - canvas.label_gap, y + canvas.drop, anchor="end"))
    marks.append(Line(role="axis", x1=frame.left, y1=frame.bottom, x2=frame.right, y2=frame.bottom))
    return marks


def bottom_axis(  # noqa: PLR0913 - they are independent
    frame: Frame,
    ticks: Iterable[tuple[float, str]],
    names: tuple[str, str, str],
    canvas: Canvas,
    *,
    names_y: float,
    tick_length: float = 0,
) -> Iterator[Mark]:
    """Tick labels below a frame, and the names of its start, its middle and its end below them.

    Parameters
    ----------
    frame : Frame
        The plotting area; its baseline is not drawn.
    ticks : iterable of (float, str)
        x in user units, and the label.
    names : tuple of str
        An empty name in the middle is left out.
    canvas : Canvas
        What the drawing is made for.
    names_y : float
        Distance of the names from the frame in user units.
    tick_length : float
        In user units; 0 draws no ticks.
    """
    for x, label in ticks:
        if tick_length:
            yield Line(role="axis", x1=x, y1=frame.bottom, x2=x, y2=frame.bottom + tick_length)
        yield canvas.inside(canvas.text("muted", label, x, frame.bottom + tick_length + 19))
    start, middle, end = names
    y = frame.bottom + names_y
    yield canvas.text("text", start, frame.left, y)
    if middle:
        yield canvas.text("muted", middle, (frame.left + frame.right) / 2, y, anchor="middle")
    yield canvas.text("text", end, frame.right, y, anchor="end")
