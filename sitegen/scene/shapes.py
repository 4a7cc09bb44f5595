"""The shapes of a figure: a tree of frozen marks in user units (y grows downwards, as in SVG).

Marks carry **roles** ("axis", "stable", "wave"), which the theme turns into paint. A mark that differs between
states of one figure has a stable `key`, so that two scenes can be compared mark by mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

WIDTH = 360.0
"""Width of a panel in user units: at a 320 px viewport it is shown 288 px wide, a scale of 0.8."""
TEXT_SIZE = 15.0
"""Size of every text in user units: 12 px at a 320 px viewport."""

Anchor = Literal["start", "middle", "end"]
Channel = Literal["opacity", "scale-y"]
Easing = Literal["spring", "linear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """One channel of one mark over time.

    Parameters
    ----------
    channel : {"opacity", "scale-y"}
        What moves; scale-y is about the lower edge of the mark.
    times : tuple of float
        Ascending times of the key moments [ms] after `delay`; the first is 0.
    values : tuple of float
        The value of the channel at each of the times; between two moments the easing runs once.
    delay : float
        Time before the motion begins [ms]; until then the first value holds.
    easing : {"spring", "linear"}
        The damped spring of `sitegen.numerics.spring`, or none.
    loop : bool
        Whether it repeats without end; the period is the last of `times`.
    """

    channel: Channel
    times: tuple[float, ...]
    values: tuple[float, ...]
    delay: float = 0.0
    easing: Easing = "spring"
    loop: bool = False

    @property
    def duration(self) -> float:
        """Length of one run [ms]."""
        return self.times[-1]

    @property
    def end(self) -> float:
        """When the mark rests [ms]; infinite for a loop."""
        return float("inf") if self.loop else self.delay + self.duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What all shapes share.

    Parameters
    ----------
    role : str
        A role of the theme.
    key : str
        Stable name among the states of a figure, unique in the scene; required where the mark moves or changes.
    on : tuple of str
        Roles of what the mark lies on, for the contrast proof.
    opacity : float
        Opacity at rest, in [0, 1]. A mark at 0 belongs to another moment of the animation.
    motion : Motion or None
        How the mark moves on its way to rest.
    """

    role: str
    key: str = ""
    on: tuple[str, ...] = ("surface",)
    opacity: float = 1.0
    motion: Motion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect(Mark):
    """A rectangle, `x` and `y` its top left corner, `radius` that of its corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Mark):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Circles(Mark):
    """Circles of one role and one `radius` around `centres`, as a single shape."""

    centres: tuple[tuple[float, float], ...]
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments(Mark):
    """Many straight lines of one role as a single shape; each is (x1, y1, x2, y2)."""

    lines: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polyline(Mark):
    """Straight lines from point to point as a single shape, or the area that they enclose when `closed`."""

    points: tuple[tuple[float, float], ...]
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Mark):
    """One line of text, (`x`, `y`) on its baseline."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    size: float = TEXT_SIZE
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Mark):
    """Marks that belong together; a group has no paint, and no role.

    `semantics` is what assistive technology meets: "decoration" is hidden from it, "list" and "item" are
    announced with `label`, "none" is transparent.
    """

    role: str = ""
    children: tuple[Mark, ...]
    semantics: Literal["none", "decoration", "list", "item"] = "none"
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One drawing area of `width` × `height` user units.

    Parameters
    ----------
    height, width : float
        Size in user units.
    marks : tuple of Mark
        What it shows.
    label : str
        What it is, as it is said. Panels with a label are small multiples, items of one list; the others stand alone
        and are decoration, because the words of the figure say the same.
    state : str
        A condition that others may style by: ``dead``.
    """

    height: float
    marks: tuple[Mark, ...]
    width: float = WIDTH
    label: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the animation that a reader may choose.

    Parameters
    ----------
    label : str
        What the reader chooses: "hidden 2".
    opacity : mapping of str to float
        Opacity by mark key at this moment. Every key that any step names and this one does not is at 0.
    detail : str
        What the drawing then shows, said with the choice to those who do not see it.
    """

    label: str
    opacity: Mapping[str, float]
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The whole picture: one or more panels, and the moments a reader may choose among.

    Parameters
    ----------
    panels : tuple of Panel
        One, or small multiples: a page flows those with a label, a file sets them in rows.
    columns : int
        How many panels with a label stand side by side in a file.
    list_label : str
        Name of the list of panels with a label, as it is said.
    structure : bool
        False: a chart, one image to assistive technology. True: a structure whose parts are read as a list.
    steps : tuple of Step
        The moments of the animation, first to last; empty where choosing one tells nothing.
    beat_ms : float
        Time between two steps of the animation [ms]; 0 where there are no steps.
    fallback_reason : str
        A sentence that says why nothing moves, when motion was wanted and cannot be had; empty otherwise.
    """

    panels: tuple[Panel, ...]
    columns: int = 1
    list_label: str = ""
    structure: bool = False
    steps: tuple[Step, ...] = field(default=())
    beat_ms: float = 0.0
    fallback_reason: str = ""

    @property
    def flows(self) -> bool:
        """Whether panels are items of a list, which a page may flow."""
        return any(panel.label for panel in self.panels)

    @property
    def rows(self) -> tuple[tuple[Panel, ...], ...]:
        """The panels as a file sets them: those with a label `columns` to a row, each of the others in a row of its own."""
        rows: list[tuple[Panel, ...]] = []
        for panel in self.panels:
            open_row = rows and panel.label and rows[-1][0].label and len(rows[-1]) < self.columns
            rows[-1:] = [(*rows[-1], panel)] if open_row else [*rows[-1:], (panel,)]
        return tuple(rows)

    @property
    def width(self) -> float:
        """Width of the widest row in user units."""
        return max(sum(panel.width for panel in row) for row in self.rows)

    @property
    def height(self) -> float:
        """Height of all rows in user units."""
        return sum(max(panel.height for panel in row) for row in self.rows)

    @property
    def moves(self) -> bool:
        """Whether anything moves."""
        return any(mark.motion for mark in self.marks())

    def marks(self) -> Iterator[Mark]:
        """All marks, in drawing order, groups before their children."""
        for panel in self.panels:
            yield from _walk(panel.marks)


def _walk(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    for mark in marks:
        yield mark
        if isinstance(mark, Group):
            yield from _walk(mark.children)
