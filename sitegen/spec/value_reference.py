"""References that a parameter may have in place of numbers: to another figure, or to data files next to the spec."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import Field, GetJsonSchemaHandler, StringConstraints, ValidationInfo, field_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from sitegen.spec.declaration import Identifier, Items, SpecModel, TypeLabel
from sitegen.spec.other_words import for_words

_BLANKS = "write blank: skip, or blank: gap; blanks are never filled"
_ONE_SOURCE = "numbers are taken from a figure or from a file: delete one of the two"


class FigureReference(SpecModel):
    """A series taken from another figure, so that two figures tell one story: ``{figure: relu-16}``."""

    other_tools = for_words({"file": _ONE_SOURCE, "fig from id name ref": "write figure"})

    figure: Identifier
    """Id of the figure whose per-layer magnitudes are taken."""


FileName = Annotated[
    str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\n\r]*$"), TypeLabel("a file name")
]
FileNames = Annotated[tuple[FileName, ...], Items, Field(min_length=1, max_length=1000)]
ColumnName = Annotated[int | str, TypeLabel("the name or number of a column")]
ColumnPattern = Annotated[str, StringConstraints(max_length=200)]
ColumnNames = Annotated[tuple[ColumnName, ...], Items, Field(min_length=1, max_length=100_000)]
RowNumber = Annotated[int, Field(ge=-(2**53), le=2**53), TypeLabel("the number of a row from 0, or -1 for the last")]
CellValue = Annotated[float | str, TypeLabel("a number or text")]
CellValues = Annotated[tuple[CellValue, ...], Items, Field(min_length=1, max_length=100_000)]
CellCondition = Annotated[float | str | CellValues, TypeLabel("a number or text, or a list of these")]
Conditions = Annotated[dict[str, CellCondition], TypeLabel("a mapping of columns to values")]

TABLES = (".csv", ".tsv", ".txt", ".dat", ".metric")
DOCUMENTS = (".json", ".jsonl", ".ndjson")
ARRAYS = (".npz", ".npy")
DATA_SUFFIXES = (*TABLES, *DOCUMENTS, *ARRAYS)
_FORMATS: Mapping[str, tuple[str, ...]] = {"header": TABLES, "pointer": DOCUMENTS, "array": (".npz",)}
"""Suffixes of the files that some keys are for."""


_OTHER_SUFFIXES = {
    **for_words(
        {
            ".xlsx .xls .ods .numbers": "save the sheet as CSV",
            ".parquet .feather .arrow": "save it as CSV: frame.to_csv('run.csv')",
            ".pt .pth .pkl .pickle .mat .h5 .hdf5": "save it as NPZ: numpy.savez('run.npz', …)",
            ".gz .zip .bz2 .xz": "unpack it",
        }
    ),
    "": "write the suffix of the file, too",
}
"""What to do with files that are not read."""


class DataFile(SpecModel):
    """Numbers taken from a file beside the spec: ``{file: ../data/run.csv, column: norm, where: {step: 0}}``."""

    other_tools = for_words(
        {
            "path filename files csv source url src": "write file",
            "sep delimiter separator decimal": "delete it: this is found out",
            "skiprows skip comment": "delete it: titles and comments are skipped",
            "sheet sheet_name": "save the sheet as a CSV file of its own",
            "index nrows iloc": "write row",
            "filter query select": "write where: a mapping of columns to values",
            "usecols names": "write columns",
            "index_col encoding dtype": "delete it",
            "rows": "write row for one row, or where for several",
            "key field y value values": "write column",
            "na nan missing na_values gaps fillna connectgaps": _BLANKS,
            "skipna dropna": "write blank: skip",
            "x": "write x: {values: {file: …, column: …}} in params",
            "figure": _ONE_SOURCE,
        }
    )

    file: FileName | FileNames
    """The file, a .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy, as seen from the file that holds this spec. A list of files, or a pattern such as `../data/l*.csv`, takes one number from each file."""
    column: ColumnName | None = None
    """The column with the numbers, by its name or counted from 0; needed when more than one is left. In JSON, the key."""
    columns: ColumnPattern | ColumnNames | None = None
    """Take one number from each of these columns: a list, or a pattern such as `layer*`."""
    where: Conditions = {}
    """Take only the rows that have these values in these columns. A list allows each of its values."""
    row: RowNumber | None = None
    """Take only this row of those that are left, counted from 0; -1 is the last."""
    blank: Literal["error", "skip", "gap"] = "error"
    """What an empty cell, a missing key, null or NaN is: an `error`, to `skip`, with a warning that counts them, or a `gap` in a curve."""
    header: bool | None = None
    """Text tables: whether the first row names the columns. By default it does unless all of its cells are numbers."""
    pointer: str | None = None
    """JSON: where in the file the numbers are, such as `/runs/0/norms`; by default the whole file."""
    array: str | None = None
    """NPZ: name of the array; needed when there is more than one."""

    @property
    def files(self) -> tuple[str, ...]:
        """The names and patterns of the files."""
        return (self.file,) if isinstance(self.file, str) else self.file

    @field_validator("file")
    @classmethod
    def _is_relative_data_file(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for name in (value,) if isinstance(value, str) else value:
            _check_file_name(name)
        return value

    @field_validator("column", mode="before")
    @classmethod
    def _is_one(cls, value: object) -> object:
        if isinstance(value, list):
            raise _refused("a list is not the name or number of one column", "write columns")
        return value

    @field_validator(*_FORMATS, check_fields=False)
    @classmethod
    def _fits_the_format(cls, value: object, info: ValidationInfo) -> object:
        suffixes = _FORMATS[info.field_name or ""]
        given = info.data.get("file", ())
        if any(suffix_of(name) not in suffixes for name in ((given,) if isinstance(given, str) else given)):
            raise _refused(f"this key is for files that end in {' or '.join(suffixes)}", "delete it")
        return value

    @field_validator("columns")
    @classmethod
    def _replaces_column(cls, value: object, info: ValidationInfo) -> object:
        if value is not None and info.data.get("column") is not None:
            raise _refused("the numbers are in one column or across several", "delete 'column' or 'columns'")
        return value


class SeriesFile(DataFile):
    """Named series taken from a file beside the spec: ``{file: ../data/run.csv, by: neuron, column: activation}``."""

    other_tools = {
        **DataFile.other_tools,
        **for_words({"name names groupby hue label": "write by"}),
    }

    columns: ColumnPattern | ColumnNames | None = None
    """Take each of these columns as a series with the column's name: a list, or a pattern such as `neuron*`."""
    by: ColumnName | None = None
    """The column that names the series. NPZ: the array of their names; by default N1, N2 and so on."""

    @field_validator("by")
    @classmethod
    def _fits_column(cls, value: object, info: ValidationInfo) -> object:
        if value is not None and info.data.get("columns") is not None:
            raise _refused("the series are the 'columns' or are named in the column 'by'", "delete one of the two")
        return value


FILE_LIST_KEY = "a list of references"
"""The key of `FileList`, which nobody writes."""


class FileList(SpecModel):
    """One number from each of several files: a list of mappings as of `DataFile`, which `load` puts under `FILE_LIST_KEY`."""

    files: Annotated[tuple[DataFile, ...], Items, Field(min_length=1, max_length=1000, alias=FILE_LIST_KEY)]
    """The files, each with what is taken from it."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Show editors the list that authors write."""
        return {
            "type": "array",
            "minItems": 1,
            "items": handler.resolve_ref_schema(handler(schema))["properties"][FILE_LIST_KEY]["items"],
        }


Files = DataFile | Annotated[FileList, TypeLabel("a mapping {file: …}")]
"""What may stand for a list of numbers."""


class TextFile(DataFile):
    """Names taken from a file beside the spec: ``{file: ../data/run.csv, column: layer, where: {step: 0}}``."""

    column: ColumnName | None = None
    """The column with the names, or an array of names. Without it, the names are those of the `columns`, the keys or the files."""


def suffix_of(file: str) -> str:
    """The suffix of a file's name in lower case, ``.csv``."""
    return PurePosixPath(file).suffix.lower()


def _check_file_name(value: str) -> None:
    example = "write its path as seen from this file, such as ../data/run.csv"
    if "://" in value or value.startswith("//"):
        raise _refused(f"'{value}' is an address, and nothing is fetched", "download the file into the content folder")
    if value.startswith(("/", "~")) or re.match("[A-Za-z]:", value):
        begins = "a home folder" if value.startswith("~") else "the root of a disk"
        raise _refused(f"'{value}' is an absolute path: it begins at {begins}", example)
    if value.startswith("$") or "{{" in value:
        raise _refused(f"'{value}' has a variable, and none is replaced", example)
    if value.endswith("/"):
        raise _refused(f"'{value}' is a folder", f"write a file in it, or {value}*.csv for one number of each")
    if "\\" in value:
        with_slashes = re.sub(r"[/\\]+", "/", value)
        raise _refused(f"'{value}' has backslashes", f"write {with_slashes}")
    if suffix_of(value) not in DATA_SUFFIXES:
        known = f"{', '.join(DATA_SUFFIXES[:-1])} or {DATA_SUFFIXES[-1]}"
        advice = _OTHER_SUFFIXES.get(suffix_of(value), "save the numbers in one of these")
        advice = "download the scalars as CSV in TensorBoard" if "tfevents" in value else advice
        raise _refused(f"'{value}' is not a file that ends in {known}", advice)


def _refused(message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("data_file", "{message}", {"message": message, "hint": hint})
