"""The declared parts of a chart: axes, series, reference lines, zones and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sitegen.plot.key_rows import KeyItem
from sitegen.plot.plot_axes import Side
from sitegen.plot.plot_series import Series
from sitegen.plot.ticks import Ticks, value_ticks
from sitegen.scene.canvas import Canvas


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAxis:
    """One axis of a chart, from `low` to `high` in axis coordinates."""

    low: float
    high: float
    ticks: Callable[[int], Ticks] | None = None
    """Ticks for a number of steps; None for those of a linear axis."""
    title: str = ""
    short: str = ""
    """Its title where the longer one has no room."""
    ends: tuple[str, str] = ("", "")
    """Names of both ends of a horizontal axis."""
    side: Side = "left"
    """Where a vertical axis is; names of lines are at the other side."""

    def title_in(self, room: float, canvas: Canvas) -> str:
        """The longer title that has room, or else what fits of the last."""
        return canvas.longest_fitting((self.title, self.short or self.title), room)

    def ticks_of(self, steps: int) -> Ticks:
        """Ticks for a number of steps."""
        return self.ticks(steps) if self.ticks else value_ticks(self.low, self.high, steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A dotted line with a name at one value."""

    at: float
    name: str = ""
    short: str = ""
    """Its name where the longer one has no room."""
    value: str = ""
    """What is written at the vertical axis where neither has room between stems."""
    on: Literal["x", "y"] = "y"
    """The axis that the value is on."""
    role: str = "reference"
    ink: str = "muted"
    """Roles of the line and of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A faint wash with a name between two values."""

    low: float
    high: float
    name: str = ""
    on: Literal["x", "y"] = "y"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEnd:
    """A name beside the frame, for a line that a kind draws by itself."""

    role: str
    name: str
    at: float
    """On the vertical axis."""
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A short text at a point."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What a chart shows."""

    x: ChartAxis
    y: ChartAxis
    series: tuple[Series, ...] = ()
    lines: tuple[Reference, ...] = ()
    zones: tuple[Zone, ...] = ()
    notes: tuple[Note, ...] = ()
    head: tuple[tuple[KeyItem, ...], ...] = ()
    """Rows of text above the title of the vertical axis."""
    ends: tuple[NamedEnd, ...] = ()
    zeros: bool = False
    """Whether there is room for exact zeros below a logarithmic axis; series with zeros have it by themselves."""
