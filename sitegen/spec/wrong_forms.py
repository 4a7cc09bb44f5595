"""Problems of parameters that are written in another form than the one that they take, such as a list of numbers without a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.field_types import errors_at, needed
from sitegen.spec.list_parameter import ListParameter, is_list_of_references, is_reference
from sitegen.spec.message_format import FieldPath, format_value, listed, shortened
from sitegen.spec.structure_hints import as_mapping
from sitegen.spec.value_hints import file_hint
from sitegen.spec.value_reference import DATA_SUFFIXES, DataFile, FileList, SeriesFile, suffix_of
from sitegen.spec.yaml_scalars import in_flow

_MOST_SHOWN = 6
"""The most numbers in a hint."""
_NUMBERS = ("y", "values", "value")
"""Fields of items that have their numbers."""
_LONGEST_HINT = 120
"""Characters of a reference in a hint."""
_EXPRESSION = re.compile(r"\w\(|\bx\b")
"""Found in a text that is the expression of a curve."""


def form_problem(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """What is wrong with the form of a value as a whole; None for a form that is read, or whose parts are wrong."""
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
    return next(filter(None, (check(parameter, value) for check in checks)), None)


def _other_form(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of a value in the form of another tool, such as pairs for edges."""
    advice = getattr(parameter.model, "other_forms", {}).get(parameter.name)
    if advice is None or not (hint := advice(value)):
        return None
    given = "this" if isinstance(value, list | dict) else format_value(value)
    return parameter.problem(f"{given} is not {parameter.allowed.phrase}", hint)


def _nameless_item(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of a number or an expression alone where each series has a name."""
    if not parameter.takes_series or len(parameter.fields) < 2:
        return None
    item = ""
    if isinstance(value, str) and _EXPRESSION.search(value) and value == shortened(value) and parameter.takes(value):
        item = in_flow(value)
    elif type(value) in {int, float}:
        item = str(value) if parameter.takes(0.0) else f"[{value}]"
    message = f"{format_value(value)} is not {parameter.allowed.phrase}"
    return parameter.problem(message, f"give it a name: {{a: {item}}}") if item else None


def _references_alone(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of a list of references where series are expected."""
    if FileList in parameter.files or not parameter.takes_series or not is_list_of_references(value):
        return None
    hint = _series_of_reference(parameter, value[0]) or "write {file: [a.csv, b.csv], …}"
    return parameter.problem("a list of references gives single numbers, not series", hint)


def _series_of_reference(parameter: ListParameter, first: Mapping[str, Any]) -> str:
    """How to write series for the first reference of a list, which has the name of a series, or ``by`` for several."""
    reference = {key: each for key, each in first.items() if key not in parameter.fields}
    numbers = next((each for each in _NUMBERS if each in parameter.fields), None)
    if "by" in reference:
        written = in_flow(reference)
    elif "name" in first and numbers:
        written = f"[{{name: {in_flow(first['name'])}, {numbers}: {in_flow(reference)}}}]"
    else:
        return ""
    return f"write {written}" if len(written) <= _LONGEST_HINT else ""


def _other_key_of_file(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of a reference whose file has the key of another tool, such as ``{files: run.csv}``."""
    if not isinstance(value, dict) or not parameter.files & {DataFile, SeriesFile}:
        return None
    for key, given in value.items():
        names = given if isinstance(given, list) else [given]
        is_file = bool(names) and all(suffix_of(each) in DATA_SUFFIXES for each in names if isinstance(each, str))
        if DataFile.other_tools.get(key) == "write file" and is_file and isinstance(names[0], str):
            known = ", ".join(sorted((SeriesFile if parameter.takes_series else DataFile).model_fields))
            problem = parameter.problem(f"this key is unknown; known here: {known}", "write file", key)
            return replace(problem, highlight="key")
    return None


def _items_of_texts(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of records with a text and a number, or of columns with the keys of items, where items have names."""
    fields = parameter.fields
    if len(fields) < 2 or not value:
        return None
    first: list[Any] = []
    if isinstance(value, dict) and value.keys() <= {*fields} and all(isinstance(each, list) for each in value.values()):
        first = [each[0] for each in value.values() if each]
    elif parameter.is_records(value):
        first = list(value[0].values())
    text = next((each for each in first if isinstance(each, str)), None)
    number = next((each for each in first if isinstance(each, int | float) and not isinstance(each, bool)), None)
    if text is None or number is None:
        return None
    numbers = number if parameter.takes(0.0) else f"[{number}, …]"
    kind = "columns" if isinstance(value, dict) else "records with other keys"
    hint = f"write [{{{fields[0]}: {in_flow(shortened(text))}, {fields[1]}: {numbers}}}, …]"
    return parameter.problem(f"{kind} are not {parameter.allowed.phrase}", hint)


def _list_with_name(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of an item that is a list and begins with a text, such as ``[a, b]`` for an edge."""
    if not isinstance(value, list) or not parameter.takes_series or not parameter.fields:
        return None
    for at, item in enumerate(value):
        if isinstance(item, list) and isinstance(next(iter(item), 0), str):
            is_pair = len(item) == 2 and isinstance(item[1], int | float | list)
            hint = f"write {{{item[0]}: {item[1]}, …}}" if is_pair else ""
            message = f"a list that begins with a text is not allowed; allowed is {parameter.allowed.phrase}"
            return parameter.problem(message, hint, at)
    return None


def _nameless(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of a list of numbers or texts where each item has a name."""
    item = parameter.item
    if item is None or not isinstance(value, list) or not value or isinstance(value[0], bool):
        return None
    are_numbers = all(isinstance(each, int | float) for each in value)
    if not are_numbers and not all(isinstance(each, str) for each in value):
        return None
    errors = errors_at(parameter.model, parameter.name, value[:1])
    if not any(each["type"] == "model_type" and 0 in each["loc"] for each in errors):
        return None
    if are_numbers and parameter.takes_series and parameter.takes(0.0):
        hint = f"give each a name: {{a: {value[0]}, …}}"
    elif are_numbers and parameter.takes_series:
        hint = f"give the numbers a name: {{a: [{listed(map(str, value), _MOST_SHOWN)}]}}"
    elif parameter.takes_series and suffix_of(str(value[0])) in DATA_SUFFIXES:
        hint = f"give each a name: {{a: {file_hint(str(value[0]))}, …}}"
    else:
        mapping = as_mapping(value[0], item)
        if not mapping and not are_numbers and needed(item) == ["name"]:
            mapping = f"{{name: {in_flow(value[0])}}}"
        hint = f"write [{mapping}, …]" if mapping else ""
    kind = "numbers" if are_numbers else "texts"
    return parameter.problem(f"a list of {kind} is not {parameter.allowed.phrase}", hint)


def _file_as_text(parameter: ListParameter, value: Any) -> FieldProblem | None:
    """The problem of a file's name among texts that are expressions."""
    if not parameter.takes_series or is_reference(value):
        return None
    parts: Iterable[tuple[FieldPath, Any]] = [((), value)]
    if isinstance(value, dict):
        parts = [((key,), each) for key, each in value.items()]
    elif isinstance(value, list):
        field = parameter.fields[1:2]
        parts = [((at, *field), each.get(*field)) for at, each in enumerate(value) if isinstance(each, dict) and field]
    for path, text in parts:
        if isinstance(text, str) and suffix_of(text) in DATA_SUFFIXES:
            return parameter.problem(f"{format_value(text)} is the name of a file", f"write {file_hint(text)}", *path)
    return None
