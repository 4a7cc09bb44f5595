"""What a figure spec may say: the fields that all kinds share."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from sitegen.spec.declaration import (
    AlternativeText,
    Identifier,
    Items,
    LanguageTag,
    Line,
    Paragraph,
    Params,
    SpecModel,
    TypeLabel,
)
from sitegen.spec.message_format import format_number
from sitegen.spec.other_words import for_words
from sitegen.spec.value_reference import DataFile

MAX_AXIS_VALUES = 40
"""Values in a list, which become a choice."""
MAX_SNAPSHOTS = 6


class Range(SpecModel):
    """Evenly spaced values of a number that the reader may choose among: ``{from: 0.5, to: 2.5, step: 0.05}``."""

    other_tools = for_words(
        {
            "min start low begin": "write from",
            "max stop high end": "write to",
            "by increment": "write step",
            "num count n": "write step: the distance of two values",
            "widget type control label": "delete it: the values decide which control there is",
        }
    )

    start: Annotated[float, Field(alias="from")]
    """The first value."""
    to: float
    """The last value; it is among the values even where no step leads to it."""
    step: Annotated[float, Field(gt=0)]
    """From one value to the next."""
    marks: Annotated[dict[Line, float], TypeLabel("a mapping of names to values")] = {}
    """Values with a name, such as `He: 1.4142135623730951`; they are among the values."""

    @field_validator("to")
    @classmethod
    def _is_above(cls, value: float, info: ValidationInfo) -> float:
        if "start" in info.data and value <= info.data["start"]:
            end, start = format_number(value), format_number(info.data["start"])
            message = f"{end} is not above 'from', which is {start}"
            hint = f"write from: {end} and to: {start}" if value < info.data["start"] else "write another end"
            raise PydanticCustomError("range", "{message}", {"message": message, "hint": hint})
        return value


AxisSpec = Annotated[
    Range
    | DataFile
    | Annotated[tuple[Any, ...], Items, Field(min_length=1, max_length=MAX_AXIS_VALUES)]
    | Literal[True],
    TypeLabel(
        "a range {from: …, to: …, step: …}, a list of values, true for true and false, or a column {file: …, column: …}"
    ),
]
"""The values of one parameter of an interactive figure, as an author writes them."""
SnapshotValues = Annotated[dict[str, Any], TypeLabel("a mapping of parameters to values")]


class FigureSpec(SpecModel):
    """One figure as its author wrote it, with every default filled in."""

    other_tools = for_words(
        {
            "file": "in a site, write the figure's name after the word figure: ```figure relu-16",
            "type mark chart": "write kind",
            "data encoding layout traces": "specs of other tools are not read: write kind and params",
            "options settings parameters param args config": "write params",
            "animate animation animated autoplay": "write motion: still, or delete it",
            "slider sliders interactive controls": "write explore",
            "height": "delete it: the height follows from the size",
            "name heading headline": "write title",
            "figure": "write its keys at the beginning of their lines, without 'figure:' above them",
            "width": "write size",
            "description subtitle": "write caption",
            "alt_text": "write alt",
        }
    )

    id: Identifier
    """Name of the figure in addresses and references; by default the file's name."""
    kind: str
    """Which kind of figure this is."""
    title: Line | None = None
    """Name of the figure; by default the kind's own."""
    caption: Paragraph | None = None
    """Shown with the title, above the drawing: what to see in it."""
    note: Paragraph | None = None
    """The author's own reading of the figure, beyond what numbers can say."""
    alt: AlternativeText | None = None
    """Alternative text for pictures of the figure; by default what was found, in one or two sentences."""
    size: Literal["small", "medium", "large"] = "medium"
    """How wide the figure is drawn at most: 320, 420 or 540 CSS pixels."""
    title_in_files: Literal["shown", "hidden"] = "shown"
    """Whether an SVG file that is opened by itself, and a PNG, show the title above the drawing."""
    motion: Literal["auto", "still"] = "auto"
    """``still`` draws the finished picture without any motion."""
    lang: LanguageTag = "en"
    """Language of the author's own texts, as in HTML's `lang`."""
    params: Params
    """The parameters of the kind."""
    explore: Annotated[dict[str, AxisSpec], TypeLabel("a mapping of parameters to what the reader may choose")] = {}
    """Parameters that the reader may change on a page; every combination is drawn when the site is built."""
    stills: Annotated[tuple[SnapshotValues, ...], Items, Field(max_length=MAX_SNAPSHOTS)] = ()
    """Choices that are shown side by side to those without JavaScript; parameters that are not named keep their value."""
    link: Identifier | None = None
    """Id of another explorable figure on the same page: what the reader chooses in one is chosen in both."""

    WIDTHS: ClassVar[dict[str, int]] = {"small": 320, "medium": 420, "large": 540}

    @property
    def width(self) -> int:
        """Widest display in CSS pixels."""
        return self.WIDTHS[self.size]
