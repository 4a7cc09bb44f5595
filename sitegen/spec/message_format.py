"""Format values, field paths and lists of names for error messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from sitegen.description.english import plural
from sitegen.errors import did_you_mean

FieldPath = tuple[str | int, ...]
"""Keys and indices that lead to a value of a spec: ``("params", "layers", 2)``."""
MOST_LISTED = 12
"""The most names, items or numbers that a message lists."""
_HUGE, _LONGEST_TEXT = 10**40, 1000


def shortened(text: str, limit: int = 40) -> str:
    """`text` cut to `limit` printable characters."""
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def listed(names: Iterable[str], limit: int = MOST_LISTED) -> str:
    """The first of `names` in printable characters: ``step, layer, …``."""
    known = list(map(shortened, islice(names, limit + 1)))
    return ", ".join(known[:limit]) + (", …" if len(known) > limit else "")


def nearest_or_all(given: str, known: Collection[str], what: str, folder: str = "") -> str:
    """A hint: the nearest of the known names or, where none is near, the first of all: ``columns here: step, …``.

    The names of files are written with their `folder`.
    """
    return did_you_mean(given, known, folder) or f"{what} here: {listed([folder + each for each in known]) or 'none'}"


def nearest_numbers(given: float, known: Collection[float]) -> str:
    """A hint: the numbers on both sides of `given`, ``the nearest are 200 and 210``."""
    below, above = ([each for each in known if (each < given) is is_below] for is_below in (True, False))
    near = [*([max(below)] if below else []), *([min(above)] if above else [])]
    return f"the nearest {'is' if len(near) == 1 else 'are'} {' and '.join(f'{each:.15g}' for each in near)}"


def counted(count: int, noun: str) -> str:
    """``1 item``, ``2 items``."""
    return f"{count:,} {plural(count, noun)}"


def there_are(count: int, noun: str) -> str:
    """``there is 1 row``, ``there are 2 rows``."""
    return f"there {'is' if count == 1 else 'are'} {counted(count, noun)}"


def format_number(value: float) -> str:
    """A number as an author would write it, with all its digits: ``64``, ``0.001``."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def format_value(value: object) -> str:
    """A value in YAML's words."""
    if isinstance(value, str):
        value = value[:_LONGEST_TEXT]
        return f"'{shortened(' '.join(value.split()) if value.strip() else value)}'"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) > _HUGE:
        return "a huge number"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return "a list"
    return "a mapping" if isinstance(value, Mapping) else f"a value of type {type(value).__name__}"


def dotted(path: FieldPath) -> str:
    """``params.layers.2``."""
    return ".".join(shortened(str(step)) for step in path)


def parse_dotted(text: str) -> FieldPath:
    """The path that `dotted` writes as `text`."""
    return tuple(int(part) if part.isdecimal() else part for part in text.split(".")) if text else ()
