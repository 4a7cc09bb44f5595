"""Hints for values of the wrong type: what the author seems to mean, and how to write it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sitegen.spec.declaration import ID_PATTERN, MAX_ID_LENGTH
from sitegen.spec.field_types import FieldType, fields_of
from sitegen.spec.number_forms import NUMBER, as_written, is_not_finite, is_unclear, written_number, written_range
from sitegen.spec.other_words import for_words, nearest_word
from sitegen.spec.structure_hints import structure_hint
from sitegen.spec.value_reference import DATA_SUFFIXES, DataFile, FigureReference, suffix_of
from sitegen.spec.yaml_scalars import in_flow, scalar_or_text

_CURLY_QUOTES = "“”„‟‘’‚‛«»"
"""Quotes that word processors write. YAML takes them for letters."""
_FILLS = {"fill", "ffill", "bfill", "interpolate", "linear", "mean", "zero", "zeros", "connect"}
"""What other tools put in place of missing values."""
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


def hint_for(given: object, allowed: FieldType) -> str:
    """How to write what `given` seems to mean in a field that takes `allowed`; empty if that is unclear."""
    hint = ""
    if isinstance(given, str):
        hint = _reference_hint(given, allowed) or _text_hint(given, allowed)
    elif isinstance(given, int | float):
        hint = _scalar_hint(given, allowed)
    elif isinstance(given, list) and len(given) == 2 and _are_opposite(*given):
        hint = f"write {max(given)}" if allowed.annotations <= {int, float} else ""
    elif isinstance(given, list) and len(given) == 1 and isinstance(given[0], str) and str in allowed.annotations:
        hint = f"write {in_flow(given[0])}, without [ ]"
    return hint or structure_hint(given, allowed)


def _are_opposite(one: object, other: object) -> bool:
    return isinstance(one, int | float) and isinstance(other, int | float) and one == -other


def _scalar_hint(given: float, allowed: FieldType) -> str:
    """How to write a number or a truth value where text, the other, or a whole number is wanted."""
    wanted = allowed.annotations
    if isinstance(given, bool) and "still" in allowed.words:
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


def _text_hint(given: str, allowed: FieldType) -> str:
    """How to write a number without quotes or unit, a number in another form, an id, or a known word."""
    wanted, plain = allowed.annotations, given.strip(_CURLY_QUOTES)
    if wanted == {str} and "\n" in given.strip():
        return "write it in one line; after '>' in place of '|', several lines are one"
    meant: object = scalar_or_text(plain)
    bare = given.removesuffix(allowed.unit.strip()).strip()
    if not isinstance(meant, str) and (type(meant) in wanted or (type(meant) is int and float in wanted)):
        return f"write {plain} without quotes"
    if allowed.unit and isinstance(scalar_or_text(bare), int | float):
        return f"write {bare}, in{allowed.unit}"
    if allowed.unit == " ms" and (seconds := _SECONDS.fullmatch(given)):
        milliseconds = float(seconds[1]) * 1000
        return f"write {milliseconds:.15g}, in ms" if allowed.clamp.apply(milliseconds) == milliseconds else ""
    if str in wanted and allowed.bound("pattern") == ID_PATTERN and (name := nearest_id(given)):
        return f"write {name}"
    return _number_hint(given, allowed) or _form_hint(given, allowed) or _word_hint(given, allowed)


def _number_hint(given: str, allowed: FieldType) -> str:
    """How to write a number in another form, or one that is not finite; empty where no number is wanted."""
    wanted = allowed.annotations & {int, float}
    number = written_number(given) if wanted else None
    if number is not None and (float in wanted or number.is_integer()):
        other = f", or {given.strip().replace(',', '.')} if the comma is the decimal sign"
        return f"write {as_written(number)}{other if float in wanted and is_unclear(given.strip()) else ''}"
    if not wanted or not is_not_finite(given):
        return ""
    return f"write a finite number{', or null where there is none' if allowed.takes_null else ''}"


def _form_hint(given: str, allowed: FieldType) -> str:
    """What to do with a share, with a word for the default, or with the name of a scale."""
    wanted = allowed.annotations
    if int in wanted and re.fullmatch(rf"{NUMBER}\s*%", given):
        return _NO_SHARE
    if given.lower() in _AUTOMATIC and (wanted & {int, float} or allowed.list_items):
        return FOR_THE_DEFAULT
    return f"write {_SCALES[given.lower()]}" if bool in wanted and given.lower() in _SCALES else ""


def _word_hint(given: str, allowed: FieldType) -> str:
    """The word that was meant, of those that the field takes."""
    words = allowed.words
    if "gap" in words and given.lower() in _FILLS:
        return "blanks are skipped or left as gaps: no value is made up"
    if given in {"None", "nil", "undefined"} and "gap" not in words:
        return FOR_THE_DEFAULT
    if given in _NO_MOTION and "still" in words:
        return "write still"
    if re.fullmatch(r"\d+(?:\s*px)?(?:\s*[x×]\s*\d+)?(?:\s*px)?", given) and "medium" in words:
        return "these are widths of 320, 420 and 540 pixels"
    return nearest_word(given, words)


def _reference_hint(given: str, allowed: FieldType) -> str:
    """How to refer to the data file or figure that the text seems to name, or to write the range that it seems to be."""
    ends = written_range(given)
    if (ends or given.lower() in _CONTROLS) and any("from" in fields_of(model) for model in allowed.models):
        return f"write {{from: {ends[0]}, to: {ends[1]}, step: …}}" if ends else _CONTROLS[given.lower()]
    takes_files = any(issubclass(model, DataFile) for model in allowed.models)
    if takes_files and suffix_of(given) in DATA_SUFFIXES:
        return f"write {file_hint(given)}"
    named = re.fullmatch(r"(.+\.\w+):(\w[\w ]*)", given)
    if takes_files and named and suffix_of(named[1]) in DATA_SUFFIXES:
        return f"write {{file: {named[1]}, column: {named[2]}}}"
    if FigureReference in allowed.models and re.fullmatch(ID_PATTERN, given):
        return f"write {{figure: {given}}}"
    lists = [each.items for each in allowed.variants if each.items and each.items.annotation is not Any]
    is_column = re.fullmatch(r"[A-Za-z_]\w*", given) and given.lower() not in _NO_NAMES
    if takes_files and lists and str not in allowed.annotations and is_column:
        return f"write {{file: …, column: {given}}}"
    return ""


def file_hint(name: str) -> str:
    """The reference to a file with this name: ``{file: run.csv, column: …}``."""
    rest = {".json": ", pointer: …", ".npz": ", array: …", ".npy": ""}.get(suffix_of(name), ", column: …")
    return f"{{file: {name}{rest}}}"
