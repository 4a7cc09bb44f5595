"""Numbers in forms that people use and YAML does not know, such as ``1,5``, ``10k`` and ``√2``, and ranges of numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

NUMBER = r"([+-]?\d{1,15}(?:\.\d{0,15})?)"
"""Pattern of a number with its sign; a group."""
_NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FORMS: Mapping[re.Pattern[str], Callable[..., float]] = {
    re.compile(r"([+-]?\d{1,15}),(\d{1,15})"): lambda whole, part: float(f"{whole}.{part}"),
    re.compile(NUMBER): float,
    re.compile(rf"{NUMBER}\s*[kK]"): lambda thousands: float(thousands) * 1e3,
    re.compile(rf"{NUMBER}\s*M"): lambda millions: float(millions) * 1e6,
    re.compile(rf"{NUMBER}\s*%"): lambda share: float(share) / 100,
    re.compile(rf"[$€£¥]\s*{NUMBER}"): float,
    re.compile(rf"{NUMBER}\s*[$€£¥]"): float,
    re.compile(rf"{NUMBER}(?:\s+[a-zA-Z]{{2,20}}|px|pt)"): float,
    re.compile(rf"{NUMBER}\s*/\s*{NUMBER}"): lambda above, below: float(above) / float(below),
    re.compile(r"10\s*(?:\^|\*\*)\s*\{?([+-]?\d{1,3})\}?"): lambda power: float(f"1e{power}"),
    re.compile(rf"{NUMBER}?\s*\*?\s*(?:np\.|math\.)?(?:π|pi)"): lambda times: float(times or 1) * math.pi,
    re.compile(rf"(?:√|(?:np\.|math\.)?sqrt)\s*\(?{NUMBER}\)?"): lambda square: math.sqrt(float(square)),
}
"""Numbers as people write them, and their values."""
_ENDS = re.compile(rf"{NUMBER}\s*(?:-|–|\.\.+|…|:|to)\s*{NUMBER}")
"""The two ends of a range, as people write them."""


def written_number(text: str) -> float | None:
    """The number in `text`, in one of the forms that people use and YAML does not know."""
    plain = text.strip().replace("−", "-")
    if plain.lower() in _NUMERALS:
        return float(_NUMERALS.index(plain.lower()))
    for form, value in _FORMS.items():
        if found := form.fullmatch(plain):
            try:
                return value(*found.groups())
            except (ArithmeticError, ValueError):
                return None
    return None


def written_range(text: str) -> tuple[str, str] | None:
    """Both ends of a range of numbers such as ``1-10`` and ``1 to 10``; None for other texts."""
    found = _ENDS.fullmatch(text)
    return (found[1], found[2]) if found else None
