"""What no text about any figure may contain: wrong plurals, signed zeros, empty ranges, one number in two forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from sitegen.description.number_format import Count, Counted
from sitegen.description.sentences import Sentence

_NOUNS = "layers|neurons|samples|steps|tokens|seeds|units|digits|decimals|points|cards|draws|paths|states|columns|rows|cells|bands|values"
BAD = {
    "a plural of one": rf"(?<![\d.,])1 ({_NOUNS})\b",
    "a verb for many": r"(?<![\d.,])1 of \S+ \w+ (are|count|have)\b",
    "a signed zero": r"[-−]0(\.0+)?(?![\d.]|e)",
    "an exact zero": r"\babout 0(?!\d|\.\d)",
    "an estimate of a limit": r"\babout [<>]",
    "zero percent": r"(?<![\d.])0(\.0+)? %",
    "a factor of one": r"factor of 1\.0+(?![\de])",
    "no orders": r"(?<!\d)0\.00? orders",
    "a short number with an exponent": r"\de-?[0-3]\b",
    "two spaces": r"\S  +\S",
    "a range of one value": r"(?<![\d.,-])(\d[\d.e-]*) to \1(?![\d,e]|\.\d)",
    "no value": r"\b(nan|inf|None|True|False)\b",
    "an empty name": r"\(\s*\)",
    "a name from a spec": r"\b(relu|leaky-relu)\b",
}


LONG = re.compile(r"-?[\d,]*(?:[1-9]\.\d{7,}|0\.0*[1-9]\d{6,})(?:e-?\d+)?")
"""A number with so many decimals that most of them could be rounding errors."""


def tells_places_apart(text: str, places: Iterable[float]) -> bool:
    """Whether a number is a place in its shortest form that no other place has, except those that differ by rounding errors."""
    number, known = Decimal(text.replace(",", "")), [Decimal(place) for place in places]
    unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
    return any(
        abs(place - number) * 2 <= unit
        and any(abs(place) * Decimal("1e-12") < abs(place - other) <= 11 * unit for other in known)
        for place in known
    )


def check_language(sentences: Iterable[Sentence], places: Iterable[float] = ()) -> None:
    """Every sentence reads well by itself, and no number stands in two forms in all of them.

    Only numbers that tell two of the `places` apart have many digits.
    """
    forms: dict[float, set[str]] = defaultdict(set)
    for each in sentences:
        text = each.text()
        for fault, pattern in BAD.items():
            assert not re.search(pattern, text), f"{fault}: {text}"
        for number in LONG.findall(text):
            assert tells_places_apart(number, places), f"a rounding error: {text}"
        assert text == text.strip()
        for name, value in each.values.items():
            if not isinstance(value, str | Count | Counted) and value.number and name != "beat":
                forms[float(f"{value.number:.12g}")].add(value.visible())
    for number, texts in forms.items():
        assert len({"e" in text for text in texts}) == 1, f"{number}: {texts}"
