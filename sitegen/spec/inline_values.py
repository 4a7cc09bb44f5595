"""Lists and mappings that a spec or Python has where numbers or named series are expected: the forms that files may have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.data.plain_values import read_value
from sitegen.spec.data.values import DataReferenceError, NamedSeries
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.field_types import FieldType, fields_of
from sitegen.spec.flow_values import in_flow
from sitegen.spec.meant_values import as_mapping, file_hint
from sitegen.spec.message_format import FieldPath, format_value, shortened
from sitegen.spec.value_reference import (
    DATA_SUFFIXES,
    FILE_LIST_KEY,
    DataFile,
    FigureReference,
    FileList,
    SeriesFile,
    suffix_of,
)
from sitegen.spec.yaml_model import SourceMap
from sitegen.spec.yaml_tree import INVALID, Invalid, NodeSpan

_MOST_SHOWN = 6
"""The most numbers in a hint."""
_NUMBERS = ("y", "values", "value")
"""Fields of items that have their numbers."""
_LONGEST_HINT = 120
"""Characters of a reference in a hint."""
_EXPRESSION = re.compile(r"\w\(|\bx\b")
"""What a text has that is the expression of a curve."""
_KEYS = {*SeriesFile.model_fields, *FigureReference.model_fields}


def with_plain_lists(
    model: type[BaseModel], params: Mapping[str, Any], source_map: SourceMap
) -> tuple[dict[str, Any], tuple[Diagnostic, ...], SourceMap]:
    """Put the lists that `model` takes in place of mappings, arrays with two dimensions, and lists of references.

    Parameters
    ----------
    model : type
        The parameters of a kind.
    params : mapping
        Plain values, as they were written.
    source_map : SourceMap
        The places of the values.

    Returns
    -------
    dict
        The parameters; what is wrong is invalid.
    tuple of Diagnostic
        What is wrong.
    SourceMap
        `source_map` with the places of the items.
    """
    plain = {name: _plain(model, name, value, source_map) for name, value in params.items()}
    problems = tuple(problem for each in plain.values() for problem in each.problems)
    spans = {path: span for each in plain.values() for path, span in each.spans.items()}
    places = replace(source_map, spans={**source_map.spans, **spans}) if spans else source_map
    return {name: each.value for name, each in plain.items()}, problems, places


class _Plain(NamedTuple):
    """A value in the form that a model takes, what was wrong, and the places of its items."""

    value: Any
    problems: Sequence[Diagnostic] = ()
    spans: Mapping[FieldPath, NodeSpan] = {}


def _plain(model: type[BaseModel], name: str, value: Any, source_map: SourceMap) -> _Plain:
    if name in model.model_fields and (problem := _problem(model, name, value)):
        return _Plain(INVALID, [source_map.diagnostic(problem)])
    if not isinstance(value, dict | list) or _is_of_a_model(model, name, value):
        return _Plain(value)
    files = _files_of(model, name)
    if _is_list_of_references(value) and FileList in files:
        return _Plain({FILE_LIST_KEY: value})
    if isinstance(value, dict) and SeriesFile in files and _is_named_items(model, name, value):
        first, second, *_ = _item_fields(model, name)
        items = [{first: key, second: each} for key, each in value.items()]
        return _Plain(items, spans=_item_spans(source_map, ("params", name), list(value), (first, second)))
    if files & {DataFile, SeriesFile} and (_is_inline(value) or _is_records(model, name, value)):
        has_names = isinstance(value, dict) and SeriesFile in files
        return _inline(model, name, value, source_map, has_names=has_names)
    return _Plain(value)


def _inline(model: type[BaseModel], name: str, value: Any, source_map: SourceMap, *, has_names: bool) -> _Plain:
    """Numbers in a mapping, in records or in an array with two dimensions."""
    if _has_invalid(value):
        return _Plain(INVALID)
    spans: Mapping[FieldPath, NodeSpan] = {}
    if has_names:
        first, second, *_ = _item_fields(model, name)
        spans = _item_spans(source_map, ("params", name), list(value), (first, second))
    try:
        return _Plain(_read(model, name, value, source_map), spans=spans)
    except ContentError as error:
        return _Plain(INVALID, error.diagnostics, spans)


def _problem(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """What is wrong with the form of a value as a whole."""
    checks = (
        _other_form,
        _nameless_item,
        _other_key_of_file,
        _items_of_texts,
        _nameless,
        _list_with_name,
        _file_as_text,
        _references_alone,
    )
    return next(filter(None, (check(model, name, value) for check in checks)), None)


def _other_form(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of a value in the form of another tool, such as pairs for edges."""
    advice = getattr(model, "other_forms", {}).get(name)
    if advice is None or not (hint := advice(value)):
        return None
    given = "this" if isinstance(value, list | dict) else format_value(value)
    return FieldProblem(path=("params", name), message=f"{given} is not {_phrase(model, name)}", hint=hint)


def _nameless_item(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of a number or an expression alone where each series has a name."""
    fields = _item_fields(model, name)
    if SeriesFile not in _files_of(model, name) or len(fields) < 2:
        return None
    if isinstance(value, str):
        is_expression = bool(_EXPRESSION.search(value)) and _takes(model, name, value)
        item = in_flow(value) if is_expression and value == shortened(value) else ""
    else:
        is_number = type(value) in {int, float}
        item = "" if not is_number else str(value) if _takes(model, name, 0.0) else f"[{value}]"
    message = f"{format_value(value)} is not {_phrase(model, name)}"
    hint = f"give it a name: {{a: {item}}}"
    return FieldProblem(path=("params", name), message=message, hint=hint) if item else None


def _references_alone(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of a list of references where series are expected."""
    files = _files_of(model, name)
    if FileList in files or SeriesFile not in files or not _is_list_of_references(value):
        return None
    if _is_of_a_model(model, name, value):
        return None
    message = "a list of references gives single numbers, not series"
    hint = _series_of_reference(model, name, value[0]) or "write {file: [a.csv, b.csv], …}"
    return FieldProblem(path=("params", name), message=message, hint=hint)


def _series_of_reference(model: type[BaseModel], name: str, first: Mapping[str, Any]) -> str:
    """How to write series for the first reference of a list, which has the name of a series, or ``by`` for several."""
    fields = _item_fields(model, name)
    reference = {key: each for key, each in first.items() if key not in fields}
    if "by" in reference:
        written = in_flow(reference)
    elif "name" in first and any(each in fields for each in _NUMBERS):
        key = next(each for each in _NUMBERS if each in fields)
        written = f"[{{name: {in_flow(first['name'])}, {key}: {in_flow(reference)}}}]"
    else:
        return ""
    return f"write {written}" if len(written) <= _LONGEST_HINT else ""


def _other_key_of_file(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of a reference whose file has the key of another tool, such as ``{files: run.csv}``."""
    if not isinstance(value, dict) or not _files_of(model, name) & {DataFile, SeriesFile}:
        return None
    for key, given in value.items():
        names = given if isinstance(given, list) else [given]
        is_file = bool(names) and all(suffix_of(each) in DATA_SUFFIXES for each in names if isinstance(each, str))
        if DataFile.other_tools.get(key) == "write file" and is_file and isinstance(names[0], str):
            known = ", ".join(sorted((SeriesFile if SeriesFile in _files_of(model, name) else DataFile).model_fields))
            message = f"this key is unknown; known here: {known}"
            return FieldProblem(path=("params", name, key), message=message, hint="write file", highlight="key")
    return None


def _items_of_texts(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of records with a text and a number, or of columns with the keys of items, where items have names."""
    fields = _item_fields(model, name)
    if len(fields) < 2 or not value:
        return None
    first: list[Any] = []
    if (
        isinstance(value, dict)
        and value.keys() <= set(fields)
        and all(isinstance(each, list) for each in value.values())
    ):
        first = [each[0] for each in value.values() if each]
    elif isinstance(value, list) and _is_records(model, name, value):
        first = list(value[0].values())
    text = next((each for each in first if isinstance(each, str)), None)
    number = next((each for each in first if isinstance(each, int | float) and not isinstance(each, bool)), None)
    if text is None or number is None:
        return None
    hint = f"write [{{{fields[0]}: {in_flow(shortened(text))}, {fields[1]}: {number if _takes(model, name, 0.0) else f'[{number}, …]'}}}, …]"
    kind = "columns are" if isinstance(value, dict) else "records with other keys are"
    return FieldProblem(path=("params", name), message=f"{kind} not {_phrase(model, name)}", hint=hint)


def _phrase(model: type[BaseModel], name: str) -> str:
    return FieldType.of_field(model.model_fields[name]).phrase


def _list_with_name(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of an item that is a list and begins with a text, such as ``[a, b]`` for an edge."""
    if not isinstance(value, list) or SeriesFile not in _files_of(model, name) or not _item_fields(model, name):
        return None
    named = (
        (at, item) for at, item in enumerate(value) if isinstance(item, list) and isinstance(next(iter(item), 0), str)
    )
    at, item = next(named, (0, None))
    if item is None:
        return None
    is_pair = len(item) == 2 and isinstance(item[1], int | float | list)
    hint = f"write {{{item[0]}: {item[1]}, …}}" if is_pair else ""
    message = f"a list that begins with a text is not allowed; allowed is {_phrase(model, name)}"
    return FieldProblem(path=("params", name, at), message=message, hint=hint)


def _nameless(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of a list of numbers or texts where each item has a name."""
    fields = _item_fields(model, name)
    if not isinstance(value, list) or not value or not fields or isinstance(value[0], bool):
        return None
    are_numbers = all(isinstance(each, int | float) for each in value)
    if not are_numbers and not all(isinstance(each, str) for each in value):
        return None
    if not _are_no_items(model, name, value[:1]):
        return None
    allowed = FieldType.of_field(model.model_fields[name])
    if not (are_numbers and SeriesFile in _files_of(model, name)):
        items = next(each.items for each in allowed.variants if each.items)
        mapping = as_mapping(value[0], items.model) if items.model else ""
        needed = (
            [each for each, field in items.model.model_fields.items() if field.is_required()] if items.model else []
        )
        if not mapping and not are_numbers and needed == ["name"]:
            mapping = f"{{name: {in_flow(value[0])}}}"
        hint = f"write [{mapping}, …]" if mapping else ""
        if SeriesFile in _files_of(model, name) and suffix_of(str(value[0])) in DATA_SUFFIXES:
            hint = f"give each a name: {{a: {file_hint(str(value[0]))}, …}}"
    elif _takes(model, name, 0.0):
        hint = f"give each a name: {{a: {value[0]}, …}}"
    else:
        shown = ", ".join([*map(str, value[:_MOST_SHOWN]), *(["…"] if len(value) > _MOST_SHOWN else [])])
        hint = f"give the numbers a name: {{a: [{shown}]}}"
    kind = "numbers" if are_numbers else "texts"
    return FieldProblem(path=("params", name), message=f"a list of {kind} is not {allowed.phrase}", hint=hint)


def _are_no_items(model: type[BaseModel], name: str, value: list[Any]) -> bool:
    """Whether `value` is refused because its items are no mappings."""
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return any(
            each["loc"][:1] == (name,) and each["type"] == "model_type" and 0 in each["loc"] for each in error.errors()
        )
    return False


def _file_as_text(model: type[BaseModel], name: str, value: Any) -> FieldProblem | None:
    """The problem of a file's name among texts that are expressions."""
    if SeriesFile not in _files_of(model, name) or _is_reference(value):
        return None
    parts: Iterable[tuple[FieldPath, Any]] = [((), value)]
    if isinstance(value, dict):
        parts = [((key,), each) for key, each in value.items()]
    elif isinstance(value, list):
        fields = _item_fields(model, name)[1:2]
        parts = [
            ((at, *fields), each.get(*fields)) for at, each in enumerate(value) if isinstance(each, dict) and fields
        ]
    for path, text in parts:
        if isinstance(text, str) and suffix_of(text) in DATA_SUFFIXES:
            message = f"{format_value(text)} is the name of a file"
            return FieldProblem(path=("params", name, *path), message=message, hint=f"write {file_hint(text)}")
    return None


def _item_spans(
    source_map: SourceMap, around: FieldPath, names: list[str], fields: tuple[str, str]
) -> dict[FieldPath, NodeSpan]:
    """The places of items that were written as a mapping of `names` to values; `fields` have the name and the value of an item."""
    indices = {name: index for index, name in enumerate(names)}
    depth = len(around)
    found = {}
    for path, span in source_map.spans.items():
        if len(path) > depth and path[:depth] == around and path[depth] in indices:
            item = (*around, indices[str(path[depth])])
            found[*item, fields[1], *path[depth + 1 :]] = span
            if len(path) == depth + 1 and span.key:
                found[*item, fields[0]] = NodeSpan(None, span.key)
    return found


@dataclass(frozen=True)
class _Places:
    """The places of the values of a parameter."""

    parameter: FieldPath
    source_map: SourceMap

    def problem(self, path: FieldPath, message: str, hint: str = "") -> Diagnostic:
        """A problem at the place of the value in the spec."""
        return self.source_map.diagnostic(FieldProblem(path=(*self.parameter, *path), message=message, hint=hint))

    def prefix(self, path: FieldPath) -> str:  # noqa: ARG002
        """The path in the spec is before every message already."""
        return ""


def _read(model: type[BaseModel], name: str, value: Any, source_map: SourceMap) -> list[Any]:
    is_series = SeriesFile in _files_of(model, name)
    is_table = is_series and (_is_records(model, name, value) or _is_numbers_by_name(model, name, value))
    columns = "*" if is_table else None
    blank: Literal["gap", "error"] = "gap" if is_series and _takes(model, name, None) else "error"
    reference = (SeriesFile if is_series else DataFile).model_construct(file="", columns=columns, blank=blank)
    places = _Places(("params", name), source_map)
    try:
        values = read_value(value, name, reference, places).values
    except DataReferenceError as error:
        message = "this is a table, but one list of numbers is needed: give one of its rows or columns"
        raise ContentError([places.problem((), message)]) from error
    return as_items(model, name, values) if is_series else list(values)


def as_items(model: type[BaseModel], parameter: str, series: Iterable[NamedSeries]) -> list[dict[str, Any]]:
    """Named series as the items of a list, whose model begins with a field for the name and one for the numbers."""
    name, numbers, *_ = _item_fields(model, parameter)
    return [{name: each.id, numbers: each.values} for each in series]


@cache
def _item_fields(model: type[BaseModel], parameter: str) -> tuple[str, ...]:
    """The fields of the items of a list; empty if the items are no mappings, or the parameter is no list."""
    variants = FieldType.of_field(model.model_fields[parameter]).variants
    items = next((each.items for each in variants if each.items), None)
    return tuple(items.model.model_fields) if items and items.model else ()


@cache
def _other_fields(model: type[BaseModel], parameter: str) -> frozenset[str]:
    """The names that other tools have for the fields of the items."""
    variants = FieldType.of_field(model.model_fields[parameter]).variants
    items = next((each.items for each in variants if each.items), None)
    return frozenset(getattr(items.model, "other_tools", ())) if items and items.model else frozenset()


@cache
def _takes(model: type[BaseModel], parameter: str, value: float | str | None) -> bool:
    """Whether the numbers of an item may be this one, or this expression, alone; None is a missing number."""
    items = next(each.items for each in FieldType.of_field(model.model_fields[parameter]).variants if each.items)
    name, numbers, *_ = _item_fields(model, parameter)
    given = [None] if value is None else value
    try:
        return bool(items.model and items.model.model_validate({name: "a", numbers: given}))
    except ValidationError:
        return False


@cache
def _files_of(model: type[BaseModel], name: str) -> frozenset[type[BaseModel]]:
    """The types of references to files that the parameter takes."""
    field = model.model_fields.get(name)
    models = {each.model for each in FieldType.of_field(field).variants} if field else set()
    return frozenset(each for each in models if each and issubclass(each, DataFile | FileList))


def _is_of_a_model(model: type[BaseModel], name: str, value: Any) -> bool:
    """Whether `value` has the keys of a mapping that the parameter takes besides references."""
    if not isinstance(value, dict) or name not in model.model_fields:
        return False
    models = {each.model for each in FieldType.of_field(model.model_fields[name]).variants} - _files_of(model, name)
    return any(each and _has_keys_of(each, value) for each in models)


def _has_keys_of(model: type[BaseModel], value: Mapping[str, Any]) -> bool:
    """Whether all keys are those of `model`, or all keys that it needs are there."""
    fields = fields_of(model)
    needed = {key for key, field in fields.items() if field.is_required()}
    return value.keys() <= fields.keys() or (bool(needed) and needed <= value.keys())


def _is_list_of_references(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_reference, value))


def _is_inline(value: Any) -> bool:
    """Whether `value` holds the numbers themselves, but not in one list."""
    if isinstance(value, list):
        return any(isinstance(each, list) for each in value)
    if isinstance(value.get("file"), str):  # a reference with a wrong key
        return False
    if value.keys() <= _KEYS:
        return False
    has_numbers = any(isinstance(each, list | int | float) for each in value.values())
    has_gaps_alone = all(each is None or isinstance(each, Invalid) for each in value.values())
    return has_numbers or (has_gaps_alone and _KEYS.isdisjoint(str(key).partition(":")[0] for key in value))


def _is_named_items(model: type[BaseModel], name: str, value: Any) -> bool:
    """Whether `value` has what its items take for each name: expressions, references and lists, not only lists."""
    fields = _item_fields(model, name)
    if not isinstance(value, dict) or len(fields) < 2 or value.keys() & {*_KEYS, *fields}:
        return False
    return any(isinstance(each, str | dict) for each in value.values())


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and "file" in value


def _is_records(model: type[BaseModel], name: str, value: Any) -> bool:
    """Whether `value` is a list of mappings with a number for each series."""
    fields = {*_item_fields(model, name), *_other_fields(model, name)}
    if not isinstance(value, list) or not value or not fields:
        return False
    return all(
        isinstance(each, dict) and fields.isdisjoint(each) and not any(isinstance(cell, list) for cell in each.values())
        for each in value
    )


def _is_numbers_by_name(model: type[BaseModel], name: str, value: Any) -> bool:
    """Whether `value` is a mapping of names to numbers, where each item takes a single number."""
    is_mapping = isinstance(value, dict) and not any(isinstance(each, dict | list) for each in value.values())
    return is_mapping and bool(_item_fields(model, name)) and _takes(model, name, 0.0)


def _has_invalid(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Invalid) or any(map(_has_invalid, inner))
