"""Parameters of a kind: base models, metadata of fields, and references to figures and data files.

A name in a spec has the type, range and unit of its field, and its docstring is its description in the reference and in editors.
"""

from __future__ import annotations

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from sitegen.spec.chart_fields import (
    CHART_WORDS,
    SERIES_WORDS,
    SYMMETRIC,
    Limits,
    Log,
    Meaning,
    Name,
    NamedLine,
    OneNumber,
    ReachedAxis,
    ReachedMagnitudes,
    ResolvedNumber,
    SymmetricAxis,
    ValueAxis,
    check_names,
    given_fields,
    range_of_states,
)
from sitegen.spec.declaration import (
    LARGEST,
    VISIBLE,
    Clamp,
    Identifier,
    Items,
    Label,
    Line,
    Number,
    Paragraph,
    Params,
    SpecModel,
    TypeLabel,
    Unit,
    is_visible,
)
from sitegen.spec.field_problems import Part, refused
from sitegen.spec.value_reference import DataFile, FigureReference, Files, SeriesFile, TextFile

__all__ = [
    "CHART_WORDS",
    "LARGEST",
    "SERIES_WORDS",
    "SYMMETRIC",
    "VISIBLE",
    "Clamp",
    "DataFile",
    "Field",
    "FigureReference",
    "Files",
    "Identifier",
    "Items",
    "Label",
    "Limits",
    "Line",
    "Log",
    "Meaning",
    "Name",
    "NamedLine",
    "Number",
    "OneNumber",
    "Paragraph",
    "Params",
    "Part",
    "ReachedAxis",
    "ReachedMagnitudes",
    "ResolvedNumber",
    "SeriesFile",
    "SpecModel",
    "StringConstraints",
    "SymmetricAxis",
    "TextFile",
    "TypeLabel",
    "Unit",
    "ValidationInfo",
    "ValueAxis",
    "check_names",
    "field_validator",
    "given_fields",
    "is_visible",
    "model_validator",
    "range_of_states",
    "refused",
]
