"""Lists and mappings that a spec or Python has where numbers or named series are expected: the forms that files may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.data.values import DataReferenceError, NamedSeries
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.list_parameter import ListParameter, is_list_of_references, list_parameter
from sitegen.spec.message_format import FieldPath
from sitegen.spec.value_reference import FILE_LIST_KEY, DataFile, FigureReference, FileList, SeriesFile
from sitegen.spec.wrong_forms import form_problem
from sitegen.spec.yaml_model import SourceMap
from sitegen.spec.yaml_tree import INVALID, Invalid, NodeSpan

_KEYS = {*SeriesFile.model_fields, *FigureReference.model_fields}


def with_plain_lists(
    model: type[BaseModel], params: Mapping[str, Any], source_map: SourceMap
) -> tuple[dict[str, Any], tuple[Diagnostic, ...], SourceMap]:
    """Replace mappings, arrays with two dimensions and lists of references by the lists that `model` takes.

    Returns the parameters, in which wrong values are marked as invalid, their problems, and `source_map` with the places of the
    items.
    """
    known = {name: list_parameter(model, name) for name in params if name in model.model_fields}
    plain = {name: _plain(parameter, params[name], source_map) for name, parameter in known.items()}
    problems = tuple(problem for each in plain.values() for problem in each.problems)
    spans = {path: span for each in plain.values() for path, span in each.spans.items()}
    places = replace(source_map, spans={**source_map.spans, **spans}) if spans else source_map
    return {**params, **{name: each.value for name, each in plain.items()}}, problems, places


class _Plain(NamedTuple):
    """A value in the form that a model takes, what was wrong, and the places of its items."""

    value: Any
    problems: Sequence[Diagnostic] = ()
    spans: Mapping[FieldPath, NodeSpan] = {}


def _plain(parameter: ListParameter, value: Any, source_map: SourceMap) -> _Plain:
    if problem := form_problem(parameter, value):
        return _Plain(INVALID, [source_map.diagnostic(problem)])
    if not isinstance(value, dict | list) or parameter.is_of_a_model(value):
        return _Plain(value)
    if is_list_of_references(value) and FileList in parameter.files:
        return _Plain({FILE_LIST_KEY: value})
    by_name = value if isinstance(value, dict) and parameter.takes_series else {}
    if _is_named_items(parameter, by_name):
        first, second, *_ = parameter.fields
        items = [{first: key, second: each} for key, each in by_name.items()]
        return _Plain(items, spans=_item_spans(parameter, by_name, source_map))
    if parameter.files & {DataFile, SeriesFile} and (_is_inline(value) or parameter.is_records(value)):
        return _numbers(parameter, value, source_map, _item_spans(parameter, by_name, source_map) if by_name else {})
    return _Plain(value)


def _numbers(
    parameter: ListParameter, value: Any, source_map: SourceMap, spans: Mapping[FieldPath, NodeSpan]
) -> _Plain:
    """Numbers in a mapping, in records or in an array with two dimensions."""
    if _has_invalid(value):
        return _Plain(INVALID)
    try:
        return _Plain(_read(parameter, value, source_map), spans=spans)
    except ContentError as error:
        return _Plain(INVALID, error.diagnostics, spans)


def _item_spans(parameter: ListParameter, names: Iterable[str], source_map: SourceMap) -> dict[FieldPath, NodeSpan]:
    """The places of items that were written as a mapping of `names` to values."""
    indices = {name: index for index, name in enumerate(names)}
    name, value, *_ = parameter.fields
    around = ("params", parameter.name)
    found = {}
    for path, span in source_map.spans.items():
        if len(path) > len(around) and path[:2] == around and path[2] in indices:
            item = (*around, indices[str(path[2])])
            found[*item, value, *path[3:]] = span
            if len(path) == 3 and span.key:
                found[*item, name] = NodeSpan(None, span.key)
    return found


@dataclass(frozen=True)
class _Places:
    """The places of the values of a parameter."""

    parameter: FieldPath
    source_map: SourceMap

    def problem(self, path: FieldPath, message: str, hint: str = "") -> Diagnostic:
        """A problem at the place of the value in the spec."""
        return self.source_map.diagnostic(FieldProblem((*self.parameter, *path), message, hint))

    def prefix(self, path: FieldPath) -> str:  # noqa: ARG002
        """Empty, because every message begins with the path in the spec anyway."""
        return ""


def _read(parameter: ListParameter, value: Any, source_map: SourceMap) -> list[Any]:
    from sitegen.spec.data.plain_values import read_value  # most specs have lists alone

    is_series = parameter.takes_series
    is_table = is_series and (parameter.is_records(value) or _is_numbers_by_name(parameter, value))
    columns = "*" if is_table else None
    blank: Literal["gap", "error"] = "gap" if is_series and parameter.takes(None) else "error"
    reference = (SeriesFile if is_series else DataFile).model_construct(file="", columns=columns, blank=blank)
    places = _Places(("params", parameter.name), source_map)
    try:
        values = read_value(value, parameter.name, reference, places).values
    except DataReferenceError as error:
        message = "this is a table, but one list of numbers is needed: give one of its rows or columns"
        raise ContentError([places.problem((), message)]) from error
    return as_items(parameter.model, parameter.name, values) if is_series else list(values)


def as_items(model: type[BaseModel], parameter: str, series: Iterable[NamedSeries]) -> list[dict[str, Any]]:
    """Named series as the items of a list, whose model begins with a field for the name and one for the numbers."""
    name, numbers, *_ = list_parameter(model, parameter).fields
    return [{name: each.id, numbers: each.values} for each in series]


def _is_inline(value: Any) -> bool:
    """Whether `value` holds the numbers themselves, but not in one list."""
    if isinstance(value, list):
        return any(isinstance(each, list) for each in value)
    if isinstance(value.get("file"), str) or value.keys() <= _KEYS:  # a reference, perhaps with a wrong key
        return False
    has_numbers = any(isinstance(each, list | int | float) for each in value.values())
    has_gaps_alone = all(each is None or isinstance(each, Invalid) for each in value.values())
    return has_numbers or (has_gaps_alone and _KEYS.isdisjoint(str(key).partition(":")[0] for key in value))


def _is_named_items(parameter: ListParameter, value: Mapping[str, Any]) -> bool:
    """Whether `value` has what its items take for each name: expressions, references and lists, not only lists."""
    if len(parameter.fields) < 2 or value.keys() & {*_KEYS, *parameter.fields}:
        return False
    return any(isinstance(each, str | dict) for each in value.values())


def _is_numbers_by_name(parameter: ListParameter, value: Any) -> bool:
    """Whether `value` is a mapping of names to numbers, where each item takes a single number."""
    is_mapping = isinstance(value, dict) and not any(isinstance(each, dict | list) for each in value.values())
    return is_mapping and bool(parameter.fields) and parameter.takes(0.0)


def _has_invalid(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Invalid) or any(map(_has_invalid, inner))
