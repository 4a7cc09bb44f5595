"""Numbers as people write them, such as ``1,5``, ``10k`` and ``√2``, and calls in Python that make numbers, such as ``np.linspace(0, 1, 5)``."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping

from sitegen.spec.message_format import MOST_LISTED

NUMBER = r"([+-]?\d{1,15}(?:\.\d{0,15})?(?:[eE][+-]?\d{1,3})?)"
"""Pattern of a number with its sign; a group."""
GROUPED = re.compile(
    r"([+-]?[1-9][0-9]{0,2})((?P<sign>[,.'’ \u00a0\u202f])[0-9]{3}(?:(?P=sign)[0-9]{3})*)([.,][0-9]+)?"
)
"""A number whose digits are in groups of three, such as 1,234.5."""
MINUS_SIGNS = str.maketrans(dict.fromkeys("−–‑－﹣", "-"))
"""Dashes that stand for a minus sign."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_TO_NINETEEN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_BELOW_HUNDRED = {word: number for number, word in enumerate(_TO_NINETEEN)} | {
    f"{ten} {one}".strip(): number + below
    for number, ten in zip(range(20, 100, 10), _TENS, strict=True)
    for below, one in enumerate(["", *_TO_NINETEEN[1:10]])
}
_LONGEST_WORDS = 60
"""Characters of a text that is read as a number in words."""


def _ungrouped(first: str, groups: str, sign: str, rest: str | None) -> float:
    if rest and rest[0] == sign:
        raise ValueError
    return float(first + groups.replace(sign, "") + (rest or "").replace(",", "."))


_COUNTED = (
    "(?:(?:batch|class)(?:es)?|(?:bar|bin|cell|column|curve|draw|edge|epoch|example|frame|head|image|item|iteration|layer|level|neuron"
    "|node|path|point|row|run|sample|seed|sequence|state|step|time|token|unit|value|weight|word)s?)"
)
"""What numbers in a spec count. Any other word behind a number may be a unit with a factor of its own; lengths are in px."""
_SHARES = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4}
_FORMS: Mapping[re.Pattern[str], Callable[..., float]] = {
    re.compile(NUMBER): float,
    GROUPED: _ungrouped,
    re.compile(r"([+-]?\d{1,15}),(\d{1,15}(?:[eE][+-]?\d{1,3})?)"): lambda whole, part: float(f"{whole}.{part}"),
    re.compile(rf"{NUMBER}\s*(?:[kK]|thousand)"): lambda thousands: float(thousands) * 1e3,
    re.compile(rf"{NUMBER}\s*(?:M|mn|millions?)"): lambda millions: float(millions) * 1e6,
    re.compile(rf"{NUMBER}\s*(?:bn|billions?)"): lambda billions: float(billions) * 1e9,
    re.compile(rf"{NUMBER}\s*(?:%|percent|per cent|pct)"): lambda share: float(share) / 100,
    re.compile(rf"{NUMBER}\s*(?:‰|per mille)"): lambda share: float(share) / 1000,
    re.compile(rf"[$€£¥]\s*{NUMBER}"): float,
    re.compile(rf"{NUMBER}\s*[$€£¥]"): float,
    re.compile(rf"{NUMBER}\s*(?:bps?|basis points?)"): lambda share: float(share) / 1e4,
    re.compile(rf"{NUMBER}\s*ppm"): lambda share: float(share) / 1e6,
    re.compile(rf"{NUMBER}\s*ppb"): lambda share: float(share) / 1e9,
    re.compile(rf"{NUMBER}(?:\s+{_COUNTED}|px|[fFlL])", re.IGNORECASE): float,
    re.compile(rf"{NUMBER}\s*/\s*{NUMBER}"): lambda above, below: float(above) / float(below),
    re.compile(rf"(\d{{1,15}})\s+{NUMBER}/{NUMBER}"): lambda whole, above, below: (
        int(whole) + float(above) / float(below)
    ),
    re.compile(r"(\d{0,15})\s*([¼½¾⅐-⅞])"): lambda whole, part: int(whole or 0) + unicodedata.numeric(part),
    re.compile(r"(?:(?:a|one) )?(half|third|quarter)"): _SHARES.__getitem__,
    re.compile(r"10\s*(?:\^|\*\*)\s*[({]?([+-]?\d{1,3})[)}]?"): lambda power: float(f"1e{power}"),
    re.compile(rf"{NUMBER}\s*[x×*·⋅]\s*10\s*(?:\^|\*\*)\s*[({{]?([+-]?\d{{1,3}})[)}}]?"): lambda number, power: float(
        f"{number}e{power}"
    ),
    re.compile(rf"{NUMBER}\s*[x×·⋅]\s*10([+-]\d{{1,3}})"): lambda number, power: float(f"{number}e{power}"),
    re.compile(r"([+-]?\d{1,15}(?:\.\d{0,15})?)[dDqQ]([+-]?\d{1,3})"): lambda number, power: float(f"{number}e{power}"),
    re.compile(r"(\d{1,4})\s*(?:\^|\*\*)\s*([+-]?\d{1,3})"): lambda base, power: float(base) ** int(power),
    re.compile(rf"{NUMBER}\s*(?:±|\+/?-)\s*{NUMBER}"): lambda number, _: float(number),
    re.compile(
        rf"(?:\w{{1,20}}\.)?(?:[tT]ensor|array|scalar|Decimal|b?float\d*|int\d*|double)\({NUMBER}(?:,.{{0,60}})?\)"
    ): float,
    re.compile(r"(0[xX][0-9a-fA-F]{1,12}|0[bB][01]{1,48}|0[oO][0-7]{1,16})"): lambda digits: float(int(digits, 0)),
    re.compile(rf"{NUMBER}?\s*\*?\s*(?:np\.|math\.)?(?:π|pi)"): lambda times: float(times or 1) * math.pi,
    re.compile(rf"(?:√|(?:np\.|math\.)?sqrt)\s*\(?{NUMBER}\)?"): lambda square: math.sqrt(float(square)),
}
"""Numbers as people write them, and their values."""
_ENDS = re.compile(rf"{NUMBER}\s*(?:-|–|\.\.+|…|:|to)\s*{NUMBER}")
"""The two ends of a range, as people write them."""
_BEGINNING = r"\s*(?:np\.|numpy\.)?(linspace|arange|range)\("
_CALL = re.compile(rf"{_BEGINNING}([-+.,\deE\s]{{1,80}})\)\s*")
_TWO_ENDS = re.compile(rf"{_BEGINNING}([^,()]+),([^,()]+)")
_LONGEST = 120
"""Characters of a text that is looked at as a call."""
_MOST_COUNTED = 10**15
"""The most numbers that a call may make; whole numbers up to here are different floats."""


def written_number(text: str) -> float | None:
    """The number in `text`, in one of the forms that people use and YAML does not know."""
    plain = _with_plain_signs(text)
    in_words = _number_in_words(re.sub("[ -]+", " ", plain.lower())) if len(plain) <= _LONGEST_WORDS else None
    if in_words is not None:
        return float(in_words)
    for form, value in _FORMS.items():
        if found := form.fullmatch(plain):
            try:
                number = value(*found.groups())
            except (ArithmeticError, ValueError):
                return None
            return number if math.isfinite(number) else None
    return None


def is_unclear(text: str) -> bool:
    """Whether the comma in `text` is between thousands or the decimal sign, as in ``1,234``."""
    return bool(re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", text))


def as_written(number: float) -> str:
    """A number as a hint says it."""
    return f"{number:.17g}" if number.is_integer() else repr(number)


def _with_plain_signs(text: str) -> str:
    """The text without signs around a number that say ``about`` or begin a formula, with a hyphen for the minus and ^ for raised digits."""
    plain = text.strip().translate(MINUS_SIGNS)
    if len(plain) > 2 and plain[0] == plain[-1] == "$":
        plain = plain[1:-1]
    plain = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+", lambda raised: "^" + raised[0].translate(_RAISED), plain)
    return plain.lstrip("~≈∼ ")


def _number_in_words(text: str) -> int | None:
    """The whole number in words of English between single blanks, such as ``one hundred and twenty eight``."""
    for word, size in {"thousand": 1000, "hundred": 100}.items():
        if found := re.fullmatch(rf"(?:(.+) )?{word}(?: (?:and )?(.+))?", text):
            count = _number_in_words(found[1]) if found[1] else 1
            rest = _number_in_words(found[2]) if found[2] else 0
            return None if count is None or rest is None or max(count, rest) >= size else count * size + rest
    return _BELOW_HUNDRED.get(text)


def is_not_finite(text: str) -> bool:
    """Whether `text` is infinity or no number, as Python, JSON and other tools write them."""
    return bool(re.fullmatch(r"[+-]?\s*(?:inf(?:inity)?|∞)|nan|n/a|n\.a\.", text.strip(), re.IGNORECASE))


def written_range(text: str) -> tuple[str, str] | None:
    """Both ends of a range of numbers such as ``1-10`` and ``1 to 10``; None for other texts."""
    found = _ENDS.fullmatch(text)
    return (found[1], found[2]) if found else None


def numbers_of_call(text: str, *, whole_only: bool = False) -> str:
    """The list that a call makes, ``[0, 0.25, 0.5, 0.75, 1]``; only its beginning and its end if it is long; else empty."""
    found = _CALL.fullmatch(text) if len(text) <= _LONGEST else None
    if not found:
        return ""
    try:
        ends = [float(each) for each in found[2].split(",")]
    except ValueError:
        return ""
    begin, step, count = _spaced(found[1], ends)
    if count < 1 or not math.isfinite(begin + step * count):
        return ""
    numbers = [begin + step * at for at in (range(count) if count <= MOST_LISTED else (0, 1, 2, count - 1))]
    if whole_only and not all(number.is_integer() for number in numbers):
        return ""
    shown = [f"{number:.15g}" for number in numbers]
    if count > MOST_LISTED:
        shown.insert(3, "…")
    return f"[{', '.join(shown)}]"


def ends_of_call(text: str) -> tuple[str, str] | None:
    """The first two values in the parentheses of a call, as they are written; None for other texts."""
    found = _TWO_ENDS.match(text[:_LONGEST])
    return (found[2].strip(), found[3].strip()) if found else None


def _spaced(name: str, ends: list[float]) -> tuple[float, float, int]:
    """The first number, the distance of two, and how many there are; 0 for a call that cannot be."""
    if name == "linspace":
        if len(ends) not in {2, 3}:
            return 0.0, 0.0, 0
        wanted = ends[2] if len(ends) > 2 else 50  # numpy's default
        count = int(wanted) if 1 <= wanted <= _MOST_COUNTED else 0
        return ends[0], (ends[1] - ends[0]) / max(1, count - 1), count
    if len(ends) > 3 or (len(ends) > 2 and ends[2] == 0):
        return 0.0, 0.0, 0
    begin, end, step = (*([0.0] if len(ends) == 1 else []), *ends, 1.0)[:3]
    distance = (end - begin) / step
    return begin, step, math.ceil(distance) if 0 < distance <= _MOST_COUNTED else 0
