"""Numbers and texts in data, and numbers as they are written."""

from __future__ import annotations

import re
from typing import Any

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")
_SPOKEN_POWER = re.compile(r"(?:([\d.]+) times )?ten to the (minus )?(\d+)")


def numbers_in(value: Any) -> set[float]:
    """Every number of a JSON value."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return set()
    if isinstance(value, (int, float)):
        return {float(value)}
    return set().union(*map(numbers_in, value.values() if isinstance(value, dict) else value))


def strings_in(value: Any) -> set[str]:
    """Every text of a JSON value."""
    if isinstance(value, str):
        return {value}
    if not isinstance(value, dict | list):
        return set()
    return set().union(*map(strings_in, value.values() if isinstance(value, dict) else value))


def is_rounding_of(text: str, value: float) -> bool:
    """Whether `text` is `value` to the digits that it shows."""
    plain = text.replace(",", "")
    mantissa, _, exponent = plain.partition("e")
    decimals = len(mantissa.partition(".")[2])
    step = 10.0 ** (int(exponent or 0) - decimals)
    return bool(abs(float(plain) - value) <= 0.5000001 * step + 1e-9 * abs(value))


def spoken_digits(spoken: str) -> str:
    """A spoken number in digits: powers of ten as exponents."""
    text = _SPOKEN_POWER.sub(lambda found: f"{found[1] or '1'}e{'-' if found[2] else ''}{found[3]}", spoken)
    return text.replace("zero", "0")
