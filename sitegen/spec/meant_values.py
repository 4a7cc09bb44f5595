"""Hints for values of the wrong type: what the author seems to mean, and how to write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from sitegen.spec.declaration import ID_PATTERN, MAX_ID_LENGTH, SpecModel
from sitegen.spec.field_types import FieldType, fields_of
from sitegen.spec.flow_values import in_flow
from sitegen.spec.message_format import shortened
from sitegen.spec.number_calls import ends_of_call, numbers_of_call
from sitegen.spec.number_forms import NUMBER, written_number, written_range
from sitegen.spec.other_words import for_words, nearest_word
from sitegen.spec.value_reference import DATA_SUFFIXES, DataFile, FigureReference, FileList, suffix_of
from sitegen.spec.yaml_scalars import ScalarError, read_scalar

_MOST_SHOWN = 12
"""The most items of a list in a hint."""
_CURLY_QUOTES = "“”„‟‘’‚‛«»"
"""Quotes that word processors write. YAML takes them for letters."""
_FILLS = {"fill", "ffill", "bfill", "interpolate", "linear", "mean", "zero", "zeros", "connect"}
"""What other tools put in place of missing values."""
_AS_ITEM = "write it as an item of a list, after '- ' or in [ ]"
_LONGEST_ITEM = 100
"""Characters of an item in a hint."""
_NO_SHARE = "write the number itself, not a share"
FOR_THE_DEFAULT = "delete the key for the default"
_AUTOMATIC = {"auto", "automatic", "default"}
_NO_NAMES = {*_AUTOMATIC, "none", "nil", "null", "nan", "na", "undefined"}
"""Words that are not names of columns."""
_SCALES = for_words({"log log10 log2 ln logarithmic": "true", "linear": "false", "symlog": "symmetric"})
_CONTROLS = for_words(
    {
        "slider range number numeric continuous": "write {from: …, to: …, step: …}",
        "select dropdown choice choices menu radio buttons": "write the values in a list, in [ ]",
        "checkbox toggle switch boolean bool": "write true",
    }
)
"""Names of controls, and the values for which pages have them."""
_NO_MOTION = {"none", "static", "off", "no", "false"}
_SECONDS = re.compile(rf"{NUMBER}\s*s(?:ec|econds?)?")
_CONDITION = re.compile(r"\s*(\w+)\s*(={1,2}|[<>]=?)\s*(\S+)\s*")
_BETWEEN = re.compile(r"\s*(?:[,;→]|->|(?<=\d)-(?=\d))\s*|\s+")
"""What people write between the items of a list."""
_PYTHON = re.compile(r"(?:np|numpy|torch|tf|jnp|random|math|list)\b[\w.]{0,60}\(")
"""The beginning of a call in Python."""


def hint_for(given: object, allowed: FieldType) -> str:
    """How to write what `given` seems to mean in a field that takes `allowed`; empty if that is unclear."""
    wanted = {variant.annotation for variant in allowed.variants}
    if isinstance(given, str):
        return _reference_hint(given, allowed) or _text_hint(given, allowed, wanted) or _structure_hint(given, allowed)
    if isinstance(given, int | float):
        return _scalar_hint(given, allowed, wanted) or _structure_hint(given, allowed)
    if isinstance(given, list) and wanted <= {int, float} and len(given) == 2 and _are_opposite(*given):
        return f"write {max(given)}"
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str) and str in wanted:
        return f"write {in_flow(given[0])}, without [ ]"
    return _structure_hint(given, allowed)


def _are_opposite(one: object, other: object) -> bool:
    return isinstance(one, int | float) and isinstance(other, int | float) and one == -other


def _scalar_hint(given: float, allowed: FieldType, wanted: set[Any]) -> str:
    """How to write a number or a truth value where text, the other, or a whole number is wanted."""
    words = [word for each in allowed.variants for word in get_args(each.annotation)]
    if isinstance(given, bool) and "still" in words:
        return "delete it: figures that can move do" if given else "write still"
    if str in wanted:
        kind = "a truth value" if isinstance(given, bool) else "a number"
        return f"this is {kind} in YAML; put it in quotes for the text"
    if type(given) is int and given in {0, 1} and wanted == {bool}:
        return f"write {'true' if given else 'false'}"
    if type(given) is float and int in wanted:
        if given.is_integer():
            return f"write {int(given)}" if allowed.clamp.apply(given) == given else ""
        return _NO_SHARE if 0 < given < 1 else ""
    return ""


def separator_hint(text: str) -> str:
    """How to separate a key from its value, where text is not a mapping because it lacks ``: ``; empty for other texts."""
    sign = re.match(r"\w+\s*(:|=|：)(\u00a0?)", text)
    if not sign:
        return ""
    hint = "write a space after ':'" if sign[1] == ":" else f"write ': ' in place of '{sign[1]}'"
    return f"{hint}, not the no-break space U+00A0" if sign[2] else hint


def nearest_id(text: str) -> str:
    """A valid id like `text`, which may be the name of a file; empty if nothing is left of it."""
    stem = re.sub(r"\.ya?ml$", "", text.strip().replace("\\", "/").rpartition("/")[2], flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", stem.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain)[:MAX_ID_LENGTH].strip("-")


def _text_hint(given: str, allowed: FieldType, wanted: set[Any]) -> str:
    """How to write a number without quotes or unit, a number in another form, an id, or a known word."""
    meant, bare = _unquoted(given.strip(_CURLY_QUOTES)), given.removesuffix(allowed.unit.strip()).strip()
    if not isinstance(meant, str) and (type(meant) in wanted or (type(meant) is int and float in wanted)):
        return f"write {given.strip(_CURLY_QUOTES)} without quotes"
    if allowed.unit and isinstance(_unquoted(bare), int | float):
        return f"write {bare}, in{allowed.unit}"
    if allowed.unit == " ms" and (seconds := _SECONDS.fullmatch(given)):
        milliseconds = float(seconds[1]) * 1000
        return f"write {milliseconds:.15g}, in ms" if allowed.clamp.apply(milliseconds) == milliseconds else ""
    if (
        wanted & {int, float}
        and (number := written_number(given)) is not None
        and (float in wanted or number.is_integer())
    ):
        return f"write {number:.17g}" if number.is_integer() else f"write {number!r}"
    if str in wanted and allowed.bound("pattern") == ID_PATTERN and (name := nearest_id(given)):
        return f"write {name}"
    return _form_hint(given, allowed, wanted) or _word_hint(given, allowed)


def _form_hint(given: str, allowed: FieldType, wanted: set[Any]) -> str:
    """What to do with a share, with a word for the default, or with the name of a scale."""
    if int in wanted and re.fullmatch(rf"{NUMBER}\s*%", given):
        return _NO_SHARE
    if given.lower() in _AUTOMATIC and (wanted & {int, float} or any(each.items for each in allowed.variants)):
        return FOR_THE_DEFAULT
    return f"write {_SCALES[given.lower()]}" if bool in wanted and given.lower() in _SCALES else ""


def _word_hint(given: str, allowed: FieldType) -> str:
    """The word that was meant, of those that the field takes."""
    words = [word for each in allowed.variants for word in get_args(each.annotation) if isinstance(word, str)]
    if "gap" in words and given.lower() in _FILLS:
        return "blanks are skipped or left as gaps: no value is made up"
    if given in {"None", "nil", "undefined"} and "gap" not in words:
        return FOR_THE_DEFAULT
    if given in _NO_MOTION and "still" in words:
        return "write still"
    if re.fullmatch(r"\d+(?:\s*px)?(?:\s*[x×]\s*\d+)?(?:\s*px)?", given) and "medium" in words:
        return "these are widths of 320, 420 and 540 pixels"
    return nearest_word(given, words)


def _structure_hint(given: object, allowed: FieldType) -> str:
    """How to write a list or a mapping whose signs are missing."""
    lists = next((variant.items for variant in allowed.variants if variant.items), None)
    if any(variant.model or variant.entries for variant in allowed.variants):
        if _lacks_blank(given):
            return "write a space after ':'"
        if isinstance(given, str) and (found := _CONDITION.fullmatch(given)):
            key, sign, value = found.groups()
            if sign.startswith("="):
                return f"write {{{key}: {value}}}"
            return f"write the values themselves: {{{key}: [{value}, …]}}"
        if not lists:
            return _mapping_hint(given, allowed)
    if lists and isinstance(given, Mapping):
        return _list_for_mapping(given, lists)
    return _list_hint(given, lists, allowed) if lists and not isinstance(given, list) else ""


def _list_for_mapping(given: Mapping[str, Any], items: FieldType) -> str:
    """How to write a mapping where a list is needed: as its item, or its numbers alone."""
    if not items.model and any(each.entries for each in items.variants):
        key, values = next(iter(given.items()), ("", None))
        if len(given) == 1 and isinstance(values, list) and 0 < len(values) <= _MOST_SHOWN:
            return f"write [{', '.join(in_flow({key: each}) for each in values)}]"
        return _AS_ITEM
    numbers = list(given.values())
    are_few = 0 < len(numbers) <= _MOST_SHOWN and all(type(each) in {int, float} for each in numbers)
    if are_few and not {int, float}.isdisjoint(each.annotation for each in items.variants):
        return f"write [{', '.join(map(str, numbers))}]"
    if items.model and given and given.keys() <= fields_of(items.model).keys():
        item = ", ".join([in_flow(given)[1:-1], *_still_needed(items.model, given)])
        return f"write [{{{item}}}]" if item == shortened(item, _LONGEST_ITEM) else _AS_ITEM
    if items.model and "name" in items.model.model_fields:
        name, value = next(((in_flow(key), each) for key, each in given.items()), ("", None))
        found = f"{{name: {name}, …}}" if isinstance(value, Mapping) else as_mapping(value, items.model, name)
        return f"write [{found}, …]" if found else ""
    return "write the values themselves, in [ ]" if items.model is None else ""


def _mapping_hint(given: object, allowed: FieldType) -> str:
    """How to write the mapping that a list, a name or ``true`` stands for."""
    models = [variant.model for variant in allowed.variants if variant.model]
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
    has_all = not any(field.is_required() for field in model.model_fields.values())
    return "write {} for all defaults" if has_all else ""


def as_mapping(given: object, model: type[BaseModel], name: str = "…") -> str:
    """A mapping whose one field takes a number, a word, or a list: ``{at: 0.5, name: …}``; empty if no field is meant.

    The `name` is written where the model needs one.
    """
    if issubclass(model, DataFile | FigureReference | FileList) or not isinstance(given, int | float | str | list):
        return ""
    if isinstance(given, bool) or (isinstance(given, list) and len(given) > _MOST_SHOWN):
        return ""
    fields = fields_of(model)
    keys = dict.fromkeys((*_bare_value_keys(model), *fields))
    key = next((key for key in keys if _fits(given, key, model)), None)
    if key is None:
        return ""
    written = in_flow(shortened(given) if isinstance(given, str) else given)
    return f"{{{', '.join([f'{key}: {written}', *_still_needed(model, {key}, name)])}}}"


def _still_needed(model: type[BaseModel], given: Collection[str], name: str = "…") -> list[str]:
    """The fields without a default beside those that are given, ``at: …``, of which one may be a `name`."""
    needed = [each for each, field in fields_of(model).items() if field.is_required() and each not in given]
    return [f"{each}: {name if each == 'name' else '…'}" for each in needed]


def _bare_value_keys(model: type[BaseModel]) -> tuple[str, ...]:
    return model.bare_value_keys if issubclass(model, SpecModel) else ()


def _fits(given: object, key: str, model: type[BaseModel]) -> bool:
    """Whether a field is the one that a value without a key is for: a list, the only number, or a word of a few."""
    field = fields_of(model)[key]
    annotations = {variant.annotation for variant in FieldType.of_field(field).variants}
    if isinstance(given, str):
        is_meant = key in _bare_value_keys(model) or any(given in get_args(each) for each in annotations)
    elif isinstance(given, list):
        takes_texts = key in _bare_value_keys(model) and all(isinstance(each, str) for each in given)
        is_meant = takes_texts or all(isinstance(each, int | float) for each in given)
    else:
        is_meant = field.is_required() and not annotations.isdisjoint({int, float})
    if not is_meant:
        return False
    try:
        model.model_validate({key: given})
    except ValidationError as error:
        return all(each["loc"][:1] != (key,) for each in error.errors())
    return True


def _key_alone(given: object, allowed: FieldType) -> str:
    """The key of a mapping that was written without its value, alone or in a list; empty for anything else."""
    name = given[0] if isinstance(given, list) and given else given
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z_]\w*", name):
        return ""
    known = any(variant.model and name in fields_of(variant.model) for variant in allowed.variants)
    nested = any(
        variant.entries and any(each.model for each in variant.entries.variants) for variant in allowed.variants
    )
    return name if known or nested else ""


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
    if not 0 < len(parts) <= _MOST_SHOWN:
        return ""
    fitting = {type(_unquoted(part)) for part in parts} <= ({int, items.annotation} - {str}) and not words
    written = ", ".join(map(in_flow, parts) if is_text else parts)
    return f"write [{written}]" if fitting or is_text or set(parts) <= set(words) else ""


def _call_hint(given: str, items: FieldType, allowed: FieldType) -> str:
    """How to write the numbers of a call such as ``range(5)``, or a list in the brackets of one."""
    wanted = {each.annotation for each in items.variants}
    is_numeric = items.annotation is Any or not wanted.isdisjoint({int, float})
    whole_only = int in wanted and float not in wanted
    if is_numeric and (numbers := numbers_of_call(given, whole_only=whole_only)):
        if not _first_is_allowed(numbers, items):
            return f"write the numbers themselves, each {items.range}"
        return f"write the numbers themselves: {numbers}" if "…" in numbers else f"write {numbers}"
    if is_numeric and _PYTHON.match(given):
        takes_files = any(each.model and issubclass(each.model, DataFile) for each in allowed.variants)
        file = ", or save them to a file and name it: {file: …}" if takes_files else ""
        return f"Python is not run: write the numbers{file}"
    return "write it in [ ], not in ( )" if given.startswith("(") and ")" not in given else ""


def _first_is_allowed(numbers: str, items: FieldType) -> bool:
    """Whether the first of the `numbers` of a list, as it is written, is in the range of its items."""
    first = float(re.split("[],]", numbers[1:])[0])
    least, beyond = items.bound("ge"), items.bound("gt")
    return (least is None or first >= least) and (beyond is None or first > beyond)


def _reference_hint(given: str, allowed: FieldType) -> str:
    """How to refer to the data file or figure that the text seems to name, or to write the range that it seems to be."""
    models = {variant.model for variant in allowed.variants if variant.model}
    ends = written_range(given)
    if (ends or given.lower() in _CONTROLS) and any("from" in fields_of(model) for model in models):
        return f"write {{from: {ends[0]}, to: {ends[1]}, step: …}}" if ends else _CONTROLS[given.lower()]
    files = sorted((model for model in models if issubclass(model, DataFile)), key=lambda model: model.__name__)
    if files and suffix_of(given) in DATA_SUFFIXES:
        return f"write {file_hint(given)}"
    named = re.fullmatch(r"(.+\.\w+):(\w[\w ]*)", given)
    if files and named and suffix_of(named[1]) in DATA_SUFFIXES:
        return f"write {{file: {named[1]}, column: {named[2]}}}"
    if FigureReference in models and re.fullmatch(ID_PATTERN, given):
        return f"write {{figure: {given}}}"
    lists = [each.items for each in allowed.variants if each.items and each.items.annotation is not Any]
    has_texts = str in {variant.annotation for variant in allowed.variants}
    if files and lists and not has_texts and re.fullmatch(r"[A-Za-z_]\w*", given) and given.lower() not in _NO_NAMES:
        return f"write {{file: …, column: {given}}}"
    return ""


def file_hint(name: str) -> str:
    """The reference to a file with this name: ``{file: run.csv, column: …}``."""
    rest = {".json": ", pointer: …", ".npz": ", array: …", ".npy": ""}.get(suffix_of(name), ", column: …")
    return f"{{file: {name}{rest}}}"


def _unquoted(text: str) -> object:
    try:
        return read_scalar(text)
    except ScalarError:
        return text
