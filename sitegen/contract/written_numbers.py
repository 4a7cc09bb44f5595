"""Numbers and texts in data, those that words may say, and numbers as they are written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sitegen.description.sentences import Description, Sentence
from sitegen.figure import Figure

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


def all_sentences(words: Description) -> list[Sentence]:
    """Every sentence of a figure."""
    rules = [table.rule for table in (words.table, *words.more_tables) if table.rule]
    answers = [each for answer in words.answers for each in answer.sentences]
    return [*words.readouts, *words.all_sentences, *words.steps, *answers, *rules]


class KnownNumbers:
    """The numbers that the words of a figure may say: those of `data.json`, and what is derived from the data."""

    def __init__(self, figure: Figure, derived: Mapping[str, Iterable[float]]) -> None:
        content = json.loads(figure.files["data.json"])
        self.numbers = numbers_in(content["data"]) | numbers_in(content["params"])
        lists = [value for value in content["params"].values() if isinstance(value, list)]
        self.texts = strings_in([content["data"], content["params"]]) | {", ".join(map(str, each)) for each in lists}
        self.derived = {name: set(map(float, values)) for name, values in derived.items()}
        if figure.states:
            states = math.prod(len(axis.values) for axis in figure.states.axes)
            self.derived["all"] = self.derived.get("all", set()) | {float(states)}

    def has(self, number: float, *names: str) -> bool:
        """Whether a sentence may say `number` as one of the values `names`."""
        known = self.numbers.union(*(self.derived.get(name, ()) for name in names))
        return number in known or any(math.isclose(number, one, rel_tol=1e-9, abs_tol=1e-12) for one in known)
