"""Named rows below each other on one horizontal axis: names, texts at the ends of rows, grid lines and reference lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sitegen.plot.chart import bottom_title
from sitegen.plot.chart_parts import ChartAxis, Reference
from sitegen.plot.key_rows import MARGIN
from sitegen.plot.plot_axes import axis_title_y, fitted, horizontal_axis
from sitegen.plot.plot_labels import box_of
from sitegen.plot.scales import Frame, Scale
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Line, Mark, Panel, Segments, TableCells, Text

_MOST_NAME_SHARE = 0.32
"""Share of the width for names beside the rows; wider ones are above their rows."""
_GAP = 9.0
"""Distance of a name from the frame, and of the frame from the text at a row's end."""
_RIGHT = 12.0
"""Room to the right of a frame without texts at the ends of rows."""
_FOOT = 4.0
"""Distance of the last row from the axis."""
_MOST_NAME_LINES = 3
"""Lines of text above the frame for names of reference lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The texts of one row."""

    name: str
    end: str = ""
    """A text at its end."""
    end_at: float | None = None
    """In axis coordinates: what the text at its end follows, where names are beside the rows. By default, these texts are in a column."""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChart:
    """What rows have in common."""

    rows: tuple[Row, ...]
    axis: ChartAxis
    """The horizontal axis."""
    lines: tuple[Reference, ...] = ()
    """Vertical lines; those outside the axis are left out."""
    end_title: str = ""
    """Heading above the texts at the ends of rows."""
    cells: tuple[TableCells, ...] = ()
    """Where tables have the values of all bars, or of the bins of each row; readers can go from one to the next."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows are drawn: the frame around all of them, and the plotting area of each."""

    frame: Frame
    rows: tuple[Frame, ...]
    scale: Scale
    """The horizontal scale."""


def row_panel(chart: RowChart, height: float, canvas: Canvas, content: Callable[[Rows], Iterable[Mark]]) -> Panel:
    """The panel of rows, with their names, the axis below them, and names of reference lines above.

    Parameters
    ----------
    chart : RowChart
    height : float
        Of the plotting area of a row in user units, at least that of a line of text.
    canvas : Canvas
    content : callable
        Gives what is drawn in the rows, once their places are known.
    """
    found, texts = _placed(chart, height, canvas)
    frame, scale, title = found.frame, found.scale, chart.axis.title
    axis = fitted(chart.axis.ticks_of, scale, canvas)
    grid = tuple((x := scale(value), frame.top, x, frame.bottom) for value, _ in axis.ticks)
    marks: list[Mark] = [Segments(role="grid", lines=grid)] if grid else []
    marks += [*content(found), *_reference_lines(chart.lines, found), *texts]
    marks.append(Line(role="axis", x1=frame.left, y1=frame.bottom, x2=frame.right, y2=frame.bottom))
    marks += horizontal_axis(axis, frame, canvas)
    y = axis_title_y(frame, canvas)
    if title:
        marks.append(bottom_title(chart.axis, frame, canvas, canvas.width))
    return Panel(width=canvas.width, height=y + (9.0 if title else -14.0), marks=tuple(marks))


def _placed(chart: RowChart, height: float, canvas: Canvas) -> tuple[Rows, list[Mark]]:
    """Places of the rows, and the texts beside and above them."""
    room = max(canvas.text_width(row.name, bold=row.strong) for row in chart.rows)
    ends = max(canvas.text_width(row.end, bold=row.strong) for row in chart.rows)
    beside = room <= _MOST_NAME_SHARE * canvas.width
    left = MARGIN + (room + _GAP if beside else _GAP)
    right = canvas.width - (MARGIN + ends + _GAP if beside and ends else _RIGHT)
    scale = Scale(chart.axis.low, chart.axis.high, left, right)
    edge = canvas.width - MARGIN if beside else right
    ends_title = canvas.text("muted", chart.end_title, edge, 0.0, anchor="end") if chart.end_title else None
    heads, top = _line_names(chart.lines, scale, canvas, ends_title)
    above, gap = (0.0, 0.0) if beside else (1.3 * canvas.text_size, 0.25 * canvas.text_size)
    starts = [top + above + index * (height + above + gap) for index in range(len(chart.rows))]
    frames = tuple(Frame(left, start, right, start + height) for start in starts)
    named = zip(chart.rows, frames, strict=True)
    texts = [text for row, frame in named for text in _texts(row, frame, scale, canvas, beside=beside)]
    return Rows(Frame(left, top, right, frames[-1].bottom + _FOOT), frames, scale), [*heads, *texts]


def _texts(row: Row, frame: Frame, scale: Scale, canvas: Canvas, *, beside: bool) -> Iterator[Mark]:
    """Name and end of a row: beside its plotting area, or above it."""
    if beside:
        y, anchor = (frame.top + frame.bottom) / 2 + canvas.drop, "end"
        name, x, right = row.name, frame.left - _GAP, canvas.width - MARGIN
    else:
        y, anchor = frame.top - 0.3 * canvas.text_size, "start"
        room = frame.width - canvas.text_width(row.end, bold=row.strong) - canvas.text_size
        name, x, right = canvas.shortened(row.name, room, bold=row.strong), frame.left, frame.right
    yield canvas.text("text", name, x, y, anchor=anchor, bold=row.strong)
    if row.end and beside and row.end_at is not None:
        yield canvas.text("text", row.end, scale(row.end_at) + _GAP, y, bold=row.strong)
    elif row.end:
        yield canvas.text("text", row.end, right, y, anchor="end", bold=row.strong)


def _line_names(
    lines: Sequence[Reference], scale: Scale, canvas: Canvas, first: Text | None
) -> tuple[tuple[Mark, ...], float]:
    """Names above their lines, in as few lines of text as keep them apart from each other and from the `first` text, and the top of the frame.

    One without room is left out.
    """
    placed: list[list[Text]] = [[first] if first and not level else [] for level in range(_MOST_NAME_LINES)]
    for line in lines:
        if not (line.name and scale.low <= line.at <= scale.high):
            continue
        name = canvas.shortened(line.name, canvas.width - 2 * MARGIN)
        text = canvas.inside(canvas.text("muted", name, scale(line.at), 0.0, anchor="middle"))
        free = (level for level in placed if all(_apart(text, other, canvas) for other in level))
        if (level := next(free, None)) is not None:
            level.append(text)
    used = [level for level in placed if level]
    top = 6.0 + len(used) * canvas.line_height
    marks = [
        replace(text, y=top - 6.0 - number * canvas.line_height) for number, level in enumerate(used) for text in level
    ]
    return tuple(marks), top


def _apart(one: Text, other: Text, canvas: Canvas) -> bool:
    a, b = box_of(one), box_of(other)
    return a[2] + canvas.label_gap <= b[0] or b[2] + canvas.label_gap <= a[0]


def _reference_lines(lines: Sequence[Reference], found: Rows) -> Iterator[Mark]:
    """A line through every row, but not through the names between them."""
    top, scale = found.frame.top, found.scale
    for line in lines:
        if scale.low <= line.at <= scale.high:
            x = scale(line.at)
            parts = ((x, top - 3.0, x, top), *((x, row.top, x, row.bottom) for row in found.rows))
            yield Segments(role="reference", lines=parts)
