"""The one formatter for the numbers of figures: as the eye reads them and as the ear hears them.

A `Quantity` is a value that knows its two texts. Sentences and tables carry quantities, never finished strings,
so that "every number in the prose is in the data" can be checked and the same sentence can be shown and spoken.
All rounding is half up on the exact value of the float (0.125 is ``1.3e-1``); Python's own formatting rounds half to even.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

_EXACT = Context(prec=400)


class Quantity(Protocol):
    """A value of a sentence or of a table cell."""

    @property
    def number(self) -> float | None:
        """The number behind the text; None for words."""

    def __hash__(self) -> int:
        """Quantities are values: they can be keys of a cache."""

    def visible(self) -> str:
        """Text for the eye: ``3.1e-5``."""

    def spoken(self) -> str:
        """Text for the ear: ``3.1 times ten to the minus 5``."""


def fixed_text(value: float, digits: int) -> str:
    """`value` with `digits` decimals, rounded half up on its exact value: ``0.50``."""
    step = Decimal(1).scaleb(-digits)
    rounded = _EXACT.create_decimal(Decimal(value)).quantize(step, ROUND_HALF_UP, _EXACT)
    return format(rounded or abs(rounded), "f")


def _mantissa_exponent(value: Decimal, digits: int) -> tuple[str, int]:
    rounded = Context(prec=digits + 1, rounding=ROUND_HALF_UP).create_decimal(value)
    exponent = rounded.adjusted()
    return format(rounded.scaleb(-exponent).quantize(Decimal(1).scaleb(-digits)), "f"), exponent


def _signed(text: str) -> str:
    """A minus sign that a speech engine reads as a word."""
    return f"minus {text[1:]}" if text.startswith("-") else text


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of things: ``1,024``."""

    number: int

    def visible(self) -> str:
        """Grouped in thousands."""
        return f"{self.number:,}"

    def spoken(self) -> str:
        """The same; speech engines read groups well."""
        return _signed(self.visible())


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number with a fixed count of decimals: ``0.50``."""

    number: float
    digits: int = 2

    def visible(self) -> str:
        """All decimals, trailing zeros too."""
        return fixed_text(self.number, self.digits)

    def spoken(self) -> str:
        """Without the trailing zeros, which only align columns."""
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

    def _decimal(self) -> Decimal:
        if self.log10 is not None and not 1e-300 < abs(self.number) < 1e300:
            return Decimal(10) ** Decimal(self.log10)
        return Decimal(self.number)

    def visible(self) -> str:
        """All decimals and an unpadded exponent."""
        value = self._decimal()
        if not value:
            return "0"
        mantissa, exponent = _mantissa_exponent(value, self.digits)
        return f"{mantissa}e{exponent}"

    def spoken(self) -> str:
        """Plain decimals between a thousandth and ten thousand, powers of ten beyond."""
        value = self._decimal()
        if not value:
            return "zero"
        mantissa, exponent = _mantissa_exponent(value, self.digits)
        if -3 <= exponent <= 3:
            plain = format(Decimal(mantissa).scaleb(exponent).normalize(), "f")
            return _signed(plain)
        return f"{_signed(mantissa.rstrip('0').rstrip('.'))} times ten to the {_signed(str(exponent))}"


@dataclass(frozen=True, slots=True)
class Readout:
    """A magnitude as a running display shows it: ``1.00``, ``0.55``, ``0.012``, ``8.0e-4``; two digits at least."""

    number: float

    @property
    def _is_plain(self) -> bool:
        """By the rounded number, so that 0.00999 is 0.010 and 999.999 is 1.0e3."""
        return 0.00995 <= self.number < 999.995

    @property
    def _decimals(self) -> int:
        return 3 if self.number < 0.0995 else 2

    def visible(self) -> str:
        """Decimals from 0.01 to below 1000, exponential elsewhere."""
        if self._is_plain:
            return fixed_text(self.number, self._decimals)
        return Magnitude(self.number).visible()

    def spoken(self) -> str:
        """As `visible`, in words."""
        if self._is_plain:
            return Fixed(self.number, self._decimals).spoken()
        return Magnitude(self.number).spoken()


@dataclass(frozen=True, slots=True)
class Fold:
    """How many times larger: ``6.0``, ``32,768``, ``1.1e9``."""

    number: float

    def visible(self) -> str:
        """One decimal below ten, whole numbers below a million, powers of ten beyond."""
        if self.number < 9.95:
            return fixed_text(self.number, 1)
        if self.number < 999_999.5:
            return f"{int(fixed_text(self.number, 0)):,}"
        return Magnitude(self.number).visible()

    def spoken(self) -> str:
        """The same in words."""
        if self.number < 9.95:
            return Fixed(self.number, 1).spoken()
        return self.visible() if self.number < 999_999.5 else Magnitude(self.number).spoken()


@dataclass(frozen=True, slots=True)
class Remarked:
    """A quantity with a remark on it: ``9.5e-9 (basically zero)``."""

    quantity: Quantity
    remark: str

    @property
    def number(self) -> float | None:
        """The number of the quantity."""
        return self.quantity.number

    def visible(self) -> str:
        """The remark in parentheses."""
        return f"{self.quantity.visible()} ({self.remark})"

    def spoken(self) -> str:
        """The remark after a pause."""
        return f"{self.quantity.spoken()}, {self.remark}"


@dataclass(frozen=True, slots=True)
class Words:
    """A wording that is read otherwise than it is written: ``E[σ'] ≈`` and "mean slope about"."""

    eye: str
    ear: str

    @property
    def number(self) -> None:
        """Words carry no number."""
        return

    def visible(self) -> str:
        """As written."""
        return self.eye

    def spoken(self) -> str:
        """As said."""
        return self.ear
