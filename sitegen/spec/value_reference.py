"""References that a parameter may have in place of numbers: to another figure, or to a data file next to the spec."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from sitegen.spec.declaration import Identifier, SpecModel, TypeLabel


class FigureReference(SpecModel):
    """A series taken from another figure, so that two figures tell one story: ``{figure: relu-16}``."""

    figure: Identifier
    """Id of the figure whose per-layer magnitudes are taken."""


FileName = Annotated[
    str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\n\r]*$"), TypeLabel("a file name")
]
CellValue = Annotated[float | str, TypeLabel("a number or text")]
CellValues = Annotated[dict[str, CellValue], TypeLabel("a mapping of columns to values")]
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
        """The suffix of the file's name in lower case, ``.csv``."""
        return _suffix(self.file)

    @field_validator("file")
    @classmethod
    def _is_relative_data_file(cls, value: str) -> str:
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
