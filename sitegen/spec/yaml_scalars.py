"""Read one plain YAML scalar by the YAML 1.2 core schema; scalars that YAML 1.1 reads differently are refused. And write values in YAML.

Half of all YAML readers still follow YAML 1.1, where ``no`` is false, ``012`` is ten and ``1:30`` is ninety. A spec must
mean the same to every program, so such scalars are errors with a hint at what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sitegen.spec.message_format import shortened

MAX_INTEGER = 2**53

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_SWITCHES = {
    form: meaning
    for word, meaning in {"y": "true", "yes": "true", "on": "true", "n": "false", "no": "false", "off": "false"}.items()
    for form in (word, word.capitalize(), word.upper())
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
_SIGNED_HEX = re.compile(r"[-+]0x[0-9a-fA-F]+")
_LEADING_ZERO = re.compile(r"([-+]?)0+(0|[1-9][0-9]*)")
_BINARY = re.compile(r"[-+]?0b[01]+")
_UNDERSCORES = re.compile(r"(?=[^_]*_)[-+]?(?:0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?)")
_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_PLAIN = re.compile(r"\w(?:[\w .()*/+^=-]*[\w)])?")
"""Texts that need no quotes, unless YAML reads them as something else."""
_NUMBER_STARTS = frozenset("+-.0123456789")


class Letter(str):
    """A plain ``y`` or ``n``: text, which YAML 1.1 reads as true or false. Fields that take text only may have it."""

    __slots__ = ()
    FORMS = frozenset("yYnN")


class ScalarError(ValueError):
    """A plain scalar that is refused. `hint` says what to write, and `value_hint` what to write where text is not allowed."""

    def __init__(self, message: str, hint: str, value_hint: str = "") -> None:
        super().__init__(message)
        self.hint, self.value_hint = hint, value_hint or hint


def read_scalar(text: str) -> str | float | bool | None:
    """Read the plain scalar `text`: null, true, 16, 0o14, 0x1F, 1e-3, or text.

    A `ScalarError` if YAML 1.1 and 1.2 disagree about it, or it is a number outside the range of Python's floats or `MAX_INTEGER`.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text in _SWITCHES:
        message = f"{text} means {_SWITCHES[text]} to some programs and the text '{text}' to others"
        value_hint = f"write {_SWITCHES[text]}"
        raise ScalarError(message, f'{value_hint}, or "{text}" for the text', value_hint)
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text, 10)
    if _BASED.fullmatch(text):
        return _integer(text, 16 if text[1] == "x" else 8)
    _refuse_ambiguous(text)
    if _FLOAT.fullmatch(text):
        return _float(text)
    return text


def scalar_or_text(text: str) -> str | float | bool | None:
    """As `read_scalar`, but with the text itself for a scalar that is refused."""
    try:
        return read_scalar(text)
    except ScalarError:
        return text


def _integer(text: str, base: int) -> int:
    value = int(text[:40], base)
    if abs(value) > MAX_INTEGER:
        hint = f"whole numbers reach to {MAX_INTEGER:,}; write larger ones like 1.5e17"
        raise ScalarError(f"{shortened(text)} is too large for a whole number", hint)
    return value


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ScalarError(f"{shortened(text)} is too large for a number", "numbers reach to about 1.8e308")
    if value == 0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        raise ScalarError(f"{shortened(text)} is too small for a number", "numbers reach down to about 5e-324; write 0")
    return value


def _refuse_ambiguous(text: str) -> None:
    """Raise for everything that a YAML 1.1 reader takes for a number or date and YAML 1.2 does not."""
    short, others, octal = shortened(text), "text", ""
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError(f"{text} is not a number that a figure can show", "write a finite number")
    if match := _LEADING_ZERO.fullmatch(text):
        sign, digits = match[1], shortened(match[2])
        meaning, instead, others = f"{sign}{digits}", f"{sign}{digits}", "octal or text"
        if not sign and set(match[2]) <= set("01234567"):
            octal = f"0o{digits} for octal"
    elif _UNDERSCORES.fullmatch(text):
        meaning, instead = "a number", shortened(text.replace("_", ""))
    elif _BINARY.fullmatch(text) or _SIGNED_HEX.fullmatch(text):
        meaning, instead = "a number", shortened(str(int(text[:60], 0)))
    elif _SIXTIES.fullmatch(text):
        meaning, instead = "a number in base sixty", _base_sixty(text[:60])
    elif _DATE.fullmatch(text):
        meaning, instead = "a date", ""
    else:
        return
    numbers, quoted = [each for each in (instead, octal) if each], f'"{short}" for the text'
    hint, value_hint = _one_of([*numbers, quoted]), _one_of(numbers or [quoted])
    raise ScalarError(f"{short} is {meaning} to some programs and {others} to others", hint, value_hint)


def _one_of(forms: list[str]) -> str:
    """``write 12``, ``write 12, or "012" for the text``."""
    return f"write {', '.join(forms[:-1])}{', or ' if len(forms) > 1 else ''}{forms[-1]}"


def _base_sixty(text: str) -> str:
    sign, *parts = text[0] if text[0] in "+-" else "", *text.lstrip("+-").replace("_", "").split(":")
    total = 0.0
    for part in parts:
        total = total * 60 + float(part or 0)
    return f"{sign.strip('+')}{total:g}"


def in_flow(value: Any) -> str:
    """A value in one line: ``{at: 1, name: 'a, b'}``."""
    if isinstance(value, str):
        doubled = value.replace("'", "''")
        return value if _is_plain(value) else f"'{doubled}'"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{in_flow(key)}: {in_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(in_flow, value))}]"
    return repr(value) if isinstance(value, int | float) else "…"


def _is_plain(text: str) -> bool:
    try:
        return bool(_PLAIN.fullmatch(text)) and type(read_scalar(text)) is str
    except ScalarError:
        return False
