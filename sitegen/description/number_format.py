"""Number format and plurals: each number of a figure as visible and as spoken text.

A `Quantity` is a value with two texts. Sentences and tables hold quantities, never finished strings, so that tests can check
"every number in the prose is in the data" and the same sentence can be shown and read aloud. All rounding is half up on the
exact value of the float (0.125 is ``0.13``); Python's own formatting rounds half to even. Whatever a number measures or counts,
the digits before its point are in groups of three from 1,000 on.

Numbers are msgspec structs, since tables have thousands of them, whose texts are looked up in caches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from typing import ClassVar, Protocol

from msgspec import Struct

from sitegen.description.english import plural

_EXACT = Context(prec=400)
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_WHOLE = 1e15
_LEAST_PLAIN, _MOST_PLAIN = -3, 3
"""Powers of ten between which people write plain decimals."""


class Quantity(Protocol):
    """A value in a sentence or a table cell."""

    @property
    def number(self) -> float | None:
        """The number; None for text."""

    def __hash__(self) -> int:
        """Quantities are keys of caches."""

    def visible(self) -> str:
        """Text to see: ``3.1e-5``."""

    def spoken(self) -> str:
        """Text to hear: ``3.1 times ten to the minus 5``."""


@lru_cache(maxsize=4096)
def fixed_text(value: float | Decimal, digits: int) -> str:
    """`value` with `digits` decimals, rounded half up on its exact value: ``0.50``."""
    rounded: float | Decimal = value
    if float(f"{value:.{digits + 1}f}") == value:  # perhaps a tie, which Python would round to even
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)
    return f"{rounded:z.{digits}f}"


@lru_cache(maxsize=4096)
def _mantissa_exponent(value: float | Decimal, digits: int) -> tuple[str, int]:
    """`value` with `digits` significant digits, rounded half up on its exact value."""
    if float(f"{value:.{digits}e}") == value:  # perhaps a tie, as above
        value = _rounding(digits).create_decimal(value)
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    return mantissa, int(exponent)


@cache
def _rounding(digits: int) -> Context:
    return Context(prec=digits, rounding=ROUND_HALF_UP)


def _grouped(text: str) -> str:
    """The decimal in `text` with commas between the thousands: ``1,024.5``."""
    whole, point, decimals = text.partition(".")
    return f"{int(whole):,}{point}{decimals}" if len(whole) > 3 else text


def _signed(text: str) -> str:
    """`text` with its minus sign as a word, which every speech engine reads."""
    return f"minus {text[1:]}" if text.startswith("-") else text


def superscript(exponent: int) -> str:
    """An exponent as typeset: ``⁻⁵``."""
    return str(exponent).translate(_SUPERSCRIPTS)


def _without_zeros(text: str) -> str:
    """`text` without the zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


class Count(Struct, frozen=True, gc=False):
    """A whole number of things: ``1,024``."""

    number: int

    def visible(self) -> str:
        """The number with its digits in groups of three."""
        return f"{self.number:,}"

    def spoken(self) -> str:
        """The same: speech engines read groups well."""
        return _signed(self.visible())


def whole_number(value: float) -> Count | None:
    """A whole number as a `Count`; None for other numbers, and for those with more digits than a float has."""
    return Count(int(value)) if value.is_integer() and abs(value) < _MOST_WHOLE else None


class Counted(Struct, frozen=True, gc=False):
    """A whole number with its noun, in the right form: ``1 step``, ``24 steps``."""

    number: int
    noun: str

    def visible(self) -> str:
        """The number grouped in thousands, then the noun."""
        return f"{Count(self.number).visible()} {plural(self.number, self.noun)}"

    def spoken(self) -> str:
        """The same, with a minus sign as a word."""
        return f"{Count(self.number).spoken()} {plural(self.number, self.noun)}"


class Fixed(Struct, frozen=True, gc=False):
    """A number with a fixed number of decimals: ``0.50``."""

    number: float
    digits: int = 2
    before_plural: bool = False

    def visible(self) -> str:
        """The number with trailing zeros."""
        return _grouped(fixed_text(self.number, self.digits))

    def spoken(self) -> str:
        """The number without trailing zeros, which only align columns; before a plural noun, ``1.0`` does not become "1"."""
        text = _without_zeros(self.visible())
        return self.visible() if self.before_plural and text == "1" else _signed(text)


class Compact(Struct, frozen=True, gc=False):
    """A number as people write it: ``0.50``, ``1.00``, ``0.012``, ``64.0``, ``1,234``, ``3.1e-5``; exact zero is ``0``."""

    number: float
    """The value; 0 or infinite where it is beyond the range of a float."""
    log10: float | None = None
    """log₁₀ of its size, used when `number` has left the range of normal floats; None: taken from `number`."""
    digits: int | None = None
    """Significant digits, rounded half up; whole numbers keep all of theirs. None: three from 1 to below 10,000, two
    elsewhere."""

    def _parts(self) -> tuple[str, int]:
        """A plain decimal and 0, or the mantissa of a power of ten and its exponent; an empty text for zero."""
        value: float | Decimal = self.number
        if self.log10 is not None and not 1e-300 < abs(self.number) < 1e300:
            value = Decimal(10) ** Decimal(self.log10)
        if not value:
            return "", 0
        digits = self.digits or 2
        mantissa, exponent = _mantissa_exponent(value, digits)
        if not _LEAST_PLAIN <= exponent <= _MOST_PLAIN:
            # a number has the same form with more digits, though 0.000996 with two of them is 0.0010
            least, most = (
                _mantissa_exponent(value, each)[1] for each in (min(digits, 2), max(digits, _MOST_PLAIN + 1))
            )
            if least < _LEAST_PLAIN or most > _MOST_PLAIN:
                return mantissa, exponent
        if self.digits is None and exponent >= 0:
            digits, exponent = 3, _mantissa_exponent(value, 3)[1]
        return _grouped(fixed_text(value, max(0, digits - 1 - exponent))), 0

    def visible(self) -> str:
        """Plain decimals between a thousandth and ten thousand, unpadded exponents beyond."""
        number, exponent = self._parts()
        return f"{number}e{exponent}" if exponent else number or "0"

    def drawn(self) -> str:
        """As typeset, without trailing zeros, so that eye and ear get the same digits: ``0.5``, ``1``, ``3.1 × 10⁻⁵``."""
        number, exponent = self._parts()
        plain, power = _without_zeros(number), f"10{superscript(exponent)}"
        if exponent:
            return {"1": power, "-1": f"-{power}"}.get(plain, f"{plain} × {power}")
        return plain or "0"

    def spoken(self) -> str:
        """The same as drawn, in words: "ten to the minus 5" for ``10⁻⁵``."""
        number, exponent = self._parts()
        plain = _signed(_without_zeros(number))
        power = f"ten to the {_signed(str(exponent))}"
        if exponent:
            return {"1": power, "minus 1": f"minus {power}"}.get(plain, f"{plain} times {power}")
        return plain or "zero"


def format_parameter(value: float, digits: int = 5, *, plain_below: float = 1e6) -> Fixed | Compact:
    """A number as its author gave it, with `digits` significant digits at most: ``0.25``, ``1.4142``, ``2.5e-9``.

    From a thousandth to below `plain_below` it is a plain decimal.
    """
    given = _rounding(digits).create_decimal(repr(float(value))).normalize()
    if not value or 1e-3 <= abs(value) < plain_below:
        return Fixed(value, max(0, -int(given.as_tuple().exponent)))
    return Compact(value, digits=len(given.as_tuple().digits))


def format_percent(value: float, decimals: int = 0) -> Fixed:
    """A share from 0 to 100 with so many decimals, and with more where it would be rounded to 0 or 100."""
    tries = (Fixed(value, digits) for digits in range(decimals, 6))
    exact = value in {0, 100}
    return next((shown for shown in tries if exact or float(shown.visible()) not in {0, 100}), Fixed(value, 6))


@dataclass(frozen=True, slots=True)
class WithNote:
    """A quantity with a note: ``9.5e-9 (basically zero)``, which is heard after a pause."""

    quantity: Quantity
    note: str
    _written: ClassVar[str] = "{} ({})"
    _heard: ClassVar[str] = "{}, {}"

    @property
    def number(self) -> float | None:
        """The number of the quantity."""
        return self.quantity.number

    def visible(self) -> str:
        """The visible text of the quantity, and the note."""
        return self._written.format(self.quantity.visible(), self.note)

    def drawn(self) -> str:
        """The same, with the quantity as drawings write it."""
        return self._written.format(drawn(self.quantity), self.note)

    def spoken(self) -> str:
        """The spoken text of the quantity, and the note."""
        return self._heard.format(self.quantity.spoken(), self.note)


class WithUnit(WithNote):
    """A quantity with its unit: ``0.50 s``."""

    __slots__ = ()
    _written = _heard = "{} {}"


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """A quantity with its unit, if it has one."""
    return WithUnit(quantity, unit) if unit else quantity


@dataclass(frozen=True, slots=True)
class DualText:
    """Text that is read aloud differently from how it is written: ``E[σ'] ≈`` and "mean slope about"."""

    visible_text: str
    spoken_text: str
    number: ClassVar[None] = None
    """Text carries no number."""

    def visible(self) -> str:
        """The text as written."""
        return self.visible_text

    def spoken(self) -> str:
        """The text as read aloud."""
        return self.spoken_text


def drawn(quantity: Quantity) -> str:
    """The text of a quantity in drawings: typeset if it has such a form, else its visible text."""
    write: Callable[[], str] = getattr(quantity, "drawn", quantity.visible)
    return write()
