"""Numbers in the cells of text tables: what is read, and how to write what is not."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping

from sitegen.spec.data.table import Wrong
from sitegen.spec.data.totals import DELETE_IF_TOTAL, is_named_like_total
from sitegen.spec.data.values import too_small
from sitegen.spec.message_format import format_value
from sitegen.spec.number_forms import GROUPED, MINUS_SIGNS, as_written, is_unclear, written_number

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_PLAIN = r"([+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?(?:[eE][+-]?[0-9]{1,3})?)"
_SIGNED = re.compile(
    rf"(?P<currency>[$€£¥])\s*{_PLAIN}|{_PLAIN}\s*(?P<sign>[%‰$€£¥]|(?!x|(?:[eEkKM]|bn|mn|pct)\Z)[a-zA-Zµ]{{1,3}})"
)
"""A number with a currency, a percent sign or a short unit."""
_UNIT = r"[\[(](?:1|[^0-9].*)[\])]|(?:[fpnuµmckMGT]?(?:s|V|A|Hz|B|W|J|m|g|K|Pa)|%|‰|°C?|dB|a\.?u\.?|px|nats?|bits?|sec|min|h)(?:/[a-z]+)?"
"""A unit that stands alone, or anything in brackets."""
_NOT_NUMBERS: Mapping[re.Pattern[str], str] = {
    re.compile(
        rf"[<>≤≥]=?\s*{_PLAIN}"
    ): "this is a limit and no value: leave the cell empty, and write blank: skip in the spec",
    re.compile(rf"\({_PLAIN}\)"): r"write -\1 if the brackets stand for a minus, or else \1",
    re.compile(r"([0-9]{1,15}(?:\.[0-9]{0,15})?)-"): r"write -\1",
    re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}"): (
        "dates are not read: count days or steps"
    ),
    re.compile(r"[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?"): "times are not read: count seconds",
    re.compile(rf"[\"'‘“„]{_PLAIN}[\"'’”“]?|{_PLAIN}\s*(?:[*†‡§]+|[(\[].*|(?:±|\+/-).*)"): r"write \1\2",
    re.compile(r"\[.+[, ].+\]"): "a cell has one number: write each in a column of its own",
    re.compile(r"#[A-Z/0]+[!?]|#+"): "this is an error of the spreadsheet: mend it there, or leave the cell empty",
    re.compile(r"=.+"): "this is a formula: save its value",
    re.compile(_UNIT): "delete this row if it has units",
    re.compile(rf"\[{_PLAIN}\]"): r"write \1",
}
"""Cells that people take for numbers, and what to write instead."""
_LIKE_A_NUMBER = re.compile(r"[+-]?[0-9.,]+(?:[eE][+-]?[0-9]+)?")
_WITH_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?")


def read_number(cell: str) -> int | float | Wrong:
    """The number in a cell, or what is wrong with it."""
    plain = cell.strip()
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if not plain:
        return Wrong("the cell is empty")
    value = _as_float(plain)
    if value is None:
        return Wrong(f"{format_value(cell)} is not a number", _number_hint(plain))
    if too_small(plain, value):
        return Wrong(f"{format_value(cell)} is too small for a number", "write 0")
    return value if math.isfinite(value) else Wrong(f"{format_value(cell)} is not a finite number")


def _as_float(text: str) -> float | None:
    """The number that Python reads, but without underscores and digits of other scripts; None for other texts."""
    try:
        return float(text) if text.isascii() and "_" not in text else None
    except ValueError:
        return None


def read_with_comma(cell: str) -> int | float | Wrong:
    """The number in a cell of a table whose decimal sign is a comma."""
    if not _WITH_COMMA.fullmatch(cell.strip()):
        return read_number(cell)
    number = read_number(cell.replace(",", "."))
    return Wrong(number.message.replace(".", ","), number.hint) if isinstance(number, Wrong) else number


def has_decimal_commas(cells: Iterable[str]) -> bool:
    """Whether the decimal sign is clearly a comma: no number has a point, and not all commas may be between thousands."""
    is_clear = False
    for cell in cells:
        plain = cell.strip()
        if not ("," in plain or "." in plain) or not _LIKE_A_NUMBER.fullmatch(plain):
            continue
        if not _WITH_COMMA.fullmatch(plain):
            return False
        is_clear = is_clear or not GROUPED.fullmatch(plain)
    return is_clear


def _number_hint(text: str) -> str:
    """How to write a number with other signs or digits, or with digits in groups."""
    if grouped := GROUPED.fullmatch(text[:60]):
        first, groups, sign, rest = grouped[1], grouped[2], grouped["sign"], grouped[4] or ""
        if rest[:1] == sign:
            return ""
        whole = f"write {first}{groups.replace(sign, '')}{rest.replace(',', '.')}, without a sign between the thousands"
        return f"{whole}, or {text.replace(',', '.')} if the comma is the decimal sign" if is_unclear(text) else whole
    if signed := _SIGNED.fullmatch(text[:60]):
        number = signed[2] or signed[3]
        parts = {"%": 100, "‰": 1000}.get(signed["sign"] or "")
        share = f", or {float(number) / parts!r} for the share" if parts else ""
        return f"write {number}, without {signed['currency'] or signed['sign']}{share}"
    short = text[:60]
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in short)
    others = {
        text.translate(MINUS_SIGNS): ", with a hyphen",
        text.replace("_", ""): "",
        digits: "",
        text.replace(",", ".", 1): ", with a point",
    }
    for written, how in others.items():
        number = _as_float(written)
        if written not in {text, short} and number is not None and math.isfinite(number):
            return f"write {written}{how}"
    return _other_hint(text)


def _other_hint(text: str) -> str:
    """What to do with a number in another form, a date, or a unit."""
    if text.lower() in {"true", "false"}:
        return "write 1 for true and 0 for false"
    if is_named_like_total(text):
        return DELETE_IF_TOTAL
    for form, hint in _NOT_NUMBERS.items():
        if found := form.fullmatch(text[:60]):
            return str(found.expand(hint))
    number = None if text.isalpha() else written_number(text[:60])
    return "" if number is None else f"write {as_written(number)}"
