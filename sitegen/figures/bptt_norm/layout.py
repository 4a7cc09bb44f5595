"""Layout of a bptt-norm chart: positions of lines, text, and labels that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.scene.canvas import Canvas
from sitegen.scene.chart_axes import Frame, Scale

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


def chart_layout(
    steps: int, axis: tuple[int, int], canvas: Canvas, *, head_lines: int, labels: tuple[float, float]
) -> Layout:
    """Axes from 0 to `steps`, and between the exponents `axis`, with `head_lines` above and labels as wide as `labels` at the left and at the right."""
    title = HEAD_Y + head_lines * LINE + 6.0
    right = canvas.width - MARGIN - TICK_GAP - labels[1]
    top, height = title + _GAP, 260.0 if canvas.is_wide else 186.0
    frame = Frame(left=MARGIN + labels[0] + LEADER, top=top, right=right, bottom=top + height)
    low, high = axis
    return Layout(frame, Scale(0, steps, frame.left, right), Scale(low, high, frame.bottom, frame.top), title)


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
