"""Number format and plurals: every number of a figure as text to see and as text to hear.

A `Quantity` is a value with two texts. Sentences and tables hold quantities, never finished strings, so that tests can check
"every number in the prose is in the data" and the same sentence can be shown and read aloud. All rounding is half up on the
exact value of the float (0.125 is ``1.3e-1``); Python's own formatting rounds half to even.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

_EXACT = Context(prec=400)


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


def fixed_text(value: float, digits: int) -> str:
    """`value` with `digits` decimals, rounded half up on its exact value: ``0.50``."""
    rounded: float | Decimal = value
    if float(f"{value:.{digits + 1}f}") == value:  # perhaps a tie, which Python would round to even
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)
    return f"{rounded:z.{digits}f}"


def _signed(text: str) -> str:
    """`text` with its minus sign as a word, which every speech engine reads."""
    return f"minus {text[1:]}" if text.startswith("-") else text


def plural(count: int, noun: str) -> str:
    """The English form of `noun` for `count`: ``page``, ``pages``. Nouns with another plural are not supported."""
    return noun if count == 1 else f"{noun}s"


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of things: ``1,024``."""

    number: int

    def visible(self) -> str:
        """In groups of three digits."""
        return f"{self.number:,}"

    def spoken(self) -> str:
        """The same: speech engines read groups well."""
        return _signed(self.visible())


@dataclass(frozen=True, slots=True)
class Counted:
    """A whole number with its noun, in the right form: ``1 step``, ``24 steps``."""

    number: int
    noun: str

    def visible(self) -> str:
        """The number grouped in thousands, then the noun."""
        return f"{Count(self.number).visible()} {plural(self.number, self.noun)}"

    def spoken(self) -> str:
        """The same, with a minus sign as a word."""
        return f"{Count(self.number).spoken()} {plural(self.number, self.noun)}"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number with a fixed number of decimals: ``0.50``."""

    number: float
    digits: int = 2

    def visible(self) -> str:
        """With trailing zeros."""
        return fixed_text(self.number, self.digits)

    def spoken(self) -> str:
        """Without trailing zeros, which only align columns."""
        text = self.visible()
        return _signed(text.rstrip("0").rstrip(".") if "." in text else text)


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A magnitude over many orders: ``3.1e-5``; exact zero is ``0``.

    Parameters
    ----------
    number : float
        The magnitude; 0 where it is below the range of a float.
    log10 : float or None
        log₁₀ of it, used when `number` has left the range of normal floats; None: taken from `number`.
    digits : int
        Decimals of the mantissa, rounded half up.
    """

    number: float
    log10: float | None = None
    digits: int = 1

    def _rounded(self) -> tuple[str, int]:
        """Mantissa and exponent; an empty mantissa for zero."""
        value: float | Decimal = self.number
        if self.log10 is not None and not 1e-300 < abs(self.number) < 1e300:
            value = Decimal(10) ** Decimal(self.log10)
        if float(f"{value:.{self.digits + 1}e}") == value:  # perhaps a tie, which Python would round to even
            value = Context(prec=self.digits + 1, rounding=ROUND_HALF_UP).create_decimal(value)
        mantissa, _, exponent = f"{value:.{self.digits}e}".partition("e")
        return mantissa if value else "", int(exponent)

    def visible(self) -> str:
        """All decimals and an unpadded exponent."""
        mantissa, exponent = self._rounded()
        return f"{mantissa}e{exponent}" if mantissa else "0"

    def spoken(self) -> str:
        """Plain decimals between a thousandth and ten thousand, powers of ten beyond."""
        mantissa, exponent = self._rounded()
        if not mantissa:
            return "zero"
        if -3 <= exponent <= 3:
            plain = format(Decimal(mantissa).scaleb(exponent).normalize(), "f")
            return _signed(plain)
        return f"{_signed(mantissa.rstrip('0').rstrip('.'))} times ten to the {_signed(str(exponent))}"


@dataclass(frozen=True, slots=True)
class Compact:
    """A number as short as it can be read: ``1.00``, ``0.55``, ``0.012``, ``8.0e-4``; at least two significant digits.

    Parameters
    ----------
    number : float
        The value; negative only where `signed`.
    log10 : float or None
        log₁₀ of it, for values beyond the range of floats; None: taken from `number`.
    decimals : int
        Decimals from 1 upwards. Smaller numbers have two, and below 0.1 three.
    signed : bool
        For rates and differences: zero is ``0.00``, and large numbers are never written with an exponent.
    """

    number: float
    log10: float | None = None
    decimals: int = 2
    signed: bool = False

    @property
    def _format(self) -> Fixed | Magnitude:
        """By the rounded number, so that 0.00999 is 0.010 and 999.996 is 1.0e3."""
        size = abs(self.number)
        if (0.00995 <= size < 999.995) or (self.signed and (size == 0 or size >= 0.00995)):
            return Fixed(self.number, 3 if 0 < size < 0.0995 else 2 if size < 0.95 else self.decimals)
        return Magnitude(self.number, None if self.log10 is None or math.isinf(self.log10) else self.log10)

    def visible(self) -> str:
        """Decimals from 0.01 to below 1000, exponential elsewhere."""
        return self._format.visible()

    def spoken(self) -> str:
        """As `visible`, in words."""
        return self._format.spoken()


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio, "so many times larger": ``6.0``, ``32,768``, ``1.1e9``."""

    number: float

    @property
    def _format(self) -> Fixed | Count | Magnitude:
        if self.number < 9.95:
            return Fixed(self.number, 1)
        return Count(int(fixed_text(self.number, 0))) if self.number < 999_999.5 else Magnitude(self.number)

    def visible(self) -> str:
        """One decimal below ten, whole numbers below a million, powers of ten beyond."""
        return self._format.visible()

    def spoken(self) -> str:
        """The same in words."""
        return self._format.spoken()


@dataclass(frozen=True, slots=True)
class WithNote:
    """A quantity with a note: ``9.5e-9 (basically zero)``."""

    quantity: Quantity
    note: str

    @property
    def number(self) -> float | None:
        """The number of the quantity."""
        return self.quantity.number

    def visible(self) -> str:
        """The note in parentheses."""
        return f"{self.quantity.visible()} ({self.note})"

    def spoken(self) -> str:
        """The note after a pause."""
        return f"{self.quantity.spoken()}, {self.note}"


@dataclass(frozen=True, slots=True)
class DualText:
    """Text that is read aloud differently from how it is written: ``E[σ'] ≈`` and "mean slope about"."""

    visible_text: str
    spoken_text: str

    @property
    def number(self) -> None:
        """Text carries no number."""
        return

    def visible(self) -> str:
        """As written."""
        return self.visible_text

    def spoken(self) -> str:
        """As read aloud."""
        return self.spoken_text
