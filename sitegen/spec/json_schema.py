"""Generate JSON Schema for specs, for one kind or for all, so that editors complete keys and check values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from sitegen.spec.field_types import FieldType, needed
from sitegen.spec.figure_spec import FigureSpec
from sitegen.spec.validate import KindLike
from sitegen.spec.value_reference import DataFile, SeriesFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_NUMBERS: Schema = {"type": "array", "items": {"type": "number"}}
_INLINE: Mapping[type[BaseModel] | None, list[Schema]] = {
    DataFile: [{"type": "object", "additionalProperties": {"type": "number"}}],
    SeriesFile: [{"type": "array", "items": _NUMBERS}],
}
"""What may also stand where a file may: numbers and series by name, and rows of an array."""


class _Untitled(GenerateJsonSchema):
    """Omits the titles that pydantic makes from field names; they repeat the key."""

    def field_title_should_be_set(self, schema: core_schema.CoreSchema) -> bool:  # noqa: ARG002
        return False


def kind_schema(name: str, kind: KindLike) -> Schema:
    """Schema of a spec of one kind."""
    schema = _shared(f"sitegen figure: {name}")
    schema["properties"]["kind"] = {**schema["properties"]["kind"], "const": name}
    schema["properties"]["params"] = _params(kind)
    schema["required"] = ["kind", *_params_needed(kind)]
    return schema


def spec_schema(kinds: Mapping[str, KindLike]) -> Schema:
    """Schema of a spec of any kind: the value of `kind` decides about `params`."""
    schema = _shared("sitegen figure")
    schema["properties"]["kind"] = {**schema["properties"]["kind"], "enum": sorted(kinds)}
    schema["required"] = ["kind"]
    schema["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
            "then": {"properties": {"params": _params(kinds[name])}, "required": _params_needed(kinds[name])},
        }
        for name in sorted(kinds)
    ]
    return schema


def schema_text(schema: Schema) -> str:
    """The schema as a file: the same bytes for the same kinds."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _shared(title: str) -> Schema:
    found = _plain(FigureSpec)
    found.pop("required")
    found["properties"]["params"] = {"type": "object", "description": "The parameters of the kind."}
    return {"$schema": DIALECT, "title": title, **found}


def _params(kind: KindLike) -> Schema:
    """The schema of a kind's parameters, with the forms that `inline_values` reads."""
    schema = _plain(kind.params)
    for name, field in kind.params.model_fields.items():
        files = FieldType.of_field(field).models
        for model in [each for each in files if each in _INLINE]:
            schema["properties"][name]["anyOf"] += _INLINE[model]
        if SeriesFile in files and (numbers := _numbers_of_items(schema["properties"][name])):
            schema["properties"][name]["anyOf"].append({"type": "object", "additionalProperties": numbers})
    return schema


def _numbers_of_items(parameter: Schema) -> Schema | None:
    """What a mapping of names may have as values: the second field of the items of a list."""
    for variant in parameter["anyOf"]:
        fields = list(variant.get("items", {}).get("properties", {}).values())
        if len(fields) > 1:
            return {key: value for key, value in fields[1].items() if key != "description"}
    return None


def _params_needed(kind: KindLike) -> list[str]:
    return ["params"] if needed(kind.params) else []


def _plain(model: type[BaseModel]) -> Schema:
    """The schema of a model with every ``$ref`` resolved; no spec model contains itself."""
    schema = _generated(model)
    resolved: Schema = _inline({key: value for key, value in schema.items() if key != "$defs"}, schema.get("$defs", {}))
    return resolved


@lru_cache(maxsize=64)
def _generated(model: type[BaseModel]) -> Schema:
    """The schema as pydantic makes it, which takes long; each model is in several files."""
    return model.model_json_schema(schema_generator=_Untitled)


def _inline(value: Any, definitions: Mapping[str, Schema]) -> Any:
    if isinstance(value, list):
        return [_inline(each, definitions) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        target = definitions[value["$ref"].rsplit("/", 1)[1]]
        return _inline({**target, **{key: each for key, each in value.items() if key != "$ref"}}, definitions)
    return {key: _inline(each, definitions) for key, each in value.items() if key != "title" or isinstance(each, dict)}
