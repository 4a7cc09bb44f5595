"""What a figure spec may say: the fields that all kinds share, and the tools a kind declares its parameters with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
MAX_ID_LENGTH = 60
MAX_CHOICES = 40
"""Values in a list to explore."""
MAX_STILLS = 6
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clamp:
    """Field metadata: a number outside [`low`, `high`] is moved to the nearest bound, with a warning naming the value."""

    low: float | None = None
    high: float | None = None

    def apply(self, value: float) -> float:
        """The nearest allowed number, of the type of the bound when it is moved."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Show the bounds to editors; they are softer here than `ge`/`le`, but an editor should warn."""
        found = handler(schema)
        bounds = {"minimum": self.low, "maximum": self.high}
        return {**found, **{key: bound for key, bound in bounds.items() if bound is not None}}


@dataclass(frozen=True, slots=True)
class Unit:
    """Field metadata: the unit of a parameter as the reference page shows it, such as ``ms``."""

    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """Field metadata: what readers call a parameter whose name is short for something, and its values likewise."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """Field metadata: what a value of this type is, to complete "'x y' is not …" and "write …" in messages."""

    phrase: str


class SpecModel(BaseModel):
    """Base of everything read from YAML: strict types, no unknown keys, no NaN, no later change."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Params(SpecModel):
    """Base of a kind's parameters. Every field has a docstring; it becomes the reference page and the schema."""


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n\r]*$"),
    Wording("one line of text"),
]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Identifier = Annotated[
    str,
    StringConstraints(max_length=MAX_ID_LENGTH, pattern=ID_PATTERN),
    Wording("an id of lower-case letters, digits and single hyphens, such as relu-16"),
]
LanguageTag = Annotated[
    str,
    StringConstraints(pattern=r"^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$"),
    Wording("a language tag such as en or pt-BR"),
]
Items = Strict(False)
"""Metadata for a tuple field: accept a YAML list for it. The items keep their own strict types."""


class FigureReference(SpecModel):
    """A series taken from another figure, so that two figures tell one story: ``{figure: relu-16}``."""

    figure: Identifier
    """Id of the figure whose per-layer magnitudes are taken."""


FileName = Annotated[
    str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\n\r]*$"), Wording("a file name")
]
CellValue = Annotated[float | str, Wording("a number or text")]
CellValues = Annotated[dict[str, CellValue], Wording("a mapping of columns to values")]
_FORMATS: Mapping[str, tuple[str, ...]] = {
    "by": (".csv", ".npz"),
    "column": (".csv",),
    "where": (".csv",),
    "pointer": (".json",),
    "array": (".npz",),
}
"""Suffixes of the files that each key is for."""


class DataFile(SpecModel):
    """Numbers taken from a file beside the spec: ``{file: ../data/run.csv, column: norm, where: {step: 0}}``."""

    file: FileName
    """The file, a .csv, .json or .npz, as seen from the file that holds this spec."""
    column: str | None = None
    """CSV: the column with the numbers; needed when more than one is left."""
    where: CellValues = {}
    """CSV: take only the rows that have these values in these columns."""
    pointer: str | None = None
    """JSON: where in the file the list stands, such as `/runs/0/norms`; by default the whole file is the list."""
    array: str | None = None
    """NPZ: name of the array; needed when there is more than one."""

    @property
    def suffix(self) -> str:
        """What the file's name ends in, ``.csv``."""
        return _suffix(self.file)

    @field_validator("file")
    @classmethod
    def _is_a_file_beside(cls, value: str) -> str:
        example = "write its path as seen from this file, such as ../data/run.csv"
        if "://" in value or value.startswith("//"):
            raise _refused(
                f"'{value}' is an address, and nothing is fetched", "download the file into the content folder"
            )
        if "\\" in value:
            raise _refused(f"'{value}' has backslashes", f"write {value.replace(chr(92), '/')}")
        if value.startswith(("/", "~")):
            raise _refused(f"'{value}' does not begin at this file", example)
        if _suffix(value) not in {each for suffixes in _FORMATS.values() for each in suffixes}:
            raise _refused(
                f"'{value}' is not a file that ends in .csv, .json or .npz", "save the numbers in one of these"
            )
        return value

    @field_validator(*_FORMATS, check_fields=False)
    @classmethod
    def _fits_the_format(cls, value: object, info: ValidationInfo) -> object:
        suffixes = _FORMATS[info.field_name or ""]
        if "file" in info.data and _suffix(info.data["file"]) not in suffixes:
            raise _refused(f"this key is for files that end in {' or '.join(suffixes)}", "delete it")
        return value


class SeriesFile(DataFile):
    """Named series taken from a file beside the spec: ``{file: ../data/run.csv, by: neuron, column: activation}``."""

    by: str | None = None
    """CSV: the column that names the series. NPZ: the array of their names; by default N1, N2 and so on."""


def _suffix(file: str) -> str:
    return PurePosixPath(file).suffix.lower()


def _refused(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("data_file", "{message}", {"message": message, "hint": hint})


def resolved(value: T | FigureReference | DataFile) -> T:
    """The value of a parameter that may name a figure or a file, once its numbers stand there.

    Raises
    ------
    TypeError
        If the numbers have not been put there.
    """
    if isinstance(value, FigureReference | DataFile):
        raise TypeError(f"{value!r} still stands for numbers: resolve references first")
    return value


class Range(SpecModel):
    """Evenly spaced values of a number that the reader may choose among: ``{from: 0.5, to: 2.5, step: 0.05}``."""

    start: Annotated[float, Field(alias="from")]
    """The first value."""
    to: float
    """The last value; it is among the values even where no step leads to it."""
    step: Annotated[float, Field(gt=0)]
    """From one value to the next."""
    marks: Annotated[dict[Line, float], Wording("a mapping of names to values")] = {}
    """Values with a name, such as `He: 1.4142135623730951`; they are among the values."""

    @field_validator("to")
    @classmethod
    def _is_above(cls, value: float, info: ValidationInfo) -> float:
        if "start" in info.data and value <= info.data["start"]:
            message = f"{value!r} is not above 'from', which is {info.data['start']!r}"
            raise PydanticCustomError("range", "{message}", {"message": message})
        return value


@dataclass(frozen=True, slots=True)
class Followed:
    """The values of a parameter in every state of the figure that this one is linked to; never written by an author."""

    values: tuple[Any, ...]
    title: str
    """What readers know that figure by."""


Axis = Annotated[
    Range | Annotated[tuple[Any, ...], Items, Field(min_length=1, max_length=MAX_CHOICES)] | Literal[True],
    Wording("a range {from: …, to: …, step: …}, a list of values, or true for true and false"),
]
"""What the reader may choose for one parameter."""
Choice = Annotated[dict[str, Any], Wording("a mapping of parameters to values")]


class FigureSpec(SpecModel):
    """One figure as its author wrote it, with every default filled in."""

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
    size: Literal["small", "medium", "large"] = "medium"
    """How wide the figure is drawn at most: 320, 420 or 540 CSS pixels."""
    motion: Literal["auto", "still"] = "auto"
    """``still`` draws the finished picture without any motion."""
    lang: LanguageTag = "en"
    """Language of the author's own texts, as in HTML's `lang`."""
    params: Params
    """The parameters of the kind."""
    explore: Annotated[dict[str, Axis], Wording("a mapping of parameters to what the reader may choose")] = {}
    """Parameters that the reader may change on a page; every combination is drawn when the site is built."""
    stills: Annotated[tuple[Choice, ...], Items, Field(max_length=MAX_STILLS)] = ()
    """Choices that are shown side by side to those without JavaScript; parameters that are not named keep their value."""
    link: Identifier | None = None
    """Id of another explorable figure on the same page: what the reader chooses in one is chosen in both."""

    WIDTHS: ClassVar[dict[str, int]] = {"small": 320, "medium": 420, "large": 540}

    @property
    def width(self) -> int:
        """Widest display in CSS pixels."""
        return self.WIDTHS[self.size]

    def canonical(self) -> dict[str, Any]:
        """Everything the figure depends on, as plain data in a fixed order (for hashes and `data.json`)."""
        unused = {name for name in ("explore", "stills", "link") if not getattr(self, name)}
        explored: dict[str, object] = {**self.explore}
        followed = {name: axis.values for name, axis in explored.items() if isinstance(axis, Followed)}
        own = self.model_dump(
            mode="json", by_alias=True, exclude={"params", *unused, *({"explore"} if followed else ())}
        )
        if followed:
            own["explore"] = followed
        return {**own, "params": self.params.model_dump(mode="json")}

    def following(self, name: str, values: Followed) -> FigureSpec:
        """The same figure with a state for each of the `values` of the parameter `name`, chosen in another figure."""
        return self.model_copy(update={"explore": {name: values}})
