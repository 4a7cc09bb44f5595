"""Sentences as readers see them, taken apart by patterns of the tests' own, and checked against numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from sitegen.figures import KINDS
from sitegen.scene.canvas import NARROW
from sitegen.scene.shapes import Text

_ABOUT = r"(?:about (?!0(?!\d|\.\d)|[<>])|(?=0(?!\d|\.\d)|[<>]))"
Groups = Mapping[str, str]
Claim = tuple[re.Pattern[str], Callable[[Any, Groups], bool]]


def claims(table: Mapping[str, Callable[[Any, Groups], bool]]) -> list[Claim]:
    """Patterns with ``{names}`` for what varies, each with the check of what it claims.

    A value "about" which others are is not zero, and not beside a limit.
    """
    named = ((re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(pattern)), check) for pattern, check in table.items())
    return [(re.compile(pattern.replace(r"about\ (?P", f"{_ABOUT}(?P") + r"\Z"), check) for pattern, check in named]


def check(texts: Iterable[str], known: list[Claim], facts: Any) -> None:
    """Every text is known, and at least one pattern that fits it finds its claim true."""
    for text in texts:
        fitting = [(found, holds) for pattern, holds in known if (found := pattern.match(text))]
        assert fitting, f"no pattern knows: {text}"
        assert any(_holds(facts, found.groupdict(), holds) for found, holds in fitting), f"false: {text}"


def _holds(facts: Any, groups: Groups, holds: Callable[[Any, Groups], bool]) -> bool:
    """Whether the claim is true; a group that is not the number it should be belongs to another pattern."""
    try:
        return holds(facts, groups)
    except (ValueError, ArithmeticError, LookupError):
        return False


def any_part(parts: Callable[[Any, Groups], Iterable[Any]], holds: Callable[[Any, Groups], bool]) -> Any:
    """Whether a claim holds for one of the parts of a figure that a sentence may mean."""

    def check(facts: Any, groups: Groups) -> bool:
        return any(_holds(part, groups, holds) for part in parts(facts, groups))

    return check


def has_cut_names(kind: str, params: Any, names: Iterable[str]) -> bool:
    """Whether the narrow drawing does not have each name whole, once for everything that is called so."""
    scene = KINDS[kind].draw(params, KINDS[kind].compute(params), NARROW)
    drawn = Counter(mark.text for mark in scene.marks() if isinstance(mark, Text))
    return bool(Counter(list(names)) - drawn)


def number(text: str) -> float:
    """The number that a text writes."""
    return float(text.replace(",", ""))


def exact(text: str) -> Decimal:
    """The same, also beyond the range of a float."""
    return Decimal(text.replace(",", ""))


_ONE = {"rings": "A ring", "mark": "marks"}
_SEVERAL = {"rings": "Rings", "mark": "mark"}
VALUES = {"The value of {count} is": 1, "The values of {count} are": 2}
"""The beginnings of sentences about one value and about several."""


def in_number(groups: Groups, count: int) -> bool:
    """Whether rings are in the singular for one, and in the plural for several."""
    return all(groups[name] == form for name, form in (_ONE if count == 1 else _SEVERAL).items())


def shows(text: str, log10: float) -> bool:
    """Whether `text` is the number with this logarithm, to the digits that it shows."""
    if text[0] in "<>":
        limit = math.log10(number(text[2:]))
        return abs(log10 - limit) < 1e-4 and (log10 < limit) == (text[0] == "<")
    if log10 == -math.inf:
        return text == "0"
    mantissa, _, exponent = text.replace(",", "").partition("e")
    half = Decimal(5).scaleb(int(exponent or 0) - len(mantissa.partition(".")[2]) - 1)
    written = exact(text)
    low = float((written - half).log10()) if written > half else -math.inf
    return low - 1e-9 <= log10 <= float((written + half).log10()) + 1e-9


_WORDS = {
    "just less than a hundredth of it": (-2, -1),
    "just more than a hundredth of it": (-2, 1),
    "just less than a hundred times as much": (2, -1),
    "just more than a hundred times as much": (2, 1),
}


def shows_ratio(text: str, log10: float, other: float) -> bool:
    """Whether `text` is the number with this logarithm, or says how it compares with the number whose logarithm is `other`."""
    if text not in _WORDS:
        return shows(text, log10)
    limit, side = _WORDS[text]
    return abs(log10 - other - limit) < 1e-4 and (log10 - other - limit) * side > 0


def shows_value(text: str, value: float) -> bool:
    """The same for a plain number."""
    return shows(text, math.log10(value) if value > 0 else -math.inf)


def shows_power(text: str, exponent: int) -> bool:
    """Whether `text` is a power of ten."""
    return math.isclose(number(text), 10.0**exponent, rel_tol=1e-12)
