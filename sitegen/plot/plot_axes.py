"""Axes as marks: grid lines, tick labels that keep clear of each other, titles, and names of both ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from sitegen.plot.scales import Frame, Scale
from sitegen.plot.ticks import Ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Line, Mark, Segments, Text
from sitegen.scene.text_width import extent

Side = Literal["left", "right"]
TICK_LENGTH = 4.0
_APART = 0.25
"""Least distance of two tick labels, as a share of the text size; their widths have room for a reader's letters already."""
_MOST_TICKS = (10, 8, 5, 4, 3, 2, 1)
"""Numbers of steps to try on a horizontal axis."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale with its ticks."""

    scale: Scale
    ticks: Ticks


def label_room(ticks: Iterable[tuple[float, str]], canvas: Canvas) -> float:
    """Width of the widest tick label and the gap beside it."""
    return max((canvas.text_width(label) for _, label in ticks), default=0.0) + canvas.label_gap + 2


def vertical_axis(frame: Frame, axis: Axis, canvas: Canvas, side: Side = "left") -> Iterator[Mark]:
    """The marks of a vertical axis: grid lines across `frame` with tick labels at one `side` of it, and the baseline."""
    gap = canvas.label_gap
    x, anchor = (frame.left - gap, "end") if side == "left" else (frame.right + gap, "start")
    heights = [(axis.scale(value), label) for value, label in axis.ticks]
    if heights:
        yield Segments(role="grid", lines=tuple((frame.left, y, frame.right, y) for y, _ in heights))
    for y, label in heights:
        yield canvas.text("muted", label, x, y + canvas.drop, anchor=anchor)
    yield Line(role="axis", x1=frame.left, y1=frame.bottom, x2=frame.right, y2=frame.bottom)


def horizontal_axis(axis: Axis, frame: Frame, canvas: Canvas, width: float | None = None) -> Iterator[Mark]:
    """The marks of a horizontal axis: a short line and a label for each tick below `frame`, in a panel of this `width`.

    By default, the panel is as wide as the canvas.
    """
    y = axis_title_y(frame, canvas) - 23
    places = [(axis.scale(value), label) for value, label in axis.ticks]
    if places:
        yield Segments(role="axis", lines=tuple((x, frame.bottom, x, frame.bottom + TICK_LENGTH) for x, _ in places))
    for x, label in places:
        yield _tick_label(label, x, y, canvas, width)


def axis_title_y(frame: Frame, canvas: Canvas) -> float:
    """Baseline of a title, or of names of the ends, below the tick labels."""
    return frame.bottom + TICK_LENGTH + canvas.text_size + 27


def end_names(frame: Frame, y: float, names: tuple[str, str], titles: Sequence[str], canvas: Canvas) -> Iterator[Mark]:
    """The names of both ends of a horizontal axis, and between them its title.

    Parameters
    ----------
    frame : Frame
        The plotting area.
    y : float
        Baseline of the texts.
    names : (str, str)
        Of the left and the right end; may be empty.
    titles : sequence of str
        From long to short: the first one that fits is taken.
    canvas : Canvas
    """
    start, end = names
    apart = max(0.0, frame.right - canvas.text_width(start) - canvas.text_width(end))
    if start:
        yield canvas.text("text", start, min(frame.left, apart), y)
    gap = canvas.text_size / 2
    low = min(frame.left, apart) + canvas.text_width(start) + gap if start else frame.left + gap
    high = frame.right - (canvas.text_width(end) if end else 0.0) - gap
    yield from _title_between(titles, frame.middle[0], (low, high), y, canvas)
    if end:
        yield canvas.text("text", end, frame.right, y, anchor="end")


def _title_between(
    titles: Sequence[str], middle: float, limits: tuple[float, float], y: float, canvas: Canvas
) -> Iterator[Mark]:
    """The first of `titles` that has room between the `limits`: at the `middle` of the axis, or else at theirs."""
    low, high = limits
    for title in titles:
        for x in (middle, (low + high) / 2):
            if canvas.text_width(title) / 2 <= min(x - low, high - x):
                yield canvas.text("muted", title, x, y, anchor="middle")
                return


def fitted(make: Callable[[int], Ticks], scale: Scale, canvas: Canvas, width: float | None = None) -> Axis:
    """A horizontal axis with as many ticks as keep their labels apart.

    Parameters
    ----------
    make : callable
        Gives ticks for a number of steps.
    scale : Scale
    canvas : Canvas
    width : float, optional
        Of the panel; by default that of the canvas.
    """
    choices = [make(most) for most in _MOST_TICKS]
    for ticks in choices:
        labels = [extent(_tick_label(label, scale(value), 0.0, canvas, width)) for value, label in ticks]
        ordered = sorted(labels)
        if all(after[0] - before[1] >= _APART * canvas.text_size for before, after in pairwise(ordered)):
            return Axis(scale, ticks)
    return Axis(scale, choices[-1][:1])


def _tick_label(label: str, x: float, y: float, canvas: Canvas, width: float | None) -> Text:
    return canvas.inside(canvas.text("muted", label, x, y, anchor="middle"), width=width)


def frame_beside(ticks: Ticks, canvas: Canvas, box: Frame, least: float = 0.0) -> Frame:
    """The plotting area in `box` to the right of the labels of `ticks`, which have a room of `least` or more."""
    return replace(box, left=box.left + max(least, label_room(ticks, canvas)))
