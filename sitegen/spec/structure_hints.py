"""Hints for lists and mappings that lack their signs: ``write [3, 4, 2]`` for the text ``3, 4, 2``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from sitegen.spec.declaration import SpecModel
from sitegen.spec.field_types import FieldType, errors_at, fields_of, needed
from sitegen.spec.message_format import MOST_LISTED, shortened
from sitegen.spec.number_forms import ends_of_call, numbers_of_call
from sitegen.spec.value_reference import DataFile, FigureReference, FileList
from sitegen.spec.yaml_scalars import in_flow, scalar_or_text

_LONGEST_ITEM = 100
"""Characters of an item in a hint."""
_AS_ITEM = "write it as an item of a list, after '- ' or in [ ]"
_OR_FILE = ", or save them to a file and name it: {file: …}"
_CONDITION = re.compile(r"\s*(\w+)\s*(={1,2}|[<>]=?)\s*(\S+)\s*")
_BETWEEN = re.compile(r"\s*(?:[,;→]|->|(?<=\d)-(?=\d))\s*|\s+")
"""What people write between the items of a list."""
_PYTHON = re.compile(r"(?:np|numpy|torch|tf|jnp|random|math|list)\b[\w.]{0,60}\(")
"""The beginning of a call in Python."""


def structure_hint(given: object, allowed: FieldType) -> str:
    """How to write a list or a mapping whose signs are missing; empty if that is unclear."""
    items = allowed.list_items
    if allowed.models or any(variant.entries for variant in allowed.variants):
        if _lacks_blank(given):
            return "write a space after ':'"
        if isinstance(given, str) and (found := _CONDITION.fullmatch(given)):
            key, sign, value = found.groups()
            if sign.startswith("="):
                return f"write {{{key}: {value}}}"
            return f"write the values themselves: {{{key}: [{value}, …]}}"
        if not items:
            return _mapping_hint(given, allowed)
    if items and isinstance(given, Mapping):
        return _list_for_mapping(given, items)
    return _list_hint(given, items, allowed) if items and not isinstance(given, list) else ""


def _list_for_mapping(given: Mapping[str, Any], items: FieldType) -> str:
    """How to write a mapping where a list is needed: as its item, or its numbers alone."""
    if not items.model and any(each.entries for each in items.variants):
        key, values = next(iter(given.items()), ("", None))
        if len(given) == 1 and isinstance(values, list) and 0 < len(values) <= MOST_LISTED:
            return f"write [{', '.join(in_flow({key: each}) for each in values)}]"
        return _AS_ITEM
    numbers = list(given.values())
    are_few = 0 < len(numbers) <= MOST_LISTED and all(type(each) in {int, float} for each in numbers)
    if are_few and items.annotations & {int, float}:
        return f"write [{', '.join(map(str, numbers))}]"
    if items.model and given and given.keys() <= fields_of(items.model).keys():
        item = ", ".join([in_flow(given)[1:-1], *_still_needed(items.model, given)])
        return f"write [{{{item}}}]" if item == shortened(item, _LONGEST_ITEM) else _AS_ITEM
    if items.model and "name" in items.model.model_fields:
        name, value = next(((in_flow(key), each) for key, each in given.items()), ("", None))
        found = f"{{name: {name}, …}}" if isinstance(value, Mapping) else as_mapping(value, items.model, name)
        return f"write [{found}, …]" if found else ""
    return "" if items.model else "write the values themselves, in [ ]"


def _mapping_hint(given: object, allowed: FieldType) -> str:
    """How to write the mapping that a list, a name or ``true`` stands for."""
    models = allowed.models
    if isinstance(given, list) and given and all(isinstance(each, dict) for each in given):
        return "write its keys without '- ' before them"
    if given is True and models and (hint := defaults_hint(models[0])):
        return hint
    if name := _key_alone(given, allowed):
        return f"write {{{name}: …}}"
    ends = ends_of_call(given) if isinstance(given, str) else None
    if ends and any("from" in fields_of(model) for model in models):
        return f"write {{from: {ends[0]}, to: {ends[1]}}}"
    if isinstance(given, list) and len(given) == 2 and isinstance(given[0], str) and not models:
        return f"write {{{given[0]}: {given[1]}}}"
    found = next(filter(None, (as_mapping(given, model) for model in models)), "")
    return f"write {found}" if found else ""


def defaults_hint(model: type[BaseModel]) -> str:
    """How to write a mapping that has the defaults of all fields; empty if one of them has no default."""
    return "" if needed(model) else "write {} for all defaults"


def as_mapping(given: object, model: type[BaseModel], name: str = "…") -> str:
    """A mapping whose one field takes a number, a word, or a list: ``{at: 0.5, name: …}``; empty if no field is meant.

    The `name` is written where the model needs one.
    """
    if issubclass(model, DataFile | FigureReference | FileList) or not isinstance(given, int | float | str | list):
        return ""
    if isinstance(given, bool) or (isinstance(given, list) and len(given) > MOST_LISTED):
        return ""
    keys = dict.fromkeys((*_bare_value_keys(model), *fields_of(model)))
    key = next((key for key in keys if _fits(given, key, model)), None)
    if key is None:
        return ""
    written = in_flow(shortened(given) if isinstance(given, str) else given)
    return f"{{{', '.join([f'{key}: {written}', *_still_needed(model, {key}, name)])}}}"


def _still_needed(model: type[BaseModel], given: Collection[str], name: str = "…") -> list[str]:
    """The fields without a default beside those that are given, ``at: …``, of which one may be a `name`."""
    return [f"{each}: {name if each == 'name' else '…'}" for each in needed(model) if each not in given]


def _bare_value_keys(model: type[BaseModel]) -> tuple[str, ...]:
    return model.bare_value_keys if issubclass(model, SpecModel) else ()


def _fits(given: object, key: str, model: type[BaseModel]) -> bool:
    """Whether a field is the one that a value without a key is for: a list, the only number, or a word of a few."""
    allowed = FieldType.of_field(fields_of(model)[key])
    if isinstance(given, str):
        is_meant = key in _bare_value_keys(model) or given in allowed.words
    elif isinstance(given, list):
        takes_texts = key in _bare_value_keys(model) and all(isinstance(each, str) for each in given)
        is_meant = takes_texts or all(isinstance(each, int | float) for each in given)
    else:
        is_meant = key in needed(model) and bool(allowed.annotations & {int, float})
    return is_meant and not errors_at(model, key, given)


def _key_alone(given: object, allowed: FieldType) -> str:
    """The key of a mapping that was written without its value, alone or in a list; empty for anything else."""
    name = given[0] if isinstance(given, list) and given else given
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z_]\w*", name):
        return ""
    is_known = any(name in fields_of(model) for model in allowed.models)
    is_nested = any(variant.entries and variant.entries.models for variant in allowed.variants)
    return name if is_known or is_nested else ""


def _lacks_blank(given: object) -> bool:
    """Whether this is a mapping in which a key and its value have become one word: ``num_layers:12``."""
    keys = given.split() if isinstance(given, str) else given if isinstance(given, Mapping) else ()
    return any(isinstance(key, str) and re.match(r"[A-Za-z_]\w*:[^\s/]", key) for key in keys)


def _list_hint(given: object, items: FieldType, allowed: FieldType) -> str:
    """``write [3, 4, 2]`` for the text ``3, 4, 2``, or for a single item."""
    words = get_args(items.annotation)
    if isinstance(given, str) and (found := _call_hint(given, items, allowed)):
        return found
    if items.annotation is Any and isinstance(given, str | int | float) and not isinstance(given, bool):
        parts = [part.strip() for part in str(given).split(",")]
        return f"write [{', '.join(parts if len(parts) > 1 else [*parts, '…'])}]"
    if items.model and (found := as_mapping(given, items.model)):
        return f"write [{found}]"
    if not isinstance(given, str):
        return f"write [{given}]" if type(given) is items.annotation or given in words else ""
    is_text = items.annotation is str
    parts = [part.strip("'\" ") for part in re.split("," if is_text else _BETWEEN, given.strip("()[] "))]
    if not 0 < len(parts) <= MOST_LISTED:
        return ""
    fitting = {type(scalar_or_text(part)) for part in parts} <= ({int, items.annotation} - {str}) and not words
    written = ", ".join(map(in_flow, parts) if is_text else parts)
    return f"write [{written}]" if fitting or is_text or set(parts) <= set(words) else ""


def _call_hint(given: str, items: FieldType, allowed: FieldType) -> str:
    """How to write the numbers of a call such as ``range(5)``, or a list in the brackets of one."""
    wanted = items.annotations
    is_numeric = items.annotation is Any or bool(wanted & {int, float})
    whole_only = int in wanted and float not in wanted
    if is_numeric and (numbers := numbers_of_call(given, whole_only=whole_only)):
        if not _first_is_allowed(numbers, items):
            return f"write the numbers themselves, each {items.range}"
        return f"write the numbers themselves: {numbers}" if "…" in numbers else f"write {numbers}"
    if is_numeric and _PYTHON.match(given):
        takes_files = any(issubclass(model, DataFile) for model in allowed.models)
        return f"Python is not run: write the numbers{_OR_FILE if takes_files else ''}"
    return "write it in [ ], not in ( )" if given.startswith("(") and ")" not in given else ""


def _first_is_allowed(numbers: str, items: FieldType) -> bool:
    """Whether the first of the `numbers` of a list, as it is written, is in the range of its items."""
    first = float(re.split("[],]", numbers[1:])[0])
    least, beyond = items.bound("ge"), items.bound("gt")
    return (least is None or first >= least) and (beyond is None or first > beyond)
