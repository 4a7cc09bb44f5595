"""The shapes of a figure and their motion: a tree of frozen marks in user units (y grows downwards, as in SVG).

Marks carry **roles** ("axis", "stable", "wave"), which the theme turns into paint. A mark that differs between
states of one figure has a stable `key`, so that two scenes can be compared mark by mark. Motion is data on
a mark; it ends in the mark at rest.

Marks and motions are msgspec structs, which take a tenth of the time of dataclasses to make. `msgspec.structs.replace` makes a
changed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from sitegen.description.sentences import true_minus

WIDTH = 360.0
"""Width of the narrow canvas in user units: at a 320 px viewport it is shown 288 px wide, a scale of 0.8."""
TEXT_SIZE = 15.0
"""Size of texts on the narrow canvas in user units: 12 px at a 320 px viewport."""

Anchor = Literal["start", "middle", "end"]
Channel = Literal["opacity", "scale-y"]
Easing = Literal["spring", "linear", "step"]


class Motion(Struct, frozen=True, kw_only=True, gc=False):
    """The motion of one channel of a mark."""

    channel: Channel
    """What moves; scale-y has its origin at the lower edge of the mark."""
    times: tuple[float, ...]
    """Ascending times of the keyframes [ms] after `delay`; the first is 0."""
    values: tuple[float, ...]
    """The value of the channel at each of the times; the easing runs once between two keyframes."""
    delay: float = 0.0
    """Time before the motion begins [ms]; until then the first value holds."""
    easing: Easing = "spring"
    """The damped spring of `sitegen.numerics.spring`; none, with `linear`; or each value until the next, with `step`."""
    loop: bool = False
    """Whether it repeats forever; the period is the last of `times`."""

    @property
    def duration(self) -> float:
        """Length of one run [ms]."""
        return self.times[-1]

    @property
    def end(self) -> float:
        """When the mark rests [ms]; infinite for a loop."""
        return float("inf") if self.loop else self.delay + self.duration


class Mark(Struct, frozen=True, kw_only=True, gc=False):
    """The base of all shapes."""

    role: str
    """A role of the theme."""
    key: str = ""
    """Stable name across the states of a figure, unique in the scene; required if the mark moves or changes."""
    on: tuple[str, ...] = ("surface",)
    """Roles of what the mark lies on, for the audit of contrast."""
    opacity: float = 1.0
    """Opacity at rest, in [0, 1]. A mark at 0 is shown during the animation only."""
    motion: Motion | None = None
    """How the mark moves until it rests."""


class Rect(Mark, frozen=True, kw_only=True):
    """A rectangle, `x` and `y` its top left corner, `radius` that of its corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


class Line(Mark, frozen=True, kw_only=True):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


class Circles(Mark, frozen=True, kw_only=True):
    """Circles of one role and one `radius` around `centres`, as a single shape."""

    centres: tuple[tuple[float, float], ...]
    radius: float
    base: float | None = None
    """Height of the baseline that a thin stem joins each circle to, as in a lollipop chart."""


class Segments(Mark, frozen=True, kw_only=True):
    """Many straight lines of one role as a single shape; each is (x1, y1, x2, y2)."""

    lines: tuple[tuple[float, float, float, float], ...]


class Polyline(Mark, frozen=True, kw_only=True):
    """Straight lines from point to point as a single shape, or the area that they enclose when `closed`."""

    points: tuple[tuple[float, float], ...]
    closed: bool = False


class Polylines(Mark, frozen=True, kw_only=True):
    """Several polylines of one role as a single shape, or the areas that they enclose when `closed`."""

    runs: tuple[tuple[tuple[float, float], ...], ...]
    closed: bool = False


class Cells(Mark, frozen=True, kw_only=True):
    """A region of equal cells as a single shape: what an odd number of `rings` is around; (`left`, `top`) is the corner of the grid.

    Numbers of a ring count cells: the first corner (x, y), and the lengths of the sides, horizontal and vertical in turns, but
    for the last side.
    """

    left: float
    top: float
    cell_width: float
    cell_height: float
    rings: tuple[tuple[int, ...], ...]


class Text(Mark, frozen=True, kw_only=True):
    """One line of text, (`x`, `y`) on its baseline. Its numbers have the minus sign of pages, U+2212."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    size: float = TEXT_SIZE
    bold: bool = False

    def __post_init__(self) -> None:
        """Write the minus sign."""
        force_setattr(self, "text", true_minus(self.text))


@dataclass(frozen=True, slots=True)
class TableCells:
    """Where the tables of a figure have values that are side by side in the drawing: one in each of the rows that a page shows.

    Of a row, a reader sees and hears the first cell and those of the `columns`.
    """

    columns: tuple[int, ...]
    """Numbers of the columns; 0 is the first of the table."""
    table: int = 0
    """0 for the data table, 1 for the first of the further ones, and so on."""
    first: int = 0
    """Number of the row of the first value."""
    upwards: bool = False
    """Whether the next value is in the row above."""


class DataPoints(Mark, frozen=True, kw_only=True):
    """Places of values, from one to the next of which a reader can go. They are not painted, and in no file."""

    role: str = ""
    cells: TableCells
    places: tuple[tuple[float, float] | None, ...]
    """The centre of each, from left to right or from top to bottom; None for a value that is not in the drawing."""
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of the mark of each value, or of all of them; none for points."""


class Group(Mark, frozen=True, kw_only=True):
    """Marks that belong together; a group has no paint and no role.

    `semantics` is for assistive technology: "list" and "image" are announced with `label`, and an "item" is one of a list.
    The parts of an image are not announced. "none" has no effect.
    """

    role: str = ""
    children: tuple[Mark, ...]
    semantics: Literal["none", "list", "item", "image"] = "none"
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One drawing area of `width` × `height` user units."""

    height: float
    marks: tuple[Mark, ...]
    width: float = WIDTH
    label: str = ""
    """Its name for assistive technology. Panels with a label are small multiples, items of one list; the others are
    decoration, because the words of the figure say the same."""
    state: str = ""
    """A condition for style sheets, such as ``dead``."""
    grounds: tuple[str, ...] = ()
    """Roles of decorative areas that all marks may also lie on, for the audit of contrast."""

    def all_marks(self) -> Iterator[Mark]:
        """The marks, in drawing order, groups before their children."""
        return _walk(self.marks)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the animation, which a reader may choose."""

    label: str
    """Its name, such as "hidden 2"."""
    opacity: Mapping[str, float]
    """Opacity by mark key. A key that other steps have and this one has not is at 0."""
    detail: str = ""
    """What the drawing then shows, for readers who do not see it."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The whole picture: one or more panels, and the steps of its animation."""

    panels: tuple[Panel, ...]
    """One, or small multiples: those with a label flow on a page, and are set in rows in a file."""
    text_size: float = TEXT_SIZE
    """Size of most texts in user units."""
    columns: int = 1
    """How many panels with a label are in a row in a file."""
    list_label: str = ""
    """Name of the list of panels with a label, for assistive technology."""
    structure: bool = False
    """False: a chart, one image to assistive technology. True: a structure whose parts are read as a list."""
    steps: tuple[Step, ...] = field(default=())
    """The steps of the animation in order; empty if there is nothing to choose."""
    beat_ms: float = 0.0
    """Time between two steps [ms]; 0 without steps."""
    fallback_reason: str = ""
    """A sentence that says why nothing moves, if motion was wanted and is not possible; otherwise empty."""

    @property
    def flows(self) -> bool:
        """Whether panels are items of a list, which a page may flow."""
        return any(panel.label for panel in self.panels)

    @cached_property
    def rows(self) -> tuple[tuple[Panel, ...], ...]:
        """The panels of a file: those with a label `columns` to a row, each of the others in a row of its own."""
        rows: list[tuple[Panel, ...]] = []
        for panel in self.panels:
            open_row = rows and panel.label and rows[-1][0].label and len(rows[-1]) < self.columns
            rows[-1:] = [(*rows[-1], panel)] if open_row else [*rows[-1:], (panel,)]
        return tuple(rows)

    @cached_property
    def width(self) -> float:
        """Width of the widest row in user units."""
        return max(sum(panel.width for panel in row) for row in self.rows)

    @cached_property
    def height(self) -> float:
        """Height of all rows in user units."""
        return sum(max(panel.height for panel in row) for row in self.rows)

    @property
    def moves(self) -> bool:
        """Whether anything moves."""
        return any(mark.motion for mark in self.marks())

    @property
    def has_points(self) -> bool:
        """Whether readers can go from value to value."""
        return any(isinstance(mark, DataPoints) for mark in self.marks())

    @property
    def resting_step(self) -> int:
        """Index of the step that the picture shows at rest; the last one if it shows none of them."""
        named = {key for step in self.steps for key in step.opacity}
        rest = {mark.key: mark.opacity for mark in self.marks() if mark.key in named}
        shown = (
            index
            for index, step in enumerate(self.steps)
            if all(step.opacity.get(key, 0.0) == opacity for key, opacity in rest.items())
        )
        return next(shown, len(self.steps) - 1)

    def marks(self) -> Iterator[Mark]:
        """All marks, in drawing order, groups before their children."""
        return iter(self._marks)

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        return tuple(mark for panel in self.panels for mark in panel.all_marks())


def _walk(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        yield mark
        if isinstance(mark, Group):
            yield from _walk(mark.children)
