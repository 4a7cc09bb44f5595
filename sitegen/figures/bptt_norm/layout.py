"""Layout of a bptt-norm chart: positions of lines, text, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.scene.chart_axes import Frame, Scale
from sitegen.scene.shapes import WIDTH
from sitegen.scene.text_width import text_width

HEAD_Y = 18.0
LINE = 21.0
"""From one line of text to the next."""
MARGIN = 4.0
LEADER = 12.0
"""Between the labels at the left and the ends of the lines."""
TICK_GAP = 10.0
"""Between the lines and the tick labels at their right: clear of a marker."""
LABEL_PITCH = 18.0
"""Least distance of two labels of the gutter."""
_PLOT_HEIGHT = 186.0
_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in user units: the plotting area, its two scales, and the baseline of the axis title above it."""

    frame: Frame
    time: Scale
    level: Scale
    axis_title_y: float

    @property
    def height(self) -> float:
        """Of the whole panel."""
        return self.frame.bottom + 55.0


def chart_layout(steps: int, axis: tuple[int, int], *, head_lines: int, left: float, right: float) -> Layout:
    """Axes from 0 to `steps`, and between the exponents `axis`, with `head_lines` above and labels as wide as `left` and `right`."""
    title = HEAD_Y + head_lines * LINE + 6.0
    right = WIDTH - MARGIN - TICK_GAP - right
    frame = Frame(left=MARGIN + left + LEADER, top=title + _GAP, right=right, bottom=title + _GAP + _PLOT_HEIGHT)
    low, high = axis
    return Layout(frame, Scale(0, steps, frame.left, right), Scale(low, high, frame.bottom, frame.top), title)


def wrapped(text: str, room: float) -> list[str]:
    """`text` broken at spaces into lines of at most `room` user units, each as full as it can be."""
    words = text.split()
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        lines[-1:] = [longer] if text_width(longer) <= room else [lines[-1], word]
    return lines


def spread(wanted: Sequence[float], low: float, high: float) -> list[float]:
    """Places as near as possible to those `wanted`, in their order, `LABEL_PITCH` apart and within [`low`, `high`].

    Pools of labels that push each other are moved to their common middle (pool adjacent violators).
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    pools: list[tuple[float, int]] = []
    for rank, index in enumerate(order):
        pools.append((wanted[index] - rank * LABEL_PITCH, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (first, before), (second, count) = pools[-2:]
            pools[-2:] = [((first * before + second * count) / (before + count), before + count)]
    top = high - (len(wanted) - 1) * LABEL_PITCH
    starts = [min(max(start, low), top) for start, count in pools for _ in range(count)]
    placed = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        placed[index] = starts[rank] + rank * LABEL_PITCH
    return placed
